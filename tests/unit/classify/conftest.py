"""A classifier for all tests of this folder, with the gazetteer compiled once for the session."""

from __future__ import annotations

import pytest

from stream.adapters.file_lock import FileLock
from stream.classify import load_classifier
from stream.classify.gazetteer.index import load_gazetteer
from support.classified import Desk


@pytest.fixture(scope="session")
def cache(tmp_path_factory, request):
    """A cache folder of the session's own: no test uses the user's.

    The processes of one run share it, and the first of them compiles: it takes 20 s of a core.
    """
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent
    with FileLock(folder / "gazetteer.lock"):
        load_gazetteer(folder / "gazetteer")
    return folder / "gazetteer"


@pytest.fixture(scope="session")
def gazetteer(cache):
    """The gazetteer as compiled from the packages."""
    return load_gazetteer(cache)


@pytest.fixture(scope="session")
def desk(cache, gazetteer):
    """A classifier that answers in short forms."""
    return Desk(load_classifier(cache))
