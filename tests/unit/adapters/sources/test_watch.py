"""A watched folder: whole files once each, nothing overwritten, nothing lost with a watcher that dies."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stream.adapters.sources.lines import SourceError
from stream.adapters.sources.watch import REASON_SUFFIX, Candidate, Spool

SETTLE = 2.0


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


def settled(spool: Spool, clock: Clock) -> list[Candidate]:
    """The files that may be taken once enough time has passed."""
    spool.candidates()
    clock.now += SETTLE
    return spool.candidates()


def names(candidates: list[Candidate]) -> list[str]:
    """Their names."""
    return [c.path.name for c in candidates]


def test_a_file_is_taken_once_it_has_stood_still(tmp_path: Path, clock: Clock) -> None:
    """A file that still grows is left alone until its size and time have not changed for a while."""
    path = tmp_path / "a.xml"
    path.write_text("<nitf>")
    with Spool(tmp_path, SETTLE, clock) as spool:
        assert spool.candidates() == []
        clock.now += 1.9
        assert spool.candidates() == []
        path.write_text("<nitf></nitf>")
        clock.now += 1.9
        assert spool.candidates() == []
        clock.now += 1.9
        assert spool.candidates() == []
        clock.now += 0.1
        assert names(spool.candidates()) == ["a.xml"]
        clock.now += 5
        assert [c.still for c in spool.candidates()] == [7.0]


def test_a_file_that_is_written_anew_in_place_starts_to_settle_again(
    tmp_path: Path, clock: Clock
) -> None:
    """The same size at another time is a change."""
    path = tmp_path / "a.xml"
    path.write_text("one")
    with Spool(tmp_path, SETTLE, clock) as spool:
        assert names(settled(spool, clock)) == ["a.xml"]
        path.write_text("two")
        os.utime(path, ns=(1, 1))
        assert spool.candidates() == []


@pytest.mark.parametrize(
    "name", [".a.xml", "a.xml.tmp", "a.xml.part", "A.XML.PART", "~a.xml", "a.xml~", "a.filepart"]
)
def test_unfinished_names_are_left_alone(tmp_path: Path, clock: Clock, name: str) -> None:
    """Names under which programs write what is not finished are never taken."""
    (tmp_path / name).write_text("x")
    with Spool(tmp_path, SETTLE, clock) as spool:
        assert settled(spool, clock) == []


def test_links_pipes_and_folders_are_left_alone(tmp_path: Path, clock: Clock) -> None:
    """A link that somebody puts there does not make the program read what it points at."""
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY")
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "link.xml").symlink_to(secret)
    os.mkfifo(inbox / "pipe.xml")
    (inbox / "folder.xml").mkdir()
    with Spool(inbox, SETTLE, clock) as spool:
        assert settled(spool, clock) == []


def test_the_oldest_file_comes_first(tmp_path: Path, clock: Clock) -> None:
    """A story's versions keep the order in which they were written, not that of their names."""
    for n, name in enumerate(["b.xml", "c.xml", "a.xml"]):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (n, n))
    with Spool(tmp_path, SETTLE, clock) as spool:
        assert names(settled(spool, clock)) == ["b.xml", "c.xml", "a.xml"]


def test_two_watchers_never_take_the_same_file(tmp_path: Path, clock: Clock) -> None:
    """Both see twenty files; each file is claimed by exactly one."""
    for n in range(20):
        (tmp_path / f"{n}.xml").write_text("x")
    with Spool(tmp_path, SETTLE, clock) as one, Spool(tmp_path, SETTLE, clock) as two:
        both = list(zip(settled(one, clock), settled(two, clock), strict=True))
        claims = [
            [spool.claim(c) for spool, c in ((one, a), (two, b))][:: 1 if n % 2 else -1]
            for n, (a, b) in enumerate(both)
        ]
        assert all(sum(claim is not None for claim in pair) == 1 for pair in claims)


def test_a_file_that_changes_before_the_claim_is_put_back(tmp_path: Path, clock: Clock) -> None:
    """What is sent must be what was looked at."""
    path = tmp_path / "a.xml"
    path.write_text("one")
    with Spool(tmp_path, SETTLE, clock) as spool:
        (candidate,) = settled(spool, clock)
        path.write_text("one and more")
        assert spool.claim(candidate) is None
        assert path.read_text() == "one and more"


@pytest.mark.parametrize("read", [True, False])
def test_a_file_that_grows_while_it_is_sent_is_taken_again(
    tmp_path: Path, clock: Clock, read: bool
) -> None:
    """A program that has the file open writes on after the claim: its last lines are news as well."""
    with Spool(tmp_path, SETTLE, clock) as spool, (tmp_path / "a.txt").open("w") as writer:
        writer.write("one")
        writer.flush()
        (candidate,) = settled(spool, clock)
        claim = spool.claim(candidate)
        assert claim is not None
        writer.write(" and two")
        writer.flush()
        put = spool.done(claim) if read else spool.failed(claim, "because")
        assert put == tmp_path / "a.txt"
        assert names(settled(spool, clock)) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "one and two"
    assert list((tmp_path / "done").iterdir()) == list((tmp_path / "failed").iterdir()) == []


