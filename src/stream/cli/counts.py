"""`newswire counts`: the counts of a span, as a table, or as CSV, JSON lines or Parquet."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stream.cli.options import BootstrapOption, ConfigOption, SetOption, cluster_from
from stream.cli.output import counted

if TYPE_CHECKING:
    from stream.model import Count

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LENGTH = re.compile(r"([1-9][0-9]*)([smhd])")


class Form(StrEnum):
    """How counts are written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def counts(
    dimension: Annotated[
        str,
        typer.Argument(
            help="all, actor, place, admin1, country, mention, actor_place, event, source or language."
        ),
    ] = "actor",
    value: Annotated[
        list[str] | None, typer.Option(help="Only this id, e.g. hts or SY; may be repeated.")
    ] = None,
    window: Annotated[str, typer.Option(help="Length of the windows: 1m, 15m, 1h, 1d.")] = "1h",
    since: Annotated[
        str | None,
        typer.Option(
            help="First window: a UTC time as 2024-11-29T13:00, or 6h, 2d for so long ago."
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Windows before this, written as --since is.")
    ] = None,
    top: Annotated[
        int | None, typer.Option(min=1, help="Only the first so many of each window, by stories.")
    ] = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="table, csv, json (one object a line) or parquet (needs --output, and pyarrow).",
        ),
    ] = Form.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, not to the terminal.")
    ] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Print or export counts, read from news.counts as it is now: one row for each window and value.

    Columns: window, stories, updates, independent sources, the usual for that hour (mean of up to four
    weeks), casualties as claimed, and whether the window is final. docs/counts.md says what each means.
    """
    span = _span(dimension, value or [], window, since, until)
    if form is Form.parquet and output is None:
        raise typer.BadParameter("Parquet is not text: name a file", param_hint="--output")
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.counts import counts as read
    from stream.count.table import ordered

    found = ordered(asyncio.run(read(settings, span)), top)
    if form is Form.table and output is None and not found:
        other = _other_lengths(settings.count.sizes_seconds, span.seconds)
        typer.echo(f"no counts by {dimension} in windows of {window} there{other}", err=True)
        return
    data = _WRITERS[form](found)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        from stream.errors import ConfigError

        raise ConfigError(f"--output {output}: can't be written: {error.strerror}") from error
    typer.echo(f"{counted(len(found), 'row')} in {output}", err=True)


def _span(
    dimension: str, values: list[str], window: str, since: str | None, until: str | None
) -> Any:
    from typing import get_args

    from stream.count.table import Span
    from stream.model import Dimension

    known = get_args(Dimension)
    if dimension not in known:
        raise typer.BadParameter(
            f"{dimension!r} is none of {', '.join(known)}", param_hint="dimension"
        )
    now = datetime.now(UTC)
    first, end = _time(since, now, "--since"), _time(until, now, "--until")
    if first and end and first >= end:
        raise typer.BadParameter(f"{since!r} is not before --until {until!r}", param_hint="--since")
    return Span(
        int(_length(window, "--window").total_seconds()),
        dimension,  # type: ignore[arg-type]
        first,
        end,
        frozenset(values),
    )


def _other_lengths(sizes: list[int], asked: int) -> str:
    """What is counted instead, if windows of that length are not."""
    if asked in sizes:
        return ""
    words = (
        next(f"{size // n}{u}" for u, n in reversed(_UNITS.items()) if size % n == 0)
        for size in sizes
    )
    return f"; count.sizes_seconds has {', '.join(words)}"


def _length(text: str, hint: str) -> timedelta:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"{text!r}: write it as 15m, 1h or 1d", param_hint=hint)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _time(text: str | None, now: datetime, hint: str) -> datetime | None:
    """A time, or one so long before now; without a zone it is UTC."""
    if text is None:
        return None
    if _LENGTH.fullmatch(text):
        return now - _length(text, hint)
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        why = f"{text!r} is no time: write 2024-11-29T13:00, or 6h for six hours ago"
        raise typer.BadParameter(why, param_hint=hint) from error
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _table(found: list[Count]) -> bytes:
    from rich.console import Console
    from rich.table import Table

    made = Table("window (UTC)", "name", "value", box=None, header_style="bold")
    for column in ("stories", "updates", "sources", "usual", "killed", ""):
        made.add_column(column, justify="right")
    for count in found:
        usual = f"{count.baseline.stories:.1f}" if count.baseline else ""
        killed = next((t for t in count.casualties if t.kind == "killed"), None)
        state = "corrected" if count.corrected else "final" if count.final else ""
        made.add_row(
            f"{count.window_start:%Y-%m-%d %H:%M}", count.name, count.value, str(count.stories),
            str(count.updates), str(count.sources), usual, _range(killed), state,
        )  # fmt: skip
    text = io.StringIO()
    terminal = sys.stdout.isatty()
    Console(file=text, width=None if terminal else 160, force_terminal=terminal).print(made)
    return text.getvalue().encode()


def _range(toll: Any) -> str:
    if toll is None:
        return ""
    return str(toll.least) if toll.least == toll.most else f"{toll.least}–{toll.most}"


def _csv(found: list[Count]) -> bytes:
    from stream.count.table import COLUMNS, row

    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for count in found:
        cells = row(count)
        start = cells["window_start"]
        writer.writerow({**cells, "window_start": f"{start:%Y-%m-%dT%H:%M:%SZ}"})
    return text.getvalue().encode()


def _json(found: list[Count]) -> bytes:
    import orjson

    from stream.count.table import row

    option = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
    return b"".join(orjson.dumps(row(count), option=option) for count in found)


def _parquet(found: list[Count]) -> bytes:
    from stream.count.table import COLUMNS, row
    from stream.errors import ConfigError

    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError(
            "Parquet needs pyarrow: pip install 'newswire-stream[parquet]'"
        ) from error
    types = {datetime: pa.timestamp("s", tz="UTC"), int: pa.int64(), float: pa.float64(),
             bool: pa.bool_(), str: pa.string()}  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([row(count) for count in found], schema), sink)
    return bytes(sink.getvalue())


_WRITERS = {Form.table: _table, Form.csv: _csv, Form.json: _json, Form.parquet: _parquet}
