"""What an update, a release or the end of a cool-down does to the alerts of its story.

Each function takes the story as it is, and returns the messages to send; none of them changes it. What is
taken back is in `losses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from stream.alert.life.changes import additions, begun, is_talk, label_changes, louder
from stream.alert.life.figures import figure_lines, grown, is_told, moves, recounted, rises, toll
from stream.alert.life.figures import told as told_figures
from stream.alert.life.lines import joined
from stream.alert.life.messages import (
    Cause,
    Message,
    as_told,
    begins_with,
    closed,
    followed,
    known_of,
    raised,
    remains,
    reported,
    withdrawn,
)
from stream.alert.life.rows import FirstRow, ItemRow, MessageRow
from stream.alert.life.sources import (
    apart,
    askable,
    counted,
    counts_fewer,
    heard,
    only_denied,
    said_by,
    shown_sources,
    supports,
)
from stream.alert.life.state import Story
from stream.alert.texts.affirmed import affirmed
from stream.alert.texts.background import bare
from stream.alert.texts.deaths import first_dead, reacts
from stream.alert.texts.negated import negated, negating
from stream.alert.texts.stances import (
    against,
    contradictions,
    counts_any,
    denies,
    ended,
    spared,
    turned,
)
from stream.alert.watch.rules import Rule, about, asked_tolls
from stream.alert.watch.words import fold
from stream.model import AlertStatus


class Step(NamedTuple):
    """A readable version of an item as it meets its story: the version that was shown before, all items
    that the story had and then has, and the agencies that may be named; `opposing` says what has become of
    a contradiction, `turns` what is over, `first` is the story's first report if that matched no rule."""

    was: ItemRow | None
    item: ItemRow
    before: Sequence[ItemRow]
    after: Sequence[ItemRow]
    sources: tuple[str, ...]
    cause: Cause
    opposing: Sequence[str] = ()
    turns: Sequence[str] = ()
    first: FirstRow | None = None


def live(story: Story) -> list[MessageRow]:
    """The last messages of the alerts in force, by rule id."""
    rows = (row for _, row in story.messages.values())
    return sorted((row for row in rows if row.status != "withdrawn"), key=lambda row: row.rule)


def on_item(
    story: Story,
    item: ItemRow,
    rules: Mapping[str, Rule],
    cause: Cause,
    first: FirstRow | None = None,
) -> list[Message]:
    """The messages as the item becomes readable: a first version, a later one, or a release.

    A test message speaks to alerts of tests only.
    """
    was = previous(story, item)
    items = [row for _, row in story.items.values()]
    taken = (item.uri, item.replaces)
    after = [row for uri, (_, row) in story.items.items() if uri not in taken] + [item]
    step = Step(was, item, items, after, shown_sources(story, item.sources, item), cause)
    step = step._replace(first=first)
    alerts = [before for before in live(story) if before.test or not item.test]
    if alerts:
        step = step._replace(opposing=_opposing(step), turns=ended(item, items))
    told = [_heard(before, step) for before in alerts]
    return [message for message in told if message is not None] + _raises(story, step, rules)


def previous(story: Story, item: ItemRow) -> ItemRow | None:
    """The version of the item that is readable so far."""
    found = story.items.get(item.uri) or story.items.get(item.replaces)
    return found[1] if found is not None else None


def replaced(story: Story, item: ItemRow) -> list[ItemRow]:
    """The readable items of which this one takes the place: its own, and that of the uri that it replaces."""
    return [row for uri, (_, row) in story.items.items() if uri in (item.uri, item.replaces)]


def _heard(before: MessageRow, step: Step) -> Message | None:
    """The next message; where there is none, who stands apart now, if that has changed."""
    beside = heard(before, step.was, step.item, step.after)
    changed = beside != before.apart
    if changed:
        before = replace(before, apart=beside)
    told = _next(before, step._replace(sources=said_by(before, step.sources)))
    return told if told is not None or not changed else Message(before, "", silent=True)


