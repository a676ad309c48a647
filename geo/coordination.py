"""Coordination: one string of objects to full names.

    渝万、渝昆高铁建设及重庆站改造        渝万高铁 · 渝昆高铁 · 重庆站改造
    江北机场T3B航站楼及第四跑道建设       江北机场T3B航站楼 · 江北机场第四跑道

A name is a tuple of spans of the report's text, so that it is never anything but the report's own characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geo.lexicon import Words, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.grammar import Span

Name = tuple["Span", ...]

_COORDINATOR = re.compile(
    "、|以及|(?<![普涉埃以])及(?![时以其格])|(?<![温平饱共缓柔总祥谐人])和(?![谐平美解睦缓声田])|(?<![参给赋])与(?![时会众])|暨"
)
_BRACKETS = re.compile("[（(《“「【〔）)》”」】〕]")
_OPENING = "（(《“「【〔"
_ET_CETERA = re.compile("(?<![高中初平同优均何])等(?![级离量效位于同])")
_RELATION = re.compile(
    "[^、]{1,14}?(?:联通|相连|连接|衔接|之间|互联|对接|毗邻|交界|同城化|一体化|协同|融合|联动)"
)
_PART = re.compile(r"(?:第?[一二三四五六七八九十\d]+(?:号线|期|跑道|航站楼|号)|[东西南北](?:段|延|站房))")
_ROUTE = re.compile(r"[^、]{1,12}?(?:至|—|-|到)[^、]{1,12}")
_RANK = re.compile("国家级|国家|市级|省级")
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Conjuncts that share a group head and a closing: 甲、乙等 | 骨干水利工程 | 前期工作."""

    items: tuple[Span, ...]
    group: Span
    closing: str


def conjuncts(text: str, start: int, end: int) -> list[Span]:
    """Split at 、 及 和 与 outside brackets and quotation marks."""
    shields = iter(_shields(text, start, end))
    shield = next(shields, None)
    found, at = [], start
    for mark in _COORDINATOR.finditer(text, start, end):
        while shield and shield[1] < mark.start():
            shield = next(shields, None)
        if shield and shield[0] < mark.start():
            continue
        if mark.start() > at:
            found.append((at, mark.start()))
        at = mark.end()
    if at < end:
        found.append((at, end))
    return found


def blocks(text: str, spans: list[Span], measured: bool) -> list[Block]:
    """Group conjuncts up to each 等 or closing; ``measured`` also takes off 规模, 能力 and their like."""
    found: list[Block] = []
    items: list[Span] = []
    for number, (start, end) in enumerate(spans):
        item, group, closing = _tail(text, start, end, measured)
        if item[0] < item[1]:
            items.append(item)
        if items and (closing or group[0] < group[1] or number == len(spans) - 1):
            found.append(Block(tuple(items), group, closing))
            items = []
    return found


def names(text: str, block: Block, line: Span | None, is_place: Callable[[int, int], bool]) -> list[Name]:
    """Give each conjunct its full name.

    Parameters
    ----------
    line : (int, int) or None
        The line head of the sub-head (高速公路 of 高速公路网), for routes that have none.
    is_place : callable
        Tells whether a span is made of place names only.
    """
    items = _merged(text, block, is_place)
    heads = [_headed(text, span) for span in items]
    if not any(heads):
        return _with_group_head(text, items, block.group, line)
    full: list[Name] = []
    for number, item in enumerate(items):
        later = next(
            (other for other, head in zip(items[number:], heads[number:], strict=True) if head), None
        )
        if not heads[number] and later:
            shared = _shared_head(text, later, max(2, item[1] - item[0]))
            own = is_place(*item) or item[1] - item[0] <= _SHORT or text[item[0]].isdigit()
            full.append((item, shared) if shared and own else (item,))
        else:
            modifier = _shared_modifier(text, items[0], item, is_place) if number else None
            full.append((modifier, item) if modifier else (item,))
    return full


def _shields(text: str, start: int, end: int) -> list[Span]:
    """Outermost pairs of brackets and quotation marks; those without a partner are ignored."""
    pairs: list[Span] = []
    opened: list[int] = []
    for mark in _BRACKETS.finditer(text, start, end):
        if mark.group() in _OPENING:
            opened.append(mark.start())
        elif opened:
            begin = opened.pop()
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, mark.start()))
    return pairs


def _tail(text: str, start: int, end: int, measured: bool) -> tuple[Span, Span, str]:
    """Part a conjunct into item, group head after 等, and closing words."""
    words = lexicon()
    at, group_start = end, end
    et_cetera = next(
        (m for m in _ET_CETERA.finditer(text, start, end) if not _shielded(text, start, end, m.start())), None
    )
    floor = et_cetera.end() if et_cetera else start + 1
    closing = ""
    while True:
        word = words.closing_words.suffix(text, floor, at)
        if not word and measured:
            word = words.measures.suffix(text, floor, at)
        if not word or _is_head(text, floor, at, word):
            break
        closing, at = word + closing, at - len(word)
    if et_cetera:
        return (start, et_cetera.start()), (et_cetera.end(), at), closing
    while at > start and text[at - 1] in "的":
        at -= 1
    return (start, at), (group_start, group_start), closing


