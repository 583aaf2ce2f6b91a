"""The demo on a terminal: alerts on the left, counts on the right, progress below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from rich.console import Group
from rich.layout import Layout
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from stream.demo.seen import Seen, Told, Top
from stream.demo.words import note_of, sources_of

STYLES = {
    "raised": "bold green",
    "corroborated": "bold cyan",
    "escalated": "bold magenta",
    "amended": "bold yellow",
    "withdrawn": "bold red",
}
LINES_OF_AN_ALERT = 3
FRAME_LINES = 6
"""Lines of a screen that are not for alerts: the panels' frames and the progress."""


@dataclass
class Progress:
    """How far the demo is; `note` is what happens at the moment, `desk` the address of its page, if any."""

    sent: int
    total: int
    note: str
    desk: str = ""


def screen(seen: Seen, progress: Progress, height: int, zone: tzinfo | None = None) -> Layout:
    """All of it, for a terminal with `height` lines."""
    room = max(1, (height - FRAME_LINES) // LINES_OF_AN_ALERT)
    layout = Layout()
    layout.split_column(Layout(name="above"), Layout(_progress(seen, progress), size=4))
    layout["above"].split_row(
        Layout(_alerts(seen.told[: -room - 1 : -1], zone), ratio=5),
        Layout(_counts(seen, max(3, (height - FRAME_LINES - 6) // 2)), ratio=3),
    )
    return layout


def _alerts(newest: list[Told], zone: tzinfo | None) -> Panel:
    return Panel(Group(*(_alert(told, zone) for told in newest)), title="Alerts, newest first")


def _alert(told: Told, zone: tzinfo | None) -> Text:
    alert, note = told.alert, note_of(told)
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{told.at.astimezone(zone):%H:%M:%S} ", "dim")
    text.append(alert.status, STYLES[alert.status])
    text.append(f"  {alert.rule}\n", "dim")
    text.append(f"  {alert.headline}\n")
    text.append(f"  {sources_of(alert)}", "italic")
    if note:
        text.append(f"  {note}", "yellow")
    return text


def _counts(seen: Seen, most: int) -> Panel:
    tables = (
        _table("Actors", seen.top("actor", most)),
        Text(),
        _table("Places", seen.top("place", most)),
    )
    return Panel(Group(*tables), title="Updates in hour windows")


def _table(title: str, tops: list[Top]) -> Table:
    table = Table(box=None, expand=True, pad_edge=False)
    table.add_column(title, no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("updates", justify="right", no_wrap=True)
    for top in tops:
        table.add_row(top.name, str(top.updates))
    return table


def _progress(seen: Seen, progress: Progress) -> Panel:
    half, most = seen.latency(0.5), seen.latency(0.95)
    latency = "-" if half is None or most is None else f"p50 {half:.0f} ms, p95 {most:.0f} ms"
    figures = (
        f"{progress.sent}/{progress.total} updates  {seen.stories} stories  "
        f"{seen.duplicates} duplicates  {len(seen.letters)} dead letters  {latency}"
    )
    lines = Text(f"{figures}\n", no_wrap=True, overflow="ellipsis")
    if progress.desk:
        lines.append(f"desk: {progress.desk}   ")
    return Panel(lines.append(progress.note, "dim"), title="Progress")
