"""How counts are written: as a table, CSV, JSON lines or Parquet. Columns are those of stream.count.table."""

from __future__ import annotations

import csv
import io
import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stream.model import Count, Toll


class Form(StrEnum):
    """How counts are written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def written(found: list[Count], form: Form) -> bytes:
    """Counts in a form. Raises ConfigError for Parquet without pyarrow."""
    return _WRITERS[form](found)


def _table(found: list[Count]) -> bytes:
    from rich.console import Console
    from rich.table import Table

    made = Table("window (UTC)", "name", "value", box=None, header_style="bold")
    for column in ("stories", "updates", "sources", "usual", "killed", ""):
        made.add_column(column, justify="right")
    for count in found:
        usual = f"{count.baseline.stories:.1f}" if count.baseline else ""
        killed = next((t for t in count.casualties if t.kind == "killed"), None)
        state = "corrected" if count.corrected else "final" if count.final else ""
        made.add_row(
            f"{count.window_start:%Y-%m-%d %H:%M}", count.name, count.value, str(count.stories),
            str(count.updates), str(count.sources), usual, _range(killed), state,
        )  # fmt: skip
    text = io.StringIO()
    terminal = sys.stdout.isatty()
    Console(file=text, width=None if terminal else 160, force_terminal=terminal).print(made)
    return text.getvalue().encode()


def _range(toll: Toll | None) -> str:
    if toll is None:
        return ""
    return str(toll.least) if toll.least == toll.most else f"{toll.least}–{toll.most}"


def _csv(found: list[Count]) -> bytes:
    from stream.count.table import COLUMNS, row

    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for count in found:
        cells = row(count)
        start = cells["window_start"]
        writer.writerow({**cells, "window_start": f"{start:%Y-%m-%dT%H:%M:%SZ}"})
    return text.getvalue().encode()


def _json(found: list[Count]) -> bytes:
    import orjson

    from stream.count.table import row

    option = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
    return b"".join(orjson.dumps(row(count), option=option) for count in found)


def _parquet(found: list[Count]) -> bytes:
    from stream.count.table import COLUMNS, row
    from stream.errors import ConfigError

    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError(
            "Parquet needs pyarrow: pip install 'newswire-stream[parquet]'"
        ) from error
    types = {datetime: pa.timestamp("s", tz="UTC"), int: pa.int64(), float: pa.float64(),
             bool: pa.bool_(), str: pa.string()}  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([row(count) for count in found], schema), sink)
    return bytes(sink.getvalue())


_WRITERS = {Form.table: _table, Form.csv: _csv, Form.json: _json, Form.parquet: _parquet}
