"""Kills and releases that name their item in words."""

from __future__ import annotations

import pytest

from stream.model.marks import COPIED, COPY, OPEN_EMBARGO, RELEASED

from ..desk import HARBOUR, QUAKE, Desk, at

KILL = {"declared": "kill", "headline": "ADVISORY"}


def desk() -> Desk:
    """A desk that has had two items of one provider and one of another with the same number."""
    one = Desk()
    for n, (provider, text, headline) in enumerate(
        (
            ("Reuters", HARBOUR, "Dockers vote to strike at Gdynia port"),
            ("Reuters", QUAKE, "Earthquake kills 12 in Elazig"),
            (
                "AFP",
                "Voters in Lisbon queue in the rain for a mayor. Polls shut at eight.",
                "Lisbon votes",
            ),
        )
    ):
        one.send(
            f"urn:e:{n}", n, provider=provider, headline=headline, body=text,
            alt_ids={"sequence": ("b0157", "b0158", "157")[n]}, slugline=f"BC-Item-{n}, 1st Ld",
        )  # fmt: skip
    return one


@pytest.mark.parametrize(
    "body",
    [
        "Please kill item 157.",
        "Please kill b0157.",
        "Please kill BC-Item-0, sent at 1030.",
        'Withdraw the story headlined "Dockers vote to strike at Gdynia port".',
        "Please kill item 157, headlined Dockers vote to strike at Gdynia port.",
        "Please do not use our story about the strike vote of dockers at Gdynia port (moved at 1030).",
    ],
)
def test_a_kill_in_words_finds_the_item(body: str) -> None:
    """By number, slug or headline, and only among the provider's own."""
    told = desk().send("urn:adv:1", 60, body=body, **KILL)
    assert (told.verdict, told.resolved, told.update.uri) == ("kill", True, "urn:e:0")


@pytest.mark.parametrize(
    "body",
    [
        "Please kill item 999.",
        "Please kill the story about Gdynia.",
        "Please kill items 157 and story 158.",
        "Please kill item 157, headlined Parliament sits late.",
        "Please kill item 157 with slug BC-Item-1.",
        "Please kill c0157.",
        "Something was wrong.",
    ],
)
def test_what_is_not_sure_is_not_guessed(body: str) -> None:
    """No item, two items, or words that do not agree: reported, and nothing is killed."""
    one = desk()
    effects = one.run(one.record("urn:adv:1", 60, body=body, **KILL))
    told = effects.emits[0].value
    assert (effects.outcome, told.verdict, told.resolved) == ("kill_unresolved", "kill", False)
    assert (
        one.send(
            "urn:e:0", 61, headline="Dockers vote to strike at Gdynia port", body=HARBOUR
        ).verdict
        == "repeat"
    )


def test_a_kill_that_names_nothing_else_means_its_own_headline() -> None:
    """An advisory under the headline of what it takes back; another headline, or one of two items, is not guessed."""
    said = {
        "declared": "kill",
        "body": "Please disregard the previous story. A substitute will follow.",
    }
    one = desk()
    told = one.send("urn:adv:1", 60, headline="Dockers vote to strike at Gdynia port", **said)
    assert (told.verdict, told.resolved, told.update.uri) == ("kill", True, "urn:e:0")
    told = desk().send("urn:adv:2", 60, headline="Dockers in Gdynia vote for a mayor", **said)
    assert (told.verdict, told.resolved) == ("kill", False)


def test_a_killed_item_is_not_killed_again() -> None:
    """A second advisory about it is stale, and no false alarm."""
    one = desk()
    one.send("urn:e:0", 30, declared="kill")
    assert one.send("urn:adv:1", 60, body="Please kill item 157.", **KILL).verdict == "stale"


def test_an_old_number_is_another_item() -> None:
    """Numbers start anew: an item of last week is not meant."""
    one = desk()
    told = one.send("urn:adv:1", 60 * 24 * 4, body="Please kill item 157.", **KILL)
    assert not told.resolved


