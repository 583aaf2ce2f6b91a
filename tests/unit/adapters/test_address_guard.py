"""Which addresses are public."""

from __future__ import annotations

import pytest

from stream.adapters.address_guard import AddressRefused, guarded_socket, why_refused


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "::", "10.1.2.3", "172.16.0.9", "172.31.255.1", "192.168.1.1",
        "169.254.169.254", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "100.64.0.1", "224.0.0.1", "ff02::1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "::127.0.0.1", "2001:db8::1",
        "64:ff9b:1::a9fe:a9fe", "::ffff:0:0",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    """In every notation, and where IPv6 only wraps it."""
    assert why_refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2a00:1450::1",
    ],
)
def test_a_public_address_is_taken(address: str) -> None:
    """The internet stays reachable, also through NAT64."""
    assert why_refused(address) == ""


def test_no_socket_is_made_for_a_refused_address() -> None:
    """The error says which address and what to set."""
    with pytest.raises(
        AddressRefused, match=r"169\.254\.169\.254 is a link-local address.*allow_private"
    ):
        guarded_socket((2, 1, 6, "", ("169.254.169.254", 80)))
