"""Report to project mentions: the plan of the grammar, carried out clause by clause.

clause -> predicate -> objects (coordination) -> full names (distribution) -> kind and sector (classify)
-> mentions (naming), each a module of :mod:`geo.grammar`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.grammar.classify import MEASURED
from geo.grammar.coordination import blocks, conjuncts
from geo.grammar.heads import head_of
from geo.grammar.lexicon import lexicon
from geo.grammar.listing import goes_on, opened
from geo.grammar.naming import Dropped, Namer
from geo.grammar.predicate import governing, predicate, resumed
from geo.grammar.sectors import UNTOLD
from geo.grammar.toponyms import Toponyms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer import Gazetteer
    from geo.grammar.clause import Predicate, Span
    from geo.mentions import Mention
    from geo.report import Clause, Report

_BUILDING = frozenset({"hard", "build", "push"})


@dataclass(frozen=True, slots=True)
class Leftover:
    """A clause with a building verb from which nothing came; ``reason`` is a code such as ``no-head``."""

    start: int
    end: int
    clause: str
    verb: str
    reason: str
    part: str
    section: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a report names, and what was left out though something seems to be built."""

    mentions: tuple[Mention, ...]
    leftovers: tuple[Leftover, ...]


def extract(report: Report, *, gazetteer: Gazetteer | None = None) -> Extraction:
    """Find the projects that a report names.

    Parameters
    ----------
    report : Report
    gazetteer : Gazetteer or None
        Tells places from other words; without it they are known by their shape only.

    Returns
    -------
    Extraction
        Mentions in the order of the text; each name is made of characters of the report alone.
    """
    reader = _Reader(report, Toponyms(report.text, gazetteer))
    # who does what in the whole report, then to which objects
    for governed in [reader.governed(sentence) for sentence in report.sentences()]:
        reader.read(governed)
    return Extraction(tuple(reader.mentions), tuple(reader.leftovers))


def explain(mention: Mention) -> list[str]:
    """Say why a mention is one: clause, verb, head and the rules that fired, a line each."""
    return [
        f"{mention.name}",
        f"  clause: {mention.clause}",
        f"  action: {mention.action} -> {mention.stage}",
        f"  head: {mention.head or '-'}",
        *(f"  rule: {rule}" for rule in mention.rules),
    ]


