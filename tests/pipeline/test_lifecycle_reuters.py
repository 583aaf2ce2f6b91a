"""Corrections of a real wire of 1987 (Reuters-21578), where the collection is at hand."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.replay import replay_lines
from stream.pipeline.replay import Replay
from stream.pipeline.stages import StageOptions, build_stages

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "reuters21578"
FILES = sorted(FOLDER.glob("*.sgm.gz"))
PARTNER, BEFORE = 0.2, 2_500
"""Jaccard index of 5-grams from which on two texts are partners, and how many items back they are looked for."""


def items() -> Iterator[tuple[datetime, str, str]]:
    """Time, headline and text of each item that has a date."""
    for path in FILES:
        text = gzip.decompress(path.read_bytes()).decode("latin-1")
        for item in re.findall(r"<REUTERS.*?</REUTERS>", text, re.DOTALL):
            found = [
                re.search(rf"<{tag}>(.*?)</{tag}>", item, re.DOTALL)
                for tag in ("DATE", "TITLE", "BODY")
            ]
            date, headline, body = (
                html.unescape(m[1]).strip(" \n\x03") if m else "" for m in found
            )
            if date and (headline or body):
                at = datetime.strptime(date.split(".")[0], "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC)
                yield at, " ".join(headline.split()), body


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """The 5-grams of a text's words."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[n : n + 5]) for n in range(len(words) - 4))


@pytest.mark.skipif(not FILES, reason="the collection is not here")
def test_corrections_with_a_partner_are_revisions() -> None:
    """An item headed CORRECTED with an earlier text much like it replaces it; no item is lost or killed."""
    wire = sorted(items())
    lines = [
        orjson.dumps({"uri": f"r:{n}", "provider": "Reuters", "language": "en", "headline": headline, "body": body,
                      "version_created": at.isoformat()})
        for n, (at, headline, body) in enumerate(wire)
    ]  # fmt: skip
    replay = Replay(build_stages(StageOptions(), ("intake", "dedupe")), partition_of=partition_of)
    verdicts = {}
    for record in replay_lines(replay, lines):
        if record.topic in ("wire.stories", "wire.duplicates"):
            said = orjson.loads(record.value or b"{}")
            verdicts[said["update"]["uri"]] = said["verdict"]
    assert len(verdicts) == len(wire)
    assert set(verdicts.values()) == {"new", "revision", "follow_up", "repeat", "duplicate"}
    partners = [f"r:{n}" for n, (_, headline, _) in enumerate(wire)
                if re.match(r"\W*CORRECTED", headline) and has_partner(wire, n)]  # fmt: skip
    assert len(partners) >= 10
    assert {verdicts[uri] for uri in partners} == {"revision"}


def has_partner(wire: list[tuple[datetime, str, str]], n: int) -> bool:
    """Whether an earlier item's text is much like that of item `n`."""
    mine = grams(wire[n][2])
    earlier = (grams(body) for _, _, body in wire[max(0, n - BEFORE) : n])
    return any(len(mine & other) >= PARTNER * len(mine | other) > 0 for other in earlier)