@pytest.mark.parametrize("mark", [COPY, COPIED])
def test_a_bare_number_names_nothing_in_a_further_language(mark: str) -> None:
    """Two services of one agency count alike; a headline is sure in any."""
    one = desk()
    effects = one.run(
        one.record("urn:adv:1", 60, body="Please kill item 157.", signals=[mark], **KILL)
    )
    assert effects.outcome == ("elsewhere" if mark == COPY else "kill_unresolved")
    body = 'Please kill the story headlined "Earthquake kills 12 in Elazig".'
    told = one.send("urn:adv:2", 61, body=body, signals=[mark], **KILL)
    assert (told.resolved, told.update.uri, told.update.signals) == (True, "urn:e:1", [])


def test_a_release_in_words_frees_the_kept_text() -> None:
    """The held item comes out as a revision with its own text, free as of the release."""
    one = Desk()
    one.send("urn:e:1", headline="HOLD: Dockers strike", body=HARBOUR, pub_status="withheld",
             alt_ids={"sequence": "157"})  # fmt: skip
    note = {"signals": [RELEASED], "embargoed_until": at(60), "headline": "ADVISORY"}
    told = one.send("urn:adv:1", 60, body="Item 157, sent with HOLD, is released.", **note)
    assert (told.verdict, told.update.uri, told.update.body) == ("revision", "urn:e:1", HARBOUR)
    assert (told.update.pub_status, told.update.headline) == ("usable", "Dockers strike")
    assert told.changes == ["withheld → usable"]


def test_a_release_of_nothing_is_kept_back() -> None:
    """An advisory whose item nobody holds is no news: withheld, with an outcome and a warning."""
    one = desk()
    effects = one.run(
        one.record(
            "urn:adv:1", 60, signals=[RELEASED], headline="ADVISORY", body="Item 158 is released."
        )
    )
    told = effects.emits[0].value
    assert (effects.outcome, told.update.pub_status) == ("release_unresolved", "withheld")
    assert "names no item" in told.update.warnings[0]


def test_an_open_embargo_is_inherited_until_a_time_is_given() -> None:
    """Without an end it stays, whatever merely lacks it; a stated end takes its place."""
    one = Desk()
    one.send(
        "urn:e:1",
        version="1",
        headline="Budget",
        body=HARBOUR,
        pub_status="withheld",
        signals=[OPEN_EMBARGO],
    )
    bare = one.send("urn:e:1", 5, version="2", headline="Budget, more", body=HARBOUR)
    assert (bare.update.pub_status, bare.update.embargoed_until) == ("withheld", None)
    timed = one.send(
        "urn:e:1", 6, version="3", headline="Budget, all", body=HARBOUR, embargoed_until=at(90)
    )
    assert (timed.update.pub_status, timed.update.embargoed_until) == ("usable", at(90))


