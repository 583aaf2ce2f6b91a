"""A real Kafka that asks who is there: a login, a certificate, or both."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from stream.adapters.broker import Listener, LocalBroker
from stream.adapters.broker.jars import ensure_jars
from stream.adapters.broker.java import find_java
from stream.adapters.broker.ports import LOOPBACK, free_ports

USER, PASSWORD = "desk", "the right one"
_MODULES = "org.apache.kafka.common.security"
LOGIN = {
    "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512",
    "plain.sasl.jaas.config": f'{_MODULES}.plain.PlainLoginModule required user_{USER}="{PASSWORD}";',
    "scram-sha-512.sasl.jaas.config": f"{_MODULES}.scram.ScramLoginModule required;",
}
"""Kafka's settings of a listener that asks for a login; those of SCRAM are in the cluster itself."""


@dataclass(frozen=True)
class Secured:
    """The addresses by protocol, and PEM files: the authority, a client's certificate with its key."""

    addresses: dict[str, str]
    ca: Path
    client: Path


@contextmanager
def secured_broker(folder: Path) -> Iterator[Secured]:
    """A broker with the listeners SASL_PLAINTEXT, SASL_SSL, and SSL that wants a certificate."""
    authority, client = trustme.CA(), folder / "client.pem"
    keystore, ca = folder / "broker.pem", folder / "ca.pem"
    _write(keystore, authority.issue_cert(LOOPBACK))
    _write(client, authority.issue_cert("desk@newsroom.example"))
    authority.cert_pem.write_to_path(str(ca))
    tls = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(keystore),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(ca),
    }
    asked = {
        "SASL_PLAINTEXT": LOGIN,
        "SASL_SSL": LOGIN | tls,
        "SSL": tls | {"ssl.client.auth": "required"},
    }
    ports = dict(zip(asked, free_ports(len(asked)), strict=True))
    listeners = [Listener(name, ports[name], properties) for name, properties in asked.items()]
    with LocalBroker(folder / "kafka", listeners=listeners) as broker:
        _add_scram_user(broker.bootstrap)
        yield Secured({name: f"{LOOPBACK}:{port}" for name, port in ports.items()}, ca, client)


def _write(path: Path, certificate: trustme.LeafCert) -> None:
    """A key and its certificate in one file; Kafka reads the key in PKCS #8 only."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), None)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem + b"".join(blob.bytes() for blob in certificate.cert_chain_pems))


def _add_scram_user(bootstrap: str) -> None:
    """No Python client can; Kafka's own tool is among the broker's jars."""
    jars = os.pathsep.join(map(str, ensure_jars(print)))
    what = ["--alter", "--entity-type", "users", "--entity-name", USER]
    what += ["--add-config", f"SCRAM-SHA-512=[password={PASSWORD}]"]
    tool = [str(find_java()), "-cp", jars, "kafka.admin.ConfigCommand"]
    subprocess.run([*tool, "--bootstrap-server", bootstrap, *what], check=True, capture_output=True)
