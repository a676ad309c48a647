"""Is it a project, and of which kind?  Each answer carries the rule that gave it.

A name is judged by its head word's role (site, product, works, programme, campaign, plan, region,
abstract, event), by the force of the verb, and by what stood around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.heads import head_of
from geo.lexicon import lexicon
from geo.sectors import sector_of

_COUNTED = re.compile(
    r"(?<![A-Za-z第\d.])[\d.]+(?:万|亿)?[多余]?"
    "(?:公里|平方|个|座|条|家|所|户|套|处|张|亩|公顷|台|株|栋|间|项|床|辆|根|对)"
)
_MEASURED = re.compile(r"\d(?:万|亿)?[多余]?(?:公里|平方|公顷|亩|座|处|套)")
_PLUS = re.compile(r"\d\+")
_QUOTED = re.compile(r"[“《][^“”]{2,8}[”》]")
_SUPPLY = re.compile("[电煤气水油]入[渝川黔湘鄂京沪粤苏浙鲁豫晋冀桂滇皖赣闽琼辽吉黑津]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?!期)|\d+号")
_INSTITUTE = re.compile("国家(?!级|\\d?A)|国际|中国|西部|中央|全国|世界|内陆|区域")
_VAGUE = re.compile(
    ".{0,2}(?:平台|项目|工程|设施|园区|市场|机构|系统)|.?中心"
    "|(?:国家|重点|重大|战略|试点|示范|优质|各类|标志性|龙头|产业|投资|补短板|在建|新建|续建|招商)+项目"
)
_GROWTH = re.compile(".*发展$")
_ENLARGED = re.compile("网络|通道|网|枢纽|港|铁路|平台|中心|园|工程")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A full name and what stood around it.

    Attributes
    ----------
    name : str
    force, verb : str
        Of the predicate.
    group, closing, closing_stage : str
        The group head after 等 and the closing words, as written, and the stage that these tell.
    specific : bool
        Whether a place smaller than a region stands in the name or acts for it.
    places_only : bool
        Whether the name is nothing but places.
    whole_network : bool
        Whether the sub-head was put before the name.
    network, heading : str
        As printed.
    """

    name: str
    force: str
    verb: str
    group: str
    closing: str
    closing_stage: str
    specific: bool
    places_only: bool
    whole_network: bool
    network: str
    heading: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kind and sector, or no kind and the reason; ``rules`` in the order in which they fired."""

    kind: str
    sector: str
    head: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What the rules ask of a candidate."""

    head: str
    role: str
    listed: bool
    soft: bool
    supply: bool
    counted: bool
    group_role: str


def judge(candidate: Candidate) -> Verdict:
    """Decide whether a candidate is a project, and of which kind and sector."""
    traits = _traits(candidate)
    refused = _refused(candidate, traits)
    if refused:
        return Verdict("", "", traits.head, (f"drop:{refused}",))
    kind, rule = _kind(candidate, traits)
    sector, reason = sector_of(
        candidate.name,
        traits.head,
        group=candidate.group,
        network=candidate.network,
        heading=candidate.heading,
    )
    return Verdict(
        kind, sector, traits.head, (f"head:{traits.head or '-'}", f"kind:{rule}", f"sector:{reason}")
    )


def _traits(candidate: Candidate) -> _Traits:
    words = lexicon()
    name, group = candidate.name, candidate.group
    head = head_of(name)
    built = words.lists["general.built"]
    group_head = words.head(group) if group else ""
    return _Traits(
        head=head,
        role=words.roles.get(head, ""),
        listed=bool(built.suffix(group, 0, len(group))) or name.endswith("项目"),
        soft=bool(_soft().search(name)),
        supply=bool(_SUPPLY.search(name)),
        counted=bool(_COUNTED.search(name) or _PLUS.search(name)),
        group_role=words.roles.get(group_head, ""),
    )


def _refused(candidate: Candidate, traits: _Traits) -> str:
    """Reason why a candidate is no project, or empty."""
    name, role = candidate.name, traits.role
    if not 2 <= len(name) <= _LONGEST:
        return "length"
    if candidate.whole_network or traits.supply:
        return ""
    if _VAGUE.fullmatch(name):
        return "generic"
    if _growing(candidate, traits):
        grows = traits.group_role == "region" or _GROWTH.match(candidate.closing)
        return "" if grows else "place-only"
    if traits.group_role in {"abstract", "event", "region"} and role not in {"site", "works", "campaign"}:
        return f"group-{traits.group_role}"
    if role in {"event", "plan"} or (role == "abstract" and not traits.listed):
        return role
    if candidate.force == "improve":
        enlarged = role == "site" and candidate.closing and _ENLARGED.search(traits.head)
        return "" if enlarged else "improves"
    return _REFUSALS.get(role, _refused_unknown)(candidate, traits)


def _growing(candidate: Candidate, traits: _Traits) -> bool:
    """Tell places that are to grow from places whose building is left unsaid."""
    return (
        candidate.places_only
        and candidate.force != "hard"
        and not traits.listed
        and traits.group_role != "site"
    )


def _refused_region(candidate: Candidate, _traits: _Traits) -> str:
    named = candidate.specific or _INSTITUTE.search(candidate.name) or "国家" in candidate.name
    return "" if named else "slogan"