def _next(before: MessageRow, step: Step) -> Message | None:
    """The next message of an alert in force, if this item gives one."""
    item, rest = step.item, supports(before.rule, step.after)
    if not rest:
        last = as_told(before, {item.uri, *([step.was.uri] if step.was else [])})
        row = withdrawn(last, (item.uri, item.provider, item.version), step.sources, step.cause)
        verb = "correction" if item.declared == "correction" else "later version"
        why = f"rule {before.rule}: the {verb} by {item.provider} no longer matches"
        return Message(row, why, joined(_declared(step)))
    lost = _lost(before, step, rest)
    rest = counted(before, step.after)
    told = step.was is not None and _told(before, step.was, item)
    figures = figure_lines(before.figures, toll(rest))
    corrected = told and item.declared == "correction"
    if lost or corrected:
        said = _declared(step) if corrected else _news(step)
        if step.was is not None and corrected:
            gone = recounted(before.figures, step.was, item, toll(rest))
            said += [f"{line} → no longer stated" for line in told_figures(gone)]
            before = replace(before, figures=tuple(f for f in before.figures if f not in gone))
        changes = joined(lost, said, step.opposing, figures)
        return _amended(before, step, rest, changes) if changes else None
    if closed(before, step.cause.now):
        return None
    said = [line for line in _news(step) if not is_told(line, before.figures)] if told else []
    news = [*said, *step.opposing, *step.turns]
    bigger = _bigger(before, step, rest)
    if bigger:
        return _escalated(before, step, rest, joined(bigger, news, figures))
    return _lesser(before, step, rest, news, figures)


def _lost(before: MessageRow, step: Step, rest: Sequence[ItemRow]) -> list[str]:
    """That a report which carried the alert does so no longer, while others do."""
    was, item = step.was, step.item
    if was is None or before.rule not in was.matches or before.rule in item.matches:
        return []
    if counts_fewer(before, item):  # its figure says so
        return []
    return [remains(item.provider, rest, "no longer says so in")]


def _told(before: MessageRow, was: ItemRow, item: ItemRow) -> bool:
    return before.rule in was.matches or before.uri in (was.uri, item.uri)


def _declared(step: Step) -> list[str]:
    """All that a version says otherwise than the one before it."""
    if step.was is None:
        return []
    lines = [*step.item.changes, *label_changes(step.was, step.item, all_=True)]
    was, now = bare(step.was.headline), bare(step.item.headline)
    return lines or ([f'headline before: "{step.was.headline}"'] if fold(was) != fold(now) else [])


def _news(step: Step) -> list[str]:
    """What a later version says otherwise without calling it a correction.

    That is what was exchanged for something else, and who or where is in the headline no longer, if somebody
    or somewhere else is: what else came or went is a text told longer or shorter.
    """
    if step.was is None:
        return []
    lines = [change for change in step.item.changes if " → " in change]
    if step.was.hedge and not step.item.hedge and step.item.matches:
        lines.append(f'reported, not confirmed ("{step.was.hedge}") → stated as fact')
    if word := negated(step.item, step.was):
        lines.append(f'"{word}" → not: "{word}"')
    labels = label_changes(step.was, step.item, all_=False)
    known = known_of(step.was)
    added = additions(known, step.item, [step.was], [step.was.headline])
    moved = {line.partition(" ")[0] for line in added}
    gone = [line for line in labels if " removed: " in line]
    return lines + [line for line in gone if line.partition(" ")[0] in moved]


def _opposing(step: Step) -> list[str]:
    """That reports contradict each other, or do so no longer; and the first that denies, or has nobody hurt."""
    item, before = step.item, step.before
    lines = turned(before, step.after)
    if denies(item):
        return lines if any(map(denies, before)) else [*lines, f"{item.provider} reports a denial"]
    if counts_any(before, none := spared(item)) and not any(none <= spared(row) for row in before):
        who = (
            "nobody hurt" if len(none) > 1 else "no dead" if "killed" in none else "nobody wounded"
        )
        return [*lines, f"{item.provider} reports {who}"]
    return lines or contradictions(item)


