"""`newswire actors`: the actors that classification knows, the package's and those of your own file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.options import ConfigOption, JsonOption, settings_from
from stream.cli.output import print_json
from stream.errors import NewswireError

if TYPE_CHECKING:
    from stream.classify.actors.known import Actor, Actors

app = typer.Typer(
    help="The actors that classification knows: check, show, find.", no_args_is_help=True
)


class UnknownActor(NewswireError):
    """No actor is known by that id or name: look for another spelling, or add it to your own actors."""


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
def check(
    file: FileOption = None, config: ConfigOption = None, as_json: JsonOption = False
) -> None:
    """Check your own actors; a mistake is told with file, entry and key (exit code 78)."""
    actors, own = _loaded(file, config)
    leaders = {term.person for terms in actors.leaders.values() for term in terms}
    known = {
        "actors": len(actors.by_id),
        "names": len(actors.aliases),
        "leaders": len(leaders),
    }
    if as_json:
        return print_json({"file": str(own) if own else None, **known})
    counts = ", ".join(f"{n} {what}" for what, n in known.items())
    typer.echo(f"ok  {own or 'no file of your own'}: {counts}")
    return None


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
        raise UnknownActor(
            f"no actor has the id {id!r}; `newswire actors find NAME` looks for names"
        )
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

    if not fold(name).strip():
        raise typer.BadParameter("no letter of a name in it", param_hint="name")
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
        raise UnknownActor(f"nothing is known under {name!r}")


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
