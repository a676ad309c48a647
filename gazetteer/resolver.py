"""Which place a name means here, and why; or why none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.contexts import REACH
from gazetteer.names import ALWAYS, AT_HOME, EVIDENCE, GUARDED, LINES, Name, NameIndex, is_district
from gazetteer.places import Exactness, Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gazetteer.contexts import Contexts
    from gazetteer.places import Place

# A text is on another province where it names others four times or more, and over three times as
# often as Chongqing: a Chongqing report names some neighbours, another's report hardly a district.
_LEAST_ELSEWHERE = 4
_MORE_ELSEWHERE = 3

_LINE_WORDS = (
    "高速铁路|高铁|城际铁路|城际|客运专线|客专|铁路|中线|动车|高速公路|高速|快速路|复线|扩能|班列|直达|货运|"
    "铁海联运|通道|快线|线(?=[、，。；及和路建改扩电复全开贯东西南北])"
)
_LINE_WORD = re.compile(_LINE_WORDS)
# 甲乙、丙丁、戊己高铁: the word stands behind the last of a list.
_LINE_LIST = re.compile(
    rf"(?:[、和及与]+(?:[^、和及与，。；：\s]{{2,4}}?|[^、和及与，。；：\s]{{2,10}}等)){{1,9}}?({_LINE_WORDS})"
)
_FAST = ("高铁", "高速铁路", "客运专线", "客专", "中线")
_ON_ROADS = ("高速公路", "高速", "快速路", "复线", "扩能", "直达", "班列", "铁海联运")

_HEADS = (
    "街道|镇|乡(?!村)|大桥|特大桥|隧道|立交|水库|水厂|电厂|电站|港|码头|站|机场|园|新城|古镇|老街|片区|组团|基地|"
    "综保区|保税区|口岸|实验室|校区|医院|湿地|枢纽|工业|产业"
)
_HEAD = re.compile(rf"[^，。、；：！？\s]{{0,8}}?(?:{_HEADS})")
_KINDS = (
    (re.compile("街道|镇|乡"), ("PPLA4",)),
    (re.compile("站"), ("RSTN",)),
    (re.compile("港|码头"), ("PRT", "PORT")),
    (re.compile("大桥|特大桥"), ("BDG",)),
    (re.compile("隧道"), ("TNL",)),
    (re.compile("水库"), ("RSV",)),
)
# 万州长岭至…, but not 云阳太阳能: what may stand behind a town that is named by its district.
_TOWN_END = re.compile(rf"\Z|[^\w]|[至到和与及等段]|(?:{_HEADS})")
_STREET = re.compile(r"[路街]\Z")
_CLAUSE_STOP = re.compile(r"[，。；：！？\n]")
_SENTENCE_STOP = re.compile(r"[。；！？\n]")
_REACH = 80  # characters on either side in which neighbours are looked for
_PART = 1 << 16  # characters
_CITY_TAIL = ("", "市", "省")  # at most one letter, as _is_risky takes it
_LIST_GAP = ("", "、", "和", "及", "与")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A part of a text with its hits; offsets are the part's."""

    offset: int
    text: str
    hits: list[tuple[int, int, int]]
    away: bool = False

    def match(self, position: int, name: Name, place: Place | None, reason: str) -> Match:
        _, start, end = self.hits[position]
        return Match(self.offset + start, self.offset + end, name.text, place, name.candidates, reason)


