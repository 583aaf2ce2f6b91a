"""`newswire dlq`: look at dead letters, send them back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.failures import FAILED
from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    cluster_from,
)
from stream.cli.output import aside, counted, print_json

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
    found = asyncio.run(_letters(cluster_from(config, bootstrap, change)))
    if as_json:
        return print_json([letter.summary() for letter in found])
    for letter in found:
        why = letter.why
        typer.echo(
            f"{letter.offset:6}  {why.get('stage', '?'):9} {why.get('error', '?'):18} "
            f"{letter.place}  "
            f"{why.get('message', '')}"
        )
    typer.echo(counted(len(found), "dead letter"), err=True)
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

    letter = letter_at(asyncio.run(_letters(cluster_from(config, bootstrap, change))), offset)
    text = (letter.value or b"").decode("utf-8", "backslashreplace")
    if as_json:
        return print_json({**letter.summary(), "key": _text(letter.key), "value": text})
    for name, value in letter.summary().items():
        typer.echo(f"{name:14} {_utc(value) if name == 'timestamp' else value}")
    typer.echo(f"{'key':14} {_text(letter.key)}\n\n{text}")
    return None


@app.command()
def replay(
    offset: Annotated[
        list[int] | None,
        typer.Option(
            "--offset", help="Send only this one, even if it was sent back before; may be repeated."
        ),
    ] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send dead letters back to where they failed, each once.

    A record goes back to its topic; a document of a source is read again, and its items are sent. What
    fails again becomes a new dead letter with attempt 1, which only --offset sends back. What is no text
    news is left unless --offset names it. Exit code 1 if a document was refused again.
    """
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.dead_letters import replay as send_back

    done = asyncio.run(send_back(settings, offset))
    for refusal in done.refused:
        what = "no text news" if refusal.not_news else "refused again"
        aside(what, str(refusal), as_json)
    if as_json:
        refused = [refusal.summary() for refusal in done.refused]
        print_json({"sent": done.sent, "left": done.left, "refused": refused})
    else:
        left = f", {len(done.left)} no text news and left" if done.left else ""
        again = f", {len(done.refused)} refused again" if done.refused else ""
        typer.echo(f"{len(done.sent)} sent back{left}{again}")
    if done.refused:
        raise typer.Exit(FAILED)


async def _letters(settings: Settings) -> list[Letter]:
    from stream.bootstrap.dead_letters import kept

    return await kept(settings)


def _utc(at: object) -> str:
    """Milliseconds since 1970 as a time; what is no number (a foreign letter) as it came."""
    if not isinstance(at, int):
        return str(at)
    from stream.model.times import from_millis

    return f"{from_millis(at):%Y-%m-%d %H:%M:%SZ}"


def _text(key: bytes | None) -> str:
    return "" if key is None else key.decode("utf-8", "backslashreplace")
