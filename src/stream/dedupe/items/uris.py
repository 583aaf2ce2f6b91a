"""One form for an id that comes in several guises, and the ids that are made from it."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

_URL = re.compile(
    r"https?://(?:www\.)?([^/?#]+)([^?#]*)(\?[^#]*)?(#.*)?$", re.IGNORECASE | re.DOTALL
)
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d)|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|rss|xtor|cmpid|ocid"
    r"|ns_\w+|ftag|smid|partner|CMP|taid|traffic_source)(?:=.*)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def canonical(uri: str, provider: str) -> str:
    """Return the form under which an id is remembered.

    Of a web address the scheme, "www.", tracking parameters and a closing slash don't matter; the
    path, other parameters and a fragment that is no tracking do (a live page's entries differ by
    fragment). Of a URN the case of "urn:" and of its namespace don't matter (RFC 8141), of both that letters
    are percent-encoded. An id that is neither an address nor a URN is only unique with its provider.
    The memory asks again for what a decision asked for.
    """
    uri = _plain(uri.strip())
    found = _URL.match(uri)
    if not found:
        return _named(uri) if ":" in uri else f"{provider.casefold()}\x1f{uri}"
    host, path, query, fragment = found.groups()
    host = host.lower().removesuffix(":80").removesuffix(":443")
    return f"{host}{path.rstrip('/')}{_kept('?', query)}{_kept('#', fragment)}"


_URN = re.compile(r"^urn:[a-z0-9][a-z0-9-]{0,31}:", re.IGNORECASE)
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def _named(uri: str) -> str:
    found = _URN.match(uri)
    return found[0].lower() + uri[found.end() :] if found else uri


def _plain(uri: str) -> str:
    """Write percent-encodings in one way: none for what needs none (RFC 3986, 6.2.2), else in capitals."""
    return _ENCODED.sub(_decoded, uri) if "%" in uri else uri


def _decoded(found: re.Match[str]) -> str:
    sign = chr(int(found[0][1:], 16))
    return sign if _UNRESERVED.match(sign) else found[0].upper()


def _kept(sign: str, part: str | None) -> str:
    parts = (part or sign)[1:].split("&")
    kept = "&".join(p for p in parts if p and not _TRACKING.match(p))
    return sign + kept if kept else ""


def identity(uri: str, content: bytes) -> bytes:
    """Return the 8 bytes that name an item, and the story it opens, by its canonical uri and
    content.
    """
    return blake2b(b"%s\0%s" % (uri.encode(), content), digest_size=8).digest()
