"""The `[kafka]` section as keyword arguments of the clients, so that none is left without security.

The dicts hold the password in clear text, as the clients want it: never log them.
"""

from __future__ import annotations

import ssl
from typing import Any

from stream.errors import ConfigError
from stream.settings.kafka import KafkaSettings


def kafka_client_options(kafka: KafkaSettings) -> dict[str, Any]:
    """Return what every aiokafka client takes: consumer, producer and admin client alike."""
    return {
        "bootstrap_servers": _servers(kafka),
        "request_timeout_ms": int(kafka.request_timeout_seconds * 1000),
        "security_protocol": kafka.security_protocol,
        **({"ssl_context": ssl_context(kafka)} if kafka.tls else {}),
        **(_login(kafka) if kafka.sasl else {}),
    }


def faust_broker_options(kafka: KafkaSettings) -> dict[str, Any]:
    """Return the same for `faust.App`, with the timeouts and the compression that it also takes."""
    return {
        "broker": ";".join(f"kafka://{server}" for server in _servers(kafka)),
        "broker_credentials": _credentials(kafka),
        "broker_request_timeout": kafka.request_timeout_seconds,
        "broker_session_timeout": kafka.session_timeout_seconds,
        "broker_heartbeat_interval": kafka.heartbeat_seconds,
        "producer_request_timeout": kafka.request_timeout_seconds,
        "producer_compression_type": kafka.compression_type,
    }


def ssl_context(kafka: KafkaSettings) -> ssl.SSLContext:
    """Return the TLS context; raise ConfigError that names the file which can't be used."""
    cafile = kafka.ssl_cafile
    try:
        context = ssl.create_default_context(cafile=str(cafile) if cafile else None)
    except OSError as error:  # ssl.SSLError is one
        raise ConfigError(f"kafka.ssl_cafile: {cafile} can't be used: {_why(error)}") from error
    if kafka.ssl_certfile:
        _present(context, kafka)
    return context


def _present(context: ssl.SSLContext, kafka: KafkaSettings) -> None:
    """Load the client's certificate; refuse an encrypted key, which would ask on the terminal."""

    def no_password() -> str:
        raise ConfigError("kafka.ssl_keyfile: the key is encrypted; give one without a password")

    certfile, keyfile = str(kafka.ssl_certfile), kafka.ssl_keyfile
    try:
        context.load_cert_chain(certfile, str(keyfile) if keyfile else None, no_password)
    except OSError as error:
        files = f"{certfile} with {keyfile}" if keyfile else certfile
        raise ConfigError(f"kafka.ssl_certfile: {files} can't be used: {_why(error)}") from error


def _why(error: OSError) -> str:
    return str(error.strerror or error)


def _servers(kafka: KafkaSettings) -> list[str]:
    if kafka.local:
        raise ConfigError(
            "kafka.bootstrap is local, and no local broker runs in worker.data_dir: start it "
            "(`newswire up`, with the same settings), or name the brokers (--bootstrap host:port)"
        )
    return kafka.servers


def _password(kafka: KafkaSettings) -> str:
    return kafka.sasl_password.get_secret_value() if kafka.sasl_password else ""


def _login(kafka: KafkaSettings) -> dict[str, Any]:
    return {
        "sasl_mechanism": kafka.sasl_mechanism,
        "sasl_plain_username": kafka.sasl_username,
        "sasl_plain_password": _password(kafka),
    }


def _credentials(kafka: KafkaSettings) -> Any:
    """Return Faust's credentials, or None for plain text; Faust is imported only for them."""
    if kafka.security_protocol == "PLAINTEXT":
        return None
    import faust

    context = ssl_context(kafka) if kafka.tls else None
    if not kafka.sasl:
        return faust.SSLCredentials(context)
    return faust.SASLCredentials(
        username=kafka.sasl_username,
        password=_password(kafka),
        mechanism=kafka.sasl_mechanism,
        ssl_context=context,
    )
