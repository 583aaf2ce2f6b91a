"""The results as a table."""

from __future__ import annotations

from statistics import median
from typing import Any

from rich.table import Table


def table(results: list[dict[str, Any]]) -> Table:
    """One line for each contestant: median (min to max), ratio to ours, target."""
    made = Table("row", "contestant", "median", "min – max", "CPU µs", "ours ÷ it", "target")
    for line in results:
        if "latency" in line:
            made.add_row(line["row"], line["name"], *_latency(line))
        elif "seconds" in line:
            made.add_row(line["row"], line["name"], *_seconds(line))
        else:
            made.add_row(line["row"], line["name"], *_rates(line))
    return made


def _rates(line: dict[str, Any]) -> tuple[str, ...]:
    rates, target = line["rates"], line.get("target")
    if not rates:
        return ("failed",)
    spread = f"{min(rates):,.0f} – {max(rates):,.0f}"
    cpu = f"{median(line['cpu_us']):,.0f}" if line.get("cpu_us") else ""
    if "ratio" in line:
        met, want = line["ratio"] >= (target or 0), f"≥ {target}×" if target else ""
        shown = f"{line['ratio']:.2f}×"
    else:
        met, want, shown = median(rates) >= (target or 0), f"≥ {target:,}/s" if target else "", ""
    return f"{median(rates):,.0f} {line['unit']}", spread, cpu, shown, _mark(want, met)


def _latency(line: dict[str, Any]) -> tuple[str, ...]:
    found, target, part = line["latency"], line["target"], line.get("part", "p99")
    rest = f"p95 {found['p95_ms']:.0f}, p99 {found['p99_ms']:.0f} ms"
    want = f"{part} ≤ {target:.0f} ms" if target else ""
    met = not target or found[f"{part}_ms"] <= target
    return (
        f"p50 {found['p50_ms']:.0f} ms",
        rest,
        "",
        f"{found['samples']:,.0f} {line.get('what', 'alerts')}",
        _mark(want, met),
    )


def _seconds(line: dict[str, Any]) -> tuple[str, ...]:
    seconds, target = line["seconds"], line["target"]
    return f"{seconds:.1f} s", "", "", "", _mark(f"≤ {target} s", seconds <= target)


def _mark(want: str, met: bool) -> str:
    return want and f"{want} {'✓' if met else '✗'}"
