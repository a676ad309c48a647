"""What stands after 等 and sums up a list: its head is that of conjuncts which have none.

甲、乙等 | 机场改扩建 | 项目      甲港、乙港等 | 港口 | 专用线
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.grammar.heads import core_end, head_of
from geo.grammar.lexicon import lexicon
from geo.taxonomy import SECTORS

if TYPE_CHECKING:
    from geo.grammar.clause import Span
    from geo.grammar.toponyms import Toponyms

# What is measured as a whole, and what serves many ends.
_AREA = re.compile(r"\d[\d.]*万?[多余]?(?:亩|公顷|平方公里|平方米)$")
_FACILITIES = re.compile("(?:服务|配套|生活)设施$")


def kinds_of_one(text: str, items: list[Span], group: Span, places: Toponyms) -> bool:
    """Tell kinds of one thing from several things: 桃、李、杏等果园5万亩, 一批甲、乙等平台."""
    several = text.startswith("一批", items[0][0])
    one = several or _AREA.search(text, *group) or _FACILITIES.search(text, *group)
    return len(items) > 1 and bool(one) and not any(places.names(*item) for item in items[1:])


def fields_of_one(text: str, group: Span) -> bool:
    """Tell fields of one thing: 甲材料、乙芯片等领域创新中心."""
    return text.startswith(("领域", "方面"), *group) and bool(group_head(text, group))


def listed_as_projects(group: str) -> bool:
    """Tell whether the group head only says "project", so that conjuncts need no head of their own."""
    return bool(group) and any(word in group for word in lexicon().lists["general.built"].members)


def group_head(text: str, group: Span) -> Span | None:
    """Head words that end a group head, where they say more than 项目: 机场改扩建 of 机场改扩建项目.

    Where the group has none, its field with the word: 煤电项目.
    """
    words = lexicon()
    end = _group_end(text, group)
    at = end
    built = words.lists["general.built"].members
    while (word := words.head(text, group[0], at)) and words.roles[word] in {"site", "works"}:
        if word in built:
            break
        at -= len(word)
    if end - at == 1:
        at -= len(words.topics.words.suffix(text, group[0], at))  # 算力 | 圈
    if at < end and (rank := words.lists["ranks.words"].suffix(text, group[0], at)).startswith("国家"):
        at -= len(rank)
    if at == end < group[1] and (topic := words.topics.words.suffix(text, group[0], end)):
        return (end - len(topic), group[1])
    known = at < end and text[at:end] not in words.lists["general.words"].members
    return (at, _with_bracket(text, group, end)) if known else None


def group_line(text: str, group: Span) -> Span | None:
    """Head of a group of routes: 高铁 of 渝万和成达万等高铁."""
    end = _group_end(text, group)
    head = lexicon().lists["lines.words"].suffix(text, group[0], end)
    return (end - len(head), _with_bracket(text, group, end)) if head else None


def _with_bracket(text: str, group: Span, end: int) -> int:
    """End of a head with the bracket that says which part of it: 国家文化公园（甲段）."""
    return group[1] if text.startswith(("（", "("), end, group[1]) else end


def group_act(text: str, group: Span) -> Span | None:
    """Head of a group of works: 机场改扩建 of 甲、乙等机场改扩建项目."""
    head = group_head(text, group)
    return head if head and lexicon().lists["works.words"].suffix(text, *head) else None


def _group_end(text: str, group: Span) -> int:
    """End of a group head without its figure and 项目: 高速公路 of 高速公路5条."""
    end = group[0] + core_end(text[slice(*group)])
    return end - len(lexicon().lists["general.built"].suffix(text, group[0], end))


def added_head(text: str, group: Span, items: list[Span]) -> Span | None:
    """Head that a group adds to things of the kind it names: 专用线 of 甲港、乙港等港口专用线."""
    words = lexicon()
    end = _group_end(text, group)
    at = end - len(words.head(text, group[0], end))
    kind = words.head(text, group[0], at) if at < end else ""
    heads = [head_of(text, *item) for item in items]
    same = bool(kind) and all(head and (kind.startswith(head) or kind.endswith(head)) for head in heads)
    if _led_to(text, (at, end), heads):
        return group_head(text, group)
    return (at, end) if same else None


def _led_to(text: str, head: Span, heads: list[str]) -> bool:
    """Tell a line that is built to things of another kind: 铁路 of 甲园区、乙保税区等铁路."""
    words = lexicon()
    word = text[slice(*head)]
    others = [SECTORS[words.sectors[other]].domain for other in heads if other in words.sectors]
    line = word in words.lists["lines.words"].members and word in words.sectors
    return line and len(others) == len(heads) and "transport" not in others
