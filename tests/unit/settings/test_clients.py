"""The security settings reach every Kafka client: aiokafka's own and those that Faust makes."""

from __future__ import annotations

import inspect
import os
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiokafka
import faust
import pytest
from aiokafka.admin import AIOKafkaAdminClient
from faust.transport.drivers import aiokafka as driver

from stream.errors import ConfigError
from stream.settings import KafkaSettings, faust_broker_options, kafka_client_options

# A certificate made for this test (its key was thrown away), valid until 2126.
AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUXr1+GTJ26nhZyTGmcmkQ6nUKAgowCgYIKoZIzj0EAwIw
IjEgMB4GA1UEAwwXTmV3c3dpcmUgdGVzdCBhdXRob3JpdHkwIBcNMjYxMTI1MTA1
ODUwWhgPMjEyNjExMDExMDU4NTBaMCIxIDAeBgNVBAMMF05ld3N3aXJlIHRlc3Qg
YXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXgYcwA66BwDwx8Lm
+gDZJt8Xn4AdShTG1hyfSDIHivd4YtxJfbiRzahhZ4InrVeY0y2hxwVWAj475pdY
CeL5lKNTMFEwHQYDVR0OBBYEFPHSNmFwoLQ3z30zXybJDzXKgqx5MB8GA1UdIwQY
MBaAFPHSNmFwoLQ3z30zXybJDzXKgqx5MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSAAwRQIgNJtHCcXJPOn6Qv4uAGZbd2Df1fJmDLFqHta6ttTjkQICIQDR
+L6Q2PE6U2CrnbY0nh90x7Hsefos48LGMnFvaxPDzg==
-----END CERTIFICATE-----
"""
LOGIN = {"sasl_username": "desk", "sasl_password": "hush"}
SCRAM = {"sasl_mechanism": "SCRAM-SHA-512", **LOGIN}


def kafka(**values: Any) -> KafkaSettings:
    """Return settings of a broker at broker:9093."""
    return KafkaSettings.model_validate({"bootstrap": "broker:9093", **values})


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """Write the test's authority to a file."""
    path = tmp_path / "ca.pem"
    path.write_text(AUTHORITY, encoding="ascii")
    return path


