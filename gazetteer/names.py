"""The index of names: every name and alias found in one pass, leftmost first, longest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer import contexts
from gazetteer.places import Exactness, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


EVIDENCE, ALWAYS, AT_HOME, GUARDED, ASK = range(5)
"""What a hit asks for: it only tells on the text's subject; it is taken in any text; in any but
another province's; in any where none of its contexts holds; the resolver must look around it."""

USER_BASIS = "user"
"""Basis of a place that a user added: its names hold in any text."""

_SHORTEST = 2  # one letter is never a place
_TOWN = "PPLA4"
_TOWN_TAIL = re.compile(r"(?:街道|镇|乡)$")
LINES = ("RR", "RD")
_LONGEST_STEM = 3
_STEM = re.compile(
    r"([^重至—]{0,2}渝[^至—段]{0,2}?)"
    r"(?:高速|高铁|城际|客运专线|客专|铁路|中线|复线|扩能|线|班列)"
)
_BETWEEN_TWO = re.compile("川渝|成渝")
_QUOTES = "“”"


@dataclass(frozen=True, slots=True)
class Name:
    """One written form and what it can stand for.

    Attributes
    ----------
    text : str
    candidates : tuple of Place
        All places of the form, the likelier kinds first.
    named : tuple of Place
        Places that the form names outright.
    towns : tuple of Place
        Towns whose bare name it is, without 镇, 乡 or 街道.
    lines : tuple of Place
        Railways and roads that it abbreviates, where a word such as 高铁 follows.
    rules : tuple of Rule
        Contexts in which it is no place.
    strong : bool
        It means Chongqing, or a place elsewhere, in any text.
    weight : int
        What it tells on the text's subject: 1 Chongqing, -1 elsewhere, 0 neither.
    use : int
        ``EVIDENCE``, ``ALWAYS``, ``AT_HOME``, ``GUARDED`` or ``ASK``.
    """

    text: str
    candidates: tuple[Place, ...]
    named: tuple[Place, ...]
    towns: tuple[Place, ...]
    lines: tuple[Place, ...]
    rules: tuple[contexts.Rule, ...]
    strong: bool
    weight: int
    use: int

    @property
    def guard(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """One pattern before and one after; where neither matches, none of its contexts holds."""
        return contexts.guard(self.rules)


class NameIndex:
    """All names of a set of places.

    Parameters
    ----------
    places : iterable of Place
        The rows that hold; places of one name all become its candidates.
    context : Contexts
    of_other_years : iterable of Place, optional
        Rows that do not hold: their names are told apart by the year.
    """

    def __init__(
        self, places: Iterable[Place], context: contexts.Contexts, of_other_years: Iterable[Place] = ()
    ) -> None:
        self._context = context
        self._named: dict[str, list[Place]] = {}
        self._towns: dict[str, list[Place]] = {}
        self._lines: dict[str, list[Place]] = {}
        for place in places:
            self._add(place)
        self._elsewhere = frozenset(context.elsewhere)
        held = {form for forms in (self._named, self._towns, self._lines) for form in forms}
        ids = {place.id for places in self._named.values() for place in places}
        self._elsewhen = frozenset(
            form
            for place in of_other_years
            if place.id not in ids
            for form in written_forms(place)
            if form in held
        )
        self._strong_heads = tuple(
            form for form, held in self._named.items() if is_district(held[0]) and form not in context.risky
        )
        self._forms = dict.fromkeys(chain(self._named, self._towns, self._lines, context.elsewhere))
        self._reasons: dict[str, str] = {}
        self.names = tuple(map(self._name, self._forms))
        self._by_text = {name.text: name for name in self.names}

    def get(self, text: str) -> Name | None:
        """Return the name of exactly this form, or None."""
        return self._by_text.get(text)

    def is_stem(self, text: str) -> bool:
        """Tell whether a form abbreviates lines, such as 渝西 before 高铁."""
        return text in self._lines

    def reason(self, form: str) -> str:
        """Return the reason code of a form that means one place: ``year``, ``longest`` or ``only``."""
        if form not in self._reasons:
            spans = ((a, b) for a in range(len(form)) for b in range(a + _SHORTEST, len(form) + 1))
            holds_another = any(form[a:b] in self._forms for a, b in spans if b - a < len(form))
            self._reasons[form] = "year" if form in self._elsewhen else "longest" if holds_another else "only"
        return self._reasons[form]

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return the hits in ``text`` as (index into ``names``, start, end), in order, not overlapping."""
        hits: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text)
        return hits

    def all_hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return every hit in ``text``, also those within and across others."""
        hits: list[tuple[int, int, int]] = self._overlapping.find_matches_as_indexes(text, overlapping=True)
        return hits

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            list(self._forms),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.DFA,
            store_patterns=False,
        )

    @cached_property
    def _overlapping(self) -> AhoCorasick:
        return AhoCorasick(
            [name.text for name in self.names], matchkind=MatchKind.Standard, store_patterns=False
        )

    def _add(self, place: Place) -> None:
        is_line = place.feature in LINES
        for form in written_forms(place):
            if is_line and len(form) <= _LONGEST_STEM and not form.endswith(("路", "线")):
                kind = self._lines
            elif place.feature == _TOWN and not _TOWN_TAIL.search(form):
                kind = self._towns
            else:
                kind = self._named
            kind.setdefault(form, []).append(place)
            if (
                is_line
                and (stem := _STEM.match(form))
                and len(stem[1]) in range(_SHORTEST, _LONGEST_STEM + 1)
            ):
                self._lines.setdefault(stem[1], [])

    def _name(self, form: str) -> Name:
        named = tuple(sorted(self._named.get(form, ()), key=_rank))
        towns = tuple(self._towns.get(form, ()))
        is_stem, lines = form in self._lines, tuple(self._lines.get(form, ()))
        candidates = tuple({place.id: place for place in (*named, *lines, *towns)}.values())
        rules = self._context.rules.get(form, ())
        outside = bool(named) and all(place.exactness is Exactness.OUTSIDE for place in named)
        strong = outside or self._is_strong(form, named)
        if not (named or towns or is_stem):
            use = EVIDENCE
        elif is_stem or not named or self._is_unclear(form, candidates):
            use = ASK
        elif rules or form in self._context.risky:
            use = GUARDED
        else:
            use = ALWAYS if strong else AT_HOME
        return Name(
            text=form,
            candidates=candidates,
            named=named,
            towns=towns,
            lines=lines,
            rules=rules,
            strong=strong,
            weight=-1 if outside or form in self._elsewhere else self._weight(form, strong, named),
            use=use,
        )

    def _is_unclear(self, form: str, candidates: tuple[Place, ...]) -> bool:
        return form in self._context.vague or (len(candidates) > 1 and not outranks(candidates[0]))

    def _is_strong(self, form: str, named: tuple[Place, ...]) -> bool:
        if form in self._context.risky or not named:
            return False
        if any(is_district(place) or place.basis == USER_BASIS for place in named):
            return True
        return "重庆" in form or "渝" in form or form.startswith(self._strong_heads)

    def _weight(self, form: str, strong: bool, named: tuple[Place, ...]) -> int:  # noqa: FBT001
        if not strong or _BETWEEN_TWO.search(form):
            return 0
        return int("重庆" in form or is_district(named[0]))


def written_forms(place: Place) -> list[str]:
    """Return the forms of a place as they can stand in a text: two letters or more, without quotes."""
    forms = (form.strip(_QUOTES) for form in (place.name, *place.aliases))
    return [form for form in dict.fromkeys(forms) if len(form) >= _SHORTEST]


def is_district(place: Place) -> bool:
    """Tell whether a place is one of Chongqing's districts and counties."""
    return place.feature == "ADM2" and len(place.adcodes) == 1 and place.exactness is not Exactness.OUTSIDE


def outranks(place: Place) -> bool:
    """Tell whether a place comes before others of its name: a user's own, or a district."""
    return place.basis == USER_BASIS or is_district(place)


def _rank(place: Place) -> int:
    if place.basis == USER_BASIS:
        return 0
    return 1 if is_district(place) else 3 if place.exactness is Exactness.OUTSIDE else 2
