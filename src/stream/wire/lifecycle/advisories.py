"""Advisories: items that agencies send to editors and not to readers, known by whom their headline addresses.

"Avis aux abonnés", "Til redaktionerne", "Uwaga redakcje", "【お断り】": nothing in such a headline is news, so the
text beneath it can be read as a note in which every word for an item means one of the wire. A taking back is
told there in four ways: what the agency itself does ("STT peruu jutun"; who else withdraws a report is news), what
it asks for ("que anulen la noticia"), what becomes of the item ("Het bericht … wordt ingetrokken"), and that it is
not to be used.
"""

from __future__ import annotations

import re

from stream.wire.lifecycle.agencies import speaker
from stream.wire.lifecycle.evidence import after_dateline

_LONGEST_HEADING = 60
_CHARS, _SENTENCES = 600, 4
"""How much of a text is looked at: what takes an item back comes first."""

_EDITORS = (
    r"(?:editors?|clients?|subscribers|newsrooms?|redaktion(?:en|erne|erna)?"
    r"|redaksjon(?:er|ene)|kunden|abonn[ée]e?s|r[ée]dactions|clientes|abonados|redacciones|suscriptores|redazioni"
    r"|clienti|abbonati|assinantes|subscritores|reda[çc][õo]es|redacties|abonnees|klanten|kunderna?|kunderne"
    r"|toimituksille|asiakkaille|redakcj[ei]|redakcji|klienci|klientów|redakc[ií]m|redakce|redakcij(?:e|ama)"
    r"|odběratel(?:ům|é)|klientům|korisnicima|szerkesztőségek(?:nek)?|előfizetőink(?:nek)?|редакций|редакциям|редакции"
    r"|клиентов|клиентам|абонентов|абонентам|редакцій|редакціям|aboneler(?:in|e|imiz(?:in|e)?)?"
    r"|editörler(?:e|in)?|المشتركين|المحررين|συντάκτες|συνδρομητές|redac[țt]ii(?:lor)?|abona[țt]i(?:lor)?)"
)
_OTHERS = r"(?:media|members|users|desks?)"
"""Whom an agency addresses as well; alone they are who is in the news."""

_TOLD = (
    r"(?:(?:(?:important|urgent|wichtige[rn]?|viktigt?) )?(?:advisory|notice|note|message|attention|hinweis"
    r"|achtung|mitteilung|avis|aviso|nota|atenci[óo]n|aten[çc][ãa]o|avviso|attenzione|let op|mededeling"
    r"|meddelande|melding|meddelelse|huomautus|huomio|uwaga|komunikat|upozorn[ěe]n[íi]|figyelem|obavijest|вниманию?"
    r"|внимание|к сведению|увага|увазі|до уваги|dikkat|duyuru|تنبيه|إعلان|προς|προσοχή|(?:în )?aten[țt]i[ea])"
    r"(?!\w)[\s:,-]*)"
)
_TO = (
    r"(?:(?:to|an|für|for|aux?|pour|à|a|para|per|ai|alle|agli|aos?|[àa]s|los|las|nuestros|our|nos|unsere|the|die|all|dla"
    r"|do|pro|til|till|voor|de|τους|إلى|الى|السادة|către) ?)*"
)
_ADDRESSED = re.compile(
    rf"\W*(?:{_TOLD}?{_TO}{_EDITORS}(?:[’']? (?:advisory|note|notice)| dikkatine)?"
    rf"|{_TOLD}{_TO}{_OTHERS}|{_OTHERS} (?:advisory|note|notice)|{_TOLD})\W*"
    r"|\W*(?:お断り|お知らせ|おわび|訂正・取り消し|알림|고침|안내|致用户|编者注意)\W*"
    r"|(?:\W*(?:お断り|お知らせ|おわび|알림|안내|dikkat)\W*)?(?:記事の?(?:取り消し|取消し?|削除)|기사 ?(?:취소|삭제)"
    r"|haber iptali|撤稿(?:通知|声明|启事)?)\W*",
    re.IGNORECASE,
)
_FOR_ANYBODY = re.compile(rf"\W*{_TOLD}\W*", re.IGNORECASE)

