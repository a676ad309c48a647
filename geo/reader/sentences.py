"""Sentences and clauses of running Chinese text, as offsets.

A sentence ends at 。！？ (their half-width forms too).  A clause ends at ，；： where they stand outside
quotation marks and brackets; the mark behind it is kept, since ； closes more than ，.  All is one
pass over the text, so that neither a missing full stop nor nested brackets cost more than their length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE_END = re.compile(
    r"(?:[。！？]|…{2,}|[!?](?<=[\u4e00-\u9fff）)”][!?])|\.(?<=[\u4e00-\u9fff]\.)(?![\w.]))+[”’」』）)]*"
)
# One class of characters: what stands around a half-width mark is looked at afterwards, which is faster.
_MARK = re.compile(r"[。！？!?.…，；：;,:“”‘’「」『』《》〈〉（）()【】〔〕\[\]\"]")
_CLOSES = dict(zip("”’」』》〉）)】〕]", "“‘「『《〈（(【〔[", strict=True))
# A pair that spans more is a quoted speech or two strays: its commas part clauses like any other.
_LONGEST_PAIR = 80
_NUMERAL = "[一二三四五六七八九十]"
ENUMERATOR = re.compile(
    rf"\s*(?:{_NUMERAL}{{1,2}}(?:是(?:要)?|要(?!素))|首先|其次|[（(]\d{{1,2}}[）)]|[①-⑳]|\d{{1,2}}[.．、](?!\d)"
    rf"|第{_NUMERAL}{{1,2}}[，、,]|[-—–]{{1,3}}|[●■◆▲•·★])\s*"
)


class Span(NamedTuple):
    """A clause's offsets, and the punctuation behind it, or an empty string."""

    start: int
    end: int
    mark: str


class Sentence(NamedTuple):
    """A sentence's offsets, closing mark included, and its clauses, enumerators (一是, ①, 1.) left out."""

    start: int
    end: int
    clauses: list[Span]


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield the sentences of ``text[start:end]`` in order, without outer blanks."""
    at = start
    commas: list[int] = []
    brackets: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text, start, end):
        sign, place = mark.group(), mark.start()
        if place < at:
            continue
        if sign in "，；：;" or (sign in ",:" and not _inside_figure(text, place)):
            commas.append(place)
        elif sign not in "。！？!?.…,:":
            brackets.append((sign, place))
        elif stop := SENTENCE_END.match(text, place, end):
            yield from _sentence(text, at, place, stop.end(), _outside(commas, brackets))
            at = stop.end()
            commas, brackets = [], []
    yield from _sentence(text, at, end, end, _outside(commas, brackets))


def _inside_figure(text: str, place: int) -> bool:
    """Tell whether a half-width comma or colon parts digits or an address: 1,000, 8:30, http://."""
    after = text[place + 1 : place + 2]
    return after == "/" or (after.isdigit() and text[place - 1 : place].isdigit())


def _sentence(text: str, start: int, inner: int, end: int, commas: list[int]) -> Iterator[Sentence]:
    clauses = []
    at = start
    for stop in commas:
        clauses += _clause(text, at, stop, text[stop])
        at = stop + 1
    clauses += _clause(text, at, inner, text[inner:end][:1])
    start, end = stripped(text, start, end)
    if start < end:
        yield Sentence(start, end, clauses)


def _clause(text: str, start: int, end: int, mark: str) -> list[Span]:
    if enumerator := ENUMERATOR.match(text, start, end):
        start = enumerator.end()
    start, end = stripped(text, start, end)
    return [Span(start, end, mark)] if start < end else []


def _outside(commas: list[int], brackets: list[tuple[str, int]]) -> list[int]:
    """Return the commas that stand in no pair of brackets or quotation marks."""
    if not (commas and brackets):
        return commas
    pairs = iter(_pairs(brackets))
    pair = next(pairs, None)
    outside = []
    for comma in commas:
        while pair and pair[1] < comma:
            pair = next(pairs, None)
        if not pair or comma < pair[0]:
            outside.append(comma)
    return outside


def _pairs(brackets: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """Outermost matched pairs in order, strays ignored."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    for sign, at in brackets:
        opener = '"' if sign == '"' and count.get('"') else _CLOSES.get(sign)
        if opener is None:
            opened.append((sign, at))
            count[sign] = count.get(sign, 0) + 1
            continue
        if not count.get(opener):
            continue
        while True:
            kind, begin = opened.pop()
            count[kind] -= 1
            if kind == opener:
                break
        if at - begin <= _LONGEST_PAIR:
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, at))
    return pairs


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the blanks off the ends of a span."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
