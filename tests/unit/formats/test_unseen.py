"""Wire documents of every kind, each with what an editor would expect of it (unseen/*.toml).

They were written before the code had seen them. A case has:
`send`, documents in order: text as it is, or a table that says how it is made: `json` (a record or ninjs), `line`
(a record of the topic itself), `rss`, `atom`, `g2` and `newsml1` (a frame around what is given), `bytes` and `lines`
(escapes stand for bytes; the line breaks of `bytes` are none), `nested`;
`items`, what intake makes of what was read, in order: fields of an `Update` ("" or 0 for none), or `warns` (words of a
warning), `trusted` (whether windows use the stated time), `{ any = [...] }` for a value that may be either,
`{ has = [...] }` for concepts of which some have these names or codes;
`refused`, words of the refusals in order; `either_refused` allows one in place of `items`;
`verdicts`, `alerts`, `stories`, `updates` and `dead`: what all stages say, with one rule for everything (`any` too);
`misses`, why they don't say it yet.
"""

from __future__ import annotations

import codecs
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest

from stream.formats.detect import parser
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.model import Update
from stream.wire import ReadingRules, read_record
from support.lifecycle import run

CASES = [
    case
    for path in sorted(Path(__file__).with_name("unseen").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
ARRIVAL = "2026-06-11T12:00:00Z"

_RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Wire</title>'
    "<link>https://p.example/</link><language>en</language>{}</channel></rss>"
)
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
    'xml:lang="en"><id>urn:x:feed</id><title>Wire</title>{}</feed>'
)
_G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}" '
    'standard="NewsML-G2" standardversion="2.20" conformance="power" xml:lang="en">'
    '<itemMeta><itemClass qcode="{class}"/><provider literal="EXAMPLE"/>'
    "<versionCreated>{created}</versionCreated>{after}{meta}</itemMeta>"
    "<contentMeta><headline>{headline}</headline></contentMeta><contentSet>"
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<body><p>{body}</p></body></html></inlineXML></contentSet></newsItem>"
)
_G2_USUAL = {
    "version": "1", "class": "ninat:text", "created": "2026-06-11T08:00:00Z", "after": "",
    "meta": '<pubStatus qcode="stat:usable"/>', "body": "The council met on Thursday.",
}  # fmt: skip
_NEWSML1 = (
    '<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20260611T080000Z</DateAndTime></NewsEnvelope>'
    '<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>EXAMPLE</ProviderId>'
    "<DateId>20260611</DateId><NewsItemId>{id}</NewsItemId>"
    '<RevisionId PreviousRevision="{previous}" Update="{update}">{revision}</RevisionId>'
    "<PublicIdentifier>urn:newsml:EXAMPLE:20260611:{id}:{revision}{update}</PublicIdentifier>"
    '</NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/>'
    "<FirstCreated>20260611T080000Z</FirstCreated>"
    "<ThisRevisionCreated>20260611T080{revision}00Z</ThisRevisionCreated>"
    '<Status FormalName="{status}"/><Urgency FormalName="4"/></NewsManagement>'
    "<NewsComponent><NewsLines><HeadLine>{headline}</HeadLine></NewsLines><ContentItem>"
    "<DataContent><p>{headline} on Thursday.</p></DataContent></ContentItem></NewsComponent>"
    "</NewsItem></NewsML>"
)


def _bytes(text: str) -> bytes:
    return codecs.decode(text, "unicode_escape").encode("latin-1")


def _nested(of: dict[str, Any]) -> bytes:
    deep = of["open"] * of["times"] + of["close"] * of["times"]
    return f"{of['before']}{deep}{of['after']}".encode()


_MAKE = {
    "json": orjson.dumps,
    "rss": lambda inner: _RSS.format(inner).encode(),
    "atom": lambda inner: _ATOM.format(inner).encode(),
    "g2": lambda of: _G2.format(**{**_G2_USUAL, **of}).encode(),
    "newsml1": lambda of: _NEWSML1.format(**of).encode(),
    "bytes": lambda text: _bytes(text.replace("\n", "")),
    "lines": _bytes,
    "nested": _nested,
}


def _document(case: dict[str, Any], sent: str | dict[str, Any]) -> bytes:
    if isinstance(sent, str):
        return sent.encode(case.get("encoding", "utf-8"))
    ((how, of),) = sent.items()
    return bytes(_MAKE[how](of))


