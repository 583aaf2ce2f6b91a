"""How commands print: JSON for programs, counted things for people."""

from __future__ import annotations

from typing import Any

import typer


def print_json(value: Any, *, err: bool = False) -> None:
    """Print a value, plain or of the project's own types, as one JSON text on stdout (with `err`, stderr)."""
    import msgspec

    typer.echo(msgspec.json.encode(value), err=err)


def counted(n: int, what: str) -> str:
    """As "1 rule" and "2 rules"; for nouns whose plural is made with an s."""
    return f"{n} {what}{'' if n == 1 else 's'}"


def aside(kind: str, message: str, as_json: bool) -> None:
    """Say on stderr what is no result, as "refused: line 3: …"; with --json as {"refused": "line 3: …"}."""
    if as_json:
        print_json({kind.replace(" ", "_"): message}, err=True)
    else:
        typer.echo(f"{kind}: {message}", err=True)
