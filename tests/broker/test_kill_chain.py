"""An agency's report and its kill, from NewsML-G2 files through a real Kafka."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.formats.newsml_g2 import parse
from stream.formats.outcome import Hints, Read
from stream.settings import Settings
from support.kafka import Worker, feed, read, until_done

pytestmark = pytest.mark.kafka

SHARED = Path(__file__).parents[3] / "shared" / "data" / "wire-formats" / "superdesk-core"
CHAIN = sorted(SHARED.glob("*L1N14N0FF*"), key=lambda path: int(path.name.rpartition("_")[2]))

RULES = (
    '[[rule]]\nid = "desk"\nseverity = "high"\nchannels = ["desk-phone"]\nproviders = ["EXAMPLE"]\n'
)
ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:example.com,2026:newsml_Q7" version="{version}"
 standard="NewsML-G2" standardversion="2.10" conformance="power" xml:lang="en">
 <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_19.xml"/>
 <itemMeta><itemClass qcode="ninat:text"/><provider literal="EXAMPLE"/>
  <versionCreated>2026-06-11T{time}:00Z</versionCreated><firstCreated>2026-06-11T{time}:00Z</firstCreated>
  <pubStatus qcode="stat:{status}"/><signal qcode="edStat:{signal}"/></itemMeta>
 <contentMeta><urgency>3</urgency><headline>CORRECTED-Canal lock shuts in Brindle</headline></contentMeta>
{content}</newsItem>"""
CONTENT = """ <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
  <body><p>BRINDLE - Divers found a crack in the lower gate on Thursday.</p></body></html></inlineXML></contentSet>
"""
REPORT = ITEM.format(version=978, time="08:00", status="usable", signal="C", content=CONTENT)
KILL = ITEM.format(version=1542, time="08:50", status="canceled", signal="D", content="")


def lines(documents: Iterable[bytes]) -> list[bytes]:
    """The documents as records, under the provider that the rule names."""
    outcomes = [outcome for document in documents for outcome in parse(document, Hints())]
    return [
        orjson.dumps(o.record | {"provider": "EXAMPLE"}) for o in outcomes if isinstance(o, Read)
    ]


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([REPORT.encode(), KILL.encode()], id="look-alike"),
        pytest.param(
            [path.read_bytes() for path in CHAIN],
            id="reuters",
            marks=pytest.mark.skipif(len(CHAIN) != 2, reason="the agencies' files are not here"),
        ),
    ],
)
async def test_a_kill_withdraws_and_the_tombstone_holds(
    settings: Settings, tmp_path: Path, documents: list[bytes]
) -> None:
    """Raised once, withdrawn once; the counts are 0, and stay 0 when the first version comes again."""
    report, kill = lines(documents)
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    await feed(settings, [report])
    with Worker(settings, more={"alert.rules": str(rules)}) as worker:
        await until_done(settings, [worker])
        before = {
            record.key: orjson.loads(record.value) for record in await read(settings, "news.counts")
        }
        assert max(count["stories"] for count in before.values()) == 1
        await feed(settings, [kill, report])
        await until_done(settings, [worker])
    alerts = [orjson.loads(record.value) for record in await read(settings, "news.alerts")]
    assert [(a["status"], a["channels"]) for a in alerts] == [
        ("raised", ["desk-phone"]),
        ("withdrawn", ["desk-phone"]),
    ]
    counts = {
        record.key: orjson.loads(record.value) for record in await read(settings, "news.counts")
    }
    assert all(c["stories"] == c["updates"] == c["sources"] == 0 for c in counts.values())
    assert await verdicts(settings) == ["kill", "new", "stale"]


async def verdicts(settings: Settings) -> list[Any]:
    """The verdicts, sorted."""
    records = await read(settings, "wire.stories", "wire.duplicates")
    return sorted(orjson.loads(record.value)["verdict"] for record in records)
