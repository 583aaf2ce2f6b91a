"""From what a text says of an actor to its label."""

from __future__ import annotations

from stream.classify.actors import groups
from stream.classify.actors.known import Actors
from stream.classify.actors.mentions import Mention, role_of
from stream.model import ActorLabel, Evidence


def actor_label(actors: Actors, id: str, mention: Mention, unnamed: str | None) -> ActorLabel:
    """The label of an actor; `unnamed` is the country of an unnamed group (or empty), None for others."""
    if unnamed is not None:
        place = f" ({actors.by_id[actors.governments[unnamed]].name})" if unnamed else ""
        group, country = id.split("-")[1], unnamed
        name, kind = f"unnamed {group}{place}", groups.KINDS.get(group, "armed-group")
        parents: list[str] = []
    else:
        actor = actors.by_id[id]
        name, kind, country, parents = actor.name, actor.kind, actor.country, list(actor.parents)
    mention.settle(kind)
    role = role_of(kind, mention)
    return ActorLabel(
        id=id, name=name, kind=kind, role=role, country=country, confidence=mention.confidence,
        direction=mention.direction if role == "participant" else "", parents=parents, person=mention.person,
        evidence=sorted(mention.evidence, key=_position) if len(mention.evidence) > 1 else mention.evidence,
    )  # fmt: skip


def _position(words: Evidence) -> tuple[bool, str, int]:
    """Where words stand: in the headline first."""
    return words.field != "headline", words.field, words.start