def faust_clients(options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return the arguments with which Faust makes its clients (it wants a loop to run)."""
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(driver.aiokafka, "AIOKafkaConsumer", lambda *a, **kw: made.append(kw))
    app = faust.App("settings-test", **options)
    consumer = app.transport.create_consumer(
        callback=print, on_partitions_revoked=print, on_partitions_assigned=print
    )
    consumer._thread._create_worker_consumer(app.transport)
    consumer._thread._create_client_consumer(app.transport)
    consumer._thread.thread_loop.close()
    producer = app.transport.create_producer()
    return [*made, {**producer._settings_default(), **producer._settings_auth()}]


def test_plaintext_needs_nothing_else() -> None:
    """Without security a client gets the brokers, the protocol and a timeout."""
    assert kafka_client_options(kafka(bootstrap="a:1, b:2")) == {
        "bootstrap_servers": ["a:1", "b:2"],
        "security_protocol": "PLAINTEXT",
        "request_timeout_ms": 30_000,
    }


def test_a_login_reaches_aiokafka() -> None:
    """SASL settings become aiokafka's arguments, with the password in clear."""
    options = kafka_client_options(kafka(security_protocol="SASL_PLAINTEXT", **SCRAM))
    assert options["security_protocol"] == "SASL_PLAINTEXT"
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert options["sasl_plain_username"] == "desk"
    assert options["sasl_plain_password"] == "hush"
    assert "ssl_context" not in options


def test_the_authority_reaches_aiokafka(authority: Path) -> None:
    """With ssl_cafile only that authority is trusted, and broker names are checked."""
    context = kafka_client_options(kafka(security_protocol="SSL", ssl_cafile=authority))[
        "ssl_context"
    ]
    assert [dict(*c["subject"])["commonName"] for c in context.get_ca_certs()] == [
        "Newswire test authority"
    ]
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize(
    "client", [aiokafka.AIOKafkaConsumer, aiokafka.AIOKafkaProducer, AIOKafkaAdminClient]
)
def test_every_client_takes_the_options(client: type, authority: Path) -> None:
    """Each option is an argument that consumer, producer and admin client all have."""
    options = kafka_client_options(
        kafka(security_protocol="SASL_SSL", ssl_cafile=authority, **SCRAM)
    )
    assert set(options) <= set(inspect.signature(client).parameters)


async def test_login_and_tls_reach_what_faust_makes(
    authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faust's consumers and producer get the protocol, login and context that aiokafka's get."""
    settings = kafka(security_protocol="SASL_SSL", ssl_cafile=authority, **SCRAM)
    direct = kafka_client_options(settings)
    clients = faust_clients(faust_broker_options(settings), monkeypatch)
    assert len(clients) == 3
    for made in clients:
        names = set(direct) - {"ssl_context"}
        assert {name: made[name] for name in names} == {name: direct[name] for name in names}
        assert made["ssl_context"].get_ca_certs() == direct["ssl_context"].get_ca_certs() != []


@pytest.mark.parametrize(
    ("protocol", "login"), [("PLAINTEXT", {}), ("SSL", {}), ("SASL_PLAINTEXT", LOGIN)]
)
async def test_the_other_protocols_reach_what_faust_makes(
    protocol: str, login: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain, TLS only and login only arrive as such: a TLS context exactly where it belongs."""
    options = faust_broker_options(kafka(security_protocol=protocol, **login))
    for made in faust_clients(options, monkeypatch):
        assert made["security_protocol"] == protocol
        assert made.get("sasl_plain_password") == login.get("sasl_password")
        assert (made.get("ssl_context") is not None) == (protocol == "SSL")


async def test_brokers_and_timeouts_reach_what_faust_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses (IPv6 too), session, heartbeat and compression arrive in Faust's clients."""
    settings = kafka(
        bootstrap="a:1,[::1]:2",
        session_timeout_seconds=12,
        heartbeat_seconds=4,
        compression="none",
    )
    worker, _, producer = faust_clients(faust_broker_options(settings), monkeypatch)
    assert worker["bootstrap_servers"] == producer["bootstrap_servers"] == ["a:1", "[::1]:2"]
    assert (worker["session_timeout_ms"], worker["heartbeat_interval_ms"]) == (12_000, 4_000)
    assert producer["compression_type"] is None


@pytest.mark.parametrize("key", ["ssl_cafile", "ssl_certfile"])
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_tls_file_that_is_missing_or_wrong_is_named(
    tmp_path: Path, key: str, content: str | None
) -> None:
    """A certificate file that can't be used is a ConfigError with key and path."""
    path = tmp_path / "x.pem"
    if content is not None:
        path.write_text(content, encoding="ascii")
    with pytest.raises(ConfigError, match=rf"kafka\.{key}: .*x\.pem can't be used"):
        kafka_client_options(kafka(security_protocol="SSL", **{key: path}))


@pytest.mark.parametrize("bootstrap", ["", "local"])
def test_the_local_broker_has_no_address_before_it_runs(bootstrap: str) -> None:
    """Options for the local broker are refused until its address is known, then given."""
    settings = kafka(bootstrap=bootstrap)
    assert settings.local
    with pytest.raises(ConfigError, match="no local broker runs"):
        faust_broker_options(settings)
    assert kafka_client_options(settings.at("127.0.0.1:1"))["bootstrap_servers"] == ["127.0.0.1:1"]


def test_the_prefix_goes_before_topics_and_group() -> None:
    """Two installations on one cluster differ in all names."""
    settings = kafka(prefix="test.")
    assert (settings.topic("wire.updates"), settings.group_id) == (
        "test.wire.updates",
        "test.newswire",
    )


def test_importing_settings_loads_no_kafka_library() -> None:
    """`newswire --help` must not pay for Faust: importing the settings imports neither library."""
    code = "import sys, stream.settings; print({'faust', 'mode', 'aiokafka'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"
