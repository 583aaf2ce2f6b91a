"""The bodies that every state has, derived from the country table, and the words that name them.

"Turkish defence ministry", "Niger's parliament", "la police française": nobody writes these out by hand.
"""

from __future__ import annotations

from stream.classify.words.text import fold

BODIES: dict[str, tuple[str, str]] = {
    "armed-forces": ("military", "armed forces"),
    "police": ("police", "police"),
    "presidency": ("presidency", "presidency"),
    "parliament": ("parliament", "parliament"),
    "central-bank": ("central-bank", "central bank"),
    "supreme-court": ("court", "supreme court"),
    "intelligence": ("intelligence", "intelligence services"),
    "foreign-ministry": ("ministry", "foreign ministry"),
    "defence-ministry": ("ministry", "defence ministry"),
    "interior-ministry": ("ministry", "interior ministry"),
    "finance-ministry": ("ministry", "finance ministry"),
    "justice-ministry": ("ministry", "justice ministry"),
    "health-ministry": ("ministry", "health ministry"),
    "prosecution": ("prosecutor", "public prosecution"),
    "red-cross": ("ngo", "Red Cross or Red Crescent society"),
}
"""Suffix of the id → kind and English name of a body."""

SOCIETY = "red-cross"
RELIEF = frozenset(("icrc", "red-crescent", "ifrc"))
"""Actors whose names, with a country beside them, are those of its national society."""
SOCIETIES = {
    "IR": "iranian-red-crescent", "PS": "palestine-red-crescent", "SY": "syrian-arab-red-crescent",
    "TR": "turkish-red-crescent", "US": "american-red-cross",
}  # fmt: skip
"""Countries whose national society has an entry of its own."""

_PHRASES = {
    "foreign-ministry": """
        وزارت خارجه; وزارت امور خارجه; министерства иностранных дел;
        foreign ministry; ministry of foreign affairs; foreign affairs ministry; foreign office;
        ministere des affaires etrangeres; ministerio de relaciones exteriores; ministerio de
        asuntos exteriores; auswartige amt; aussenministerium; ministero degli esteri; disisleri
        bakanligi; وزاره الخارجيه; мид; ministerie van buitenlandse zaken; министерство иностранных дел; cancilleria""",
    "defence-ministry": """
        وزارت دفاع; министерства обороны;
        defence ministry; defense ministry; ministry of defence; ministry of defense; ministry of
        national defence; ministere de la defense; ministerio de defensa; verteidigungsministerium;
        ministero della difesa; ministerio da defesa; savunma bakanligi; وزاره الدفاع; минобороны;
        министерство обороны; міноборони; ministerie van defensie""",
    "interior-ministry": """
        وزارت کشور;
        interior ministry; ministry of interior; ministry of the interior; home ministry; ministry
        of internal affairs; ministere de l interieur; ministerio del interior; innenministerium;
        ministero dell interno; icisleri bakanligi; وزاره الداخليه; мвд; министерство внутренних дел""",
    "finance-ministry": """finance ministry; ministry of finance; treasury; ministere des finances;
        министерство финансов; міністерство фінансів; ministero delle finanze; ministero dell economia;
        ministerio de economia; maliye bakanligi; وزارت خزانه داري; ministerio da fazenda; ministerie van financien;
        ministerio de hacienda; finanzministerium; وزاره الماليه; минфин""",
    "justice-ministry": """justice ministry; ministry of justice; ministere de la justice; ministerio de justicia;
        justizministerium; adalet bakanligi; وزاره العدل; минюст""",
    "health-ministry": """health ministry; ministry of health; ministry of public health; ministere de la sante;
        ministerio de salud; ministerio de sanidad; gesundheitsministerium; ministero della salute;
        ministerio da saude; saglik bakanligi; وزاره الصحه; минздрав""",
    "prosecution": """prosecutors; prosecutor; public prosecutor; public prosecutors; prosecutor general;
        chief prosecutor; state prosecutors; prosecutors office; prosecutor s office;
        general prosecutor s office; parquet; procureur;
        procureurs; procura; procuratore; procuratori; fiscalia; fiscalia general; fiscales; ministerio publico;
        ministerio publico federal; staatsanwaltschaft; staatsanwalte; прокуратура; прокуроры; генпрокуратура;
        генеральная прокуратура; генеральна прокуратура; прокуратури; savcilar; النيابه العامه; النيابه; prokuratura;
        prokuratorzy""",
    "parliament": """
        parliament; national assembly; legislature; senate; congress; lower house; upper house;
        house of representatives; lawmakers; parlement; parlamento; assemblee nationale; asamblea
        nacional; congreso; senado; meclisi; البرلمان; парламент; госдума; parlement; tweede kamer; 议会; 国会""",
    "central-bank": """central bank; reserve bank; national bank; banque centrale; banco central; zentralbank;
        banca centrale; merkez bankasi; البنك المركزي; центробанк; центральный банк""",
    "supreme-court": """supreme court; constitutional court; high court; top court; cour supreme; corte suprema;
        tribunal supremo; conseil constitutionnel; anayasa mahkemesi; المحكمه العليا; верховный суд;
        supremo tribunal; tribunal constitucional;
        suprema corte; corte costituzionale; corte constitucional; конституционный суд; верховного суда""",
    "presidency": """
        presidency; presidential palace; presidential office; presidential administration;
        presidence; presidencia; cumhurbaskanligi; الرئاسه; رئاسه الجمهوريه; администрация
        президента""",
    "intelligence": """
        intelligence; intelligence service; intelligence services; intelligence agency; intelligence
        agencies; spy agency; secret service; secret services; services de renseignement; servicios
        de inteligencia; geheimdienst; istihbarat; розвідка; розвідки; المخابرات; الاستخبارات;
        разведка""",
    "armed-forces": """
        armed forces; air force; fuerzas armadas; fuerza aerea; forces armees; armee de l air; forcas armadas;
        forze armate; streitkrafte; luftwaffe; вооруженные силы; збройні сили; القوات المسلحه; silahli kuvvetler""",
    "police": """
        police; policemen; police force; police officers; policeman; police officer; national
        police; riot police; federal police; security police; police forces; شرطه; gendarmerie; gendarmes;
        policia; policja; policji; policjanci; politia; policie; poliisi; policiers; polizei; polizia;
        polisi; polis; الشرطه; полиция; полицейские; поліція;
        پلیس; carabineros; policia federal; policia nacional; policia militar; police nationale; politie;
        nationale politie;
        警方; 警察""",
}
PHRASES: dict[tuple[str, ...], str] = {
    tuple(fold(phrase).split()): body
    for body, phrases in _PHRASES.items()
    for phrase in phrases.split(";")
}
"""The folded words of a phrase → the body that it names."""

