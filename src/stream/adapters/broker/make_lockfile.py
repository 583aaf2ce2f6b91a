"""Regenerate the lock file: set `KAFKA_VERSION`, then `python -m stream.adapters.broker.make_lockfile`."""

import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stream.adapters.broker.fetch import fetch, resolve
from stream.adapters.broker.lockfile import KAFKA_VERSION, LOCK_NAME, Jar, render

SCALA = "2.13"
"""The Scala line that Kafka's own build is published for."""

_LOGGING = "org.apache.logging.log4j"


def make_lock(folder: Path) -> list[Jar]:
    """Resolve and download everything below `folder`; return the jars with their sums.

    Kafka and its logging binding are resolved apart: resolved together, jgo picks an older
    kafka-clients, with which the broker dies of `NoSuchMethodError`.
    """
    kafka = resolve(f"org.apache.kafka:kafka_{SCALA}:{KAFKA_VERSION}", folder)
    core = next(version for _, name, version in kafka if name == "log4j-core")
    binding = (_LOGGING, "log4j-slf4j-impl", core)
    with ThreadPoolExecutor(max_workers=4) as pool:
        return sorted(pool.map(lambda found: _locked(found, folder), [*kafka, binding]))


def _locked(found: tuple[str, str, str], folder: Path) -> Jar:
    data = fetch(Jar(*found, sha256="", size=0), folder).read_bytes()
    return Jar(*found, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def main() -> int:
    """Write the lock file next to this module; return a process exit code."""
    with tempfile.TemporaryDirectory() as folder:
        jars = make_lock(Path(folder))
    Path(__file__).with_name(LOCK_NAME).write_text(render(jars), encoding="utf-8", newline="\n")
    megabytes = sum(jar.size for jar in jars) / 1e6
    print(f"{LOCK_NAME}: Kafka {KAFKA_VERSION}, {len(jars)} jars, {megabytes:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
