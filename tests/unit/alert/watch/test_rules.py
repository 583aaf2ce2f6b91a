"""Watch rules are read from TOML, and a mistake is named with its place."""

from pathlib import Path

import pytest

from stream.alert import load_rules, parse_rules
from stream.errors import ConfigError


def refusal(text: str) -> str:
    """What the error says of a text."""
    with pytest.raises(ConfigError) as caught:
        parse_rules(text, "desk.toml")
    return str(caught.value)


def test_the_shipped_set_covers_a_foreign_desk() -> None:
    """The example set has rules by actor and place, country, urgency, words and sources."""
    rules = {rule.id: rule for rule in load_rules(None)}
    assert 170063 in rules["hts-aleppo"].places
    assert rules["syria-urgent"].countries == ("SY",)
    assert rules["flash"].min_urgency == 2
    assert "停火" in rules["ceasefire"].words
    assert rules["earthquake"].any[0].min_sources == 2
    assert len(rules) == 22
    assert all(rule.channels and rule.description for rule in rules.values())


def test_defaults() -> None:
    """A rule needs an id and a condition."""
    (rule,) = parse_rules('[[rule]]\nid = "a"\nwords = ["x"]', "desk.toml")
    assert (rule.severity, rule.channels) == ("medium", ())


def test_an_unknown_key_names_file_rule_key_and_the_nearest_known() -> None:
    """A misspelt key is an error that says what was meant."""
    message = refusal('[[rule]]\nid = "hts"\nactor = ["hts"]')
    assert message == (
        'desk.toml: rule "hts": unknown key "actor"; the nearest known key is "actors"'
    )


def test_a_key_that_resembles_none_is_told_what_there_is() -> None:
    """One at random would be no help."""
    message = refusal('[[rule]]\nid = "hts"\nwharrgarbl = ["hts"]')
    assert 'unknown key "wharrgarbl"; known are actors, ' in message and "nearest" not in message


def test_an_unknown_table_is_an_error() -> None:
    """A rule under a wrong table name is not passed by in silence."""
    assert 'nearest known key is "rule"' in refusal('[[rules]]\nid = "a"\nwords = ["x"]')


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('events = ["attack"]', "events[0]"),
        ("casualties = { dead = 3 }", "casualties"),
        ("near = [{ latitude = 91, longitude = 0, km = 5 }]", "near[0].latitude"),
        ('any = [{ countries = ["Syria"] }]', "any[0].countries[0]"),
        ('not = [{ words = ["x AND"] }]', "not[0].words[0]"),
        ("not = [{ min_sources = 2 }]", "not[0]"),
        ('place_roles = ["event"]', "place_roles"),
        ('actors = "hts"', "actors"),
        ("places = [true]", "places[0]"),
        ('countries = ["Syria"]', "countries[0]"),
        ("countries = []", "countries"),
        ("min_urgency = 0", "min_urgency"),
        ('min_sources = "2"', "min_sources"),
        ('severity = "urgent"', "severity"),
        ('actors = ["x"]\nactor_roles = ["victim"]', "actor_roles[0]"),
        ('words = [" "]', "words[0]"),
        ('words = ["--"]', "words[0]"),
    ],
)
def test_a_wrong_value_names_rule_and_key(line: str, key: str) -> None:
    """A wrong type, an empty list or a value out of range is named where it stands."""
    message = refusal(f'[[rule]]\nid = "a"\nlanguages = ["en"]\n{line}')
    assert message.startswith(f'desk.toml: rule "a": key "{key}": ')


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('words = "bomb"', "Expected a list in brackets, got a text in quotes"),
        ('min_sources = "2"', "Expected a whole number, got a text in quotes"),
        ("places = [true]", "Expected a whole number or a text in quotes, got true or false"),
        ('near = ["here"]', "Expected a table in braces, got a text in quotes"),
        ("near = [{ lat = 1 }]", 'unknown key "lat"'),
        ("near = [{ latitude = 1, longitude = 1 }]", 'the key "km" is missing'),
        ("near = [{ latitude = 91, longitude = 1, km = 1 }]", "Expected a number up to 90;"),
        (
            'countries = ["Germany"]',
            "Expected a text in quotes of another form; allowed: two capital",
        ),
        ("words = []", "Expected a list in brackets that is not empty"),
        ('words = [""]', "Expected a text in quotes that is not blank"),
        ("min_sources = 0", "Expected a whole number from 1;"),
    ],
)
def test_a_wrong_type_is_told_in_the_words_of_a_toml_file(line: str, said: str) -> None:
    """Whoever writes rules need not know what an array or a str is."""
    assert said in refusal(f'[[rule]]\nid = "a"\nlanguages = ["en"]\n{line}')


def test_a_rule_without_an_id_is_named_by_its_number() -> None:
    """Where there is no id, the error counts."""
    text = '[[rule]]\nid = "a"\nwords = ["x"]\n[[rule]]\nwords = ["y"]'
    assert refusal(text).startswith("desk.toml: rule 2: ")


def test_ids_are_unique() -> None:
    """Two rules of one id would write one alert's messages in turn."""
    rule = '[[rule]]\nid = "a"\nwords = ["x"]\n'
    assert refusal(rule + rule) == 'desk.toml: rule "a": key "id": another rule has this id'


def test_a_rule_needs_a_condition() -> None:
    """A rule of only exclusions would match nearly everything."""
    message = refusal('[[rule]]\nid = "a"\nnot = [{ words = ["x"] }]')
    assert message.startswith('desk.toml: rule "a": has no condition')


@pytest.mark.parametrize("text", ["", "rule = []", 'rule = ["x"]', "[rule]\nid = 'a'"])
def test_no_rules_is_an_error(text: str) -> None:
    """A file without rules is a wrong file, not a quiet desk."""
    assert "[[rule]]" in refusal(text)


def test_broken_toml_names_the_line() -> None:
    """A syntax error says where."""
    assert refusal("[[rule]]\nid = ").startswith("desk.toml: not TOML: Invalid value (at ")


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    """It is named, with what to do, and without the system's error number; so is a folder, or a file in Latin-1."""
    with pytest.raises(
        ConfigError, match=r"absent\.toml: there is no such file.*rules show.*alert\.rules"
    ):
        load_rules(tmp_path / "absent.toml")
    with pytest.raises(ConfigError, match=r"can't be read: Is a directory$"):
        load_rules(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# zwölf".encode("latin-1"))
    with pytest.raises(
        ConfigError, match=r"latin\.toml: the file of watch rules is not UTF-8 \(at byte 4\)"
    ):
        load_rules(latin)


def test_a_file_is_read(tmp_path: Path) -> None:
    """Rules come from the file given, in their order."""
    path = tmp_path / "watch.toml"
    text = '[[rule]]\nid = "b"\nwords = ["x"]\n[[rule]]\nid = "a"\nplaces = [1, "Homs"]\n'
    path.write_text(text, "utf-8")
    assert [rule.id for rule in load_rules(path)] == ["b", "a"]
