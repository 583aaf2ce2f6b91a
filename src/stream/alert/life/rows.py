"""What the alert stage remembers: append-only rows, each written once.

Only what a later decision needs is kept: items that match a rule, are held, or have caused a
message.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from stream.model import AlertStatus, Severity

Hold = Literal["", "embargo", "withheld"]
Label = tuple[str, str, str, tuple[str, ...]]
"""A label as id, name, role and the words that it was read from, each as `headline: HTS`."""

Figure = tuple[str, int, int, bool]
"""A kind of casualties with the lowest and the highest number stated; the flag says "or more".

The kind may name a side: "killed (militants)".
"""

Moment = tuple[int, str, str, str, str]
"""A point of the time line: when its version was made (ms), status, provider, uri, headline."""


class Row(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """Base of the rows: tagged, and compact as an array; without cycles, so no collector need visit them."""


class ItemRow(Row, frozen=True, gc=False):
    """One version of an item; a newer row of the same item takes its place.

    A held version (`hold`) takes back the one that was shown. `until` is the embargo in milliseconds,
    0 for none; a withheld version keeps it for those that follow. `matches` are rule ids with reasons,
    `needs` the number of sources for those that ask for several. `copy` marks another agency's
    near-identical text: it supports an alert, but raises none. `replaces` is the uri that this item had
    before. `at` is when the version was made, in milliseconds, `events` the types of events, `figures` the
    casualties. `hedge` is the word by which the report says that it only heard so.
    `countries` are the ISO codes of its places, police and prosecutors by id, `nations` the ids of the places that are
    countries themselves, `parts` of those that are first-order divisions; `lands` the codes of the countries
    in which others lie, and their divisions as "CD Ituri". `asked` says of each match what its rule asked
    then (`rules.asks`): a rule that asks for something else by now raises nothing by it.
    """

    story: str
    uri: str
    provider: str
    agency: str
    version: str | None
    urgency: int | None
    language: str
    headline: str
    actors: tuple[Label, ...]
    places: tuple[Label, ...]
    matches: dict[str, str]
    needs: dict[str, int]
    sources: tuple[str, ...]
    changes: tuple[str, ...]
    declared: str
    at: int
    ingested_at: datetime
    events: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    test: bool = False
    copy: bool = False
    replaces: str = ""
    hold: Hold = ""
    until: int = 0
    hedge: str = ""
    lands: tuple[str, ...] = ()
    countries: dict[str, str] = {}
    nations: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    asked: dict[str, str] = {}


class MessageRow(Row, frozen=True, gc=False):
    """One message of the alert (rule, story): all that the next one needs, were the rule gone.

    `uri`, `provider`, `version`, `urgency`, `language`, `headline` and the labels are those shown.
    `corroborated` says that this life of the alert has already shown more than one source, `known` are
    ids of the labels that it has shown, `top` is the highest urgency. `sent` is the log time of the
    message, `cooldown` and `closing` how long after it the alert is on cool-down and open, all in
    milliseconds. `owed`: something was kept back until the cool-down ends, with the words `kept`.
    `digest` is the id of the digest that tells this alert's messages in its place; a digest itself has
    its own id in `story`, and in `stories` the stories that it stands for, with a headline each.
    `apart` are agencies of the story that had not said so before the alert's first report did, nor since.
    `tolls` are the kinds of casualties that the rule asks for: who gives no figure of them says nothing to it.
    `whole`: the rule asks for nothing in the text (urgency, sender), so that the alert is of all of its story.
    """

    story: str
    rule: str
    sequence: int
    status: AlertStatus
    severity: Severity
    channels: tuple[str, ...]
    corroborated: bool
    uri: str
    provider: str
    version: str | None
    urgency: int | None
    language: str
    headline: str
    actors: tuple[Label, ...]
    places: tuple[Label, ...]
    sources: tuple[str, ...]
    events: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    known: tuple[str, ...] = ()
    timeline: tuple[Moment, ...] = ()
    top: int | None = None
    sent: int = 0
    cooldown: int = 0
    closing: int = 0
    owed: bool = False
    kept: tuple[str, ...] = ()
    digest: str = ""
    test: bool = False
    stories: tuple[tuple[str, str], ...] = ()
    apart: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    whole: bool = False


class KillRow(Row, frozen=True, gc=False):
    """An item is killed, or with `all` all that the story held; `sources` are those that remain."""

    story: str
    uri: str
    sources: tuple[str, ...]
    all: bool = False


class FirstRow(Row, frozen=True, gc=False):
    """The first report of a story of which no rule has matched anything yet; a newer row takes its place.

    `at` is the event time in milliseconds. Without a headline it says that the report was taken back.
    """

    story: str
    uri: str
    provider: str
    at: int
    headline: str


class SourcesRow(Row, frozen=True, gc=False):
    """The story's sources changed by an update of which nothing else is remembered."""

    story: str
    sources: tuple[str, ...]


class ForgetRow(Row, frozen=True, gc=False):
    """Stories that are forgotten: idle for too long, or the oldest of too many.

    Expiry is a row, not a comparison in the fold: a fold over rows of which superseded ones are
    deleted sees longer idle times than the first run saw.
    """

    stories: tuple[str, ...]


class BurstRow(Row, frozen=True, gc=False):
    """The log times (ms) of a rule's last raises, as many as its limit, and the digest of its burst."""

    rule: str
    times: tuple[int, ...]
    digest: str


class RulesRow(Row, frozen=True, gc=False):
    """The rules in force from here on: as JSON, so that a later version folds what it can't read."""

    digest: str
    rules: str


StoryRow = ItemRow | MessageRow | KillRow | SourcesRow
AnyRow = StoryRow | FirstRow | ForgetRow | BurstRow | RulesRow
