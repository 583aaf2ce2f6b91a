"""Words for the bodies of states, provinces and towns, and the words that stand between them and a name."""

from __future__ import annotations

from stream.classify.actors.divisions import (
    COURT,
    GOVERNMENT,
    MUNICIPAL,
    PARLIAMENT,
    POLICE,
    PROSECUTION,
)
from stream.classify.words.text import fold, word_set

GOVERNORS = word_set(
    fold("""
    governor gov gouverneur gouverneure gouverneurin gobernador gobernadora governatore governatrice governador
    governadora губернатор губернатора губернатором губернатору محافظ
""")
)
"""Heads of a division anywhere; they need no name beside them."""
HEADS = {
    "premier": word_set("AU CA"), "ministerprasident": word_set("DE"), "ministerprasidentin": word_set("DE"),
    "landeshauptmann": word_set("AT IT"), "landeshauptfrau": word_set("AT"), "wojewoda": word_set("PL"),
    "wojewody": word_set("PL"), "vali": word_set("TR AZ"), "valisi": word_set("TR AZ"), "gubernur": word_set("ID"),
}  # fmt: skip
"""Titles that mean the head of a division in these countries only."""
CHIEF = "chief"
"""Before "minister": the head of a state of India or a province of Pakistan."""
CABINETS = word_set(
    fold("""
    minister ministers ministry government attorney cabinet innenminister innenministerin innenministerium
    justizminister justizministerin finanzminister landesregierung staatsregierung gobierno
    gouvernement governo regierung
    глава главы главой
""")
)
"""Ministers and what they make up; a division's only with its name beside them."""
OFFICERS = word_set(
    fold("""
    police patrol troopers sheriff sheriffs deputies policia polizei polizia полиция полиции politie الشرطه شرطه polisi
""")
)
"""Police of every kind."""
COURTS = word_set(
    fold("""
    court courts landgericht oberlandesgericht amtsgericht verwaltungsgericht tribunal tribunale corte gericht суд суда
    mahkemesi محكمه
""")
)
"""Courts of every kind."""
PARLIAMENTS = word_set("""
    legislature lawmakers legislators assembly senate parliament landtag statehouse
""")
MAYORS = word_set(
    fold("""
    mayor mayors maire maires alcalde alcaldesa prefeito prefeita prefeitura burgermeister burgermeisterin
    oberburgermeister oberburgermeisterin landrat landratin sindaco sindaca burgemeester burmistrz
    burmistrza starosta мэр мэра мэром мэрия мэрии walikota bupati kaymakam kaymakami kaymakamligi
""")
)
"""Heads of towns and second-order divisions; they need no name beside them."""
COUNCILS = word_set(
    fold("""
    council councillors councilors councilmembers commissioners aldermen collector magistrate executive mairie alcaldia
    ayuntamiento intendencia stadtrat stadtverwaltung landratsamt rathaus мер мером мэрией belediye belediyesi
    belediyesinin
    بلديه البلديه ratusz gemeenteraad
""")
)
"""What else governs a town or county: only with its name, or with a word such as "city", beside it."""
TOWNS = word_set("city county town borough municipal district village metropolitan parish township")
"""Before a council, an executive or a collector these say that it is a town's or county's."""
NEEDS_TOWN = word_set("commissioners collector magistrate executive")
PROSECUTORS = word_set(
    fold("""
    prosecutor prosecutors parquet procureur procureure staatsanwaltschaft generalstaatsanwaltschaft staatsanwalt
    staatsanwalte oberstaatsanwalt fiscalia procura procuratore прокуратура прокуратуры прокуратуре прокуратурой
    прокурор прокуратури прокуратурі savcilik savciligi bassavciligi bassavcisi bassavciliginin bassavciligindan
    النيابه prokuratura prokuratury prokurator kejaksaan
    bundesanwaltschaft generalbundesanwalt
""")
)
"""Those who bring charges; the nation's or a division's, as the country has it."""
FEDERAL_PROSECUTION = "federal-prosecution"
FEDERAL_PROSECUTORS = word_set("bundesanwaltschaft generalbundesanwalt")
"""Those of a federation by their name; others by "federal" or "U.S." before them."""
OF_COUNTIES = word_set("district state states county commonwealth s")
"""Before "attorney" these make a prosecutor of it."""
OF_DIVISIONS = word_set(
    "landtag landesregierung staatsregierung statehouse sheriff sheriffs troopers patrol"
)
"""Bodies that only divisions have."""
LEGISLATORS = word_set("lawmakers legislators")
"""They sit where a name behind "in" says."""
AMERICAN = word_set("sheriff sheriffs deputies troopers patrol statehouse")
"""Police and seats that mean a division in the United States only."""
BODIES = {
    **dict.fromkeys((*GOVERNORS, *HEADS, *CABINETS), GOVERNMENT),
    **dict.fromkeys(OFFICERS, POLICE),
    **dict.fromkeys(COURTS, COURT),
    **dict.fromkeys(PARLIAMENTS, PARLIAMENT),
    **dict.fromkeys(MAYORS | COUNCILS, MUNICIPAL),
    **dict.fromkeys(PROSECUTORS, PROSECUTION),
}
"""A folded noun → the body that it may name."""

