"""The demo in plain text: a line for each alert message, and the summary."""

from __future__ import annotations

import shlex
from datetime import tzinfo
from typing import get_args

from stream.adapters.kafka.dead_letters import Letter
from stream.demo.seen import Seen, Told, Top
from stream.model import Alert, AlertStatus

TOP = 5
HEADLINE_CHARACTERS = 72
EXCERPT_CHARACTERS = 60

VERDICTS = ("new", "revision", "follow_up", "duplicate", "repeat", "stale", "kill")
STATUSES: tuple[str, ...] = get_args(AlertStatus)


def short(text: str, most: int) -> str:
    """The text in at most so many characters, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def sources_of(alert: Alert) -> str:
    """Who says so: "AFP, single source", "AFP, Reuters", or that nobody does any more."""
    if not alert.sources:
        return "no source left"
    return ", ".join(alert.sources) + (", single source" if alert.single_source else "")


def note_of(told: Told) -> str:
    """What changed, or that an embargo has ended; empty for a plain raise."""
    if told.released:
        return "embargo over"
    if told.alert.status == "raised":
        return ""
    return "; ".join(told.alert.changes) or told.alert.reason.partition(": ")[2]


def line_of(told: Told, zone: tzinfo | None = None) -> str:
    """One message of an alert as a line; times in `zone`, the machine's own if left out."""
    alert, note = told.alert, note_of(told)
    return (
        f"{told.at.astimezone(zone):%H:%M:%S} {alert.status:13} {alert.rule:17} "
        f"{short(alert.headline, HEADLINE_CHARACTERS)} [{sources_of(alert)}]"
        f"{f' ({note})' if note else ''}"
    )


def summary(seen: Seen, sent: int, seconds: float, next_steps: list[str]) -> str:
    """What went in and what came out; `seconds` from the first update to the last result."""
    return "\n\n".join(
        [
            _figures(seen, sent, seconds),
            _letters(seen.letters),
            _tops("Top actors", seen.top("actor", TOP)),
            _tops("Top places", seen.top("place", TOP)),
            "\n".join(["Next:", *(f"  {step}" for step in next_steps)]),
        ]
    )


def steps(sample: str) -> list[str]:
    """What to try after the demo; `sample` is the path of the sample wire."""
    tries = {
        "newswire up": "broker, worker and your sources, kept running",
        "newswire demo --desk": "the demo stays, with the editors' page, and takes your own updates",
        f"newswire replay -t news.alerts {shlex.quote(sample)}": "the sample without Kafka",
        "README.md": "rules, settings, topics, guarantees",
    }
    return [line for command, what in tries.items() for line in (command, f"    {what}")]


def _figures(seen: Seen, sent: int, seconds: float) -> str:
    lines = {
        "Updates in": f"{sent} in {seen.stories} stories, done in {seconds:.1f} s",
        "Verdicts": _named(seen.verdicts, VERDICTS),
        "Alerts": _named(seen.statuses, STATUSES) + _held(seen),
        "Wire to alert": _latency(seen),
    }
    return "\n".join(f"{name:15}{text}" for name, text in lines.items())


def _named(counts: dict[str, int], order: tuple[str, ...]) -> str:
    return ", ".join(f"{counts[k]} {k.replace('_', '-')}" for k in order if counts[k]) or "none"


def _held(seen: Seen) -> str:
    released = sum(told.released for told in seen.told)
    return f"; {released} came when an embargo ended" if released else ""


def _latency(seen: Seen) -> str:
    half, most = seen.latency(0.5), seen.latency(0.95)
    if half is None or most is None:
        return "no alert"
    return f"p50 {half:.0f} ms, p95 {most:.0f} ms"


def _letters(letters: list[Letter]) -> str:
    found = sorted(letters, key=lambda letter: letter.offset)
    return "\n".join([f"Dead letters   {len(found)}", *(f"  {reason_of(x)}" for x in found)])


def reason_of(letter: Letter) -> str:
    """Why a record is a dead letter, and how it begins."""
    text = (letter.value or b"").decode("utf-8", "replace")
    why = f"{letter.why.get('error', '?')}: {letter.why.get('message', '?')}"
    return f"{why}\n      {short(text, EXCERPT_CHARACTERS)}"


def _tops(title: str, tops: list[Top]) -> str:
    rows = [f"  {top.name:32} {top.updates:7} {top.hours:7}" for top in tops]
    return "\n".join([f"{title:34} updates   hours", *rows])
