"""The broker's configuration text."""

from stream.adapters.broker.config import Listener, log4j_properties, server_properties


def settings(port: int = 9092, controller_port: int = 9093) -> dict[str, str]:
    """Return the configuration as Kafka would read it."""
    lines = server_properties(port, controller_port).splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_listens_on_loopback_only() -> None:
    """Every address in the configuration is 127.0.0.1, with the ports that were given."""
    found = settings(1111, 2222)
    assert found["listeners"] == "PLAINTEXT://127.0.0.1:1111,CONTROLLER://127.0.0.1:2222"
    assert found["advertised.listeners"] == "PLAINTEXT://127.0.0.1:1111"
    assert found["controller.quorum.voters"] == "1@127.0.0.1:2222"


def test_a_further_listener_has_its_own_properties() -> None:
    """A way in with a login stands beside plain text, on loopback, and its properties are its alone."""
    login = Listener("SASL_SSL", 3333, {"sasl.enabled.mechanisms": "PLAIN"})
    found = dict(line.split("=", 1) for line in server_properties(1111, 2222, [login]).splitlines())
    assert found["advertised.listeners"] == "PLAINTEXT://127.0.0.1:1111,SASL_SSL://127.0.0.1:3333"
    assert found["listeners"].endswith(",SASL_SSL://127.0.0.1:3333,CONTROLLER://127.0.0.1:2222")
    protocols = found["listener.security.protocol.map"].split(",")
    assert protocols == ["PLAINTEXT:PLAINTEXT", "SASL_SSL:SASL_SSL", "CONTROLLER:PLAINTEXT"]
    assert found["listener.name.sasl_ssl.sasl.enabled.mechanisms"] == "PLAIN"


def test_is_one_kraft_node_with_single_copies() -> None:
    """One process is broker and controller, and no topic asks for a second copy."""
    found = settings()
    assert found["process.roles"] == "broker,controller"
    copies = [value for name, value in found.items() if name.endswith("replication.factor")]
    assert len(copies) == 4
    assert set(copies) == {"1"}


def test_misspelt_topics_are_not_created() -> None:
    """Topics are made on purpose only."""
    assert settings()["auto.create.topics.enable"] == "false"


def test_takes_batches_of_four_mebibytes() -> None:
    """What a producer may send, a replica may fetch."""
    found = settings()
    assert found["message.max.bytes"] == found["replica.fetch.max.bytes"] == "4194304"


def test_paths_are_relative() -> None:
    """No path of the machine gets into the file, so that commas and accents in it are harmless."""
    assert settings()["log.dirs"] == "log"


def test_logs_warnings_to_standard_output() -> None:
    """The logging configuration is quiet and names no file of its own."""
    text = log4j_properties()
    assert "rootLogger.level=warn" in text
    assert "fileName" not in text