def test_done_and_failed_overwrite_nothing(tmp_path: Path, clock: Clock) -> None:
    """Agencies send names again: each file is kept, and a failed one has its reason beside it."""
    with Spool(tmp_path, SETTLE, clock) as spool:
        for n in range(4):
            (tmp_path / "a.xml").write_text(str(n))
            (candidate,) = settled(spool, clock)
            claim = spool.claim(candidate)
            assert claim is not None
            put = spool.done(claim) if n < 2 else spool.failed(claim, f"because {n}")
            assert put.read_text() == str(n)
    assert sorted(p.name for p in (tmp_path / "done").iterdir()) == ["a.xml", "a~2.xml"]
    assert sorted(p.name for p in (tmp_path / "failed").iterdir()) == [
        "a.xml", "a.xml.reason.txt", "a~2.xml", "a~2.xml.reason.txt",
    ]  # fmt: skip
    assert (tmp_path / "failed" / f"a~2.xml{REASON_SUFFIX}").read_text() == "because 3"


@pytest.mark.parametrize("read", [True, False])
def test_a_folder_that_was_cleared_away_is_made_again(
    tmp_path: Path, clock: Clock, read: bool
) -> None:
    """Whoever removes `done/` and `failed/` with their files makes nothing be sent twice."""
    (tmp_path / "a.xml").write_text("x")
    with Spool(tmp_path, SETTLE, clock) as spool:
        (candidate,) = settled(spool, clock)
        claim = spool.claim(candidate)
        assert claim is not None
        (tmp_path / "done").rmdir()
        (tmp_path / "failed").rmdir()
        put = spool.done(claim) if read else spool.failed(claim, "because")
        assert put == tmp_path / ("done" if read else "failed") / "a.xml"


def test_a_watcher_that_stops_gives_its_files_back(tmp_path: Path, clock: Clock) -> None:
    """A claim that came to nothing, as when Kafka is away, is there for the next start."""
    (tmp_path / "a.xml").write_text("x")
    with Spool(tmp_path, SETTLE, clock) as spool:
        (candidate,) = settled(spool, clock)
        assert spool.claim(candidate)
        assert not (tmp_path / "a.xml").exists()
    assert (tmp_path / "a.xml").read_text() == "x"
    assert list((tmp_path / ".taken").iterdir()) == []


def test_claims_of_a_killed_watcher_go_back_and_those_of_a_living_one_do_not(
    tmp_path: Path, clock: Clock
) -> None:
    """SIGKILL leaves a claim behind; the next look of any watcher puts it back."""
    code = (
        "import sys, time; from pathlib import Path; from stream.adapters.sources.watch import Spool\n"
        "s = Spool(Path(sys.argv[1]), 0.0).__enter__(); s.claim(s.candidates()[0])\n"
        "print('claimed', flush=True); time.sleep(60)"
    )
    (tmp_path / "a.xml").write_text("x")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, env=env
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"claimed\n"
        with Spool(tmp_path, SETTLE, clock) as spool:
            assert settled(spool, clock) == []
            other.kill()
            other.wait()
            spool.candidates()
            assert (tmp_path / "a.xml").read_text() == "x"
            assert names(settled(spool, clock)) == ["a.xml"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A watched folder that is not there is an error with its name."""
    with pytest.raises(SourceError, match=r"nowhere: no such folder"):
        Spool(tmp_path / "nowhere", SETTLE).__enter__()


async def test_it_wakes_at_a_change_and_without_one(tmp_path: Path) -> None:
    """The first look is at once; later ones come with a change, or after a pause without any."""
    with Spool(tmp_path, 0.4) as spool:
        wakes = spool.wakes()
        for _ in range(3):
            await asyncio.wait_for(anext(wakes), 5)
        (tmp_path / "a.xml").write_text("x")
        async with asyncio.timeout(5):
            while not spool.candidates():
                await anext(wakes)
        await wakes.aclose()  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_moved_says_so(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error of that file, which names it, and not the end of the watch."""
    (tmp_path / "a.xml").write_text("<nitf/>")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    with Spool(tmp_path, SETTLE, clock) as spool:
        (candidate,) = settled(spool, clock)
        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(SourceError, match=r"a\.xml: Permission denied"):
            spool.claim(candidate)


@pytest.mark.parametrize("name", ["x" * 251 + ".xml", os.fsdecode(b"\xff\xfe.xml"), "a\nb.xml"])
def test_any_name_finds_its_place(tmp_path: Path, clock: Clock, name: str) -> None:
    """The longest names, bytes that are no text and line ends: file and reason lie beside each other."""
    for _ in range(2):
        (tmp_path / name).write_text("<nitf/>")
        with Spool(tmp_path, SETTLE, clock) as spool:
            (candidate,) = settled(spool, clock)
            claim = spool.claim(candidate)
            assert claim is not None
            spool.failed(claim, f"{name} can't be read")
    assert len(list((tmp_path / "failed").iterdir())) == 4
