"""Tests of stream.classify.actors.local: governors, mayors, prosecutors, police, courts and parliaments."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("body", "id", "role"),
    [
        ("Kaduna State police said in Nigeria that ten men were held.", "ng-kd-police", "source"),
        ("The governor of Mexico's Sinaloa state asked for more troops.", "mx-sin-government", "participant"),
        ("AUSTIN, Texas - Gov. Ruth Adler signed the bill.", "us-tx-government", "participant"),
        ("COLUMBUS, Ohio - The Ohio Supreme Court threw out the map.", "us-oh-court", "participant"),
        ("Lawmakers in Albany, New York, want a hearing.", "us-ny-parliament", "participant"),
        ("MUNICH, Germany - Bavaria's interior minister said so.", "de-by-government", "source"),
        ("DRESDEN - Das Landgericht Dresden hat entschieden.", "de-sn-court", "participant"),
        ("Губернатор Курской области сообщил об атаке.", "ru-krs-government", "source"),
        ("أعلن محافظ البصرة حظر التجول في العراق.", "iq-ba-government", "source"),
        ("SYDNEY - NSW Police are hunting a man.", "au-nsw-police", "participant"),
    ],
)  # fmt: skip
def test_a_body_of_a_division_is_an_actor_of_its_own(desk, body, id, role):
    """By the name beside the noun, or the division that the story is about."""
    assert desk.actors(body).get(id) == role


@pytest.mark.parametrize(
    ("body", "nation"),
    [
        ("ATLANTA - Georgia's Supreme Court struck down the law.", "united-states-supreme-court"),
        ("LAHORE, Pakistan - The provincial police killed two.", "pakistan-police"),
        ("MUNICH, Germany - Bavaria's interior minister said so.", "germany-interior-ministry"),
        ("HOUSTON, Texas - Houston police shot a man.", "united-states-police"),
    ],
)
def test_it_is_not_the_nations(desk, body, nation):
    """The same noun without a division would be."""
    assert nation not in desk.actors(body)


@pytest.mark.parametrize(
    "body",
    [
        "LONDON - Bank of England Governor Andrew Bailey said rates would fall.",
        "STOCKHOLM - The Riksbank held rates. The governor warned against hopes.",
        "ADEN, Yemen - Qarnawshire governor Saleh said so.",
        "ATLANTA - Jane Doe, a candidate for governor, spoke.",
        "RICHMOND, Virginia - The governor's race is tight.",
        "LEEDS, England - Prison governor John Smith resigned.",
        "ATLANTA - Former Gov. Jane Doe died.",
        "HOUSTON, Texas - A federal court in Washington ruled.",
        "THE ATTACK WAS MADE. ON THESE GROUNDS THE POLICE ACTED.",
    ],
)
def test_what_only_sounds_like_one_is_none(desk, body):
    """Central bankers, candidates, those out of office, courts of the nation, texts in capitals."""
    assert [id for id in desk.actors(body) if id[2:3] == "-"] == []


def test_where_the_nation_has_one_police_a_towns_is_the_nations(desk):
    """Lima's police are Peru's, unless the words say whose they are."""
    assert desk.actors("Lima police said in Peru that two men were held.") == {
        "peru-police": "source"
    }


def test_police_behind_a_dateline_are_not_the_datelines_division(desk):
    """ "England - Police" is no name."""
    assert desk.actors("LEEDS, England - Police said a man was held.") == {
        "united-kingdom-police": "source"
    }


@pytest.mark.parametrize(
    ("body", "id", "role"),
    [
        ("TULSA, Okla. - Mayor Ann Roe unveiled a budget.", "us-ok-municipal", "participant"),
        ("The mayor of Tulsa, Oklahoma, said so.", "us-ok-municipal", "source"),
        ("TULSA, Okla. - The Tulsa City Council approved the plan.", "us-ok-municipal", "participant"),
        ("REIMS - Le maire de Reims a fermé trois écoles.", "fr-ges-municipal", "participant"),
        ("Мэр Харькова сообщил об ударе.", "ua-63-municipal", "source"),
        ("El alcalde de Cali decretó la medida.", "co-vac-municipal", "participant"),
        ("The Wayanad district collector closed schools in Kerala.", "in-kl-municipal", "participant"),
        ("DRESDEN - Der Oberbürgermeister hat die Brücke gesperrt.", "de-sn-municipal", "participant"),
        ("The Manhattan district attorney charged a broker in New York.", "us-ny-prosecution", "participant"),
        ("DRESDEN - Die Staatsanwaltschaft Dresden ermittelt.", "de-sn-prosecution", "participant"),
        ("Prosecutors in Milan asked for a trial.", "italy-prosecution", "participant"),
        ("ANKARA - Ankara Cumhuriyet Başsavcılığı soruşturma başlattı.", "turkiye-prosecution", "participant"),
        ("BOSTON - Federal prosecutors charged three men.", "united-states-justice-ministry", "participant"),
        ("BOSTON - The U.S. attorney charged three men.", "united-states-justice-ministry", "participant"),
    ],
)  # fmt: skip
def test_mayors_and_prosecutors_are_actors(desk, body, id, role):
    """Of the division, or of the nation where that prosecutes."""
    assert desk.actors(body).get(id) == role


@pytest.mark.parametrize(
    "body",
    [
        "TOLEDO, Ohio - Five candidates for mayor debated schools.",
        "TAMPA, Fla. - A former mayor of Tampa died.",
        "LONDON - A film of The Mayor of Casterbridge opened.",
        "NEW YORK - The Security Council met on Monday.",
        "DENVER - The mayor's race is close.",
        "BOSTON - An attorney for the man declined to comment.",
        "THE HAGUE - The ICC prosecutor asked for a warrant.",
    ],
)
def test_who_is_no_mayor_or_prosecutor_here_is_no_actor(desk, body):
    """Candidates, those of old, of fiction, of unknown towns and of courts abroad."""
    named = [id for id in desk.actors(body) if id.endswith(("-municipal", "-prosecution"))]
    assert named == []
