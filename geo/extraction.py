"""Report to project mentions: the plan of the grammar, carried out clause by clause.

clause -> predicate -> objects (coordination) -> full names (distribution) -> kind and sector (classify),
each a module of :mod:`geo.grammar`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.grammar.classify import MEASURED, Candidate, Verdict, judge
from geo.grammar.coordination import Block, blocks, conjuncts
from geo.grammar.distribution import Name, full_names
from geo.grammar.heads import core_begin, head_of
from geo.grammar.lexicon import lexicon
from geo.grammar.listing import goes_on, opened
from geo.grammar.predicate import governing, predicate, resumed
from geo.grammar.quantities import quantities
from geo.grammar.sectors import UNTOLD
from geo.grammar.stages import done
from geo.grammar.toponyms import Toponyms
from geo.mentions import Mention
from geo.taxonomy import SECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer import Gazetteer
    from geo.grammar.clause import Predicate, Span
    from geo.report import Clause, Report

_QUOTATION = re.compile('“[^“”]+”|"[^"]+"')
_BUILDING = frozenset({"hard", "build", "push"})
_MOTTO = re.compile("“?[两三四五六七八九多][^“”]{1,4}融合”?")
_TRANSPORT = re.compile("基础设施|交通|轨道")
# Names that say nothing without the sub-head: 第四期项目198公里, “四网融合”, 南北向通道.
_NEEDS_NETWORK = re.compile(
    r"[\d.]+公里.*|第?[一二三四五六七八九十]期.*|“[^”]{2,6}”|[东南西北]+向通道|.{0,3}里程.*"
)


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
    for sentence in report.sentences():
        reader.read(sentence)
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
        self._networks: dict[tuple[str, int], Span | None] = {}

    def read(self, sentence: tuple[Clause, ...]) -> None:
        """Read the clauses of one sentence: a verb governs on where the next clause only goes on listing."""
        governs: Predicate | None = None
        listing: Predicate | None = None
        begin = len(self.mentions)
        for clause in sentence:
            if clause.part == "other" or self._is_sub_head(clause):
                continue
            if clause.lead:
                self._lead(clause)
                continue
            if begun := opened(self.text, clause.start, clause.end):
                governs = listing = begun
                continue
            found = predicate(self.text, clause.start, clause.end, self.places)
            if found:
                governs = found
            elif governs and (governs is listing or goes_on(clause.text)):
                found = governs._replace(objects=(clause.start, clause.end), rule="governed-on")
            if found and (found.force in _BUILDING or self._enlarges(found)):
                self._clause(clause, found)
        self._neighbours(begin)

    def _lead(self, clause: Clause) -> None:
        """Take from a lead what it builds at a place of its own, or opens: 建设甲新城, 开工乙园."""
        begin = len(self.mentions)
        found = predicate(self.text, clause.start, clause.end, self.places)
        if found and found.force in _BUILDING:
            list(self._objects(clause, found))
        self.mentions[begin:] = [
            mention
            for mention in self.mentions[begin:]
            if mention.kind == "project"
            and " " not in mention.name
            and (
                (found and found.force == "hard")
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
            if not dropped and len(self.mentions) == begin + 1:
                return
            rules = tuple(f"left-out:{name}:{reason}" for name, reason in dropped)
            kept = {(m.name, m.kind): m._replace(rules=m.rules + rules) for m in self.mentions[begin:]}
            self.mentions[begin:] = kept.values()
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

    def _objects(self, clause: Clause, found: Predicate) -> Iterator[tuple[str, str]]:
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

    def _blocks(self, clause: Clause, found: Predicate, spans: list[Span]) -> Iterator[tuple[str, str]]:
        measured = found.force == "improve" or found.action.endswith(("升级", "扩大", "丰富"))
        network = self._network(clause)
        is_line = network and self.text[slice(*network)] in lexicon().lists["lines.words"].members
        for block in blocks(self.text, spans, measured=measured):
            headed = head_of(self.text, *block.items[-1]) or block.group[0] < block.group[1]
            if found.force == "improve" and len(block.items) > 1 and not headed:
                # 增强甲园、乙城要素集聚能力: of what they do
                yield self.text[slice(*block.items[0])], "improves"
                continue
            for name in full_names(self.text, block, network if is_line else None, self.places):
                for full in self._owned(clause, found, name):
                    if reason := self._mention(clause, found, block, full):
                        yield self._join(full), reason

    def _owned(self, clause: Clause, found: Predicate, name: Name) -> list[Name]:
        """Give a name its owner: the district that founds it, or the network it belongs to."""
        if found.figure:
            name = (*name, found.figure)
        text = self._join(name)
        elsewhere = found.agents and self.places.outside(*found.agents)
        common = self.places.common(*name[0])
        # 甲区要加快丙园建设: what has a name of its own needs no owner, unlike what 甲区 is to found
        unnamed = found.rule != "places-act" and not self.places.specific(*name[0])
        if found.agents and not elsewhere and (common or unnamed):
            return [(agent, *name) for agent in self._agents(found.agents)]
        network = self._network(clause)
        if network and _NEEDS_NETWORK.fullmatch(text) and self.text[slice(*network)] not in text:
            return [(network, *name)]
        return [name]

    def _agents(self, span: Span) -> list[Span]:
        listed = []
        for start, stop in conjuncts(self.text, *span):
            end = stop - self.text[start:stop].endswith("等")
            several = self.places.names(start, end)
            broad = any(self.text[slice(*span)] in lexicon().lists["broad.words"].members for span in several)
            whole = broad or len(several) < 2 or sum(last - first for first, last in several) < end - start
            listed += [(start, end)] if whole else several
        return listed

    def _mention(self, clause: Clause, found: Predicate, block: Block, name: Name) -> str:
        """Add the mention, or return the reason why it is none."""
        said, whole, name = self._join(name), name, self._trimmed(name)
        verdict = self._judged(clause, found, block, name)
        if not verdict.kind:
            return verdict.rules[-1].removeprefix("drop:")
        if verdict.kind == "region_policy":
            name = self._region_name(found, block, name, verdict)
        text, group = self._join(name), self.text[slice(*block.group)]
        # 云溪区重点项目——甲立交: who acts, or what is cut off, may say where
        area = self.text[slice(*found.agents or (whole[0][0], name[0][0]))]
        closed = lexicon().closing_stage(block.closing)
        stage = closed or found.stage
        self.mentions.append(
            Mention(
                kind=verdict.kind,
                name=text,
                action=f"{found.action}…{block.closing}" if closed else found.action,
                stage=stage if clause.part != "review" else done(stage, found, verdict),
                domain=SECTORS[verdict.sector].domain,
                sector=verdict.sector,
                part=clause.part,
                section=clause.section,
                heading=clause.heading,
                network=clause.network,
                start=clause.start,
                end=clause.end,
                clause=clause.text,
                quantities=quantities(said, verdict.head or text) + quantities(group, group, shared=True),
                spans=name,
                area="" if area in text else area,
                head=verdict.head,
                rules=(f"predicate:{found.rule}", *verdict.rules),
            )
        )
        return ""

    def _judged(self, clause: Clause, found: Predicate, block: Block, name: Name) -> Verdict:
        """Ask the rules about a name and what stands around it."""
        text = self._join(name)
        return judge(
            Candidate(
                name=text,
                force=found.force,
                verb=found.action,
                group=self.text[slice(*block.group)],
                closing=block.closing,
                acts=found.force == "hard"
                or lexicon().closing_stage(block.closing) in {"starting", "completing"},
                specific=bool(found.agents) or any(self.places.specific(*span) for span in name),
                places_only=self._places_only(name[-1]),
                built=self.places.built(*name[0]) if len(name) == 1 else "",
                whole_network=name[0] == self._network(clause) or self._is_motto(clause, text),
                network=clause.network,
                heading=clause.heading,
            )
        )

    def _is_motto(self, clause: Clause, name: str) -> bool:
        """Tell a motto of works among networks that have no sub-head: “四网融合”."""
        return bool(_MOTTO.fullmatch(name) and _TRANSPORT.search(clause.heading))

    def _places_only(self, span: Span) -> bool:
        """Tell whether a name is nothing but places, or places that grow together (甲乙一体化)."""
        head = head_of(self.text, *span)
        if head and head not in lexicon().lists["works.loose"].members:
            return False
        return self.places.covers(span[0], span[1] - len(head))

    def _region_name(self, found: Predicate, block: Block, name: Name, verdict: Verdict) -> Name:
        """Name a region's role by the text itself: 万州建设区域中心城市, 荣昌、铜梁等桥头堡城市特色发展."""
        if found.agents and found.rule != "places-act":
            return ((found.agents[0], name[-1][1]),)
        bare = len(block.items) > 1 and not all(head_of(self.text, *item) for item in block.items)
        if bare or "kind:places-that-grow" in verdict.rules:
            return ((block.items[0][0], found.objects[1]),)
        return name

    def _join(self, name: Name) -> str:
        if len(name) == 1:
            return self.text[name[0][0] : name[0][1]]
        return "".join(self.text[start:end] for start, end in name)

    def _trimmed(self, name: Name) -> Name:
        """Take off what a thing costs before its name, and quotation marks around the whole of it."""
        (start, end), *rest = name
        start = core_begin(self.text, start, end)
        if not rest and _QUOTATION.fullmatch(self.text, start, end):
            start, end = start + 1, end - 1
        return ((start, end), *rest)

    def _network(self, clause: Clause) -> Span | None:
        """Span of the sub-head's own word: 轨道交通 of 轨道交通网."""
        if not clause.network.endswith("网"):
            return None
        key = (clause.network, clause.paragraph[0])
        if key not in self._networks:
            at = self.text.find(clause.network, clause.paragraph[0], clause.start)
            end = at + len(clause.network) - 1
            word = lexicon().head(self.text, at, end) if at >= 0 else ""
            self._networks[key] = (end - len(word), end) if word in lexicon().sectors else None
        return self._networks[key]