_ITEM = (
    r"(?<!planned )(?<!announced )(?<!angekündigte )(?<!angekündigten )(?<!geplante )(?<!geplanten )(?<!planlagte )"
    r"\b(?:items?|stor(?:y|ies)|dispatch(?:es)?|reports?|articles?|alerts?|(?:eil)?meldung(?:en)?|berichte?s?|beitrag"
    r"|d[ée]p[êe]ches?|information|noticias?|informaci[óo]n|despachos?|not[íi]cias?|notizi[ae]|lancio"
    r"|bericht(?:en)?|artikel(?:en|n)?|telegram(?:met)?|melding(?:en)?|nyhe[dt](?:en)?|texten|saken|historien|jutun"
    r"|juttu|uuti(?:nen|sen)|depesz[aęy]|zpr[áa]v[auy]|sprav[auy]|h[íi]r(?:[ée]t)?|c[íi]kk(?:et)?|сообщени[еяй]"
    r"|новост[ьи]|материал|повідомлення|vijest|vest|[șs]tire(?:a)?|είδηση|haber(?:imiz|i|imizi)?|(?:ال)?خبر)(?!\w)"
)
_ASKS_FOR = (
    r"(?:annuler|supprimer|retirer|ne (?:pas|plus) (?:utiliser|publier|tenir compte de)|anulen|eliminen|retiren"
    r"|desestimen|no (?:publiquen|utilicen|difundan)|anulem|eliminem|desconsiderem|n[ãa]o (?:utilizem|publiquem)"
    r"|annullare|eliminare|non (?:utilizzare|pubblicare)|anulowa(?:ć|nie)|аннулировать|анулювати|إلغاء|الغاء|سحب|حذف"
    r"|annulons|retirons|anulamos|retiramos|annulliamo|ritiriamo|anulujemy|wycofujemy|rušíme|stahujeme|visszavonjuk"
    r"|аннулируем|отзываем|povlačimo|anul[ăa]m|retragem)"
)
"""Orders, and what the agency does where "we" is in the verb."""

