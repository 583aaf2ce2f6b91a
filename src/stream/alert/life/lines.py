"""The lines of a message: each change once, in the words that say most."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from stream.alert.life.changes import REWRITTEN
from stream.model import CasualtyKind

_CASUALTIES = get_args(CasualtyKind)
_NUMBER = re.compile(r"\d+")
_EXCHANGED = re.compile(r"(?:\S+ )?\d[\d.,]* → (\d+)")
"""As "toll 12 → 20", where the text's own word stands for what is counted."""


def joined(*lines: Iterable[str]) -> tuple[str, ...]:
    """All lines once; neither "12 → 20" nor "Tote 12 → 20" is said beside "killed 12 → 20", "killed 5+ → 20".

    That a text is told in other words is said where there is nothing else to say.
    """
    every = list(dict.fromkeys(line for part in lines for line in part))
    every = [line for line in every if not line.startswith(REWRITTEN)] or every
    return tuple(line for line in every if not any(_says(other, line) for other in every))


def _says(other: str, line: str) -> bool:
    """Whether another line says this one, too, and of what it is: casualties by our own words for them."""
    kind = other.partition(" ")[0]
    if (
        kind in _CASUALTIES
        and not line.startswith(kind)
        and (exchanged := _EXCHANGED.fullmatch(line))
    ):
        return exchanged[1] in _NUMBER.findall(other.rpartition(" ")[2])
    return other != line and other.endswith(f" {line}")
