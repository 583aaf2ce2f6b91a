"""Fires that nobody laid: "Nightclub fire kills 40" is a calamity, "opened fire" is none."""

from __future__ import annotations

from collections.abc import Sequence

from stream.classify.words.text import word_set

_FIRES = frozenset(("fire", "fires"))
_BURNS = word_set("""
    a the in by huge massive deadly fatal large big caught house apartment flat block home market nightclub club hotel
    hospital factory warehouse building tower school dormitory mall ship ferry boat bus train car truck tanker plane
    mine gas kitchen electrical brush bush forest grass scrub hill vegetation camp church temple mosque prison jail
    cinema theatre theater bar hall hostel shop store restaurant office slum shanty bakery workshop depot refinery
    plant oil pipeline night overnight morning early
""")
"""Right before a fire these make a blaze of it, no shots."""
_SHOTS = word_set("line open opened opens return returned exchange cease")


def is_burning(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a fire that burns is told in the words `first` to `end`."""
    return any(
        words[at] in _FIRES
        and (at == first or words[at - 1] in _BURNS)
        and _SHOTS.isdisjoint(words[max(first, at - 2) : at])
        for at in range(first, end)
    )
