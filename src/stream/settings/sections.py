"""The sections beside `[kafka]`, and `Settings`, which holds them all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field

from stream.settings.base import Count, Port, Seconds, Section, Text, UserPath, Whole
from stream.settings.channels import ChannelSettings, NotifySettings, distinct_channels
from stream.settings.desk import ServeSettings
from stream.settings.kafka import KafkaSettings
from stream.settings.sources import SourceSettings, distinct_names

StageName = Literal["intake", "dedupe", "classify", "alert", "count", "merge", "trends"]
LogLevel = Literal["debug", "info", "warning", "error", "critical"]
LogFormat = Literal["auto", "json", "console"]
Item = TypeVar("Item")


def _distinct(values: list[Item]) -> list[Item]:
    if len(values) != len(set(values)):
        raise ValueError("something is listed twice")
    return values


def _data_dir() -> Path:
    return user_data_path("newswire", appauthor=False)


def _alert_with_count(stages: list[StageName]) -> list[StageName]:
    """Both read wire.classified: apart, in one group, each would get only some of its partitions."""
    if ("alert" in stages) != ("count" in stages):
        raise ValueError("alert and count read the same topic and must run in the same worker")
    return stages


class WorkerSettings(Section):
    """What one worker process does, and how patient it is."""

    stages: Annotated[
        list[StageName],
        Field(min_length=1),
        AfterValidator(_distinct),
        AfterValidator(_alert_with_count),
    ] = Field(
        default=list(get_args(StageName)),
        description="The stages that this worker runs; alert and count only together.",
    )
    batch_records: Whole = Field(
        default=100,
        description="The most records that a stage takes at once. More cost less each, but hold up the "
        "other stages of the worker, and its commits, for longer.",
    )
    commit_interval_seconds: Seconds = Field(
        default=0.5, description="Pause between commits of offsets."
    )
    count_interval_seconds: Seconds = Field(
        default=1.0,
        description="How long count, merge and trends let updates gather while more keep coming: a count on "
        "news.counts is up to twice so late, many updates in that time become one record, and alerts "
        "need not wait for them.",
    )
    watchdog_seconds: Seconds = Field(
        default=60.0,
        description="A partition with records waiting and no progress for so long counts as "
        "stalled: /health/live answers 503.",
    )
    delivery_attempts: Whole = Field(
        default=5,
        description="How often a batch is offered to Kafka before the worker gives up and exits.",
    )
    delivery_timeout_seconds: Seconds = Field(
        default=30.0, description="How long one attempt to deliver a batch may take."
    )
    tick_seconds: Seconds = Field(
        default=1.0, description="Pause between ticks, the records that carry the passing of time."
    )
    instance_id: str | None = Field(
        default=None,
        min_length=1,
        description="Name of this worker for static group membership, unique in the group: a "
        "restart within the session timeout then moves no partitions.",
        examples=["newswire-0"],
    )
    data_dir: UserPath = Field(
        default_factory=_data_dir,
        description="Folder for what the worker keeps on disk. By default `newswire` in the "
        "platform's folder for user data.",
        examples=["data"],
    )


class LimitsSettings(Section):
    """When to refuse a record, and when to stop because nearly every record fails.

    A stage stops the worker, before it commits, at the first of two signs; both are counted from
    the worker's start: of the last `dead_letter_window` records more than the `dead_letter_ratio`
    failed (not judged before so many were read), or `dead_letter_consecutive` failed in a row.
    """

    update_bytes: Whole = Field(
        default=1_048_576, description="The largest update taken, in bytes of its record's value."
    )
    document_bytes: Whole = Field(
        default=16 * 1_048_576,
        description="The largest document that a source or `newswire ingest` reads, in bytes; a feed or "
        "a package holds many updates. The dead letters take one of up to 4 MB.",
    )
    dead_letter_ratio: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = Field(
        default=0.9,
        description="The worker stops when more than this share of a stage's last "
        "dead_letter_window records failed; 1 turns this check off.",
    )
    dead_letter_window: Whole = Field(
        default=200,
        description="Records of a stage that the ratio looks back on.",
    )
    dead_letter_consecutive: Count = Field(
        default=100,
        description="The worker stops when so many records of a stage fail in a row; 0 turns this "
        "check off.",
    )


class WireSettings(Section):
    """How strictly intake reads."""

    strict: bool = Field(
        default=False,
        description="Refuse updates that break their own standard; else they get warnings.",
    )
    future_minutes: Count = Field(
        default=10, description="A stated time further ahead of arrival than this is not believed."
    )


class DedupeSettings(Section):
    """How long dedupe remembers, and what you know better."""

    retention_hours: Whole = Field(
        default=96,
        description="How long an item is remembered, in event time since its last version.",
    )
    max_entries: Whole = Field(
        default=500_000,
        description="Items remembered in each partition; beyond it the oldest go first.",
    )
    tombstone_days: Whole = Field(
        default=30,
        description="How long a killed item stays known, so that a late copy can't revive it.",
    )
    apart: list[tuple[str, str]] = Field(
        default=[],
        description="Pairs of item ids (uri) that are never one story: undoes a wrong join, in a replay as well.",
        examples=[[["urn:newsml:example.com:1", "urn:newsml:example.com:2"]]],
    )
    providers: UserPath | None = Field(
        default=None,
        description="TOML file of your own providers (names, credits, what they belong to), before the package's.",
        examples=["providers.toml"],
    )


class AlertSettings(Section):
    """Which rules raise alerts and how long an alert lives."""

    rules: UserPath | None = Field(
        default=None,
        description="TOML file of the alert rules; the built-in rules if left out.",
        examples=["alerts.toml"],
    )
    retention_days: Whole = Field(
        default=7,
        description="How long after a story's last update its alert can still change.",
    )
    false_alarms_per_day: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = Field(
        default=1.0,
        description="Rules on surge and silence: the false alarms allowed a day for each 1,000 series that they "
        "watch. Fewer means that smaller surges pass unseen.",
    )
    warmup_days: Annotated[int, Field(ge=2, le=28)] = Field(
        default=7,
        description="Days of counts before a surge or a silence is judged; in fewer than seven a weekday is "
        "still missing.",
    )
    history_days: Annotated[int, Field(ge=29, le=367)] = Field(
        default=29,
        description="Days for which it is kept which series spoke. A rule on first appearance in N days needs "
        "N + 1; what is usual goes by the last 28 in any case.",
    )


class CountSettings(Section):
    """Which windows are counted, when they are over, and how much is said of each."""

    sizes_seconds: Annotated[list[Whole], Field(min_length=1), AfterValidator(_distinct)] = Field(
        default=[60, 900, 3600, 86_400],
        description="Lengths of the windows, in seconds of event time. Trends need those of 900; baselines of "
        "earlier weeks come with those from 900 on.",
    )
    retention_days: Whole = Field(
        default=2,
        description="How long after its end a window still takes late updates and corrections.",
    )
    grace_seconds: Count = Field(
        default=300,
        description="A window is final when all partitions have passed its end by so much event time. What "
        "comes later is counted as late and corrects the window.",
    )
    idle_seconds: Whole = Field(
        default=60,
        description="A partition without newer updates for so long holds no window open.",
    )
    undated: bool = Field(
        default=False,
        description="Count items that say no time at their arrival. Else they are in no window: the first "
        "fetch of an old feed would look like a peak.",
    )
    max_series: Whole = Field(
        default=5000,
        description="The most series of one dimension in one window; values beyond it are counted together "
        "as `other`.",
    )
    top: Whole = Field(default=10, description="Values on a top list.")
    top_seconds: Whole = Field(
        default=30, description="The least time between two top lists of one window."
    )


class ClassifySettings(Section):
    """What classify knows beyond its own gazetteer."""

    extra_actors: UserPath | None = Field(
        default=None,
        description="TOML or CSV file of actors to recognise in addition to the built-in ones.",
        examples=["actors.toml"],
    )


class StatusSettings(Section):
    """The worker's own HTTP endpoints: metrics and health."""

    enabled: bool = Field(
        default=True, description="Serve /metrics, /health/live and /health/ready."
    )
    host: Text = Field(
        default="127.0.0.1",
        description="Address to listen on. Only this machine by default; 0.0.0.0 (in a container) "
        "is everybody who can reach it, and there is no login.",
    )
    port: Port = Field(
        default=6067, description="Port to listen on; 0 takes any free one and logs it."
    )


