"""`make fuzz`: mutations of documents through every parser; prints the rate and the worst time."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from datetime import UTC, datetime
from types import FrameType

from fuzz.contract import run
from fuzz.mutations import mutate
from fuzz.seeds import seeds
from stream.formats.detect import AUTO, FORMATS, parser
from stream.formats.outcome import Hints

HANGS_AFTER = 10
"""Seconds of processor time after which a document counts as one that hangs."""

_EVERY = 20_011
_ARRIVAL = datetime(2026, 6, 12, tzinfo=UTC)


def main() -> int:
    """Run the mutations; the exit code is the number of parsers that failed."""
    options = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    options.add_argument("--count", type=int, default=100_000, help="mutations for each parser")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("formats", nargs="*", default=[*FORMATS, AUTO])
    chosen = options.parse_args()
    signal.signal(signal.SIGPROF, _hang)
    return sum(not _fuzz(name, chosen.count, chosen.seed) for name in chosen.formats)


def _fuzz(name: str, count: int, seed: int) -> bool:
    parse, dice = parser(name), random.Random(f"{seed} {name}")
    everything = [data for documents in seeds().values() for data in documents]
    own = everything if name == AUTO else seeds().get(name, everything)
    worst, longest, read, spent = 0.0, b"", 0, 0.0
    start = time.perf_counter()
    for number in range(count):
        # A name for every third, so that `strict`, zones and the like are walked as well.
        strict = number % 3 == 0
        hints = Hints(provider="fuzz", zone="Europe/Berlin", arrival=_ARRIVAL, strict=strict)
        data = mutate(dice.choice(own), dice, everything)
        signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
        try:
            result = run(parse, data, hints)
        except Exception as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            print(f"{name}: mutation {number}: {type(error).__name__}: {error}\n{data[:2_000]!r}")
            return False
        signal.setitimer(signal.ITIMER_PROF, 0)
        read, spent = read + result.read, spent + result.seconds
        if result.seconds > worst:
            worst, longest = result.seconds, data
        if number and number % _EVERY == 0:
            print(f"  {name}: {number:,}", file=sys.stderr)
    elapsed = time.perf_counter() - start
    print(
        f"{name:10} {count:>9,} mutations of {len(own):>3} documents  {count / elapsed:>7,.0f}/s"
        f"  parser {spent / count * 1e3:6.2f} ms  worst {worst * 1e3:8.1f} ms of {len(longest):,} bytes"
        f"  {read:,} items read",
        flush=True,
    )
    return True


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"not done after {HANGS_AFTER} s")


if __name__ == "__main__":
    sys.exit(main())
