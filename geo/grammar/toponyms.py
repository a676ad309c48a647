"""Where place names stand in a report's text, for a grammar that must tell places from other words."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from geo.grammar.lexicon import lexicon

if TYPE_CHECKING:
    from gazetteer import Gazetteer

_SUFFIXED = re.compile(
    "[\u4e00-\u9fff]{2,6}(?:新区|高新区|经开区|开发区)|[\u4e00-\u9fff]{1,3}[县市州江河岛镇]"
)
_NAME = re.compile("(?!更多|有条件|符合|具备|各)[\u4e00-\u9fff]{3,10}")
# What acts as a place does: a zone, and what stands in quotation marks.
_ACTOR = re.compile("“[^“”]+”|[\u4e00-\u9fff]{2,8}(?:片区|园区|科学城|科技城|港区)")
_BETWEEN = re.compile("[、和与及等]*|片区|地区|两地")
# GeoNames codes of what people build: lines, bridges, stations, ports, dams, plants, houses.
_BUILT = frozenset(
    {"RR", "RD", "BDG", "TNL", "RSTN", "PRT", "AIRP", "RSV", "DAM", "PS", "SWT", "PPLN", "CNLA"}
    | {"BLDG", "MFG", "INDS", "MUS"}
)


class Toponyms:
    """Place names of one text: found once by the gazetteer, asked for by offsets."""

    def __init__(self, text: str, gazetteer: Gazetteer | None) -> None:
        self._text = text
        found = gazetteer.find(text) if gazetteer else []
        named = [match for match in found if match.reason != "context"]
        self._spans = [(match.start, match.end) for match in named]
        placed = {(match.start, match.end): match.place for match in named if match.place}
        self._placed = {span for span, place in placed.items() if place.adcodes}
        broad = lexicon().lists["broad.words"].members
        self._specific = [(a, b) for a, b in self._spans if (a, b) in self._placed and text[a:b] not in broad]
        self._built = {span: placed[span].feature for span in self._placed if placed[span].feature in _BUILT}

    def covers(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` is made of place names and marks between them."""
        at = start
        for begin, stop in self._within(start, end):
            if not _BETWEEN.fullmatch(self._text, at, begin):
                return self._looks_like_one(start, end)
            at = stop
        if at > start and _BETWEEN.fullmatch(self._text, at, end):
            return True
        return self._looks_like_one(start, end)

    def _looks_like_one(self, start: int, end: int) -> bool:
        return bool(_SUFFIXED.fullmatch(self._text, start, end)) and not self.common(start, end)

    def names(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of the single place names in an undelimited list (丰都忠县)."""
        return list(self._within(start, end))

    def specific(self, start: int, end: int) -> bool:
        """Tell whether a place that is not a whole region or great river begins in the span."""
        first = bisect_left(self._specific, (start, start))
        return first < len(self._specific) and self._specific[first] < (end, end)

    def opens(self, start: int, end: int) -> int:
        """Return where the place name that opens the span ends, or ``start``."""
        first = next(iter(self._within(start, end)), (end, end))
        return first[1] if first[0] == start else start

    def run(self, start: int, end: int) -> int:
        """Return where the list of place names that opens the span ends, or ``start``."""
        at = start
        for begin, stop in self._within(start, end):
            if not _BETWEEN.fullmatch(self._text, at, begin):
                break
            at = stop
        return at

    def built(self, start: int, end: int) -> str:
        """Return the class of the one known thing that people build whose name the span is, or empty.

        A GeoNames feature code: ``MFG`` of a plant, ``RR`` of a railway.
        """
        return self._built.get((start, end), "")

    def common(self, start: int, end: int) -> bool:
        """Tell whether the span begins with a common word of the genre."""
        return bool(lexicon().lists["common.words"].prefix(self._text, start, end))

    def acting(self, start: int, end: int) -> bool:
        """Tell whether the span lists places that could act; unknown ones by their shape."""
        if self.covers(start, end):
            return True
        words = lexicon()
        for name in re.split("[、和与及]", self._text[start:end].removesuffix("等").removesuffix("等地")):
            common = (
                name in words.roles
                or name in words.verbs
                or name in words.topics.sectors
                or name in words.hints.sectors
            )
            if common or not (2 <= len(name) <= 3 or _SUFFIXED.fullmatch(name) or _ACTOR.fullmatch(name)):
                return False
            if any(word in name for word in words.lists["agency.nobody"].members):
                return False
        return True

    def named(self, start: int, end: int) -> bool:
        """Tell whether the span could name places or houses that the gazetteer does not know."""
        name = self._text[start:end].removesuffix("等")
        plain = all(_NAME.fullmatch(part) for part in re.split("[、和与及]", name))
        nobody = lexicon().lists["agency.nobody"].members
        return plain and not self.common(start, end) and not any(word in name for word in nobody)

    def _within(self, start: int, end: int) -> list[tuple[int, int]]:
        found = []
        at = bisect_left(self._spans, (start, start))
        while at < len(self._spans) and self._spans[at][0] < end:
            if self._spans[at][1] <= end:
                found.append(self._spans[at])
            at += 1
        return found
