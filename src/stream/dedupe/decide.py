"""The decision table: the rules in order, the first that answers decides. docs/verdicts.md says it
in words.
"""

from __future__ import annotations

from stream.dedupe.case import Case, effects
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.near import Match, nearest
from stream.dedupe.copies.outdated import outdated, replaced_version
from stream.dedupe.copies.same import (
    ALIKE,
    CUT,
    SHORT,
    kinship,
    next_issue,
    other_form,
    retells,
    same_hour,
    says_more,
)
from stream.dedupe.copies.taken import Taken, is_copy, taken, whose
from stream.dedupe.items.advisories import release
from stream.dedupe.items.kills import buried, copies_dead, is_kill, kill
from stream.dedupe.items.known import duplicate, known, repeat, revise, stale
from stream.dedupe.items.links import linked, numbered
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.elsewhere import places_exchanged
from stream.dedupe.running.stories import (
    belongs,
    earlier,
    echoes,
    first_part,
    joins,
    other_subject,
    own_report,
    retold,
)
from stream.dedupe.running.turns import turns
from stream.dedupe.words.changes import LIMIT, differences
from stream.model.topics import DUPLICATES, STORIES
from stream.ports import Effects


def decide(case: Case) -> Effects:
    """Return what an update is, and as the outcome its verdict, or what could not be resolved."""
    effects = _judge(case)
    case.forget_comparisons()
    if case.unresolved:
        effects.outcome = "release_unresolved"
    return effects


def _judge(case: Case) -> Effects:
    if is_kill(case.update):
        return kill(case)
    answer = buried(case) or release(case) or known(case) or linked(case)
    if answer is not None:
        return answer
    if case.copy:
        return Effects("elsewhere")
    if not case.update.test:
        for rule in (exact, part, numbered, near, again, story):
            if (answer := rule(case)) is not None:
                return answer
    return _open(case)


def exact(case: Case) -> Effects | None:
    """The same text under another id: a repeat by its own provider, a duplicate by anyone else."""
    rows = [r for r in case.memory.same_text(case.reading.content) if not same_hour(case, r)]
    own = [row for row in rows if row.provider == case.update.provider and not _dead(case, row)]
    alive = own or [row for row in rows if not _dead(case, row)]
    if not alive:
        return copies_dead(case, rows[0], 1.0) if rows else _copies_grave(case)
    row = alive[0]
    if not own:
        return duplicate(case, row, 1.0)
    held = case.memory.current(row.item)
    if held.content != row.content:
        return revise(case, held) if case.declared else stale(case, held)
    return repeat(case, held)


def _dead(case: Case, row: EntryRow) -> bool:
    memory = case.memory
    return memory.killed_item(row.item) is not None or memory.killed_item(row.copy_of) is not None


def _copies_grave(case: Case) -> Effects | None:
    """A text that is only known from a tombstone: another's copy stays silent, and opens nothing."""
    graves = [
        g
        for g in case.memory.killed_text(case.reading.content)
        if g.provider != case.update.provider
    ]
    return (
        effects(DUPLICATES, case.say("stale", None, graves[0].story, silent=True))
        if graves
        else None
    )


def part(case: Case) -> Effects | None:
    """A later piece of a text that was sent in pieces: it joins the story and replaces nothing."""
    if not case.part:
        return None
    first = first_part(case)
    if first is not None:
        case.hold_like(case.memory.current(first.item))
        return _follow(case, first)
    if (killed := first_part(case, dead=True)) is not None:
        return stale(case, killed)
    join = joins(case)
    return _follow(case, join.row) if join else _open(case)


def near(case: Case) -> Effects | None:
    """Nearly the same text: a duplicate, unless it says something else."""
    match = nearest(case)
    if match is None:
        return None
    row = match.row
    if same_hour(case, row) or other_subject(case, row):
        return None
    changes = _changes(case, row)
    if _dead(case, row):
        return None if changes else copies_dead(case, row, match.similarity)
    own, kin = row.provider == case.update.provider, kinship(case, row)
    if own and (other_form(case, row, kin) or next_issue(case, row)):
        return None
    if own and not changes and case.update.declared == "repeat":
        return repeat(case, case.memory.current(row.item))
    if own and (case.declared or says_more(case, row, kin) or (changes and retold(case, row))):
        return revise(case, case.memory.current(row.item))
    if changes and not _left_out(case, changes):
        return _follow(case, row) if belongs(case, row) else None
    if own and _elsewhere(case, row):
        return None
    return duplicate(case, _source(case, match), match.similarity)


