"""The words that make a number one of killed, wounded, missing or displaced, and those that keep it from being one."""

from __future__ import annotations

from stream.classify.words.text import fold, with_clitic, word_set
from stream.model import CasualtyKind

_TRIGGERS: dict[CasualtyKind, str] = {
    "killed": """
        murio murieran starb meurt meurent muore uccide zmarly dood sehit मौत मौतें मृत्यु मारे
        killed kills killing kill dead died dies die deaths death toll slain fatalities bodies
        drowned drowns drowning executed massacred perished perish fatality succumbed
        morta deceduta muerte muertes tod смерти гибели гибель
        peri perissent perirent decede decedes decedees decedent tuees fallece fallecen fallecio fallecida fallecidas
        perecieron perecen muere abatidas baleados asesinadas asesinaron asesinan
        mataram matam morre morrem morreu morrera faleceu faleceram falecem assassinados assassinadas
        muoiono morirono morto periti periscono deceduti decedute deceduto uccise
        umgekommen umkamen stirbt sterben verstorben verstorbene ertranken erschossen erstochen getoteter
        getotetes ermordet
        погибает погибла погибло погибают умерли умер умерла скончались скончался утонули
        загинула загинуло гинуть померли помер помирає загиблі вбиті
        حتفهم حتفه وفاه توفي توفوا القتيل قتلوا لقي ضحايا
        ofiar ofiary zgineli ginie gina zabito zastrzelono utonelo utoneli umarlo umarli
        sterven stierven stierf stierven verdronken vermoord vermoorde sneuvelden overleed overleden
        vittime noyes noye ahogados ahogadas ahogado ertrunken
        zginelo zginely zginal zginela zginie zmarlo zmarla zmarl zabitych zabil zabili smiertelnych
        tewas menewaskan meninggal terbunuh tue tues tuees morts mort mortes deces tuant muertos muerto
        muertas murieron fallecieron mueren asesinados mataron mato matan matando fallecidos tote toten toter
        todesopfer getotet tot dodental opferzahl
        totet starben gestorben morti morto morte vittime uccisi ucciso uccisa uccise uccidono uccidendo mortos mortas
        morreram
        matou abatidos abatido abate abatio abaten abatieron abattus abattu погибли погиб погибших убиты
        убит убито убитых жертв загинули загинув загиблих вбито
        oldu olduruldu hayatini olu olenlerin kaybedenlerin قتل قتلى القتلى الضحايا قتلوا مقتل مصرع مصرعهم قتيلا
        قتيل استشهد شهداء شهيدا
        νεκρος νεκροι νεκρη νεκρους νεκρο νεκρων σκοτωθηκαν σκοτωθηκε σκοτωσε کشته قتلت
        dode doden omgekomen gedood doodgeschoten overleden umgekommen lives leben vie vida vita leven жизни
        بحياه totete toteten doodde doodden""",
    "wounded": """
        herida blessee ранена ранило घायल جراحت
        τραυματιας τραυματιες τραυματιων τραυματιστηκαν τραυματιστηκε زخمی مجروح
        feriram fere ferem feridas machucados machucadas
        blessant blesses ferisce feriscono ferirono hirio hirieron hiere hieren lesionadas lesionado
        zraniono zranil zranili poparzonych
        травмированы травмирован травмировано травмы пострадал пострадала пострадало поранив поранила
        yaralandilar yaralananlarin yaralanmasi gewondden
        ferita ferite rannych ranne ranni ranny rannych ranna poszkodowanych obrazenia luka terluka melukai cedera
        verletzter schwerverletzter schwerverletzte wounded injured hurt hurting injuring wounding injuries injures
        wounds blesses blesse blessees
        blessant heridos herido heridas lesionados feridas ferida hiriendo verletzte verletzten verletzt verletzte
        feriti ferito feridos ferido feriu ранены ранен раненых ранения пострадали пострадавших
        поранено поранених поранені пострадало постраждали постраждалих травмовано yaralandi yarali yaralanan
        جرحى اصيب اصيبوا اصابه جريحا مصابين مصابا جرح جرحوا gewonden gewonde gewond
        zwaargewond zwaargewonde zwaargewonden lichtgewond lichtgewonde lichtgewonden""",
    "missing": """
        αγνοουμενοι αγνοουμενος αγνοουμενη مفقود
        poszukiwane poszukiwanych poszukiwani zaginionych zaginelo zaginione hilang disperso
        dispersa disperse المفقودين المفقودون
        missing unaccounted disparus disparu desaparecidos desaparecido vermisst vermisste dispersi
        desaparecen desaparecio zaginely zaginal
        зникли зниклими пропавшими безвести
        desaparecidas пропали пропавших kayip مفقودين مفقودا vermissten vermisster vermisstes
        vermist vermiste vermisten""",
    "displaced": """
        driven drove drive forced forcing uproots
        fuggiti fuggite sfollate ewakuowano ewakuowanych mengungsi dievakuasi
        displaced displace displaces fled flee fleeing displacing evacuated homeless
         uprooted deplaces deplacees deplace desplazados desplazadas evacues evacuees evacuados evacuadas vertrieben
        fluchteten sfollati deslocados эвакуированы беженцев نازحين نزحوا نزح""",
}
TRIGGERS: dict[str, CasualtyKind] = {
    word: kind
    for kind, words in _TRIGGERS.items()
    for written in words.split()
    for word in with_clitic(fold(written))
}
"""A folded word → what it makes of a number."""