class Resolver:
    """Finds names in a text and says what each means.

    Parameters
    ----------
    index : NameIndex
    contexts : Contexts
    """

    def __init__(self, index: NameIndex, contexts: Contexts) -> None:
        self._index = index
        self._names = index.names
        self._contexts = contexts
        self._uses = [name.use for name in index.names]
        self._weights = [name.weight for name in index.names]
        self._openers = {
            name.text: opener for name in index.names if (opener := self._opening_district(name))
        }
        self._guards = [name.guard for name in index.names]
        self._is_elsewhere = lru_cache(maxsize=4)(self._read_subject)
        self._settled = [
            (name.text, name.named[0] if name.named else None, name.candidates, name.reason)
            for name in index.names
        ]

    def find(self, text: str, *, about: str | None = None) -> list[Match]:
        """Return the names in ``text``, in order and not overlapping; linear in its length.

        ``about`` is the longer text that says what this one is about; by default it speaks for itself.
        """
        parts = [(offset, part, self._index.hits(part)) for offset, part in _parts(text)]
        away = self._is_away(hits for _, _, hits in parts) if about is None else self._is_elsewhere(about)
        return [match for part in parts for match in self._read(_Reading(*part, away))]

    def _read(self, reading: _Reading) -> list[Match]:
        # The inner loop of everything: settled names take no call but that which makes the match.
        widest = AT_HOME if not reading.away else ALWAYS
        uses, settled, offset = self._uses, self._settled, reading.offset
        matches: list[Match] = []
        last = -1
        for position, (i, start, end) in enumerate(reading.hits):
            use = uses[i]
            if EVIDENCE < use <= widest or (
                use == GUARDED and not self._is_risky(reading, i, start, end, last)
            ):
                matches.append(Match(offset + start, offset + end, *settled[i]))
            elif use >= GUARDED:
                matches += self._ask(reading, position)
            last = end
        return matches

    def _is_risky(self, reading: _Reading, i: int, start: int, end: int, last: int) -> bool:
        """Tell whether a guarded name needs a closer look; ``last`` is where the hit before it ended."""
        if not self._names[i].strong and (reading.away or start - last in (0, 1)):
            return True
        before, after = self._guards[i]
        return bool(
            (before and before.search(reading.text, max(0, start - REACH), start))
            or (after and after.match(reading.text, end))
        )

    def nested(self, match: Match) -> list[Match]:
        """Return the names inside a match's name that lie where the match lies."""
        outer = match.place
        if outer is None:
            return []
        inner = []
        for i, start, end in self._index.all_hits(match.text):
            name = self._names[i]
            if outer.feature in LINES and self._index.is_stem(name.text):
                held = [line for line in name.lines if line.feature == outer.feature] or [outer]
            else:
                held = [place for place in name.candidates if place is outer or _is_part(place, outer)]
            if held and end - start < len(match.text):
                at = match.start
                inner.append(Match(at + start, at + end, name.text, held[0], name.candidates, "longest"))
        return inner

    def resolve(self, name: str, near: Collection[str] = ()) -> Match:
        """Return what ``name`` alone means, told apart by the district codes in ``near``."""
        known = self._index.get(name)
        end = len(name)
        if known is None:
            # 开州跳蹬水库: a known name behind its district
            hits = self._index.hits(name)
            if not hits or hits[-1][2] != end or not self._names[hits[-1][0]].candidates:
                return Match(0, end, name, None, (), "unknown")
            known = self._names[hits[-1][0]]
            before = [self._names[i].named[0] for i, _, _ in hits[:-1] if self._names[i].named]
            near = [*near, *(place.adcodes[0] for place in before if is_district(place))]
        candidates = known.candidates
        if not candidates:
            return Match(0, end, name, None, (), "unknown")
        if near and (chosen := _lying_in(candidates, near)):
            return Match(
                0, end, name, chosen, candidates, "district" if len(candidates) > 1 else known.reason
            )
        for held in (known.named, known.lines, known.towns):
            if len(held) == 1 or (held and is_district(held[0])):
                return Match(0, end, name, held[0], candidates, known.reason)
            if held:
                break
        return Match(0, end, name, None, candidates, "ambiguous")

    def _read_subject(self, text: str) -> bool:
        return self._is_away(self._index.hits(part) for _, part in _parts(text))

    def _is_away(self, parts: Iterable[list[tuple[int, int, int]]]) -> bool:
        weights = self._weights
        told = [weights[i] for hits in parts for i, _, _ in hits]
        elsewhere = told.count(-1)
        return elsewhere >= _LEAST_ELSEWHERE and elsewhere > _MORE_ELSEWHERE * told.count(1)

    def _ask(self, reading: _Reading, position: int) -> list[Match]:
        i, start, end = reading.hits[position]
        name, text = self._names[i], reading.text
        for rule in name.rules:
            if rule.applies(text, start, end):
                if rule.by_words:
                    return self._behind(reading, position)
                return [reading.match(position, name, None, "context")]
        if not name.strong and self._belongs_elsewhere(reading, position):
            return [reading.match(position, name, None, "context")]
        if (district := self._openers.get(name.text)) and not _TOWN_END.match(text, end):
            # 云阳太阳能: the district, and another word than the town 太阳
            at = reading.offset + start
            return [
                Match(
                    at, at + len(district.text), district.text, district.named[0], district.candidates, "only"
                )
            ]
        place, reason = self._choose(reading, position, name)
        if place is None and not reason:
            return []
        return [reading.match(position, name, place, reason)]

    def _choose(self, reading: _Reading, position: int, name: Name) -> tuple[Place | None, str]:
        """Return the place and the reason; no place and no reason where the form is no name here."""
        _, _, end = reading.hits[position]
        if self._index.is_stem(name.text):
            chosen = self._line(name, reading.text, end)
            if chosen[0] or not name.named:
                return chosen
        if name.text in self._contexts.vague:
            return self._beside_district(reading, position, name.candidates)
        if name.named and (name.strong or not reading.away or self._is_backed(reading, position)):
            if is_district(name.named[0]) or len(name.candidates) == 1:
                return name.named[0], name.reason
            return self._tell_apart(reading, position, (*name.named, *name.towns))
        return self._town(reading, position, name) if name.towns else (None, "")

    def _line(self, name: Name, text: str, end: int) -> tuple[Place | None, str]:
        direct = _LINE_WORD.match(text, end)
        listed = direct or _LINE_LIST.match(text, end)
        if not listed:
            return None, ""
        word = direct[0] if direct else listed[1]
        reason = "kind-word" if direct else "list"
        feature = "RD" if word.startswith(_ON_ROADS) else "RR"
        usual = [place for place in name.lines if place.feature == feature]
        full = self._index.get(name.text + word)
        spelt_out = full.named if full else ()
        # A bare abbreviation means the line that is being built, which is the fast one.
        for held in (usual, spelt_out) if word in _FAST else (spelt_out, usual):
            if len(held) == 1:
                return held[0], reason
        return None, ""

    def _town(self, reading: _Reading, position: int, name: Name) -> tuple[Place | None, str]:
        """Resolve the bare name of a town: beside its district, or with a word that only places have."""
        if name.text in self._openers:
            return name.towns[0], "district"
        _, start, end = reading.hits[position]
        if position and reading.hits[position - 1][2] == start:
            left = self._names[reading.hits[position - 1][0]].named
            if left and (chosen := _lying_in(name.towns, left[0].adcodes)):
                return chosen, "district"
        stems = tuple(place for place in name.towns if place.name.startswith(name.text))
        if not stems and not reading.away:  # the name of a hamlet
            return self._beside_district(reading, position, name.towns)
        head = _HEAD.match(reading.text, end)
        is_plain = len(name.text) > 2 and not _STREET.search(name.text)
        if reading.away or not (head or is_plain or name.text in self._contexts.plain_towns):
            return None, ""
        if len(stems) == 1:
            return stems[0], "kind-word" if head else name.reason
        return self._tell_apart(reading, position, stems)

    def _opening_district(self, name: Name) -> Name | None:
        """Return the district that opens a form such as 万州长岭, or None."""
        if name.named or not name.towns:
            return None
        for length in (2, 3):
            known = self._index.get(name.text[:length])
            if (
                known
                and known.named
                and known is not name
                and known.named[0].adcodes == name.towns[0].adcodes
            ):
                return known
        return None

    def _beside_district(
        self, reading: _Reading, position: int, places: tuple[Place, ...]
    ) -> tuple[Place | None, str]:
        for other in self._neighbours(reading, position, (_CLAUSE_STOP,)):
            if is_district(other) and (chosen := _lying_in(places, other.adcodes)):
                return chosen, "district"
        return None, ""

    def _tell_apart(
        self, reading: _Reading, position: int, places: tuple[Place, ...]
    ) -> tuple[Place | None, str]:
        _, _, end = reading.hits[position]
        for pattern, features in _KINDS:
            if pattern.match(reading.text, end):
                of_kind = [place for place in places if place.feature in features]
                if len(of_kind) == 1:
                    return of_kind[0], "kind-word"
        for other in self._neighbours(reading, position):
            if chosen := _lying_in(places, other.adcodes):
                return chosen, "district" if is_district(other) else "neighbour"
        return None, "ambiguous"

    def _neighbours(
        self,
        reading: _Reading,
        position: int,
        stops: tuple[re.Pattern[str], ...] = (_CLAUSE_STOP, _SENTENCE_STOP),
    ) -> Iterator[Place]:
        """Yield the places with one district around a hit: first its clause's, then its sentence's."""
        text = reading.text
        _, start, end = reading.hits[position]
        for stop in stops:
            first = max(
                (m.end() for m in stop.finditer(text, max(0, start - _REACH), start)), default=start - _REACH
            )
            behind = stop.search(text, end, end + _REACH)
            last = behind.start() if behind else end + _REACH
            for step in (-1, 1):
                other = position + step
                while 0 <= other < len(reading.hits) and first <= reading.hits[other][1] < last:
                    named = self._names[reading.hits[other][0]].named
                    if len(named) == 1 and len(named[0].adcodes) == 1:
                        yield named[0]
                    other += step

    def _belongs_elsewhere(self, reading: _Reading, position: int) -> bool:
        """Tell whether another city's or province's name stands directly before: 南京江北."""
        if not position:
            return False
        i, _, left_end = reading.hits[position - 1]
        gap = reading.text[left_end : reading.hits[position][1]]
        return gap in _CITY_TAIL and self._is_outside(i)

    def _is_outside(self, i: int) -> bool:
        named = self._names[i].named
        return bool(named) and named[0].exactness is Exactness.OUTSIDE

    def _is_backed(self, reading: _Reading, position: int) -> bool:
        """Tell whether 重庆 or a district that means Chongqing anywhere stands beside a hit."""
        for step in (-1, 1):
            other = position + step
            if not 0 <= other < len(reading.hits):
                continue
            left, right = sorted((position, other))
            gap = reading.text[reading.hits[left][2] : reading.hits[right][1]]
            name = self._names[reading.hits[other][0]]
            if gap in _LIST_GAP and name.strong and not self._is_outside(reading.hits[other][0]):
                return True
        return False

    def _behind(self, reading: _Reading, position: int) -> list[Match]:
        """Return the settled names that begin inside a hit which proved to be parts of two words."""
        _, start, end = reading.hits[position]
        following = reading.hits[position + 1][1] if position + 1 < len(reading.hits) else len(reading.text)
        taken = (ALWAYS,) if reading.away else (ALWAYS, AT_HOME)
        first = reading.offset + start + 1
        return [
            Match(first + s, first + e, *self._settled[i])
            for i, s, e in self._index.hits(reading.text[start + 1 : min(end + _REACH, following)])
            if s < end - start and self._uses[i] in taken
        ]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at line or sentence ends, as (offset, part): the matcher is faster on short ones."""
    first = 0
    while len(text) - first > _PART:
        cut = text.rfind("\n", first, first + _PART) + 1 or text.rfind("。", first, first + _PART) + 1
        if not cut:
            break
        yield first, text[first:cut]
        first = cut
    yield first, text[first:]


def _lying_in(places: Collection[Place], adcodes: Collection[str]) -> Place | None:
    """Return the only one of ``places`` that lies in one of the districts, or None."""
    held = [place for place in places if not set(adcodes).isdisjoint(place.adcodes)]
    return held[0] if len(held) == 1 else None


def _is_part(inner: Place, outer: Place) -> bool:
    """Tell whether a place named inside another's name is meant by it."""
    if inner.exactness is Exactness.OUTSIDE:
        return outer.feature in LINES
    return not set(inner.adcodes).isdisjoint(outer.adcodes)
