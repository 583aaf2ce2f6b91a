"""One form for an id that comes in several guises, and the ids that are made from it."""

from __future__ import annotations

import re
from hashlib import blake2b

_URL = re.compile(
    r"https?://(?:www\.)?([^/?#]+)([^?#]*)(\?[^#]*)?(#.*)?$", re.IGNORECASE | re.DOTALL
)
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d)|fbclid|gclid|dclid|msclkid|mc_[ce]id|ref|ref_src|rss|xtor|cmpid|ocid"
    r"|ns_\w+|ftag|smid|partner|CMP|taid|traffic_source)(?:=.*)?$",
    re.IGNORECASE,
)


def canonical(uri: str, provider: str) -> str:
    """Return the form under which an id is remembered.

    Of a web address the scheme, "www.", tracking parameters and a closing slash don't matter; the
    path, other parameters and a fragment that is no tracking do (a live page's entries differ by
    fragment). An id that is neither an address nor a URN is only unique with its provider.
    """
    uri = uri.strip()
    found = _URL.match(uri)
    if not found:
        return uri if ":" in uri else f"{provider.casefold()}\x1f{uri}"
    host, path, query, fragment = found.groups()
    host = host.lower().removesuffix(":80").removesuffix(":443")
    return f"{host}{path.rstrip('/')}{_kept('?', query)}{_kept('#', fragment)}"


def _kept(sign: str, part: str | None) -> str:
    parts = (part or sign)[1:].split("&")
    kept = "&".join(p for p in parts if p and not _TRACKING.match(p))
    return sign + kept if kept else ""


def identity(uri: str, content: bytes) -> bytes:
    """Return the 8 bytes that name an item, and the story it opens, by its canonical uri and
    content.
    """
    return blake2b(b"%s\0%s" % (uri.encode(), content), digest_size=8).digest()
