"""`newswire notify`: tell alerts to channels; preview what they would be told; see what they were told."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    cluster_from,
    one_of,
    settings_from,
)
from stream.cli.output import print_json

if TYPE_CHECKING:
    from stream.notify.records import Delivery

app = typer.Typer(invoke_without_command=True)


@app.callback()
def notify(
    context: typer.Context,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Tell alerts to the [[channels]] of the settings until told to stop; preview and log only show.

    What was sent, and to whom, is on news.deliveries: after a restart nothing is sent twice but, with
    the same idempotency key, the one message under way. A second process stands by and takes over.
    """
    if context.invoked_subcommand is not None:
        return
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap import notify as built
    from stream.observe.logs import configure_logging

    configure_logging(settings.log.level, settings.log.format)
    asyncio.run(built.run(settings))


@app.command()
def preview(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Alert messages, one JSON object a line; - is standard input. An example if left out."
        ),
    ] = None,
    channel: Annotated[
        str | None, typer.Option(help="Only this channel; all that are set if left out.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="Show it as raised, corroborated, escalated, amended or withdrawn."),
    ] = None,
    digest: Annotated[
        bool, typer.Option("--digest", help="Show all of them as one digest.")
    ] = False,
    config: ConfigOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what channels would be told, by their templates; nothing is sent and no secret is read."""
    from stream.bootstrap.preview import alerts_in, example, previews
    from stream.model import AlertStatus

    if kind is not None:
        one_of(kind, get_args(AlertStatus), "--kind")
    settings = settings_from(config, None, change)
    alerts = [example()] if file is None else alerts_in(_text(file), str(file))
    found = previews(settings, alerts, channel, kind, digest)
    if as_json:
        return print_json([shown.summary() for shown in found])
    typer.echo("\n\n".join(str(shown) for shown in found))
    return None


@app.command("log")
def show_log(
    alert: Annotated[str | None, typer.Option(help="Only deliveries of this alert.")] = None,
    channel: Annotated[str | None, typer.Option(help="Only deliveries to this channel.")] = None,
    state: Annotated[
        str | None,
        typer.Option(
            help="Only those planned, sending, waiting, sent, failed, expired or dropped."
        ),
    ] = None,
    last: Annotated[int, typer.Option(min=1, help="Show so many at most, the latest.")] = 100,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what went where, when, and with what answer; oldest first."""
    from stream.bootstrap.outbox import latest
    from stream.notify.records import STATES

    if state is not None:
        one_of(state, STATES, "--state")
    settings = cluster_from(config, bootstrap, change)
    wanted = {"alert": alert, "channel": channel, "state": state}
    found = [
        delivery
        for delivery in asyncio.run(latest(settings))
        if all(value in (None, getattr(delivery, name)) for name, value in wanted.items())
    ]
    shown = found[-last:]
    if as_json:
        return print_json([_row(delivery) for delivery in shown])
    _print_table(shown)
    typer.echo(f"{len(shown)} of {len(found)} deliveries", err=True)
    return None


def _text(file: Path) -> str:
    from stream.errors import ConfigError, unreadable

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {unreadable(error)}") from error


def _row(delivery: Delivery) -> dict[str, Any]:
    import msgspec

    row: dict[str, Any] = msgspec.to_builtins(delivery)
    del row["message"]
    return row


def _print_table(deliveries: Iterable[Delivery]) -> None:
    heads = ("came", "channel", "state", "last", "tries", "alert", "kind", "headline", "answer")
    rows = [heads] + [
        (
            f"{d.at:%Y-%m-%d %H:%M:%SZ}", d.channel, d.state, f"{d.updated_at:%H:%M:%S}", str(d.attempts),
            f"{d.alert}/{d.sequence}", d.kind, _short(d.headline, 40), _short(d.answer, 60),
        )
        for d in deliveries
    ]  # fmt: skip
    widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
    for row in rows:
        typer.echo(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )


def _short(text: str, most: int) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
