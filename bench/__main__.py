"""Run the benchmarks: `python -m bench` or `make bench`; what each row is stands in docs/bench.md."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console

from bench.rows import ROWS, Bench
from bench.table import table

console = Console(stderr=True, width=160)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--bootstrap", help="Kafka address; a local broker is started if left out")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds (default 3)")
    parser.add_argument("--quick", action="store_true", help="one round of small sizes")
    parser.add_argument("--large", action="store_true", help="row f with 1,000,000 entries as well")
    parser.add_argument("--only", default="", help=f"rows to run, of {''.join(ROWS)}")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser.parse_args()


def main() -> int:
    """Run the rows, print the table or JSON; 1 if a contestant failed."""
    options = arguments()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a topic just made has no leader yet
    with tempfile.TemporaryDirectory() as folder:
        with nullcontext(options.bootstrap) if options.bootstrap else _broker(folder) as address:
            bench = Bench(
                address,
                1 if options.quick else options.rounds,
                options.quick,
                console.log,
                options.large,
            )
            for name in options.only or ROWS:
                ROWS[name](bench)
            bench.clean_up()
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": sys.version.split()[0]}
    if options.json:
        print(json.dumps({"machine": machine, "rows": bench.results}, indent=1))
    else:
        Console(width=120).print(
            table(bench.results), f"cores {machine['cores']}, load {machine['load']}"
        )
    return 1 if bench.failures else 0


class _broker:
    """A local broker that gives its address."""

    def __init__(self, folder: str) -> None:
        from stream.adapters.broker import LocalBroker

        self._broker = LocalBroker(Path(folder) / "kafka", progress=console.log, lasting=True)

    def __enter__(self) -> str:
        return self._broker.start()

    def __exit__(self, *exc: object) -> None:
        self._broker.stop()


if __name__ == "__main__":
    sys.exit(main())
