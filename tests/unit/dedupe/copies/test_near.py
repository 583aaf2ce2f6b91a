"""The same text, or nearly, under another id."""

from __future__ import annotations

import pytest

from ..desk import HARBOUR, QUAKE, Desk

FIRST = {"headline": "Quake kills 12 in eastern Turkey", "body": QUAKE}


def desk_with(**fields: str) -> Desk:
    """A desk that has had one report of Reuters."""
    desk = Desk()
    desk.send("rtr:1", **(FIRST | fields))
    return desk


def test_the_same_text_by_the_same_provider() -> None:
    """Exactly the same text under another id is a repeat, and the id then stands for the item."""
    desk = desk_with()
    told = desk.send("rtr:2", 5, **FIRST)
    assert told.verdict == "repeat"
    assert told.original and told.original.uri == "rtr:1"
    more = FIRST | {"headline": "Quake kills 20 in eastern Turkey"}
    revised = desk.send("rtr:2", 9, **more)
    assert (revised.verdict, revised.story, revised.remaining) == ("revision", told.story, 1)


def test_the_same_text_by_another_agency() -> None:
    """An independent agency's copy is a duplicate and says on wire.stories that it corroborates."""
    desk = Desk()
    snap = {"headline": "Quake hits eastern Turkey - governor"}
    desk.send("rtr:1", **snap)
    emits = desk.run(desk.record("afp:1", 2, provider="AFP", **snap)).emits
    assert [e.topic for e in emits] == ["wire.duplicates", "wire.stories"]
    assert emits[0].value == emits[1].value
    told = emits[0].value
    assert (told.verdict, told.sources) == ("duplicate", ["AFP", "Reuters"])
    assert told.original and (told.original.uri, told.original.similarity) == ("rtr:1", 1.0)


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("Reuters Energy", QUAKE),
        ("The Daily Quay", QUAKE),
        ("The Daily Quay", QUAKE.removeprefix("ANKARA, March 2 (Reuters) - ")),
        ("The Daily Quay", f"{QUAKE}\n(Reporting by Ayse Demir; Editing by Tom Lane)"),
        ("The Daily Quay", QUAKE.rpartition(" Electricity")[0]),
    ],
)
def test_one_wire_under_many_labels(provider: str, body: str) -> None:
    """A desk's or paper's copy of an agency's text, credited or not, cut or not, is the agency's."""
    desk = desk_with()
    told = desk.run(
        desk.record("x:1", 5, provider=provider, headline="Strong earthquake in Turkey", body=body)
    )
    assert [e.topic for e in told.emits] == ["wire.duplicates"]
    record = told.emits[0].value
    assert (record.verdict, record.agency, record.sources) == ("duplicate", "Reuters", ["Reuters"])


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("killed 12", "killed 20", "toll 12 → 20"),
        ("killed 12 people", "killed two people", "toll 12 → 2"),
        ("will stay closed", "will stay opened", "closed → opened"),
    ],
)
def test_other_facts_are_never_a_duplicate(old: str, new: str, change: str) -> None:
    """One figure or one turning word makes a near copy by another agency a follow-up of the story."""
    desk = desk_with()
    other = QUAKE.replace("Reuters", "AFP").replace(old, new)
    assert other != QUAKE
    told = desk.send("afp:1", 5, provider="AFP", headline="Quake in eastern Turkey", body=other)
    assert (told.verdict, told.sources) == ("follow_up", ["AFP", "Reuters"])
    own = desk_with(headline="Quake in eastern Turkey")
    revised = own.send("rtr:2", 5, headline="Quake in eastern Turkey", body=QUAKE.replace(old, new))
    assert revised.verdict == "revision"
    assert change in revised.changes


def test_another_name_is_another_matter() -> None:
    """Two texts that differ in the headline's name are no duplicates."""
    desk = Desk()
    desk.send("rtr:1", headline="Court jails Kowalski over port deal", body=HARBOUR)
    told = desk.send(
        "afp:1", 5, provider="AFP", headline="Court jails Nowak over port deal", body=HARBOUR
    )
    assert told.verdict == "follow_up"


@pytest.mark.parametrize("headline", ["CORRECTED-{}", "UPDATE 2-{}"])
def test_a_declared_update_under_a_new_id(headline: str) -> None:
    """A CORRECTED or UPDATE n text near an earlier one of its provider takes that one's place."""
    desk = desk_with()
    told = desk.send("rtr:2", 5, headline=headline.format(FIRST["headline"]), body=QUAKE)
    assert told.verdict == "revision"
    assert told.original and told.original.uri == "rtr:1"
    assert told.remaining == 1


def test_a_corrected_count_is_told() -> None:
    """A correction of "two" to "one" is told, though "one" is a pronoun elsewhere."""
    desk = Desk()
    text = "The attackers set off {} before they went in, one of the officers said."
    desk.send("rtr:1", version="1", headline="Fighters push in", body=text.format("two car bombs"))
    told = desk.send(
        "rtr:1", 5, version="2", headline="Fighters push in", body=text.format("one car bomb")
    )
    assert told.changes == ["2 → 1"]


def test_a_stock_phrase_makes_no_duplicate() -> None:
    """Two snaps with nothing but the same closing phrase are two reports."""
    desk = Desk()
    phrase = "This is a developing story and we will bring you more details as we get them."
    desk.send("rtr:1", headline="Quake hits Elazig", body=phrase)
    told = desk.send("afp:1", 5, provider="AFP", headline="Dockers walk out", body=phrase)
    assert told.verdict == "new"


def test_languages_do_not_meet() -> None:
    """A near copy in another language of the partition is not compared."""
    desk = desk_with()
    told = desk.send(
        "x:1", 5, provider="AFP", language="de", headline="Beben", body=f"{QUAKE} Ende"
    )
    assert told.verdict == "new"


def test_a_reprint_follows_the_correction() -> None:
    """A paper that replaces its copy by the agency's corrected text has a copy again."""
    desk = desk_with(version="1")
    desk.send("dq:1", 5, provider="The Daily Quay", version="1", **FIRST)
    corrected = FIRST | {"body": QUAKE.replace("12", "20")}
    desk.send("rtr:1", 9, version="2", **corrected)
    told = desk.send("dq:1", 12, provider="The Daily Quay", version="2", **corrected)
    assert (told.verdict, told.sources, told.remaining) == ("duplicate", ["Reuters"], 2)


def test_a_test_is_nobodys_original() -> None:
    """Nothing joins or duplicates a test message, and a test joins nothing."""
    desk = Desk()
    test = desk.send("rtr:t", test=True, **FIRST)
    real = desk.send("rtr:1", 1, **FIRST)
    other = desk.send("rtr:t2", 2, test=True, **FIRST)
    assert [test.verdict, real.verdict, other.verdict] == ["new", "new", "new"]
    assert len({test.story, real.story, other.story}) == 3
    assert desk.send("rtr:t", 3, test=True, **FIRST).verdict == "repeat"


def test_chinese_is_compared_by_characters() -> None:
    """A near copy of a text without spaces is found."""
    text = (
        "中新社北京电 土耳其东部周一发生里氏六级地震造成多人死亡，救援人员在废墟中连夜搜寻幸存者，"
        "当地政府宣布所有学校停课一周，通往邻省的公路因山体滑坡中断，全省大面积停电。"
    )
    desk = Desk()
    desk.send("x:1", provider="Xinhua", language="zh", headline="土耳其地震", body=text)
    told = desk.send("p:1", 5, provider="报纸", language="zh", headline="土耳其地震", body=text[6:])
    assert told.verdict == "duplicate"
