"""Print alerts as they come, from the topic news.alerts: python alerts.py 127.0.0.1:9092 [prefix]"""

import asyncio
import json
import sys

from aiokafka import AIOKafkaConsumer


async def main(server: str, prefix: str = "") -> None:  # noqa: D103
    seen = {}  # delivery is at least once: a message whose id and sequence are known came twice
    where = {"bootstrap_servers": server, "auto_offset_reset": "earliest"}
    async with AIOKafkaConsumer(f"{prefix}news.alerts", **where) as log:
        async for record in log:
            alert = json.loads(record.value)
            if seen.setdefault((alert["id"], alert["sequence"]), record) is record:
                print(alert["status"], alert["severity"], alert["headline"], sep="\t", flush=True)


asyncio.run(main(*sys.argv[1:])) if len(sys.argv) in (2, 3) else sys.exit(__doc__)