def _elsewhere(case: Case, row: EntryRow) -> bool:
    """Tell if two short texts of one form have other names: a long one told again may name others as well, and of one
    firm's the firm decides.
    """
    short = max(case.print.shingles, row.shingles) < SHORT and not (case.firm and row.firm)
    return short and places_exchanged(case, row)


def _source(case: Case, match: Match) -> EntryRow:
    """Return the entry that was copied: the original of a copy, if it is still held."""
    return case.memory.latest(match.row.copy_of) or match.row


def again(case: Case) -> Effects | None:
    """Another form of the provider's own report: cut or set anew it is a duplicate, else it takes its place."""
    found = own_report(case)
    if found is None:
        return None
    row, kin = found
    if other_subject(case, row):
        return None
    held = case.memory.current(row.item)
    if case.declared or says_more(case, row, kin) or _changes(case, row):
        return revise(case, held)
    return None if _elsewhere(case, row) else duplicate(case, row, kin.similarity)


def story(case: Case) -> Effects | None:
    """Another text about a running event: it joins the story; a declared update of a text takes its
    place.
    """
    if case.declared and (row := earlier(case)) is not None:
        return revise(case, case.memory.current(row.item))
    join = joins(case)
    if join and not _adds(case, join.row):
        if echoes(case, join.row):
            return duplicate(case, join.row, 1.0)
        kin = kinship(case, join.row)
        if (kin.mine >= CUT and case.print.shingles >= SHORT) or retells(case, join.row, kin):
            return duplicate(case, join.row, kin.similarity)
    if join and (old := _old_copy(case, join.row)):
        return duplicate(case, old, kinship(case, old).similarity)
    if join and (found := _copied(case, join.row)):
        return duplicate(case, found.row, found.part)
    return _follow(case, join.row) if join else None


def _old_copy(case: Case, row: EntryRow) -> EntryRow | None:
    """Return the version that a paper's text rests on, if its agency has corrected it since."""
    provider, providers = case.update.provider, case.providers
    if case.agency != row.agency or case.agency == providers.unit(provider):
        return None
    if not providers.reprints(provider):  # an agency that relays another is read, old figure or not
        return None
    old = replaced_version(case, row.copy_of or row.item)
    like = kinship(case, old).like if old else None
    return old if like and like.words_mine >= ALIKE else None


def _left_out(case: Case, changes: list[str]) -> bool:
    """Tell if a paper's copy only has fewer figures than the text that it is from."""
    return all(map(_figure_went, changes)) and case.providers.reprints(case.update.provider)


def _figure_went(change: str) -> bool:
    """Tell if a change is a figure that is no more; a "not" that is no more turns the report round."""
    return change.startswith("- ") and change[2:3].isdigit()


def _copied(case: Case, row: EntryRow) -> Taken | None:
    """Return what a paper's edited or blended copy is from, in the story of an entry."""
    found = taken(case, row.story)
    return found if found and is_copy(case, found) and not _unsaid(case, found.row) else None


def _unsaid(case: Case, row: EntryRow) -> bool:
    """Tell if a text leaves out a "not" of an entry."""
    changes = _changes(case, row)
    return any(change.startswith("- ") and not _figure_went(change) for change in changes)


def _adds(case: Case, row: EntryRow) -> bool:
    return not all(map(_figure_went, _changes(case, row)))


def _changes(case: Case, row: EntryRow) -> list[str]:
    return differences(
        row.facts, case.facts, numbers_of(row.tokens), case.tokens.hashes, case.reading.language
    )


def _follow(case: Case, row: EntryRow) -> Effects:
    entry = case.entry(case.opened, row.story, whose(case, row.story))
    changes = [*turns(case, row.story), *outdated(case, row.story)]
    record = case.say("follow_up", entry, row.story, changes=changes[:LIMIT])
    return effects(STORIES, record, entry, *case.kept(entry))


def _open(case: Case) -> Effects:
    entry = case.entry(case.opened, case.opened, case.agency)
    return effects(STORIES, case.say("new", entry, case.opened), entry, *case.kept(entry))
