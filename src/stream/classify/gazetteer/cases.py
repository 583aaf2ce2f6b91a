"""Cases of towns' names in Latin script: "w Częstochowie", "v Brně", "u Splitu", "Debrecenben", "Tampereella".

Derived by the end of a name, for towns of the language's own countries. All names are folded. More forms than are in
use: what nobody writes does no harm, and a form that is any other name or an ordinary word is left to that.
"""

from __future__ import annotations

from collections.abc import Iterator

Endings = dict[str, tuple[str, ...]]
"""The end of a name → what stands in its place, case by case."""

SMALLEST = 5_000
"""Population from which a town's cases are derived: hamlets would fill the table with words of other languages."""

SHORTEST_FORM = 6
"""Letters from which a form counts; shorter ones are too often somebody's name or a word."""

_POLISH: Endings = {
    "ski": ("skiego", "skim"), "cki": ("ckiego", "ckim"), "ska": ("skiej", "skiej"), "cka": ("ckiej", "ckiej"),
    "skie": ("skiego", "skiem"), "sko": ("ska", "sku"), "cko": ("cka", "cku"), "no": ("na", "nie"),
    "wo": ("wa", "wie"), "lo": ("la", "le"), "to": ("ta", "cie"), "ice": ("ic", "icach"), "yce": ("yc", "ycach"),
    "ny": ("nego", "nym"), "wy": ("wego", "wym"), "ry": ("rego", "rym"), "ly": ("lego", "lym"),
    "ka": ("ki", "ce"), "ga": ("gi", "dze"), "ra": ("ry", "rze"), "la": ("li", "li"), "ta": ("ty", "cie"),
    "da": ("dy", "dzie"), "wa": ("wy", "wie"), "na": ("nej", "nie"), "nia": ("ni", "ni"), "ow": ("owa", "owie"),
    "sk": ("ska", "sku"), "ck": ("cka", "cku"), "in": ("ina", "inie"), "yn": ("yna", "ynie"), "ek": ("ka", "ku"),
    "ec": ("ca", "cu"), "aw": ("awia", "awiu"), "an": ("ania", "aniu"), "un": ("unia", "uniu"),
    "om": ("omia", "omiu"), "ok": ("oku", "oku"), "sz": ("sza", "szu"), "cz": ("cza", "czu"), "le": ("la", "lu"),
}  # fmt: skip
_CZECH: Endings = {
    "ice": ("ic", "icich"), "ov": ("ova", "ove"), "in": ("ina", "ine"), "ec": ("ce", "ci"), "ek": ("ku", "ku"),
    "ka": ("ky", "ce"), "ha": ("hy", "ze"), "va": ("vy", "ve"), "na": ("ny", "ne"), "ta": ("ty", "te"),
    "ra": ("ry", "re"), "la": ("ly", "le"), "no": ("na", "ne"), "ik": ("iku", "iku"), "e": ("e", "i"),
    "ny": ("neho", "nem"), "y": ("", "ech"), "d": ("du", "de"), "n": ("na", "ne"), "m": ("mi", "mi"),
}  # fmt: skip
_SOUTH_SLAVIC: Endings = {
    "ac": ("ca", "cu"), "ka": ("ke", "ci"), "a": ("e", "i", "u"), "ije": ("ija", "iju"), "o": ("a", "u"),
    "e": ("a", "u"), "": ("a", "u"),
}  # fmt: skip
_HUNGARIAN: Endings = {
    "a": ("aban", "aba", "abol", "anal", "ahoz", "atol", "an", "ara", "arol"),
    "e": ("eben", "ebe", "ebol", "enel", "ehez", "etol", "en", "ere", "erol"),
    "": ("ban", "ben", "ba", "be", "bol", "nal", "nel", "on", "en", "ra", "re", "rol", "tol"),
}  # fmt: skip
_FINNISH: Endings = {
    "nki": ("ngissa", "ngista", "ngin"), "e": ("eessa", "eesta", "eella", "eelle", "een"),
    "": ("ssa", "sta", "lla", "lta", "lle", "n", "an", "on", "en", "un", "in"),
}  # fmt: skip

_TABLES: dict[str, Endings] = {
    "PL": _POLISH, "CZ": _CZECH, "SK": _CZECH, "HR": _SOUTH_SLAVIC, "BA": _SOUTH_SLAVIC, "RS": _SOUTH_SLAVIC,
    "ME": _SOUTH_SLAVIC, "SI": _SOUTH_SLAVIC, "HU": _HUNGARIAN, "FI": _FINNISH,
}  # fmt: skip
INFLECTED = frozenset(_TABLES)
"""Countries (ISO 3166-1) whose towns have cases here."""


def cases(name: str, country: str) -> Iterator[str]:
    """The oblique cases of a town's folded name; of several words, each takes the same case (Polish, Czech) or the
    last one alone does (Hungarian, Finnish)."""
    table = _TABLES[country]
    *others, last = name.split(" ")
    forms = _forms(last, table)
    if not others or country in ("HU", "FI"):
        yield from (" ".join((*others, form)) for form in forms if len(form) >= SHORTEST_FORM)
        return
    before = [_forms(word, table) for word in others]
    for at, form in enumerate(forms):
        if all(at < len(one) for one in before):
            yield " ".join((*(one[at] for one in before), form))


def _forms(word: str, table: Endings) -> list[str]:
    ending = max((end for end in table if word.endswith(end)), key=len, default=None)
    if ending is None or not word.isascii():
        return []
    stem = word.removesuffix(ending)
    return [stem + other for other in table[ending]] if len(stem) > 1 else []
