"""`newswire notify` on a real Kafka: the life of an alert, and many ends without goodbye.

`NOTIFY_KILLS` sets how many; the alerts grow with it.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from aiohttp import web

from stream.bootstrap.ingest import sender
from stream.bootstrap.outbox import latest
from stream.bootstrap.topics import create_topics
from stream.model.topics import ALERTS, DEAD_LETTERS
from stream.notify.records import Delivery
from stream.settings import Settings
from support.kafka import Worker, arguments, read
from support.mailbox import Mailbox
from support.receiver import Receiver
from unit.notify.made import alert

KILLS = int(os.environ.get("NOTIFY_KILLS", "10"))
MAIL_SECRET = "hunter2hunter2"

pytestmark = pytest.mark.kafka


def webhook(name: str, receiver: Receiver, **more: Any) -> dict[str, Any]:
    """A channel's settings."""
    return {
        "name": name, "kind": "webhook", "url": receiver.url, "allow_http": True, "allow_private": True,
        "take": "all", "retry_seconds": 0.1, "breaker_seconds": 0.2, **more,
    }  # fmt: skip


def notify(settings: Settings, channels: Iterable[dict[str, Any]], name: str = "n") -> Worker:
    """A notify process with these channels; a static member, so that it need not wait for its own ghost."""
    more = {
        "channels": json.dumps(list(channels)), "notify.status_port": 0, "log.level": "info",
        "worker.instance_id": name,
    }  # fmt: skip
    return Worker(settings, name, more=more, command=("-m", "stream", "notify"))


async def publish(settings: Settings, *messages: dict[str, Any]) -> None:
    """Send alert messages, as the alert stage does."""
    async with sender(settings) as out:
        for message in messages:
            value = json.dumps(message).encode()
            await out.send(settings.kafka.topic(ALERTS), message["id"].encode(), value)


async def until(
    done: Callable[[], bool | Awaitable[bool]], worker: Worker, seconds: float = 40
) -> None:
    """Wait for something; fail, with the log, if that takes too long."""
    deadline = time.monotonic() + seconds
    while True:
        found = done()
        if found if isinstance(found, bool) else await found:
            return
        assert time.monotonic() < deadline and worker.running, worker.log.read_text()[-4000:]
        await asyncio.sleep(0.05)


