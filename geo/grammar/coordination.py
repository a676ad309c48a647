"""Coordination, first half: a string of objects to blocks of conjuncts.

    渝万、渝昆高铁建设及重庆站改造   [渝万 · 渝昆高铁 | 建设]  [重庆站改造]
    甲水库、乙工程等骨干水利工程     [甲水库 · 乙工程 | 骨干水利工程]

What the conjuncts share is given to each of them in :mod:`geo.grammar.distribution`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.grammar.lexicon import lexicon
from geo.reader.sentences import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_COORDINATOR = re.compile(
    "、|以及|(?<![普涉以埃])及(?![时以其格])|(?<![温平饱共缓柔总祥谐人协颐雍泰呼])和(?![谐平美解睦缓声田至]|线(?![上下]))|(?<![参给赋])与(?![时会众])"
)
_WITHIN_WORDS = "和与及"
_BRACKETS = re.compile("[（(《“「【〔）)》”」】〕]")
_OPENING = "（(《“「【〔"
# 纳入国家规划: the last word of a clause that asks for a plan.
_ADOPTED = re.compile(r"(?:列|纳)入[^、等]{2,10}$")
_ET_CETERA = re.compile("(?<![高中初同优均何甲乙丙])等(?![级离量效位于同])(?!(?<=平等)[待竞保互参享的地])")
_COUNTED_SUM = re.compile(r"(?<=[^、第\dA-Za-z.])(\d{1,2})[大种类个座条项家所](?=[\u4e00-\u9fff]{2,8}$)")
# 甲桥、乙桥两座大桥: what sums up a list does the work of 等.
_SUM = re.compile(
    "(?<=[^、第\\d.])(?:[两三四五六七八九十]|[二三四五六]十)[大种类个座条项家所](?=[\u4e00-\u9fff]{2,8}$)"
)
# 建成并 | 具备通航条件
_ABLE = re.compile("并?(?:具备|形成)[^、等]{2,6}(?:能力|条件)$")
# 甲厂、乙电站等 | 3个重点、20个一般项目
_SUMMED = re.compile(r"等\d[^、]{1,12}$")


class Block(NamedTuple):
    """Conjuncts that share a group head and a closing: 甲、乙等 | 骨干水利工程 | 前期工作."""

    items: tuple[Span, ...]
    group: Span
    closing: str


def conjuncts(text: str, start: int, end: int) -> list[Span]:
    """Split at 、 及 和 与 outside brackets and quotation marks."""
    found, at = [], start
    for mark in _outside(text, start, end, _COORDINATOR):
        if mark.group() in _WITHIN_WORDS and (_in_a_word(text, mark) or _in_a_group(text, at, mark.start())):
            continue
        if text[mark.end() : mark.end() + 1].isdigit() and _SUMMED.search(text, at, mark.start()):
            continue
        found.append((at, mark.start()))
        at = mark.end()
    found.append((at, end))
    if len(text[start:end].split()) > 1:
        found = [stripped(text, *span) for span in found]
    return [span for span in found if span[0] < span[1]]


def _in_a_word(text: str, mark: re.Match[str]) -> bool:
    """Tell a mark that belongs to a head word: 运行和治理中心, 保护与利用."""
    return any(text.startswith(word, mark.start() - at) for word, at in _joined_words()[mark.group()])


def _in_a_group(text: str, start: int, mark: int) -> bool:
    """Tell a mark inside what sums up a list: 甲、乙等资源 | 开采 | 与加工基地."""
    et_cetera = text.rfind("等", start, mark)
    if et_cetera < 0:
        return False
    words, begin = lexicon(), et_cetera + 1
    ends = words.closing_words.suffix(text, begin, mark) or words.head(text, begin, mark)
    return not ends and begin < mark and not text[mark - 1].isdigit()


@cache
def _joined_words() -> dict[str, list[tuple[str, int]]]:
    """Head words that hold 和, 与 or 及, each with the place of the mark."""
    heads = lexicon().heads.members
    return {mark: [(word, word.index(mark)) for word in heads if mark in word] for mark in _WITHIN_WORDS}


def blocks(text: str, spans: list[Span], *, measured: bool) -> list[Block]:
    """Group conjuncts up to each 等 or closing; ``measured`` also takes off 规模, 能力 and their like."""
    found: list[Block] = []
    items: list[Span] = []
    for number, (start, end) in enumerate(spans):
        item, group, closing = _tail(text, start, end, measured=measured, listed=len(items))
        if item[0] < item[1]:
            items.append(item)
        if items and (closing or group[0] < group[1] or number == len(spans) - 1):
            found.append(Block(tuple(items), group, closing))
            items = []
    return found


def _tail(text: str, start: int, end: int, *, measured: bool, listed: int) -> tuple[Span, Span, str]:
    """Part a conjunct into item, group head after 等, and closing words."""
    words = lexicon()
    et_cetera = next(_outside(text, start, end, _ET_CETERA), None) if "等" in text[start:end] else None
    if listed and not et_cetera:
        et_cetera = _SUM.search(text, start + 1, end) or _counted_sum(text, start + 1, end, listed + 1)
    floor = et_cetera.end() if et_cetera else start + 1
    adopted = _ADOPTED.search(text[floor:end]) if "入" in text[floor:end] else None
    at, closing = (floor + adopted.start(), "纳入规划") if adopted else (end, "")
    if able := _ABLE.search(text, floor, at) if text[at - 2 : at] in {"能力", "条件"} else None:
        at = able.start()
    while word := words.closing_words.suffix(text, floor, at) or (
        words.measures.suffix(text, floor, at) if measured else ""
    ):
        if _ends_head(text, floor, at, word):
            break
        closing, at = word + closing, at - len(word)
        # 建设 | 并 | 投入使用
        at -= text[at - 1] == "并" and bool(words.closing_words.suffix(text, floor, at - 1))
    while closing and (adverb := words.adverbs.suffix(text, floor + 1, at)) and adverb not in words.roles:
        at -= len(adverb)
    if et_cetera:
        return (start, et_cetera.start()), (et_cetera.end(), at), closing
    at -= text[at - 1] == "的"
    return (start, at), (end, end), closing


def _counted_sum(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Find a figure that counts the list before it, and nothing else: 甲桥、乙桥2座大桥."""
    found = _COUNTED_SUM.search(text, start, end)
    return found if found and int(found[1]) == number else None


def _ends_head(text: str, start: int, end: int, closing: str) -> bool:
    """Tell a closing from the end of a longer head word: 空间规划, 补缺提质."""
    words = lexicon()
    head = words.head(text, start, end)
    return len(head) > len(closing) and words.roles[head] != "abstract"


def _outside(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches that stand outside brackets and quotation marks."""
    matches = list(pattern.finditer(text, start, end))
    shields = iter(_shields(text, start, end) if matches else ())
    shield = next(shields, None)
    for match in matches:
        while shield and shield[1] < match.start():
            shield = next(shields, None)
        if not shield or shield[0] > match.start():
            yield match


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
