"""Start Java so that it ends with its owner, ignores the terminal's Ctrl-C, and logs to a file."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from stream.adapters.broker import child

# Windows' way to keep the terminal's Ctrl-C from the child; the name exists only there.
_OWN_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def spawn(
    command: Sequence[str], cwd: Path, log_file: Path, keep: int | None
) -> subprocess.Popen[bytes]:
    """Start `command` and return its process; `keep` is a descriptor that it inherits.

    Linux ties "end with your parent" to the parent's *thread*. So a thread of its own starts the
    program and stays until it has ended; a caller's thread may be gone much earlier.
    """
    answer: SimpleQueue[subprocess.Popen[bytes] | OSError] = SimpleQueue()

    def own() -> None:
        try:
            process = _start(command, cwd, log_file, keep)
        except OSError as error:
            answer.put(error)
            return
        answer.put(process)
        process.wait()

    threading.Thread(target=own, name="local-broker-owner", daemon=True).start()
    started = answer.get()
    if isinstance(started, OSError):
        raise started
    return started


def _start(
    command: Sequence[str], cwd: Path, log_file: Path, keep: int | None
) -> subprocess.Popen[bytes]:
    with log_file.open("ab") as log:
        return subprocess.Popen(
            [*_wrapper(), *command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=() if keep is None or sys.platform == "win32" else (keep,),
            # A session of its own: the terminal's Ctrl-C reaches the owner, which stops us last.
            start_new_session=True,
            creationflags=_OWN_GROUP,
        )


def _wrapper() -> list[str]:
    if sys.platform == "win32":
        return []
    program = [sys.executable, "-I", "-S", str(Path(child.__file__))]
    return [*program, str(os.getpid()), str(int(signal.SIGTERM))]