async def show_log(settings: Settings, *words: str) -> str:
    """What `newswire notify log` prints."""
    command = [sys.executable, "-m", "stream", "notify", "log", *words, *arguments(settings)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


async def test_the_life_of_an_alert(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raised, corroborated, amended, withdrawn: in order, once, to those who got the first; the log says so."""
    await create_topics(settings)
    life = ("raised", "corroborated", "amended", "withdrawn")
    async with Receiver() as desk, Receiver() as other, Mailbox() as box:
        url = box.url.replace("mailto://", f"mailto://wire:{MAIL_SECRET}@")
        monkeypatch.setenv("NEWSWIRE_SECRET_MAIL", url)
        mail = {
            "name": "mail",
            "kind": "apprise",
            "take": "all",
            "url_variable": "NEWSWIRE_SECRET_MAIL",
        }
        first = [webhook("desk", desk), mail, webhook("other", other, rules=["elsewhere"])]
        with notify(settings, first) as worker:
            for n, status in enumerate(life[:2], 1):
                await publish(settings, alert("a1", n, status))
                await until(lambda n=n: len(desk.got) == len(box.got) == n, worker)  # type: ignore[misc]
        changed = [webhook("desk", desk, rules=["elsewhere"]), mail, webhook("other", other)]
        with notify(settings, changed) as worker:
            for n, status in enumerate(life[2:], 3):
                await publish(settings, alert("a1", n, status))
                await until(lambda n=n: len(desk.got) == len(box.got) == n, worker)  # type: ignore[misc]
            await asyncio.sleep(1)
        assert worker.stop() == 0
        log = json.loads(await show_log(settings, "--json", "--alert", "a1"))
        table = await show_log(settings)
        assert MAIL_SECRET not in table + json.dumps(log) + worker.log.read_text()
    assert [got.value["kind"] for got in desk.got] == list(life)
    assert [got.value["alert"]["sequence"] for got in desk.got] == [1, 2, 3, 4]
    assert len(set(desk.keys)) == 4 and other.got == []
    assert box.subjects[0].startswith("Ferry") and box.subjects[3].startswith("WITHDRAWN: Ferry")
    rows = [(row["channel"], row["kind"], row["state"]) for row in log]
    assert sorted(rows) == sorted((c, kind, "sent") for c in ("desk", "mail") for kind in life)
    assert "202 queued" in table and "withdrawn" in table


async def test_a_second_process_stands_by(settings: Settings) -> None:
    """Only one tells; when it goes, the other takes over and tells what comes then, and nothing again."""
    await create_topics(settings)
    async with Receiver() as desk:
        channels = [webhook("desk", desk)]
        with notify(settings, channels, "one") as one, notify(settings, channels, "two") as two:
            await publish(settings, *(alert(f"a{n}") for n in range(20)))
            await until(lambda: len(desk.got) >= 20, one)
            one.stop() if '"event": "active"' in one.log.read_text() else two.stop()
            rest = one if one.running else two
            await publish(settings, *(alert(f"b{n}") for n in range(20)))
            await until(lambda: len(desk.got) >= 40, rest)
            await asyncio.sleep(1)
    assert len(desk.keys) == len(set(desk.keys)) == 40


async def test_what_can_not_be_read_is_a_dead_letter(settings: Settings) -> None:
    """It holds up nothing and is not lost."""
    await create_topics(settings)
    async with Receiver() as desk:
        with notify(settings, [webhook("desk", desk)]) as worker:
            await publish(settings, {"id": "x", "no": "alert"}, alert("a1"))
            await until(lambda: len(desk.got) == 1, worker)
            await until(lambda: _letters(settings), worker)


async def _letters(settings: Settings) -> bool:
    heads = [dict(record.headers) for record in await read(settings, DEAD_LETTERS)]
    return [h["newswire-dlq-stage"] for h in heads] == [b"notify"]


class Killer:
    """Answers like a channel, and now and then has the process killed: before the answer, or just after."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.armed = rng, ""
        self.kill: Callable[[], None] = lambda: None

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Take a message."""
        how, self.armed = self.armed, ""
        if how == "before":
            self.kill()
        await asyncio.sleep(0.02)
        if how == "after":
            asyncio.get_running_loop().call_later(self.rng.uniform(0, 0.02), self.kill)
        return web.Response(status=202)


def wire(n: int, rng: random.Random) -> list[dict[str, Any]]:
    """Alerts and what becomes of them, in an order that their lives allow."""
    lives = [
        [alert(f"a{i:03}", s, status) for s, status in enumerate(rng.choice(LIVES), 1)]
        for i in range(n)
    ]
    made: list[dict[str, Any]] = []
    while lives:
        life = rng.choice(lives[:8])
        made.append(life.pop(0))
        lives = [rest for rest in lives if rest]
    return made


LIVES = (
    ("raised",),
    ("raised", "corroborated"),
    ("raised", "corroborated", "amended"),
    ("raised", "escalated", "withdrawn"),
)


@pytest.mark.slow
async def test_kills_lose_nothing_and_double_only_what_was_under_way(settings: Settings) -> None:
    """SIGKILL at random moments, between sending and writing it down included: the same key, or no repeat."""
    await create_topics(settings)
    rng = random.Random(8)
    messages = wire(KILLS * 8, rng)
    share = len(messages) // KILLS + 1
    killer, killed = Killer(rng), Counter[str]()
    async with Receiver(killer) as desk, Receiver() as other:
        channels = [webhook("desk", desk), webhook("other", other)]
        for n in range(KILLS):
            worker = notify(settings, channels).start()
            killer.kill = worker.kill
            before = len(desk.got)
            await publish(settings, *messages[n * share : (n + 1) * share])
            await until(lambda before=before: len(desk.got) > before, worker)  # type: ignore[misc]
            how = rng.choice(["before", "after", "any"])
            killed[how] += 1
            await asyncio.sleep(rng.uniform(0, 0.3))
            if how != "any":
                killer.armed = how
                await asyncio.to_thread(_wait_for_the_end, worker)
            if worker.running:
                worker.kill()
            killer.armed = ""
        with notify(settings, channels) as worker:
            await publish(settings, *messages[KILLS * share :])
            await until(lambda: _all_ended(settings, {m["id"] for m in messages}), worker, 120)
        await _check(settings, messages, {"desk": desk, "other": other})
    print(
        json.dumps(
            {
                "kills": killed,
                "messages": len(messages),
                "repeated": len(desk.keys) - len(set(desk.keys)),
            }
        )
    )


def _wait_for_the_end(worker: Worker, seconds: float = 1.0) -> None:
    deadline = time.monotonic() + seconds
    while worker.running and time.monotonic() < deadline:
        time.sleep(0.005)


async def _all_ended(settings: Settings, alerts: set[str]) -> bool:
    found = await latest(settings)
    told = {d.alert for d in found if d.channel == "desk"}
    return told == alerts and not any(d.pending for d in found)


async def _check(
    settings: Settings, messages: list[dict[str, Any]], receivers: dict[str, Receiver]
) -> None:
    outbox: dict[str, list[Delivery]] = {}
    for delivery in await latest(settings):
        outbox.setdefault(delivery.channel, []).append(delivery)
    last = {m["id"]: m for m in messages}
    for name, receiver in receivers.items():
        deliveries = {d.id: d for d in outbox[name]}
        assert {d.state for d in deliveries.values()} <= {"sent", "dropped"}
        sent = {d.id for d in deliveries.values() if d.state == "sent"}
        repeated = {key: n for key, n in Counter(receiver.keys).items() if n > 1}
        assert sum(repeated.values()) - len(repeated) <= KILLS
        unfinished = set(receiver.keys) - sent
        assert all(deliveries[key].reached == "maybe" for key in unfinished)
        assert sent <= set(receiver.keys), "the outbox says sent, the receiver knows nothing"
        for id_, final in last.items():
            told = list(dict.fromkeys(
                (got.value["alert"]["sequence"], got.value["kind"]) for got in receiver.got
                if got.value["alert"]["id"] == id_
            ))  # fmt: skip
            assert [s for s, _ in told] == sorted({s for s, _ in told}), (name, id_, told)
            if told:
                # A raise that was under way at a kill may not have arrived; its withdrawal is told all the same.
                maybe = any(d.alert == id_ and d.reached == "maybe" for d in deliveries.values())
                assert told[0][1] == "raised" or (told[0][1] == "withdrawn" and maybe)
                assert told[-1][0] == final["sequence"], (name, id_, told)
            else:
                assert final["status"] == "withdrawn", (name, id_)
