"""Reading alert messages and deliveries."""

from __future__ import annotations

import pytest

from stream.errors import MalformedUpdate
from stream.notify.dispatcher import Dispatcher
from stream.notify.policy import ChannelPolicy
from stream.notify.records import LARGEST, Arrival, decode, delivery_id, heading
from stream.pipeline.runner import encode
from unit.notify.made import NOON, alert, arrival


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"{}",
        b"null",
        b"\xff",
        b"[1]",
        b'{"id":1}',
        b'{"id":"\xed\xa0\x80"}',
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_no_alert_is_refused_with_its_place(value: bytes) -> None:
    """One error, whatever the bytes are."""
    with pytest.raises(MalformedUpdate, match=r"news\.alerts/3@7"):
        heading(Arrival(value, 3, 7, NOON))


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff"])
def test_what_is_no_delivery_is_refused(value: bytes) -> None:
    """Somebody else's record on the outbox is no crash."""
    with pytest.raises(MalformedUpdate, match="here"):
        decode(value, "here")


def test_ids_tell_messages_and_channels_apart() -> None:
    """Another sequence, event time or channel is another delivery; another offset is not."""
    first = heading(arrival(alert()))
    same = heading(arrival(alert(), offset=9))
    others = [
        heading(arrival(alert(sequence=2))),
        heading(arrival(alert(at="2026-03-09T11:59:00Z"))),
    ]
    ids = [
        delivery_id(first, "desk"),
        delivery_id(first, "phone"),
        *(delivery_id(o, "desk") for o in others),
    ]
    assert len(set(ids)) == 4 and delivery_id(same, "desk") == ids[0]
    assert ids[0] == "033fe83933441b1c8096fa64e2fdc788", (
        "ids are stored: another rule would send all again"
    )


def test_a_delivery_comes_back_from_its_record() -> None:
    """Times, nulls and text in any script."""
    came = arrival(alert(headline="渡轮 \u202e ﷽"))
    (made,) = Dispatcher([ChannelPolicy("desk")]).plan(heading(came), came, NOON)
    assert decode(encode(made), "here") == made
