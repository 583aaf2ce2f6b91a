"""Structured logs on stderr: JSON lines in a container, readable lines on a terminal, no secrets.

Faust sets up the root logger itself unless its worker is made with `override_logging=False`.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

Level = Literal["debug", "info", "warning", "error", "critical"]
Format = Literal["auto", "json", "console"]

LIBRARIES = (
    "faust", "mode", "aiokafka", "kafka", "aiohttp", "asyncio", "watchfiles", "stream.runtime",
)  # fmt: skip
"""Loggers of libraries (and of Faust's services in stream.runtime): heard from WARNING on."""

MOST_TEXTS = 1000
"""Different texts that are remembered."""

TALKERS = ("aiokafka", "faust", "mode")
"""Libraries that say the same thing some hundred times a second while no broker answers."""

REPEAT_SECONDS = 10.0
"""What one of them has not said for so long is news again; until then it is the same trouble, said once."""

REMIND_SECONDS = 3600.0
"""How often a trouble that lasts is said again."""

FALSE_ALARM = "There are multiple possible explanations for this"
"""Faust's words about a partition that "stopped processing" or is "not committed". It says so, as an error and in
fifteen lines, of one whose first record after five quiet minutes has just come in. What really stands still is told
by our own watchdog: the log, /health/live and `newswire_watchdog_stalled`."""

HIDDEN = "[hidden]"
_SECRET_KEY = re.compile(r"password|passwd|secret|token|credential|authorization|api_?key", re.I)
_SECRET_TEXT = (
    re.compile(r"(?P<keep>://[^/\s:@]*:)[^/\s@]+(?=@)"),  # scheme://user:password@host
    re.compile(
        r"(?P<keep>\b\w*(?:password|passwd|secret|token|api_?key)['\"]?\s*[=:]\s*)"
        r"(?:'[^']*'|\"[^\"]*\"|[^\s,;&)}\]'\"]+)",
        re.I,
    ),
    re.compile(r"(?P<keep>\b(?:Basic|Bearer)\s+)[A-Za-z0-9+/=._~-]{8,}"),
)


def configure_logging(
    level: Level = "info", format: Format = "auto", stream: TextIO | None = None
) -> None:
    """Send structlog's and the standard library's records to `stream` (stderr), in one format.

    Can be called again; the last call counts. `auto` is console if the stream is a terminal.
    """
    out = sys.stderr if stream is None else stream
    handler = logging.StreamHandler(out)
    handler.addFilter(lambda record: FALSE_ALARM not in str(record.msg))
    handler.addFilter(Repeats(time.monotonic))
    handler.addFilter(brief)
    handler.setFormatter(_formatter(_renderer(format, out)))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    _quiet_libraries(root.level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class Said(NamedTuple):
    """When a text was last logged and last heard, in seconds, and how many were held since it was logged."""

    logged: float
    heard: float
    held: int


class Repeats(logging.Filter):
    """Keeps back what one of `TALKERS` goes on saying; the next line of it says how often that was.

    It goes on while no pause between two is longer than `REPEAT_SECONDS`. "The same" is the text before its
    arguments are put in. `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[tuple[str, object], Said] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is logged."""
        if record.name.partition(".")[0] not in TALKERS:
            return True
        now, key = self._clock(), (record.name, str(record.msg))
        before = self._said.get(key)
        if before and now - before.heard < REPEAT_SECONDS and now - before.logged < REMIND_SECONDS:
            self._said[key] = before._replace(heard=now, held=before.held + 1)
            return False
        if len(self._said) >= MOST_TEXTS:
            self._said.clear()
        self._said[key] = Said(now, now, 0)
        if before and before.held:
            more = f"(and {before.held} more since the last such line)"
            record.msg, record.args = f"{record.getMessage()} {more}", ()
        return True


def brief(record: logging.LogRecord) -> bool:
    """Take the traceback from what one of `TALKERS` says of the brokers; as a filter it lets every record pass.

    A broker that goes while Faust starts ends the worker: the address says what is wrong, where in the client it
    was noticed does not.
    """
    error = record.exc_info[1] if record.exc_info else None
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if record.name.partition(".")[0] in TALKERS and "KafkaError" in kinds:
        record.exc_info = None
    return True


def hide_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace values of telling keys and passwords inside texts; tracebacks are texts too."""
    return {key: _hidden(key, value) for key, value in event.items()}


def _quiet_libraries(level: int) -> None:
    """Let libraries' own handlers go: everything passes through ours, once."""
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(max(level, logging.WARNING))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(renderer: Processor) -> logging.Formatter:
    # Tracebacks are formatted here, not by the renderer: plainly, without the values of local
    # variables (which rich would show), and so that passwords in them are hidden as well.
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.UnicodeDecoder(),
            hide_secrets,
            renderer,
        ],
    )


def _renderer(form: Format, stream: TextIO) -> Processor:
    terminal = stream.isatty()
    if form == "json" or (form == "auto" and not terminal):
        return structlog.processors.JSONRenderer(sort_keys=True, default=str)
    colors = terminal and not os.environ.get("NO_COLOR")
    return structlog.dev.ConsoleRenderer(colors=colors)


def _hidden(key: str, value: Any) -> Any:
    if _SECRET_KEY.search(key):
        return HIDDEN
    if isinstance(value, Mapping):
        return {inner: _hidden(str(inner), part) for inner, part in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden("", part) for part in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    for pattern in _SECRET_TEXT:
        text = pattern.sub(rf"\g<keep>{HIDDEN}", text)
    return text
