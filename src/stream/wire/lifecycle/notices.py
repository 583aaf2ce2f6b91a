"""Sentences of a note to editors that take an item back, by what they are made of: a word for an item, and a
word for taking it back, as an order, as a statement, or as what the agency itself does.

In a note the words for items can be wide ("alert", "version", "article"), since a note is about items. But it also
says what a version adds, in the words of the news: a sentence that begins with such a word ("Adds", "With") is
passed by, and people are killed, so that "killed" has to stand directly behind the item.
"""

from __future__ import annotations

import re

from stream.wire.reading.text import Cues

_CHARS, _SENTENCES = 600, 5
"""How much of a note is read: what takes an item back comes first."""

_END = re.compile(r"(?<=[^\W\d_]{2}[.!;])\s+|\n|\s[-–—]\s")
_ADDS = re.compile(
    r"(?i)\W*(?:(?:eds|editors)\b\W*)?(?:add|update|recast|restore|rewrite|lead)(?:s|ing|ed)\b|\W*(?:with|new"
    r"|neu|mit|adding"
    r"|ajoute|avec|a[ñn]ade|con|ampl[íi]a|erg[äa]nzt)\b"
)
_THE = (
    r"(?:(?:the|this|that|our|its|all|any|each|every|earlier|previous|above|following|these|those|of|initial"
    r"|first|latest"
    r"|die|der|den|das|diese[nrs]?|unsere|alle|eine|vorige|vorherige|fr[üu]here|letzte|la|le|les|l[’']|cette"
    r"|cet|ce|notre|nos|une|toute|el|los|las|esta|este"
    r"|nuestra|nuestro|una|questa|il|lo|o|a|os|as|nossa)(?:\s+|(?<=’|')))"
)
_ITEM = (
    r"(?:items?|stor(?:y|ies)|dispatch(?:es)?|versions?|(?:news)?alerts?|snaps?|flash(?:es)?|newsbreaks?"
    r"|reports?|articles?"
    r"|copy|bulletins?|(?:eil)?meldung(?:en)?|nachricht(?:en)?|berichte?s?|fassung(?:en)?|d[ée]p[êe]ches?|alertes?"
    r"|informations?|noticias?|informaci[óo]n(?:es)?|alertas?|despachos?|teletipos?|notizi[ae]|lanci[oi]?"
    r"|not[íi]cias?|bc-\S+)"
)
_EARLIER = (
    r"(?:(?:previous|earlier|above|foregoing|prior|last) ?(?:one|message|take)?|pr[ée]c[ée]dente?|anterior|precedente"
    r"|vorherige|vorige|obige)"
)
_WHO = (
    r"(?:clients|members|editors|subscribers|customers|users|media|newspapers|broadcasters|kunden|redaktionen"
    r"|(?:les |nos )?(?:clients|abonn[ée]s)|los abonados|los clientes)"
)
_ASKED = (
    r"(?:(?:please|pls|kindly|bitte|veuillez|por favor,?|pri[èe]re d[e’']|merci (?:de|d[’'])(?: bien vouloir)?"
    r"|should|must|are (?:asked|requested|advised|urged) to|(?:les |se )?(?:rogamos|ruega|pedimos)(?: que)?"
    r"|si prega di|(?:vi )?preghiamo di|werden (?:gebeten|ersucht),?"
    rf"|{_WHO}\b,?(?: (?:are|should|must|sont|werden|sind|should also)"
    r" ?(?:asked|requested|advised|urged|pri[ée]s|gebeten)?"
    r"(?: (?:to|de))?)?)[\s,]+)"
)
_ORDER = (
    r"(?:kill|withdraw|disregard|ignore|spike|pull|delete|remove|retract|take down|do not use|don[’']t use|not use"
    r"|stop using|annuler|supprimer|retirer|ne (?:pas|plus) utiliser|ne pas tenir compte de|anulen|eliminen|retiren"
    r"|no utilicen|no usen|no publiquen|no difundan|desestimen|ignoren"
    r"|annullare|ritirare|eliminare|ignorare|non (?:utilizzare|pubblicare|usare))"
)
_GONE = (
    r"(?:withdrawn|killed|pulled|retracted|deleted|removed|taken down|cancel+ed|disregarded|ignored|spiked|void"
    r"|zur[üu]ckgezogen|gestrichen|gel[öo]scht|annulliert|hinf[äa]llig|gegenstandslos|ung[üu]ltig"
    r"|annul[ée]e?s?|retir[ée]e?s?|supprim[ée]e?s?|anulad[oa]s?|retirad[oa]s?|eliminad[oa]s?"
    r"|annullat[oa]|ritirat[oa])"
)
_IS = (
    r"(?:is|are|was|were|has been|have been|has now been|should be|must be|is to be|are to be|needs to be"
    r"|wird|wurde|ist|est|a [ée]t[ée]|doit [êe]tre|ha sido|queda|fue|est[áa]|[èe](?: stat[oa]| da considerarsi)?)"
)
_NO_CLAUSE = r"(?:\s+(?!(?:who|whom|whose|which|that|where|when|how|why|said|says|dass|qui|que)\b)\S+){0,14}?\s+"
_TAKES = (
    r"(?:(?:has |have |is |are )?(?:withdraw(?:s|n|ing)?|kill(?:s|ed|ing)|delet(?:es|ed|ing)|retract(?:s|ed|ing)"
    r"|remov(?:es|ed|ing)|withdraw|kill|delete|retract|remove))"
)
_STATES = re.compile(
    rf"(?:{_ASKED}?{_ORDER}\s+{_THE}{{0,4}}{_ITEM}\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+{_GONE}(?=$|[,:]|\s(?:per|because|wegen|due|nach|por|pour|en raison)\b)"
    rf"|{_THE}{{0,3}}{_ITEM}\s+{_IS}\s+(?:now |hereby |immediately )?{_GONE}\b"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}{_IS}\s+(?:now |hereby )?(?!killed|removed|deleted){_GONE}\b(?!\s+by\b)"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}and has been (?:withdrawn|deleted|removed|taken down)\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+(?:is\s+)?no longer (?:available|valid)\b"
    rf"|{_ASKED}?{_THE}{{0,3}}{_ITEM}\b.{{0,60}}\bnicht (?:mehr )?(?:zu )?(?:verwenden|benutzen|ver[öo]ffentlichen)\b"
    rf"|(?:bitte beachten(?: sie)?,? )?dass {_THE}{{0,2}}{_ITEM}\b.{{0,60}}\b(?:zur[üu]ckgezogen|gestrichen)\b"
    rf"|(?:die )?(?:redaktion|agentur) (?:zieht|hat) {_THE}{{0,2}}{_ITEM}\b.{{0,80}}\bzur[üu]ck(?:gezogen)?\b"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}(?:must|should|may) not be (?:used|published)\b"
    rf"|(?:this is )?(?:an? )?mandatory kill\b|wrong {_ITEM} (?:was )?(?:sent|moved)\b"
    rf"|(?:do not publish|do not use) {_THE}{{0,3}}{_ITEM}\b.{{0,40}}\b(?:by mistake|in error)\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+da (?:annullare|ritirare|eliminare|non utilizzare)\b"
    rf"|(?-i:WITHDRAWN|RETRACTED|SPIKED|ZURÜCKGEZOGEN|ANNULÉE?|ANULAD[AO]|ANNULLAT[AO]|INGETROKKEN)"
    rf"(?=$|[,:]|\s(?:at|due|because|per|pending|for|wegen|auf|nach|suite|à la|por|wegens|na|op)\b)"
    rf"|se (?:retira|anula|elimina) {_THE}{{0,2}}{_ITEM}\b"
    rf"|{_ASKED}?{_ORDER}\s+(?:the |our |la |le |die |das |den |el )?{_EARLIER}$"
    rf"|(?:withdraws|kills|deletes|retracts) {_THE}{{0,2}}{_ITEM}\b(?=\W|$)(?! (?:about|on) )"
    rf"|{_THE}{{0,3}}{_ITEM}\b.{{0,40}}\b(?:sent|issued|moved|published|transmitted) (?:in error|by mistake)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?:the )?(?P<who>[\w.’'-]+(?: [\w.’'-]+)??) {_TAKES} {_THE}{{0,3}}{_ITEM}\b", re.I
)
_FALSE = re.compile(
    rf"(?:{_THE}{{0,3}}{_ITEM}\b.{{0,60}}\b(?:false|incorrect|inaccurate|wrong|untrue|falsch|fehlerhaft|erronée?"
    r"|fausse|errónea|falsa)\b)",
    re.IGNORECASE,
)
_UNUSED = re.compile(
    r"(?:please |bitte )?(?:do not use|disregard|ignore|delete|nicht (?:mehr )?verwenden|ne pas utiliser|no utilizar"
    r"|not for use)\W*$|.*(?:pri[èe]re de|merci de|veuillez) (?:l[’']annuler|la supprimer|ne pas l[’']utiliser)",
    re.IGNORECASE,
)


