"""`newswire counts` on a real Kafka: the same figures in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from stream.settings import Settings
from support.kafka import Worker, feed, until_done

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

pytestmark = pytest.mark.kafka


def counts(settings: Settings, *more: str) -> str:
    """What the command prints."""
    command = [
        sys.executable,
        "-m",
        "stream",
        "counts",
        "actor",
        "--bootstrap",
        settings.kafka.bootstrap,
    ]
    command += ["--set", f"kafka.prefix={settings.kafka.prefix}", *more]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


async def test_counts_are_printed_and_exported(settings: Settings, tmp_path: Path) -> None:
    """A report's five actors: as a table to read, and as CSV, JSON lines and Parquet with the same rows."""
    await feed(settings, (FIXTURES / "aleppo.jsonl").read_bytes().splitlines()[:1])
    with Worker(settings, more={"worker.count_interval_seconds": 0.1}) as worker:
        await until_done(settings, [worker])
    table = counts(settings)
    assert "Hayat Tahrir al-Sham" in table and "2024-11-29 13:00" in table
    rows = [json.loads(line) for line in counts(settings, "--format", "json").splitlines()]
    assert {r["value"] for r in rows} == {"hts", "syria-armed-forces", "russia", "iran", "turkiye"}
    assert {(r["stories"], r["window_start"]) for r in rows} == {(1, "2024-11-29T13:00:00Z")}
    told = csv.DictReader(io.StringIO(counts(settings, "--format", "csv")))
    assert [(r["value"], r["stories"]) for r in told] == [(r["value"], "1") for r in rows]
    path = tmp_path / "counts.parquet"
    counts(settings, "--format", "parquet", "--output", str(path), "--value", "hts")
    assert [r["value"] for r in pq.read_table(path).to_pylist()] == ["hts"]
    assert counts(settings, "--until", "2024-11-29T13:00", "--format", "json") == ""
