"""A slow recount that shares no code with the stages, written from docs/counts.md."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

SIZES = {"PT1M": 60, "PT15M": 900, "PT1H": 3600, "P1D": 86_400}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Oracle:
    """A list of the items in force, counted from scratch each time."""

    def __init__(self):
        """Start with no items."""
        self.items = {}

    def take(self, now, classified):
        """Note what a record says about its item; None is a tick."""
        if classified is None:
            for item in self.items.values():
                if not item["withheld"] and item["until"] and item["until"] <= now:
                    item["counted"] = True
            return
        said, wire = classified.item, classified.item.update
        if said.verdict in ("repeat", "duplicate", "stale"):
            return
        known = self.items.pop((said.story, wire.uri), None)
        if said.verdict == "kill" or wire.pub_status == "canceled" or wire.test:
            return
        until = wire.embargoed_until or (known and known["until"])
        withheld = wire.pub_status == "withheld"
        self.items[said.story, wire.uri] = {
            "until": until,
            "withheld": withheld,
            "counted": not withheld and not (until and until > now),
            "time": max(wire.event_time, until) if until else wire.event_time,
            "version": wire.version_created,
            "story": said.story,
            "agency": said.agency,
            "labels": self.labels(classified),
            "dead": classified.casualties,
        }

    @staticmethod
    def labels(classified):
        """The endings of the keys that an update counts in; all that are no mere mention are in Syria."""
        actors = [label.id for label in classified.actors]
        places = [p for p in classified.places if p.role != "mention"]
        ends = ["all|all", f"source|{classified.item.agency}", "language|en"]
        ends += [f"actor|{id}" for id in actors] + [f"place|{p.id}" for p in places]
        ends += [f"admin1|SY:{p.admin1}" for p in places] + ["country|SY"] * bool(places)
        ends += [f"mention|{p.id}" for p in classified.places if p.role == "mention"]
        ends += [f"event|{e.type}" for e in classified.events]
        return ends + [f"actor_place|{a}×{p.id}" for a in actors for p in places]

    def groups(self):
        """Key → the items in force that count under it."""
        found = defaultdict(list)
        for item in self.items.values():
            if item["counted"]:
                for name, size in SIZES.items():
                    start = EPOCH + (item["time"] - EPOCH) // timedelta(seconds=size) * timedelta(
                        seconds=size
                    )
                    for label in item["labels"]:
                        found[f"{name}|{start:%Y-%m-%dT%H:%M:%SZ}|{label}"].append(item)
        return found

    def recount(self):
        """Key → (stories, updates, sources, killed) over the items in force."""
        return {key: self.count(key, items) for key, items in self.groups().items()}

    def count(self, key, items):
        """The values of one series."""
        stories = sorted({item["story"] for item in items})
        agencies = sorted({item["agency"] for item in items})
        dimension = key.split("|")[2]
        home = "SY" if dimension in ("country", "place", "admin1", "actor_place") else ""
        if dimension in ("mention", "source", "language"):
            return len(stories), len(items), agencies, None
        spans = [self.span([i for i in items if i["story"] == s], home) for s in stories]
        spans = [span for span in spans if span]
        killed = (len(spans), sum(s[0] for s in spans), sum(s[1] for s in spans))
        return len(stories), len(items), agencies, killed if spans else None

    @staticmethod
    def span(items, home):
        """The lowest and highest figure of a story: the latest of each agency that gives one."""
        latest = defaultdict(list)
        for item in items:
            claims = [
                (c.least, float("inf") if c.most is None else c.most)
                for c in leading(item["dead"])
                if not (home and c.country and c.country != home)
            ]
            if claims:
                latest[item["agency"]].append((item["version"], claims))
        standing = set()
        for said in latest.values():
            last = max(version for version, _ in said)
            standing.update(c for version, claims in said if version == last for c in claims)
        sharp = [
            a
            for a in standing
            if not any(a != b and a[0] <= b[0] and b[1] <= a[1] for b in standing)
        ]
        if not sharp:
            return None
        return min(a for a, _ in sharp), max(a if b == float("inf") else b for a, b in sharp)


def leading(dead):
    """Of each country the first figure; one that says of no country only where it leads."""
    found = {}
    for label in dead:
        if label.country or not found:
            found.setdefault(label.country, label)
    return list(found.values())
