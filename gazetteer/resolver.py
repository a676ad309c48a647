"""Which place a name means here, and why; or why none."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from gazetteer import lines
from gazetteer.contexts import LOOK_BACK
from gazetteer.names import ALWAYS, AT_HOME, GUARDED, LINES, Name, NameIndex, is_district, outranks
from gazetteer.places import Exactness, Match
from gazetteer.reading import CLAUSE_STOP, REACH, SENTENCE_STOP, Reading, is_outside, parts
from gazetteer.subject import BANKS, Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazetteer.contexts import Contexts
    from gazetteer.places import Place
    from gazetteer.subject import Topic

_HEADS = (
    "街道|镇|乡(?!村)|大桥|特大桥|隧道|立交|水库|水厂|电厂|电站|港|码头|站|机场|园|新城|古镇|老街|片区|组团|基地|"
    "综保区|保税区|口岸|实验室|校区|医院|湿地|枢纽|工业|产业"
)
_HEAD = re.compile(rf"[^，。、；：！？\s]{{0,8}}?(?:{_HEADS})|[至—]")
_TO = ("至", "—")
_LIST_MARK = re.compile(r"[、，。；]|等|\Z")
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
# In a text on another province: 巫山路 is a street there, 丰都 a county here only beside a word of here.
_STREET_BEHIND = re.compile("[路街村巷里桥]|大道|社区|小区")
_OF_HERE = re.compile("渝|重庆|三峡库区")


_match = partial(tuple.__new__, Match)  # as Match(...) does, without a call in between


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
        self._open = [use not in (ALWAYS, AT_HOME) for use in self._uses]
        self._is_short = [
            bool(name.named) and is_district(name.named[0]) and not name.text.endswith(("区", "县"))
            for name in index.names
        ]
        self._open_away = [
            use != ALWAYS or short for use, short in zip(self._uses, self._is_short, strict=True)
        ]
        self._subject = Subject(index)
        self._is_outside = [is_outside(name) for name in index.names]
        # A line may well begin with the other place's name, a site of here does not: 成都中心城区.
        self._is_local = [
            use == AT_HOME and name.named[0].feature not in LINES
            for use, name in zip(self._uses, index.names, strict=True)
        ]
        self._topic = lru_cache(maxsize=4)(self._read_topic)

    @cached_property
    def _settled(self) -> list[tuple[str, Place | None, tuple[Place, ...], str]]:
        """What a match holds, of each name that needs no resolving."""
        return [
            (name.text, name.named[0] if name.named else None, name.candidates, self._index.reason(name.text))
            for name in self._names
        ]

    @cached_property
    def _guards(self) -> list[tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
        return [name.guard for name in self._names]

    def prepare(self) -> None:
        """Build what the first text would wait for."""
        self._index.hits("")
        _ = self._settled, self._guards

    def find(self, text: str, *, about: str | None = None) -> list[Match]:
        """Return the names in ``text``, in order and not overlapping; linear in its length.

        ``about`` is the longer text that says what this one is about; by default it speaks for itself.
        """
        pieces = [(offset, part, hits) for offset, part in parts(text) if (hits := self._index.hits(part))]
        if about is None:
            topic = self._subject.topic(text, (hits for _, _, hits in pieces))
        else:
            topic = self._topic(about)
        return [match for piece in pieces for match in self._read(Reading(*piece, self._names, *topic))]

    def _read(self, reading: Reading) -> list[Match]:
        rows, offset, hits = self._settled, reading.offset, reading.hits
        # Most names need no second look, so all matches are made at once and the others put right.
        matches = [_match((offset + start, offset + end, *rows[i])) for i, start, end in hits]
        is_open = self._open_away if reading.away else self._open
        local, outside = self._is_local, self._is_outside
        positions = [
            position
            for position, (i, start, _) in enumerate(hits)
            if is_open[i] or (local[i] and hits[position - 1][2] == start and outside[hits[position - 1][0]])
        ]
        read: list[Match] = []
        first = 0
        for position in positions:
            use = self._uses[hits[position][0]]
            is_known = use == ALWAYS or (use == GUARDED and not self._is_risky(reading, position))
            is_bank = self._is_bank(reading, position)
            if is_known and not is_bank and self._is_meant(reading, position):
                continue
            read += matches[first:position]
            if is_bank:
                read.append(reading.match(position, None, "context"))
            elif use >= GUARDED and not is_known:
                read += self._ask(reading, position)
            elif use == AT_HOME and not reading.away:
                read.append(reading.match(position, None, "context"))
            first = position + 1
        return read + matches[first:]

    def _is_risky(self, reading: Reading, position: int) -> bool:
        """Tell whether a guarded name needs a closer look."""
        i, start, end = reading.hits[position]
        last = reading.hits[position - 1][2] if position else -1
        if not self._names[i].strong and (reading.away or start - last <= 1):
            return True
        before, after = self._guards[i]
        return bool(
            (before and before.search(reading.text, max(0, start - LOOK_BACK), start))
            or (after and after.match(reading.text, end))
        )

    def _is_bank(self, reading: Reading, position: int) -> bool:
        """Tell the bank of some river downstream from the district of that name."""
        if not reading.remote or reading.name(position).text not in BANKS:
            return False
        _, start, end = reading.hits[position]
        is_end = reading.text[start - 1 : start] in _TO or reading.text[end : end + 1] in _TO
        is_listed = any(reading.is_beside_district(position, step) for step in (-1, 1))
        return not (is_end or is_listed or reading.is_backed(position))

    def _is_meant(self, reading: Reading, position: int) -> bool:
        """Tell whether a district's short name means the district, in a text on another province too."""
        i, start, end = reading.hits[position]
        if not reading.away or not self._is_short[i]:
            return True
        if _STREET_BEHIND.match(reading.text, end):
            return False
        return reading.is_backed(position) or bool(_OF_HERE.search(reading.sentence(start, end)))

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
                0,
                end,
                name,
                chosen,
                candidates,
                "district" if len(candidates) > 1 else self._index.reason(known.text),
            )
        for held in ((*known.named, *known.towns), known.lines, known.candidates):
            if held and (outranks(held[0]) or _share_districts(held)):
                return Match(0, end, name, held[0], candidates, self._index.reason(known.text))
            if held:
                break
        return Match(0, end, name, None, candidates, "ambiguous")

    def _read_topic(self, text: str) -> Topic:
        return self._subject.topic(text, (self._index.hits(part) for _, part in parts(text)))

    def _ask(self, reading: Reading, position: int) -> list[Match]:
        i, start, end = reading.hits[position]
        name, text = self._names[i], reading.text
        for rule in name.rules:
            # 彭水秀山: a district beside it shows a list, not the word that the rule is about.
            in_list = (rule.before and reading.is_beside_district(position, -1)) or (
                rule.after and reading.is_beside_district(position, 1)
            )
            if not in_list and rule.applies(text, start, end):
                if rule.by_words:
                    return self._behind(reading, position)
                return [reading.match(position, None, "context")]
        if not name.strong and reading.belongs_elsewhere(position):
            return [reading.match(position, None, "context")]
        if name.opener and not (reading.away and name.opener in self._contexts.risky):
            return self._read_compound(reading, position, name.opener)
        place, reason = self._choose(reading, position, name)
        if place is None and not reason:
            return self._behind(reading, position)
        return [reading.match(position, place, reason)]

    def _choose(self, reading: Reading, position: int, name: Name) -> tuple[Place | None, str]:
        """Return the place and the reason; no place and no reason where the form is no name here."""
        line = lines.find(self._index, reading, position)
        if line[0]:
            return line
        if name.text in self._contexts.vague:
            if reading.away:
                return None, ""
            return self._beside(reading, position, name.candidates)
        if name.named and (name.strong or not reading.away or reading.is_backed(position)):
            if outranks(name.named[0]) or len(name.named) + len(name.towns) == 1:
                return name.named[0], self._index.reason(name.text)
            return self._tell_apart(reading, position, (*name.named, *name.towns))
        return self._town(reading, position, name) if name.towns else (None, "")

    def _town(self, reading: Reading, position: int, name: Name) -> tuple[Place | None, str]:
        """Resolve the bare name of a town: beside its district, or with a word that only places have."""
        _, start, end = reading.hits[position]
        if position and reading.hits[position - 1][2] == start:
            left = self._names[reading.hits[position - 1][0]].named
            if left and (chosen := _lying_in(name.towns, left[0].adcodes)):
                return chosen, "district"
        if reading.away:
            return None, ""
        head = _HEAD.match(reading.text, end) or reading.text[start - 1 : start] in _TO
        is_plain = len(name.text) > 2 and not _STREET.search(name.text)
        if not (head or is_plain or name.text in self._contexts.plain_towns):
            is_listed = reading.text[start - 1 : start] == "、" and _LIST_MARK.match(reading.text, end)
            return self._beside(reading, position, name.towns) if is_listed else (None, "")
        if len(name.towns) == 1:
            return name.towns[0], "kind-word" if head else self._index.reason(name.text)
        return self._tell_apart(reading, position, name.towns)

    def _read_compound(self, reading: Reading, position: int, opener: str) -> list[Match]:
        """Read a form such as 万州长岭: the town, or the district and what else begins behind it."""
        i, start, end = reading.hits[position]
        at, length = reading.offset + start, len(opener)
        behind = self._behind(reading, position, length)
        has_longer = bool(behind) and behind[0].start == at + length and behind[0].end > reading.offset + end
        if not has_longer and _TOWN_END.match(reading.text, end):
            return [reading.match(position, self._names[i].towns[0], "district")]
        district = self._settled[self._index.position(opener)]
        return [_match((at, at + length, *district)), *(behind if has_longer else ())]

    def _beside(
        self,
        reading: Reading,
        position: int,
        places: tuple[Place, ...],
        stops: tuple[re.Pattern[str], ...] = (CLAUSE_STOP,),
    ) -> tuple[Place | None, str]:
        """Return the one of ``places`` that lies in the district of a neighbour, and why."""
        for other in reading.neighbours(position, stops):
            if chosen := _lying_in(places, other.adcodes):
                return chosen, "district" if is_district(other) else "neighbour"
        return None, ""

    def _tell_apart(
        self, reading: Reading, position: int, places: tuple[Place, ...]
    ) -> tuple[Place | None, str]:
        i, _, end = reading.hits[position]
        for pattern, features in _KINDS:
            if pattern.match(reading.text, end):
                of_kind = [place for place in places if place.feature in features]
                if len(of_kind) == 1:
                    return of_kind[0], "kind-word"
        place, reason = self._beside(reading, position, places, (CLAUSE_STOP, SENTENCE_STOP))
        if place is None and _share_districts(places):
            place, reason = places[0], self._index.reason(self._names[i].text)
        return place, reason or "ambiguous"

    def _behind(self, reading: Reading, position: int, skip: int = 1) -> list[Match]:
        """Return the places whose names begin inside a hit, ``skip`` letters or more behind its start."""
        _, start, end = reading.hits[position]
        following = reading.hits[position + 1][1] if position + 1 < len(reading.hits) else len(reading.text)
        first = start + skip
        hits = [
            (i, first + s, first + e)
            for i, s, e in self._index.hits(reading.text[first : min(end + REACH, following)])
            if first + s < end
        ]
        inner = reading._replace(hits=hits)
        return [match for match in self._read(inner) if match.place]


def _lying_in(places: Collection[Place], adcodes: Collection[str]) -> Place | None:
    """Return the only one of ``places`` that lies in one of the districts, or None."""
    held = [place for place in places if not set(adcodes).isdisjoint(place.adcodes)]
    return held[0] if len(held) == 1 else None


def _share_districts(places: Sequence[Place]) -> bool:
    """Tell whether a sight and the street named after it lie in the same districts: either will do."""
    return all(set(other.adcodes) <= set(places[0].adcodes) for other in places[1:])


def _is_part(inner: Place, outer: Place) -> bool:
    """Tell whether a place named inside another's name is meant by it."""
    if inner.exactness is Exactness.OUTSIDE:
        return outer.feature in LINES
    return not set(inner.adcodes).isdisjoint(outer.adcodes)