_REPLACES = re.compile(
    r"\b(?:(?<!not )(?<!not to )(?<!n[’']t )use (?:this|the (?:following|new|corrected|attached))"
    r" (?:stor|version|item|one\b|text|dispatch|copy)"
    r"|this (?:story|version|item|dispatch|text)?\s*(?:replaces|supersedes|substitutes)"
    r"|(?:replaces|supersedes|substitutes) (?:the |our |all |an? )?(?:earlier|previous|above|story|version|item"
    r"|withdr)"
    r"|diese (?:fassung|version) (?:bitte )?verwenden|diese (?:fassung|version|meldung) ersetzt"
    r"|(?:cette|la pr[ée]sente) (?:d[ée]p[êe]che|version) (?:annule et )?remplace"
    r"|(?<!pas )(?<!plus )utiliser (?:cette|la pr[ée]sente) version|(?<!no )utilicen esta versi[óo]n"
    r"|esta (?:noticia|versi[óo]n) (?:sustituye|reemplaza))",
    re.IGNORECASE,
)


_PREVIOUS = re.compile(
    rf"(?:{_ASKED}|(?:pri[èe]re|merci) d[’'])?{_ORDER}\s+"
    r"(?:the |our |all |any |la |le |les |el |die |das |il |notre |nuestra |nossa )?"
    r"(?:previous|earlier|prior|last|first|above|foregoing|pr[ée]c[ée]dente?s?|anterior(?:es)?|previas?|precedente"
    r"|(?:d[ée]p[êe]che|noticia|nota|notizia|not[íi]cia|alerte|alerta)"
    r" (?:pr[ée]c[ée]dente|anterior|previa|precedente))\b"
    rf"|{_ASKED}?(?:die |unsere )?(?:vorige|vorherige|fr[üu]here|letzte|erste) {_ITEM}\b.{{0,60}}\bnicht\b",
    re.IGNORECASE,
)
_REPLACES_CUES = Cues(
    (
        "use th",
        "replac",
        "supersed",
        "substitut",
        "diese ",
        "rempl",
        "utilis",
        "utilic",
        "sustit",
        "reempl",
    )
)


def replaces(note: str) -> bool:
    """Whether a note says that its text is to be used in place of an earlier one: that one is taken back."""
    note = note[:_CHARS]
    return _REPLACES_CUES.found_in(note) and _REPLACES.search(note) is not None


def is_of_earlier(note: str) -> bool:
    """Whether a note takes back an earlier item and not its own: "Please disregard the previous story"."""
    return any(_PREVIOUS.match(part) for part in _sentences(note))


def own_takebacks(note: str) -> list[str]:
    """Who takes an item back, by the sentences of a note; the caller knows who is the sender."""
    return [found["who"] for part in _sentences(note) if (found := _OWN.match(part))]


def takes_back(note: str) -> bool:
    """Whether a sentence of a note orders an item to be taken back, or says that it is."""
    parts = _sentences(note)
    if any(_STATES.match(part) for part in parts):
        return True
    false = any(_FALSE.match(part) for part in parts)
    return false and any(_UNUSED.match(part) for part in parts)


def _sentences(note: str) -> list[str]:
    parts = _END.split(note[:_CHARS])[:_SENTENCES]
    return [part.strip(' \t*_#"“”.!;') for part in parts if part and not _ADDS.match(part)]
