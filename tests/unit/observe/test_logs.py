"""Logs: one format for us and the libraries, the right one for the place, and no secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from aiokafka.errors import KafkaConnectionError
from faust.transport.drivers import aiokafka as driver

from stream.observe.logs import REMIND_SECONDS, REPEAT_SECONDS, Repeats, configure_logging

SECRET = "hush-hush"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.fixture(autouse=True)
def logging_restored() -> Iterator[None]:
    """Put the root logger and structlog back as they were."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read back JSON lines."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_without_a_terminal_each_record_is_one_json_line() -> None:
    """In a container a log line is JSON with time, level, logger and the bound values."""
    out = io.StringIO()
    configure_logging("info", "auto", out)
    structlog.get_logger("stream.x").bind(topic="wire.updates").info("taken\ntwice", offset=3)
    (line,) = logged(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "taken\ntwice",
        "level": "info",
        "logger": "stream.x",
        "topic": "wire.updates",
        "offset": 3,
    }


def test_on_a_terminal_records_are_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the lines are coloured text, and plain with NO_COLOR."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    configure_logging("info", "auto", coloured)
    structlog.get_logger("stream.x").info("hello")
    monkeypatch.setenv("NO_COLOR", "1")
    configure_logging("info", "auto", plain)
    structlog.get_logger("stream.x").info("hello")
    assert "\x1b[" in coloured.getvalue()
    assert "\x1b[" not in plain.getvalue()
    assert "hello" in plain.getvalue()


def test_the_format_can_be_forced() -> None:
    """`json` is JSON on a terminal, `console` is text in a file."""
    json_out, text_out = Terminal(), io.StringIO()
    configure_logging("info", "json", json_out)
    structlog.get_logger("x").info("hello")
    configure_logging("info", "console", text_out)
    structlog.get_logger("x").info("hello")
    assert logged(json_out)[0]["event"] == "hello"
    assert "[info     ] hello" in text_out.getvalue()


def test_logs_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output stays free for results."""
    configure_logging("info", "json")
    structlog.get_logger("x").info("hello")
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err)["event"] == "hello"


@pytest.mark.parametrize("name", ["faust.app", "mode.worker", "aiokafka.conn", "asyncio"])
def test_libraries_speak_from_warning_on_in_our_format(name: str) -> None:
    """A library's warning is one line like ours; its chatter is left out even at debug."""
    out = io.StringIO()
    library = logging.getLogger(name.split(".")[0])
    library.addHandler(logging.StreamHandler(out))
    configure_logging("debug", "json", out)
    logging.getLogger(name).info("chatter")
    logging.getLogger(name).warning("broker %s away", "b1")
    (line,) = logged(out)
    assert (line["event"], line["level"], line["logger"]) == ("broker b1 away", "warning", name)


def test_the_level_counts_for_everybody() -> None:
    """At error neither our info nor a library's warning is logged."""
    out = io.StringIO()
    configure_logging("error", "json", out)
    structlog.get_logger("x").info("no")
    logging.getLogger("faust").warning("no")
    structlog.get_logger("x").error("yes")
    assert [line["event"] for line in logged(out)] == ["yes"]


def test_configuring_again_does_not_double_the_lines() -> None:
    """The last call counts, alone."""
    first, second = io.StringIO(), io.StringIO()
    configure_logging("info", "json", first)
    configure_logging("info", "json", second)
    structlog.get_logger("x").info("once")
    assert first.getvalue() == ""
    assert len(logged(second)) == 1


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("login", {"sasl_password": SECRET}),
        ("options", {"kafka": {"sasl_plain_password": SECRET}}),
        ("options", {"clients": [{"api_key": SECRET}]}),
        (f"connecting to kafka://desk:{SECRET}@broker:9092", {}),
        (f"producer(sasl_plain_password='{SECRET}', acks=-1)", {}),
        ("hook", {"url": f"https://u:{SECRET}@hooks.example/x"}),
        (f"sent Authorization: Bearer {SECRET}", {}),
    ],
)
def test_secrets_are_hidden(form: Any, text: str, values: dict[str, Any]) -> None:
    """Passwords in keys, nested values and texts are replaced, in both formats."""
    out = io.StringIO()
    configure_logging("info", form, out)
    structlog.get_logger("x").info(text, **values)
    logging.getLogger("y").warning(text, extra=dict(values))
    assert SECRET not in out.getvalue()
    assert out.getvalue().count("[hidden]") == 2


