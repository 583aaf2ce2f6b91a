"""`newswire rules`: check watch rules, try them on a file, explain one update, show the shipped set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.options import ConfigOption, JsonOption, SetOption, settings_from
from stream.cli.output import aside, counted, print_json

if TYPE_CHECKING:
    from stream.bootstrap.rules import Explanation, Fired

app = typer.Typer(help="Watch rules: check, test, explain, show.", no_args_is_help=True)

RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", "-r", help="Rules file (TOML); that of the settings if left out."),
]


@app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="Rules file (TOML); that of the settings if left out.")
    ] = None,
    config: ConfigOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a rules file and name the first mistake, with rule, key and what is allowed (exit code 78).

    Then every actor, country and language that nothing on the wire can have (78, too), and, as a warning,
    every provider and agency that is in no table.
    """
    settings = settings_from(config, None, change)
    from stream.bootstrap.rules import checked

    rules, doubts = checked(settings, file or settings.alert.rules)
    if as_json:
        rows = [
            {"id": rule.id, "severity": rule.severity, "channels": rule.channels} for rule in rules
        ]
        return print_json({"rules": rows, "warnings": doubts})
    for doubt in doubts:
        aside("warning", doubt, as_json)
    for rule in rules:
        channels = ", ".join(rule.channels) or "no channel"
        typer.echo(f"{rule.id:24} {rule.severity:9} {channels}")
    typer.echo(f"{counted(len(rules), 'rule')}, all in order", err=True)
    return None


@app.command()
def show() -> None:
    """Print the rules that are shipped, for a foreign desk to start from."""
    from importlib.resources import files

    shipped = files("stream.alert").joinpath("data", "watch.toml")
    typer.echo(shipped.read_text("utf-8"), nl=False)


@app.command()
def test(
    file: Annotated[Path, typer.Argument(help="JSON Lines file of updates; - is stdin.")],
    rules: RulesOption = None,
    config: ConfigOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run a file of the wire through all stages, and say how many alerts each rule would have raised, and on what."""
    settings = settings_from(config, None, change)
    from stream.bootstrap.rules import fired

    found = fired(settings, rules or settings.alert.rules, _lines(file), _refused(as_json))
    if as_json:
        print_json(found)
        return
    for each in found:
        _show_fired(each)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="JSON Lines file of updates; - is stdin.")],
    uri: Annotated[
        str | None, typer.Option(help="The update to explain; the last of the file if left out.")
    ] = None,
    rules: RulesOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show rules that did not come close as well.")
    ] = False,
    config: ConfigOption = None,
    change: SetOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say for one update which rules match, which came close, and which condition failed.

    The updates before it in the file are read too, so that its story and sources are known.
    """
    settings = settings_from(config, None, change)
    from stream.bootstrap.rules import explained

    path = rules or settings.alert.rules
    found = explained(settings, path, _lines(file), uri, _refused(as_json))
    if as_json:
        print_json(found)
        return
    _show_explanation(found, every)


def _lines(file: Path) -> Iterator[bytes]:
    from stream.cli.replay import values

    return values([file])


def _refused(as_json: bool) -> Callable[[str], None]:
    return lambda why: aside("refused", why, as_json)


def _show_fired(fired: Fired) -> None:
    typer.echo(
        f"{fired.rule}: {counted(fired.alerts, 'alert')}, {counted(fired.messages, 'message')}"
    )
    for message in fired.told:
        typer.echo(f"  {message.at}  {message.status:12} {message.headline}")
        said = "; ".join(message.changes) or message.reason.partition(": ")[2]
        typer.echo(f"  {'':20}  {'':12} {said}")


def _show_explanation(found: Explanation, every: bool) -> None:
    typer.echo(found.update)
    for label in found.labels:
        typer.echo(f"  {label}")
    words = {
        "matches": "matches", "close": "came close", "no": "does not match",
        "series": "watches counts, not one update",
    }  # fmt: skip
    for rule in found.rules:
        if rule.outcome == "no" and not every:
            continue
        typer.echo(f"\n{rule.rule} {words[rule.outcome]}")
        for line in rule.lines:
            why = f": {line.why}" if line.why else ""
            sign = "   " if rule.outcome == "series" else "yes" if line.holds else "NO "
            typer.echo(f"  {'  ' * line.depth}{sign} {line.asks}{why}")
    left = sum(rule.outcome == "no" for rule in found.rules)
    if left and not every:
        typer.echo(f"\n{counted(left, 'rule')} did not come close (--all shows them)", err=True)
