"""The broker's data folder: its marker, its lock, what is in it, and how it is wiped.

```text
newswire-broker.json   the marker: only a folder that has it is ever used again or deleted
broker.lock            held by the owner and by Kafka itself
server.properties, log4j2.properties, kafka.log, kafka.log.1
log/                   Kafka's records
tmp/                   native libraries that Kafka unpacks; emptied at each start
```
"""

import base64
import json
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from stream.adapters.broker.config import LOG_FOLDER
from stream.adapters.broker.errors import DataFolderError, FolderInUse, ForeignFolder
from stream.adapters.file_lock import FileLock

MARKER = "newswire-broker.json"
LOCK = "broker.lock"

GRACE_S = 3.0
"""Seconds to wait for a folder: a broker whose owner was just killed needs one to stop."""


@dataclass
class Marker:
    """What the folder remembers: the cluster's id, and the ports and process of its last start."""

    cluster_id: str
    formatted: bool = False
    port: int = 0
    controller_port: int = 0
    pid: int = 0


class DataFolder:
    """One broker's folder; `open` it to hold it, `close` it to let the next broker have it."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self.lock = FileLock(self.path / LOCK)
        self.log_file = self.path / "kafka.log"
        self.temporary = self.path / "tmp"

    def open(self) -> Marker:
        """Make or take over the folder and return its marker.

        Raises `ForeignFolder`, `FolderInUse` or `DataFolderError`.
        """
        with _told(self.path):
            _refuse_foreign(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            self._hold()
            marker = _read(self.path) or Marker(new_cluster_id())
            self._prepare(marker)
            return marker

    def close(self) -> None:
        """Let the folder go."""
        self.lock.release()

    def save(self, marker: Marker) -> None:
        """Write the marker in one step, so that a crash leaves the old one or the new one."""
        fresh = self.path / f"{MARKER}.new"
        fresh.write_text(json.dumps(asdict(marker), indent=2) + "\n", encoding="utf-8")
        fresh.replace(self.path / MARKER)

    def write(self, name: str, text: str) -> None:
        """Write one of Kafka's configuration files."""
        with _told(self.path):
            (self.path / name).write_text(text, encoding="utf-8")

    def last_lines(self, count: int = 20) -> str:
        """Return the end of kafka.log, for an error message."""
        try:
            lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-count:])

    def _hold(self) -> None:
        until = time.monotonic() + GRACE_S
        while not (held := self.lock.try_acquire()) and time.monotonic() < until:
            time.sleep(0.1)
        if held:
            return
        marker = _read(self.path)
        where = f" (127.0.0.1:{marker.port}, process {marker.pid})" if marker else ""
        raise FolderInUse(
            f"a broker already runs on {self.path}{where}: use that one, stop it first, "
            "or name another folder"
        )

    def _prepare(self, marker: Marker) -> None:
        if not marker.formatted:
            # Left by a format that was cut short: Kafka would refuse to format over it.
            shutil.rmtree(self.path / LOG_FOLDER, ignore_errors=True)
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()
        if self.log_file.exists():
            self.log_file.replace(self.log_file.with_name("kafka.log.1"))
        self.save(marker)


def wipe(data_dir: Path) -> None:
    """Delete a broker's data folder; a missing or empty one is left as it is.

    Raises `ForeignFolder` unless the folder carries our marker, `FolderInUse` while a broker
    runs on it.
    """
    folder = DataFolder(data_dir)
    with _told(folder.path):
        _refuse_foreign(folder.path)
        if not (folder.path / MARKER).exists():
            return
        folder._hold()
        try:
            # The marker goes last: a wipe that is cut short can be repeated.
            for entry in sorted(folder.path.iterdir(), key=lambda path: path.name == MARKER):
                _delete(entry)
            folder.path.rmdir()
        finally:
            folder.close()


def running(data_dir: Path) -> str | None:
    """Return `host:port` of the broker that runs on a data folder, None if none does. Changes nothing.

    Raises `DataFolderError` if the folder can't be read.
    """
    path = data_dir.expanduser().absolute()
    with _told(path):
        marker = _read(path)
        if marker is None or not marker.port:
            return None
        # Whoever holds the lock runs; the port alone may have gone to another program since.
        with FileLock(path / LOCK).tried() as free:
            return None if free else f"127.0.0.1:{marker.port}"


def new_cluster_id() -> str:
    """Return a random id as Kafka writes it: 22 characters of URL-safe base64."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):  # The storage tool would take it for an option.
            return text


def _refuse_foreign(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise ForeignFolder(f"{path} is not a folder: name another place for the broker's data")
    if path.is_dir() and not (path / MARKER).exists() and _holds_other_things(path):
        raise ForeignFolder(
            f"{path} is not empty and no broker of ours made it (no {MARKER}): "
            "name another folder; nothing was touched"
        )


def _holds_other_things(path: Path) -> bool:
    # The lock file alone is what a first start leaves when it is cut short.
    return any(entry.name != LOCK for entry in path.iterdir())


def _read(path: Path) -> Marker | None:
    try:
        return Marker(**json.loads((path / MARKER).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise DataFolderError(
            f"{path / MARKER} is damaged ({error}); if the data may go, delete {path}"
        ) from error


def _delete(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataFolderError(f"the broker's data folder {path} can't be used: {error}") from error
