"""`newswire dlq`: look at dead letters, send them back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    settings_from,
)

if TYPE_CHECKING:
    from stream.adapters.kafka.dead_letters import Letter
    from stream.settings import Settings

app = typer.Typer(help="Dead letters: list, show, replay.", no_args_is_help=True)

OffsetArgument = Annotated[int, typer.Argument(min=0, help="Offset on the dead-letter topic.")]


@app.command("list")
def list_letters(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the dead letters that are kept, oldest first."""
    found = asyncio.run(_letters(settings_from(config, bootstrap, change)))
    if as_json:
        return _print_json([letter.summary() for letter in found])
    for letter in found:
        why = letter.why
        typer.echo(
            f"{letter.offset:6}  {why.get('stage', '?'):9} {why.get('error', '?'):18} "
            f"{why.get('topic', '?')}/{why.get('partition', '?')}@{why.get('offset', '?')}  "
            f"{why.get('message', '')}"
        )
    typer.echo(f"{len(found)} dead letters", err=True)
    return None


@app.command()
def show(
    offset: OffsetArgument,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one dead letter: why it failed, and its bytes."""
    from stream.adapters.kafka.dead_letters import letter_at

    letter = letter_at(asyncio.run(_letters(settings_from(config, bootstrap, change))), offset)
    text = (letter.value or b"").decode("utf-8", "backslashreplace")
    if as_json:
        return _print_json({**letter.summary(), "key": _text(letter.key), "value": text})
    for name, value in letter.summary().items():
        typer.echo(f"{name:14} {value}")
    typer.echo(f"{'key':14} {_text(letter.key)}\n\n{text}")
    return None


@app.command()
def replay(
    offset: Annotated[
        list[int] | None, typer.Option("--offset", help="Only these; also a second time.")
    ] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send dead letters back to the topic they failed on, each once.

    What fails again becomes a new dead letter with attempt 1, which only --offset sends back.
    """
    settings = settings_from(config, bootstrap, change)
    sent = asyncio.run(_replay(settings, offset))
    if as_json:
        return _print_json({"sent": sent})
    typer.echo(f"{len(sent)} sent back")
    return None


async def _letters(settings: Settings) -> list[Letter]:
    from stream.adapters.kafka.dead_letters import letters
    from stream.pipeline.topics import DEAD_LETTERS
    from stream.settings import kafka_client_options

    options = kafka_client_options(settings.kafka)
    return await letters(options, settings.kafka.topic(DEAD_LETTERS))


async def _replay(settings: Settings, offsets: list[int] | None) -> list[int]:
    from stream.adapters.kafka.dead_letters import Replayer, letter_at
    from stream.bootstrap.ingest import sender
    from stream.pipeline.topics import DEAD_LETTERS
    from stream.settings import kafka_client_options

    kafka = settings.kafka
    replayer = Replayer(
        kafka_client_options(kafka), kafka.topic(DEAD_LETTERS), f"{kafka.group_id}-dlq"
    )
    found = await _letters(settings)
    if offsets:
        chosen = [letter_at(found, offset) for offset in offsets]
    else:
        chosen = await replayer.waiting(found)
    async with sender(settings) as out:
        await replayer.send_back(out, chosen)
    if not offsets:
        await replayer.remember(found)
    return [letter.offset for letter in chosen]


def _text(key: bytes | None) -> str:
    return "" if key is None else key.decode("utf-8", "backslashreplace")


def _print_json(value: Any) -> None:
    import orjson

    typer.echo(orjson.dumps(value))
