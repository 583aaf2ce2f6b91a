"""Sequences that have gone wrong in newsrooms, from the alert stage's side: labels and verdicts are given.

What dedupe and classify have to find first (a kill by its words, an agency that only relays another) stands
here as found: these tests say what follows for those who are told.
"""

from msgspec.structs import replace

from stream.model import ActorLabel, CasualtyLabel, Classified, EventLabel, PlaceLabel

from .desk import Desk, alerts, classified, only

PKK = ActorLabel(
    id="pkk", name="PKK", kind="armed-group", role="participant", direction="acted_upon"
)
MADRID = PlaceLabel(id=3117735, name="Madrid", role="event", country="ES", kind="city")
NAIROBI = PlaceLabel(id=184745, name="Nairobi", role="event", country="KE", kind="city")
LOS_ANGELES = PlaceLabel(
    id=5368361, name="Los Angeles", role="dateline", country="US", kind="city", admin1="California"
)
HAIFA = PlaceLabel(id=294801, name="Haifa", role="event", country="IL", kind="city")


def desk(conditions: str) -> Desk:
    """A desk with one rule, whose channel is C1."""
    return Desk(f'[[rule]]\nid = "r"\nchannels = ["C1"]\n{conditions}\n')


def test_one_interview_in_two_agencies_is_one_source_to_the_end() -> None:
    """J13: raised as single source, not corroborated by who relays it, amended twice, withdrawn once."""
    d = desk('actors = ["pkk"]')
    told = [
        only(
            d.say(
                "aa:1", actors=(PKK,), places=(), sources=("Fars",), headline="Captured, says Iran"
            )
        )
    ]
    assert told[0].single_source and told[0].sources == ["Fars"]
    relayed = d.say(
        "rtr:1", verdict="follow_up", actors=(PKK,), places=(), sources=("Fars",), agency="Fars"
    )
    assert relayed.emits == []
    told += alerts(
        d.say(
            "aa:1", verdict="revision", actors=(PKK,), places=(), sources=("Fars",),
            changes=("the name → the deputy",), headline="Report confirmed, says Fars",
        )
    )  # fmt: skip
    told += alerts(d.say("aa:1", verdict="kill", sources=("Fars",)))
    assert told[-1].changes == ["AA withdrew its report; RTR remains"]
    assert told[-1].single_source
    told += alerts(d.say("rtr:1", verdict="kill", sources=(), remaining=0))
    assert [message.status for message in told] == ["raised", "amended", "amended", "withdrawn"]
    assert {tuple(message.channels) for message in told} == {("C1",)}


def test_a_feed_with_new_ids_overnight_rings_no_bell() -> None:
    """J17: the same texts under new ids come as repeats or as revisions of the old ones: silence."""
    d = desk('words = ["port"]')
    assert only(d.say("feed:1", headline="Fire at the port")).status == "raised"
    d.wait(hours=9)
    assert d.say("feed:901", verdict="repeat", headline="Fire at the port").emits == []
    moved = d.say("feed:902", verdict="revision", original="feed:1", headline="Fire at the port")
    assert moved.emits == []
    assert only(d.say("feed:902", verdict="kill", remaining=0)).status == "withdrawn"


def test_a_ruling_turned_round_is_told_although_nobody_declares_it() -> None:
    """J19: the second agency corroborates; what each agency exchanged for its opposite amends."""
    d = desk('words = ["Supreme Court"]\ncountries = ["KE"]')
    a, b = ("A",), ("A", "B")
    told = [only(d.say("a:1", places=(NAIROBI,), sources=a, headline="Supreme Court voids levy"))]
    told += alerts(
        d.say(
            "b:1",
            verdict="follow_up",
            places=(NAIROBI,),
            sources=b,
            headline="Supreme Court ends levy",
        )
    )
    told += alerts(
        d.say(
            "a:1", verdict="revision", declared="correction", places=(NAIROBI,), sources=b,
            changes=("voids → upholds",), headline="Supreme Court upholds levy",
        )
    )  # fmt: skip
    told += alerts(
        d.say(
            "b:1", verdict="revision", places=(NAIROBI,), sources=b,
            changes=("ends → keeps",), headline="Supreme Court keeps levy",
        )
    )  # fmt: skip
    assert [message.status for message in told] == ["raised", "corroborated", "amended", "amended"]
    assert [message.changes for message in told[2:]] == [["voids → upholds"], ["ends → keeps"]]
    assert len({message.id for message in told}) == 1


