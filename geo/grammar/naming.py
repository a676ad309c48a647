"""From a block of conjuncts to its mentions: each name in full, with its owner, and judged.

启动 | 甲、乙等 | 机场改扩建          甲机场改扩建 · 乙机场改扩建
支持 | 甲区 | 设立 | 综合保税区       甲区综合保税区
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.grammar.classify import Candidate, Verdict, judge
from geo.grammar.coordination import conjuncts
from geo.grammar.distribution import full_names
from geo.grammar.heads import core_begin, head_of
from geo.grammar.lexicon import lexicon
from geo.grammar.quantities import quantities
from geo.grammar.stages import done
from geo.mentions import Mention
from geo.taxonomy import SECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.grammar.clause import Predicate, Span
    from geo.grammar.coordination import Block
    from geo.grammar.distribution import Name
    from geo.grammar.toponyms import Toponyms
    from geo.report import Clause

_QUOTATION = re.compile('“[^“”]+”|"[^"]+"')
_QUOTES = frozenset('“"')
_MOTTO = re.compile("“?[两三四五六七八九多][^“”]{1,4}融合”?")
_TRANSPORT = re.compile("基础设施|交通|轨道")
# Names that say nothing without the sub-head: 第四期项目198公里, “四网融合”, 南北向通道.
_NEEDS_NETWORK = re.compile(
    r"[\d.]+公里.*|第?[一二三四五六七八九十]期.*|“[^”]{2,6}”|[东南西北]+向通道|.{0,3}里程.*"
)


class Dropped(NamedTuple):
    """A name that is no project's, and why: a code such as ``no-head``."""

    name: str
    reason: str


class Setting(NamedTuple):
    """What stands around the names of one block.

    Attributes
    ----------
    clause : Clause
    found : Predicate
    block : Block
    group : str
        The group head after 等, as written.
    closed : str
        Stage that the closing words tell, or empty.
    network : (int, int) or None
        Span of the sub-head's own word: 轨道交通 of 轨道交通网.
    """

    clause: Clause
    found: Predicate
    block: Block
    group: str
    closed: str
    network: Span | None


