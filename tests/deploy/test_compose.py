"""docker-compose.yml: pinned, private, ordered by health, and set by variables that exist."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.adapters.broker.config import MESSAGE_MAX_BYTES
from stream.adapters.broker.lockfile import KAFKA_VERSION
from stream.alert import load_rules
from stream.errors import ConfigError
from stream.observe.metrics import Metrics
from stream.settings import load_settings
from stream.web import Health, StatusServer

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
ONE_SHOT = {name for name, service in SERVICES.items() if service.get("restart") == "no"}


def _seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


def _variables(service: dict[str, Any]) -> dict[str, str]:
    found = service.get("environment", {})
    return {name: value for name, value in found.items() if name.startswith("NEWSWIRE_")}


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_has_a_full_version(name: str) -> None:
    """An image is pinned to three numbers, so that the same file starts the same programs tomorrow."""
    tag = SERVICES[name]["image"].rpartition(":")[2].removeprefix("v")
    assert len(tag.split(".")) == 3 and tag.replace(".", "").isdigit(), SERVICES[name]["image"]


def test_our_image_carries_the_version_of_the_package() -> None:
    """The tag of the built image is the version in pyproject.toml."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert {service["image"] for service in OURS.values()} == {f"newswire-stream:{version}"}


@pytest.mark.parametrize("name", SERVICES)
def test_who_depends_waits_until_the_other_works(name: str) -> None:
    """Started is not enough: services wait for health, and for one-shots to have succeeded."""
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        wanted = "service_completed_successfully" if needed in ONE_SHOT else "service_healthy"
        assert how["condition"] == wanted, f"{name} -> {needed}"


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ONE_SHOT))
def test_every_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    """What should run for ever says whether it works, and is started again when it ends."""
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_bound_to_loopback(name: str) -> None:
    """Nothing here is open to the network: most of it has no login."""
    for port in SERVICES[name].get("ports", []):
        assert port.startswith("127.0.0.1:"), port


@pytest.mark.parametrize("name", OURS)
def test_our_variables_are_settings_with_allowed_values(name: str) -> None:
    """The settings loader, which refuses unknown variables and wrong values, takes the environment."""
    variables = _variables(OURS[name])
    settings = load_settings(None, {}, environ=variables)
    assert settings.kafka.bootstrap == variables["NEWSWIRE_KAFKA__BOOTSTRAP"] == "kafka:19092"