def test_a_hoax_is_amended_at_each_turn_and_withdrawn_once() -> None:
    """J23: versions of one agency never corroborate, nor does a copy; the kill of all goes to C1."""
    d = desk('words = ["Anschlag", "Explosionen"]\ncountries = ["US"]')
    la = (LOS_ANGELES,)
    told = alerts(
        d.say("dpa:1", places=la, language="de", sources=("dpa",), headline="Sender: Anschlag")
    )
    assert told[0].single_source
    told += alerts(
        d.say(
            "dpa:1", verdict="revision", places=la, sources=("dpa",), headline="Explosionen bestätigt",
            changes=("soll → bestätigt",),
        )
    )  # fmt: skip
    copied = d.say(
        "p1:4",
        verdict="duplicate",
        places=la,
        sources=("dpa",),
        agency="dpa",
        headline="Explosionen",
    )
    assert copied.emits == []
    told += alerts(
        d.say(
            "dpa:1", verdict="revision", places=la, sources=("dpa",), headline="Polizei dementiert Anschlag",
            changes=("bestätigt → dementiert",),
        )
    )  # fmt: skip
    told += alerts(d.say("dpa:1", verdict="kill", sources=(), remaining=0))
    assert [message.status for message in told] == ["raised", "amended", "amended", "withdrawn"]
    assert told[2].headline == "Polizei dementiert Anschlag"
    assert d.say("dpa:1", verdict="kill", sources=(), remaining=0).emits == []


def test_an_exercise_rings_no_bell_and_the_same_text_unmarked_does() -> None:
    """J33: urgency does not overrule the mark; the unmarked slip is raised, and its kill withdraws."""
    d = desk('words = ["helicóptero NEAR/3 estrella", "tsunami NOT (prueba OR simulacro)"]')
    crash = "Un helicóptero se estrella en Madrid"
    assert d.say("efe:1", test=True, urgency=1, places=(MADRID,), headline=crash).outcome == "test"
    message = only(d.say("efe:2", story="s2", urgency=1, places=(MADRID,), headline=crash))
    assert (message.status, message.single_source, message.test) == ("raised", True, False)
    assert only(d.say("efe:2", story="s2", verdict="kill", remaining=0)).status == "withdrawn"
    siren = d.say(
        "efe:4", story="s4", headline="Prueba de sirenas de tsunami en la costa", places=()
    )
    assert siren.emits == []


def test_a_draft_that_is_held_and_killed_is_never_told() -> None:
    """J35: withheld for its placeholders, killed by name: no channel hears of it; the next obituary rings."""
    d = desk('words = ["Morre"]')
    draft = d.say("dm:1", pub_status="withheld", headline="Morre A. V., aos XX anos", places=())
    assert draft.outcome == "held"
    assert d.say("dm:1", verdict="kill", remaining=0).emits == []
    real = d.say(
        "dm:3", story="s3", headline="Morre escultora do século XX, aos 97 anos", places=()
    )
    assert only(real).channels == ["C1"]


def test_a_backfill_of_one_place_is_a_digest_and_comes_once() -> None:
    """J39: sixty old items at once are two alerts and one digest; as repeats they are silent."""
    d = Desk('[[rule]]\nid = "r"\nchannels = ["C1"]\nplaces = [294801]\nburst_stories = 2\n')
    for again in (False, True):
        told = []
        for n in range(60):
            verdict = "repeat" if again else "new"
            told += alerts(d.say(f"pw:{n}", story=f"s{n}", verdict=verdict, places=(HAIFA,)))
        assert len(told) == (0 if again else 3)
    d.wait(minutes=10)
    digest = only(d.tick())
    assert (len(digest.stories), digest.status) == (58, "amended")
    d.wait(minutes=5)
    crane = only(
        d.say("rtr:h", story="crane", places=(HAIFA,), headline="Crane falls at Haifa port")
    )
    assert (crane.status, crane.story) == ("raised", "crane")


def test_an_old_attack_and_a_figure_of_speech_ring_no_bell() -> None:
    """J09, J37: what a text only mentions, and an update without a violent event, match no such rule."""
    d = desk('events = ["assault"]\ncountries = ["GB", "NZ", "US"]')
    bristol = PlaceLabel(id=2654675, name="Bristol", role="event", country="GB", kind="city")
    past = replace(
        classified("pa:j09"), places=[bristol, replace(HAIFA, country="NZ", role="mention")]
    )
    effects = d.take(past)
    assert (effects.outcome, effects.emits) == ("unmatched", [])
    towns = [
        PlaceLabel(id=n, name=f"T{n}", role="mention", country="US", kind="city") for n in range(7)
    ]
    assert d.take(replace(classified("pb:j37", story="s2"), places=towns)).emits == []