def _is_head(text: str, start: int, end: int, closing: str) -> bool:
    """Tell a closing from the end of a head word that is longer: 空间规划, 补缺提质."""
    words = lexicon()
    head = words.head(text, start, end)
    return len(head) > len(closing) and words.roles[head] not in {"abstract", "plan"}


def _shielded(text: str, start: int, end: int, at: int) -> bool:
    return any(begin < at < stop for begin, stop in _shields(text, start, end))


def _headed(text: str, span: Span) -> str:
    """Head word of a conjunct, looked for behind brackets, phases and sections (港二期, 高铁甲至乙段)."""
    return head_of(text, *span)


def head_of(text: str, start: int, end: int) -> str:
    """Head word of the name in ``text[start:end]``, or empty."""
    words = lexicon()
    end = _core_end(text, start, end)
    if text[end - 1] == "段" and end - start > 3:
        lines = [m.group() for m in _line_heads().finditer(text, start, end)]
        return lines[-1] if lines else ""
    head = words.head(text, start, end)
    return head if len(head) < end - start or len(head) > 2 else ""


_TAILS = re.compile(
    r"(?:[（(][^（()）]*[）)]|[”“》]|(?:[一二三四五六七八九十两]|\d)期(?:工程|项目)?|[约超近]?[\d.]+(?:万|亿)?[多余]?[\u4e00-\u9fff]{1,3}(?:以上)?|重庆段|主体工程|项目|等)$"
)


def _core_end(text: str, start: int, end: int) -> int:
    """End of a name without brackets, phase, section and figure."""
    while end - start > 2:
        window = max(start, end - 30)
        tail = _TAILS.search(text[window:end])
        if not tail or window + tail.start() - start < 2:
            return end
        end = window + tail.start()
    return end


@cache
def _line_heads() -> re.Pattern[str]:
    return re.compile(lexicon().lists["lines.words"].pattern())


@cache
def _wholes() -> re.Pattern[str]:
    return re.compile(lexicon().lists["wholes.words"].pattern())


def _merged(text: str, block: Block, is_place: Callable[[int, int], bool]) -> list[Span]:
    """Join conjuncts that are one name after all: 中心城区与新区联通的快线, 信息、融合、创新基础设施."""
    words = lexicon()
    items: list[Span] = []
    run: list[Span] = []
    is_list = (
        words.lists["general.built"].suffix(text, *block.group) if block.group[0] < block.group[1] else ""
    )
    for item in block.items:
        if not _headed(text, item):
            run.append(item)
            continue
        head = _headed(text, item)
        strangers = [span for span in run if not is_place(*span) and not text[span[0]].isdigit()]
        whole = bool(run) and (
            head in words.lists["plans.spatial"].members
            or (text[run[-1][1]] in "和与" and _RELATION.match(text, run[-1][1] + 1, item[1]))
            or "的" in text[slice(*item)]
            or (strangers and not is_list and (head in words.lists["mass.words"].members or _long(strangers)))
        )
        items += [(run[0][0], item[1])] if whole else [*run, item]
        run = []
    return items + run


def _long(spans: list[Span]) -> bool:
    return any(end - start > _SHORT for start, end in spans)


def _with_group_head(text: str, items: list[Span], group: Span, line: Span | None) -> list[Name]:
    """Restore a head that none of the conjuncts has: from the group after 等, or from the sub-head."""
    words = lexicon()
    head = words.head(text, *group) if group[0] < group[1] else ""
    if head and words.roles[head] == "site" and head not in words.lists["general.words"].members:
        return [(item, (group[1] - len(head), group[1])) for item in items]
    if line:
        return [(item, line) if _ROUTE.fullmatch(text, *item) else (item,) for item in items]
    return [(item,) for item in items]


def _shared_head(text: str, span: Span, longest: int) -> Span | None:
    """Part of a headed conjunct that the bare ones before it share: 黔江 | 机场改扩建."""
    words = lexicon()
    start, end = span
    line = _line_heads().search(text, start + 1, end)
    if line and line.end() < end and line.start() - start <= longest + 2 and text[end - 1] == "段":
        return line.span()
    at = end
    ranks: Words = words.lists["ranks.words"]
    while at == end or at - start > longest:
        word = words.head(text, start, at) or ranks.suffix(text, start, at)
        if not word or at - len(word) <= start:
            break
        at -= len(word)
    return (at, end) if at < end and at - start <= longest + 2 else None


def _shared_modifier(text: str, first: Span, item: Span, is_place: Callable[[int, int], bool]) -> Span | None:
    """Leading part that a later conjunct shares: 江北机场 | 第四跑道; 国家 | 技术创新中心."""
    words = lexicon()
    begin = words.lists["parts.words"].prefix(text, *item)
    route = text[item[1] - 1] == "段" and _ROUTE.match(text, *item) and not _line_heads().search(text, *item)
    if begin or _PART.match(text, *item) or route:
        pattern = _line_heads() if route else _wholes()
        wholes = [m for m in pattern.finditer(text, *first) if m.end() < first[1] and m.start() > first[0]]
        if not wholes and text.startswith("轨道交通", first[0]):
            return (first[0], first[0] + 4)
        return (first[0], wholes[0].end()) if wholes else None
    rank = _RANK.match(text, *first)
    same = text[first[1] - 2 : first[1]] == text[item[1] - 2 : item[1]]
    if rank and same and not _RANK.match(text, *item) and not is_place(item[0], min(item[1], item[0] + 2)):
        return rank.span()
    return None
