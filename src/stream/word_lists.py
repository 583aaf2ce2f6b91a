"""Lists of words by language from a package's data/: one file a purpose, whose comments say what each list is for.

A list has a line a language. Its entries are words, or pieces of a regular expression where words have endings or other
words between them; here they become one group of alternatives. What is no matter of words (dates, numbers, signs, and
the order of the parts of a sentence) stands in the modules that read it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _read(package: str, name: str) -> dict[str, dict[str, list[str]]]:
    """A file's lists, each by language; some files are read by several modules."""
    text = files(f"stream.{package}").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


class Lists:
    """The lists of one file, by name: `Lists("wire", "kills")` are those of wire/data/kills.toml."""

    def __init__(self, package: str, name: str) -> None:
        self._lists = _read(package, name)

    def words(self, *names: str) -> tuple[str, ...]:
        """The entries of the lists, in the files' order."""
        return tuple(
            word for name in names for words in self._lists[name].values() for word in words
        )

    def lines(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The lines of a list, each with its entries."""
        return tuple(tuple(words) for words in self._lists[name].values())

    def any_of(self, *names: str) -> str:
        """A pattern of one entry of the lists."""
        return f"(?:{'|'.join(self.words(*names))})"