def test_a_cache_that_flaps_rings_once() -> None:
    """J15: a repeat is silent, 3 → 5 is one message, the old version that comes back is none."""
    d = desk('words = ["boat"]')

    def missing(n: int, verdict: str, *changes: str) -> Classified:
        text = {"headline": f"{n} missing after boat capsizes", "changes": changes}
        label = CasualtyLabel(kind="missing", least=n, most=n)
        return replace(classified("cr:9", verdict=verdict, **text), casualties=[label])

    assert only(d.take(missing(3, "new"))).status == "raised"
    assert d.take(missing(3, "repeat")).emits == []
    told = only(d.take(missing(5, "revision", "missing 3 → 5")))
    assert (told.status, told.changes) == ("escalated", ["missing 3 → 5"])
    assert d.take(missing(3, "stale")).emits == []


def test_the_step_from_threat_to_deed_rings_and_an_agency_s_own_turn_amends() -> None:
    """J27: raised by the threat, escalated by the closure, silent for a live blog; a version that denies amends."""
    d = desk('words = ["strait"]')

    def said(uri: str, headline: str, planned: bool, verdict: str, *changes: str) -> Classified:
        made = classified(
            uri, verdict=verdict, headline=headline, changes=changes, urgency=4, places=()
        )
        return replace(made, events=[EventLabel(type="coerce", planned=planned)])

    told = alerts(d.take(said("rtr:1", "They will close the strait", True, "new")))
    told += alerts(d.take(said("ap:1", "They have closed the strait", False, "follow_up")))
    assert told[1].changes[0] == "coerce: planned or feared → happened"
    told += alerts(
        d.take(said("dg:live", "Live: strait closed; tanker fired at", False, "follow_up"))
    )
    told += alerts(
        d.take(said("ap:1", "Strait still open, owners say", False, "revision", "closed → open"))
    )
    assert [message.status for message in told] == ["raised", "escalated", "amended"]
    assert told[2].changes == ["closed → open", "sources disagree: closed 1 (DG), open 1 (AP)"]


def test_a_sum_a_thousand_times_too_high_is_amended_and_never_corroborated() -> None:
    """J29: the paper with the agency's text is no second source; the correction of one word is told."""
    d = desk('words = ["milyon", "bin"]')
    aa = {"sources": ("AA",), "agency": "AA", "language": "tr", "places": (), "actors": ()}
    told = alerts(d.say("aa:901", headline="814 milyon liralık transfer", **aa))
    copy = d.say("tv:33", verdict="duplicate", headline="814 milyon lira iddiası", **aa)
    assert copy.emits == []
    told += alerts(
        d.say(
            "aa:901", verdict="revision", declared="correction", changes=("814 million → 814 thousand",),
            headline="814 bin liralık transfer", **aa,
        )
    )  # fmt: skip
    assert [message.status for message in told] == ["raised", "amended"]
    assert told[1].changes == ["814 million → 814 thousand"]
    assert all(message.single_source for message in told)


def test_corroborated_by_two_needs_two_wires_not_four_labels() -> None:
    """J21: copies of one wire never make the count; the first text of another agency does."""
    d = desk('words = ["refinery", "explosion"]\nmin_sources = 2')
    assert d.say("rw:1", sources=("Reuters",), headline="Blast shuts refinery").emits == []
    for uri in ("re:8", "og:3", "dq:5"):
        copy = d.say(
            uri,
            verdict="duplicate",
            agency="Reuters",
            sources=("Reuters",),
            headline="Refinery closed",
        )
        assert copy.emits == []
    message = only(
        d.say("afp:5", verdict="follow_up", sources=("AFP", "Reuters"), headline="Refinery stops")
    )
    assert message.status == "raised"
    assert message.reason.endswith("2 independent sources: AFP, Reuters")


def test_the_toll_moves_from_hurt_to_dead_a_day_later() -> None:
    """J25: a rule on deaths does not ring for the hurt; when the story kills, it does."""
    d = desk("casualties = { killed = 1 }")
    hurt = replace(classified("wn:1"), casualties=[CasualtyLabel(kind="wounded", least=1, most=1)])
    assert d.take(hurt).emits == []
    d.wait(hours=19)
    dead = replace(
        classified("wn:2", verdict="follow_up", at=d.now),
        casualties=[CasualtyLabel(kind="killed", least=1, most=1)],
    )
    message = only(d.take(dead))
    assert (message.status, message.figures) == ("raised", ["killed 1"])
