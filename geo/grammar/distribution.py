"""Coordination, second half: what conjuncts share is given to each, so that every name is full.

    渝万、渝昆高铁                 渝万高铁 · 渝昆高铁                       shared head
    江北机场T3B航站楼及第四跑道     江北机场T3B航站楼 · 江北机场第四跑道       shared modifier
    万州至开州、巫溪至巫山          with 高速公路网 before them: …高速公路      head of the sub-head
    信息、融合、创新基础设施        one name: what is common is not parted

A name is a tuple of spans of the report's text, so that it is never anything but the report's own characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.grammar.groups import added_head, group_act, group_head, group_line, kinds_of_one, listed_as_projects
from geo.grammar.heads import core_end, head_of, line_heads
from geo.grammar.lexicon import lexicon
from geo.grammar.sectors import WATER_TRANSFER
from geo.grammar.sharing import after_places

if TYPE_CHECKING:
    from geo.grammar.coordination import Block, Span
    from geo.grammar.toponyms import Toponyms

Name = tuple["Span", ...]

_RELATION = re.compile(
    "[^、]{1,14}?(?:联通|相连|连接|衔接|之间|互联|对接|毗邻|交界|同城化|一体化|协同|融合|联动)"
)
_LINKED = re.compile(_RELATION.pattern + "的|[^、]{2,12}(?:连[通接]|联[通络])(?:工程|通道|线|道)")
_TOGETHER = re.compile("[^、]{2,8}(?:同城化|一体化)")
_PART = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+|[A-Z]\d?[A-Z]?)(?:号线|期|跑道|航站楼|号)|[东西南北](?:段|延|站房|线)"
)
_ROUTE = re.compile(r"[^、]{1,12}?(?:至|[—–－～~-]|到)[^、]{1,12}")
_METRO = re.compile("[^、]{0,4}?(?:轨道交通|轨道|地铁|轻轨)")
_NUMBERED_LINE = re.compile(r"(?:[一二三四五六七八九十]+|\d+)号线")
_ROAD_NUMBER = re.compile(r"[A-Z]{1,2}\d{1,4}")
_RANK = re.compile("国家级|国家|市级|省级")
_SHORT = 4
_PAIR = 2
# Lines are named by the letters of their ends, and want their head: 渝万 | 高铁.
_ABBREVIATED = frozenset({"RR", "RD"})


def full_names(text: str, block: Block, line: Span | None, places: Toponyms) -> list[Name]:
    """Give each conjunct of a block its full name.

    Parameters
    ----------
    text : str
        The report's text; all spans are offsets into it.
    block : Block
    line : (int, int) or None
        The line head of the sub-head (高速公路 of 高速公路网), for routes that have none.
    places : Toponyms
        Tells places from other words.
    """
    items = list(block.items)
    heads = _without_towns(items, [_own_head(text, item, block.group, places) for item in items])
    if added := block.group[0] < block.group[1] and added_head(text, block.group, items):
        return [(item, added) for item in items]
    if len(items) == 1 and heads[0]:
        return [(items[0],)]
    listed = listed_as_projects(text[slice(*block.group)])
    items, heads = _completed(text, items, heads, places)
    if heads[-1] in lexicon().lists["plans.spatial"].members:
        heads = [head if head == heads[-1] else "" for head in heads]
    else:
        items, heads = _joined(text, items, heads, listed=listed, places=places)
    if not any(heads):
        return _with_group_head(text, items, block.group, line, places)
    act = None if listed else _common_act(text, items[-1], heads[-1], places)
    # 甲高速和乙高速改扩建; in 甲铁路、乙铁路扩能 the act may be of the last alone
    pair = len(items) == _PAIR and text[items[-1][0] - 1] in "和与及"
    again = _repeated_act(text, items[-1]) if pair else None
    names: list[Name] = []
    whole = items[0]
    for number, (item, head) in enumerate(zip(items, heads, strict=True)):
        shared: Span | None = None
        if head and item != items[-1]:
            common = (places.common(*item) or text[item[0]].isdigit()) and lexicon().roles[head] == "site"
            shared = again[1] if again and head == again[0] else act if common else None
        elif not head and (not listed or item[1] - item[0] <= _SHORT):
            at = next((n for n in range(number, len(items)) if heads[n]), len(items))
            shared = _lent_head(text, item, items[at : at + 1], block.group, places)
            bare = [i for i, h in zip(items[:at], heads, strict=False) if not h]
            shared = after_places(text, bare, items[at : at + 1], shared, places)
        modifier = None
        if number and not shared:
            modifier = _shared_part(text, items[0], whole, item)
            modifier = modifier or _shared_rank(text, items[0], item, places, listed=listed)
        if _NUMBERED_LINE.match(text, *item) or not (modifier or _begins_part(text, item)):
            whole = item
        names.append(_put_together(text, modifier, item, shared))
    return names


def _lent_head(text: str, item: Span, headed: list[Span], group: Span, places: Toponyms) -> Span | None:
    """Head that a bare conjunct takes from the group, or from the next one that has its own, if any."""
    later = headed[0] if headed else None
    if WATER_TRANSFER.match(text[slice(*item)]) or text.endswith("项目", *item):
        return None
    built = places.built(*item)
    if built and (
        item[1] - item[0] > _SHORT or (built not in _ABBREVIATED and listed_as_projects(text[slice(*group)]))
    ):
        return None
    spatial = later and lexicon().lists["plans.spatial"].suffix(text, *later)
    short = item[1] - item[0] <= _SHORT and not places.common(*item)
    if not (short or spatial or _names_itself(text, item, places)):
        return None
    own = _shared_head(text, item, later, places) if later else None
    if own and text[slice(*own)] in lexicon().lists["lines.further"].members:
        # 李家沱复线 is but one kind of what 甲、乙、李家沱复线等大桥 are
        return group_head(text, group) or own
    return group_line(text, group) or own or (group_act(text, group) if places.covers(*item) else None)


def _own_head(text: str, item: Span, group: Span, places: Toponyms) -> str:
    """Head of a conjunct, if it has one: neither a town called …桥 before 等商圈 nor an abstract word has."""
    head, words = head_of(text, *item), lexicon()
    short = len(head) == 1 and (item[1] - item[0] <= _SHORT or _ROUTE.fullmatch(text, *item))
    if short and (kind := group_head(text, group)):
        of_kind = words.sectors.get(words.head(text, *kind))
        other = kind[1] - kind[0] > 1 and of_kind and words.sectors.get(head) != of_kind
        if other or head in words.lists["sites.terrain"].members or places.covers(*item):
            return ""
    made = words.roles.get(head) == "product" and group[0] < group[1]
    if made and words.roles.get(words.head(text, *group)) == "site" and group_head(text, group):
        return ""  # 甲药材、乙食品等 | 原料生产基地
    return "" if words.roles.get(head) in {"abstract", "plan"} else head


def _without_towns(items: list[Span], heads: list[str]) -> list[str]:
    """Take for names what only ends as heads do, where a later conjunct says what is built.

    Bays and islands (甲湾、乙坝抽水蓄能电站), and two letters among bare names (甲禾、乙港、丙禾产业园).
    """
    terrain = lexicon().lists["sites.terrain"].members
    if heads[-1] in terrain or len(heads[-1]) < _PAIR:
        return heads
    bare = "" in heads
    return [
        "" if head in terrain or (bare and len(head) == 1 and end - start == _PAIR) else head
        for (start, end), head in zip(items, heads, strict=True)
    ]


def _completed(
    text: str, items: list[Span], heads: list[str], places: Toponyms
) -> tuple[list[Span], list[str]]:
    """Join what 和, 与, 及 do not part: 县城与新城联通的快线, 工厂置换及智能升级, 风险管控和修复."""
    spans, kept = items[:1], heads[:1]
    for item, head in zip(items[1:], heads[1:], strict=True):
        if text[item[0] - 1] in "和与" and _TOGETHER.fullmatch(text, *item):
            # 甲新城、乙新城与丙区同城化: one undertaking of all of them
            spans, kept = [(spans[0][0], item[1])], [head or kept[-1]]
        elif text[item[0] - 1] in "及和与" and (
            _LINKED.match(text, *item)
            or (_is_act(text, spans[-1]) and _further_act(text, item))
            or _further_product(text, spans[-1], kept[-1], item, places)
        ):
            spans[-1] = (spans[-1][0], item[1])
            kept[-1] = head or kept[-1]
        else:
            spans.append(item)
            kept.append(head)
    return spans, kept


def _is_act(text: str, item: Span) -> bool:
    """Tell works (改造) from things that are built."""
    return lexicon().roles.get(head_of(text, *item)) in {"works", "abstract"}


def _further_product(text: str, last: Span, head: str, item: Span, places: Toponyms) -> bool:
    """Tell a further product of one plant: 某厂整车及零部件项目."""
    listed = lexicon().lists["general.built"].suffix(text, *item)
    role = lexicon().roles.get(head, "product")
    made = role == "product" and last[1] - last[0] > _SHORT and not places.names(*item)
    # 甲新材料及电子化学品产业园: a park of both
    park = bool(head) and lexicon().roles.get(head_of(text, *item)) == "site"
    return made and (park or (bool(listed) and text[item[0] - 1] == "及"))


def _further_act(text: str, item: Span) -> bool:
    """Tell a further act on the thing just named: its words are common, and name no thing of their own."""
    words = lexicon()
    end = item[1] - len(words.lists["general.built"].suffix(text, *item))
    act = words.head(text, item[0], end)
    bare = not words.head(text, item[0], end - len(act))
    common = end - item[0] <= len(act) + 1 or words.lists["common.words"].prefix(text, *item)
    return words.roles.get(act) in {"works", "abstract"} and bare and bool(common)


def _joined(
    text: str, items: list[Span], heads: list[str], *, listed: bool, places: Toponyms
) -> tuple[list[Span], list[str]]:
    """Join conjuncts that are one name after all, with the head of the last."""
    mass = lexicon().lists["mass.words"].members
    spans: list[Span] = []
    kept: list[str] = []
    run: list[Span] = []
    for item, head in zip(items, heads, strict=True):
        if not head:
            run.append(item)
            continue
        known = listed or (len(run) > 1 and places.acting(run[0][0], run[-1][1]))
        strangers = [] if known else [span for span in run if not _names_itself(text, span, places)]
        one = bool(run) and (
            bool(text[run[-1][1]] in "和与" and _RELATION.match(text, run[-1][1] + 1, item[1]))
            or (text[run[-1][1]] in "和与" and _is_field(text, run[-1], item, places))
            or "的" in text[slice(*item)]
            or (bool(strangers) and head in mass)
            or any(_common_part(text, span, run[-1], places) for span in strangers)
        )
        spans += [(run[0][0], item[1])] if one else [*run, item]
        kept += [head] if one else [*("" for _ in run), head]
        run = []
    return spans + run, kept + ["" for _ in run]


def _is_field(text: str, span: Span, item: Span, places: Toponyms) -> bool:
    """Tell a field of research, which an institute joins to another: 甲信息 | 与智慧乙研究院."""
    apart = places.covers(*span) or _ROUTE.fullmatch(text, *span)
    institute = any(lexicon().lists["sites.institutes"].within(text[slice(*item)]))
    return span[1] - span[0] >= _SHORT and not apart and institute


def _common_part(text: str, span: Span, last: Span, places: Toponyms) -> bool:
    """Tell a conjunct that is but a part of the next one's name: 区域和行业标识解析节点."""
    long = span[1] - span[0] > _SHORT
    return text[last[1]] != "、" if long else places.common(*span)


