"""Which conjuncts have a head of their own, and which only end as heads do.

甲港、乙站等 | 综合枢纽     two heads      甲城、乙湾等 | 考古遗址公园     none
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.grammar.groups import group_head, listed_as_projects
from geo.grammar.heads import head_of
from geo.grammar.lexicon import lexicon
from geo.grammar.sharing import ROUTE, SHORT

if TYPE_CHECKING:
    from geo.grammar.clause import Span
    from geo.grammar.toponyms import Toponyms

_LETTERS = 2


def own_heads(text: str, items: list[Span], group: Span, places: Toponyms) -> list[str]:
    """Return the head of each conjunct, empty where it has none.

    Parameters
    ----------
    text : str
    items : list of (int, int)
        The conjuncts.
    group : (int, int)
        What sums them up, after 等; empty where nothing does.
    places : Toponyms
    """
    return _without_towns(text, items, [_own_head(text, item, group, places) for item in items])


def _own_head(text: str, item: Span, group: Span, places: Toponyms) -> str:
    """Head of a conjunct, if it has one: neither a town called …桥 before 等商圈 nor an abstract word has."""
    head = head_of(text, *item)
    role = lexicon().roles.get(head)
    if role in {"abstract", "plan"}:
        return ""
    if group[0] == group[1] or (len(head) > 1 and role != "product"):
        return head
    kind = group_head(text, group)
    # 服装、眼镜等产业园: what is made there
    yields = kind and (role == "product" or _ends_by_chance(text, item, head, kind, places))
    return "" if yields else head


def _ends_by_chance(text: str, item: Span, head: str, kind: Span, places: Toponyms) -> bool:
    """Tell a name that only ends as a head does from one: 甲城 | 等 | 考古遗址公园."""
    if len(head) != 1:
        return False
    words = lexicon()
    if places.covers(*item):
        return True
    if item[1] - item[0] > SHORT and not ROUTE.fullmatch(text, *item):
        return False
    if head in words.lists["sites.terrain"].members:
        return True
    summed = words.head(text, *kind)
    sector = words.sectors.get(summed)
    alike = words.sectors.get(head) == sector if sector else head in words.sectors
    return len(summed) > 1 and not (alike or listed_as_projects(summed))


def _without_towns(text: str, items: list[Span], heads: list[str]) -> list[str]:
    """Take for names what only ends as heads do, where a later conjunct says what is built.

    Bays and islands (甲湾、乙坝抽水蓄能电站), two letters (甲禾、乙港、丙禾产业园), and ends of routes
    (甲县至乙新区、丙至丁高速公路).
    """
    words = lexicon()
    terrain, lines = words.lists["sites.terrain"].members, words.lists["lines.words"].members
    if heads[-1] in terrain or len(heads[-1]) < _LETTERS or len(heads) == 1:
        return heads
    bare = "" in heads

    def is_name(item: Span, head: str) -> bool:
        if len(head) == 1 and item[1] - item[0] == _LETTERS and (bare or head not in words.sectors):
            return True
        return head in terrain or (heads[-1] in lines and head not in lines and "至" in text[slice(*item)])

    return ["" if is_name(item, head) else head for item, head in zip(items, heads, strict=True)]
