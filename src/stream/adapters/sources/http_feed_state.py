"""What is remembered of a polled feed across restarts: one small JSON file a feed.

The file is replaced as a whole, so a crash leaves the old one or the new one. Losing it costs nothing
but a second sending of what is in the feed, which dedupe finds to be repeats.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from msgspec import DecodeError, Struct, json

from stream.adapters.sources.lines import SourceError


class FeedState(Struct, frozen=True, kw_only=True):
    """A feed's memory.

    `feed` is the address as configured, `address` where permanent redirects led. `etag`, `modified` and
    `body` (a digest) are of the last document of which everything was sent, `sent` the digests of items
    sent, oldest first. `not_before` (seconds since 1970) counts while `failures`, in a row, are not 0;
    `whole_at` is when the document itself last came.
    """

    feed: str
    address: str
    etag: str = ""
    modified: str = ""
    body: str = ""
    sent: list[str] = []
    failures: int = 0
    not_before: float = 0.0
    whole_at: float = 0.0
    gone: bool = False


class FeedStates:
    """The state files of a folder, which is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, feed: str) -> FeedState:
        """The state of a feed; a fresh one if there is none, or none that can be read."""
        try:
            state = json.decode(self._path(feed).read_bytes(), type=FeedState)
        except FileNotFoundError:
            return FeedState(feed=feed, address=feed)
        except (DecodeError, UnicodeDecodeError):
            self._path(feed).replace(self._path(feed).with_suffix(".unreadable"))
            return FeedState(feed=feed, address=feed)
        except OSError as error:
            raise SourceError(f"{self._path(feed)}: {error.strerror or error}") from error
        return state if state.feed == feed else FeedState(feed=feed, address=feed)

    def save(self, state: FeedState) -> None:
        """Replace a feed's state on disk; it is there when this returns."""
        path = self._path(state.feed)
        new = path.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with new.open("wb") as file:
                file.write(json.encode(state))
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror or error}") from error

    def _path(self, feed: str) -> Path:
        return self._folder / f"feed-{blake2b(feed.encode(), digest_size=8).hexdigest()}.json"
