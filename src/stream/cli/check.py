"""`newswire check`: is everything in order before a start?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    cluster_from,
)
from stream.cli.output import print_json

if TYPE_CHECKING:
    from stream.bootstrap.checks import Finding


def check(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    offline: bool = typer.Option(False, "--offline", help="Don't ask Kafka."),
    as_json: JsonOption = False,
) -> None:
    """Check settings, rules and their names, actors, folders, tokens, schemas, the broker and its topics.

    Looks at everything: one mistake hides no other. Exit code 1 if something is wrong, 78 if it is a
    setting, or a file or folder that one names.
    """
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.checks import exit_code, run_checks

    findings = asyncio.run(run_checks(settings, offline))
    _show(findings, as_json)
    if code := exit_code(findings):
        raise typer.Exit(code)


def _show(findings: list[Finding], as_json: bool) -> None:
    if as_json:
        print_json([finding._asdict() for finding in findings])
        return
    for finding in findings:
        first, *rest = finding.detail.splitlines()
        typer.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what}: {first}")
        for line in rest:
            typer.echo(f"     {line}")
