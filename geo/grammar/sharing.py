"""What conjuncts without a head take from the one that has it, or from what sums up the list.

渝万、渝昆 | 高铁      甲、乙等 | 机场改扩建 | 项目      甲、乙、丙 | 国家级冷链物流中心
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.grammar.groups import group_act, group_head, group_line, listed_as_projects
from geo.grammar.heads import core_end, line_heads
from geo.grammar.lexicon import lexicon
from geo.grammar.sectors import ROAD_NUMBER, SUPPLY, WATER_TRANSFER

if TYPE_CHECKING:
    from geo.grammar.clause import Span
    from geo.grammar.toponyms import Toponyms

ROUTE = re.compile(r"[^、]{1,12}?(?:至|[—–－～~-]|到)[^、]{1,12}")
"""Pattern of a route by its ends: 甲至乙."""
SHORT = 4
"""Length up to which a conjunct may be but a bare name."""
# Lines are named by the letters of their ends, and want their head: 渝万 | 高铁.
_ABBREVIATED = frozenset({"RR", "RD"})


def lent_head(text: str, item: Span, run: list[Span], group: Span, places: Toponyms) -> Span | None:
    """Return what a bare conjunct takes from the group, or from the next one that has a head.

    Parameters
    ----------
    text : str
    item : (int, int)
    run : list of (int, int)
        The bare conjuncts and the one with a head that follows them; empty where none does.
    group : (int, int)
    places : Toponyms

    Returns
    -------
    (int, int) or None
    """
    shared = _head_for(text, item, run[-1] if run else None, group, places)
    return _after_places(text, run[:-1], run[-1], shared, places) if run else shared


def _head_for(text: str, item: Span, later: Span | None, group: Span, places: Toponyms) -> Span | None:
    """Head words alone: of the group, or of the conjunct that has them."""
    if SUPPLY.search(text, *item) or WATER_TRANSFER.match(text[slice(*item)]) or text.endswith("项目", *item):
        return None
    built = places.built(*item)
    if built and (
        item[1] - item[0] > SHORT or (built not in _ABBREVIATED and listed_as_projects(text[slice(*group)]))
    ):
        return None
    spatial = later and lexicon().lists["plans.spatial"].suffix(text, *later)
    short = item[1] - item[0] <= SHORT and not places.common(*item)
    if not (short or spatial or names_itself(text, item, places)):
        return None
    own = _shared_head(text, item, later, places) if later else None
    if own and text[slice(*own)] in lexicon().lists["lines.further"].members:
        # 李家沱复线 is but one kind of what 甲、乙、李家沱复线等大桥 are
        return group_head(text, group) or own
    return group_line(text, group) or own or (group_act(text, group) if places.covers(*item) else None)


def names_itself(text: str, span: Span, places: Toponyms) -> bool:
    """Tell a conjunct that can take a head alone: places, bays, routes, counted things, kinds (港口型)."""
    terrain = lexicon().lists["sites.terrain"].suffix(text, *span)
    route = terrain or ROUTE.fullmatch(text, *span)
    words = lexicon()
    counted = text[span[0]].isdigit() and words.roles.get(words.head(text, *span)) != "abstract"
    counted |= bool(ROAD_NUMBER.match(text, *span))
    if route or counted or places.covers(*span) or text[span[1] - 1] == "型":
        return True
    # 乌江白马: a place or river and a name in it
    opened = places.opens(*span)
    rest = text[opened : span[1]]
    named = span[0] < opened and len(rest) < SHORT and rest not in lexicon().verbs
    return named and not places.common(opened, span[1])


def _after_places(
    text: str, bare: list[Span], later: Span, shared: Span | None, places: Toponyms
) -> Span | None:
    """Widen what a bare conjunct shares to all behind the last place: 甲、乙、丙 | 国家级冷链物流中心."""
    start, end = later
    if shared and (shared[1] != end or text[slice(*shared)] in lexicon().lists["lines.words"].members):
        return shared
    several = len(bare) > 1
    known = all(places.covers(*item) for item in bare)
    if not (known or (several and places.acting(bare[0][0], bare[-1][1]))):
        return shared
    at = places.opens(start, end)
    if at == start and several:
        at += min(stop - begin for begin, stop in bare)
    described = several or places.common(at, end) or lexicon().topics.words.prefix(text, at, end)
    return (at, end) if described and start < at < (shared[0] if shared else end) else shared


def _shared_head(text: str, item: Span, later: Span, places: Toponyms) -> Span | None:
    """Part of a headed conjunct that a bare one before it shares: 黔江 | 机场改扩建."""
    words = lexicon()
    start, end = later
    longest = max(2, item[1] - item[0])
    if spatial := words.lists["plans.spatial"].suffix(text, start, end):
        return (end - len(spatial), end)
    line = line_heads().search(text, start + 1, end)
    if line and line.end() < end and text[line.end()] in "（(" and text[end - 1] in "）)":
        return (line.start(), end)
    cut = line and (text[end - 1] == "段" or start + core_end(text[start:end]) <= line.end())
    if line and cut and line.end() < end and line.start() - start <= longest + 2:
        return line.span()
    if text[item[0]].isdigit() and (works := words.lists["works.words"].suffix(text, start, end)):
        return (end - len(works), end)
    at = end
    while at == end or at - start > longest:
        word = words.head(text, start, at) or words.lists["ranks.words"].suffix(text, start, at)
        # 甲湖 | 国家重要湿地
        letter = len(word) == 1 and at < end
        if not word or letter or at - len(word) <= start:
            break
        at -= len(word)
    fits = at - start <= longest + 2 or places.covers(*item)
    return (at, end) if at < end and fits else None