@pytest.mark.parametrize("form", ["json", "console"])
def test_tracebacks_are_there_without_secrets(form: Any) -> None:
    """A traceback is logged with its error, but neither local variables nor passwords."""
    out = io.StringIO()
    configure_logging("info", form, out)
    local = "a-value-of-a-local-variable"
    try:
        raise RuntimeError(f"password={SECRET}", len(local))
    except RuntimeError:
        structlog.get_logger("x").exception("failed")
    text = out.getvalue()
    assert "RuntimeError" in text
    assert SECRET not in text
    assert local not in text


def test_ordinary_words_are_left_alone() -> None:
    """A headline is not mistaken for a secret, and the record's own values stay."""
    out = io.StringIO()
    configure_logging("info", "json", out)
    headline = "Minister denies secret talks; see https://news.example/a@b"
    structlog.get_logger("x").info(headline, key="en", partition=2)
    (line,) = logged(out)
    assert (line["event"], line["key"], line["partition"]) == (headline, "en", 2)


def test_faust_s_false_alarm_of_an_idle_partition_is_left_out() -> None:
    """Its text is asked of the installed Faust: one with other words would be heard again, and fails here."""
    out = io.StringIO()
    configure_logging("info", "json", out)
    texts = (driver.SLOW_PROCESSING_STREAM_IDLE, driver.SLOW_PROCESSING_NO_RECENT_COMMIT)
    thread = object.__new__(driver.AIOKafkaConsumerThread)
    for text in texts:
        told = thread._make_slow_processing_error(text, ["a cause"], "a_setting", 300.0)
        logging.getLogger("stream.runtime.consumer").error(
            f"[^---Thread]: {told}", "tp", "5 min ago"
        )
    logging.getLogger("stream.runtime.consumer").error("partition lost")
    assert [line["event"] for line in logged(out)] == ["partition lost"]


def test_a_broker_that_is_gone_is_one_line_and_no_traceback() -> None:
    """Faust logs where in the client it noticed; a fault that is none of the brokers' keeps its traceback."""
    out = io.StringIO()
    configure_logging("info", "json", out)
    for error in (KafkaConnectionError("no broker at 127.0.0.1:1"), RuntimeError("a bug")):
        try:
            raise error
        except Exception as caught:
            logging.getLogger("mode.worker").exception(f"Error: {caught!r}")
    gone, fault = logged(out)
    assert "127.0.0.1:1" in gone["event"] and "exception" not in gone
    assert "Traceback" in fault["exception"]


def test_a_library_does_not_flood() -> None:
    """While no broker answers its client says the same a hundred times a second: it is logged once, and hourly."""
    now = [0.0]
    repeats = Repeats(lambda: now[0])

    def said(name: str, text: str, *values: object) -> str | None:
        record = logging.LogRecord(name, logging.ERROR, "", 0, text, values, None)
        return record.getMessage() if repeats.filter(record) else None

    assert said("aiokafka.conn", "no node %s", 1) == "no node 1"
    assert said("aiokafka.conn", "no node %s", 2) is None
    assert said("aiokafka.conn", "other") == "other"
    assert [said("newswire.worker", "ours") for _ in range(2)] == ["ours", "ours"]
    for _ in range(5):
        now[0] += REPEAT_SECONDS - 1
        assert said("aiokafka.conn", "no node %s", 3) is None
    now[0] += REPEAT_SECONDS
    told = said("aiokafka.conn", "no node %s", 4)
    assert told == "no node 4 (and 6 more since the last such line)"
    reminded = []
    while now[0] < 2 * REMIND_SECONDS:
        now[0] += 1
        reminded += [now[0]] if said("aiokafka.conn", "no node %s", 5) else []
    assert len(reminded) == 1
