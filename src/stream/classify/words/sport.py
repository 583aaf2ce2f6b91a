"""Words of match reports: in those, towns are teams, and nobody who is "killed" or "shot down" is hurt."""

from __future__ import annotations

import re
from collections.abc import Collection

from stream.classify.words.text import word_set

_SPORT = word_set("""
    league cup coach goalkeeper striker midfielder winger quarterback touchdown touchdowns innings wicket
    wickets overtime
    playoff playoffs semifinal quarterfinal halftime nba nfl nhl mlb fifa uefa bundesliga championship matchday penalty
    yards rebounds inning pitcher defender scored equaliser equalizer season fixture derby kickoff bowler batsman
    spieltag tore torwart zuschauern stadion liga delantero portero gol goles jornada entrenador partido
    attaquant entraineur ligue buts attaccante allenatore campionato atacante goleiro campeonato
    тренер матч гол вратарь
""")
MATCH_REPORT = 3
"""Different words of sport from which a text is a match report."""


def count_sport(words: Collection[str]) -> int:
    """How many different words of sport are among these (folded)."""
    return len(_SPORT.intersection(words))


_RESULTS = word_set("""
    win wins won winner beat beats beaten title final finals semifinals game games match set sets score scores scorer
    team teams lead goal goals passes minutes draw drew defeat rout routed hamstring thrash thrashed hammered crush
    sieg niederlage minute victoire defaite vittoria sconfitta vitoria derrota victoria goleo
    победа победил kazandi maci
""")
"""Beside a result these tell of a match, too."""
_RESULT = re.compile(r"(?<![\d.,:/–-])\d{1,3}[-–:]\d{1,3}(?![\d:/–-])")
_HARM = word_set("""
    police gunmen gunman bomber suspect suspects attackers hospital wounded injuries explosive soldiers troops army
    militants rebels polizei policia polizia полиция polis
""")
"""With one of these a story may tell of real violence at a match."""


def is_match_report(words: Collection[str], plain: str) -> bool:
    """Whether a text with a result, or with many words of sport, tells of a match and of no harm done there."""
    if not _HARM.isdisjoint(words):
        return False
    found = count_sport(words)
    if found >= MATCH_REPORT:
        return True
    weak = len(_RESULTS.intersection(words))
    return (found > 0 or weak > 1) and _RESULT.search(plain) is not None