def _names_itself(text: str, span: Span, places: Toponyms) -> bool:
    """Tell a conjunct that can take a head alone: places, bays, routes, counted things, kinds (港口型)."""
    terrain = lexicon().lists["sites.terrain"].suffix(text, *span)
    route = terrain or _ROUTE.fullmatch(text, *span)
    counted = text[span[0]].isdigit() or _ROAD_NUMBER.match(text, *span)
    if route or counted or places.covers(*span) or text[span[1] - 1] == "型":
        return True
    # 乌江白马: a place or river and a name in it
    opened = places.opens(*span)
    rest = text[opened : span[1]]
    named = span[0] < opened and len(rest) < _SHORT and rest not in lexicon().verbs
    return named and not places.common(opened, span[1])


def _common_act(text: str, last: Span, head: str, places: Toponyms) -> Span | None:
    """Works that common things share: 改造 of 城中村、危旧房改造2万户."""
    words = lexicon()
    if words.roles.get(head) != "works" or not (places.common(*last) or text[last[0]].isdigit()):
        return None
    act = words.lists["works.words"].suffix(head, 0, len(head))
    at = text.rfind(act, *last)
    return (at, at + len(act)) if act and at > last[0] else None


def _repeated_act(text: str, last: Span) -> tuple[str, Span] | None:
    """Works on several things of one kind, with the kind: 改扩建工程 of 甲高速和乙高速改扩建工程."""
    words = lexicon()
    end = last[1] - len(words.lists["general.built"].suffix(text, *last))
    act = words.lists["works.words"].suffix(text, last[0], end)
    at = end - len(act)
    kind = head_of(text, last[0], at) if act else ""
    whole = len(kind) > 1 and kind in words.sectors and words.roles[kind] == "site"
    return (kind, (at, last[1])) if whole else None


