"""Contestant of classification alone: stories of a made-up wire are labelled, or, as a yardstick, only counted by word.

The stories are about 2,100 characters of running text with 15 to 20 names each, all different; what a name is known
for is worked out before the clock runs, as in a worker that has been up for a while.
"""

from __future__ import annotations

import random
import re
import resource
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bench import work
from stream.classify import Classifier, load_classifier
from stream.model import Update
from stream.runtime.process import calm_the_collector

CHARACTERS = 2_100
"""Least length of a story: that of the target in the project's issue 7."""

START = datetime(2026, 3, 2, tzinfo=UTC)
LARGE = 200_000
"""Population of the towns that the stories are about."""

_OPENINGS = (
    "Fighters of {actor} attacked {nation} army posts near {place} on Monday, killing {n}, the ministry said.",
    "Thousands marched through {place} on Sunday to protest against higher fuel prices, police said.",
    "The government in {place} agreed to talks with {actor} after weeks of fighting, officials said.",
    "A strong earthquake struck {place} early on Thursday, leaving {n} dead and {m} injured.",
)
_SENTENCES = (
    "It was the third incident of its kind in {place} since January, after similar reports from {other}.",
    "A spokesman for {actor} said the group had nothing to do with what happened in the town.",
    "The United Nations called on both sides to let aid convoys through and to keep the road open.",
    "Hospitals had taken in {m} wounded by the evening, a doctor who asked not to be named said by phone.",
    "Markets fell for a second day, and the currency lost two percent against the dollar in early trade.",
    "The {nation} foreign ministry rejected the report and said that it would answer in due course.",
    "Residents said that they had heard explosions through the night and that power had been cut.",
    "“We have seen nothing like this in years,” a teacher told reporters outside the old railway station.",
    "Rescue teams from {other} arrived in the afternoon, but rain made the work slow and dangerous.",
    "The European Union and the United States have asked for an inquiry by an independent body.",
    "Company executives had warned last year that output would drop unless the port was rebuilt.",
    "Nobody was arrested at first, but soldiers later searched houses in the east of {place}.",
    "Schools were to stay closed until the end of the week, the mayor's office said in a statement.",
    "Lorries queued for kilometres on the road to {other}, where the only open crossing is.",
    "Analysts said the army was short of men and unlikely to hold the hills north of {place} for long.",
    "In 2019 a court in {other} sentenced two former officials to prison terms over the same affair.",
    "Parliament is due to vote on the budget next month, and the opposition wants the vote put off.",
    "Grain exports were down by a fifth on the year, the ministry of agriculture said in its report.",
    "The Red Cross said that {n} families had fled to {third} and were in need of tents and water.",
    "Flights to {third} were delayed, and the airline advised passengers to check before they left.",
    "He spoke after a meeting with his counterpart from France, who had arrived from {third} that day.",
    "No group has claimed responsibility, though {actor} has carried out such attacks in the past.",
    "The talks, held behind closed doors, went on into the night and are expected to resume on Friday.",
    "Prices of bread and cooking oil have doubled since the summer, according to a trade union.",
)
_ACTORS = (
    "Hezbollah",
    "the Taliban",
    "M23",
    "the Houthis",
    "Hamas",
    "the Arakan Army",
    "Boko Haram",
)
_NATIONS = (
    "Syrian",
    "Ukrainian",
    "Sudanese",
    "Lebanese",
    "Congolese",
    "Turkish",
    "Colombian",
    "Pakistani",
)


def stories(count: int, places: list[str]) -> list[Update]:
    """Different stories about these places."""
    rng = random.Random(11)
    return [_story(n, rng, places) for n in range(count)]


def _story(number: int, rng: random.Random, places: list[str]) -> Update:
    place, other, third = rng.sample(places, 3)
    names = {
        "place": place, "other": other, "third": third, "actor": rng.choice(_ACTORS),
        "nation": rng.choice(_NATIONS), "n": rng.randint(2, 90), "m": rng.randint(91, 400),
    }  # fmt: skip
    opening = rng.choice(_OPENINGS).format(**names)
    body = f"{place.upper()}, March 2 (Agency) - {opening}"
    for sentence in rng.sample(_SENTENCES, len(_SENTENCES)):
        if len(body) < CHARACTERS:
            body += rng.choice((" ", "\n\n")) + sentence.format(**names)
    return Update(
        uri=f"urn:bench:{number}", provider="Reuters", event_time=START, ingested_at=START,
        headline=opening.split(",")[0], body=body, language="en",
    )  # fmt: skip


def _towns(classifier: Classifier) -> list[str]:
    known = classifier.places
    rows = zip(known.titles, known.populations, known.kinds, strict=True)
    return [title for title, population, kind in rows if kind == "city" and population >= LARGE]


def counted(update: Update) -> Counter[str]:
    """The yardstick: split a story into words and count them."""
    return Counter(re.findall(r"\w+", f"{update.headline}\n{update.body}".lower()))


def main(job: dict[str, Any]) -> None:
    """Label or count the stories; report the rate, CPU microseconds a story, and the process's memory in MB."""
    classifier = load_classifier()
    found = stories(2 * job["count"], _towns(classifier))
    do: Callable[[Update], Any] = classifier.read if job["mode"] == "labels" else counted
    for update in found[: job["count"]]:
        do(update)
    calm_the_collector()  # as in a worker
    watch = work.Watch()
    watch.batch(0)
    for update in found[job["count"] :]:
        do(update)
    watch.batch(job["count"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    work.finish(watch.result | {"resident_mb": memory})


if __name__ == "__main__":
    main(work.job())
