"""A Faust table whose store is journals: Faust recovers it, the batch shell writes it.

Seams: `Table._new_store_by_url` gives the store, the changelog topic is Faust's own.
"""

from __future__ import annotations

from typing import Any

import faust

from stream.pipeline.runner import Runner
from stream.ports import Stage
from stream.runtime.store import JournalStore


class JournalTable(faust.Table):
    """The table of one stage; its changelog partition is the stage's source partition."""

    stage: Stage

    def _new_store_by_url(self, url: Any) -> JournalStore:
        store = JournalStore(url, self.app, self, table_name=self.name, loop=self.loop)
        store.new_runner = lambda partition: Runner(self.stage, partition)
        return store

    @property
    def store(self) -> JournalStore:
        """The journals by partition."""
        return self.data

    def on_key_set(self, key: Any, value: Any) -> None:
        """Refuse a write that would go round the journal."""
        raise RuntimeError("a stage's table is written by the batch shell only")

    on_key_del = on_key_set


def add_table(app: faust.App, stage: Stage, partitions: int) -> JournalTable:
    """Make the stage's table and add it to the app.

    `recovery_buffer_size` is 2 because 1 takes another path in Faust's recovery, and the default of
    1,000 would wait for as many chunks.
    """
    table = JournalTable(
        app, name=stage.name, partitions=partitions, key_type=bytes, value_type=bytes,
        recovery_buffer_size=2,
    )  # fmt: skip
    table.stage = stage
    app.tables.add(table)
    return table


def changelog_name(app_id: str, stage: str) -> str:
    """The name that Faust gives to a stage's changelog topic."""
    return f"{app_id}-{stage}-changelog"
