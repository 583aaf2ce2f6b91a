"""`newswire worker`: run stages until told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from stream.cli.options import BootstrapOption, ConfigOption, SetOption, cluster_from


def worker(
    stages: Annotated[
        str | None,
        typer.Option(
            help="Stages to run, separated by commas: intake, dedupe, classify, alert, count, merge, "
            "trends. All if left out; alert and count go together."
        ),
    ] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Run a worker on an existing Kafka (make its topics first: newswire topics create).

    Start as many as there are partitions; they share the work. SIGTERM or Ctrl-C stops one cleanly.
    Exit code 70: it ended itself because something could not be delivered or made no progress, or the
    process stood still for too long; start it again, nothing is lost.
    """
    chosen: dict[str, object] = {}
    if stages is not None:
        chosen["worker.stages"] = [name.strip() for name in stages.split(",")]
    settings = cluster_from(config, bootstrap, change, chosen)
    from stream.bootstrap import worker as built
    from stream.observe.logs import configure_logging

    configure_logging(settings.log.level, settings.log.format)
    raise typer.Exit(built.run(settings))
