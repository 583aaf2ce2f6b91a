"""Connects a classifier with `evaluate`: what `newswire eval places` does, without the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from stream.classify.classifier import Classifier
from stream.classify.evaluate.corpus import Document, read_corpus
from stream.classify.evaluate.scores import Answer, Score, evaluate
from stream.classify.words.text import fold
from stream.model import Update

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""The time that corpus texts get: they carry none that all have, and no place depends on it."""


class PlaceEvaluation:
    """Scores one classifier on corpora."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        places = classifier.places
        self._places = places
        self._iso_of = {places.ids[index]: iso for iso, index in places.country_places.items()}

    def score(self, path: Path) -> Score:
        """The score of a corpus file; MalformedUpdate if it can't be read.

        Demonyms count only where the corpus marks some: GeoVirus takes them for no toponyms, LGL and
        TR-News do.
        """
        documents = read_corpus(path, self._country_of)
        demonyms = self._classifier.demonyms
        marked = any(
            fold(top.name) in demonyms for document in documents for top in document.toponyms
        )
        return evaluate(documents, self._find, self._resolve, marked)

    def _country_of(self, id: int, name: str) -> str:
        if id:
            return self._iso_of.get(id, "")
        places = self._places
        found = (i for i in places.candidates(fold(name)) if places.kinds[i] == "country")
        return next((places.countries[i] for i in found), "")

    def _find(self, document: Document) -> list[Answer]:
        text, mentions = self._classifier.toponyms(_update(document))
        answers = []
        for mention in mentions:
            evidence = text.evidence(mention.hit.start, mention.hit.end, mention.rule)
            if evidence.field == "body":
                demonym = mention.role == "demonym"
                answers.append(self._answer(evidence.start, evidence.end, mention.place, demonym))
        return answers

    def _resolve(self, document: Document) -> list[Answer | None]:
        spans = [(top.start, top.end) for top in document.toponyms]
        told = self._classifier.resolve(_update(document), spans)
        return [
            None if place is None else self._answer(start, end, place, False)
            for (start, end), place in zip(spans, told, strict=True)
        ]

    def _answer(self, start: int, end: int, place: int, demonym: bool) -> Answer:
        places = self._places
        return Answer(
            start, end, places.ids[place], places.titles[place], places.countries[place], places.kinds[place],
            places.position(place), demonym,
        )  # fmt: skip


def _update(document: Document) -> Update:
    return Update(
        uri=document.name, provider=document.source, event_time=READ_AT, ingested_at=READ_AT,
        headline=document.title, body=document.body,
    )  # fmt: skip


def report(name: str, score: Score, errors: int) -> str:
    """The table of a score and its worst errors, as lines of text."""
    lines = [f"{name}: {score.documents} texts, {score.gold} toponyms, {score.answers} found"]
    lines += [f"  {measure:<32} {value:.3f}" for measure, value in score.table().items()]
    for kind in ("missed", "not a toponym", "wrong place"):
        worst = [(key, n) for key, n in score.errors.most_common() if key[0] == kind]
        if worst and errors:
            shown = ", ".join(_error(key, n) for key, n in worst[:errors])
            lines.append(f"  {kind} ({sum(n for _, n in worst)}): {shown}")
    return "\n".join(lines)


def as_record(name: str, score: Score, errors: int) -> dict[str, object]:
    """The same for programs: measures by name, and the worst errors with their numbers."""
    worst = [
        {"kind": kind, "name": top, "taken_for": taken, "times": times}
        for (kind, top, taken), times in score.errors.most_common(errors)
    ]
    sums = {"texts": score.documents, "toponyms": score.gold, "found": score.answers}
    return {"file": name, **sums, "measures": score.table(), "errors": worst}


def _error(key: tuple[str, str, str], times: int) -> str:
    _, name, taken_for = key
    words = " ".join(name.split())
    return f"{words}{f' → {taken_for}' if taken_for else ''}{f' ({times})' if times > 1 else ''}"
