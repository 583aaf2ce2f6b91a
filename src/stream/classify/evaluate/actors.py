"""Scores actor recognition against public corpora; what `newswire eval actors` prints.

MUC-4 (1,300 development texts): perpetrator organisations and targets of each text's templates, a name found
where an actor's words or names meet the key's. PETRARCH's validation records: who does it to whom, by the
codes of invented countries that the records' own words explain. Phoenix dictionaries: which entries lead to an
actor. Read from files that the reader has; none is part of the package.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from stream.classify.actors.known import Actors, load_actors
from stream.classify.classifier import Classifier
from stream.classify.gazetteer.index import load_gazetteer
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.lexicon import load_lexicon
from stream.classify.words.text import fold, word_set
from stream.errors import ConfigError, unreadable
from stream.model import ActorLabel, Update

MUC_DAY = datetime(1990, 1, 1, tzinfo=UTC)
"""The MUC-4 texts are of 1988 to 1991; who held which office is asked for this day."""

ARMED = frozenset(("armed-group", "military", "police", "intelligence", "party", "political"))
"""Kinds of actor that can be a perpetrator organisation."""

SAMPLE, SEED = 300, 1992
"""Phoenix entries that are looked up, and the seed that draws them."""

_ENDED = word_set("""
    soviet_union yugoslavia czechoslovakia east_germany west_germany south_vietnam zaire
    ottoman_empire serbia_and_montenegro german_democratic_republic north_yemen south_yemen sikkim
    united_arab_republic rhodesia tibet league_of_nations warsaw_pact comecon western_european_union
""")
"""Entries of the dictionaries (2014) that have ended; the rest is taken to exist."""


@dataclass(slots=True)
class Tally:
    """Keys found and not, answers right and not; `missed` and `wrong` with how often."""

    keys: int = 0
    found: int = 0
    answers: int = 0
    right: int = 0
    missed: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    def key(self, name: str, found: bool) -> None:
        """Count one key."""
        self.keys, self.found = self.keys + 1, self.found + found
        if not found:
            self.missed[name] = self.missed.get(name, 0) + 1

    def answer(self, name: str, right: bool) -> None:
        """Count one answer."""
        self.answers, self.right = self.answers + 1, self.right + right
        if not right:
            self.wrong[name] = self.wrong.get(name, 0) + 1

    @property
    def recall(self) -> float:
        """Keys found, 0 to 1."""
        return self.found / self.keys if self.keys else 0.0

    @property
    def precision(self) -> float:
        """Answers right, 0 to 1."""
        return self.right / self.answers if self.answers else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


class Judge:
    """A classifier with what it knows, to judge whether an actor and a name in a key are the same."""

    def __init__(self, extra: Path | None = None) -> None:
        places = load_gazetteer()
        self.actors: Actors = load_actors(places, extra)
        self.nations = Nations(places)
        self._classifier = Classifier(places, self.actors, load_lexicon())
        self._known: dict[str, set[str]] = {}
        for name, aliases in self.actors.aliases.items():
            for alias in aliases:
                self._known.setdefault(alias.actor, set()).add(name)

    def labels(self, body: str, at: datetime) -> list[ActorLabel]:
        """The actors of a text that is nothing but a body."""
        update = Update(uri="eval", provider="eval", event_time=at, ingested_at=at, body=body)
        return self._classifier.label(update)[0]

    def same(self, label: ActorLabel, key: str) -> bool:
        """Whether a label's words, or a name of its actor, contain the key's or the other way round."""
        wanted = _plain(key)
        words = {_plain(evidence.text) for evidence in label.evidence} | self._known.get(
            label.id, set()
        )
        return any(
            wanted == word or _inside(wanted, word) or _inside(word, wanted)
            for word in words
            if word
        )


def muc4(judge: Judge, path: Path) -> dict[str, Tally]:
    """Perpetrator organisations and targets (physical and human) of the texts that have templates."""
    tallies = {"perpetrators": Tally(), "targets": Tally()}
    for document in _json_sequence(_text(path), path):
        labels = judge.labels(document["doctext"].upper(), MUC_DAY)  # as the teletype sent it
        keys = [_clusters(document, kind) for kind in (("PerpOrg",), ("Target", "Victim"))]
        for cluster in keys[0]:
            found = any(judge.same(label, name) for label in labels for name in cluster)
            tallies["perpetrators"].key(cluster[0], found)
        for cluster in keys[1]:
            if _is_organised(cluster):
                found = any(judge.same(label, name) for label in labels for name in cluster)
                tallies["targets"].key(cluster[0], found)
        if keys[0]:
            _answers(tallies["perpetrators"], judge, labels, keys[0])
    return tallies


def petrarch(path: Path) -> Tally:
    """Who does it to whom in the validation records; their countries come in as a user's own actor file."""
    records = list(_records(_text(path)))
    people = {code: name for record in records for code, name in record.names.items()}
    with TemporaryDirectory() as folder:
        extra = Path(folder) / "invented.csv"
        rows = [
            f"{code.lower()},{name},political,{name}\n" for code, name in sorted(people.items())
        ]
        extra.write_text("id,name,kind,aliases\n" + "".join(rows), encoding="utf-8")
        judge = Judge(extra)
    tally = Tally()
    for record in records:
        labels = judge.labels(record.text, datetime(1995, 1, 1, tzinfo=UTC))
        found = {label.id for label in labels}
        for code in sorted(record.names):
            tally.key(f"{code}: {record.text[:60]}", code.lower() in found)
        for label in labels:
            if label.id.upper() in people:
                tally.answer(label.name, label.id.upper() in record.codes)
    return tally