def _with_group_head(
    text: str, items: list[Span], group: Span, line: Span | None, places: Toponyms
) -> list[Name]:
    """Restore a head that none of the conjuncts has: from the group after 等, or from the sub-head.

    A name that ends as the group's head begins has it already: 甲港、乙港等港口.
    """
    if kinds_of_one(text, items, group, places):
        return [((items[0][0], group[1]),)]
    head = group_head(text, group)
    if head:
        if all(places.common(*item) for item in items):
            # 数字、文化等国家出口基地: kinds of the whole
            head = (group[0], head[1])
        own = text[head[0]]
        named = head[1] == group[1] and listed_as_projects(text[slice(*head)])
        return [
            (item,) if text[item[1] - 1] == own or (named and item[1] - item[0] > _SHORT) else (item, head)
            for item in items
        ]
    opened = places.opens(*items[-1])
    if len(items) > 1 and opened > items[-1][0] and all(places.covers(*item) for item in items[:-1]):
        # 开工甲、乙风电项目
        return [*((item, (opened, items[-1][1])) for item in items[:-1]), (items[-1],)]
    if line:
        return [(item, line) if _ROUTE.fullmatch(text, *item) else (item,) for item in items]
    return [(item,) for item in items]


def _put_together(text: str, modifier: Span | None, item: Span, head: Span | None) -> Name:
    """Join the parts of a name; a character that two of them share stands once (疆电 | 电入渝)."""
    if head:
        overlap = text[item[1] - 1] == text[head[0]] and head[1] - head[0] > 1
        return (item, (head[0] + overlap, head[1]))
    return (modifier, item) if modifier else (item,)


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
        if not word or at - len(word) <= start:
            break
        at -= len(word)
    fits = at - start <= longest + 2 or places.covers(*item)
    return (at, end) if at < end and fits else None


