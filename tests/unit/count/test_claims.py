"""Tests of stream.count.claims: casualties as the latest claim of each agency, never summed over updates."""

from __future__ import annotations

import pytest
from msgspec import structs

from stream.count.claims import Claim, about, claims_of, summed
from stream.count.stage import CountStage
from stream.count.windows import key_of, start_of
from stream.model import ActorLabel, CasualtyLabel, Evidence, Toll

from .bench import HOUR, Bench, T, actor, after, place, update


@pytest.fixture
def bench():
    """A count stage."""
    return Bench(CountStage())


def report(uri, agency, *figures, minutes=0, story="s1", **more):
    """An item of an agency with figures: killed by (least, most), or CasualtyLabels."""
    labels = [
        figure
        if isinstance(figure, CasualtyLabel)
        else CasualtyLabel(kind="killed", least=figure[0], most=figure[1])
        for figure in figures
    ]
    item = update(uri, story, agency=agency, at=after(60 * minutes), **more)
    return structs.replace(item, casualties=labels)


def killed(bench, dimension="all", value="all"):
    """(stories, least, most) of the killed in the hour; None if nobody says any."""
    tally = bench.sent[key_of(start_of(T, HOUR), HOUR, dimension, value)]
    return next(
        ((t.stories, t.least, t.most) for t in tally.casualties if t.kind == "killed"), None
    )


def test_updates_of_one_story_never_add_up(bench):
    """Twelve, then twenty, by the same agency, are twenty."""
    bench.send(report("u1", "AP", (12, 12)))
    bench.send(report("u2", "AP", (20, 20), minutes=5))
    assert killed(bench) == (1, 20, 20)


def test_agencies_that_differ_make_a_span(bench):
    """Each agency's latest figure stands: the lowest and the highest are shown."""
    bench.send(report("u1", "AP", (12, 12)))
    bench.send(report("u2", "AFP", (20, 20), minutes=5))
    assert killed(bench) == (1, 12, 20)


def test_a_vague_figure_gives_way_to_precise_ones(bench):
    """Dozens, at least sixty, and forty-one counted: 41 to 60, the conservative figure 41."""
    bench.send(report("u1", "AFP", (12, None)))
    bench.send(report("u2", "Reuters", (60, None), minutes=5))
    bench.send(report("u3", "AP", (41, 41), minutes=9))
    assert killed(bench) == (1, 41, 60)


def test_stories_add_up(bench):
    """Two events are two stories, and their dead are added."""
    bench.send(report("u1", "AP", (3, 3)))
    bench.send(report("u2", "AP", (4, 5), story="s2"))
    assert killed(bench) == (2, 7, 8)


def test_an_older_report_that_comes_later_does_not_win(bench):
    """The latest claim is that of the latest version, whatever the order on the wire."""
    bench.send(report("u2", "AP", (20, 20), minutes=5))
    bench.send(report("u1", "AP", (12, 12)))
    assert killed(bench) == (1, 20, 20)


def test_a_corrected_version_of_an_earlier_item_is_the_latest_claim(bench):
    """A correction is as late as its version, though it counts at the item's first time."""
    bench.send(report("u1", "AP", (12, 12)))
    bench.send(report("u2", "AP", (20, 20), minutes=5))
    new = {"version_created": after(600), "first_created": T, "ingested_at": after(600)}
    fixed = report("u1", "AP", (13, 13), verdict="revision")
    item = structs.replace(fixed.item, update=structs.replace(fixed.item.update, **new))
    bench.send(structs.replace(fixed, item=item))
    assert killed(bench) == (1, 13, 13)


def test_a_kill_takes_its_figure_back(bench):
    """When the agency's later item is killed, its earlier figure stands again."""
    bench.send(report("u1", "AP", (12, 12)))
    bench.send(report("u2", "AP", (20, 20), minutes=5))
    bench.send(update("u2", "s1", verdict="kill"))
    assert killed(bench) == (1, 12, 12)
    bench.send(update("u1", "s1", verdict="kill"))
    assert killed(bench) is None


