"""Who is cited, by words that stand between the verb and who speaks; armies named in other scripts; what is claimed."""

from __future__ import annotations

import pytest

from stream.classify.words.text import fold
from support.classified import update


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("MADRID - Hay tres detenidos, dijo a la AFP la fiscalía.", "spain-prosecution"),
        ("MADRID - Hay tres detenidos, declaró a Efe el portavoz de la Guardia Civil.", "spain-police"),
        ("DAKAR - Trois suspects sont détenus, a déclaré à l'AFP le parquet de Dakar.", "senegal-prosecution"),
        ("BERLIN - Drei Menschen wurden festgenommen, sagte der dpa die Polizei.", "germany-police"),
        ("DELHI: The case was filed in Ludhiana, PTI reported.", "pti-agency"),
        ("Near El Fasher, MSF counted 40 cholera deaths.", "msf"),
        ("QUETTA, Pakistan - The army's media wing, ISPR, said seven militants were killed.", "ispr"),
    ],
)  # fmt: skip
def test_who_speaks_is_a_source_wherever_those_who_are_told_stand(desk, body, id):
    """Between the verb and the speaker, behind a place and a comma, between two commas."""
    assert desk.actors(body)[id] == "source"


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("米軍は26日、シリア東部の拠点を空爆した。", "united-states-armed-forces"),
        ("미군이 28일 예멘을 공습했다.", "united-states-armed-forces"),
        ("ロシア軍は2日、ミサイルで攻撃した。", "russia-armed-forces"),
        ("이스라엘군은 2일 라파를 공습했다.", "israel-armed-forces"),
        ("韩军称朝鲜发射导弹。", "south-korea-armed-forces"),
        ("合参 - 합참은 북한이 미사일을 발사했다고 밝혔다.", "south-korea-armed-forces"),
    ],
)
def test_an_army_is_known_by_its_short_name_in_chinese_japanese_and_korean(desk, body, id):
    """By an alias, or the country's name with one character behind it."""
    assert id in desk.actors(body)


def test_by_military_means_is_no_army_of_israel(desk):
    """Chinese has no spaces: "以军" begins "by military means" as well."""
    assert "israel-armed-forces" not in desk.actors("黎巴嫩将以军事手段回应。")


def test_joint_chiefs_are_those_of_the_country_that_the_story_is_from(desk):
    """South Korea's by Seoul or Yonhap, else the United States'."""
    korean = "SEOUL, June 24 (Yonhap) - The Joint Chiefs of Staff (JCS) said two missiles fell in the sea."
    american = "WASHINGTON - The Joint Chiefs of Staff said two carriers would sail."
    assert "south-korea-armed-forces" in desk.actors(korean)
    assert "united-states-armed-forces" in desk.actors(american)


def test_abd_in_capitals_before_an_arabic_name_is_no_country(desk):
    """It is Turkish for the United States, and begins Arabic names."""
    headline = "ABD AL-RAHMAN BATTALION HITS BACK"
    _, places = desk.classifier.label(update(headline, "The battalion fired near El Obeid, Sudan."))
    assert "US" not in {place.country for place in places}
    _, places = desk.classifier.label(
        update("ABD ASKERLERİ ÇEKİLİYOR", "ABD, Suriye'den çekiliyor.")
    )
    assert "US" in {place.country for place in places}


@pytest.mark.parametrize(
    ("body", "id", "direction"),
    [
        ("The Baloch Liberation Army claimed an attack on a train near Sibi.", "bla", "acting"),
        ("Houthi missiles hit a tanker off Hodeidah.", "houthis", "acting"),
        ("Somali police said Al Shabaab attacked a base near Galkayo.", "al-shabaab", "acting"),
        ("Des hommes armés ont tué cinq personnes au Mali.", "unnamed-gunmen-mali", "acting"),
    ],
)
def test_a_deed_is_its_doers_whoever_tells_of_it(desk, body, id, direction):
    """Claimed, done by a weapon, or told by the police."""
    actors, _ = desk.classifier.label(update(body=body))
    assert [actor.direction for actor in actors if actor.id == id] == [direction]


def test_who_claims_that_an_attack_was_foiled_has_not_claimed_it(desk):
    """The noun has a verb of its own."""
    assert desk.actors("The Taliban claimed the attack was foiled.")["taliban"] == "source"


def test_where_the_injured_are_taken_is_not_where_it_happened(desk):
    """Hospitals are elsewhere; a fire in a hospital is there."""
    body = "A lorry overturned at Londiani in Kenya on Friday. The injured were taken to hospitals in Molo and Kericho."
    _, places = desk.classifier.label(update(body=body))
    roles = {fold(place.name): place.role for place in places}
    assert (roles["londiani"], roles["molo"]) == ("event", "mention")
