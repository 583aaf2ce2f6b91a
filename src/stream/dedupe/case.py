"""One update under judgement: what it says, read as far as a rule asks, and the effects of a
verdict.
"""

from __future__ import annotations

from functools import cached_property

import msgspec

from stream.dedupe import text
from stream.dedupe.changes import Facts, facts
from stream.dedupe.fingerprint import SCHEME, Print, fingerprint
from stream.dedupe.memory import Memory
from stream.dedupe.providers import Providers
from stream.dedupe.rows import EntryRow, SeenRow, fit
from stream.dedupe.uris import canonical, identity
from stream.dedupe.versions import Stamp, millis, moment
from stream.model import Original, StoryUpdate, Update, Verdict
from stream.ports import Effects, Emit

STORIES, DUPLICATES = "wire.stories", "wire.duplicates"


class Case:
    """An update and the memory it is judged against; nothing here changes the memory."""

    def __init__(self, update: Update, memory: Memory, providers: Providers) -> None:
        self.update, self.memory, self.providers = update, memory, providers
        self.uri = canonical(update.uri, update.provider)
        self.reading = text.read(providers.bare(update.headline), update.body, update.language)
        self.stamp = Stamp(update.version, millis(update.version_created))
        self.event = millis(update.event_time) or 0
        self.warnings: list[str] = []

    @cached_property
    def declared(self) -> bool:
        """The sender, or the headline, says that this updates or corrects an earlier text."""
        return self.update.declared in ("update", "correction", "refile") or text.labelled(
            self.update.headline
        )

    @cached_property
    def agency(self) -> str:
        """The unit that this text counts under: the agency it credits, else its provider."""
        credit = self.providers.credit(self.update.headline, self.update.body)
        return credit or self.providers.unit(self.update.provider)

    @cached_property
    def print(self) -> Print:
        """The fingerprint."""
        return fingerprint(self.reading)

    @cached_property
    def opening(self) -> text.Opening:
        """Headline and first two sentences."""
        return text.opening(self.reading)

    @cached_property
    def tokens(self) -> text.Tokens:
        """The informative words of the lead."""
        return text.tokens(self.opening, self.reading.language)

    @cached_property
    def facts(self) -> Facts:
        """What is compared word by word."""
        return facts(self.reading, self.opening, self.tokens.headnames)

    @property
    def opened(self) -> bytes:
        """The id of the item, and of the story, that this update would open."""
        return identity(self.uri, self.reading.content)

    def entry(
        self,
        item: bytes,
        story: bytes,
        agency: str,
        *,
        held: EntryRow | None = None,
        copy_of: bytes = b"",
    ) -> EntryRow:
        """Return the row of this text as a version of an item; `held` is the version that it
        replaces.
        """
        update, mark, said = self.update, self.print, self.tokens
        return fit(
            EntryRow(
                uri=update.uri, provider=update.provider, agency=agency, language=self.reading.language,
                item=item, story=story, copy_of=copy_of, content=self.reading.content,
                version=update.version, created=self.stamp.created, first_created=self.first_created(held),
                event=self.event_of(held), embargo=self.embargo(held), status=update.pub_status, test=update.test,
                scheme=SCHEME, bands=mark.bands, sketch=mark.sketch, shingles=mark.shingles,
                tokens=text.packed(said.hashes), head=said.head, names=said.names, facts=self.facts,
            )
        )  # fmt: skip

    def seen(self, item: bytes) -> SeenRow:
        """Return the row that says: this id at this version stands for the item, with nothing new
        in it.
        """
        update = self.update
        return SeenRow(
            update.uri,
            update.provider,
            item,
            self.reading.content,
            update.version,
            self.stamp.created,
            update.test,
        )

    def first_created(self, held: EntryRow | None) -> int | None:
        """Return the stated first time of the item: this update's, else the held one's."""
        stated = millis(self.update.first_created)
        return held.first_created if held and stated is None else stated

    def event_of(self, held: EntryRow | None) -> int:
        """Return the item's event time: it stays what it was, unless the stated first time was
        changed.
        """
        if held is None:
            return self.event
        moved = held.first_created is not None and self.first_created(held) != held.first_created
        return self.event if moved else held.event

    def embargo(self, held: EntryRow | None) -> int | None:
        """Return the embargo: a version that merely lacks one inherits it."""
        stated = millis(self.update.embargoed_until)
        return held.embargo if held and stated is None else stated

    def sources(self, story: bytes, *, item: bytes = b"", agency: str = "") -> list[str]:
        """Return the story's independent agencies; `agency` speaks for `item` in place of what is
        held.
        """
        units = {row.agency for row in self.memory.standing(story) if row.item != item}
        return sorted(units | {agency} if agency else units)

    def remaining(self, story: bytes, item: bytes, *, there: bool) -> int:
        """Return how many items stand in the story once `item` is in it, or (not `there`) out of
        it.
        """
        return sum(1 for row in self.memory.standing(story) if row.item != item) + there

    def told(self, held: EntryRow | None) -> Update:
        """Return the update as it goes on: with what it inherits, and with the warnings of this
        stage.
        """
        update = self.update
        changed: dict[str, object] = {}
        if held is not None:
            event, embargo = self.event_of(held), self.embargo(held)
            changed = {
                "event_time": update.event_time if event == self.event else moment(event),
                "embargoed_until": update.embargoed_until
                or (None if embargo is None else moment(embargo)),
            }
        if self.warnings:
            changed["warnings"] = [*update.warnings, *self.warnings]
        return msgspec.structs.replace(update, **changed) if changed else update

    def say(
        self,
        verdict: Verdict,
        entry: EntryRow | None,
        story: bytes,
        *,
        held: EntryRow | None = None,
        original: Original | None = None,
        changes: list[str] | None = None,
        silent: bool = False,
    ) -> StoryUpdate:
        """Return the record of a verdict; `entry` is the row it leaves; `silent` drops a killed
        text.
        """
        item, agency = (entry.item, entry.agency) if entry else (b"", self.agency)
        copied = entry is not None and self.memory.killed_item(entry.copy_of) is not None
        told = self.told(held)
        return StoryUpdate(
            story=story.hex(), verdict=verdict, agency=agency,
            update=msgspec.structs.replace(told, body="") if silent else told,
            sources=self.sources(story, item=item, agency=agency if entry and not copied else ""),
            original=original, changes=changes or [],
            remaining=self.remaining(story, item, there=entry is not None and not copied),
        )  # fmt: skip


def original_of(row: EntryRow, similarity: float) -> Original:
    """Return how a row is named as the original of another update."""
    return Original(uri=row.uri, provider=row.provider, similarity=round(similarity, 3))


def effects(topic: str, record: StoryUpdate, *rows: msgspec.Struct) -> Effects:
    """Return the effects of a record on one topic."""
    return Effects(record.verdict, [Emit(topic, record.story, record)], list(rows))
