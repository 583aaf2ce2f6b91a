"""Words of match reports: in those, towns are teams, and nobody who is "killed" or "shot down" is hurt."""

from __future__ import annotations

from collections.abc import Iterable

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


def count_sport(words: Iterable[str]) -> int:
    """How many different words of sport are among these (folded)."""
    return len(_SPORT.intersection(words))
