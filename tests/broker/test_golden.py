"""The golden scenarios on a real Kafka: worker and notify as processes, an HTTP and an SMTP server as channels.

One start of both for all scenarios: each has rules, items and stories of its own.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stream.adapters.kafka.produce import Sender
from stream.alert import parse_rules
from stream.alert.watch.rulebook import Rulebook
from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.model.topics import UPDATES
from stream.pipeline.arrival import key_of
from stream.settings import Settings
from support.kafka import Worker, read
from support.mailbox import Mailbox
from support.receiver import Got, Receiver
from support.scenarios import SCENARIOS, Scenario, Step, line, said

pytestmark = pytest.mark.kafka

REAL = {name: found for name, found in SCENARIOS.items() if not found.simulated}
PREFIXES = re.compile(r"^(WITHDRAWN|CORRECTED|ESCALATED|CORROBORATED): ")
SECONDS = 120.0
"""How long a step's deliveries may take; a start of the worker is in the first one's."""


class Told(NamedTuple):
    """A delivery as a channel got it: the rule's id is the scenario's name."""

    rule: str
    said: str
    key: str
    at: float


class Channels:
    """Two webhooks and a mailbox, and what they got in the order of arrival."""

    def __init__(self) -> None:
        self.desk, self.night, self.mail = Receiver(), Receiver(), Mailbox()
        self.told: list[Told] = []

    async def watch(self) -> None:
        """Take note of what arrives, until cancelled."""
        seen = {"desk": 0, "night": 0, "mail": 0}
        while True:
            for name in seen:
                got: list[Any] = getattr(self, name).got
                for one in got[seen[name] :]:
                    take = self._mail if name == "mail" else self._hook
                    self.told.append(take(name, one))
                seen[name] = len(got)
            await asyncio.sleep(0.02)

    def _hook(self, name: str, got: Got) -> Told:
        alert, kind = got.value["alert"], got.value["kind"]
        entry = said(name, kind, alert["sequence"], alert["headline"])
        return Told(alert["rule"], entry, got.key, time.time())

    def _mail(self, name: str, mail: Message) -> Told:
        (text,) = (
            bytes(part.get_payload(decode=True) or b"").decode()  # type: ignore[arg-type]
            for part in mail.walk()
            if part.get_content_type() == "text/plain"
        )
        found = re.search(r"\| (\w+) \| rule (\S+)(?s:.*)Ref: \w+/(\d+) ", text)
        assert found, text
        subject = PREFIXES.sub("", self.mail.subjects[self.mail.got.index(mail)])
        entry = said(name, found[1], int(found[3]), subject)
        return Told(found[2], entry, str(mail["Idempotency-Key"]), time.time())

    def of(self, scenario: Scenario) -> list[str]:
        """What was told of a scenario's rule."""
        return [told.said for told in self.told if told.rule == scenario.name]

    def settings(self) -> list[dict[str, Any]]:
        """The channels for the settings."""
        mail = {"name": "mail", "kind": "apprise", "url_variable": "NEWSWIRE_SECRET_MAIL"}
        hooks = {"desk": self.desk.url, "night": self.night.url}
        return [mail, *(
            {"name": name, "kind": "webhook", "url": url, "allow_http": True, "allow_private": True}
            for name, url in hooks.items()
        )]  # fmt: skip


class Play:
    """Plays scenarios on the wire, step by step: the next one once the channels were told of the last."""

    def __init__(self, settings: Settings, out: Sender, channels: Channels, rules: Path) -> None:
        self.settings, self.out, self.channels = settings, out, channels
        self.path = rules
        self.rules = {name: scenario.rules for name, scenario in REAL.items()}
        self.log = Path()
        self._turn = asyncio.Lock()
        rules.write_text(self.text)

    @property
    def text(self) -> str:
        """The rules of all scenarios as they are now."""
        return "\n".join(self.rules.values())

    async def play(self, scenario: Scenario) -> None:
        """Play one: a minute of its times is a second here."""
        start, wanted = datetime.now(UTC), list[str]()
        for step in scenario.steps:
            await self._do(scenario, step, start)
            wanted += step.tells
            await self._told(scenario, wanted)
            if step.tells and not step.send:
                at = next(t.at for t in self.channels.told if t.said == step.tells[0])
                assert at >= (start + timedelta(seconds=step.at)).timestamp(), "told too early"

    async def _do(self, scenario: Scenario, step: Step, start: datetime) -> None:
        if step.rules:
            await self._change(scenario, step.rules)
        elif step.send:
            until = None
            if "embargo" in step.send:
                until = start + timedelta(seconds=step.send["embargo"])
            value = line(scenario, step.send, datetime.now(UTC), until)
            await (await self.out.send(self.settings.kafka.topic(UPDATES), key_of(value), value))
        else:
            ends = start + timedelta(seconds=step.at)
            await asyncio.sleep(max(0.0, (ends - datetime.now(UTC)).total_seconds()))

    async def _told(self, scenario: Scenario, wanted: list[str]) -> None:
        deadline = time.monotonic() + SECONDS
        while len(self.channels.of(scenario)) < len(wanted):
            log = self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, (wanted, self.channels.of(scenario), log)
            await asyncio.sleep(0.02)

    async def _change(self, scenario: Scenario, rules: str) -> None:
        """Write the rules file, first with a mistake in it, and wait until every partition was told."""
        async with self._turn:
            self.path.write_text(self.text + "\n[[rule]]\n")
            await self._logged("rules refused", 1)
            self.rules[scenario.name] = rules
            self.path.write_text(self.text)
            digest = Rulebook(parse_rules(self.text, "all")).digest
            await self._logged("rules told", self.settings.kafka.partitions, digest)

    async def _logged(self, event: str, times: int, digest: str | None = None) -> None:
        deadline, found = time.monotonic() + SECONDS, 0
        while found < times:
            lines = [json.loads(x) for x in self.log.read_text().splitlines() if x.startswith("{")]
            mine = [x for x in lines if x.get("event", "").startswith(event)]
            mine = [x for x in mine if x.get("stage", "alert") == "alert"]
            found = sum(x.get("partitions", 1) for x in mine if digest in (None, x.get("digest")))
            assert time.monotonic() < deadline, (event, self.log.read_text()[-3000:])
            await asyncio.sleep(0.1)


async def test_golden_scenarios_on_kafka(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each channel gets exactly what the files say, in that order, none twice, and nothing early."""
    await create_topics(settings)
    channels = Channels()
    async with channels.desk, channels.night, channels.mail, sender(settings) as out:
        monkeypatch.setenv("NEWSWIRE_SECRET_MAIL", channels.mail.url)
        play = Play(settings, out, channels, tmp_path / "rules.toml")
        told = {"channels": json.dumps(channels.settings()), "notify.status_port": 0}
        worker = Worker(
            settings, "worker",
            more={"alert.rules": str(play.path), "log.level": "info", "log.format": "json"},
        )  # fmt: skip
        play.log = worker.log
        notify = Worker(settings, "notify", more=told, command=("-m", "stream", "notify"))
        watch = asyncio.create_task(channels.watch())
        with worker, notify:
            await asyncio.gather(*(play.play(scenario) for scenario in REAL.values()))
            await asyncio.sleep(1.5)
        watch.cancel()
    for scenario in REAL.values():
        assert channels.of(scenario) == [entry for step in scenario.told for entry in step]
    keys = [told.key for told in channels.told]
    assert len(set(keys)) == len(keys)
    heads = [dict(record.headers) for record in await read(settings, "news.alerts")]
    assert all(head["ce_specversion"] == b"1.0" for head in heads)
