"""`newswire ingest`: send updates to the wire."""

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
from stream.cli.output import aside, print_json

if TYPE_CHECKING:
    from stream.bootstrap.ingest import Counts, Refusal

FORMATS = (
    "auto", "ninjs", "newsml-g2", "newsml1", "nitf", "iptc7901", "anpa", "ritzau",
    "rss", "atom", "jsonl",
)  # fmt: skip
"""What --format takes; a test holds it against the settings, which are not loaded for --help."""


def _format(name: str) -> str:
    """Refuse a format that there is not, and name the nearest."""
    from difflib import get_close_matches

    if name in FORMATS:
        return name
    near = get_close_matches(name.lower(), FORMATS, 1)
    hint = f"; the nearest is {near[0]}" if near else ""
    raise typer.BadParameter(f"there is no format {name!r}{hint}. There are: {', '.join(FORMATS)}")


def _zone(name: str) -> str:
    """Refuse a time zone that there is not."""
    from stream.settings.base import time_zone

    try:
        return time_zone(name)
    except ValueError as error:
        raise typer.BadParameter(f"{name!r}: {error}") from None


PathArgument = Annotated[
    str, typer.Argument(help="A file, a folder of files, an address (http, https), or - (stdin).")
]
FormatOption = Annotated[str, typer.Option(help=f"One of {', '.join(FORMATS)}.", callback=_format)]
ProviderOption = Annotated[str, typer.Option(help="The provider of what names none, e.g. Reuters.")]
ZoneOption = Annotated[
    str, typer.Option(help="Zone of clock times without one, e.g. Europe/London.", callback=_zone)
]
LanguageOption = Annotated[
    str, typer.Option(help="Language of what states none (BCP 47), e.g. en-GB.")
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Refuse what breaks its own standard.")
]
EveryOption = Annotated[
    float | None,
    typer.Option(min=1, help="Ask the address again after so many seconds; Ctrl-C ends."),
]
FollowOption = Annotated[
    bool, typer.Option("--follow", "-f", help="JSON Lines: wait for what is added; Ctrl-C ends.")
]
RateOption = Annotated[float | None, typer.Option(min=0.001, help="Updates a second at most.")]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Ask addresses of private networks and this machine as well."
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Send nothing; print what would be sent, as JSON Lines.")
]


def ingest(
    path: PathArgument,
    format: FormatOption = "auto",
    provider: ProviderOption = "",
    zone: ZoneOption = "",
    language: LanguageOption = "",
    strict: StrictOption = False,
    every: EveryOption = None,
    follow: FollowOption = False,
    rate: RateOption = None,
    allow_private: PrivateOption = False,
    dry_run: DryRunOption = False,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send news to the topic wire.updates: documents of any format, feeds, or JSON Lines.

    What can't be read goes to the dead letters, with its bytes and the reason, and is named on stderr.
    Returns once Kafka has acknowledged everything. Exit code 1 if something was refused; pictures,
    planning items and the like are no text news: they are counted apart and change no exit code.
    JSON Lines (this project's records or ninjs, one a line) are sent as they are, line by line.
    """
    _check(path, every, follow, format)
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.ingest_command import Request, run

    request = Request(
        path, format, provider, zone, language, strict, every, follow, rate, allow_private
    )
    told = _Told(as_json)
    counts = asyncio.run(run(settings, request, told.refusal, typer.echo if dry_run else None))
    told.summary(counts, dry_run)
    if counts.refused:
        raise typer.Exit(FAILED)


def _check(path: str, every: float | None, follow: bool, format: str) -> None:
    address = path.startswith(("http://", "https://"))
    if every is not None and not address:
        raise typer.BadParameter(f"{path} is no address (http, https)", param_hint="--every")
    if follow and address:
        raise typer.BadParameter("an address is asked again with --every", param_hint="--follow")
    if follow and format not in ("auto", "jsonl"):
        raise typer.BadParameter(f"only JSON Lines grow, not {format}", param_hint="--follow")


class _Told:
    """Tells refusals on stderr as they come, and keeps them where --json wants them at the end."""

    def __init__(self, as_json: bool) -> None:
        self._json = as_json
        self._refused: list[dict[str, str]] = []
        self._not_news: list[dict[str, str]] = []

    def refusal(self, refusal: Refusal) -> None:
        aside("no text news" if refusal.not_news else "refused", str(refusal), self._json)
        if self._json:
            (self._not_news if refusal.not_news else self._refused).append(refusal.summary())

    def summary(self, counts: Counts, dry_run: bool) -> None:
        """The end: JSON for programs, a line for people; a dry run's stdout is the records alone."""
        if self._json:
            done = {"sent": counts.sent, "refused": self._refused, "not_news": self._not_news}
            print_json(done, err=dry_run)
            return
        sent = "would be sent" if dry_run else "sent"
        passed = f", {counts.not_news} no text news" if counts.not_news else ""
        typer.echo(f"{counts.sent} {sent}, {counts.refused} refused{passed}", err=dry_run)
