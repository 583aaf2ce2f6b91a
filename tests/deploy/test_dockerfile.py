"""deploy/Dockerfile: pinned, not root, and built from files that its ignore list lets through."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from stream.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()


def _arguments(instruction: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.startswith(f"{instruction} ")]


def test_the_base_images_are_pinned_and_python_s_is_the_same_in_both_stages() -> None:
    """A virtual environment works only with the Python that made it; Node only builds the page."""
    images = {base.split()[0] for base in _arguments("FROM")}
    node, python = sorted(images)
    assert re.fullmatch(r"node:\d+\.\d+\.\d+-\w+-slim", node)
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", python)


def test_it_runs_as_a_numbered_user_that_is_not_root() -> None:
    """Kubernetes can tell that a numbered user is not root; a name it can't."""
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", _arguments("USER")[-1])


def test_it_starts_the_command() -> None:
    """The entry point is the console script that pyproject.toml declares, without a shell between."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert _arguments("ENTRYPOINT") == ['["newswire"]']
    assert "newswire" in project["scripts"]


def test_what_it_copies_exists_and_is_not_ignored() -> None:
    """Each source of a COPY is in the repository and on the ignore file's list of exceptions."""
    ignore = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    sources = [
        name
        for copy in _arguments("COPY") if not copy.startswith("--from")
        for name in copy.split()[:-1]
    ]  # fmt: skip
    assert "src" in sources
    for name in sources:
        assert (ROOT / name).exists() and f"!{name}" in ignore, name


def test_the_wheel_s_own_needs_are_copied() -> None:
    """What pyproject.toml puts into the wheel besides the package is copied before the build."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    copied = {name for copy in _arguments("COPY") for name in copy.split()[:-1]}
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["force-include"], *settings["project"]["license-files"]} <= copied


def test_versions_come_from_the_constraints() -> None:
    """The install takes the versions that the tests ran with."""
    assert any("-c constraints.txt" in line for line in LINES)


def test_the_variables_it_sets_are_settings() -> None:
    """The settings loader takes the image's own variables."""
    found = dict(re.findall(r"(NEWSWIRE_\w+)=(\S+)", "\n".join(LINES)))
    settings = load_settings(None, {}, environ=found)
    assert str(settings.worker.data_dir) == found["NEWSWIRE_WORKER__DATA_DIR"]
