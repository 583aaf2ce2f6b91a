"""What is wrong with settings is said with its place, its value and what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stream.errors import ConfigError
from stream.settings import KafkaSettings, load_settings

SECRET = "hush-hush"


def complaint(path: Path | None = None, **kwargs: Any) -> str:
    """Return what load_settings complains about."""
    with pytest.raises(ConfigError) as caught:
        load_settings(path, **{"environ": {}, **kwargs})
    return str(caught.value)


def in_file(folder: Path, text: str) -> str:
    """Return the complaint about a file."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return complaint(path)


@pytest.mark.parametrize(
    ("text", "unknown", "near"),
    [
        ("[kafka]\nbootstap = 1", "kafka.bootstap", "kafka.bootstrap"),
        ("[dedup]\nmax_entries = 1", "dedup", "dedupe"),
        ("bootstrap = 'x'", "bootstrap", "kafka.bootstrap"),
        ("[status]\nprot = 1", "status.prot", "status.port"),
        ("[[sources]]\nname='a'\nkind='stdin'\nflow=true", "sources[0].flow", "follow"),
    ],
)
def test_an_unknown_key_is_named_with_its_file_and_the_nearest(
    tmp_path: Path, text: str, unknown: str, near: str
) -> None:
    """A misspelt key in the file is an error that says which key was probably meant."""
    message = in_file(tmp_path, text)
    assert "my.toml" in message
    assert f"unknown key {unknown}; the nearest known is {near}" in message


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("NEWSWIRE_KAFKA__BOOTSTAP", "NEWSWIRE_KAFKA__BOOTSTRAP"),
        ("NEWSWIRE_STATUS_PORT", "NEWSWIRE_STATUS__PORT"),
        ("NEWSWIRE_PARTITIONS", "NEWSWIRE_KAFKA__PARTITIONS"),
        ("NEWSWIRE_STATUS__SERVICE_PORT", "NEWSWIRE_STATUS__PORT"),
    ],
)
def test_an_unknown_variable_is_named_with_the_nearest(name: str, near: str) -> None:
    """A misspelt variable is an error: ignored, it would look as if it had been set."""
    message = complaint(environ={name: "1"})
    assert message == f"environment: unknown variable {name}; the nearest known is {near}"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("wharrgarbl = 1", "known are kafka, worker, "),
        ("[kafka]\nwharrgarbl = 1", "known are kafka.bootstrap, "),
        ("[[sources]]\nname='a'\nkind='stdin'\nwharrgarbl=true", "known are name, kind, "),
    ],
)
def test_a_key_that_resembles_none_is_told_what_there_is(
    tmp_path: Path, text: str, known: str
) -> None:
    """The keys of its own table: one at random would be no help."""
    message = in_file(tmp_path, text)
    assert f"wharrgarbl; {known}" in message and "nearest" not in message


def test_an_unknown_flag_is_named_with_the_nearest() -> None:
    """A dotted override that does not exist is an error."""
    assert "unknown key kafka.grup; the nearest known is kafka.group" in complaint(
        overrides={"kafka.grup": "x"}
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSWIRE_CACHE", "x"),
        ("NEWSWIRE_JAVA", "x"),
        ("NEWSWIRE_SERVICE_HOST", "10.0.0.1"),
        ("NEWSWIRE_STATUS_SERVICE_PORT_HTTP", "80"),
        ("NEWSWIRE_PORT", "tcp://10.0.0.1:80"),
        ("NEWSWIRE_STATUS_PORT", "tcp://10.0.0.1:80"),
        ("NEWSWIRE_PORT_80_TCP_ADDR", "10.0.0.1"),
        ("PATH", "x"),
    ],
)
def test_variables_of_others_are_left_alone(name: str, value: str) -> None:
    """Our other variables and what Kubernetes injects for services are no settings."""
    assert load_settings(environ={name: value}) == load_settings(environ={})


@pytest.mark.parametrize(
    ("text", "shown", "allowed"),
    [
        ('[kafka]\npartitions = "4"', 'kafka.partitions = "4"', "a whole number, 1 or more"),
        ("[kafka]\npartitions = 0", "kafka.partitions = 0", "a whole number, 1 or more"),
        ("[kafka]\npartitions = true", "kafka.partitions = true", "a whole number"),
        ("[wire]\nstrict = 1", "wire.strict = 1", "true or false"),
        (
            "[kafka]\nsecurity_protocol = 'TLS'",
            'kafka.security_protocol = "TLS"',
            "PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL",
        ),
        ("[limits]\ndead_letter_ratio = 1.5", "dead_letter_ratio = 1.5", "0 or more, at most 1"),
        ("[worker]\ntick_seconds = inf", "worker.tick_seconds", "a number, above 0"),
        ("[worker]\nstages = ['intake', 'x']", 'worker.stages[1] = "x"', "one of intake, dedupe"),
        ("[count]\nsizes_seconds = [60, 60]", "listed twice", "a list"),
        ("[status]\nport = 70000", "status.port = 70000", "at most 65535"),
        ("[[sources]]\nname='a'\nkind='ftp'", 'sources[0].kind = "ftp"', "file, folder, stdin"),
    ],
)
def test_a_wrong_value_is_shown_with_what_is_allowed(
    tmp_path: Path, text: str, shown: str, allowed: str
) -> None:
    """A value of the wrong type or out of range is repeated, with what the key takes."""
    message = in_file(tmp_path, text)
    assert "my.toml: " in message
    assert shown in message
    assert allowed in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kafka = 3", "kafka must be a table"),
        ("[[sources]]\nkind='stdin'", "sources[0].name is missing"),
        ("[[sources]]\nname='a'\nkind='file'", "kind file needs a path"),
        ("[[sources]]\nname='a'\nkind='stdin'\npath='x'", "kind stdin takes no path"),
        ("[kafka\n", "is not TOML"),
        ("[kafka]\nbootstrap = 'http://x:1/'", "not host:port"),
        ("[kafka]\nprefix = 'a b'", "letters, digits"),
        ("[kafka]\nsession_timeout_seconds = 2", "heartbeat_seconds must be below"),
        ("[kafka]\nsession_timeout_seconds = 60", "must not be above request_timeout_seconds"),
        ("[kafka]\nsecurity_protocol = 'SASL_SSL'", "needs both sasl_username and sasl_password"),
        ("[kafka]\nsasl_username = 'u'", "have no effect with security_protocol PLAINTEXT"),
        ("[kafka]\nssl_cafile = 'ca.pem'", "ssl_ files have no effect"),
        ("[kafka]\nsecurity_protocol='SSL'\nssl_keyfile='k'", "ssl_keyfile needs ssl_certfile"),
    ],
)
def test_what_does_not_fit_together_is_said(tmp_path: Path, text: str, words: str) -> None:
    """Broken files and settings that contradict each other are named with the file."""
    message = in_file(tmp_path, text)
    assert "my.toml" in message
    assert words in message


