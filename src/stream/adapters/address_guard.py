"""Which addresses webhooks and feeds may connect to: judged when the socket is made, whatever the name gave."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

_EMBEDDING = (
    (ipaddress.ip_network("64:ff9b::/96"), 0),  # NAT64 (RFC 6052)
    (ipaddress.ip_network("64:ff9b:1::/48"), 0),  # local-use NAT64 (RFC 8215)
    (ipaddress.ip_network("::/96"), 0),  # IPv4-compatible (RFC 4291, deprecated)
    (ipaddress.ip_network("2002::/16"), 80),  # 6to4 (RFC 3056)
)
"""IPv6 networks whose addresses lead to an IPv4 address in them, and its distance from the end in bits."""

SETTING = "allow_private"
"""What a channel or a source is allowed them by."""


class AddressRefused(OSError):
    """The name leads to an address of a private network: allow it as the message says if that is meant."""

    def __init__(self, address: str, why: str, permit: str) -> None:
        super().__init__(errno.EACCES, f"{address} is {why}: not connected; {permit} allows it")


def why_refused(address: str) -> str:
    """Why an address is not one of the public internet; empty if it is."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or _embedded(ip)
        if inner is not None:
            return why_refused(str(inner))
    if ip.is_loopback:
        return "a loopback address"
    if ip.is_link_local:
        return "a link-local address"
    if ip.is_multicast:
        return "a multicast address"
    return "" if ip.is_global else "a private or reserved address"


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network, shift in _EMBEDDING:
        if ip in network and int(ip) > 1:  # ::1 and :: are themselves
            return ipaddress.IPv4Address(int(ip) >> shift & 0xFFFFFFFF)
    return None


def guarded_socket(info: tuple[Any, ...], permit: str = SETTING) -> socket.socket:
    """Make the socket for an address, as `aiohttp.TCPConnector` asks. Raises AddressRefused."""
    family, kind, proto, _, where = info
    if why := why_refused(where[0]):
        raise AddressRefused(where[0], why, permit)
    return socket.socket(family, kind, proto)


def connector(
    *, allow_private: bool, permit: str = SETTING, **options: Any
) -> aiohttp.TCPConnector:
    """A connector that looks names up anew each time, and reaches public addresses alone unless `allow_private`.

    `permit` is what the user would set to allow them, `options` are further ones of aiohttp's. Must be made
    inside a running loop.
    """
    if not allow_private:
        options["socket_factory"] = partial(guarded_socket, permit=permit)
    return aiohttp.TCPConnector(resolver=OwnResolver(), use_dns_cache=False, **options)


class OwnResolver(AbstractResolver):
    """Looks names up in a thread of its own: a name server that hangs holds up this channel alone."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "resolve")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._thread, _look_up, host, port, family)
        return [
            ResolveResult(
                hostname=host, host=str(where[0]), port=int(where[1]), family=kind, proto=proto,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, proto, _, where in found
        ]  # fmt: skip

    async def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[Any]:
    return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