CONSTRUCT = word_set(
    fold("""
    landgericht oberlandesgericht amtsgericht verwaltungsgericht polizei губернатор губернатора губернатором gubernur
    глава главы главой
    محافظ شرطه محكمه polisi staatsanwaltschaft generalstaatsanwaltschaft stadtrat stadtverwaltung landratsamt
    мэр мэра мэром мэрия мэрии мер мером прокуратура прокуратуры прокуратуре прокурор прокуратури بلديه walikota bupati
    kejaksaan burmistrz burmistrza
""")
)
"""Nouns that a name follows without a preposition: "Oberlandesgericht Dresden", "محافظ البصرة"."""
EXPLICIT = word_set(
    "state provincial county regional prefectural cantonal estatal municipal local city metropolitan"
)
"""Before or behind a noun these say that it is no body of the nation's."""
OF_THE_STATE = word_set("state provincial regional estatal")
"""Those that stand for the name of the division: "state police"."""
BETWEEN = EXPLICIT | word_set("""
    supreme high superior district circuit appeals appellate magistrate crown highway natural resources lieutenant
    interior health finance education justice home environment chief attorney republican democratic top deputy
    council public chief buyuksehir cumhuriyet belediye borough town acting interim assistant senior
""")
"""Words that stand between a name and the noun."""
LEADING_ON = word_set(
    fold("""
    suprema superior de justicia justiça militar civil provincial estatal regional justice appeal appeals general
    state estado departamento department province provincia region région the la el l lo los d del do du da della
    des di of in у в области
""")
)
"""Words that stand between the noun and the name of whose it is, and what says so."""
LEADS = frozenset(("of", "de", "del", "do", "du", "da", "della", "des", "di", "d", "von", "van"))
"""Words that say whose it is: "governor of"."""
SITS_IN = frozenset(("in", "de", "en", "em", "в", "у"))
"""Words that say where a court sits."""
NATIONAL = word_set("federal national supreme constitutional bundes central")
"""Before a court these make it the nation's."""
NO_NAMES = BETWEEN | NATIONAL
"""Words that are names of towns as well and own no body."""
BANKS = word_set(
    "bank banks banco banque banca zentralbank banka банк بنك fed reserve boj boe rate rates"
)
"""In a sentence with these a governor is a central banker."""
MONETARY = word_set("""
    fed boj boe ecb rbi monetary inflation rates inflacion inflazione zinsen inflationsrate tasas taux zins tassi
""")
"""In a story with these, or with a "Riksbank", a governor without a name beside him is one as well."""
NO_HEAD = word_set("for as para als candidate challenger prison jail school hospital")
"""Before "governor": who would be one, or another kind of governor."""
NOT_BEHIND = word_set(
    "general race election candidate hopeful contest mansion island recall generals"
)
INSTALLED = word_set("installed appointed backed occupied controlled")
"""A governor that another state installed is not the division's own."""
