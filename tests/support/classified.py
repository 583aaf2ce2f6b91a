"""Short forms for the tests: an update from its texts, labels as dictionaries."""

from __future__ import annotations

from datetime import UTC, datetime

from stream.classify import Classifier
from stream.model import Update

NOVEMBER_2024 = datetime(2024, 11, 29, 18, 0, tzinfo=UTC)
ALEPPO, IDLIB, IDLIB_GOVERNORATE, SARAQIB, SYRIA = 170063, 169389, 169387, 164816, 163843


def update(
    headline: str = "", body: str = "", located: str = "", at: datetime = NOVEMBER_2024
) -> Update:
    """An update of a provider that does not matter."""
    return Update(
        uri="u",
        provider="p",
        event_time=at,
        ingested_at=at,
        headline=headline,
        body=body,
        located=located,
    )


class Desk:
    """Asks a classifier; texts are body texts unless named otherwise."""

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier

    def actors(
        self, body: str = "", headline: str = "", at: datetime = NOVEMBER_2024
    ) -> dict[str, str]:
        """Roles by actor id."""
        actors, _ = self.classifier.label(update(headline, body, at=at))
        return {actor.id: actor.role for actor in actors}

    def places(self, body: str = "", headline: str = "", located: str = "") -> dict[int, str]:
        """Roles by GeoNames id."""
        _, places = self.classifier.label(update(headline, body, located))
        return {place.id: place.role for place in places}

    def evidence(self, body: str) -> dict[int, list[str]]:
        """The words behind each place."""
        _, places = self.classifier.label(update(body=body))
        return {place.id: [evidence.text for evidence in place.evidence] for place in places}
