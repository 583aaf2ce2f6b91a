"""The data folder: whose it is, who holds it, and what may be deleted."""

from pathlib import Path

import pytest

from stream.adapters.broker import folder
from stream.adapters.broker.errors import DataFolderError, FolderInUse, ForeignFolder
from stream.adapters.broker.folder import MARKER, DataFolder, new_cluster_id, running, wipe


@pytest.fixture(autouse=True)
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Don't wait for a folder that is in use."""
    monkeypatch.setattr(folder, "GRACE_S", 0.0)


def test_wipe_refuses_a_foreign_folder(tmp_path: Path) -> None:
    """Without our marker nothing is deleted, whatever the folder looks like."""
    precious = tmp_path / "log" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    with pytest.raises(ForeignFolder, match="nothing was touched"):
        wipe(tmp_path)
    assert precious.read_text() == "years of work"


def test_wipe_deletes_our_folder(tmp_path: Path) -> None:
    """A folder that a broker made goes away with all that is in it."""
    data = DataFolder(tmp_path / "data")
    data.open()
    (data.path / "log").mkdir()
    (data.path / "log" / "records").write_bytes(b"x")
    data.close()
    wipe(data.path)
    assert not data.path.exists()


def test_wipe_does_not_follow_links(tmp_path: Path) -> None:
    """A link in the folder is removed; what it points to stays."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    data = DataFolder(tmp_path / "data")
    data.open()
    (data.path / "log").symlink_to(outside)
    data.close()
    wipe(data.path)
    assert (outside / "kept").exists()


def test_wipe_of_nothing_is_harmless(tmp_path: Path) -> None:
    """A first start with --fresh finds nothing to delete, and makes nothing."""
    wipe(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_wipe_refuses_a_folder_in_use(tmp_path: Path) -> None:
    """The records of a running broker aren't deleted under it."""
    data = DataFolder(tmp_path)
    data.open()
    with pytest.raises(FolderInUse):
        wipe(tmp_path)
    data.close()
    assert (tmp_path / MARKER).exists()


def test_start_refuses_a_foreign_folder(tmp_path: Path) -> None:
    """A broker doesn't spread its files over somebody's project."""
    (tmp_path / "main.py").write_text("")
    with pytest.raises(ForeignFolder):
        DataFolder(tmp_path).open()
    assert [path.name for path in tmp_path.iterdir()] == ["main.py"]


def test_a_second_owner_is_told_who_is_first(tmp_path: Path) -> None:
    """The error names the running broker's address and process."""
    first = DataFolder(tmp_path)
    marker = first.open()
    marker.port, marker.pid = 19092, 4711
    first.save(marker)
    with pytest.raises(FolderInUse, match=r"127\.0\.0\.1:19092, process 4711"):
        DataFolder(tmp_path).open()
    first.close()
    DataFolder(tmp_path).open()


def test_keeps_its_identity(tmp_path: Path) -> None:
    """The same folder is the same cluster the next time."""
    ids = set()
    for _ in range(2):
        data = DataFolder(tmp_path)
        ids.add(data.open().cluster_id)
        data.close()
    assert len(ids) == 1


def test_a_format_that_was_cut_short_is_started_over(tmp_path: Path) -> None:
    """Half a format is removed, since Kafka would refuse to format over it."""
    data = DataFolder(tmp_path)
    data.open()
    data.close()
    (tmp_path / "log").mkdir()
    data.open()
    assert not (tmp_path / "log").exists()


def test_a_damaged_marker_is_a_plain_error(tmp_path: Path) -> None:
    """The error names the file."""
    (tmp_path / MARKER).write_text("{")
    with pytest.raises(DataFolderError, match=MARKER):
        DataFolder(tmp_path).open()


def test_a_path_that_cannot_be_a_folder_is_a_plain_error(tmp_path: Path) -> None:
    """A file in the way, or above, is reported and not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ForeignFolder):
        DataFolder(tmp_path / "file").open()
    with pytest.raises(DataFolderError):
        DataFolder(tmp_path / "file" / "below").open()


def test_cluster_ids_are_not_options() -> None:
    """An id has 22 characters and never starts like a command-line option."""
    ids = [new_cluster_id() for _ in range(500)]
    assert all(len(text) == 22 and not text.startswith("-") for text in ids)


def test_a_broker_that_runs_is_found_by_its_folder(tmp_path: Path) -> None:
    """While the folder is held its port is the answer; before and after there is none, and nothing is made."""
    assert running(tmp_path / "none") is None and not (tmp_path / "none").exists()
    data = DataFolder(tmp_path / "data")
    marker = data.open()
    assert running(data.path) is None, "no port is known yet"
    marker.port = 19092
    data.save(marker)
    assert running(data.path) == "127.0.0.1:19092"
    data.close()
    assert running(data.path) is None, "the port of a broker that ended is nobody's"
