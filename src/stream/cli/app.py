"""The commands of `newswire`, each in a module of its own."""

from __future__ import annotations

import typer

from stream.cli import (
    actors,
    broker,
    check,
    counts,
    demo,
    dlq,
    eval,
    ingest,
    notify,
    replay,
    rules,
    serve,
    topics,
    up,
    worker,
)

app = typer.Typer(
    help="Live news through Kafka: deduplicated, classified, alerted and counted.",
    no_args_is_help=True,
    rich_markup_mode="markdown",  # "rich" takes words in brackets for markup: [[channels]] showed as []
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(show: bool) -> None:
    if show:
        from stream import __version__

        typer.echo(f"newswire {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and exit.", callback=_version, is_eager=True
    ),
) -> None:
    """Live news through Kafka: deduplicated, classified, alerted and counted."""


app.command("demo")(demo.demo)
app.command("up")(up.up)
app.command("worker")(worker.worker)
app.command("ingest")(ingest.ingest)
app.command("replay")(replay.replay)
app.command("serve")(serve.serve)
app.command("counts")(counts.counts)
app.add_typer(rules.app, name="rules")
app.add_typer(notify.app, name="notify")
app.add_typer(topics.app, name="topics")
app.add_typer(dlq.app, name="dlq")
app.add_typer(actors.app, name="actors")
app.add_typer(eval.app, name="eval")
app.command("check")(check.check)
app.command("broker")(broker.broker)
