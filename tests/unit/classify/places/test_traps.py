"""Traps for place names, statement by statement: what is a place, which one, and what the story is about."""

from __future__ import annotations

import pytest

from support.classified import ALEPPO, IDLIB_GOVERNORATE, SARAQIB, update

NIGER, NIGERIA = 2440476, 2328926


def focus(desk, headline="", body=""):
    """The id of the focus place, or None."""
    _, places = desk.classifier.label(update(headline, body))
    found = [place.id for place in places if place.focus]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("A cyclist, 34, of Lexington, Ky., was hurt.", {4297983, 6254925}),
        ("Schools in London, Ont., closed.", {6058560, 6093943}),
        ("Police in Paris, TX, held a man.", {4717560, 4736286}),
        ("A flood hit Harris County in Texas.", {4696376, 4736286}),
        ("Fires spread in Kent and Surrey in southern England.", {3333158, 2636512, 6269131}),
        ("Floods hit N.S.W. and Victoria.", {2155400, 2145234}),
        ("Shops in Sao Paulo and SÃO PAULO state closed.", {3448439, 3448433}),
        ("Shells fell on the town of Al Bab in Syria.", {174018}),
        ("Syrian rebels left al‑Bab and Al-Bab.", {174018}),
        ("Kiev, once Kyiv, was calm.", {703448}),
        ("Ice broke on Lake Erie.", {-177}),
        ("Ships left the Gulf of Aden for the Red Sea.", {-4, -3}),
        ("Troops drilled at Fort Bragg.", {-541}),
        ("Rebels took Khan al-Assal.", {-460}),
    ],
)
def test_divisions_short_forms_spellings_and_features(desk, body, ids):
    """Each name by the id that an editor would give it."""
    assert ids <= set(desk.places(body))


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("Houston Rockets beat Boston Celtics.", 4699066),
        ("The Supreme Court ruled.", 4342949),
        ("Cassandra Rivera sued.", 5383527),
        ("The Fars agency said so.", 134766),
        ("HIV is treatable.", 127082),
        ("The University of Iowa won.", 4862182),
        ("A professor at Columbia resigned.", 4575352),
        ("A Columbia spokesman declined.", 4575352),
        ("Cumberland Farms opened a shop.", 5223358),
        ("Ms. Georgia Fowler spoke.", 4197000),
        ("The USS Cole sailed.", 4381982),
        ("Amazon raised prices.", -216),
    ],
)
def test_what_bears_the_name_of_a_place_is_none(desk, body, id):
    """Teams, courts, persons, agencies, diseases, universities, firms and ships."""
    assert id not in desk.places(body)


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("A fire in London, Ontario, spread. London is calm.", 6058560),
        ("A fire in London spread through Westminster.", 2643743),
        ("Peanut firms in Texas, Alabama and Georgia closed.", 4197000),
        ("Aleppo fell.", ALEPPO),
        ("Fighting went on in northwestern Idlib province.", IDLIB_GOVERNORATE),
        ("Cádiz celebra el carnaval en España.", 2520600),
        ("Rain fell in Mexico.", 3996063),
        ("Towns in Missouri flooded: Columbia, Springfield and Rolla.", 4381982),
    ],
)
def test_namesakes_follow_the_story(desk, body, id):
    """Regions behind a name, states in a list, provinces, accents, and the towns around."""
    assert id in desk.places(body)


def test_a_small_namesake_elsewhere_in_the_country_is_not_taken(desk):
    """A town that only another state has is left unresolved where the story names its own."""
    assert 4504131 not in desk.places(
        "LOS ANGELES (Agency) - A blast shook Silver Ridge in California."
    )


def test_one_unknown_name_does_not_empty_the_rest(desk):
    """The town that no list has is passed over."""
    assert set(desk.places("Shells fell on Qzyxville, on Aleppo and on the town of Saraqib.")) >= {
        ALEPPO,
        SARAQIB,
    }


