"""One update under judgement: what it says, read as far as a rule asks, and the effects of a
verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from stream.dedupe.copies.fingerprint import SCHEME, Print, fingerprint
from stream.dedupe.items import parts, references
from stream.dedupe.items.uris import canonical, identity
from stream.dedupe.items.versions import Stamp
from stream.dedupe.once import once
from stream.dedupe.providers import Providers
from stream.dedupe.recall.memory import Memory
from stream.dedupe.rows import EntryRow, HeldRow, SeenRow, fit
from stream.dedupe.words import text
from stream.dedupe.words.changes import Facts, facts
from stream.dedupe.words.digests import is_digest
from stream.model import Original, PubStatus, StoryUpdate, Update, Verdict
from stream.model.marks import COPIED, COPY, EVOLVED_FROM, OPEN_EMBARGO, RELEASED
from stream.model.times import from_millis, millis
from stream.ports import Effects, Emit

if TYPE_CHECKING:
    from stream.dedupe.running.query import Query

FOREVER = 253_402_300_799_000
"""The end (ms) of an embargo that states none: the last second of the year 9999."""

AHEAD = 15 * 3_600_000
"""How far (ms) after its arrival a version may say it was made: the first zone's clock, and an hour."""

TEXT_BYTES = 262_144
"""A held text of more bytes (JSON) is not kept for a release in words: its agency sends it again."""


Apart = Mapping[str, frozenset[str]]
"""Which ids, as sent, an editor keeps out of each other's stories: both ways."""

_NOBODY: Apart = {}


