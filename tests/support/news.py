"""Made-up news for tests of the desk: records as its feed gets them, one by one or as an endless wire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stream.model import (
    ActorLabel,
    Alert,
    Baseline,
    CasualtyLabel,
    Classified,
    Count,
    EventLabel,
    Evidence,
    Moment,
    Named,
    Original,
    PlaceLabel,
    StoryUpdate,
    Toll,
    Update,
)
from stream.model.times import millis
from stream.pipeline.replay import Record


def system_clock() -> int:
    """The machine's time in milliseconds."""
    return millis(datetime.now(UTC))


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HTS = ("hts", "Hayat Tahrir al-Sham", "rebel", "SY")
ARMY = ("syr-mil", "Syrian army", "military", "SY")
NAVY = ("hrv-nav", "Croatian navy", "military", "HR")
ALEPPO = (170063, "Aleppo", "SY", 36.20124, 37.16117)
SPLIT = (3190261, "Split", "HR", 43.50891, 16.43915)
GOMA = (216281, "Goma", "CD", -1.67409, 29.22845)
KHARTOUM = (379252, "Khartoum", "SD", 15.55177, 32.53241)
PLOTS = (
    ("HTS fighters push into Aleppo", HTS, ALEPPO, "assault", "en"),
    ("Navy tows ferry off rocks near Split", NAVY, SPLIT, "aid", "en"),
    ("الجيش يعلن انسحابه من حلب", ARMY, ALEPPO, "retreat", "ar"),
    ("Market hall in Goma burns down", NAVY, GOMA, "aid", "en"),
    ("Talks on truce in Khartoum break off", ARMY, KHARTOUM, "reject", "en"),
)
AGENCIES = ("Reuters", "AFP", "AP", "dpa", "Hina")
_offsets = iter(range(10**9))


def record(
    topic: str, key: str, value: Any, *, origin: str = "", at: datetime | None = None
) -> Record:
    """A record as the feed gets it; `value` is a struct, an object or None, `at` its log time."""
    offset = next(_offsets)
    data = None if value is None else msgspec.json.encode(value)
    heads = [("newswire-origin", (origin or f"0:{offset}:0:0").encode())]
    log_time = system_clock() if at is None else millis(at)
    return Record(topic, 0, offset, log_time, key.encode(), data, heads)


def classified(
    story: str, uri: str, headline: str, body: str = "", *, at: datetime = NOON, verdict: Any = "new",
    agency: str = "Reuters", version: str = "1", actor: Any = HTS, place: Any = ALEPPO,
    event: Any = "assault", killed: int = 0, language: str = "en", status: Any = "usable",
    until: datetime | None = None, of: str = "", changes: Sequence[str] = (), remaining: int = 1,
    resolved: bool = True, test: bool = False,
) -> Classified:  # fmt: skip
    """A classified update; labels are marked where headline and body have their words."""
    update = Update(
        uri=uri, provider=agency, event_time=at, ingested_at=at, headline=headline, body=body,
        version=version, language=language, pub_status=status, embargoed_until=until, test=test,
    )  # fmt: skip
    original = Original(uri=of, provider=agency, similarity=0.93) if of else None
    item = StoryUpdate(
        story=story, verdict=verdict, update=update, agency=agency, sources=[agency], original=original,
        changes=list(changes), remaining=remaining, resolved=resolved,
    )  # fmt: skip
    if verdict in ("kill", "repeat", "stale", "duplicate"):
        return Classified(item=item)
    actors = [
        ActorLabel(
            id=actor[0], name=actor[1], kind=actor[2], role="participant", country=actor[3],
            evidence=_words(headline, body, actor[1].split()[0], "alias"),
        )
    ] if actor else []  # fmt: skip
    places = [
        PlaceLabel(
            id=place[0], name=place[1], role="event", country=place[2], kind="city",
            latitude=place[3], longitude=place[4], focus=True,
            evidence=_words(headline, body, place[1], "name"),
        )
    ] if place else []  # fmt: skip
    tolls = [
        CasualtyLabel(
            kind="killed", least=killed, most=killed, country=actor[3] if actor else "",
            evidence=_words(headline, body, str(killed), "toll"),
        )
    ] if killed else []  # fmt: skip
    events = [
        EventLabel(
            type=event, evidence=_words(headline, body, " ".join(headline.split()[-1:]), "verb")
        )
    ]
    return Classified(item=item, actors=actors, places=places, events=events, casualties=tolls)


