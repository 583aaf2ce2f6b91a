"""The only contact with a Maven repository, through jgo: no Maven, no address in our files.

jgo's own configuration applies (`jgo.conf`: a mirror named `central` replaces the public one),
and so do the usual proxy variables.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from stream.adapters.broker.errors import INSTALL_HINT, JarsUnavailable
from stream.adapters.broker.lockfile import Jar

if TYPE_CHECKING:
    from jgo.maven import MavenContext

TIMEOUT_S = 30
"""Seconds without a byte after which a download counts as failed."""


def fetch(jar: Jar, folder: Path) -> Path:
    """Download one jar below `folder` and return its path; nothing is verified here.

    Raises `JarsUnavailable` when jgo isn't installed, `OSError` or `RuntimeError` when the
    repository can't be reached or has no such jar.
    """
    component = maven(folder).project(jar.group, jar.artifact).at_version(jar.version)
    path: Path = component.artifact().resolve()
    return path


def resolve(coordinate: str, folder: Path) -> list[tuple[str, str, str]]:
    """Return (group, artifact, version) of all that `coordinate` needs at run time."""
    context = maven(folder)
    wanted = context.create_dependency(f"{coordinate}:compile")
    top, below = context.resolver.resolve([wanted])
    needed = [*top, *(d for d in below if d.scope in ("compile", "runtime"))]
    return [(d.groupId, d.artifactId, d.version) for d in needed]


def maven(folder: Path) -> "MavenContext":
    """Return jgo's Maven context that stores below `folder`."""
    try:
        from jgo.config import GlobalSettings
        from jgo.constants import MAVEN_CENTRAL_URL
        from jgo.maven import MavenContext
    except ImportError as error:
        raise JarsUnavailable(
            f"Kafka's jars are not in the cache and jgo, which fetches them, is not installed: "
            f"{INSTALL_HINT}"
        ) from error
    remotes = {"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories}
    return MavenContext(repo_cache=folder, remote_repos=remotes, timeout=TIMEOUT_S)
