"""How the command line tells errors: in words for a person, as JSON on stderr with --json, by its exit code."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from stream.cli.signals import SERVICES, runs_on
from support.command import newswire


@pytest.mark.parametrize(
    ("words", "code", "error", "said"),
    [
        (("topics", "list", "--set", "kafka.bootstap=x"), 78, "ConfigError", "kafka.bootstrap"),
        (("check", "--offlin"), 2, "NoSuchOption", "--offline"),
        (("dlq", "show", "-b", "127.0.0.1:1"), 2, "MissingParameter", "offset"),
        (("ingest", "nothing.xml"), 1, "SourceError", "nothing.xml"),
        (("ingest", "x", "--every", "5"), 2, "BadParameter", "is no address"),
        (("actors", "show", "nobody"), 1, "UnknownActor", "'nobody'"),
        (("broker", "--data", "a-file"), 1, "ForeignFolder", "a-file"),
        (("rules", "check", "no.toml"), 78, "ConfigError", "no.toml"),
        (("eval", "dedupe", "a-file"), 1, "MalformedUpdate", "no labelled pair"),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each, tuple) else None,
)
def test_with_json_every_error_is_an_object_on_stderr(
    tmp_path: Path, words: tuple[str, ...], code: int, error: str, said: str
) -> None:
    """Of settings, options, files and data alike; a program that reads JSON need not read prose."""
    (tmp_path / "a-file").touch()
    done = newswire(*words, "--json", cwd=tmp_path)
    told = orjson.loads(done.stderr)
    assert (done.returncode, told["error"]) == (code, error)
    assert said in told["message"]
    assert done.stdout == b""


def test_with_json_refusals_are_objects_as_well(tmp_path: Path) -> None:
    """A dry run has its records on stdout and all the rest on stderr, one object a line."""
    (tmp_path / "a.jsonl").write_bytes(
        b'{"uri":"a","provider":"AP","headline":"One"}\nbroken\n{}\n'
    )
    done = newswire("ingest", "a.jsonl", "--dry-run", "--json", cwd=tmp_path)
    *refused, summary = map(orjson.loads, done.stderr.splitlines())
    assert ["line 2" in r["refused"] for r in refused] == [True, False]
    assert (summary["sent"], len(summary["refused"])) == (1, 2)


def test_rules_check_prints_json(tmp_path: Path) -> None:
    """The rules, and what is in doubt of them."""
    (tmp_path / "r.toml").write_text(
        '[[rule]]\nid = "wires"\nproviders = ["Reutrs"]\nchannels = ["desk"]\n'
    )
    told = orjson.loads(newswire("rules", "check", "r.toml", "--json", cwd=tmp_path).stdout)
    assert [(rule["id"], rule["channels"]) for rule in told["rules"]] == [("wires", ["desk"])]
    assert "Reutrs" in told["warnings"][0]


@pytest.mark.parametrize("updates", [0, 1, 2])
def test_no_pair_to_label_says_why(tmp_path: Path, updates: int) -> None:
    """An empty file to label would look like work that is done."""
    texts = ("Fog shuts port of Calais", "Rates rise in Sweden")[:updates]
    wire = tmp_path / "wire.jsonl"
    wire.write_text("".join(f'{{"uri":"{t}","provider":"AP","headline":"{t}"}}\n' for t in texts))
    done = newswire("eval", "dedupe", "--sample", "5", str(wire))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no pair to label" in done.stderr
    assert (b"no two are alike" in done.stderr) == (updates == 2)


def test_ingest_names_its_option_for_private_addresses() -> None:
    """A source's key would be looked for in vain on the command line."""
    done = newswire("ingest", "http://127.0.0.1:9/feed", "--dry-run")
    assert done.returncode == 1 and b"--allow-private allows it" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [("kafka.bootstap", "the nearest known is kafka.bootstrap"), ("wharrgarbl", "known are kafka, worker")],
)  # fmt: skip
def test_a_name_that_resembles_none_has_no_nearest(change: str, said: str) -> None:
    """It is told what there is instead."""
    told = newswire("topics", "list", "--set", f"{change}=1").stderr.decode()
    assert f"unknown key {change}; {said}" in told
    assert ("nearest" in told) == ("nearest" in said)


@pytest.mark.parametrize(
    ("words", "service"),
    [
        (("up",), True),
        (("notify", "-c", "x.toml"), True),
        (("notify", "log"), False),
        (("replay", "x.jsonl"), False),
        ((), False),
    ],
)
def test_services_are_known_by_their_words(words: tuple[str, ...], service: bool) -> None:
    """What ends by itself dies of SIGTERM like any program: its work is not done."""
    assert runs_on(words) == service


TERMINATED = """
import os, signal, sys

class Terminate:
    def find_spec(self, name, *rest):
        if name == "stream.cli.app":
            os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Terminate())
from stream.cli import main
main()
"""
"""The program, told to stop as it begins to load the commands."""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("word", "code"),
    [*((word, 0) for word in SERVICES), ("replay", -signal.SIGTERM)],
)
def test_a_service_that_is_stopped_while_it_loads_ends_with_0(word: str, code: int) -> None:
    """Whoever supervises it sees a clean stop, not a death by signal."""
    done = subprocess.run(
        [sys.executable, "-c", TERMINATED, word], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rules", "check", "FILE"), 78),
        (("notify", "preview", "FILE"), 78),
        (("actors", "check", "--file", "FILE"), 78),
        (("check", "--config", "FILE"), 78),
        (("eval", "places", "FILE"), 1),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each, tuple) else None,
)
def test_what_is_no_text_is_told_alike_by_every_command(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    """A folder, and bytes that are no text: in a reader's words, not in Python's."""
    binary = tmp_path / "binary"
    binary.write_bytes(b"#\xff\xfe")
    for path, said in ((tmp_path, "can't be read: Is a directory"), (binary, "is not UTF-8 (at byte 1)")):  # fmt: skip
        done = newswire(*(str(path) if word == "FILE" else word for word in words), cwd=tmp_path)
        told = done.stderr.decode()
        assert (done.returncode, "codec" in told, "Errno" in told) == (code, False, False)
        assert said in told or (path, words[0]) == (binary, "eval"), told


def test_a_refused_line_is_shown_as_it_begins() -> None:
    """Of a file with a thousand lines nobody would find it by what is wrong with it."""
    done = newswire("rules", "test", "-", stdin=b'{"headline":"Fog","body":"%b"}\n' % (b"x" * 99))
    assert b'refused: uri is missing (at uri): {"headline":"Fog","body":"xxx' in done.stderr


def test_a_replay_of_nothing_says_so() -> None:
    """No line at all would look like a wire without news."""
    done = newswire("replay", "-", stdin=b"\n")
    assert (done.returncode, done.stdout) == (0, b"") and b"no update" in done.stderr


def test_an_actor_without_a_letter_is_a_usage_error() -> None:
    """Every name contains it."""
    assert newswire("actors", "find", " ").returncode == 2


def test_a_terminal_of_another_encoding_gets_escapes() -> None:
    """The shipped rules have words in many scripts: no traceback for who reads them in Latin-1."""
    done = subprocess.run(
        [sys.executable, "-m", "stream", "rules", "show"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u505c\\u706b" in done.stdout


def test_up_tells_a_port_in_use_before_it_starts_a_broker(tmp_path: Path) -> None:
    """The desk would end all of it some seconds later."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = newswire("up", "--set", f"serve.port={port}", "--set", "worker.data_dir=d", cwd=tmp_path)  # fmt: skip
    assert done.returncode == 78 and b"Address already in use" in done.stderr
    assert not (tmp_path / "d").exists()
