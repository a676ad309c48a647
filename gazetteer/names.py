"""The index of names: every name and alias found in one pass, leftmost first, longest first."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer import contexts
from gazetteer.places import Exactness, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


EVIDENCE, ALWAYS, AT_HOME, GUARDED, ASK, ALONE = range(6)
"""What a name asks for: it only tells on the text's subject; it is taken in any text; in any but
another province's; in any where none of its contexts holds; the resolver must look around it; it is
not looked for in texts, only resolved on its own (the names of hamlets)."""

USER_BASIS = "user"
"""Basis of a place that a user added: its names hold in any text."""

_SHORTEST = 2  # one letter is never a place
_TOWN = "PPLA4"
_TOWN_TAIL = re.compile(r"(?:街道|镇|乡)$")
LINES = ("RR", "RD")
_LONGEST_STEM = 3
_ABBREVIATION = 2  # 渝西 may mean much else; three letters, such as 成达万, name a line as they stand
_STEM = re.compile(
    r"([^重至—]{0,2}渝[^至—段]{0,2}?)"
    r"(?:高速|高铁|城际|客运专线|客专|铁路|中线|复线|扩能|线|班列)"
)
_BETWEEN_TWO = re.compile("川渝|成渝")
# 梁忠高速, 跳蹬水库: what is left of them in a list that the kind word closes.
_HEADED = re.compile(
    r"(.{2,3}?)(?:长江大桥|嘉陵江大桥|大桥|隧道|水库|抽水蓄能电站|航电枢纽|港|高速|高速公路|高铁|铁路)"
)
_HEADED_KINDS = (*LINES, "BDG", "TNL", "RSV", "PS", "DAM", "PRT")
_QUOTES = "“”"


class Name(NamedTuple):
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
    opener : str
        The district that opens the name of a town, as 万州 opens 万州长岭; else empty.
    rules : tuple of Rule
        Contexts in which it is no place.
    strong : bool
        It means Chongqing, or a place elsewhere, in any text.
    weight : int
        What it tells on the text's subject: 1 Chongqing, -1 elsewhere, -2 another province's report of
        itself, 0 nothing.
    use : int
        ``EVIDENCE``, ``ALWAYS``, ``AT_HOME``, ``GUARDED``, ``ASK`` or ``ALONE``.
    """

    text: str
    candidates: tuple[Place, ...]
    named: tuple[Place, ...]
    towns: tuple[Place, ...]
    lines: tuple[Place, ...]
    opener: str
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
        self._hamlets: dict[str, list[Place]] = {}
        self._stems: set[str] = set()
        places = tuple(places)
        self._openers = {
            (form, place.adcodes) for place in places if is_district(place) for form in written_forms(place)
        }
        for place in places:
            self._add(place)
        self._elsewhere = frozenset(context.elsewhere)
        self._stems -= self._named.keys()  # 江津、万州机场: a district, not a stem
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
        kinds = (self._named, self._towns, self._lines, sorted(self._stems), context.elsewhere, self._hamlets)
        self._forms = {form: i for i, form in enumerate(dict.fromkeys(chain(*kinds)))}
        self._reasons: dict[str, str] = {}
        self.names = tuple(map(self._name, self._forms))

    def get(self, text: str) -> Name | None:
        """Return the name of exactly this form, or None."""
        i = self._forms.get(text)
        return None if i is None else self.names[i]

    def position(self, text: str) -> int:
        """Return the index into ``names`` of a form that is there."""
        return self._forms[text]

    def is_stem(self, text: str) -> bool:
        """Tell whether a form abbreviates lines, such as 渝西 before 高铁."""
        return text in self._lines

    def is_headless(self, text: str) -> bool:
        """Tell whether a form lacks the word that closes a list, as 跳蹬 does in 跳蹬、向阳水库."""
        return text in self._stems

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
            [name.text for name in self.names if name.use != ALONE],  # these stand first
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.DFA,
            store_patterns=False,
        )

    @cached_property
    def _overlapping(self) -> AhoCorasick:
        forms = [name.text for name in self.names if name.use != ALONE]
        return AhoCorasick(forms, matchkind=MatchKind.Standard, store_patterns=False)

    def _add(self, place: Place) -> None:
        is_line = place.feature in LINES
        for form in written_forms(place):
            if is_line and len(form) <= _ABBREVIATION and not form.endswith(("路", "线")):
                kind = self._lines
            elif place.feature != _TOWN or _TOWN_TAIL.search(form):
                kind = self._named
            elif place.name.startswith(form) or self._opener(form, place):
                kind = self._towns
            else:
                kind = self._hamlets
            kind.setdefault(form, []).append(place)
            stem = _STEM.match(form) if is_line else None
            if stem and _SHORTEST <= len(stem[1]) <= _LONGEST_STEM:
                self._lines.setdefault(stem[1], [])
            elif place.feature in _HEADED_KINDS and (headed := _HEADED.fullmatch(form)):
                self._stems.add(headed[1])

    def _opener(self, form: str, town: Place) -> str:
        return next(
            (form[:n] for n in (2, 3) if n < len(form) and (form[:n], town.adcodes) in self._openers), ""
        )

    def _name(self, form: str) -> Name:
        named = tuple(sorted(self._named.get(form, ()), key=_rank))
        towns = tuple(self._towns.get(form, ()))
        is_stem, lines = form in self._lines, tuple(self._lines.get(form, ()))
        hamlets = self._hamlets.get(form, ())
        candidates = tuple({place.id: place for place in (*named, *lines, *towns, *hamlets)}.values())
        rules = self._context.rules.get(form, ())
        outside = bool(named) and all(place.exactness is Exactness.OUTSIDE for place in named)
        strong = outside or self._is_strong(form, named)
        is_stem = is_stem or form in self._stems
        if not (named or towns or is_stem):
            use = ALONE if hamlets else EVIDENCE
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
            opener=self._opener(form, towns[0]) if towns and not named else "",
            rules=rules,
            strong=strong,
            weight=self._weight(form, strong, named),
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
        if form in self._elsewhere:
            return -2
        if named and named[0].exactness is Exactness.OUTSIDE:
            return -1
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
