"""How far the files of a source have been sent, kept over a restart."""

from __future__ import annotations

import json
from pathlib import Path

from stream.adapters.sources.lines import Positions


class PositionBook:
    """How far each file of a source has been sent, kept in a file, so that a restart goes on there.

    Only what Kafka has acknowledged is saved: what is sent twice is a repeat, what is never sent is lost.
    """

    def __init__(self, folder: Path, source: str) -> None:
        self._path = folder / f"{source}.json"
        self.positions: Positions = self._load()

    def _load(self) -> Positions:
        try:
            found = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return {}
        return {str(k): int(v) for k, v in found.items()}

    def save(self, acknowledged: Positions) -> None:
        """Write the positions, whole or not at all."""
        self.positions |= acknowledged
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(self.positions, sort_keys=True))
        draft.replace(self._path)
