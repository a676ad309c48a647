"""What several places share of a name that the last of them has: 甲、乙、丙 | 国家级冷链物流中心."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.grammar.lexicon import lexicon

if TYPE_CHECKING:
    from geo.grammar.clause import Span
    from geo.grammar.toponyms import Toponyms


def after_places(
    text: str, run: list[Span], headed: list[Span], shared: Span | None, places: Toponyms
) -> Span | None:
    """Widen what a bare conjunct shares to all that stands behind the last place.

    Parameters
    ----------
    text : str
    run : list of (int, int)
        Bare conjuncts.
    headed : list of (int, int)
        The conjunct with a head that follows them, or none.
    shared : (int, int) or None
        What its head alone would lend: of two places the rest may name a thing of one (甲、乙龙头 | 港).
    places : Toponyms

    Returns
    -------
    (int, int) or None
    """
    start, end = headed[0] if headed else (0, 0)
    if shared and (shared[1] != end or text[slice(*shared)] in lexicon().lists["lines.words"].members):
        return shared
    several = len(run) > 1
    known = all(places.covers(*item) for item in run)
    if not headed or not (known or (several and places.acting(run[0][0], run[-1][1]))):
        return shared
    at = places.opens(start, end)
    if at == start and several:
        at += min(stop - begin for begin, stop in run)
    described = several or places.common(at, end) or lexicon().topics.words.prefix(text, at, end)
    return (at, end) if described and start < at < (shared[0] if shared else end) else shared
