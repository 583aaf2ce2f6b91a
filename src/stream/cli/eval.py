"""`newswire eval`: how good the results are, on public corpora, your labels or simulated months."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stream.cli import eval_actors, eval_dedupe, eval_surge
from stream.cli.options import JsonOption
from stream.cli.output import print_json

app = typer.Typer(
    help="How good the results are: places, actors, dedupe, surge.", no_args_is_help=True
)


@app.callback()
def group() -> None:
    """How good the results are: places, actors, dedupe, surge."""


@app.command()
def places(
    files: Annotated[
        list[Path], typer.Argument(help="Corpora in the XML of GeoVirus, LGL or TR-News.")
    ],
    errors: Annotated[int, typer.Option(min=0, help="Worst errors of each kind to list.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Recognise and resolve the places of geoparsing corpora and compare with what they say.

    Prints precision, recall and F of recognition (by overlap and by exact span), accuracy within 161 km and
    by GeoNames id (on the corpus's own spans, and end to end), and the worst errors. Countries count by ISO code.
    """
    from stream.classify import load_classifier
    from stream.classify.evaluate.places import PlaceEvaluation, as_record, report

    evaluation = PlaceEvaluation(load_classifier())
    scores = [(file, evaluation.score(file)) for file in files]
    if as_json:
        print_json([as_record(str(file), score, errors) for file, score in scores])
        return
    for file, score in scores:
        typer.echo(report(file.name, score, errors))


app.command("actors")(eval_actors.actors)
app.command("dedupe")(eval_dedupe.dedupe)
app.command("surge")(eval_surge.surge)
