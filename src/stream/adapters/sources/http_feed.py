"""Polling one feed: what is new in it, asked for politely, and remembered only once Kafka has it.

Nothing is left out for its time: cached feeds bring items late. What was sent byte for byte before is
left out, whatever else changed around it, and an item that leaves the feed means nothing.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import aiohttp
from msgspec import structs

from stream.adapters.sources.http_feed_fetch import (
    Answer,
    FetchFailed,
    FetchLimits,
    fetch,
    public,
)
from stream.adapters.sources.http_feed_state import FeedState, FeedStates
from stream.adapters.sources.reading import is_incomplete
from stream.formats.feeds import read_feed
from stream.formats.outcome import Hints, Outcome, Read
from stream.notify.answers import LONGEST, retry_pause

LONGEST_BACKOFF = 3_600.0
"""Seconds between tries of a feed that keeps failing, unless it is polled more rarely anyway."""

WHOLE_AFTER = 6 * 3_600.0
"""Seconds after which a feed is asked for without conditions: some servers' ETag never changes, and they
say 304 whatever is new."""

REMEMBERED = 5_000
"""Items of a feed that are remembered as sent; at least all of its current document are."""

ReadFeed = Callable[[bytes, Hints, str], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a poller takes from outside: seconds since 1970, a sleep, and numbers from 0 to 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll found. `outcomes` weren't sent before, oldest first; `document` is what they are from.

    `status` is HTTP's, or 0 without an answer; `problem` says what went wrong, or is empty; `wait` is
    the pause until the next poll in seconds; `gone` says that there is none.
    """

    outcomes: list[Outcome]
    document: bytes = b""
    status: int = 0
    problem: str = ""
    wait: float = 0.0
    gone: bool = False


