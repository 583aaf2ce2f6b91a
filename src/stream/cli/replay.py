"""`newswire replay`: the whole pipeline over files, with no broker."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from stream.cli.options import ConfigOption, SetOption, settings_from


def replay(
    files: Annotated[list[Path], typer.Argument(help="JSON Lines files of updates; - is stdin.")],
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", "-t", help="Print only these topics, e.g. -t news.alerts."),
    ] = None,
    batch: Annotated[
        int | None, typer.Option(min=1, help="Updates a batch; the results don't depend on it.")
    ] = None,
    config: ConfigOption = None,
    change: SetOption = None,
) -> None:
    """Run files through all stages without Kafka: one line of JSON for each record they make.

    Each line has topic, key and value. Time is that of the updates, so the same files always give the
    same lines. A summary goes to stderr.
    """
    _known_topics(topic or [])
    settings = settings_from(config, None, change)
    from stream.bootstrap.replay import printable, replay_lines, replay_of

    run = replay_of(settings, batch)
    wanted = set(topic or ())
    out = sys.stdout.buffer
    for record in replay_lines(run, values(files)):
        if not wanted or record.topic in wanted:
            out.write(printable(record) + b"\n")
    out.flush()
    for (stage, outcome), n in sorted(run.outcomes.items()):
        typer.echo(f"{stage:9} {outcome:24} {n}", err=True)
    if not run.outcomes:
        typer.echo("no update: no line that is not blank", err=True)


def _known_topics(names: list[str]) -> None:
    """A misspelt topic would print nothing, which looks like no news."""
    from stream.pipeline.topics import TOPICS

    known = [spec.name for spec in TOPICS]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; the nearest is {near[0]}" if near else ""
            raise typer.BadParameter(f"there is no topic {name!r}{hint}", param_hint="--topic")


def values(files: list[Path]) -> Iterator[bytes]:
    """The lines of the files that are not blank. Raises SourceError for one that can't be read."""
    from stream.adapters.sources.lines import SourceError

    for file in files:
        try:
            with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
                yield from (line for raw in stream if (line := raw.rstrip(b"\r\n")).strip())
        except OSError as error:
            raise SourceError(f"{file}: {error.strerror or error}") from error