LOST = word_set("""
    lost lose losing claim claims claimed claiming cost costs taking took ums verloren verlieren verlor kostete
    perdu perdus perdue perdent perdant perd coute perdieron perdio pierden pierde perdiendo cobro perso perdono
    اودت اودى perdeu perderam perdem om verloor verloren лишились лишился
""")
"""Words before "life" by which it is over: "claimed 12 lives", "ums Leben", "perdieron la vida"."""
KILLING = word_set("kill kills killed killing")
"""Of these "kill off" and "kill a bill" hurt nobody."""
DEATHS = word_set("die mataram vittime ofiar ofiary ضحايا")
"""Each of these is another word as often: they count beside a number or a word for one."""
COUNTED = word_set("numero bilancio conta liczba liczbe عدد حصيله")
"""Words for a number of victims, near which the doubtful words count."""
GERMAN = word_set("der und das dem den ist im auf von mit sind wurden nach bei fur gegen zu")
"""A sentence with one of these and no "the" is German: its "die" is an article."""
LIVES = word_set("lives leben vie vida vita leven жизни بحياه")
"""Words for life: they count where it is lost."""
DIED_BACK = word_set("""
    murio meurt starb کشته sehit
    mort morte muerte muertes tod смерти гибели гибель deaths قتلت وقتلت σκοτωθηκαν σκοτωθηκε τραυματιστηκαν
    ferito ferita herido herida muore ucciso uccisa ferido ferida muere morre
    drove forced forcing
    mataram matam morrem morre morreu faleceram falecem feriram ferem
    muertos muertas mortos mortas morti morte muerto fallecen fallecidos heridos heridas desaparecidos desaparecidas
    desaparecen
    feridos feridas feriti ferite ferendo feriscono dispersi mueren perecieron perecen asesinan asesinaron hiere hieren
    muoiono periscono uccisi uccise
    meurent perissent decedent tues tuees blesses disparus
    zginely zginie zabili zabito ginie utonelo utoneli umarlo
    умерли погибло погибла погибают скончались утонули пострадали пострадало ранены ранило пропали
    загинула загинуло гинуть загиблі поранені травмовано постраждали зникли
    قتلوا لقي قتلي جرحي واصابه واصيب توفي توفوا
    sterven stierven verdronken
    matam uccidono
    killed kills killing kill toll hurting hurts injuring wounding abate abatio abaten abatieron injures
    displacing displaced displace displaces tuant tue mataron mato matan
    matando hiriendo matou feriu uccidendo getotet wounded wounds injured blessant blesse قتل مقتل مصرع
    ومقتل واصيب وقتل واصابه وجرح اصيب اصابه جرح leaving deaths death died погибли погиб
    murieron fallecieron mueren starben morreram morirono
    hirio hirieron ucciso uccide uccidono totet totete toteten doodde doodden بحياه
    menewaskan melukai tewas zginelo zginely zginela zginal zmarlo zmarly rannych
    загинули загинув загинуло вбито поранено убиты ранены massacred executed verletzt dead
""")
"""Words that take a number before them in the sentence's order: "mueren trece", "killing 12"."""
DRIVES = word_set("drove drive forced forcing")
"""Words for being made to leave."""
HOMES = word_set("homes houses villages")
"""Out of these somebody must be driven or forced to be displaced."""
OPENING = 200
"""Characters of a text that tell whether it is in Chinese."""

NEGATED = word_set("""
    no not without never keine kein niemand ningun ninguno nadie aucun aucune none nobody denied nessuno nessun
    nenhum ninguem geen niemand никто
""")
"""Words before a trigger that deny it."""
NONE = frozenset(("нет", "немає", "нету", "yok"))
"""Words behind a trigger that deny it ("пострадавших нет")."""
PARTLY = word_set("""
    including among dont parmi darunter davon incluidos incluidas incluyendo incluso inclusive incluindo tra fra
    onderwie waaronder ellos ellas числе среди серед числі بينهم منهم aralarinda
""")
"""Words before a figure that is part of another: "62 people, including four children"."""

OF, THEM = (
    frozenset(("of", "de", "d", "von", "di", "из")),
    word_set("them whom those which ellos ellas eux elles ihnen denen loro них"),
)
"""With a figure before: "two of them", "dos de ellos"."""

ARTICLES = frozenset(("the", "los", "las", "den", "les", "gli", "os", "as"))
"""Between "of" and a noun for victims."""
VICTIMS = word_set("""
    dead killed wounded injured victims missing muertos fallecidos heridos victimas toten verletzten morts
    blesses victimes feriti morti vittime mortos feridos vitimas
""")
"""Behind "of the" they make a figure part of another: "two of the dead"."""