def _words(headline: str, body: str, word: str, rule: str) -> list[Evidence]:
    found = []
    for name, text in (("headline", headline), ("body", body)):
        start = text.find(word) if word else -1
        if start >= 0:
            found.append(
                Evidence(field=name, start=start, end=start + len(word), text=word, rule=rule)  # type: ignore[arg-type]
            )
    return found


def alert_of(
    update: Classified, sequence: int = 1, status: Any = "raised", *, before: Alert | None = None,
    rule: str = "coast", severity: Any = "high", changes: Sequence[str] = (), reason: str = "",
    blank: bool = False,
) -> Alert:  # fmt: skip
    """The alert message that a rule would make of it; `blank` is a kill's withdrawal."""
    item, news = update.item, update.item.update
    headline = before.headline if status == "withdrawn" and before else news.headline
    moment = Moment(
        at=news.event_time, status=status, provider=news.provider,
        headline="" if status == "withdrawn" else headline,
    )  # fmt: skip
    earlier = [
        Moment(at=m.at, status=m.status, provider=m.provider, headline="" if blank else m.headline)
        for m in (before.timeline if before else [])
    ]
    actors = [
        Named(id=a.id, name=a.name, role=a.role, evidence=[f"headline: {a.name}"])
        for a in update.actors
    ]
    places = [
        Named(id=str(p.id), name=p.name, role=p.role, evidence=[f"headline: {p.name}"])
        for p in update.places
    ]
    if not reason:
        reason = f'rule {rule}: in headline: "{headline}"'
        if status == "withdrawn":
            reason = f"rule {rule}: {news.provider} withdrew its report"
    return Alert(
        id=f"{rule}-{item.story}", sequence=sequence, status=status, rule=rule, story=item.story,
        severity=severity, channels=["desk"], headline=headline,
        reason=reason, changes=list(changes),
        actors=actors or (before.actors if before else []), places=places or (before.places if before else []),
        sources=item.sources, single_source=True, uri=news.uri, provider=news.provider,
        version=news.version, urgency=3, language=news.language, at=news.event_time,
        ingested_at=news.ingested_at, figures=[], timeline=[*earlier, moment],
        link=f"{item.story}/{rule}-{item.story}",
    )  # fmt: skip


def story_record(update: Classified, **more: Any) -> Record:
    """The record of a classified update."""
    return record("wire.classified", update.item.story, update, **more)


def alert_record(alert: Alert, **more: Any) -> Record:
    """The record of an alert message."""
    return record("news.alerts", alert.id, alert, **more)


def count(
    value: str = "hts", name: str = "Hayat Tahrir al-Sham", *, start: datetime = NOON, size: int = 3600,
    stories: int = 2, updates: int = 7, sources: int = 3, dimension: Any = "actor", killed: int = 0,
    usual: float | None = None, final: bool = False, corrected: bool = False,
) -> Count:  # fmt: skip
    """A count; `killed` is the lowest figure of one story, three below its highest."""
    tolls = [Toll(kind="killed", stories=1, least=killed, most=killed + 3)] if killed else []
    baseline = None if usual is None else Baseline(weeks=4, stories=usual, updates=2 * usual)
    return Count(
        window_start=start, window_seconds=size, dimension=dimension, value=value, name=name,
        stories=stories, updates=updates, sources=sources, casualties=tolls, baseline=baseline,
        final=final, corrected=corrected,
    )  # fmt: skip


def count_record(of: Count, **more: Any) -> Record:
    """The record of a count, under the key that the merge stage gives it."""
    start = f"{of.window_start:%Y-%m-%dT%H:%M:%SZ}"
    key = f"PT{of.window_seconds}S|{start}|{of.dimension}|{of.value}"
    return record("news.counts", key, of, **more)