def _bigger(before: MessageRow, step: Step, rest: Sequence[ItemRow]) -> list[str]:
    """Why the news is bigger than what was told: a new actor or place that a headline names, a toll that
    passes a step, a threat that became a deed, a rumour that is stated, a higher urgency."""
    item, lines = step.item, list[str]()
    if before.rule in item.matches and not denies(item):
        headlines = (before.headline, *(row.headline for row in step.before))
        added = additions(before.known, item, step.before, headlines)
        talk = is_talk(item) or reacts(item)
        lines += [line for line in added if not (talk and line.startswith("actor "))]
        lines += begun(before.known, item) or affirmed(item, step.before)
        lines += [] if talk else first_dead(item, step.before, before.figures)
    if grown(before.figures, toll(rest)):
        lines += figure_lines(before.figures, toll(rest))
    mine = [n for n in (before.top, step.was.urgency if step.was else None) if n is not None]
    if before.rule in item.matches and louder(min(mine, default=None), item.urgency):
        lines.append(f"urgency {f'{before.top} → ' if before.top else ''}{item.urgency}")
    return lines


def _amended(
    before: MessageRow, step: Step, rest: Sequence[ItemRow], changes: tuple[str, ...]
) -> Message:
    """The correction that those who had the alert are owed."""
    item = step.item
    carries = before.rule in item.matches or before.rule not in _matched(step)
    shown = item if carries else supports(before.rule, rest)[-1]
    verb = "corrected" if item.declared == "correction" else "changed"
    second = _second(before, step.sources, step.after)
    row = Shown(shown, rest, step.sources, second).after(before, "amended", step.cause)
    lines = joined(changes, before.kept, second)
    return Message(row, f"rule {before.rule}: {item.provider} {verb} its report", lines)


def _matched(step: Step) -> Iterable[str]:
    return step.was.matches if step.was is not None else ()


def _escalated(
    before: MessageRow, step: Step, rest: Sequence[ItemRow], changes: tuple[str, ...]
) -> Message:
    """Bigger news: it breaks the cool-down."""
    second = _second(before, step.sources, step.after)
    row = Shown(step.item, rest, step.sources, second).after(before, "escalated", step.cause)
    reason = f"rule {before.rule}: {step.item.provider} has more: {'; '.join(changes)}"
    return Message(row, reason, joined(before.kept, changes, second))


def _second(before: MessageRow, sources: Sequence[str], items: Sequence[ItemRow]) -> list[str]:
    """That a second independent source has it: not one that denies it, or says the opposite."""
    if before.corroborated or len(sources) <= 1:
        return []
    others = against(items) | negating(items)
    sources = [source for source in sources if source not in others]
    if len(sources) <= 1:
        return []
    return [f"now {len(sources)} independent sources: {', '.join(sources)}"]


def _lesser(
    before: MessageRow,
    step: Step,
    rest: Sequence[ItemRow],
    news: Sequence[str],
    figures: Sequence[str],
) -> Message | None:
    """A second source, or a change that nobody declared: told now, or when the cool-down ends.

    Figures need not be kept: they are compared again then.
    """
    second = _second(before, step.sources, step.after)
    if not second and not news and not moves(before.figures, toll(rest)):
        return None
    if before.cooldown and step.cause.now < before.sent + before.cooldown:
        kept = replace(before, owed=True, kept=joined(before.kept, news))
        return Message(kept, "", silent=True)
    changes = joined(before.kept, news, figures)
    shown = Shown(step.item, rest, step.sources, second)
    return _settled(before, shown, step.cause, changes, _verb(step))


