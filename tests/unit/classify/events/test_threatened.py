"""Tests of deeds that are only threatened, of sanctions that are agreed on, and of shots."""

from __future__ import annotations

from typing import Any

import pytest

from support.classified import update


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Menace de grève à la SNCF pour Noël", "threaten"),
        ("Iran threatens to hit US bases", "threaten"),
        ("Bomb threat closes school in Leeds", "threaten"),
        ("EU agrees 18th package of sanctions against Russia", "sanction"),
        ("EU agrees to lift sanctions on Syria", "agree"),
        ("Police opened fire on marchers in Nampula", "assault"),
        ("煤矿瓦斯爆炸致五死", ""),
        ("Bus falls into gorge, 12 killed", ""),
        ("炸弹爆炸致五死", "assault"),
    ],
)
def test_a_headline_has_its_class(desk: Any, headline: str, kind: str) -> None:
    """A threat is none of its deeds, a blast in a mine and a bus in a gorge are nobody's attack."""
    events = desk.classifier.read(update(headline, "")).events
    assert [event.type for event in events] == [kind] * bool(kind)
