"""A classifier for all tests of this folder, with the gazetteer compiled once for the session."""

from __future__ import annotations

import pytest

from stream.classify import load_classifier
from stream.classify.gazetteer.index import load_gazetteer
from support.classified import Desk


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A cache folder of the session's own: the first test pays for compiling, no test uses the user's."""
    return tmp_path_factory.mktemp("gazetteer")


@pytest.fixture(scope="session")
def gazetteer(cache):
    """The gazetteer as compiled from the packages."""
    return load_gazetteer(cache)


@pytest.fixture(scope="session")
def desk(cache, gazetteer):
    """A classifier that answers in short forms."""
    return Desk(load_classifier(cache))