def _verb(step: Step) -> str:
    """What the item does to the news, for a message that neither confirms nor adds."""
    if step.opposing:
        return "reports a denial" if denies(step.item) else "says otherwise"
    if step.turns:
        return "reports a turn"
    return "changed its report" if step.was is not None else "gives other figures"


class Shown(NamedTuple):
    """What a message shows: the item, all that match, the sources, and that there is a second one."""

    item: ItemRow
    rest: Sequence[ItemRow]
    sources: tuple[str, ...]
    second: Sequence[str]

    def after(self, before: MessageRow, status: AlertStatus, cause: Cause) -> MessageRow:
        """The row of the message that follows."""
        row = followed(before, status, self.item, self.rest, self.sources, cause)
        return replace(row, corroborated=before.corroborated or bool(self.second))


def _settled(
    before: MessageRow, shown: Shown, cause: Cause, changes: tuple[str, ...], verb: str
) -> Message:
    """A second source; else a toll that rises by less than a step, or what else is said."""
    status: AlertStatus = "amended"
    reason = f"rule {before.rule}: {shown.item.provider} {verb}"
    if shown.second:
        status, reason = "corroborated", f"rule {before.rule}: {shown.second[0]}"
    elif rises(before.figures, toll(shown.rest)):
        status = "escalated"
        reason = f"rule {before.rule}: {shown.item.provider} has more: {'; '.join(changes)}"
    return Message(shown.after(before, status, cause), reason, changes)


def on_cooled(story: Story, before: MessageRow, cause: Cause) -> Message:
    """What was kept back during the cool-down, in one message; nothing if it was taken back meanwhile."""
    items = [row for _, row in story.items.values()]
    rest = counted(before, items)
    sources = said_by(before, shown_sources(story, story.sources))
    changes = joined(before.kept, figure_lines(before.figures, toll(rest)))
    second = _second(before, sources, items)
    if not (changes or second or moves(before.figures, toll(rest))):
        return Message(replace(before, owed=False), "", silent=True)
    shown = Shown(supports(before.rule, items)[-1], rest, sources, second)
    return _settled(before, shown, cause, changes, "changed its report")


def _raises(story: Story, step: Step, rules: Mapping[str, Rule]) -> list[Message]:
    """The rules that match now and have no alert in force."""
    found: list[Message] = []
    known: dict[str, tuple[str, ...]] = {}
    matched = dict.fromkeys(rule for row in step.after if not row.copy for rule in row.matches)
    for id_ in matched:
        rule, (_, before) = rules.get(id_), story.messages.get(id_, (None, None))
        if rule is None or (step.item.test and id_ not in step.item.matches):
            continue
        if before is not None and before.status != "withdrawn" and not _again(before, step):
            continue
        rest = askable(rule, step.after)
        item = next((row for row in reversed(rest) if not row.copy), None)
        gone = before is not None and before.status == "withdrawn" and not only_denied(rest)
        if item is not None and (before is None or gone or _again(before, step)):
            tolls = tuple(sorted(asked_tolls(rule)))
            beside = apart(rest, step.after, story, tolls)
            sources = tuple(source for source in step.sources if source not in beside)
            if len(sources) < item.needs.get(id_, 1):
                continue
            if item.uri not in known:
                known[item.uri] = known_of(item)
            message = raised(rule, item, rest, sources, before, step.cause, known[item.uri])
            row = replace(message.row, apart=beside, tolls=tolls, whole=not about(rule))
            if tolls:
                rivals = counted(row, step.after)
                row = reported(replace(row, figures=toll(rivals)), rivals)
            message = message._replace(row=row)
            found.append(begins_with(message, step.first) if before is None else message)
    return found


def _again(before: MessageRow, step: Step) -> bool:
    """Whether a report that nobody had seen revives an alert that was closed."""
    fresh = step.was is None and before.rule in step.item.matches and not step.item.copy
    return fresh and closed(before, step.cause.now)
