"""Where settings come from and which layer wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.errors import ConfigError
from stream.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in a folder without a newswire.toml."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = "newswire.toml") -> Path:
    """Write a settings file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_given_is_the_defaults() -> None:
    """With no file, variable or flag the settings are the defaults."""
    assert load_settings(environ={}) == Settings()


def test_each_layer_wins_over_the_one_below(empty_folder: Path) -> None:
    """Flags win over the environment, that over the file, that over the defaults, key by key."""
    path = write(empty_folder, '[kafka]\ngroup = "file"\nprefix = "file."\npartitions = 2\n')
    environ = {"NEWSWIRE_KAFKA__GROUP": "env", "NEWSWIRE_KAFKA__PREFIX": "env."}
    kafka = load_settings(path, {"kafka.group": "flag"}, environ).kafka
    assert (kafka.group, kafka.prefix, kafka.partitions, kafka.replication) == (
        "flag",
        "env.",
        2,
        1,
    )


def test_the_file_is_the_argument_then_the_variable_then_the_working_folder(
    empty_folder: Path,
) -> None:
    """A path that is given beats NEWSWIRE_CONFIG, and that beats ./newswire.toml."""
    write(empty_folder, '[kafka]\ngroup = "here"\n')
    named = write(empty_folder, '[kafka]\ngroup = "named"\n', "a.toml")
    given = write(empty_folder, '[kafka]\ngroup = "given"\n', "b.toml")
    environ = {"NEWSWIRE_CONFIG": str(named)}
    assert load_settings(environ={}).kafka.group == "here"
    assert load_settings(environ=environ).kafka.group == "named"
    assert load_settings(given, environ=environ).kafka.group == "given"


def test_a_named_file_must_be_there(empty_folder: Path) -> None:
    """A file that was asked for and is missing is an error, not silently the defaults."""
    with pytest.raises(ConfigError, match=r"gone\.toml: can't be read") as caught:
        load_settings(environ={"NEWSWIRE_CONFIG": str(empty_folder / "gone.toml")})
    assert caught.value.exit_code == 78


def test_the_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an explicit environment the one of the process counts."""
    monkeypatch.setenv("NEWSWIRE_COUNT__RETENTION_DAYS", "5")
    assert load_settings().count.retention_days == 5


def test_lists_in_the_environment_are_json_or_commas() -> None:
    """A list can be written as JSON or separated by commas."""
    environ = {
        "NEWSWIRE_WORKER__STAGES": "intake, dedupe",
        "NEWSWIRE_COUNT__SIZES_SECONDS": "[60, 900]",
    }
    settings = load_settings(environ=environ)
    assert settings.worker.stages == ["intake", "dedupe"]
    assert settings.count.sizes_seconds == [60, 900]


def test_an_empty_variable_unsets_what_may_be_left_out(empty_folder: Path) -> None:
    """A compose file's empty variable means that an optional setting is not set."""
    path = write(empty_folder, '[alert]\nrules = "r.toml"\n')
    assert load_settings(path, environ={"NEWSWIRE_ALERT__RULES": ""}).alert.rules is None


def test_paths_in_a_file_start_at_its_folder(empty_folder: Path) -> None:
    """A relative path in the file is found wherever the worker was started."""
    (empty_folder / "etc").mkdir()
    text = '[alert]\nrules = "rules.toml"\n[[sources]]\nname = "a"\nkind = "folder"\npath = "in"\n'
    settings = load_settings(write(empty_folder / "etc", text), environ={})
    assert settings.alert.rules == empty_folder / "etc" / "rules.toml"
    assert settings.sources[0].path == empty_folder / "etc" / "in"


def test_paths_in_flags_start_at_the_working_folder_and_know_home() -> None:
    """A path on the command line is the shell's, with ~ for the home folder."""
    overrides = {"alert.rules": "r.toml", "worker.data_dir": "~/data"}
    settings = load_settings(overrides=overrides, environ={})
    assert settings.alert.rules == Path("r.toml")
    assert settings.worker.data_dir == Path.home() / "data"


def test_a_flag_that_is_none_was_not_given() -> None:
    """The command line passes all its flags; those not given change nothing."""
    assert load_settings(overrides={"kafka.group": None}, environ={}) == Settings()


def test_sources_are_tables_in_the_file_and_json_in_the_environment(empty_folder: Path) -> None:
    """A list of sources reads the same from the file and from a variable."""
    path = write(
        empty_folder, '[[sources]]\nname = "desk"\nkind = "stdin"\nrate = 5\nfollow = true\n'
    )
    environ = {"NEWSWIRE_SOURCES": '[{"name": "desk", "kind": "stdin", "rate": 5, "follow": true}]'}
    assert load_settings(path, environ={}).sources == load_settings(environ=environ).sources


def test_a_byte_order_mark_is_no_part_of_the_file(empty_folder: Path) -> None:
    """A file saved by an editor that writes a byte order mark is read."""
    path = empty_folder / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf[kafka]\npartitions = 7\n")
    assert load_settings(path, environ={}).kafka.partitions == 7


def test_capitals_in_levels_and_variables_are_forgiven() -> None:
    """LOG__LEVEL=INFO and lower-case variable names mean what they say."""
    settings = load_settings(environ={"newswire_log__level": "WARNING"})
    assert settings.log.level == "warning"


def test_settings_do_not_change() -> None:
    """A setting can't be changed once it is loaded."""
    with pytest.raises(ValueError, match="frozen"):
        Settings().kafka.group = "other"  # type: ignore[misc]
