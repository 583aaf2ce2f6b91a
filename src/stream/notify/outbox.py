"""The state of all deliveries: a fold over the outbox, and what each channel holds of each alert."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from stream.notify.policy import CORRECTIONS
from stream.notify.records import RAISED, WITHDRAWN, Delivery

Thread = tuple[str, str]
"""An alert and a channel: what the channel is told of the alert, in order."""

KILLED = "withdrawn before it went out"
MERGED = "told as part of message"
NOTHING_HELD = "the channel does not hold the alert"

Place = tuple[tuple[datetime, int, int], str]
"""A delivery's order and id."""

_WEIGHT = {"amended": 2, "escalated": 1}
"""Of two messages told as one, the graver word stays; raised outweighs all, being the first."""


class Outbox:
    """Deliveries by id, and their threads. Of one id the last record folded counts."""

    def __init__(self) -> None:
        self._all: dict[str, Delivery] = {}
        self._threads: dict[Thread, list[str]] = {}
        self._channels: dict[str, set[str]] = {}
        self._pending: dict[str, list[Place]] = {}
        self._versions: Counter[str] = Counter()

    def fold(self, record: Delivery) -> None:
        """Take one record of the outbox."""
        before = self._all.get(record.id)
        if before is None:
            self._threads.setdefault((record.alert, record.channel), []).append(record.id)
            self._channels.setdefault(record.alert, set()).add(record.channel)
        if before is None or before.kind != record.kind:
            self._versions[record.channel] += 1
        self._all[record.id] = record
        if record.pending != (before is not None and before.pending):
            self._queue(record)

    def _queue(self, record: Delivery) -> None:
        """Add a delivery to those that are pending, or take it out."""
        queue, place = self._pending.setdefault(record.channel, []), (record.order, record.id)
        if record.pending:
            insort(queue, place)
        else:
            del queue[bisect_left(queue, place)]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._all

    def __len__(self) -> int:
        """Deliveries remembered."""
        return len(self._all)

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._all.values())

    def get(self, id_: str) -> Delivery:
        """A delivery as it stands."""
        return self._all[id_]

    def thread(self, alert: str, channel: str) -> list[Delivery]:
        """What the channel is told of the alert, in order."""
        found = [self._all[id_] for id_ in self._threads.get((alert, channel), ())]
        return sorted(found, key=lambda d: d.order)

    def channels(self, alert: str) -> list[str]:
        """The channels that have a delivery of the alert, whatever became of it."""
        return sorted(self._channels.get(alert, ()))

    def pending(self, channel: str) -> list[Delivery]:
        """What may yet be sent to the channel, in order."""
        return [self._all[id_] for _, id_ in self._pending.get(channel, ())]

    def version(self, channel: str) -> int:
        """Changes when the channel gets a delivery, or one of its deliveries becomes another message."""
        return self._versions[channel]

    def waiting_channels(self) -> list[str]:
        """The channels for which something may yet be sent."""
        return sorted(name for name, queue in self._pending.items() if queue)

    def holds(self, alert: str, channel: str) -> bool:
        """Whether the channel has the alert, or may have it, once all that is pending has gone out."""
        return holds(self.thread(alert, channel))

    def forget(self, before: datetime) -> int:
        """Forget the alerts of which nothing has changed since and nothing is pending; return how many."""
        gone = 0
        for alert, channels in list(self._channels.items()):
            known = [d for name in channels for d in self.thread(alert, name)]
            if any(d.pending or d.updated_at >= before for d in known):
                continue
            gone += 1
            del self._channels[alert]
            for name in channels:
                for id_ in self._threads.pop((alert, name)):
                    del self._all[id_]
        return gone


def holds(thread: Iterable[Delivery]) -> bool:
    """Whether a channel holds an alert after these deliveries, those pending taken as delivered."""
    held = False
    for delivery in thread:
        if delivery.kind == WITHDRAWN:
            held = held and not (delivery.pending or delivery.reached == "yes")
        elif delivery.pending or delivery.reached != "no":
            held = True
    return held


def uncorrected(outbox: Outbox) -> list[Delivery]:
    """Corrections that never arrived at a channel which still holds what they correct."""
    found = []
    for delivery in outbox:
        if delivery.kind in CORRECTIONS and delivery.state in ("failed", "expired"):
            thread = outbox.thread(delivery.alert, delivery.channel)
            later = [d for d in thread if d.order > delivery.order]
            if holds(thread) and not any(d.state == "sent" for d in later):
                found.append(delivery)
    return found


def collapse(thread: Iterable[Delivery], now: datetime) -> list[Delivery]:
    """What changes in a thread because later messages overtake earlier ones that have not gone out.

    A message that surely did not reach the channel is told as part of the next one. A withdrawal ends all
    that came before it, and itself if the channel has nothing to take back. An attempt under way is left
    alone; one whose end is unknown is repeated with the same key before what follows, but never if it has
    been withdrawn: killed text is not sent again. The records are in the order to write them in: after any
    part of them, doing it again ends the same.
    """
    was = list(thread)
    made = list(was)
    for n in range(len(made)):
        if made[n].state in ("planned", "waiting"):
            _overtake(made, n, now)
    changed = [new for old, new in zip(was, made, strict=True) if new is not old]
    return sorted(changed, key=_write_order)


def _overtake(thread: list[Delivery], n: int, now: datetime) -> None:
    """Let what comes after delivery `n`, or the lack of what must come before it, change it."""
    delivery, later = thread[n], [m for m in range(n + 1, len(thread)) if thread[m].pending]
    if delivery.reached == "no" and delivery.kind != RAISED and not holds(thread[:n]):
        thread[n] = delivery.now("dropped", now, answer=NOTHING_HELD)
    elif delivery.kind == WITHDRAWN or not later:
        return
    elif any(thread[m].kind == WITHDRAWN for m in later):
        thread[n] = delivery.now("dropped", now, answer=KILLED)
    elif delivery.reached == "no" and thread[later[0]].state == "planned":
        thread[later[0]] = _merged(delivery, thread[later[0]], now)
        thread[n] = delivery.now("dropped", now, answer=f"{MERGED} {thread[later[0]].sequence}")


def _write_order(record: Delivery) -> int:
    """A killed message is struck before its withdrawal counts; one told with another, after that is there."""
    return 0 if record.answer == KILLED else 2 if record.answer.startswith(MERGED) else 1


def _merged(earlier: Delivery, later: Delivery, now: datetime) -> Delivery:
    """The later message, saying also what the earlier one would have said."""
    if RAISED in (earlier.kind, later.kind):
        kind = RAISED
    else:
        kind = max(later.kind, earlier.kind, key=lambda kind: _WEIGHT.get(kind, 0))
    told, value = msgspec.json.decode(earlier.message), msgspec.json.decode(later.message)
    before = [] if kind == RAISED else told.get("changes", [])
    changes = list(dict.fromkeys([*before, *value.get("changes", [])]))
    return later.now("planned", now, kind=kind, message=restated(later.message, kind, changes))


def restated(message: str, kind: str, changes: list[str]) -> str:
    """An alert message as JSON, with another status and list of changes."""
    value = msgspec.json.decode(message)
    return msgspec.json.encode({**value, "status": kind, "changes": changes}).decode()