def test_the_dead_of_one_country_are_not_its_neighbours(bench):
    """A figure with a country is in that country's series and places, and in those of no country."""
    dead = CasualtyLabel(kind="killed", least=7, most=7, country="NE")
    places = [place(1, country="NE"), place(2, country="NG")]
    bench.send(report("u1", "AFP", dead, places=places, actors=[actor("army")]))
    assert killed(bench, "country", "NE") == killed(bench, "place", "1") == (1, 7, 7)
    assert killed(bench, "country", "NG") is killed(bench, "place", "2") is None
    assert killed(bench, "actor", "army") == killed(bench) == (1, 7, 7)


def test_kinds_are_apart(bench):
    """Killed and wounded are never one figure."""
    hurt = CasualtyLabel(kind="wounded", least=9, most=9)
    bench.send(report("u1", "AP", (2, 2), hurt))
    tally = bench.sent[key_of(start_of(T, HOUR), HOUR, "all", "all")]
    assert [(t.kind, t.least) for t in tally.casualties] == [("killed", 2), ("wounded", 9)]


def test_a_claim_said_twice_in_one_text_is_one():
    """Headline and lead tell of the same dead."""
    label = CasualtyLabel(kind="killed", least=5)
    assert claims_of(report("u", "AP", label, structs.replace(label, stated_by="police"))) == (
        Claim("killed", 5, -1, ""),
    )


def read(killed, text, field="headline", country="", start=0):
    """A number of dead as read from these words."""
    words = Evidence(field=field, start=start, end=start + len(text), text=text, rule="t")
    return CasualtyLabel(
        kind="killed", least=killed, most=killed, country=country, evidence=[words]
    )


def test_the_figure_that_a_text_leads_with_is_its_claim():
    """ "Lowered to 13", and in the text "from 19"; the dead of another country are others."""
    old, new = (
        read(19, "19 on Thursday", "body", "PH"),
        read(13, "toll lowered to 13", country="PH"),
    )
    there, vague = read(2, "two killed", "body", "MY"), read(30, "30 dead", "body")
    assert claims_of(report("u", "AP", old, vague, new, there)) == (
        Claim("killed", 2, 2, "MY"),
        Claim("killed", 13, 13, "PH"),
    )


def told(of, uri="u1", agency="AP"):
    """A report of thirty dead, those of an actor, with an armed group and an army in it."""
    item = report(uri, agency, structs.replace(read(30, "30"), of=of))
    kinds = {"m": "armed-group", "a": "military"}
    actors = [
        ActorLabel(id=id, name=id, kind=kind, role="participant") for id, kind in kinds.items()
    ]
    return structs.replace(item, actors=actors)


@pytest.mark.parametrize(("of", "fighters"), [("m", True), ("a", False), ("", False), ("x", False)])
def test_an_armed_groups_dead_are_claims_of_their_own(of, fighters):
    """An army's are in the toll with everybody's."""
    (claim,) = claims_of(told(of))
    assert claim.fighters is fighters


def test_an_armed_groups_dead_are_no_claim_on_the_toll(bench):
    """Not of the same agency, nor of another; a story that has no others is told by them."""
    bench.send(told("m", "u2", "AFP"))
    assert killed(bench) == (1, 30, 30)
    bench.send(report("u1", "AFP", (12, 12), minutes=1))
    assert killed(bench) == (1, 12, 12)
    bench.send(told("m", "u3", "AP"))
    assert killed(bench) == (1, 12, 12)


def test_claims_about_a_country():
    """Those of persons hit elsewhere are left out, those of nobody's country are not."""
    here, there, open_ = (Claim("killed", n, n, c) for n, c in [(1, "NE"), (2, "NG"), (3, "")])
    assert about((here, there, open_), "NE") == (here, open_)
    assert about((here, there), "") == (here, there)


def test_parts_are_summed_by_kind():
    """A story is in one partition, so the parts of a count add up."""
    one = Toll(kind="killed", stories=1, least=2, most=3)
    other = Toll(kind="wounded", stories=1, least=1, most=1)
    assert summed([one, other, one]) == [Toll(kind="killed", stories=2, least=4, most=6), other]
