"""`newswire check`: is everything in order before a start?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from stream.cli.failures import FAILED
from stream.cli.options import (
    BootstrapOption,
    ConfigOption,
    JsonOption,
    SetOption,
    cluster_from,
)

if TYPE_CHECKING:
    from stream.bootstrap.checks import Finding


def check(
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
    offline: bool = typer.Option(False, "--offline", help="Don't ask Kafka."),
    as_json: JsonOption = False,
) -> None:
    """Check settings, rules, actors, schemas, the broker and its topics; exit 1 if something is wrong.

    A wrong setting or rule file exits with 78 and says which key.
    """
    settings = cluster_from(config, bootstrap, change)
    from stream.bootstrap.checks import run_checks

    findings = asyncio.run(run_checks(settings, offline))
    _show(findings, as_json)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(FAILED)


def _show(findings: list[Finding], as_json: bool) -> None:
    if as_json:
        import orjson

        typer.echo(orjson.dumps([finding._asdict() for finding in findings]))
        return
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what}: {finding.detail}")
