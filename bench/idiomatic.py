"""Contestant: Faust as its guide writes it, an agent that sends one message for each event."""

from __future__ import annotations

import tempfile
from typing import Any

import faust

from bench import work
from stream.adapters.kafka.loop import use_fast_loops


def main() -> None:
    """Run the agent until all records are done."""
    use_fast_loops()
    job = work.job()
    app = faust.App(
        job["run"], broker="kafka://" + job["bootstrap"], datadir=tempfile.mkdtemp(),
        store="memory://", web_enabled=False, topic_disable_leader=True, topic_partitions=4,
        producer_compression_type="snappy", producer_linger=0.005, producer_acks=-1,
        broker_max_poll_records=2000, consumer_auto_offset_reset="earliest",
    )  # fmt: skip
    raw: dict[str, Any] = {
        "key_type": bytes,
        "value_type": bytes,
        "value_serializer": "raw",
        "key_serializer": "raw",
    }
    source, out = app.topic(job["source"], **raw), app.topic(job["run"] + "-out", **raw)
    watch = work.Watch()

    @app.agent(source)  # type: ignore[untyped-decorator]
    async def answer(stream: Any) -> None:
        async for event in stream.events():
            if watch.began is None:
                watch.batch(0)
            uri, headline = work.read(event.value)
            await out.send(key=event.key, value=work.answer(uri, headline, True))
            watch.count += 1
            if watch.count >= job["count"]:
                await app.producer.flush()
                watch.batch(0)
                work.finish(watch.result)

    faust.Worker(app, loglevel="ERROR", quiet=True).execute_from_commandline()


if __name__ == "__main__":
    main()