TITLES = {
    "ja": ("港の倉庫で爆発、警備員2人が軽傷",
           "市の港の倉庫で爆発があり、警備員2人が軽傷を負った。消防が原因を調べている。"),
    "ko": ("제주 앞바다서 어선 전복, 선원 3명 구조",
           "제주 앞바다에서 어선이 뒤집혀 선원 3명이 구조됐다고 해경이 밝혔다."),
    "zh": ("青河县一煤矿透水八人被困",
           "青河县一座煤矿发生透水事故，八人被困井下，救援正在进行。"),
    "cs": ("Starosta Olomouce odstoupil z funkce",
           "Starosta Olomouce ve středu odstoupil z funkce, řekl mluvčí."),
    "it": ("Crolla un ponte a Savona, traffico bloccato",
           "Un ponte è crollato oggi a Savona e il traffico è bloccato."),
    "ru": ("Мэр Пензы ушел в отставку",
           "Мэр Пензы в среду ушел в отставку, сообщила администрация города."),
    "tr": ("Bursa'da depoda yangın çıktı",
           "Bursa'da bir depoda çarşamba günü yangın çıktı, itfaiye müdahale ediyor."),
    "en": ("Mayor of Hull quits over dock lease",
           "The mayor of Hull quit on Wednesday over a lease of the dock."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("ja", "お断り", "「{}」の記事を取り消します。"),
        ("ja", "お詫び", "配信した『{}』は誤りでした。"),
        ("ja", "【取り消し】{}", ""),
        ("ja", "【更正・取消】{}", "上記の記事を取り消します。"),
        ("ko", "알림", "'{}' 제하 기사를 취소합니다."),
        ("ko", "알림", "‘{}’라는 제목의 기사를 취소합니다."),
        ("zh", "撤稿", "今日所发《{}》一稿有误，请勿使用。"),
        ("zh", "撤稿", "【{}】一稿作废。"),
        ("cs", "Upozornění", "Rušíme zprávu s titulkem {}. Nepoužívejte ji."),
        ("it", "Avviso", "La notizia dal titolo {} è annullata."),
        ("ru", "Внимание", "Сообщение под заголовком {} аннулируется."),
        ("tr", "Dikkat", "{} başlıklı haberimiz iptal edilmiştir."),
        ("en", "ADVISORY", "Please kill the story titled {} which moved at 1030."),
        ("en", "ADVISORY", "Please kill '{}'."),
        ("en", "STRIKE THIS: {}", "It was wrong."),
    ],
)
def test_a_title_names_an_item_in_the_ways_of_its_language(
    language: str, headline: str, body: str
) -> None:
    """In brackets, in single quotes, behind "titled" without quotes, or behind a kill's tag; another house's is not."""
    title, text = TITLES[language]
    said = {"declared": "kill", "headline": headline.format(title), "body": body.format(title)}
    one = Desk()
    one.send("urn:t:1", headline=title, body=text, language=language, provider="Kappa")
    one.send("urn:t:2", 1, headline=title[::-1], body=text[::-1], language=language, provider="Kappa")  # fmt: skip
    other = one.send("urn:adv:0", 5, language=language, provider="Lambda", **said)
    assert (other.verdict, other.resolved) == ("kill", False)
    told = one.send("urn:adv:1", 6, language=language, provider="Kappa", **said)
    assert (told.verdict, told.resolved, told.update.uri) == ("kill", True, "urn:t:1")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ja", "「港の倉庫で」の記事を取り消します。"),
        ("zh", "今日所发《青河县一小学塌方三人获救》一稿有误。"),
        ("cs", "Rušíme zprávu s titulkem Starosta Olomouce otevřel most. Nepoužívejte ji."),
        ("en", "Please kill the story titled Mayor of Hull opens dock."),
        ("en", "Please kill the story on the clients' list, it isn't the mayor's."),
    ],
)
def test_another_title_names_no_item(language: str, body: str) -> None:
    """A title that only begins alike, or a few signs of one, is not the item's."""
    title, text = TITLES[language]
    one = Desk()
    one.send("urn:t:1", headline=title, body=text, language=language)
    told = one.send("urn:adv:1", 6, headline="Kappa", body=body, language=language, declared="kill")
    assert (told.verdict, told.resolved) == ("kill", False)


def test_a_title_of_two_items_is_not_guessed() -> None:
    """Two items under one headline: the kill says that it is not resolved."""
    title, text = TITLES["zh"]
    one = Desk()
    one.send("urn:t:1", headline=title, body=text, language="zh")
    one.send(
        "urn:t:2", 30, headline=title, body="矿方称通风已恢复。救援队换班下井。", language="zh"
    )
    told = one.send("urn:adv:1", 60, headline="撤稿", body=f"《{title}》一稿作废。", language="zh",
                    declared="kill")  # fmt: skip
    assert (told.verdict, told.resolved) == ("kill", False)