_DOES = (
    r"(?:(?:is|are) withdrawing|withdraws?|ha(?:s|ve) withdrawn|retracts?|kills|annule|retire|anula|retira|annulla"
    r"|ritira|trekt(?=.{0,140}\bin\b)|trekker|trækker|annullerer|sletter|återkallar|makulerar|drar|peruu|peruuttaa"
    r"|vetää|anuluje|wycofuje|ruší|stahuje|visszavonja|törli|аннулирует|отзывает|снимает|анулює|відкликає|povlači"
    r"|poništava|anulează|retrage|ανακαλεί|ακυρώνει)"
)
_BECOMES = (
    r"(?:(?:is|are|has been|have been|was) (?:hereby |now )?(?:withdrawn|killed|retracted|void)"
    r"|(?:wird|werden|wurden?|ist) .{0,40}(?:zurückgezogen|gestrichen|annulliert|gelöscht)|ist hinf[äa]llig"
    r"|est (?:annul|supprim|retir)[ée]e?|queda anulada|ha sido (?:anulada|retirada)|fica anulada"
    r"|(?:è|viene) (?:annullat|ritirat)[ao]|(?:wordt|is) (?:hierbij )?ingetrokken|trekkes|trækkes|er trukket"
    r"|annulleres|annullert|annulleret|slettes|återkallas|makuleras|dras tillbaka|utgår|udgår|perutaan|on peruttu"
    r"|zostaje anulowana|zosta[łl]a (?:anulowana|wycofana)|se ruší|je zru[šs]ena|visszavon\w+|аннулирует?ся"
    r"|аннулировано|отзывается|отозвано|снято? с ленты|анульовано|iptal edil\w+|geri çekil\w+"
    r"|(?:iptal ed|geri çek)iyoruz|se anulează|este anulată"
    r"|ملغى|ملغي)(?!\w)"
)
_UNUSED = re.compile(
    r"(?i)(?:please|pls|(?:are|is) (?:kindly |hereby )?(?:asked|requested|advised|urged)|must|should)\b.{0,40}"
    r"\b(?:(?:take|pull) (?:it|them) down"
    r"|(?:disregard|remove|delete|kill|not (?:use|publish|be (?:used|published)))|do not (?:use|publish))\b"
    r"|do not (?:use|publish) (?:it|them|this)"
    r"|nicht (?:mehr )?(?:zu )?(?:verwenden|benutzen|ver[öo]ffentlichen)|ne (?:pas|plus) l[’'](?:utiliser|employer)"
    r"|no (?:la|lo|las) (?:publiquen|utilicen|usen|difundan)|n[ãa]o (?:a|o) (?:utilizem|publiquem)"
    r"|non va (?:utilizzat|pubblicat)a|niet (?:meer )?(?:te )?(?:gebruiken|publiceren)"
    r"|bru[kg] (?:den |det |dem )?ikke|ikke (?:å )?bru[kg]e? (?:den|det)|skal ikke (?:publiseres|brukes|bringes|bruges)"
    r"|använd (?:den|det)? ?inte|älkää käyttäkö|nie (?:wykorzystywać|publikować|używać)|nepou[žz][íi]vejte"
    r"|ne használják|не использовать|не використовувати|не публиковать|kullanmay[ıi]n|dikkate almay[ıi]n"
    r"|عدم (?:استخدام|نشر)|使用しないで|使用をお?控え|使わないで|사용하지 마|사용을 중지|勿(?:再)?(?:采用|使用|用)"
    r"|停止使用|请撤下|ne koristite|nu (?:o )?(?:folosi[țt]i|utiliza[țt]i)|μη(?:ν)? (?:τη(?:ν)? )?χρησιμοποι"
)
_TITLE = re.compile(r"[\"“„«「『《‘'][^\"”“»」』》\n]{4,120}[\"”“»」』》’']")
_ONE = re.compile(_ITEM + r"|記事|原稿|기사|稿|报道|消息", re.IGNORECASE)
_TAKES = re.compile(
    rf"(?i)\b{_ASKS_FOR}\s+(?:\S+\s+){{0,2}}?{_ITEM}|{_ITEM}.{{0,160}}?\b{_BECOMES}"
    r"|\bανακαλείται.{0,20}είδηση|\bse anula (?:la |esta )?(?:noticia|informaci[óo]n)\b"
    r"|(?:記事|原稿)[^。\n]{0,30}(?:取り消し|取消|削除)"
    r"|기사[^.\n]{0,40}(?:취소|삭제)(?:합니다|했습니다|됐습니다)|(?:此|本|该|上述|一)稿[^。\n]{0,40}(?:作废|撤销|取消|停用)"
)
_OWN = re.compile(
    rf"(?i)(?P<who>[\w.’'-]+(?: [\w.’'-]+){{0,3}}?)\s+{_DOES}\s+(?:\S+\s+){{0,2}}?{_ITEM}"
    rf"|(?P<we>wir) ziehen\s+(?:\S+\s+){{0,2}}?{_ITEM}.{{0,140}}?\bzurück\b|تسحب (?P<agency>الوكالة) {_ITEM}"
)
_END = re.compile(r"(?<=[^\W\d_]{2}[.!;])\s+(?!\d)|(?<=[^\W\d_][\"”»’'][.!;])\s+|(?<=[。！])|\n+")


def is_addressed(headline: str) -> bool:
    """Whether a headline says only whom the item is for, or that it takes an item back: it is an advisory."""
    return 0 < len(headline) <= _LONGEST_HEADING and _ADDRESSED.fullmatch(headline) is not None


def takes_one_back(headline: str, text: str, provider: str) -> bool:
    """Whether an advisory of `provider` takes an item back that it names, in one of its first sentences.

    "Not to be used" may stand in the sentence behind the one that names the item, if the headline says that the
    advisory is for editors: "Attention" is for anybody.
    """
    text = after_dateline(text)[:_CHARS]
    parts = [part for part in _END.split(text)[:_SENTENCES] if part and part.strip()]
    if any(_TAKES.search(part) or _by_itself(part, provider) for part in parts):
        return True
    named = bool(parts) and (_ONE.search(parts[0]) or _TITLE.search(parts[0])) is not None
    return named and any(
        _UNUSED.search(part) for part in parts[: 2 if _for_editors(headline) else 1]
    )


def _for_editors(headline: str) -> bool:
    """Whether an advisory's headline says so: "Attention" alone does not."""
    return _FOR_ANYBODY.fullmatch(headline) is None


def _by_itself(sentence: str, provider: str) -> bool:
    """Whether the agency says that it takes an item of its own back."""
    found = _OWN.match(sentence.lstrip())
    if found is None:
        return False
    return found["who"] is None or speaker(found["who"], provider) != "other"
