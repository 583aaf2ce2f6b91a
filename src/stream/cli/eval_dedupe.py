"""`newswire eval dedupe`: how good the verdicts are on your own wire, and pairs of it to label."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.options import JsonOption
from stream.cli.output import counted, print_json
from stream.errors import MalformedUpdate

if TYPE_CHECKING:
    from stream.dedupe.evaluate import Judged, Pair, Scores
    from stream.model import Update

SHOWN = 400
"""Characters of a body that are shown of a disagreement."""


def dedupe(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Labelled pairs (JSON Lines, or CSV of ids); for --sample, updates.",
            exists=True,
            dir_okay=False,
        ),
    ],
    wire: Annotated[
        list[Path] | None,
        typer.Option(
            "--wire",
            help="JSON Lines of updates that a CSV's ids name (may be repeated).",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="Draw so many pairs of the updates in FILES to label.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the verdicts with your labels, and show where they differ, with both texts.

    With --sample N, print pairs that are alike to a degree, as many of each degree, one JSON object a line:
    set each one's "label" to duplicate, revision or different, and give the file to this command. A CSV has
    the columns first, second, similarity, label.
    """
    if sample is not None:
        _print_sample(files, sample)
        return
    from stream.dedupe import evaluate

    judged = [evaluate.judge(pair) for pair in _pairs(files, wire or []) if pair.label]
    if not judged:  # of nothing every share is 1.000, which looks like a perfect result
        raise MalformedUpdate("no labelled pair", ", ".join(file.name for file in files))
    scores = evaluate.scores(judged)
    wrong = [j for j in judged if j.found != j.pair.label]
    (_print_record if as_json else _print)(scores, wrong)


def _print_sample(files: list[Path], wanted: int) -> None:
    import msgspec

    from stream.dedupe import evaluate

    updates = _accepted(files)
    pairs = evaluate.draw(updates, wanted)
    if not pairs:
        raise MalformedUpdate(_why_none(len(updates)), ", ".join(file.name for file in files))
    for pair in pairs:
        typer.echo(msgspec.json.encode(pair) + b"\n", nl=False)


def _why_none(updates: int) -> str:
    """Why no pair could be drawn: an empty file to label would look like work that is done."""
    if updates < 2:
        return f"no pair to label: {counted(updates, 'update')} could be read, and a pair takes two"
    return (
        f"no pair to label: of {updates} updates no two are alike to a degree and within 96 hours"
    )


def _pairs(files: list[Path], wire: list[Path]) -> list[Pair]:
    from stream.dedupe import evaluate

    found: list[Pair] = []
    for file in files:
        if file.suffix == ".csv":
            found += evaluate.labelled(_rows(file), _accepted(wire))
        else:
            found += evaluate.read_pairs(_lines([file]), file.name)
    return found


def _rows(file: Path) -> list[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as stream:
        try:
            return [tuple(row[name] for name in _COLUMNS) for row in csv.DictReader(stream)]
        except KeyError as error:
            raise MalformedUpdate(f"no column {error}", file.name) from error


_COLUMNS = ("first", "second", "similarity", "label")


def _accepted(files: list[Path]) -> list[Update]:
    """The updates as the intake stage accepts them; what it refuses is left out."""
    import msgspec

    from stream.adapters.kafka.keys import partition_of
    from stream.bootstrap.replay import replay_lines
    from stream.model import Update
    from stream.model.topics import ACCEPTED
    from stream.pipeline.replay import Replay
    from stream.pipeline.stages import StageOptions, build_stages

    run = Replay(build_stages(StageOptions(), ("intake",)), partition_of=partition_of)
    decoder = msgspec.json.Decoder(Update)
    records = replay_lines(run, _lines(files))
    return [decoder.decode(r.value or b"") for r in records if r.topic == ACCEPTED]


def _lines(files: list[Path]) -> Iterator[bytes]:
    for file in files:
        yield from (line for line in file.read_bytes().split(b"\n") if line.strip())


def _print(scores: Scores, wrong: list[Judged]) -> None:
    typer.echo("label      → duplicate  revision  different")
    for label in ("duplicate", "revision", "different"):
        row = [scores.counts.get((label, found), 0) for found in _LABELS]
        typer.echo(f"{label:10} {row[0]:11} {row[1]:9} {row[2]:10}")
    typer.echo(
        f"one report or not: precision {scores.precision:.3f}, recall {scores.recall:.3f}, F1 {scores.f1:.3f}; "
        f"dropped as duplicate: precision {scores.dropped:.3f}"
    )
    for judged in wrong:
        typer.echo(_told(judged))


_LABELS = ("duplicate", "revision", "different")


def _told(judged: Judged) -> str:
    pair, changes = judged.pair, f" ({'; '.join(judged.changes)})" if judged.changes else ""
    head = f"\nlabelled {pair.label}, found {judged.found}: {judged.verdict}{changes}, similarity {pair.similarity:.2f}"
    texts = (f"  {u.uri}  {u.headline}\n    {_short(u.body)}" for u in (pair.first, pair.second))
    return "\n".join((head, *texts))


def _short(body: str) -> str:
    text = " ".join(body.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _print_record(scores: Scores, wrong: list[Judged]) -> None:
    record = {
        "precision": scores.precision, "recall": scores.recall, "f1": scores.f1, "dropped_precision": scores.dropped,
        "counts": [{"label": a, "found": b, "pairs": n} for (a, b), n in sorted(scores.counts.items())],
        "disagreements": [
            {"found": j.found, "verdict": j.verdict, "changes": j.changes, "pair": j.pair} for j in wrong
        ],
    }  # fmt: skip
    print_json(record)