def _refused_programme(candidate: Candidate, traits: _Traits) -> str:
    """A 行动, 计划 or 工程 counts where it names what can be built."""
    if traits.soft:
        return "soft"
    body = candidate.name.removesuffix(traits.head)
    if traits.head.endswith("工程") and (
        lexicon().topic_pattern("topics").search(body) or candidate.specific
    ):
        return ""
    return "" if _buildable().search(body) else "no-works"


def _refused_works(candidate: Candidate, traits: _Traits) -> str:
    body = candidate.name.removesuffix(traits.head)
    if traits.soft and not traits.listed:
        return "soft"
    if len(body) < 2:
        return "generic"
    loose = traits.head in lexicon().lists["works.loose"].members
    built = traits.listed or _QUOTED.search(body) or candidate.places_only or _buildable().search(body)
    return "works-on-nothing" if loose and not (built or traits.counted) else ""


def _refused_site(candidate: Candidate, traits: _Traits) -> str:
    name, general = candidate.name, lexicon().lists["sites.words"].members
    if name == traits.head and name in general and len(name) < 4:
        return "generic"
    if traits.head in {"网络", "系统", "网"} and traits.soft:
        return "soft"
    if _GROWTH.match(candidate.closing) and not (
        candidate.specific or traits.listed or _proper(candidate, traits)
    ):
        return "grows"
    return ""


def _refused_product(candidate: Candidate, traits: _Traits) -> str:
    return "" if traits.listed or candidate.force == "hard" else "product"


def _refused_unknown(candidate: Candidate, traits: _Traits) -> str:
    if traits.soft and not traits.listed:
        return "soft"
    measured = candidate.force == "build" and _MEASURED.search(candidate.name)
    counted = traits.counted and (
        measured or candidate.force == "hard" or candidate.network or candidate.name.endswith("项目")
    )
    topic = lexicon().topic_pattern("topics").search(candidate.name)
    quoted = topic and candidate.name.endswith("”") and _QUOTED.search(candidate.name)
    acts = candidate.force == "hard" or candidate.closing_stage in {"starting", "completing"}
    named = acts and (candidate.specific or _proper(candidate, traits))
    grouped = traits.group_role == "site"
    return "" if traits.listed or counted or quoted or named or grouped else "no-head"


def _accepted(_candidate: Candidate, _traits: _Traits) -> str:
    return ""


_REFUSALS = {
    "region": _refused_region,
    "programme": _refused_programme,
    "works": _refused_works,
    "site": _refused_site,
    "product": _refused_product,
    "campaign": _accepted,
    "spatial": _accepted,
}


def _kind(candidate: Candidate, traits: _Traits) -> tuple[str, str]:
    """Kind of what was not refused, and the rule that gave it."""
    name, role = candidate.name, traits.role
    proper = _proper(candidate, traits)
    in_list = traits.listed and candidate.group
    if _growing(candidate, traits):
        return "region_policy", "places-that-grow"
    if role == "region":
        return "region_policy", "region-head"
    if role in {"spatial", "campaign"}:
        return "programme", role
    if candidate.whole_network:
        return "programme", "whole-network"
    if traits.counted and not (in_list and candidate.specific):
        return "programme", "counted"
    if traits.supply:
        return "project", "supply"
    if role == "programme":
        named = traits.head == "工程" and (in_list or (proper and name[0] != "“"))
        return ("project", "named-works") if named else ("programme", "plan-of-works")
    if role == "works":
        placed = in_list or proper
        return ("project", "works-at-a-place") if placed else ("programme", "works-anywhere")
    if candidate.verb.endswith(("创建", "争创", "创成")) and not candidate.specific:
        return "programme", "to-be-awarded"
    plural = lexicon().lists["plural.words"].suffix(name, 0, len(name))
    if not proper and not in_list and (plural or name.startswith(("高水平", "高品质", "一批", "各类"))):
        return "programme", "many"
    if not role and not in_list and name.endswith("”") and not candidate.specific:
        return "programme", "slogan-of-works"
    return "project", "site" if role else "listed"


def _proper(candidate: Candidate, traits: _Traits) -> bool:
    """Tell a proper name from a common one: a place in it, an ordinal, or a beginning that is no common word."""
    name = candidate.name
    if candidate.specific or _ORDINAL.search(name) or _INSTITUTE.match(name) or _QUOTED.match(name):
        return True
    common = lexicon().lists["common.words"].prefix(name, 0, len(name))
    return not common and len(name) - len(traits.head) >= 2 and not name[0].isdigit()


@cache
def _soft() -> re.Pattern[str]:
    return re.compile(lexicon().lists["soft.words"].pattern())


@cache
def _buildable() -> re.Pattern[str]:
    """Works, and heads with a sector of two characters or more."""
    words = lexicon()
    sites = {
        word
        for word, role in words.roles.items()
        if role == "site" and word in words.sectors and len(word) > 1
    }
    works = words.lists["works.words"].members - words.lists["works.loose"].members
    return re.compile("|".join(map(re.escape, sorted(sites | works, key=lambda word: (-len(word), word)))))
