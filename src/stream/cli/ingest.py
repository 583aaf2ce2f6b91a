"""`newswire ingest`: send updates to the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.failures import FAILED
from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    settings_from,
)

if TYPE_CHECKING:
    from stream.adapters.sources.lines import Line


def ingest(
    path: Annotated[str, typer.Argument(help="A JSON Lines file, a folder of them, or - (stdin).")],
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Wait for what is added later; Ctrl-C ends.")
    ] = False,
    rate: Annotated[float | None, typer.Option(min=0.001, help="Updates a second at most.")] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send wire updates (JSON, one a line) to the topic wire.updates.

    The records are this project's or ninjs; what can't be read goes to the dead letters. Returns once
    Kafka has acknowledged everything. Exit code 1 if a line was refused.
    """
    settings = settings_from(config, bootstrap, change)
    from stream.bootstrap.ingest import ingest as send

    done = asyncio.run(send(settings, _lines(path, follow, rate)))
    for refusal in done.refused:
        typer.echo(f"refused: {refusal}", err=True)
    if as_json:
        import orjson

        typer.echo(orjson.dumps({"sent": done.sent, "refused": done.refused}))
    else:
        typer.echo(f"{done.sent} sent, {len(done.refused)} refused")
    if done.refused:
        raise typer.Exit(FAILED)


def _lines(path: str, follow: bool, rate: float | None) -> AsyncIterator[Line]:
    from stream.adapters.sources.lines import at_rate, lines_of, lines_of_stdin

    found = lines_of_stdin() if path == "-" else lines_of(Path(path), follow=follow)
    return at_rate(found, rate)
