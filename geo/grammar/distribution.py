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

from geo.grammar.groups import (
    added_head,
    fields_of_one,
    group_head,
    group_line,
    kinds_of_one,
    listed_as_projects,
)
from geo.grammar.heads import head_of, line_heads
from geo.grammar.lexicon import lexicon
from geo.grammar.sharing import ROUTE, SHORT, lent_head, names_itself

if TYPE_CHECKING:
    from geo.grammar.coordination import Block, Span
    from geo.grammar.toponyms import Toponyms

Name = tuple["Span", ...]

_RELATION = re.compile(
    "[^、]{1,14}?(?:联通|相连|连接|衔接|之间|互联|对接|毗邻|交界|同城化|一体化|协同|融合|联动)"
)
_LINKED = re.compile(_RELATION.pattern + "的|[^、]{2,12}(?:连[通接]|联[通络])(?:工程|通道|线|道)")
_TOGETHER = re.compile("[^、]{2,8}(?:同城化|一体化|联动发展|协同发展|融合发展)")
_PART = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+|[A-Z]\d?[A-Z]?)(?:号线|期|跑道|航站楼|号)|[东西南北](?:段|延|站房|线)"
)
_METRO = re.compile("[^、]{0,4}?(?:轨道交通|轨道|地铁|轻轨)")
_NUMBERED_LINE = re.compile(r"(?:[一二三四五六七八九十]+|\d+)号线")
_RANK = re.compile("国家级|国家|市级|省级")
_PAIR = 2


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
    heads = _without_names(text, items, [_own_head(text, item, block.group, places) for item in items])
    if full := _full_already(text, items, heads, block.group):
        return full
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
        elif not head and (not listed or item[1] - item[0] <= SHORT):
            at = next((n for n in range(number, len(items)) if heads[n]), len(items))
            run = [i for n, i in enumerate(items[: at + 1]) if n == at or not heads[n]]
            shared = lent_head(text, item, run if at < len(items) else [], block.group, places)
        modifier = None
        if number and not shared:
            modifier = _shared_part(text, items[0], whole, item)
            modifier = modifier or _shared_rank(text, items[0], item, places, listed=listed)
        if _NUMBERED_LINE.match(text, *item) or not (modifier or _begins_part(text, item)):
            whole = item
        names.append(_put_together(text, modifier, item, shared))
    return names


def _full_already(text: str, items: list[Span], heads: list[str], group: Span) -> list[Name]:
    """Name what shares nothing with its like: a thing alone, fields of one thing, what is led to things."""
    if group[0] < group[1] and fields_of_one(text, group):
        return [((items[0][0], group[1]),)]
    if added := group[0] < group[1] and added_head(text, group, items):
        return [(item, added) for item in items]
    return [(items[0],)] if len(items) == 1 and heads[0] else []


def _own_head(text: str, item: Span, group: Span, places: Toponyms) -> str:
    """Head of a conjunct, if it has one: neither a town called …桥 before 等商圈 nor an abstract word has."""
    head = head_of(text, *item)
    role = lexicon().roles.get(head)
    if role in {"abstract", "plan"}:
        return ""
    short = len(head) == 1 and item[1] - item[0] <= SHORT
    # 服装、眼镜等产业园: what is made there
    made = role == "product"
    if not (short or made) or not group_head(text, group):
        return head
    bay = head in lexicon().lists["sites.terrain"].members
    # 甲城、乙站等片区: names, where the list says what is built
    letters = item[1] - item[0] == _PAIR and bool(group_line(text, group))
    plain = head not in lexicon().sectors and not listed_as_projects(text[slice(*group)])
    return "" if made or bay or letters or plain or places.covers(*item) else head


