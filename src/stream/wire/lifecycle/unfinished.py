"""Places of a text that were to be filled in and never were: "aged XX", "TK", "[HOSPITAL]".

Newsrooms keep prepared texts (obituaries, results, verdicts) with such marks; one that goes out by mistake
is held for an editor. XX is a Roman numeral as well, and TK a company: they count only where nothing but
a number or a word to come can be meant.
"""

from __future__ import annotations

import re

from stream.wire.dates.months import month_of

_AGES = (
    "aged?|age of|aos|aged? about|im alter von|mit|a los|à l'âge de|à l’âge de|à|all'età di|all’età di|a"
    "|на|в возрасте|у віці|w wieku|på"
)
"""What stands before an age."""

_YEARS = "years?|year-old|yrs?|anos|años|ans|anni|jahren?|jährige[rn]?|jaar|år|yaşında|lat|лет|года?|років|سنة|عاما"
_UNITS = (
    f"{_YEARS}|people|persons|dead|killed|deaths?|injured|wounded|arrests|votes|points|percent|per cent|%"
    "|pct|million|billion|personas|muertos|heridos|pessoas|mortos|feridos|personnes|morts|blessés"
    "|menschen|tote|verletzte|prozent|persone|morti|feriti|kişi|ölü|человек|погибших"
)
_SHARES = (
    "%|percent|per cent|pct|prozent|por ciento|por cento|pour cent|per cento|процентов|votes|votos|voti|stimmen"
    "|voix|millions?|millones|milhões|millionen|milioni|dollars?|euros?"
)
"""What no Roman numeral stands before."""

_GAP_MARKS = r"(?:X{2,4}|TK(?:TK)*|\?\?+|#{2,}|_{2,})"
_FIELDS = (
    "name|first name|last name|age|date|day|time|place|city|town|hospital|cause|cause of death|number"
    "|toll|quote|reaction|title|weekday|month|to come|details|tk(?:tk)*|x{2,}"
    "|nombre|edad|fecha|lugar|ciudad|día|causa|hora|número|nome|idade|data|local|cidade|dia"
    "|nom|âge|lieu|ville|jour|hôpital|heure|alter|datum|ort|ortsname|wochentag|krankenhaus|todesursache"
    "|età|luogo|città|ospedale|giorno|yaş|isim|yer|tarih|hastane|имя|возраст|дата|место|больница"
)
_TO_COME = (
    "name|names|age|quote|quotes|date|time|day|details|number|numbers|title|place|figure|figures|spelling"
    "|toll|score|cause|source|sources|reaction|byline|more"
)
_MARKS = re.compile(
    rf"(?:(?i:(?<!\w)(?:{_AGES}))\s+X{{2,4}}[\s-]+(?i:{_YEARS})(?!\w))"
    rf"|(?i:(?<!\w)(?:aged?|im alter von))\s+{_GAP_MARKS}(?!\w)"
    rf"|(?<![\w.$?-]){_GAP_MARKS}[\s-]+(?i:years?|year-old|people|persons|dead|killed|injured|wounded)(?!\w)"
    rf"|(?<![\w.-])X{{2,4}}[\s-]*(?i:{_SHARES})(?!\w)"
    rf"|(?<![\w.$?-])(?:(?:TK)+|X{{3,4}}|\?\?+|#{{2,}}|_{{2,}})[\s-]+(?i:{_UNITS})(?!\w)"
    r"|(?<!\w)TK-(?:feira|day|year)(?!\w)|(?<!\w)(?:TK){2,}(?!\w)"
    rf"|[\[{{](?:{_FIELDS.upper()}|(?i:insert [^\]{{}}]{{1,40}}|to come))[\]}}]"
    rf"|[(\[](?i:{_TO_COME}) (?:TK|(?i:to come))(?:TK)*[)\]]"
    r"|(?i:lorem ipsum dolor)"
)
_DATES = re.compile(r"(?<!\w)XX(?:\.| de)? ([^\W\d_]{3,})")
"""A day to come, before a month."""

_HINTS = ("XX", "TK", "??", "##", "__", "[", "{", "to come)", "orem ipsum")
"""One of these is in every text that the marks can match: a cheap first look."""


def blanks(text: str) -> list[str]:
    """The places that were never filled in, in the text's own words, each once."""
    if not any(hint in text for hint in _HINTS):
        return []
    found = [mark[0] for mark in _MARKS.finditer(text)]
    found += [date[0] for date in _DATES.finditer(text) if month_of(date[1])]
    return list(dict.fromkeys(found))