class Case:
    """An update and the memory it is judged against; nothing here changes the memory."""

    def __init__(
        self, update: Update, memory: Memory, providers: Providers, apart: Apart = _NOBODY
    ) -> None:
        self.copy, self.copied = COPY in update.signals, COPIED in update.signals
        if self.copy or self.copied:
            kept = [signal for signal in update.signals if signal not in (COPY, COPIED)]
            update = msgspec.structs.replace(update, signals=kept)
        self.update, self.memory, self.providers, self.apart = update, memory, providers, apart
        self.uri = canonical(update.uri, update.provider)
        self.part = parts.is_part(update.headline, update.slugline, update.signals)
        headline = providers.bare(parts.bare(update.headline) if self.part else update.headline)
        self.reading = text.read(headline, update.body, update.language)
        self.stamp = Stamp(update.version, _plausible(update))
        self.event = millis(update.event_time)
        self.warnings: list[str] = []
        self.query: Query | None = None
        self.unresolved = False
        """A release in words whose item is not known: told as an outcome."""

    def forget_comparisons(self) -> None:
        """Let go of the query and of what was compared, each of which holds what holds it: without a cycle nothing
        waits for the garbage collector.
        """
        if self.query is not None:
            self.query.kin.clear()
            self.query = None

    @once
    def declared(self) -> bool:
        """The sender, or the headline, says that this updates or corrects an earlier text."""
        return self.update.declared in ("update", "correction", "refile") or text.labelled(
            self.update.headline
        )

    @once
    def released(self) -> bool:
        """The sender says in words that a hold or an embargo is over."""
        return RELEASED in self.update.signals

    @once
    def replaces(self) -> str:
        """The canonical uri of the item that this one says it replaces, or an empty string."""
        uri = self.update.alt_ids.get(EVOLVED_FROM, "")
        return canonical(uri, self.update.provider) if uri else ""

    @once
    def sequence(self) -> str:
        """The agency's own number of this text."""
        stated = self.update.alt_ids.get("sequence", "")
        return references.sequence(stated) if stated else ""

    @once
    def agency(self) -> str:
        """The unit that this text counts under: the agency it credits, else its provider."""
        update, providers = self.update, self.providers
        credit = providers.credit(update.headline, update.body) or providers.stated(
            update.alt_ids.get("source", ""), update.ed_note
        )
        return credit or providers.unit(update.provider)

    @once
    def print(self) -> Print:
        """The fingerprint."""
        return fingerprint(self.reading)

    @once
    def opening(self) -> text.Opening:
        """Headline and first two sentences."""
        return text.opening(self.reading)

    @once
    def tokens(self) -> text.Tokens:
        """The informative words of the lead; of a list of news none."""
        if is_digest(self.reading.headline, self.reading.language):
            return text.Tokens((), 0, 0, ())
        return text.tokens(self.opening, self.reading.language)

    @once
    def firm(self) -> bool:
        """The opening names a firm: a firm's texts of one day are not one event for that."""
        return text.names_firm(self.opening)

    @once
    def firms(self) -> frozenset[int]:
        """The names of the opening's firms, as token hashes."""
        words, language = text.firms(self.opening), self.reading.language
        return frozenset([token for w in words if (token := text.informative(w, language))])

    @once
    def facts(self) -> Facts:
        """What is compared word by word."""
        return facts(self.reading, self.opening, self.tokens.headnames)

    @property
    def opened(self) -> bytes:
        """The id of the item, and of the story, that this update would open."""
        space = "test\x1f" if self.update.test else ""
        return identity(space + self.uri, self.reading.content)

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
                event=self.event_of(held), embargo=self.embargo(held), status=self.status(held), test=update.test,
                scheme=SCHEME, bands=mark.bands, sketch=mark.sketch, shingles=mark.shingles,
                tokens=text.packed(said.hashes), head=said.head, names=said.names, facts=self.facts,
                firm=self.firm, sequence=self.sequence[:24], slug=references.slug(update.slugline),
                replaces=self.replaces,
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
        first = self.update.first_created
        stated = None if first is None else millis(first)
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
        """Return the embargo in milliseconds: a version that merely lacks one inherits it."""
        until = self.update.embargoed_until
        stated = None if until is None else millis(until)
        if stated is None and OPEN_EMBARGO in self.update.signals:
            return FOREVER
        return held.embargo if held and stated is None else stated

    def status(self, held: EntryRow | None) -> PubStatus:
        """Return the status in force: under an embargo that has no end it is withheld."""
        status = self.update.pub_status
        return "withheld" if status == "usable" and self.embargo(held) == FOREVER else status

    def hold_like(self, row: EntryRow) -> None:
        """Take over the hold of an entry where the update states none: it belongs to the same text."""
        update, open_ = self.update, row.embargo == FOREVER
        held = row.status == "withheld" and update.pub_status == "usable"
        until = None if row.embargo is None or open_ else from_millis(row.embargo)
        self.update = msgspec.structs.replace(
            update,
            pub_status="withheld" if held else update.pub_status,
            embargoed_until=update.embargoed_until or until,
        )

    def kept(self, entry: EntryRow) -> list[msgspec.Struct]:
        """Return the row that keeps the text of an entry that may not be published yet, if any."""
        free = entry.embargo is None or entry.embargo <= millis(self.update.ingested_at)
        if entry.status != "withheld" and free:
            return []
        whole = msgspec.json.encode(self.update)
        return [] if len(whole) > TEXT_BYTES else [HeldRow(entry.item, entry.content, whole)]

    def sources(self, story: bytes, *, item: bytes = b"", agency: str = "") -> list[str]:
        """Return the story's independent agencies; `agency` speaks for `item` in place of what is
        held.
        """
        return self._standing(story, item, agency)[0]

    def _standing(self, story: bytes, item: bytes, agency: str) -> tuple[list[str], int]:
        """Return the story's independent agencies, and how many items it has beside `item`."""
        counts, own = self.memory.agencies(story), self._own(story, item)
        units = {name for name, n in counts.items() if n > (name == own)}
        others = sum(counts.values()) - (own is not None)
        return sorted(units | {agency} if agency else units), others

    def _own(self, story: bytes, item: bytes) -> str | None:
        """Return the agency under which an item stands in the story as yet."""
        held = self.memory.latest(item)
        counted = held is not None and held.story == story and self.memory.alive(held)
        return held.agency if held and counted else None

    def told(self, held: EntryRow | None) -> Update:
        """Return the update as it goes on: with what it inherits, and with the warnings of this
        stage.
        """
        update = self.update
        changed: dict[str, object] = {}
        if held is not None:
            event, embargo = self.event_of(held), self.embargo(held)
            changed = {
                "event_time": update.event_time if event == self.event else from_millis(event),
                "pub_status": self.status(held),
            }
            if update.embargoed_until is None and embargo is not None and embargo != FOREVER:
                changed["embargoed_until"] = from_millis(embargo)
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
        told, there = self.told(held), entry is not None and not copied
        sources, others = self._standing(story, item, agency if there else "")
        return StoryUpdate(
            story=story.hex(), verdict=verdict, agency=agency,
            update=msgspec.structs.replace(told, body="") if silent else told,
            sources=sources, original=original, changes=changes or [], remaining=others + there,
        )  # fmt: skip


def _plausible(update: Update) -> int | None:
    """Return when the version was made (ms), if that can be: a version from 2099 would make all that
    follow it stale, so that it is ordered by arrival.
    """
    if update.version_created is None:
        return None
    made, arrival = millis(update.version_created), millis(update.ingested_at)
    return made if 0 <= made <= arrival + AHEAD else None


def original_of(row: EntryRow, similarity: float) -> Original:
    """Return how a row is named as the original of another update."""
    return Original(uri=row.uri, provider=row.provider, similarity=round(similarity, 3))


def effects(topic: str, record: StoryUpdate, *rows: msgspec.Struct) -> Effects:
    """Return the effects of a record on one topic."""
    return Effects(record.verdict, [Emit(topic, record.story, record)], list(rows))
