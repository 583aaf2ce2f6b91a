"""Texts that break careless code: nothing raises, nothing is lost, and time stays bounded."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .desk import HARBOUR, QUAKE, Desk

ODD = {
    "no body": {"headline": "Quake kills 12", "body": ""},
    "no headline": {"headline": "", "body": QUAKE},
    "one word": {"headline": "Quake", "body": ""},
    "digits only": {"headline": "12 20 31", "body": "1,200 3.5 77 2026"},
    "signs only": {"headline": "*** !!!", "body": "---"},
    "mixed scripts": {"headline": "Aleppo حلب Халеб 阿勒颇", "body": "Rebels دخلوا город 反对派 entered."},
    "no spaces": {
        "headline": "叙利亚反对派进入阿勒颇", "body": "叙利亚反对派武装周五进入阿勒颇市。", "language": "zh"
    },
    "surrogates and marks": {"headline": "e\u0301\u200d\u2066 x", "body": "\ufeff\u00ad\u202e"},
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_open_a_story_and_come_back_as_repeats(name: str) -> None:
    """Each is judged once as new, and as a repeat when its provider sends it again."""
    desk = Desk()
    assert desk.send("x:1", 0, **ODD[name]).verdict == "new"
    assert desk.send("x:1", 1, **ODD[name]).verdict == "repeat"


def test_odd_texts_do_not_meet_each_other() -> None:
    """Different odd texts of one wire are different stories."""
    desk = Desk()
    told = [desk.send(f"x:{n}", n, provider=f"P{n}", **ODD[name]) for n, name in enumerate(ODD)]
    stories = [
        record.story
        for record, name in zip(told, ODD, strict=True)
        if "Quake" not in str(ODD[name])
    ]
    assert len(set(stories)) == len(stories)


def test_a_text_inside_another_paper_s_is_a_copy() -> None:
    """Another paper's cut of a report is a duplicate, and a collection that has it inside is none."""
    desk = Desk()
    first = desk.send("rtr:1", headline="Quake kills 12 in eastern Turkey", body=QUAKE)
    cut = desk.send("dq:1", 9, provider="The Daily Quay", headline="Quake kills 12 in eastern Turkey",
                    body=QUAKE.partition(" Electricity")[0])  # fmt: skip
    assert (cut.verdict, cut.story) == ("duplicate", first.story)
    more = desk.send("cg:1", 12, provider="Coast Gazette", headline="Dockers and quake: the day at a glance",
                     body=f"{HARBOUR} {HARBOUR} {QUAKE}")  # fmt: skip
    assert more.verdict in ("new", "follow_up")


def test_a_body_of_five_megabytes_is_judged_in_seconds() -> None:
    """A huge text is compared by what is kept of it."""
    desk, words = Desk(), " ".join(f"w{n % 7000} stands here." for n in range(300_000))
    start = process_time()
    assert desk.send("x:1", headline="A very long list", body=words).verdict == "new"
    assert process_time() - start < 20


def test_ten_thousand_market_flashes_a_minute_stay_cheap() -> None:
    """Identical flashes of one wire are repeats, and the last costs what the first did."""
    desk = Desk()
    flash = {"headline": "BRENT CRUDE FUTURES RISE 2 PCT TO $81.20 A BARREL", "body": ""}
    desk.send("x:0", **flash)
    parts = []
    for part in range(4):
        start = process_time()
        for n in range(2500):
            assert desk.send(f"x:{part}-{n}", n / 2500, **flash).verdict == "repeat"
        parts.append(process_time() - start)
    assert parts[-1] < 3 * parts[0]


REPORTS = [
    ("Quake kills 12 in eastern Turkey", QUAKE),
    ("Dockers in Gdynia vote to walk out", HARBOUR),
    ("Court in Nairobi upholds digital levy",
     "NAIROBI - Kenya's Supreme Court upheld a levy on digital services, rejecting a suit by start-up firms."),
]  # fmt: skip
WIRE = [
    (f"{provider}:{n}", provider, headline, body)
    for n, (headline, body) in enumerate(REPORTS)
    for provider in ("Reuters", "AFP", "The Daily Quay")
]


@settings(max_examples=25)
@given(st.permutations(WIRE))
def test_any_order_gives_the_same_clusters(order: list[tuple[str, str, str, str]]) -> None:
    """Copies of three reports by three houses are three stories in whatever order they come."""
    desk, clusters = Desk(), {}
    for n, (uri, provider, headline, body) in enumerate(order):
        told = desk.send(uri, n, provider=provider, headline=headline, body=body)
        clusters.setdefault(told.story, set()).add(uri[-1])
    assert sorted(clusters.values(), key=str) == [{"0"}, {"1"}, {"2"}]
