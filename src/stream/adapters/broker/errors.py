"""What can go wrong with the local broker; each docstring says what the operator does next.

```text
NewswireError
└── BrokerError
    ├── JavaNotFound        no usable Java on this machine
    ├── JarsUnavailable     Kafka's jars are neither cached nor downloadable
    ├── ChecksumMismatch    a downloaded jar is not the locked one
    ├── ForeignFolder       the data folder belongs to something else
    ├── DataFolderError     the data folder can't be created or written
    ├── FolderInUse         another broker runs on the data folder
    ├── PortTaken           the port asked for is in use
    └── BrokerStartFailed   Kafka ended, or didn't answer, while starting
```
"""

from stream.errors import NewswireError

INSTALL_HINT = 'pip install "newswire-stream[broker]"'


class BrokerError(NewswireError):
    """The local broker can't do what was asked: read the message, it names the remedy."""


class JavaNotFound(BrokerError):
    """No Java 17 or later: install the `broker` extra, or put a `java` on the PATH."""


class JarsUnavailable(BrokerError):
    """Kafka's jars could not be fetched: connect once, or copy a filled cache folder here."""


class ChecksumMismatch(BrokerError):
    """A downloaded jar differs from the lock file: never run it; check proxy and mirror."""


class ForeignFolder(BrokerError):
    """The folder holds something that no broker of ours made: name another folder."""


class DataFolderError(BrokerError):
    """The data folder can't be created or written: check the path, its owner and free space."""


class FolderInUse(BrokerError):
    """A broker already runs on this data folder: use that one, stop it, or name another folder."""


class PortTaken(BrokerError):
    """Something listens on the port that was asked for: name another, or leave it out."""


class BrokerStartFailed(BrokerError):
    """Kafka ended or stayed silent while starting: read the log lines in the message."""
