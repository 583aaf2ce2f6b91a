"""Kafka's jars in the shared cache: each checked against the lock file before each start.

A jar that is missing or damaged is taken from the local Maven repository if the right one is
there, else downloaded. A filled cache needs no network, no jgo and no write access.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from stream.adapters.broker import cache
from stream.adapters.broker.errors import ChecksumMismatch, JarsUnavailable
from stream.adapters.broker.fetch import fetch
from stream.adapters.broker.lockfile import KAFKA_VERSION, Jar, locked_jars
from stream.adapters.file_lock import FileLock

Progress = Callable[[str], None]
Fetch = Callable[[Jar, Path], Path]

ATTEMPTS = 3
"""Times that one jar is tried before the fill is given up."""

DOWNLOADS_AT_ONCE = 4

_PARTIAL = ".partial-"

REPORT_S = 0.5
"""Seconds between two progress lines, so that 46 jars aren't 46 lines."""


def ensure_jars(
    progress: Progress | None = None,
    *,
    folder: Path | None = None,
    repository: Path | None = None,
    jars: Sequence[Jar] | None = None,
    fetch: Fetch = fetch,
) -> list[Path]:
    """Return the paths of all locked jars, filling the cache first where something is missing.

    `progress` gets one line of text now and then. Raises `JarsUnavailable` or `ChecksumMismatch`.
    """
    folder = folder or cache.kafka_cache()
    jars = locked_jars() if jars is None else jars
    if missing(jars, folder):
        _fill(jars, folder, _Sources(repository or cache.local_repository(), fetch), progress)
    return [folder / jar.file_name for jar in jars]


def missing(jars: Sequence[Jar], folder: Path) -> list[Jar]:
    """Return the jars that `folder` lacks, or holds with another content than the locked one."""
    return [jar for jar in jars if not matches(jar, folder / jar.file_name)]


def matches(jar: Jar, path: Path) -> bool:
    """Say whether `path` is a readable file with the size and the sha256 of `jar`."""
    try:
        return path.stat().st_size == jar.size and _sha256(path) == jar.sha256
    except OSError:
        return False


@dataclass(frozen=True)
class _Sources:
    repository: Path
    fetch: Fetch

    def copy(self, jar: Jar, staging: Path) -> Path:
        """Return a verified file below `staging`, from the local repository or the network."""
        local = self.repository / jar.repository_path
        if matches(jar, local):
            return Path(shutil.copyfile(local, staging / jar.file_name))
        return self._download(jar, staging)

    def _download(self, jar: Jar, staging: Path) -> Path:
        error: Exception | None = None
        for attempt in range(ATTEMPTS):
            # A folder for each attempt: jgo takes a half-written file for a finished one.
            attempt_folder = staging / f"{jar.artifact}-{attempt}"
            try:
                return _verified(jar, self.fetch(jar, attempt_folder))
            except (OSError, RuntimeError, ChecksumMismatch) as failure:
                error = failure
        if isinstance(error, ChecksumMismatch):
            raise error
        raise _unavailable(f"{jar} could not be downloaded: {error}") from error


def _fill(jars: Sequence[Jar], folder: Path, sources: _Sources, progress: Progress | None) -> None:
    say = progress or (lambda line: None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.with_name(f"{folder.name}.lock"))
        lock.acquire(lambda: say("another process is fetching Kafka; waiting for it"))
        with lock:
            _drop_leftovers(folder)
            with tempfile.TemporaryDirectory(prefix=_PARTIAL, dir=folder) as staging:
                # Looked up again under the lock: another process may have filled it meanwhile.
                _fill_all(missing(jars, folder), folder, Path(staging), sources, say)
    except OSError as error:
        raise _unavailable(f"the cache folder {folder} can't be written: {error}") from error


def _fill_all(
    wanted: Sequence[Jar], folder: Path, staging: Path, sources: _Sources, say: Progress
) -> None:
    report = _Report(wanted, say)
    with ThreadPoolExecutor(max_workers=DOWNLOADS_AT_ONCE) as pool:
        running = {pool.submit(sources.copy, jar, staging): jar for jar in wanted}
        try:
            for future in as_completed(running):
                jar = running[future]
                future.result().replace(folder / jar.file_name)
                report.add(jar)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _drop_leftovers(folder: Path) -> None:
    """Delete what fills that were killed have left; we hold the lock, so none is running."""
    for leftover in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(leftover, ignore_errors=True)


class _Report:
    """Says how far the fill is: at the first jar, at the last, and now and then between."""

    def __init__(self, wanted: Sequence[Jar], say: Progress) -> None:
        self._jars, self._bytes = len(wanted), sum(jar.size for jar in wanted)
        self._say, self._next_at = say, 0.0
        self._jars_done = self._bytes_done = 0

    def add(self, jar: Jar) -> None:
        self._jars_done += 1
        self._bytes_done += jar.size
        if self._jars_done == self._jars or time.monotonic() >= self._next_at:
            self._next_at = time.monotonic() + REPORT_S
            self._say(self._line())

    def _line(self) -> str:
        size = f"{self._bytes_done / 1e6:.1f} of {self._bytes / 1e6:.1f} MB"
        return f"fetching Kafka {KAFKA_VERSION}: {self._jars_done} of {self._jars} jars, {size}"


def _verified(jar: Jar, path: Path) -> Path:
    found = _sha256(path)
    if found != jar.sha256:
        raise ChecksumMismatch(
            f"{jar} was downloaded with sha256 {found}, but {jar.sha256} is locked. It was not "
            "kept and will not be run: check the proxy or mirror between here and the repository."
        )
    return path


def _unavailable(what: str) -> JarsUnavailable:
    return JarsUnavailable(
        f"Kafka {KAFKA_VERSION} is not complete in the cache, and {what}. Connect to the network "
        f"and try again, or copy the folder {cache.kafka_cache().name} from the cache of a "
        f"machine that has it into {cache.cache_root()}."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