_TURKISH_MINISTRY = "bakanligi"
"""Takes case endings."""

LONGEST = max(len(words) for words in PHRASES)
FIRST_WORDS = frozenset(words[0] for words in PHRASES)
"""A word that is none of these begins no phrase: the quick look before the slow one."""

_UNSPACED = {
    "foreign-ministry": "外交部 外务省 外務省", "defence-ministry": "国防部 國防部 防卫省 防衛省",
    "interior-ministry": "内政部 內政部", "finance-ministry": "财政部 財政部 财务省 財務省",
    "health-ministry": "卫生部 衛生部", "justice-ministry": "司法部 法务省 法務省",
    "armed-forces": "军队 軍隊 军方 軍方 陆军 海军 空军 陸軍 海軍 空軍", "police": "警方 警察",
    "parliament": "议会 議會 国会 國會", "supreme-court": "最高法院 宪法法院", "central-bank": "央行 中央银行",
    "presidency": "总统府 總統府", "government": "政府 当局 當局 总统 總統 总理 總理 首相 外长 外長",
}  # fmt: skip
UNSPACED = {word: body for body, words in _UNSPACED.items() for word in words.split()}
"""What follows a country's name in Chinese or Japanese → the body, or the government."""

LONGEST_UNSPACED = max(map(len, UNSPACED))
ARMY = frozenset("军軍군")
"""One character that makes a country's name its armed forces' ("イスラエル軍", "이스라엘군"), and ends short names of
them ("美军")."""
NO_ARMY = frozenset("事工国國民史服备備需备政人사민축")
"""Behind `ARMY` these begin another word: "military affairs", "arms industry"."""

MINISTRIES = frozenset(("ministere", "ministerio", "ministero", "ministerium", "وزاره"))
"""Nouns that stand before the nationality with the rest behind it: "ministère nigérien de la Défense"."""

PORTFOLIOS = {
    "defense": "defence-ministry", "defence": "defence-ministry", "defensa": "defence-ministry",
    "defesa": "defence-ministry", "difesa": "defence-ministry", "armees": "defence-ministry",
    "etrangeres": "foreign-ministry", "exteriores": "foreign-ministry", "esteri": "foreign-ministry",
    "interieur": "interior-ministry", "interior": "interior-ministry", "interno": "interior-ministry",
    "sante": "health-ministry", "salud": "health-ministry", "sanidad": "health-ministry", "saude": "health-ministry",
    "justice": "justice-ministry", "justicia": "justice-ministry", "finances": "finance-ministry",
    "hacienda": "finance-ministry",
}  # fmt: skip


def phrase_at(words: list[str], at: int, limit: int) -> tuple[str, int]:
    """The body that the words from `at` on name, and where the phrase ends; ("", at) if none."""
    if at >= limit or words[at] not in FIRST_WORDS:
        return "", at
    for length in range(min(LONGEST, limit - at), 0, -1):
        if body := PHRASES.get(tuple(words[at : at + length])):
            return body, at + length
    if at + 1 < limit and words[at + 1].startswith(_TURKISH_MINISTRY):  # "bakanligindan"
        return PHRASES.get((words[at], _TURKISH_MINISTRY), ""), at + 2
    return "", at


def phrase_before(words: list[str], end: int, start: int) -> tuple[str, int]:
    """The body that the words before `end` name, and where the phrase begins; ("", end) if none."""
    for length in range(min(LONGEST, end - start), 0, -1):
        if body := PHRASES.get(tuple(words[end - length : end])):
            return body, end - length
    return "", end
