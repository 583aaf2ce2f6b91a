"""Options that several commands share, and the settings made of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stream.settings import Settings

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file (TOML); ./newswire.toml if it is there."),
]
BootstrapOption = Annotated[
    str | None,
    typer.Option(
        "--bootstrap",
        "-b",
        help="Kafka address, host:port; 'local' is the broker of `newswire up`.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        "-s",
        help="Override a setting, e.g. --set worker.batch_records=100; may be repeated.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def one_of(value: str, known: Iterable[str], hint: str) -> None:
    """Refuse a value that is none of those that are known; `hint` is the option or argument that has it."""
    names = list(known)
    if value not in names:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(names)}", param_hint=hint)


def settings_from(
    config: Path | None,
    bootstrap: str | None = None,
    changes: list[str] | None = None,
    more: dict[str, object] | None = None,
) -> Settings:
    """Load the settings with the flags on top. Raises ConfigError."""
    from stream.errors import ConfigError
    from stream.settings import load_settings

    overrides: dict[str, object] = dict(more or {})
    for change in changes or []:
        key, sign, value = change.partition("=")
        if not sign or not key.strip():
            raise ConfigError(f"--set {change}: write it as section.key=value")
        overrides[key.strip()] = value
    if bootstrap is not None:
        overrides["kafka.bootstrap"] = bootstrap
    return load_settings(config, overrides)


def cluster_from(
    config: Path | None,
    bootstrap: str | None = None,
    changes: list[str] | None = None,
    more: dict[str, object] | None = None,
) -> Settings:
    """Load the settings for a command that joins a Kafka which runs: `local` is the one of `newswire up`.

    Raises ConfigError, and DataFolderError if the local broker's folder can't be read.
    """
    settings = settings_from(config, bootstrap, changes, more)
    if not settings.kafka.local:
        return settings
    from stream.adapters.broker import running

    address = running(settings.worker.data_dir / "kafka")
    return (
        settings.model_copy(update={"kafka": settings.kafka.at(address)}) if address else settings
    )