class MadeUp:
    """An endless wire: stories with alerts and counts, amended and killed on demand."""

    def __init__(self, start: datetime | None = None) -> None:
        # From a full hour on: what falls into which window must not hang on when a test runs.
        hour = (datetime.now(UTC) - timedelta(hours=6)).replace(minute=0, second=0, microsecond=0)
        self.time = start or hour
        self.number = 0
        self.last: tuple[Classified, Alert] | None = None

    def update(self, headline: str = "") -> list[Record]:
        """A new story, its alert, its counts."""
        self.number += 1
        self.time += timedelta(seconds=37)
        plot, actor, place, event, language = PLOTS[self.number % len(PLOTS)]
        story = f"{self.number:016x}"
        agency = AGENCIES[self.number % len(AGENCIES)]
        text = headline or f"{plot} ({self.number})"
        body = (
            f"{text}.\n\nOfficials said {self.number + 3} people were hurt at {place[1]} on Monday. {actor[1]}"
            " gave no comment.\n\nA second paragraph says what was known before."
        )
        made = classified(
            story, f"urn:x:{self.number}", text, body, at=self.time, agency=agency, actor=actor,
            place=place, event=event, killed=self.number + 3, language=language,
        )  # fmt: skip
        severity = ("low", "medium", "high", "critical")[self.number % 4]
        alert = alert_of(made, severity=severity, rule=f"rule-{self.number % 3}")
        self.last = (made, alert)
        hour = self.time.replace(minute=0, second=0)
        return [story_record(made), alert_record(alert), *self._counts(hour, actor, place)]

    def _counts(self, hour: datetime, actor: Any, place: Any) -> list[Record]:
        n = self.number
        return [
            count_record(
                count("all", "all", start=hour, dimension="all", stories=n, updates=2 * n)
            ),
            count_record(
                count(
                    actor[0],
                    actor[1],
                    start=hour,
                    stories=n % 9 + 1,
                    updates=n % 20,
                    killed=n,
                    usual=1.5,
                    final=n % 2 == 0,
                    corrected=n % 2 == 0,
                )
            ),
            count_record(
                count(str(place[0]), place[1], start=hour, dimension="place", stories=n % 7 + 1)
            ),
        ]

    def amend(self) -> list[Record]:
        """The last story corrected, its alert amended."""
        assert self.last is not None
        made, before = self.last
        self.time += timedelta(seconds=20)
        item, news = made.item, made.item.update
        again = classified(
            item.story, news.uri, f"CORRECTED-{news.headline}", news.body.replace("hurt", "injured"),
            at=self.time, agency=news.provider, version=str(before.sequence + 1), verdict="revision",
            changes=["hurt → injured"], actor=PLOTS[self.number % len(PLOTS)][1],
            place=PLOTS[self.number % len(PLOTS)][2], language=news.language, of=news.uri,
        )  # fmt: skip
        alert = alert_of(
            again, before.sequence + 1, "amended", before=before, rule=before.rule,
            severity=before.severity, changes=["hurt → injured"], reason="corrected",
        )  # fmt: skip
        self.last = (again, alert)
        return [story_record(again), alert_record(alert)]

    def kill(self) -> list[Record]:
        """The last story killed, its alert withdrawn."""
        assert self.last is not None
        made, before = self.last
        self.time += timedelta(seconds=20)
        item, news = made.item, made.item.update
        dead = classified(
            item.story, news.uri, "KILL", verdict="kill", remaining=0, at=self.time, agency=news.provider
        )  # fmt: skip
        alert = alert_of(
            dead, before.sequence + 1, "withdrawn", before=before, rule=before.rule,
            severity=before.severity, reason=f"{news.provider} withdrew its report", blank=True,
        )  # fmt: skip
        self.last = (made, alert)
        return [story_record(dead), alert_record(alert)]


def fixture() -> tuple[MadeUp, list[Record]]:
    """Forty stories with alerts, two amended, one killed, one with a copy, one with markup in its headline."""
    wire = MadeUp()
    records = [r for _ in range(40) for r in wire.update()]
    records += wire.amend() + wire.update() + wire.amend() + wire.update() + wire.kill()
    records += wire.update("<script>alert(1)</script> & <b>bold</b> claim by minister")
    assert wire.last is not None
    made = wire.last[0]
    copy = classified(
        made.item.story, "urn:x:copy", made.item.update.headline, agency="Daily", verdict="duplicate",
        at=wire.time, of=made.item.update.uri,
    )  # fmt: skip
    return wire, [*records, story_record(copy)]
