"""Who may take an item back."""

import pytest

from stream.wire.lifecycle.agencies import Speaker, speaker


@pytest.mark.parametrize(
    ("who", "provider", "is_"),
    [
        ("Reuters", "Thomson Reuters", "own"),
        ("The AP", "Associated Press", "own"),
        ("L'AFP", "urn:afp", "own"),
        ("Nordwire", "nordwire", "own"),
        ("We", "", "own"),
        ("Reuters", "", "agency"),
        ("Reuters", "Nordwire", "agency"),
        ("Reuters", "dpa", "other"),
        ("Israel", "Reuters", "other"),
        ("Ecuador quake", "", "other"),
    ],
)
def test_who_a_subject_is_to_an_item(who: str, provider: str, is_: Speaker) -> None:
    """The provider under any of its names, an agency that may be it, or anybody else."""
    assert speaker(who, provider) == is_