def _hints(case: dict[str, Any]) -> Hints:
    return Hints(
        provider=case.get("provider", ""),
        provider_wins=case.get("wins", False),
        zone=case.get("zone", ""),
        language=case.get("language", ""),
        arrival=datetime.fromisoformat(case.get("arrival", ARRIVAL)),
    )


def _outcomes(case: dict[str, Any]) -> list[Outcome]:
    return [
        outcome
        for sent in case["send"]
        if not (isinstance(sent, dict) and "line" in sent)
        for outcome in parser("auto")(_document(case, sent), _hints(case))
    ]


def _lines(case: dict[str, Any]) -> list[bytes]:
    """What goes on the topic: lines as they are, and what was read of documents."""
    lines: list[bytes] = []
    for sent in case["send"]:
        if isinstance(sent, dict) and "line" in sent:
            lines.append(sent["line"].encode())
            continue
        outcomes = parser("auto")(_document(case, sent), _hints(case))
        lines += [orjson.dumps(o.record) for o in outcomes if isinstance(o, Read)]
    return lines


def _allowed(value: Any) -> list[Any]:
    """The values that are right."""
    return list(value["any"]) if isinstance(value, dict) and "any" in value else [value]


def _differs(item: Update, wanted: dict[str, Any]) -> dict[str, Any]:
    """What is otherwise than wanted, with what it is."""
    found = {name: getattr(item, name) for name in Update.__struct_fields__}
    found |= msgspec.to_builtins(item)
    found["trusted"] = item.event_time in (item.version_created, item.first_created)
    wrong: dict[str, Any] = {}
    for key, value in wanted.items():
        if key == "warns":
            if not any(value in warning for warning in item.warnings):
                wrong[key] = item.warnings
            continue
        if isinstance(value, dict) and "has" in value:
            named = {part for concept in found[key] or () for part in concept.values()}
            if not named.issuperset(value["has"]):
                wrong[key] = found[key]
        elif (found[key] or type(_allowed(value)[0])()) not in _allowed(value):
            wrong[key] = found[key]
    return wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_document_is_read_as_an_editor_would(case: dict[str, Any]) -> None:
    """Each item has the fields that it should, and what is none is refused by its kind."""
    outcomes = _outcomes(case)
    refused = [str(o.error) for o in outcomes if isinstance(o, Refused)]
    if case.get("either_refused") and refused:
        return
    assert len(refused) == len(case.get("refused", ())), refused
    for said, words in zip(refused, case.get("refused", ()), strict=True):
        assert words in said
    arrival = _hints(case).arrival
    items = [
        read_record(dict(o.record), arrival, ReadingRules())
        for o in outcomes
        if isinstance(o, Read)
    ]
    if "items" in case or "refused" in case:
        wanted = case.get("items", [])
        assert len(items) == len(wanted), [i.headline for i in items]
        assert [_differs(i, w) for i, w in zip(items, wanted, strict=True)] == [{} for _ in wanted]


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if not {"verdicts", "alerts", "stories", "dead"}.isdisjoint(c)],
    ids=lambda case: case["id"],
)
def test_an_update_means_what_an_editor_would_say(
    case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """Verdicts, alerts and counts of all stages, with one rule that alerts on everything."""
    if "misses" in case:
        request.applymarker(pytest.mark.xfail(reason=case["misses"], strict=True))
    told = run(_lines(case))
    found = {
        "verdicts": [
            v["verdict"] + ("" if v.get("resolved", True) else " unresolved") for v in told.verdicts
        ],
        "alerts": told.statuses,
        "stories": told.stories,
        "updates": told.updates,
        "dead": len(told.dead),
    }
    wanted = {key: case[key] for key in found if key in case}
    wrong = {key: found[key] for key in wanted if found[key] not in _allowed(wanted[key])}
    assert wrong == {}


def test_the_blind_set_keeps_its_size() -> None:
    """At least 60 cases, each with a name of its own and something that it expects."""
    assert len({case["id"] for case in CASES}) == len(CASES) >= 60
    expects = {"items", "refused", "verdicts", "alerts", "stories", "dead"}
    assert all(expects & case.keys() for case in CASES)