def test_an_unknown_variable_would_be_refused() -> None:
    """The check above can fail: the loader refuses a misspelt variable."""
    with pytest.raises(ConfigError, match="NEWSWIRE_KAFKA__BOOTSTRAPS"):
        load_settings(None, {}, environ={"NEWSWIRE_KAFKA__BOOTSTRAPS": "kafka:19092"})


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_but_their_scratch(name: str) -> None:
    """Read-only, without capabilities, with memory where the worker writes."""
    service = OURS[name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert any(mount.startswith("/var/lib/newswire") for mount in service["tmpfs"])


def test_the_worker_is_asked_where_it_listens() -> None:
    """Status host, port, published port and health check of the worker fit together."""
    worker = SERVICES["worker"]
    settings = load_settings(None, {}, environ=_variables(worker))
    assert settings.status.enabled and settings.status.host == "0.0.0.0"
    assert all(port.endswith(f":{settings.status.port}") for port in worker["ports"])
    assert f"127.0.0.1:{settings.status.port}/health/ready" in worker["healthcheck"]["test"][-1]


def test_a_stopping_worker_has_time_for_its_batch() -> None:
    """The grace period is longer than a request to Kafka may take, and ends before a minute."""
    settings = load_settings(None, {}, environ=_variables(SERVICES["worker"]))
    grace = _seconds(SERVICES["worker"]["stop_grace_period"])
    assert settings.kafka.request_timeout_seconds < grace < 60


def test_notify_is_asked_where_it_listens() -> None:
    """Its port is its own, published beside the workers', and the health check and Prometheus ask there."""
    notify = SERVICES["notify"]
    settings = load_settings(None, {}, environ=_variables(notify))
    port = settings.notify.status_port
    assert settings.status.enabled and settings.status.host == "0.0.0.0"
    assert [published.rpartition(":")[2] for published in notify["ports"]] == [str(port)]
    assert f"127.0.0.1:{port}/health/ready" in notify["healthcheck"]["test"][-1]
    text = (ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
    jobs = {job["job_name"]: job for job in yaml.safe_load(text)["scrape_configs"]}
    (lookup,) = jobs["newswire-notify"]["dns_sd_configs"]
    assert (lookup["names"], lookup["port"]) == (["notify"], port)


def test_the_desk_is_asked_where_it_listens_and_wants_a_token() -> None:
    """Ports, health check and Prometheus fit together; others can reach it, so it starts with a token only."""
    desk = SERVICES["desk"]
    settings = load_settings(None, {}, environ=_variables(desk))
    serve = settings.serve
    assert [published.rpartition(":")[2] for published in desk["ports"]] == [str(serve.port)]
    assert f"127.0.0.1:{serve.status_port}/health/ready" in desk["healthcheck"]["test"][-1]
    text = (ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
    jobs = {job["job_name"]: job for job in yaml.safe_load(text)["scrape_configs"]}
    (lookup,) = jobs["newswire-desk"]["dns_sd_configs"]
    assert (lookup["names"], lookup["port"]) == (["desk"], serve.status_port)
    assert serve.host == "0.0.0.0" and desk["profiles"] == ["desk"]
    assert serve.tokens_variable in desk["environment"]


def test_notify_starts_only_where_it_is_asked_for() -> None:
    """The channels in the file are an example: `docker compose up` must not tell strangers of alerts."""
    assert SERVICES["notify"]["profiles"] == ["notify"]
    settings = load_settings(ROOT / "deploy" / "channels.toml", {}, environ={})
    named = {name for rule in load_rules(None) for name in rule.channels}
    assert settings.channels and {channel.name for channel in settings.channels} <= named


@pytest.mark.parametrize(("ready", "code"), [(True, 0), (False, 1)])
async def test_the_health_check_tells_a_ready_worker_from_another(ready: bool, code: int) -> None:
    """Run against real status pages it exits with 0 when the worker is ready, else with 1."""
    health = Health()
    if ready:
        health.ready()
    server = StatusServer(Metrics("1.2.3").registry, health)
    port = await server.start("127.0.0.1", 0)
    line = SERVICES["worker"]["healthcheck"]["test"][-1].replace(":6067/", f":{port}/")
    asked = await asyncio.create_subprocess_exec(
        sys.executable, "-c", line, stderr=asyncio.subprocess.DEVNULL
    )
    assert await asyncio.wait_for(asked.wait(), 30) == code
    await server.stop()


def test_kafka_makes_no_topics_on_its_own_and_tells_each_side_its_address() -> None:
    """Automatic creation is off; containers are told kafka:19092, this machine 127.0.0.1:9092."""
    kafka = SERVICES["kafka"]["environment"]
    told = dict(item.split("://") for item in kafka["KAFKA_ADVERTISED_LISTENERS"].split(","))
    listens = dict(item.split("://") for item in kafka["KAFKA_LISTENERS"].split(","))
    kinds = dict(
        item.split(":") for item in kafka["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(",")
    )
    assert kafka["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert told == {"NETWORK": "kafka:19092", "HOST": "127.0.0.1:9092"}
    assert listens.keys() == kinds.keys() == told.keys() | {"CONTROLLER"}
    assert all(listens[name] == f":{address.rpartition(':')[2]}" for name, address in told.items())


def test_every_named_volume_and_mounted_file_is_there() -> None:
    """A misspelt path would be mounted as a new, empty folder."""
    for service in SERVICES.values():
        for source in (mount.split(":")[0] for mount in service.get("volumes", [])):
            assert (
                (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
            )


def test_docker_compose_reads_the_file() -> None:
    """`docker compose config` accepts the file, where Docker's command line has compose."""
    docker = shutil.which("docker")
    if (
        docker is None
        or subprocess.run([docker, "compose", "version"], capture_output=True).returncode
    ):
        pytest.skip("no `docker compose` here: the file was checked as YAML only")
    done = subprocess.run(
        [docker, "compose", "-f", str(ROOT / "docker-compose.yml"), "config", "--quiet"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_kafka_is_the_one_that_the_tests_run_on() -> None:
    """The image has the version of the local broker, and takes batches of the same size."""
    kafka = SERVICES["kafka"]
    assert kafka["image"] == f"apache/kafka:{KAFKA_VERSION}"
    assert kafka["environment"]["KAFKA_MESSAGE_MAX_BYTES"] == str(MESSAGE_MAX_BYTES)