class _Reader:
    """One pass over a report."""

    def __init__(self, report: Report, places: Toponyms) -> None:
        self.text = report.text
        self.places = places
        self.mentions: list[Mention] = []
        self.leftovers: list[Leftover] = []
        self._namer = Namer(report.text, places)

    def governed(self, sentence: tuple[Clause, ...]) -> list[tuple[Clause, Predicate]]:
        """Return the clauses of a sentence in which something is built, each with its predicate.

        A verb governs on where the next clause only goes on listing.
        """
        building: list[tuple[Clause, Predicate]] = []
        governs: Predicate | None = None
        listing: Predicate | None = None
        for clause in sentence:
            if clause.part == "other" or self._is_sub_head(clause):
                continue
            span = (clause.start, clause.end)
            if not clause.lead and (begun := opened(self.text, *span)):
                governs = listing = begun
                continue
            found = predicate(self.text, *span, self.places)
            if not found and governs:
                found = resumed(self.text, *span, governs, self.places)
            sums = found and found.rule == "listed" and governs and governs.force in _BUILDING
            if found and not sums:
                governs = found
            elif governs and ((onward := goes_on(clause.text)) is not None or governs is listing):
                objects = (clause.start + (onward or 0), clause.end)
                found = governs._replace(objects=objects, rule="governed-on")
            if found and (found.force in _BUILDING or (not clause.lead and self._enlarges(found))):
                building.append((clause, found))
        return building

    def read(self, sentence: list[tuple[Clause, Predicate]]) -> None:
        """Read what the clauses of one sentence build."""
        begin = len(self.mentions)
        for clause, found in sentence:
            if clause.lead:
                self._lead(clause, found)
            else:
                self._clause(clause, found)
        self._neighbours(begin)

    def _lead(self, clause: Clause, found: Predicate) -> None:
        """Take from a lead what it builds at a place of its own, or opens: 建设甲新城, 开工乙园."""
        begin = len(self.mentions)
        list(self._objects(clause, found))
        self.mentions[begin:] = [
            mention
            for mention in self.mentions[begin:]
            if mention.kind == "project"
            and " " not in mention.name
            and (
                found.force == "hard"
                or found.stage == "planning"
                or any(self.places.specific(*span) for span in mention.spans)
            )
        ]

    def _enlarges(self, found: Predicate) -> bool:
        """Tell 提升 or 扩大 of what stands in a place from those of abstract things."""
        if found.force != "improve":
            return False
        words = lexicon()
        role = words.roles.get(words.head(self.text, *found.objects))
        measured = words.measures.suffix(self.text, *found.objects)
        figured = found.action.endswith("提升") and MEASURED.search(self.text, *found.objects)
        return bool(measured or figured) or role == "region" or "入" in self.text[slice(*found.objects)]

    def _is_sub_head(self, clause: Clause) -> bool:
        """Tell a clause that only opens a topic (建设高速公路网)."""
        return bool(clause.network) and clause.text.endswith(clause.network)

    def _clause(self, clause: Clause, found: Predicate) -> None:
        """Add the clause's mentions, each with what was left out beside it; or a leftover."""
        begin = len(self.mentions)
        dropped = list(self._objects(clause, found))
        if len(self.mentions) > begin:
            rules = tuple(f"left-out:{name}:{reason}" for name, reason in dropped)
            kept = {(mention.name, mention.kind): mention for mention in self.mentions[begin:]}.values()
            self.mentions[begin:] = [m._replace(rules=m.rules + rules) for m in kept] if rules else kept
        elif found.force in _BUILDING:
            reason = dropped[0][1] if dropped else "no-object"
            place = (clause.start, clause.end, clause.text)
            self.leftovers.append(Leftover(*place, found.action, reason, clause.part, clause.section))

    def _neighbours(self, begin: int) -> None:
        """Give a mention whose sector little tells that of its neighbour: in the list, or before it."""
        told = [
            not any(rule.startswith(UNTOLD) for rule in mention.rules) for mention in self.mentions[begin:]
        ]
        for number, mention in enumerate(self.mentions[begin:]):
            if told[number]:
                continue
            beside = [n for n in (number - 1, number + 1) if 0 <= n < len(told) and told[n]]
            listed = [n for n in beside if self.mentions[begin + n].start == mention.start]
            near = listed or [n for n in beside if n < number and "sector:none" in mention.rules]
            if near:
                other = self.mentions[begin + near[0]]
                rules = (*mention.rules, f"sector:neighbour {other.name}")
                self.mentions[begin + number] = mention._replace(
                    sector=other.sector, domain=other.domain, rules=rules
                )

    def _objects(self, clause: Clause, found: Predicate) -> Iterator[Dropped]:
        """Add a mention for each name; yield the names that were dropped and why."""
        spans: list[Span] = []
        # 运营和在建里程 is one length
        whole = found.rule == "mileage"
        for span in [found.objects] if whole else conjuncts(self.text, *found.objects):
            other = spans and (governing(self.text, *span) or resumed(self.text, *span, found, self.places))
            if other:
                yield from self._blocks(clause, found, spans)
                found, spans = other, [other.objects]
            else:
                spans.append(span)
        yield from self._blocks(clause, found, spans)

    def _blocks(self, clause: Clause, found: Predicate, spans: list[Span]) -> Iterator[Dropped]:
        measured = found.force == "improve" or found.action.endswith(("升级", "扩大", "丰富"))
        for block in blocks(self.text, spans, measured=measured):
            headed = head_of(self.text, *block.items[-1]) or block.group[0] < block.group[1]
            if found.force == "improve" and len(block.items) > 1 and not headed:
                # 增强甲园、乙城要素集聚能力: of what they do
                yield Dropped(self.text[slice(*block.items[0])], "improves")
                continue
            for named in self._namer.named(clause, found, block):
                if isinstance(named, Dropped):
                    yield named
                else:
                    self.mentions.append(named)
