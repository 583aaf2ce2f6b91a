"""An example of each answer, for OpenAPI; all of one made-up afternoon."""

from __future__ import annotations

from typing import Any

_ACTOR = {"id": "hts", "name": "Hayat Tahrir al-Sham", "role": "participant"}
_PLACE = {"id": "170063", "name": "Aleppo", "role": "event"}
_OF_STORY_ACTOR = {**_ACTOR, "kind": "rebel", "country": "SY"}
_OF_STORY_PLACE = {
    **_PLACE, "country": "SY", "kind": "city", "latitude": 36.20124, "longitude": 37.16117, "focus": True,
}  # fmt: skip
_HEADLINE = "HTS fighters push into Aleppo and battle government forces"
_MESSAGE: dict[str, Any] = {
    "id": "9b1f0c6de2a47753", "sequence": 1, "status": "raised", "rule": "aleppo-offensive",
    "story": "4be01c9d7f2a8360", "severity": "critical", "channels": ["foreign-desk"], "headline": _HEADLINE,
    "reason": 'rule aleppo-offensive: actor Hayat Tahrir al-Sham in headline: "HTS"', "changes": [],
    "actors": [{**_ACTOR, "evidence": ["headline: HTS"]}],
    "places": [{**_PLACE, "evidence": ["headline: Aleppo"]}], "sources": ["Reuters"], "single_source": True,
    "uri": "urn:newsml:reuters.com:20241129:ALEPPO1", "provider": "Reuters", "version": "1", "urgency": 2,
    "language": "en", "at": "2024-11-29T13:07:20Z", "ingested_at": "2024-11-29T13:07:22.418Z",
    "events": ["assault"], "figures": ["killed 12+"],
    "timeline": [
        {"at": "2024-11-29T13:07:20Z", "status": "raised", "provider": "Reuters", "headline": _HEADLINE}
    ],
    "stories": [], "link": "4be01c9d7f2a8360/9b1f0c6de2a47753", "test": False,
}  # fmt: skip
_SHOWN = {**_MESSAGE, "first_at": "2024-11-29T13:07:20Z", "messages": 1}
_COUNT = {
    "window_start": "2024-11-29T13:00:00Z", "window_seconds": 3600, "dimension": "actor", "value": "hts",
    "name": "Hayat Tahrir al-Sham", "stories": 2, "updates": 7, "sources": 3,
    "casualties": [{"kind": "killed", "stories": 1, "least": 12, "most": 20}],
    "baseline": {"weeks": 4, "stories": 0.5, "updates": 1.25}, "folded": 0, "final": False, "corrected": False,
}  # fmt: skip

_STATUS: dict[str, Any] = {
    "now": "2024-11-29T13:10:00Z",
    "feed": {
        "last_record_at": "2024-11-29T13:09:59.120Z", "behind": 0, "connected": True,
        "stale_after_seconds": 300.0,
    },
    "version": "0.1.0",
}  # fmt: skip
_ALERTS: dict[str, Any] = {"alerts": [_SHOWN], "next": "WzQxXQ"}
_ALERT: dict[str, Any] = {**_SHOWN, "history": [_MESSAGE]}
_STORIES: dict[str, Any] = {
    "stories": [
        {
            "id": "4be01c9d7f2a8360", "headline": _HEADLINE, "last_at": "2024-11-29T13:07:20Z",
            "language": "en", "sources": ["Reuters"], "updates": 1, "actors": [_OF_STORY_ACTOR],
            "places": [_OF_STORY_PLACE], "alerts": ["9b1f0c6de2a47753"],
        }
    ],
    "next": None,
}  # fmt: skip
_STORY: dict[str, Any] = {
    "id": "4be01c9d7f2a8360", "state": "live", "headline": _HEADLINE,
    "first_at": "2024-11-29T13:07:20Z", "last_at": "2024-11-29T13:07:20Z", "language": "en",
    "sources": ["Reuters"], "actors": [_OF_STORY_ACTOR], "places": [_OF_STORY_PLACE],
    "figures": [
        {
            "kind": "killed", "least": 12, "most": None, "stated_by": "", "agency": "Reuters",
            "uri": "urn:newsml:reuters.com:20241129:ALEPPO1",
        }
    ],
    "alerts": ["9b1f0c6de2a47753"],
    "updates": [
        {
            "uri": "urn:newsml:reuters.com:20241129:ALEPPO1", "provider": "Reuters", "agency": "Reuters",
            "version": "1", "verdict": "new", "at": "2024-11-29T13:07:20Z", "headline": _HEADLINE,
            "body": "At least 12 people were killed as fighters pushed into the city.", "language": "en",
            "state": "current", "changes": [],
            "labels": [
                {
                    "label": "actor", "id": "hts", "name": "Hayat Tahrir al-Sham", "role": "participant",
                    "rule": "alias", "field": "headline", "start": 0, "end": 3,
                }
            ],
        }
    ],
}  # fmt: skip
_SEARCH: dict[str, Any] = {
    "results": [
        {
            "story": "4be01c9d7f2a8360", "uri": "urn:newsml:reuters.com:20241129:ALEPPO1",
            "headline": _HEADLINE, "snippet": _HEADLINE, "marks": [[23, 29]], "at": "2024-11-29T13:07:20Z",
            "provider": "Reuters", "language": "en",
        }
    ],
    "next": None,
}  # fmt: skip
_COUNTS: dict[str, Any] = {"counts": [_COUNT], "next": None}
_TOP: dict[str, Any] = {
    "window_start": "2024-11-29T13:00:00Z", "window_seconds": 3600, "dimension": "actor", "final": False,
    "top": [_COUNT],
    "movers": [{**_COUNT, "ratio": 2.0}],
}  # fmt: skip
_PLACES: dict[str, Any] = {
    "places": [
        {
            "id": "170063", "name": "Aleppo", "country": "SY", "kind": "city", "latitude": 36.20124,
            "longitude": 37.16117, "stories": 2, "alerts": 1,
        }
    ]
}  # fmt: skip
LIVE = (
    "retry: 2000\nid: 5d2f0a9b71c4-41\n\nevent: status\n"
    'data: {"now":"2024-11-29T13:10:00Z","feed":{"last_record_at":"2024-11-29T13:09:59.120Z","behind":0,'
    '"connected":true,"stale_after_seconds":300.0},"version":"0.1.0"}\n\n'
    'event: story\nid: 5d2f0a9b71c4-42\ndata: {"id":"4be01c9d7f2a8360"}\n\n'
)

EXAMPLES: dict[str, dict[str, Any]] = {
    "StatusAnswer": _STATUS, "AlertList": _ALERTS, "AlertWithHistory": _ALERT, "StoryList": _STORIES,
    "StoryAnswer": _STORY, "SearchAnswer": _SEARCH, "CountList": _COUNTS, "TopAnswer": _TOP,
    "PlaceList": _PLACES,
}  # fmt: skip
"""By the name of the shape."""
