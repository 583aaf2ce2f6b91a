"""Language tags: the primary subtag decides the partition, so one language has one."""

from __future__ import annotations

import re

from stream.wire.reading.text import quote

UNDETERMINED = "und"
"""BCP 47's primary subtag for a language that isn't known."""

_CODES = (
    "af afr,am amh,ar ara,az aze,be bel,bg bul,bn ben,bs bos,ca cat,cs ces cze,cy cym wel,da dan,de deu ger"
    ",el ell gre,en eng,es spa,et est,eu eus baq,fa fas per,fi fin,fr fra fre,ga gle,gl glg,gu guj,ha hau"
    ",he heb iw,hi hin,hr hrv scr,hu hun,hy hye arm,id ind in,is isl ice,it ita,ja jpn,jv jav jw,ka kat geo"
    ",kk kaz,km khm,kn kan,ko kor,ku kur,ky kir,lo lao,lt lit,lv lav,mk mkd mac,ml mal,mn mon,mr mar"
    ",ms msa may zsm,mt mlt,my mya bur,nb nob,ne nep,nl nld dut,nn nno,no nor,or ori,pa pan,pl pol,ps pus"
    ",pt por,ro ron rum mo mol,ru rus,rw kin,sd snd,si sin,sk slk slo,sl slv,so som,sq sqi alb,sr srp scc"
    ",sv swe,sw swa swh,ta tam,te tel,tg tgk,th tha,ti tir,tk tuk,tl tgl fil,tr tur,uk ukr,ur urd,uz uzb"
    ",vi vie,xh xho,yi yid ji,yo yor,zh zho chi cmn,zu zul"
)
_SHORTEST = {
    other: code for row in _CODES.split(",") for code, *others in (row.split(),) for other in others
}
"""ISO 639-2 and 639-3 codes and withdrawn ones by the two letters that BCP 47 wants in their place
(RFC 5646, 2.2.1; IANA's registry): languages that agencies write in."""

_SEVERAL = re.compile(r"\s*[,;]")
_PRIMARY = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)


def read_language(value: object, warnings: list[str]) -> str:
    """The lowercased primary subtag of a BCP 47 tag ("en-GB" gives "en"), or "" without one.

    Longer codes of the same language give its two letters ("eng" is "en"); of a list the first counts.
    """
    if value is None or value == "":
        return ""
    tag = _SEVERAL.split(value.strip(), maxsplit=1)[0] if isinstance(value, str) else ""
    match = _PRIMARY.fullmatch(tag)
    if match is None:
        warnings.append(f"language {quote(value)} is not a language tag: ignored")
        return ""
    primary = match[1].lower()
    return "" if primary == UNDETERMINED else _SHORTEST.get(primary, primary)
