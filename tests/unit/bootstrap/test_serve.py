"""What `newswire serve` asks of its settings before it starts."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from stream.bootstrap.desk_feed import in_order
from stream.bootstrap.desk_tokens import is_loopback, tokens_of
from stream.bootstrap.serve import database_of
from stream.desk.http.listening import listen
from stream.errors import ConfigError
from stream.settings import load_settings
from stream.settings.desk import TOKENS_VARIABLE, ServeSettings
from support.news import record

LONG = "0123456789abcdef"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.9.9.9"])
def test_this_machine_alone_needs_no_token(host: str) -> None:
    """Loopback in all its spellings."""
    assert is_loopback(host) and tokens_of(ServeSettings(host=host), {}) == []


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.2", "desk.example", "localhost.example"]
)
def test_an_open_door_is_refused(host: str) -> None:
    """An address that others can reach, or a name that may be one."""
    with pytest.raises(ConfigError, match=TOKENS_VARIABLE):
        tokens_of(ServeSettings(host=host), {})
    assert tokens_of(ServeSettings(host=host), {TOKENS_VARIABLE: LONG}) == [LONG]


def test_tokens_come_from_a_file_or_the_environment(tmp_path: Path) -> None:
    """Several in either; the file wins."""
    path = tmp_path / "tokens"
    path.write_text(f"{LONG}1\n{LONG}2\n")
    environ = {TOKENS_VARIABLE: f"{LONG}3 {LONG}4"}
    assert tokens_of(ServeSettings(), environ) == [LONG + "3", LONG + "4"]
    assert tokens_of(ServeSettings(tokens_file=path), environ) == [LONG + "1", LONG + "2"]


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"short", b"\xff" * 20, "ключ-ключ-ключ-ключ".encode()]
)
def test_a_file_that_holds_no_token_is_refused(tmp_path: Path, content: bytes) -> None:
    """The message names the file and shows nothing of it."""
    path = tmp_path / "tokens"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="tokens") as refused:
        tokens_of(ServeSettings(tokens_file=path), {})
    assert "short" not in str(refused.value) and "ключ" not in str(refused.value)
    with pytest.raises(ConfigError, match="can't be read"):
        tokens_of(ServeSettings(tokens_file=tmp_path / "none"), {})


@pytest.mark.parametrize(
    "origin", ["board.example", "https://x.example/", "https://a@b.example", "ftp://x"]
)
def test_an_origin_is_scheme_and_host(origin: str) -> None:
    """As a browser sends it, or it never fits."""
    with pytest.raises(ConfigError, match="cors_origins"):
        load_settings(None, {"serve.cors_origins": [origin]}, environ={})


def test_the_database_is_in_the_data_folder(tmp_path: Path) -> None:
    """Unless the settings say otherwise."""
    usual = load_settings(None, {"worker.data_dir": str(tmp_path)}, environ={})
    assert database_of(usual) == str(tmp_path / "desk.db")
    memory = load_settings(None, {"serve.memory": True}, environ={})
    assert database_of(memory) == ":memory:"


def test_a_port_in_use_is_named() -> None:
    """The error says which key to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match=r"serve\.port"):
            listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(ConfigError, match=r"serve\.host"):
        listen("no-such-host.invalid", 0)


def test_topics_are_read_by_time_and_each_partition_in_its_order() -> None:
    """A broker's clock that goes back does not turn a partition around."""
    base = record("news.alerts", "k", {})
    one = [replace(base, timestamp=at) for at in (10, 5, 30)]
    two = [replace(base, timestamp=at) for at in (7, 20)]
    merged = in_order([one, two])
    assert [r.timestamp for r in merged if r in one] == [10, 5, 30] and len(merged) == 5
    assert merged[0] is two[0]
