"""`newswire eval actors`: how well actors are recognised, on public corpora that you have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.options import JsonOption
from stream.cli.output import print_json
from stream.errors import MalformedUpdate

if TYPE_CHECKING:
    from stream.classify.evaluate.actors import Tally

WORST = 15
"""Misses and wrong answers that are listed."""


def actors(
    muc4: Annotated[
        Path | None, typer.Option("--muc4", help="MUC-4 texts with keys (JSON, .gz too).")
    ] = None,
    petrarch: Annotated[
        Path | None, typer.Option("--petrarch", help="PETRARCH validation records (XML).")
    ] = None,
    phoenix: Annotated[
        Path | None, typer.Option("--phoenix", help="Folder of the Phoenix dictionaries.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the actors that are found with public corpora that you have; name at least one.

    Prints recall, precision and the worst errors. MUC-4: organisations that did it, and organised targets (the
    best system of 1992 filled all slots with F 0.559). PETRARCH: the countries that act on each other. Phoenix:
    whether 300 entries drawn at random are known.
    """
    from stream.classify.evaluate import actors as evaluation

    if muc4 is None and petrarch is None and phoenix is None:
        raise typer.BadParameter("name a corpus: --muc4, --petrarch or --phoenix")
    judge = evaluation.Judge()
    tallies: dict[str, Tally] = {}
    if muc4 is not None:
        tallies |= {f"muc4 {name}": tally for name, tally in evaluation.muc4(judge, muc4).items()}
    if petrarch is not None:
        tallies["petrarch"] = evaluation.petrarch(petrarch)
    if phoenix is not None:
        tallies["phoenix"] = evaluation.phoenix(judge, phoenix)
    if empty := [name for name, tally in tallies.items() if not tally.keys]:
        raise MalformedUpdate("no key of the corpus in the file", ", ".join(empty))
    _show(tallies, as_json)


def _show(tallies: dict[str, Tally], as_json: bool) -> None:
    if as_json:
        rows = {
            n: {
                "keys": t.keys,
                "recall": t.recall,
                "answers": t.answers,
                "precision": t.precision,
                "f1": t.f1,
            }
            for n, t in tallies.items()
        }
        print_json(rows)
        return
    for name, tally in tallies.items():
        line = f"{name}: {tally.keys} keys, recall {tally.recall:.3f}"
        if tally.answers:
            line += f"; {tally.answers} answers, precision {tally.precision:.3f}; F {tally.f1:.3f}"
        typer.echo(line)
        for title, errors in (("missed", tally.missed), ("wrong", tally.wrong)):
            for text, times in sorted(errors.items(), key=lambda item: (-item[1], item[0]))[:WORST]:
                typer.echo(f"  {title} {times}x {text}")