def _lower(value: object) -> object:
    """Take `INFO` for `info`, as other programs spell it."""
    return value.lower() if isinstance(value, str) else value


class LogSettings(Section):
    """What is logged (to stderr) and in which form."""

    level: Annotated[LogLevel, BeforeValidator(_lower)] = Field(
        default="info", description="The least serious messages that are logged."
    )
    format: LogFormat = Field(
        default="auto", description="auto: console on a terminal, JSON lines otherwise."
    )


class Settings(Section):
    """All settings. `Settings()` is the defaults; `load_settings` reads everything else."""

    kafka: KafkaSettings = KafkaSettings()
    worker: WorkerSettings = Field(default_factory=WorkerSettings)
    limits: LimitsSettings = LimitsSettings()
    wire: WireSettings = WireSettings()
    dedupe: DedupeSettings = DedupeSettings()
    classify: ClassifySettings = ClassifySettings()
    alert: AlertSettings = AlertSettings()
    count: CountSettings = CountSettings()
    notify: NotifySettings = NotifySettings()
    serve: ServeSettings = ServeSettings()
    status: StatusSettings = StatusSettings()
    log: LogSettings = LogSettings()
    sources: Annotated[list[SourceSettings], AfterValidator(distinct_names)] = Field(
        default=[], description="Where updates are read from: one [[sources]] table for each place."
    )
    channels: Annotated[list[ChannelSettings], AfterValidator(distinct_channels)] = Field(
        default=[], description="Where alerts are told: one [[channels]] table for each place."
    )