def _shared_part(text: str, first: Span, whole: Span, item: Span) -> Span | None:
    """Leading part of the thing before that a part of it shares: 江北机场 | 第四跑道."""
    part = _begins_part(text, item)
    route = text[item[1] - 1] == "段" and _ROUTE.match(text, *item) and not line_heads().search(text, *item)
    if _NUMBERED_LINE.match(text, *item):
        metro = _METRO.match(text, *first)
        return metro.span() if metro else None
    if part and not route and _begins_part(text, first):
        # T3航站楼、第四跑道 of an airport that is not named
        return None
    if part or route:
        pattern = line_heads() if route else _wholes()
        wholes = [m for m in pattern.finditer(text, *whole) if m.end() < whole[1]]
        return (whole[0], wholes[0].end()) if wholes else None
    return None


def _shared_rank(text: str, first: Span, item: Span, places: Toponyms, *, listed: bool) -> Span | None:
    """Rank that a later conjunct shares: 国家 | 技术创新中心; in a list of projects each has its own."""
    rank = None if listed else _RANK.match(text, *first)
    same_end = text[first[1] - 2 : first[1]] == text[item[1] - 2 : item[1]]
    begins_itself = _RANK.match(text, *item) or places.covers(item[0], min(item[1], item[0] + 2))
    return rank.span() if rank and same_end and not begins_itself else None


def _begins_part(text: str, item: Span) -> bool:
    """Tell a conjunct that is itself but a part: 第四跑道, 二期."""
    return bool(lexicon().lists["parts.words"].prefix(text, *item) or _PART.match(text, *item))


@cache
def _wholes() -> re.Pattern[str]:
    return re.compile(lexicon().lists["wholes.words"].pattern())