class FeedPoller:
    """Polls one feed every so many seconds.

    Call `acknowledged` when all outcomes of a poll have reached Kafka; without it the next poll brings
    them again, and so does a restart.
    """

    def __init__(
        self,
        feed: str,
        states: FeedStates,
        session: aiohttp.ClientSession,
        hints: Hints,
        *,
        every: float = 300.0,
        limits: FetchLimits | None = None,
        surroundings: Surroundings | None = None,
        read: ReadFeed = read_feed,
    ) -> None:
        self._states, self._session, self._hints, self._read = states, session, hints, read
        self._every = every
        self._limits = limits or FetchLimits(max_bytes=hints.max_bytes)
        self._around = surroundings or Surroundings()
        self._state = states.load(feed)
        self._pending: FeedState | None = None

    async def polls(self) -> AsyncIterator[Poll]:
        """Poll for ever, or until the feed is gone; a wait that a server asked for outlasts a restart."""
        now = self._around.now
        if self._state.failures and self._state.not_before > now():
            await self._around.sleep(self._state.not_before - now())
        while True:
            began = now()
            poll = await self.poll()
            yield poll
            if poll.gone:
                return
            await self._around.sleep(max(0.0, began + poll.wait - now()))

    async def poll(self) -> Poll:
        """Ask once. A feed that was gone before isn't asked again."""
        self._pending = None
        if self._state.gone:
            return self._gone()
        conditions = self._conditions()
        try:
            answer = await fetch(self._session, self._state.address, conditions, self._limits)
        except FetchFailed as error:
            return self._failed(0, str(error))
        if answer.status == 200:
            return await self._document(answer)
        if answer.status == 304 and conditions:
            self._settle(self._fresh(answer))
            return Poll([], status=304, wait=self._every)
        if answer.status == 410:
            self._settle(structs.replace(self._state, gone=True))
            return self._gone()
        asked = answer.retry_after if answer.status in (429, 503) else ""
        return self._failed(answer.status, f"HTTP status {answer.status}", asked)

    def acknowledged(self) -> None:
        """All outcomes of the last poll have reached Kafka: remember them, on disk."""
        if self._pending is not None:
            self._settle(self._pending)
            self._pending = None

    async def _document(self, answer: Answer) -> Poll:
        digest = _digest(answer.body)
        state = structs.replace(
            self._fresh(answer),
            etag=answer.etag, modified=answer.modified, body=digest, whole_at=self._around.now(),
        )  # fmt: skip
        if digest == self._state.body:
            self._settle(state)
            return Poll([], status=200, wait=self._every)
        outcomes = await asyncio.to_thread(self._outcomes, answer)
        if outcomes and not any(isinstance(outcome, Read) for outcome in outcomes):
            # A page that stands before the feed: its address is not the feed's.
            state = structs.replace(state, address=self._state.address)
        if is_incomplete(answer.body, outcomes):
            # Cut on its way: a 304 must not stand for the rest.
            state = structs.replace(state, etag="", modified="", body="")
        keyed = {_key(outcome): outcome for outcome in outcomes}
        state = structs.replace(state, sent=_remembered(self._state.sent, list(keyed)))
        known = set(self._state.sent)
        new = [outcome for key, outcome in keyed.items() if key not in known]
        if new:
            self._pending = state
        else:
            self._settle(state)
        return Poll(_oldest_first(new), answer.body, 200, wait=self._every)

    def _outcomes(self, answer: Answer) -> list[Outcome]:
        arrival = datetime.fromtimestamp(self._around.now(), UTC)
        hints = replace(self._hints, arrival=arrival, name=public(answer.address))
        return list(self._read(answer.body, hints, answer.charset))

    def _conditions(self) -> dict[str, str]:
        if self._around.now() - self._state.whole_at >= WHOLE_AFTER:
            return {}
        stated = {"If-None-Match": self._state.etag, "If-Modified-Since": self._state.modified}
        return {header: value for header, value in stated.items() if value}

    def _fresh(self, answer: Answer) -> FeedState:
        """The state after an answer: no failure counts any more, and the feed may have moved."""
        return structs.replace(self._state, address=answer.address, failures=0, not_before=0.0)

    def _failed(self, status: int, problem: str, retry_after: str = "") -> Poll:
        """Back off: twice as long after each failure, or as long as the server asked; never in step."""
        failures = self._state.failures + 1
        asked = retry_pause(retry_after, datetime.fromtimestamp(self._around.now(), UTC))
        if asked is None:
            longest = max(LONGEST_BACKOFF, self._every)
            most = min(self._every * 2.0 ** min(failures, 20), longest)
            wait = most * (0.5 + 0.5 * self._around.random())
        else:
            wait = min(max(asked.total_seconds(), self._every), LONGEST.total_seconds())
            wait *= 1.0 + 0.1 * self._around.random()
        until = self._around.now() + wait
        self._settle(structs.replace(self._state, failures=failures, not_before=until))
        return Poll([], status=status, problem=problem, wait=wait)

    def _gone(self) -> Poll:
        feed = public(self._state.feed)
        problem = f"{feed} is gone (HTTP status 410): take it out of the settings"
        return Poll([], status=410, problem=problem, gone=True)

    def _settle(self, state: FeedState) -> None:
        if state != self._state:
            self._states.save(state)
            self._state = state


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def _key(outcome: Outcome) -> str:
    """The digest of what is sent; times that aren't exact are left out, they may count from the arrival."""
    if not isinstance(outcome, Read):
        error = outcome.error
        return _digest(f"{type(error).__name__}\0{error}".encode("utf-8", "replace"))
    record = dict(outcome.record)
    vague = [
        field for field in ("first_created", "version_created") if _is_vague(record.get(field))
    ]
    sent = {k: v for k, v in record.get("times_as_sent", {}).items() if k not in vague}
    kept = {k: v for k, v in record.items() if k not in (*vague, "warnings", "times_as_sent")}
    return _digest(json.dumps([kept, sent], sort_keys=True).encode())


def _is_vague(value: Any) -> bool:
    at = _time(value)
    return at is not None and at.tzinfo is None


def _time(value: Any) -> datetime | None:
    """A record's time, None for a missing one and for words that stand in its place."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _remembered(sent: list[str], current: list[str]) -> list[str]:
    """Digests to keep: those of the document last, so that they are the last to be forgotten."""
    now = set(current)
    kept = [key for key in sent if key not in now]
    return [*kept[max(0, len(kept) + len(current) - REMEMBERED) :], *current]


def _oldest_first(outcomes: list[Outcome]) -> list[Outcome]:
    """Turn a document round that has its newest item first, as most have."""
    times = [
        stated.timestamp()
        for outcome in outcomes
        if isinstance(outcome, Read)
        and (stated := _time(outcome.record.get("version_created"))) is not None
        and stated.tzinfo
    ]
    return outcomes[::-1] if times and times[0] > times[-1] else outcomes
