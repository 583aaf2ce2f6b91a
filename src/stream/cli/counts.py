"""`newswire counts`: the counts of a span, as a table, or as CSV, JSON lines or Parquet."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from stream.cli.count_forms import Form, written
from stream.cli.options import BootstrapOption, ConfigOption, SetOption, cluster_from
from stream.cli.output import counted
from stream.cli.spans import other_lengths, span

DimensionArgument = Annotated[
    str,
    typer.Argument(
        help="all, actor, place, admin1, country, mention, actor_place, event, source or language."
    ),
]
ValueOption = Annotated[
    list[str] | None, typer.Option(help="Only this id, e.g. hts or SY; may be repeated.")
]
WindowOption = Annotated[str, typer.Option(help="Length of the windows: 1m, 15m, 1h, 1d.")]
SinceOption = Annotated[
    str | None,
    typer.Option(help="First window: a UTC time as 2024-11-29T13:00, or 6h, 2d for so long ago."),
]
UntilOption = Annotated[
    str | None, typer.Option(help="Windows before this, written as --since is.")
]
TopOption = Annotated[
    int | None, typer.Option(min=1, help="Only the first so many of each window, by stories.")
]
FormatOption = Annotated[
    Form,
    typer.Option(
        "--format",
        help="table, csv, json (one object a line) or parquet (needs --output, and pyarrow).",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, not to the terminal.")
]


def counts(
    dimension: DimensionArgument = "actor",
    value: ValueOption = None,
    window: WindowOption = "1h",
    since: SinceOption = None,
    until: UntilOption = None,
    top: TopOption = None,
    form: FormatOption = Form.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Print or export counts, read from news.counts as it is now: one row for each window and value.

    Columns: window, stories, updates, independent sources, the usual for that hour (mean of up to four
    weeks), casualties as claimed, and whether the window is final. docs/counts.md says what each means.
    """
    asked = span(dimension, value or [], window, since, until)
    if form is Form.parquet and output is None:
        raise typer.BadParameter("Parquet is not text: name a file", param_hint="--output")
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.counts import counts as read
    from stream.count.table import ordered

    found = ordered(asyncio.run(read(settings, asked)), top)
    if form is Form.table and output is None and not found:
        other = other_lengths(settings.count.sizes_seconds, asked.seconds)
        typer.echo(f"no counts by {dimension} in windows of {window} there{other}", err=True)
        return
    _put(written(found, form), output)
    if output is not None:
        typer.echo(f"{counted(len(found), 'row')} in {output}", err=True)


def _put(data: bytes, output: Path | None) -> None:
    """To the terminal, or into a file. Raises ConfigError for one that can't be written."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        from stream.errors import ConfigError

        raise ConfigError(f"--output {output}: can't be written: {error.strerror}") from error
