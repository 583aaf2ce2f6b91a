"""What a worker takes from its settings, and what it refuses before it starts."""

from __future__ import annotations

import socket
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from stream.adapters.kafka.admin import TopicError, Wanted, refuse
from stream.bootstrap.stages import STAGE_SETTINGS, stage_options
from stream.bootstrap.topics import topics_of
from stream.bootstrap.worker import usable
from stream.errors import ConfigError
from stream.pipeline.stages import StageOptions
from stream.settings import load_settings
from stream.settings.keys import known_keys
from stream.web.status import check_free

NOT_SETTINGS = {"cache_dir", "replaced"}
"""What tests and benchmarks alone tell the stages."""

SECTIONS = {"wire", "dedupe", "classify", "alert", "count"}
"""Sections that are the stages' alone: every key of theirs must arrive."""


def other(value: Any) -> Any:
    """A value of the same kind that is not the default."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case None:
            return "elsewhere.toml"
        case _:
            return []


def test_every_option_is_a_setting_and_every_setting_an_option() -> None:
    """One that is added on one side only would be set in vain, or could not be set."""
    assert STAGE_SETTINGS.keys() == {field.name for field in fields(StageOptions)} - NOT_SETTINGS
    keys = {".".join(path) for path in known_keys() if path[0] in SECTIONS}
    assert keys <= set(STAGE_SETTINGS.values())


def test_defaults_are_the_same_on_both_sides() -> None:
    """`newswire replay` without settings and a worker without settings do the same."""
    assert stage_options(load_settings(None, {}, environ={})) == StageOptions()


@pytest.mark.parametrize("option", sorted(set(STAGE_SETTINGS) - {"apart", "count_sizes"}))
def test_a_setting_reaches_its_option_and_no_other(option: str) -> None:
    """No key is read for another, nor twice."""
    usual = stage_options(load_settings(None, {}, environ={}))
    changed = {STAGE_SETTINGS[option]: other(getattr(usual, option))}
    found = stage_options(load_settings(None, changed, environ={}))
    different = {
        field.name
        for field in fields(StageOptions)
        if getattr(found, field.name) != getattr(usual, field.name)
    }
    assert different == {option}


def test_a_cluster_without_the_topics_is_refused_with_what_to_do() -> None:
    """Faust would wait for ever and look ready."""
    wanted = [Wanted("wire.updates", 4, {}), Wanted("news.alerts", 4, {})]
    with pytest.raises(TopicError, match=r"no topic wire\.updates and 1 more: .*topics create"):
        refuse(wanted, {})
    refuse(wanted, {"wire.updates": 4, "news.alerts": 4})


def test_other_partitions_than_set_are_a_wrong_setting() -> None:
    """Rows of a partition that the changelog lacks would have no place."""
    wanted = topics_of(load_settings(None, {"kafka.partitions": 8}, environ={}))
    found = {want.name: min(want.partitions, 4) for want in wanted}
    with pytest.raises(
        ConfigError, match=r"kafka\.partitions: .* has 4 partitions, and 8 are wanted"
    ):
        refuse(wanted, found)


def test_a_port_in_use_is_said_before_the_start() -> None:
    """A worker that finds out later has joined the group, and is started again and again."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            ConfigError,
            match=rf"status\.port: can't listen on 127\.0\.0\.1:{port}: .*; set another port",
        ):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)
    with pytest.raises(ConfigError, match=r"status\.host"):
        check_free("no-such-host.invalid", 0)


def test_a_folder_that_cannot_be_used_names_its_key(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    usable(tmp_path / "new" / "data")
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"worker\.data_dir: .*file"):
        usable(tmp_path / "file")
