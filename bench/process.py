"""Run a contestant in a process of its own and read its result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT_S = 300.0


class ContestantFailed(Exception):
    """A contestant ended without a result; the message has the end of what it said."""


def run(module: str, job: dict[str, Any], python: Path | str = sys.executable) -> dict[str, Any]:
    """Start `python -m module JOB` and return the JSON object that it prints."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    try:
        done = subprocess.run(
            [str(python), "-m", module, json.dumps(job)], cwd=ROOT, timeout=TIMEOUT_S, text=True,
            env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ContestantFailed(f"{module}: no result in {TIMEOUT_S:g} s") from error
    try:
        # Faust's progress display writes control characters to the same line.
        result: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :].splitlines()[0])
    except ValueError:
        said = (done.stderr or done.stdout).strip()[-1500:]
        raise ContestantFailed(f"{module}: exit code {done.returncode}: {said}") from None
    return result
