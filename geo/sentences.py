"""Sentences and clauses of running Chinese text, as offsets.

A sentence ends at 。！？ (their half-width forms too).  A clause ends at ，；： where they stand outside
quotation marks and brackets; the mark behind it is kept, since ； closes more than ，.  All is one
pass over the text, so that neither a missing full stop nor nested brackets cost more than their length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE_END = re.compile(
    r"(?:[。！？]|(?<=[\u4e00-\u9fff）)”])[!?]|(?<=[\u4e00-\u9fff])\.(?![\w.]))+[”’」』）)]*"
)
_COMMA = re.compile(r"[，；：;]|(?<!\d),|,(?!\d)|(?<=[\u4e00-\u9fff”）)]):")
_BRACKET = re.compile(r"[“”‘’「」『』《》〈〉（）()【】〔〕\[\]\"]")
_CLOSES = dict(zip("”’」』》〉）)】〕]", "“‘「『《〈（(【〔[", strict=True))
# A pair that spans more is a quoted speech or two strays: its commas part clauses like any other.
_LONGEST_PAIR = 80
_NUMERAL = "[一二三四五六七八九十]"
ENUMERATOR = re.compile(
    rf"\s*(?:{_NUMERAL}{{1,2}}是(?:要)?|{_NUMERAL}{{1,2}}要(?!素)|首先|其次|[（(]\d{{1,2}}[）)]|[①-⑳]|\d{{1,2}}[.．、](?!\d)"
    rf"|第{_NUMERAL}{{1,2}}[，、,]|[-—–]{{1,3}}|[●■◆▲•·★])\s*"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text[start:end]``, closing marks included, outer blanks not."""
    at = start
    for stop in SENTENCE_END.finditer(text, start, end):
        span = _stripped(text, at, stop.end())
        at = stop.end()
        if span[0] < span[1]:
            yield span
    span = _stripped(text, at, end)
    if span[0] < span[1]:
        yield span


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, mark)`` for each clause of one sentence.

    Enumerators (一是, ①, 1.) are left out of the clause; ``mark`` is the punctuation behind it, or empty.
    """
    stop = SENTENCE_END.search(text, start, end)
    inner = stop.start() if stop else end
    shields = iter(_shields(text, start, inner))
    shield = next(shields, None)
    at = start
    for comma in _COMMA.finditer(text, start, inner):
        while shield and shield[1] < comma.start():
            shield = next(shields, None)
        if shield and shield[0] < comma.start():
            continue
        span = _trimmed(text, at, comma.start())
        at = comma.end()
        if span[0] < span[1]:
            yield (*span, comma.group())
    span = _trimmed(text, at, inner)
    if span[0] < span[1]:
        yield (*span, text[inner : inner + 1] if stop else "")


def _shields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost matched pairs of quotation marks and brackets, strays ignored, in order."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    for mark in _BRACKET.finditer(text, start, end):
        sign, at = mark.group(), mark.start()
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


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    marker = ENUMERATOR.match(text, start, end)
    return _stripped(text, marker.end() if marker else start, end)
