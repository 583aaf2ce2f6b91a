"""Casualty figures in Chinese, whose words no space parts: "至少30人丧生", "13死47伤", "死亡人数升至41人"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stream.model import CasualtyKind

_FATES: dict[str, CasualtyKind] = {
    "死亡": "killed", "遇难": "killed", "遇難": "killed", "丧生": "killed", "喪生": "killed", "身亡": "killed",
    "罹难": "killed", "罹難": "killed", "遇害": "killed", "丧命": "killed", "喪命": "killed", "被杀": "killed",
    "被殺": "killed", "阵亡": "killed", "陣亡": "killed", "牺牲": "killed", "死": "killed",
    "受伤": "wounded", "受傷": "wounded", "轻伤": "wounded", "輕傷": "wounded", "重伤": "wounded",
    "重傷": "wounded", "负伤": "wounded", "伤": "wounded", "傷": "wounded",
    "けが": "wounded", "怪我": "wounded", "負傷": "wounded", "行方不明": "missing", "避難": "displaced",
    "亡くな": "killed",
    "失踪": "missing", "失蹤": "missing", "失联": "missing", "失聯": "missing", "下落不明": "missing",
    "流离失所": "displaced", "流離失所": "displaced", "疏散": "displaced", "撤离": "displaced", "撤離": "displaced",
}  # fmt: skip
_BEFORE: dict[str, CasualtyKind] = {
    "死者": "killed", "死亡者": "killed", "犠牲者": "killed", "負傷者": "wounded", "けが人": "wounded",
    "重軽傷者": "wounded", "行方不明者": "missing", "避難者": "displaced", "伤者": "wounded",
    "死亡人数": "killed", "死亡人數": "killed", "遇难人数": "killed", "遇難人數": "killed",
    "受伤人数": "wounded", "受傷人數": "wounded", "失踪人数": "missing", "失蹤人數": "missing",
    "打死": "killed", "炸死": "killed", "杀死": "killed", "殺死": "killed", "射杀": "killed", "击毙": "killed",
    "擊斃": "killed",
}  # fmt: skip
"""Words behind which the number stands."""

_DIGITS = dict(
    zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = frozenset("万萬")
_VAGUE = {"数": 1, "數": 1, "上": 1, "几": 1, "幾": 1}
"""Before "ten", "hundred" or "thousand" these mean some: the least is one of them."""

_PLAIN = r"(?:\d[\d,]*|[〇零一二两兩三四五六七八九十百千])+"
_NUMBER = rf"(?:[数數上几幾](?=[十百千]))?{_PLAIN}(?:[万萬](?:{_PLAIN})?)?"
_OPEN = "至少|最少|逾|超过|超過|超|多达"
_FIGURE = re.compile(
    rf"(?P<open>{_OPEN})?(?:约|約|近)?(?P<least>{_NUMBER})(?:[至到\-–—~](?P<most>{_NUMBER}))?(?P<more>[多余餘])?"
    r"(?:[名人位具个個]|(?=[死伤傷]))"
)
_GAP = r"[^，。；、：,;\d〇零一二两兩三四五六七八九十百千]{0,8}?"
_BEHIND = re.compile(_GAP + "(" + "|".join(sorted(_FATES, key=len, reverse=True)) + ")")
_AHEAD = re.compile(
    "(" + "|".join(_BEFORE) + r")[^，。；、：\d〇零一二两兩三四五六七八九十百千]{0,5}"
    rf"(?:{_OPEN})?(?:约|約|近)?$"
)
_PARTLY = re.compile("(?:其中|包括|当中|當中)[^，。；、]{0,3}$")
"""Before a figure that is part of another."""

_MONTH = re.compile(r"(?:今年|去年|同年)(\d{1,2})月(?!\d{1,2}[日号號])")
_REACH = 14
_HAN = re.compile("[\u4e00-\u9fff]")


class Figure(NamedTuple):
    """Characters `start` to `end` say that `least` to `most` persons (None: open) met this fate."""

    start: int
    end: int
    kind: CasualtyKind
    least: int
    most: int | None


def is_chinese(opening: str) -> bool:
    """Whether the beginning of a text has a Chinese character."""
    return not opening.isascii() and _HAN.search(opening) is not None


def of_other_month(plain: str, month: int) -> bool:
    """Whether a sentence dates itself to a month of a year, without a day, that is not this one."""
    found = _MONTH.search(plain)
    return found is not None and int(found[1]) != month


def figures(plain: str) -> Iterator[Figure]:
    """The casualty figures of a sentence, in order."""
    for match in _FIGURE.finditer(plain):
        if _PARTLY.search(plain, max(0, match.start() - 6), match.start()):
            continue
        least, vague = number(match["least"])
        most = None if vague or match["open"] or match["more"] else least
        if match["most"]:
            most, _ = number(match["most"])
        if behind := _BEHIND.match(plain, match.end()):
            yield Figure(match.start(), behind.end(), _FATES[behind[1]], least, most)
        elif ahead := _AHEAD.search(plain, max(0, match.start() - _REACH), match.start()):
            yield Figure(ahead.start(), match.end(), _BEFORE[ahead[1]], least, most)


def number(written: str) -> tuple[int, bool]:
    """A number in figures or characters, and whether it is vague ("数十" is at least ten)."""
    vague = written[0] in _VAGUE
    total = part = digits = 0
    for char in written.lstrip("数數上几幾").replace(",", ""):
        if char.isascii():
            digits = digits * 10 + int(char)
        elif char in _DIGITS:
            digits = digits * 10 + _DIGITS[char]
        elif char in _UNITS:
            part, digits = part + (digits or 1) * _UNITS[char], 0
        elif char in _MYRIADS:
            total, part, digits = (part + digits) * 10_000, 0, 0
    return total + part + digits, vague