class Namer:
    """Names and judges what the blocks of one report's clauses hold.

    Parameters
    ----------
    text : str
        The report's text; all spans are offsets into it.
    places : Toponyms
    """

    def __init__(self, text: str, places: Toponyms) -> None:
        self._text = text
        self._places = places
        self._networks: dict[tuple[str, int], Span | None] = {}

    def named(self, clause: Clause, found: Predicate, block: Block) -> Iterator[Mention | Dropped]:
        """Yield a mention for each name of a block, or the name and the reason why it is none."""
        group, closed = self._text[slice(*block.group)], lexicon().closing_stage(block.closing)
        network = self._network(clause)
        setting = Setting(clause, found, block, group, closed, network)
        is_line = network and self._text[slice(*network)] in lexicon().lists["lines.words"].members
        for name in full_names(self._text, block, network if is_line else None, self._places):
            for owned in self._owned(setting, name):
                yield self._mention(setting, owned)

    def _owned(self, setting: Setting, name: Name) -> list[Name]:
        """Give a name its owner: the district that founds it, or the network it belongs to."""
        found, places, network = setting.found, self._places, setting.network
        if found.figure:
            name = (*name, found.figure)
        if found.agents:
            # 甲区要加快丙园建设: what has a name of its own needs no owner, unlike what 甲区 is to found
            unnamed = found.rule != "places-act" and not places.specific(*name[0])
            if unnamed or places.common(*name[0]):
                return [(agent, *name) for agent in self._agents(found.agents)]
        if network:
            text = self._join(name)
            if _NEEDS_NETWORK.fullmatch(text) and self._text[slice(*network)] not in text:
                return [(network, *name)]
        return [name]

    def _agents(self, span: Span) -> list[Span]:
        listed = []
        for start, stop in conjuncts(self._text, *span):
            acting = self._text[start:stop]
            end = stop - 2 * acting.endswith("等地") - acting.endswith("等")
            several = self._places.names(start, end)
            broad = any(
                self._text[slice(*span)] in lexicon().lists["broad.words"].members for span in several
            )
            whole = broad or len(several) < 2 or sum(last - first for first, last in several) < end - start
            listed += [(start, end)] if whole else several
        return listed

    def _mention(self, setting: Setting, whole: Name) -> Mention | Dropped:
        """Make the mention of a name, or say why it is none."""
        clause, found, block = setting.clause, setting.found, setting.block
        name = self._trimmed(whole)
        text = self._join(name)
        verdict = self._judged(setting, name, text)
        if not verdict.kind:
            return Dropped(self._join(whole), verdict.rules[-1].removeprefix("drop:"))
        if verdict.kind == "region_policy":
            name = self._region_name(found, block, name, verdict)
            text = self._join(name)
        # 云溪区重点项目——甲立交: who acts, or what is cut off, may say where
        area = self._text[slice(*found.agents or (whole[0][0], name[0][0]))]
        stage = setting.closed or found.stage
        counted = quantities(self._join(whole), verdict.head or text)
        if setting.group:
            counted += quantities(setting.group, setting.group, shared=True)
        return Mention(
            kind=verdict.kind,
            name=text,
            action=f"{found.action}…{block.closing}" if setting.closed else found.action,
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
            quantities=counted,
            spans=name,
            area="" if area in text else area,
            head=verdict.head,
            rules=(f"predicate:{found.rule}", *verdict.rules),
        )

    def _judged(self, setting: Setting, name: Name, text: str) -> Verdict:
        """Ask the rules about a name and what stands around it."""
        clause, found, places = setting.clause, setting.found, self._places
        return judge(
            Candidate(
                name=text,
                force=found.force,
                verb=found.action,
                group=setting.group,
                closing=setting.block.closing,
                acts=found.force == "hard" or setting.closed in {"starting", "completing"},
                specific=bool(found.agents) or any(places.specific(*span) for span in name),
                places_only=self._places_only(name[-1]),
                built=places.built(*name[0]) if len(name) == 1 else "",
                whole_network=name[0] == setting.network or self._is_motto(clause, text),
                network=clause.network,
                heading=clause.heading,
            )
        )

    def _is_motto(self, clause: Clause, name: str) -> bool:
        """Tell a motto of works among networks that have no sub-head: “四网融合”."""
        return "融合" in name and bool(_MOTTO.fullmatch(name) and _TRANSPORT.search(clause.heading))

    def _places_only(self, span: Span) -> bool:
        """Tell whether a name is nothing but places, or places that grow together (甲乙一体化)."""
        head = head_of(self._text, *span)
        if head and head not in lexicon().lists["works.loose"].members:
            return False
        return self._places.covers(span[0], span[1] - len(head))

    def _region_name(self, found: Predicate, block: Block, name: Name, verdict: Verdict) -> Name:
        """Name a region's role by the text itself: 万州建设区域中心城市, 荣昌、铜梁等桥头堡城市特色发展."""
        if found.agents and found.rule != "places-act":
            return ((found.agents[0], name[-1][1]),)
        bare = len(block.items) > 1 and not all(head_of(self._text, *item) for item in block.items)
        if bare or "kind:places-that-grow" in verdict.rules:
            return ((block.items[0][0], found.objects[1]),)
        return name

    def _join(self, name: Name) -> str:
        if len(name) == 1:
            return self._text[name[0][0] : name[0][1]]
        return "".join(self._text[start:end] for start, end in name)

    def _trimmed(self, name: Name) -> Name:
        """Take off what a thing costs before its name, and quotation marks around the whole of it."""
        (start, end), *rest = name
        start = core_begin(self._text, start, end)
        if self._text[start] in _QUOTES and not rest and _QUOTATION.fullmatch(self._text, start, end):
            start, end = start + 1, end - 1
        return ((start, end), *rest)

    def _network(self, clause: Clause) -> Span | None:
        """Span of the sub-head's own word: 轨道交通 of 轨道交通网."""
        if not clause.network.endswith("网"):
            return None
        key = (clause.network, clause.paragraph[0])
        if key not in self._networks:
            at = self._text.find(clause.network, clause.paragraph[0], clause.start)
            end = at + len(clause.network) - 1
            word = lexicon().head(self._text, at, end) if at >= 0 else ""
            self._networks[key] = (end - len(word), end) if word in lexicon().sectors else None
        return self._networks[key]
