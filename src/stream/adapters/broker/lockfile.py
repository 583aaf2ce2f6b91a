"""The committed list of jars that make one Kafka: coordinates, sizes and sha256 sums."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

KAFKA_VERSION = "4.3.1"
"""The Apache Kafka release that this package runs."""

LOCK_NAME = "kafka.lock.toml"

_HEADER = """\
# The jars of one Apache Kafka, checked before each start. Made by:
#   python -m stream.adapters.broker.make_lockfile
"""


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One locked jar: Maven coordinates, size in bytes, sha256 as 64 hex digits."""

    group: str
    artifact: str
    version: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        """Name of the jar's file, the same as in a Maven repository."""
        return f"{self.artifact}-{self.version}.jar"

    @property
    def repository_path(self) -> str:
        """Path of the jar below the root of a Maven repository, with forward slashes."""
        return "/".join([*self.group.split("."), self.artifact, self.version, self.file_name])

    def __str__(self) -> str:
        return f"{self.group}:{self.artifact}:{self.version}"


def locked_jars() -> list[Jar]:
    """Return the committed jars, in class-path order."""
    text = files(__package__).joinpath(LOCK_NAME).read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> list[Jar]:
    """Return the jars that a lock file's text lists; raises `ValueError` for a broken one."""
    try:
        return [Jar(**entry) for entry in tomllib.loads(text)["jar"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{LOCK_NAME} is not a list of jars: {error}") from error


def render(jars: Iterable[Jar]) -> str:
    """Return lock file text for `jars`, sorted, so that an upgrade is a readable diff."""
    return _HEADER + f'kafka = "{KAFKA_VERSION}"\n' + "".join(_entry(jar) for jar in sorted(jars))


def _entry(jar: Jar) -> str:
    return (
        "\n[[jar]]\n"
        f'group = "{jar.group}"\n'
        f'artifact = "{jar.artifact}"\n'
        f'version = "{jar.version}"\n'
        f'sha256 = "{jar.sha256}"\n'
        f"size = {jar.size}\n"
    )
