"""Where Kafka's jars are kept: one folder for the user, shared by projects and versions of us."""

import os
from pathlib import Path

from platformdirs import user_cache_path

from stream.adapters.broker.lockfile import KAFKA_VERSION


def cache_root() -> Path:
    """Return the cache folder: `NEWSWIRE_CACHE`, else `newswire` where the system keeps caches.

    That is `$XDG_CACHE_HOME` or `~/.cache` on Linux.
    """
    if named := os.environ.get("NEWSWIRE_CACHE"):
        return Path(named).expanduser().absolute()
    return user_cache_path("newswire", appauthor=False)


def kafka_cache() -> Path:
    """Return the folder of the jars of the Kafka that this package runs."""
    return cache_root() / f"kafka-{KAFKA_VERSION}"


def local_repository() -> Path:
    """Return the user's local Maven repository, which need not exist."""
    if named := os.environ.get("M2_REPO"):
        return Path(named).expanduser()
    return Path.home() / ".m2" / "repository"