@pytest.mark.parametrize(
    ("headline", "body", "id", "role"),
    [
        ("Ракета з Курська курсом на Київ", "", 538560, "mention"),
        ("Ракета з Курська курсом на Київ", "", 703448, "event"),
        ("", "Des habitants ont fui une attaque à Sokoto.", 2322911, "event"),
        ("Des soldats tués près d'Ayorou", "L'armée du Niger enquête.", 2447416, "event"),
        ("", "The firm, based in San Mateo, California, closed.", 5392423, "mention"),
        ("", "The firm, based in San Mateo, California, closed.", 5332921, "mention"),
        ("", "Viewers saw a clip of the 2011 attack in Oslo.", 3143244, "mention"),
        ("", "We are fighting in Fresno for every vote.", 5350937, "mention"),
        ("", "DETROIT (Agency) Two people died.", 4990729, "dateline"),
        ("", "Cádiz, 14 nov (Agencia).- Las sirenas sonarán en España.", 2520600, "dateline"),
    ],
)
def test_roles_tell_where_it_happens_from_where_it_only_plays_in(desk, headline, body, id, role):
    """Origins, seats, past events, appeals to readers, and datelines of many styles."""
    assert desk.places(body, headline)[id] == role


@pytest.mark.parametrize(
    ("headline", "body", "id"),
    [
        (
            "Rebels enter Aleppo",
            "BEIRUT (Agency) - Rebels entered Aleppo in northern Syria.",
            ALEPPO,
        ),
        (
            "Envoys meet",
            "DOHA (Agency) - Envoys met officials after flights from Kabul resumed.",
            290030,
        ),
        ("Join the fight", "We fight in Fresno, in Tucson, in Dayton and in Shreveport.", 6252001),
        ("", "", None),
    ],
)
def test_a_story_has_at_most_one_focus(desk, headline, body, id):
    """The event's place, else the dateline; a list of towns is about their country."""
    assert focus(desk, headline, body) == id


def test_niger_and_nigeria_and_the_river_are_three(desk):
    """The river names neither country."""
    places = desk.places(
        "Sept soldats nigériens tués. L'armée nigériane a réagi. Des habitants ont fui vers le fleuve Niger."
    )
    assert places == {NIGER: "demonym", NIGERIA: "demonym"}
    assert desk.evidence("Ils vivent au bord du fleuve Niger.") == {}


def test_abbreviations_keep_their_full_stop(desk):
    """ "U.S." is quoted whole."""
    _, places = desk.classifier.label(
        update(body="Roads in the U.S. and in Lexington, Ky. were icy.")
    )
    words = {evidence.text for place in places for evidence in place.evidence}
    assert {"U.S.", "Ky."} <= words


def test_a_source_named_after_a_place_is_a_weak_hint(desk):
    """A paper of Ontario means London there, but only if nothing else is known."""
    from stream.classify.places.sources import Sources

    sources = Sources(desk.classifier.places)
    assert sources.votes("Ontario Herald") == {"CA": 0.4, "CA.08": 0.4}
    assert sources.votes("Reuters") == {}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Il pleut depuis mardi à la Grenade.", True),
        ("Une grenade a explosé. Grenade attack kills three.", False),
    ],
)
def test_a_country_called_like_a_weapon_needs_its_article(desk, body, found):
    """ "La Grenade" is the island."""
    labels = desk.classifier.read(update("", body)).places
    assert any(place.country == "GD" for place in labels) is found


def test_a_countrys_name_beside_something_is_the_town_of_the_storys_state(desk):
    """ "As far east as Lebanon" in a report from Missouri is Lebanon, Missouri."""
    body = "SPRINGFIELD, Mo. - The storm hit Strafford and Marshfield and cut power as far east as Lebanon."
    labels = desk.classifier.read(update("", body)).places
    assert {place.country for place in labels} == {"US"}


def test_the_other_end_of_a_way_is_a_place_too(desk):
    """ "From Nepalgunj to Jumla"."""
    body = "KATHMANDU - A bus on its way from Nepalgunj to Jumla in Nepal left the road."
    assert "Jumla" in {place.name for place in desk.classifier.read(update("", body)).places}
