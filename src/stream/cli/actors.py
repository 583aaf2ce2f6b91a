"""`newswire actors`: the actors that classification knows, the package's and those of your own file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.failures import FAILED
from stream.cli.options import ConfigOption, JsonOption, settings_from
from stream.cli.output import print_json

if TYPE_CHECKING:
    from stream.classify.actors.known import Actor, Actors

app = typer.Typer(
    help="The actors that classification knows: check, show, find.", no_args_is_help=True
)

FileOption = Annotated[
    Path | None,
    typer.Option(
        "--file",
        "-f",
        help="Your own actors (TOML or CSV); classify.extra_actors of the settings if left out.",
    ),
]
DayOption = Annotated[
    str,
    typer.Option(
        "--on", help="The day whose office holders are meant, e.g. 2024-12-01; today if left out."
    ),
]


@app.command("check")
def check(file: FileOption = None, config: ConfigOption = None) -> None:
    """Check your own actors; a mistake is told with file, entry and key (exit code 78)."""
    actors, own = _loaded(file, config)
    typer.echo(f"ok  {own or 'no file of your own'}: {len(actors.by_id)} actors, {len(actors.aliases)} names, "
               f"{len({term.person for terms in actors.leaders.values() for term in terms})} leaders")  # fmt: skip


@app.command("show")
def show(
    id: Annotated[str, typer.Argument(help="The actor's id, e.g. hts.")],
    file: FileOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one actor by its id: names, country, parents, successor, leaders."""
    actors, _ = _loaded(file, config)
    if id not in actors.by_id:
        typer.echo(
            f"no actor has the id {id!r}; `newswire actors find NAME` looks for names", err=True
        )
        raise typer.Exit(FAILED)
    _print([_row(actors, actors.by_id[id])], as_json)


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A name, or a part of one, in any script.")],
    on: DayOption = "",
    file: FileOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the actors that a name means on a day, else those whose names contain it; exit code 1 if there is none."""
    from stream.classify.words.text import fold

    actors, _ = _loaded(file, config)
    found = [(actor, why) for actor, why in actors.named(name, _day(on))]
    if not found:
        ids = sorted(
            {
                a.actor
                for key, aliases in actors.aliases.items()
                if fold(name) in key
                for a in aliases
            }
        )
        found = [(actors.by_id[id], "part of a name") for id in ids]
    _print([{**_row(actors, actor), "because": why} for actor, why in found], as_json)
    if not found:
        typer.echo(f"nothing is known under {name!r}", err=True)
        raise typer.Exit(FAILED)


def _loaded(file: Path | None, config: Path | None) -> tuple[Actors, Path | None]:
    from stream.classify.actors.known import load_actors
    from stream.classify.gazetteer.index import load_gazetteer

    own = file or settings_from(config).classify.extra_actors
    return load_actors(load_gazetteer(), Path(own) if own else None), own


def _day(on: str) -> date:
    try:
        return date.fromisoformat(on) if on else date.today()
    except ValueError as error:
        raise typer.BadParameter(f"{on!r} is not a date such as 2024-12-01") from error


def _row(actors: Actors, actor: Actor) -> dict[str, object]:
    names = sorted(
        key for key, aliases in actors.aliases.items() if any(a.actor == actor.id for a in aliases)
    )
    terms = {
        (t.person, t.office, t.since, t.until)
        for ts in actors.leaders.values()
        for t in ts
        if t.actor == actor.id
    }
    leaders = [
        f"{person}, {office}, {since or ''} to {until or 'now'}"
        for person, office, since, until in sorted(terms, key=str)
    ]
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "names": names,
        "parents": list(actor.parents), "successor": actor.successor, "wikidata": actor.wikidata,
        "from": str(actor.since or ""), "until": str(actor.until or ""), "leaders": leaders,
    }  # fmt: skip


def _print(rows: list[dict[str, object]], as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    for row in rows:
        for key, value in row.items():
            shown = "; ".join(value) if isinstance(value, list) else value
            if shown:
                typer.echo(f"{key:10} {shown}")
        typer.echo()
