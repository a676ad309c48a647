"""A text with the names found in it: what stands around each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import is_district
from gazetteer.places import Exactness, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.names import Name
    from gazetteer.places import Place

CLAUSE_STOP = re.compile(r"[，。；：！？\n]")
SENTENCE_STOP = re.compile(r"[。；！？\n]")
REACH = 80
"""Characters on either side in which neighbours are looked for."""

_MOST_NEIGHBOURS = 9  # hits on either side
_PART = 1 << 14  # characters
_CITY_TAIL = ("", "市", "省")
_LIST_GAP = ("", "、", "和", "及", "与")


class Reading(NamedTuple):
    """A part of a text with its hits.

    Attributes
    ----------
    offset : int
        Where the part begins in the whole text.
    text : str
    hits : list of tuple of int
        (index into ``names``, start, end), offsets into the part.
    names : tuple of Name
    away : bool
        The whole text is on another province.
    remote : bool
        It is on districts of Chongqing far from the centre.
    """

    offset: int
    text: str
    hits: list[tuple[int, int, int]]
    names: tuple[Name, ...]
    away: bool = False
    remote: bool = False

    def match(self, position: int, place: Place | None, reason: str) -> Match:
        """Return the match of a hit, with offsets into the whole text."""
        i, start, end = self.hits[position]
        name = self.names[i]
        candidates = name.candidates
        if place is not None and place not in candidates:  # a name without its kind word
            candidates = (*candidates, place)
        return Match(self.offset + start, self.offset + end, name.text, place, candidates, reason)

    def name(self, position: int) -> Name:
        """Return the name of a hit."""
        return self.names[self.hits[position][0]]

    def gap(self, left: int, right: int) -> str:
        """Return the text between two hits."""
        return self.text[self.hits[left][2] : self.hits[right][1]]

    def neighbours(self, position: int, stops: tuple[re.Pattern[str], ...]) -> Iterator[Place]:
        """Yield the places with one district around a hit, within each of the ``stops`` in turn."""
        _, start, end = self.hits[position]
        for stop in stops:
            floor = max(0, start - REACH)
            first = max((found.end() for found in stop.finditer(self.text, floor, start)), default=floor)
            behind = stop.search(self.text, end, end + REACH)
            last = behind.start() if behind else end + REACH
            for step in (-1, 1):
                other = position + step
                furthest = position + step * _MOST_NEIGHBOURS
                while (
                    other != furthest and 0 <= other < len(self.hits) and first <= self.hits[other][1] < last
                ):
                    held = self.name(other).named or self.name(other).towns
                    is_other = self.hits[other][0] != self.hits[position][0]
                    if is_other and len(held) == 1 and len(held[0].adcodes) == 1:
                        yield held[0]
                    other += step

    def sentence(self, start: int, end: int) -> str:
        """Return the sentence around a stretch of text, as far as neighbours are looked for."""
        floor = max(0, start - REACH)
        first = max((stop.end() for stop in SENTENCE_STOP.finditer(self.text, floor, start)), default=floor)
        behind = SENTENCE_STOP.search(self.text, end, end + REACH)
        return self.text[first : behind.start() if behind else end + REACH]

    def belongs_elsewhere(self, position: int) -> bool:
        """Tell whether another city's or province's name stands directly before a hit: 南京江北."""
        if not position or self.gap(position - 1, position) not in _CITY_TAIL:
            return False
        return is_outside(self.name(position - 1))

    def is_beside_district(self, position: int, step: int) -> bool:
        """Tell whether a district stands directly before (-1) or behind (1) a hit, or in a list with it."""
        other = position + step
        if not 0 <= other < len(self.hits) or self.gap(*sorted((position, other))) not in _LIST_GAP:
            return False
        named = self.name(other).named
        return bool(named) and is_district(named[0])

    def is_backed(self, position: int) -> bool:
        """Tell whether 重庆 or a district that means Chongqing anywhere stands beside a hit."""
        for step in (-1, 1):
            other = position + step
            if 0 <= other < len(self.hits) and self.gap(*sorted((position, other))) in _LIST_GAP:
                name = self.name(other)
                if name.strong and not is_outside(name):
                    return True
        return False


def parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at line or sentence ends, as (offset, part): the matcher is faster on short ones."""
    first = 0
    while len(text) - first > _PART:
        cut = text.rfind("\n", first, first + _PART) + 1 or text.rfind("。", first, first + _PART) + 1
        if not cut:
            break
        yield first, text[first:cut]
        first = cut
    yield first, text[first:]


def is_outside(name: Name) -> bool:
    """Tell whether a name means a place elsewhere."""
    return bool(name.named) and name.named[0].exactness is Exactness.OUTSIDE