def test_sources_need_names_of_their_own() -> None:
    """Two sources of one name can't be told apart in logs and are refused."""
    twice = [{"name": "a", "kind": "stdin"}, {"name": "a", "kind": "stdin"}]
    assert "two sources are called 'a'" in complaint(overrides={"sources": twice})


def test_what_is_wrong_with_a_table_is_a_sentence_of_its_own(tmp_path: Path) -> None:
    """Neither the table as it was given nor all the keys of another kind stand in the way of what is missing."""
    wrong = in_file(tmp_path, "[[sources]]\nname='a'\nkind='feed'")
    assert wrong.endswith("my.toml: sources[0]: source 'a': kind feed needs a url")
    single = in_file(tmp_path, "[sources]\nname='a'\nkind='stdin'")
    assert single.endswith(
        "my.toml: sources is a list of tables: write [[sources]], in two brackets, before each"
    )


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    """One run lists all mistakes of all layers, one line each."""
    path = tmp_path / "my.toml"
    path.write_text("[kafka]\npartitions = 0\nreplication = 0\n", encoding="utf-8")
    message = complaint(path, environ={"NEWSWIRE_X": "1"}, overrides={"y": 1})
    assert len(message.splitlines()) == 4


def test_a_misfit_names_the_layers_that_set_its_section(tmp_path: Path) -> None:
    """If values from two layers don't fit each other, both are named."""
    path = tmp_path / "my.toml"
    path.write_text("[kafka]\nsession_timeout_seconds = 5.0\n", encoding="utf-8")
    message = complaint(path, environ={"NEWSWIRE_KAFKA__HEARTBEAT_SECONDS": "9"})
    assert message.startswith(f"{path} and environment: kafka: heartbeat_seconds")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """A file in another encoding gives a clear error with the position."""
    path = tmp_path / "my.toml"
    path.write_bytes(b'[kafka]\ngroup = "\xff"\n')
    assert "my.toml: is not UTF-8 (at byte 17)" in complaint(path)


@pytest.mark.parametrize(
    "overrides",
    [
        {"kafka.sasl_password": SECRET},
        {"kafka.sasl_password": [SECRET]},
        {"kafka.sasl_password": SECRET, "kafka.security_protocol": "SASL_SSL"},
        {"kafka.bootstrap": f"kafka://user:{SECRET}@broker:9092"},
    ],
)
def test_errors_never_show_a_password(overrides: dict[str, Any]) -> None:
    """Whatever is wrong around a password, the message does not repeat it."""
    assert SECRET not in complaint(overrides=overrides)


def test_a_wrong_password_is_named_by_its_key() -> None:
    """A password of the wrong type is not shown, but the message says which setting it is."""
    message = complaint(overrides={"kafka.sasl_password": 17})
    assert message.startswith("flags: kafka.sasl_password: the value given is not allowed")


def test_settings_never_show_a_password() -> None:
    """Neither the repr nor the dump of the settings shows the password."""
    kafka = KafkaSettings.model_validate(
        {"security_protocol": "SASL_SSL", "sasl_username": "u", "sasl_password": SECRET}
    )
    assert SECRET not in repr(kafka) + str(kafka) + kafka.model_dump_json()


def test_validation_by_hand_does_not_show_a_password() -> None:
    """Pydantic's own error, which a caller may log, leaves the input out."""
    with pytest.raises(ValueError, match="sasl_username") as caught:
        KafkaSettings.model_validate({"sasl_password": SECRET})
    assert SECRET not in str(caught.value)


def test_a_list_of_tables_in_the_environment_is_json() -> None:
    """Brackets of TOML would be no help there."""
    assert "NEWSWIRE_SOURCES is no JSON: Expecting" in complaint(environ={"NEWSWIRE_SOURCES": "[{"})
    wrong = complaint(environ={"NEWSWIRE_SOURCES": '{"name": "a"}'})
    assert wrong.endswith("NEWSWIRE_SOURCES is not a JSON list of objects")