def phoenix(judge: Judge, folder: Path) -> Tally:
    """Coverage of a random sample of states, their bodies and intergovernmental bodies that still exist."""
    entries = [
        e
        for name in ("Countries", "International")
        for e in _entries(folder / f"Phoenix.{name}.actors.txt.gz")
    ]
    drawn = random.Random(SEED).sample(sorted(entries), min(SAMPLE, len(entries)))
    tally = Tally()
    for names in drawn:
        tally.key(names[0], any(_known(judge, name) for name in names))
    return tally


def _answers(tally: Tally, judge: Judge, labels: list[ActorLabel], keys: list[list[str]]) -> None:
    for label in labels:
        if (
            label.kind in ARMED
            and label.direction == "acting"
            and not label.id.startswith("unnamed-")
        ):
            tally.answer(
                label.name, any(judge.same(label, name) for cluster in keys for name in cluster)
            )


def _clusters(document: dict[str, Any], kinds: tuple[str, ...]) -> list[list[str]]:
    """The distinct answers of a text's templates: each a list of names for one thing."""
    found: dict[str, list[str]] = {}
    for template in document["templates"]:
        for kind in kinds:
            for cluster in template[kind]:
                texts = [mention[0] for mention in cluster]
                found.setdefault(_plain(texts[0]), texts)
    return list(found.values())


def _is_organised(cluster: list[str]) -> bool:
    """Whether a target is an organisation's or a state's, and no car or farmer."""
    words = {word for name in cluster for word in _plain(name).split()}
    return not words.isdisjoint(_ORGANISED)


_ORGANISED = word_set("""
    army soldier soldiers police policeman policemen troops military embassy government president
    minister ministry guard national party fmln eln battalion brigade air force presidential
    ambassador
""")


def _plain(name: str) -> str:
    words = fold(name).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _inside(inner: str, outer: str) -> bool:
    return len(inner) > 2 and f" {inner} " in f" {outer} "


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")
    except OSError as error:
        raise ConfigError(f"{path}: {unreadable(error)}") from error


def _json_sequence(text: str, path: Path) -> Iterator[dict[str, Any]]:
    """JSON values one after another, as the corpus is kept."""
    decoder, at = json.JSONDecoder(), 0
    while (at := _blank_end(text, at)) < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}: character {at}: not JSON: {error.msg}") from error
        yield value


def _blank_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class _Record(NamedTuple):
    text: str
    codes: frozenset[str]
    names: dict[str, str]


_SENTENCE = re.compile(r"<Sentence .*?</Sentence>", re.S)
_CODE = re.compile(r'(?:source|target)code="([A-Z]{3})')


def _records(text: str) -> Iterator[_Record]:
    """Each coded sentence with the codes of its countries, and the words that they abbreviate."""
    for block in _SENTENCE.findall(text):
        body = re.search(r"<Text>(.*?)</Text>", block, re.S)
        codes = frozenset(_CODE.findall(block))
        if body is not None and codes:
            words = " ".join(body[1].split())
            names = {code: name for code in codes if (name := _abbreviated(code, words))}
            yield _Record(words, codes, names)


def _abbreviated(code: str, text: str) -> str:
    """The capitalised word that a code abbreviates: first letter, and the others in order."""
    pattern = re.compile(code[0] + "".join(f"[a-z]*{letter.lower()}" for letter in code[1:]))
    return next((word for word in re.findall(r"[A-Z][a-z]+", text) if pattern.match(word)), "")


def _entries(path: Path) -> Iterator[list[str]]:
    """The names of the entries that are no persons, have no dates, and are states' or intergovernmental."""
    names: list[str] = []
    codes: list[str] = []
    for line in [*_text(path).splitlines(), "END"]:
        line = line.partition("#")[0].rstrip()
        if not line:
            continue
        if line[0] not in "+ \t[" and names:
            if _exists(names, codes):
                yield [name.strip("_ ").replace("_", " ") for name in names]
            names, codes = [], []
        codes += re.findall(r"\[([^\]]*)\]", line)
        if name := line.lstrip("+").partition("[")[0].strip():
            names.append(name)


def _exists(names: list[str], codes: list[str]) -> bool:
    """Whether an entry is a state, a body of one or an intergovernmental body, without dates and no person."""
    undated = bool(codes) and not any(re.search(r"[\d<>]|ELI|---", code) for code in codes)
    kept = undated and all(
        _STATE.match(code) and code[:3] not in ("NGO", "MNC", "IMG") for code in codes
    )
    first = names[0].strip("_ ").lower()
    if codes and codes[0].startswith("IGO"):
        kept = kept and not _ORGANISATION.isdisjoint(re.split(r"[_ ]+", first))
    return kept and first not in _ENDED


_STATE = re.compile(r"[A-Z]{3}(?:GOV|MIL|COP|SPY|LEG|JUD)?$|IGO")
_ORGANISATION = word_set("""
    organization organisation union bank council commission fund agency association community league
    conference forum group nations un eu nato committee court programme program secretariat
    authority institute federation system centre center office parliament assembly mission force
    alliance cooperation pact treaty club network
""")
"""Words that tell an intergovernmental body from a person: the dictionary's codes don't."""


def _known(judge: Judge, name: str) -> bool:
    """Whether a name, or the actor in "The ... said", is known."""
    name = name.removeprefix("THE ")
    key = fold(name)
    if key in judge.actors.aliases or key in judge.actors.demonyms or judge.nations.country(key):
        return True
    sentence = f"The {name.title()} said on Monday that talks had failed."
    return bool(judge.labels(sentence, datetime(2014, 1, 30, tzinfo=UTC)))