def _without_names(text: str, items: list[Span], heads: list[str]) -> list[str]:
    """Take for names what only ends like a thing, where the last conjunct says what is built.

    Bays and islands (甲湾、乙坝抽水蓄能电站), two letters (长城、乙江国家文化公园), and ends of routes
    (甲县至乙新区、丙至丁高速公路).
    """
    words = lexicon()
    terrain = words.lists["sites.terrain"].members
    if len(items) == 1 or heads[-1] in terrain or len(heads[-1]) < _PAIR:
        return heads
    line = heads[-1] in words.lists["lines.words"].members
    return [
        ""
        if head in terrain
        or (len(head) == 1 and stop - start == _PAIR and head not in words.sectors)
        or (line and head not in words.lists["lines.words"].members and "至" in text[start:stop])
        else head
        for (start, stop), head in zip(items, heads, strict=True)
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
            or _works_of_one(text, spans[-1], item, places)
            or (
                item != items[-1]
                and text[item[1]] == "、"
                and _amid(text, spans[-1], (kept[-1], head), item, places)
            )
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


def _amid(text: str, last: Span, heads: tuple[str, str], item: Span, places: Toponyms) -> bool:
    """Tell a mark amid a list, which joins what is made in one plant: 甲公司动力和储能、乙产业园等."""
    roles = lexicon().roles
    made = last[1] - last[0] > SHORT and all(roles.get(head, "product") == "product" for head in heads)
    return made and not places.names(*item) and not ROUTE.fullmatch(text, *item)


def _works_of_one(text: str, last: Span, item: Span, places: Toponyms) -> bool:
    """Tell a further task of one undertaking: 甲县湿地保护及农村供水提升工程."""
    built = lexicon().lists["general.built"].suffix(text, *item)
    return (
        text[item[0] - 1] == "及"
        and bool(built)
        and (text.endswith("保护", *last) or _is_act(text, last))
        and places.common(*item)
    )


def _further_product(text: str, last: Span, head: str, item: Span, places: Toponyms) -> bool:
    """Tell a further product of one plant: 某厂整车及零部件项目."""
    listed = lexicon().lists["general.built"].suffix(text, *item)
    role = lexicon().roles.get(head, "product")
    made = role == "product" and last[1] - last[0] > SHORT and not places.names(*item)
    # 甲新材料及精细化工产业园: a park of both
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
        strangers = [] if known else [span for span in run if not names_itself(text, span, places)]
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
    apart = places.covers(*span) or ROUTE.fullmatch(text, *span)
    institute = any(lexicon().lists["sites.institutes"].within(text[slice(*item)]))
    return span[1] - span[0] >= SHORT and not apart and institute


def _common_part(text: str, span: Span, last: Span, places: Toponyms) -> bool:
    """Tell a conjunct that is but a part of the next one's name: 区域和行业标识解析节点."""
    long = span[1] - span[0] > SHORT
    return text[last[1]] != "、" if long else places.common(*span)


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
            (item,) if text[item[1] - 1] == own or (named and item[1] - item[0] > SHORT) else (item, head)
            for item in items
        ]
    opened = places.opens(*items[-1])
    if len(items) > 1 and opened > items[-1][0] and all(places.covers(*item) for item in items[:-1]):
        # 开工甲、乙风电项目
        return [*((item, (opened, items[-1][1])) for item in items[:-1]), (items[-1],)]
    if line:
        return [(item, line) if ROUTE.fullmatch(text, *item) else (item,) for item in items]
    return [(item,) for item in items]


def _put_together(text: str, modifier: Span | None, item: Span, head: Span | None) -> Name:
    """Join the parts of a name; a character that two of them share stands once (疆电 | 电入渝)."""
    if head:
        overlap = text[item[1] - 1] == text[head[0]] and head[1] - head[0] > 1
        return (item, (head[0] + overlap, head[1]))
    return (modifier, item) if modifier else (item,)


def _shared_part(text: str, first: Span, whole: Span, item: Span) -> Span | None:
    """Leading part of the thing before that a part of it shares: 江北机场 | 第四跑道."""
    part = _begins_part(text, item)
    route = text[item[1] - 1] == "段" and ROUTE.match(text, *item) and not line_heads().search(text, *item)
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
