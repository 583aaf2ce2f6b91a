"""`newswire topics`: list, create, describe, check."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from stream.cli.failures import FAILED
from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    cluster_from,
    settings_from,
)
from stream.cli.output import counted, print_json

if TYPE_CHECKING:
    from stream.adapters.kafka.admin import Found
    from stream.settings import Settings

app = typer.Typer(help="The topics: list, create, describe, check.", no_args_is_help=True)


@app.command("list")
def list_topics(
    config: ConfigOption = None, change: SetOption = None, as_json: JsonOption = False
) -> None:
    """List the topics that the project uses; needs no broker."""
    settings = settings_from(config, None, change)
    from stream.pipeline.topics import TOPICS

    rows = [t._replace(name=settings.kafka.topic(t.name))._asdict() for t in TOPICS]
    if as_json:
        return print_json(rows)
    for row in rows:
        typer.echo(f"{row['name']:18} {row['visibility']:9} key: {row['key']:12} {row['about']}")
    return None


@app.command()
def create(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the topics that are missing; changes none that is there."""
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.topics import create_topics

    made = asyncio.run(create_topics(settings))
    if as_json:
        return print_json({"created": made})
    for name in made:
        typer.echo(f"created {name}")
    typer.echo(f"{len(made)} created")
    return None


@app.command()
def describe(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the topics as they are on the cluster."""
    settings = cluster_from(config, bootstrap, change)
    found = asyncio.run(_describe(settings))
    if as_json:
        return print_json([f._asdict() for f in found.values()])
    for topic in found.values():
        policy = topic.config.get("cleanup.policy", "")
        retention = int(topic.config.get("retention.ms") or -1)
        kept = "for ever" if retention < 0 else f"{retention // 3_600_000} h"
        typer.echo(
            f"{topic.name:34} {counted(topic.partitions, 'partition')} × {topic.replication}, {policy}, kept {kept}"
        )
    from stream.bootstrap.topics import topics_of

    for name in (wanted.name for wanted in topics_of(settings)):
        if name not in found:
            typer.echo(f"{name:34} missing (`newswire topics create` makes it)")
    return None


@app.command()
def check(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the topics on the cluster with what the project needs; exit 1 if they differ."""
    settings = cluster_from(config, bootstrap, change)
    from stream.adapters.kafka.admin import problems
    from stream.bootstrap.topics import topics_of

    said = problems(topics_of(settings), asyncio.run(_describe(settings)))
    if as_json:
        print_json({"problems": said})
    else:
        for problem in said:
            typer.echo(problem)
        typer.echo("topics are as they should be" if not said else counted(len(said), "problem"))
    if said:
        raise typer.Exit(FAILED)


async def _describe(settings: Settings) -> dict[str, Found]:
    from stream.adapters.kafka.admin import Admin
    from stream.bootstrap.topics import topics_of
    from stream.settings import kafka_client_options

    async with Admin(kafka_client_options(settings.kafka)) as admin:
        return await admin.describe(w.name for w in topics_of(settings))
