"""Numbers in words up to 999 999, in fourteen languages: "eleven", "vingt-deux", "treinta y dos", "dwudziestu".

Words stand in a table; what is written as one word by a rule ("neunundzwanzig", "ventidue") is made by it, and
what is written as several ("on yedi", "двадцать три") is put together while reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stream.classify.words.text import fold

_WORDS = {
    "one seorang un una uno une ein eine einen een один bir um uma واحد одна "
    "ενας μια ενα یک": 1,
    "two dwie dwoje dwaj dwoch dwom dua deux dos zwei due dois "
    "duas twee два двое дві двоє двух двум двоих двома двох iki ikiye اثنان اثنين شخصان شخصين "
    "δυο دو": 2,
    "three trzy trzech troje trzej tiga trois tres drei tre drie три трое троє троих трьох трех трем uc uce ثلاثه "
    "ثلاث "
    "τρεις τρια سه": 3,
    "four cztery czterech czworo empat quatre cuatro vier quattro quatro четыре четверо четверых чотири четверо "
    "четверых четырех четырем чотирьох dort اربعه اربع "
    "τεσσερις τεσσερα چهار": 4,
    "five piec pieciu piecioro lima cinq cinco funf cinque vijf "
    "пять пятеро пяти пятерых ять ятеро яти ятьох bes bese خمسه خمس "
    "πεντε پنج": 5,
    "six szesc szesciu szescioro enam seis sechs sei zes шесть шестеро шестерых шести шість шестеро шістьох "
    "alti altiya سته ست "
    "εξι شش": 6,
    "seven siedem siedmiu siedmioro tujuh sept siete sieben sette sete zeven семь семеро семерых семи сім семеро сімох "
    "yedi yediye سبعه سبع "
    "επτα εφτα هفت": 7,
    "eight osiem osmiu osmioro delapan huit ocho acht otto oito восемь восьмеро восьми восьмерых вісім вісьмох "
    "sekiz sekize ثمانيه ثماني "
    "οκτω οχτω هشت": 8,
    "nine dziewiec dziewieciu dziewiecioro sembilan neuf nueve neun nove negen девять девятеро девяти девятерых "
    "dokuz dokuza تسعه تسع "
    "εννεα εννια": 9,
    "ten dziesiec dziesieciu dziesiecioro sepuluh dix diez zehn dieci dez "
    "tien десять десятеро десяти десятьох on عشره عشر dizaine dizena decina "
    "δεκα ده": 10,
    "eleven jedenascie jedenastu sebelas onze once elf undici одиннадцать одиннадцати одинадцять одинадцяти "
    "одинадцятьох "
    "εντεκα یازده": 11,
    "twelve dwanascie dwunastu douze doce zwolf dodici doze twaalf двенадцать двенадцати дванадцять дванадцяти "
    "дванадцятьох dutzend douzaine docena duzia dozzina "
    "δωδεκα دوازده": 12,
    "thirteen trzynascie trzynastu treize trece dreizehn tredici treze dertien тринадцать тринадцати тринадцять "
    "тринадцяти": 13,
    "fourteen czternascie czternastu quatorze catorce catorze vierzehn quattordici veertien четырнадцать "
    "четырнадцати чотирнадцять чотирнадцяти": 14,
    "fifteen pietnascie pietnastu quinze quince funfzehn quindici vijftien пятнадцать пятнадцати ятнадцять ятнадцяти "
    "quinzaine quincena quindicina": 15,
    "sixteen szesnascie szesnastu seize dieciseis sechzehn sedici dezesseis dezasseis zestien шестнадцать "
    "шестнадцати шістнадцять шістнадцяти": 16,
    "seventeen siedemnascie siedemnastu diecisiete siebzehn diciassette dezessete dezassete zeventien семнадцать "
    "семнадцати сімнадцять сімнадцяти": 17,
    "eighteen osiemnascie osiemnastu dieciocho achtzehn diciotto dezoito achttien восемнадцать восемнадцати "
    "вісімнадцять вісімнадцяти": 18,
    "nineteen dziewietnascie dziewietnastu diecinueve neunzehn diciannove dezenove dezanove negentien девятнадцать "
    "девятнадцати дев'ятнадцять": 19,
    "twenty dwadziescia dwudziestu vingt veinte zwanzig venti vinte twintig двадцать двадцати двадцять двадцяти yirmi "
    "yirmiye عشرون عشرين vingtaine veintena ventina "
    "εικοσι بیست": 20,
    "thirty trzydziesci trzydziestu trente treinta dreissig dreißig trenta trinta dertig тридцать тридцати тридцять "
    "тридцяти otuz otuza ثلاثون ثلاثين trentaine treintena trentina "
    "τριαντα": 30,
    "forty czterdziesci czterdziestu quarante cuarenta vierzig quaranta quarenta veertig сорок сорока kirk kirka "
    "اربعون اربعين quarantaine cuarentena quarantina": 40,
    "fifty piecdziesiat piecdziesieciu cinquante cincuenta funfzig cinquanta cinquenta vijftig пятьдесят пятидесяти "
    "ятдесят elli elliye خمسون خمسين cinquantaine cincuentena cinquantina": 50,
    "sixty szescdziesiat szescdziesieciu soixante sesenta sechzig sessanta sessenta zestig шестьдесят шестидесяти "
    "шістдесят altmis altmisa ستون ستين soixantaine sessantina": 60,
    "seventy siedemdziesiat siedemdziesieciu setenta siebzig settanta zeventig семьдесят семидесяти сімдесят yetmis "
    "yetmise سبعون سبعين": 70,
    "eighty osiemdziesiat osiemdziesieciu ochenta achtzig ottanta oitenta tachtig восемьдесят восьмидесяти вісімдесят "
    "seksen seksene ثمانون ثمانين": 80,
    "ninety dziewiecdziesiat dziewiecdziesieciu noventa neunzig novanta negentig девяносто дев'яносто doksan doksana "
    "تسعون تسعين": 90,
    "centaine centenar centena centinaio honderd hundert сто ста مئه مائه": 100,
}  # fmt: skip

_GERMAN = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"]
_GERMAN_TENS = [
    "zwanzig",
    "dreissig",
    "vierzig",
    "funfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
]
_DUTCH = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_DUTCH_TENS = [
    "twintig",
    "dertig",
    "veertig",
    "vijftig",
    "zestig",
    "zeventig",
    "tachtig",
    "negentig",
]
_ITALIAN = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
_ITALIAN_TENS = [
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
]
_SPANISH = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_VOWELS = ("uno", "otto")
"""Before these Italian tens lose their last letter: "ventuno"."""


def _fused() -> Iterator[tuple[str, int]]:
    """Numbers that German, Dutch, Italian and Spanish write as one word."""
    for unit in range(1, 10):
        yield f"veinti{_SPANISH[unit - 1]}", 20 + unit
        for ten in range(2, 10):
            value, italian = 10 * ten + unit, _ITALIAN_TENS[ten - 2]
            yield f"{_GERMAN[unit - 1]}und{_GERMAN_TENS[ten - 2]}", value
            yield f"{_GERMAN[unit - 1]}und{_GERMAN_TENS[ten - 2].replace('ss', 'ß')}", value
            yield f"{_DUTCH[unit - 1]}en{_DUTCH_TENS[ten - 2]}", value
            digit = _ITALIAN[unit - 1]
            yield f"{italian[:-1] if digit in _VOWELS else italian}{digit}", value
    yield from (("veintiun", 21), ("veintiuna", 21))


def _table() -> Iterator[tuple[str, int]]:
    for words, value in _WORDS.items():
        for word in words.split():
            yield from ((part, value) for part in fold(word).split()[-1:])
    yield from ((fold(word), value) for word, value in _fused())


NUMBERS = dict(_table())
"""A folded word → its number. Of a word with an apostrophe the last part ("ятнадцять")."""
NUMBERS |= {f"و{word}": value for word, value in NUMBERS.items() if "\u0620" <= word[0] <= "\u064a"}

_DIRECT = frozenset(
    fold("""
    dwadziescia dwudziestu trzydziesci trzydziestu czterdziesci czterdziestu piecdziesiat piecdziesieciu szescdziesiat
    siedemdziesiat osiemdziesiat dziewiecdziesiat yirmi otuz kirk elli altmis yetmis seksen doksan on
    двадцать двадцати двадцять двадцяти тридцать тридцати тридцять тридцяти сорок сорока пятьдесят пятидесяти
    шестьдесят шестидесяти шістдесят семьдесят семидесяти сімдесят восемьдесят восьмидесяти вісімдесят девяносто
    """).split()
)
"""Tens that a unit follows with nothing between: "двадцать три", "kırk üç"."""
_UNITS = frozenset(
    fold("""
    jeden jedna dwa dwie dwoch dwoje trzy trzech troje cztery czterech czworo piec pieciu szesc szesciu siedem siedmiu
    osiem osmiu dziewiec dziewieciu bir iki ikiye uc uce dort dorde bes bese alti altiya yedi yediye sekiz sekize dokuz
    dokuza
    один одна два две двух три трех четыре четырех пять пяти шесть шести семь семи восемь восьми девять девяти
    дві двоє двох троє трьох чотири чотирьох шість сім вісім
    """).split()
)
_EXTRA = {
    "jeden": 1,
    "jedna": 1,
    "dwa": 2,
    "две": 2,
    "احد": 1,
    "احدي": 1,
    "اثنا": 2,
    "اثني": 2,
    "اثنتا": 2,
}
"""Units that count nobody by themselves, or mean something else."""
BEGINNINGS = frozenset(_EXTRA)
"""Words that only begin a number of several words."""
_ROMANCE = {
    "y": ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"],
    "e": ["vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"],
    "et": ["vingt", "trente", "quarante", "cinquante", "soixante"],
}
"""What stands between tens and a unit: "treinta y dos"."""
_ARABIC_TEN = ("عشر", "عشره")
_PULUH, _BELAS = "puluh", "belas"
"""Indonesian: three puluh is 30, three belas 13."""


def compound(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """The number that several words from `at` on (before `end`) make, and the word behind it; None if one word does.

    Hyphens part words as spaces do; what is not one number in any of the languages is left apart.
    """
    word, following = words[at], words[at + 1] if at + 1 < end else ""
    value = NUMBERS.get(word) or _EXTRA.get(word)
    if value is None or not following:
        return None
    unit = NUMBERS.get(following) or _EXTRA.get(following, 0)
    if word in _DIRECT and following in _UNITS and unit < 10:
        return value + unit, at + 2
    if value < 10 and following in _ARABIC_TEN:
        return value + 10, at + 2
    if value < 10 and following[0] == "و" and unit >= 20:  # "ثلاثة وعشرون"
        return value + unit, at + 2
    if value < 10 and following == _BELAS:
        return value + 10, at + 2
    if value < 10 and following == _PULUH:
        rest = NUMBERS.get(words[at + 2], 10) if at + 2 < end else 10
        return (value * 10 + rest, at + 3) if rest < 10 else (value * 10, at + 2)
    if at + 2 < end and word in _ROMANCE.get(following, ()):
        unit = NUMBERS.get(words[at + 2], 10)
        return (value + unit, at + 3) if unit < 10 or (word == "soixante" and unit < 20) else None
    return _french(words, at, end)


def _french(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """ "Dix-sept", "soixante-douze", "quatre-vingt-trois"."""
    word, following = words[at], words[at + 1]
    unit = NUMBERS.get(following, 0)
    if word == "dix" and 6 < unit < 10:
        return 10 + unit, at + 2
    if word == "soixante" and 10 <= unit < 17:
        return 60 + unit, at + 2
    if word == "quatre" and following in ("vingt", "vingts"):
        rest = NUMBERS.get(words[at + 2], 20) if at + 2 < end else 20
        return (80 + rest, at + 3) if following == "vingt" and rest < 17 else (80, at + 2)
    return None
