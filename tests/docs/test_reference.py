"""The generated pages say what the program does; the README names what exists."""

from __future__ import annotations

import re
from pathlib import Path

from stream.cli.reference import reference
from stream.pipeline.topics import TOPICS

ROOT = Path(__file__).parents[2]


def test_command_reference_is_current() -> None:
    """docs/cli.md is what `make docs` would write."""
    assert (ROOT / "docs" / "cli.md").read_text() == reference()


def test_every_command_and_option_has_help() -> None:
    """No command and no option is left unexplained."""
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert len(rows) > 40
    assert [row for row in rows if row.rstrip().endswith("|  |")] == []


def test_readme_links_lead_somewhere() -> None:
    """Every relative link of the README is a file of the project."""
    links = re.findall(r"\]\(((?!http)[^)#]+)", (ROOT / "README.md").read_text())
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_leads_to_every_page() -> None:
    """A page that the README does not name is one that nobody finds."""
    text = (ROOT / "README.md").read_text()
    pages = [page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").glob("*.*")]
    assert [page for page in pages if page not in text] == []


def test_readme_names_every_topic() -> None:
    """The picture of the flow shows each topic but the internal tallies' own."""
    text = (ROOT / "README.md").read_text()
    assert [t.name for t in TOPICS if t.name not in text] == []


def test_make_targets_of_the_readme_exist() -> None:
    """A command that the README tells a stranger to type is there."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named
    assert named <= targets
