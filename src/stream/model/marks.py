"""Words by which an earlier part of the chain tells a later one something of an update.

Signals (`newswire:…`) are intake's, among the sender's own in `signals`; the keys are those of `alt_ids`.
"""

from __future__ import annotations

OPEN_EMBARGO = "newswire:embargo-open"
"""An embargo is stated whose end can't be read; it is inherited like one."""

RELEASED = "newswire:released"
"""The item, or the advisory, says that a hold or an embargo is over."""

COPY = "newswire:copy"
"""On a kill or release that went to a further partition: silent where nobody knows the item (docs/adr/0006)."""

COPIED = "newswire:copied"
"""On the one that reports, where it was open which language is meant."""

EVOLVED_FROM = "evolvedfrom"
"""Key: the id of the item that this one replaces (a producer's own key)."""

SUPERSEDED_BY = "supersededby"
"""Key: the id of the item that replaces this one."""
