"""`newswire up`: the main job on the user's own wire."""

from __future__ import annotations

import asyncio

import typer

from stream.cli.options import BootstrapOption, ConfigOption, SetOption, settings_from


def up(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Run everything: broker (or the one at --bootstrap), topics, worker, sources, desk; notify for [[channels]].

    Without an address in the settings it starts the local Kafka, with its data in worker.data_dir.
    Ctrl-C stops it cleanly; the next start goes on where it stopped.
    """
    settings = settings_from(config, bootstrap, change)
    from stream.bootstrap.up import Up
    from stream.observe.logs import configure_logging

    configure_logging(settings.log.level, settings.log.format)
    job = Up(settings, config, change or [], lambda line: typer.echo(line, err=True))
    raise typer.Exit(asyncio.run(job.run()))
