"""`newswire eval surge`: how well surges and silences are found, on simulated months or on your own counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stream.cli.options import JsonOption
from stream.cli.output import counted, print_json

if TYPE_CHECKING:
    from stream.alert.trends.evaluate import Curve
    from stream.model import SeriesAlert


def surge(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Your own counts (JSON Lines of news.counts or wire.trends), in the order of windows; "
            "a month is simulated if left out.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules",
            "-r",
            help="Rules on series for your own counts (TOML); the shipped ones if left out.",
        ),
    ] = None,
    series: Annotated[
        int, typer.Option(min=50, help="Series in a simulated month (30 days).")
    ] = 1000,
    seed: Annotated[int, typer.Option(help="Which month is simulated.")] = 1,
    false_alarms: Annotated[
        float,
        typer.Option(min=0.001, help="False alarms a day for each 1,000 series, for your counts."),
    ] = 1.0,
    as_json: JsonOption = False,
) -> None:
    """Print for each setting of `alert.false_alarms_per_day` what is found and what is a false alarm.

    The month is simulated, with bursts and silences put in (docs/surge.md says how); it takes about two
    minutes. With FILES, print what rules on series would have told on your own counts.
    """
    if files:
        _print_told(files, rules, false_alarms, as_json)
        return
    from stream.alert.trends import evaluate
    from stream.alert.trends.simulate import World

    run, month = evaluate.evaluate(World(series=series, seed=seed, bursts=max(10, series // 5)))
    curves = (evaluate.surge_curve(run, month), evaluate.silence_curve(run, month))
    if as_json:
        print_json(curves)
        return
    for curve in curves:
        _print_curve(curve)


def _print_curve(curve: Curve) -> None:
    typer.echo(f"{curve.condition}: {curve.series:,} series, {curve.days} days judged")
    typer.echo("setting  false alarms/day/1,000  debuts  recall   found     median delay")
    for point in curve.points:
        typer.echo(
            f"{point.allowed:7g} {point.false_alarms:23.2f} {point.debuts:7.2f} {point.recall:7.3f} "
            f"{point.found:4}/{point.known:<4} {point.delay_minutes:10.0f} min"
        )


def _print_told(files: list[Path], rules: Path | None, allowed: float, as_json: bool) -> None:
    from stream.alert import load_rules
    from stream.alert.trends import counts
    from stream.pipeline.lore import lore_of
    from stream.pipeline.stages import Facts, StageOptions

    trends = counts.read(_lines(files))
    told = counts.told(load_rules(rules), trends, allowed, lambda: lore_of(Facts(StageOptions())))
    if as_json:
        print_json(told)
        return
    for message in told:
        _print_message(message)
    typer.echo(counted(len(told), "message"), err=True)


def _print_message(message: SeriesAlert) -> None:
    typer.echo(
        f"{message.at:%Y-%m-%d %H:%M}Z  {message.rule:16} {message.status:10} {message.headline}"
    )


def _lines(files: list[Path]) -> list[tuple[str, bytes]]:
    """The lines of files, each with its place."""
    return [
        (f"{file.name}:{n}", line)
        for file in files
        for n, line in enumerate(file.read_bytes().split(b"\n"), 1)
        if line.strip()
    ]
