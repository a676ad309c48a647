"""Is it a project, and of which kind?  Each answer carries the rule that gave it.

A name is judged by its head word's role (site, product, works, programme, campaign, plan, spatial,
region, abstract, event), by the force of the verb, and by what stood around it.  The rules stand in
two tables, :data:`SIEVE` and :data:`KINDS`; in each, the first that holds decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from geo.grammar.groups import listed_as_projects
from geo.grammar.heads import head_of
from geo.grammar.lexicon import Words, lexicon
from geo.grammar.sectors import ROAD_NUMBER, SUPPLY, WATER_TRANSFER, sector_of

_FIGURE = (
    r"\d[\d.]*(?:[—－–～~至-]\d[\d.]*)?(?:万|亿)?[多余]?"
    "(?:公里|平方|立方|个|座|条|家|所|户|套|处|张|亩|公顷|台|株|栋|块|片|间|项|床|辆|根|对|部|段|眼|宗|组|艘|架|大(?![型学桥道厦]))"
)
# 30个社区, 步道80公里, “1000+”; not 某集团705所基地
_COUNTED = re.compile(
    rf"^(?:约|首批|新一批|第[一二三四五六七八九十]+批)?{_FIGURE}|(?<![A-Za-z第\d.]){_FIGURE}[\u4e00-\u9fff]{{0,2}}(?:以上|左右|以内)?[”）]?$|\d万?(?:千瓦|兆瓦|P)(?:以上)?$|\d\+|各\d+[家个座所]$"
)
# A line that is named by its ends is one, however long: 甲至乙高铁（丙段60公里）.
_ONE_LINE = re.compile(r"(?:[^\d]+(?:至[^\d]+|段)|.*\d号线[^\d]*)\d[\d.]*公里[）)]?")
_DIGIT = re.compile(r"\d")
MEASURED = re.compile(r"\d(?:万|亿)?[多余]?(?:公里|平方|公顷|亩|座|处|套)")
"""A length, an area or a number of things built."""
_RATED = re.compile(r"±?\d+(?:千伏|英寸)")
_PHASE = re.compile("[^第][一二三四五]期(?:工程)?$")
_LISTED = re.compile("(?:项目|主体工程|主体结构)(?:[（(][^（()）]*[）)])?$")
_PHASED = re.compile("[一二三四五]期(?:工程|项目)?(?:[（(][^（()）]*[）)])?$")
_QUOTED = re.compile(r"[“《][^“”]{2,8}[”》]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?!期)|\d+号")
_INSTITUTE = re.compile("(?:.{2,4}型)?国家(?!级|\\d?A)|国际(?!化)|中国|西部|中央|全国|世界|内陆|区域")
_VAGUE = re.compile(
    rf"部分.+|(?:全长|总长|占地|总?投资|设)?{_FIGURE}(?:项目)?|(?!零碳|绿色|智慧).{{0,2}}(?:平台|项目|工程|设施|园区|市场|机构|系统)|.?中心|(?:项目|工程)\d+[个项]"
    "|(?:重大|重点)基础设施|(?:综合|交通|水利|能源|民生|国家|重点|重大|战略|试点|示范|优质|各类|标志性|龙头|产业|投资|补短板|在建|新建|续建|招商|基础设施|已|签约|在施|拟建)+项目|(?:重点|核心|特色)(?:片区|区域)"
    "|(?:在建|新建|续建|竣工|储备)?项目.{0,6}|路桥|(?:“[^“”]+”){2,}"
)
# 甲产量突破800台: how much is made
_OUTPUT = re.compile(r"(?:产量|产值|产能|销量|收入|占比|总量)(?:突破|达到?|超过?|增至)\d")
_PEOPLE = re.compile(r"\d(?:万|余|多)*(?:人|名|人次)(?:以上)?$")
# Who acts, or where: what is named with 等车企 or 等领域 is but an example.
_ACTORS = re.compile(
    "(?:(?:领域|方面)(?!.*(?:中心|实验室|平台|站))|[\u4e00-\u9fff]{0,4}企业|[\u4e00-\u9fff]{0,2}[车房央国民药外]企|[\u4e00-\u9fff]{0,3}公司|[\u4e00-\u9fff]{0,3}集团)(?!.*(?:项目|工程|基地|园))"
    "|[\u4e00-\u9fff]{0,4}产业(?!.{0,6}(?:区|园|城|带|基地|走廊|中心|平台|项目|链))"
)
# Said of houses and works; 建成 may be said of a city's role.
_HOUSE = re.compile("(?:完工|竣工|[开动]工|续建|[改扩]建)(?:建设)?$")
_AWARDED = re.compile("(?:创建|争创|创成)$")
_MANY = re.compile("高水平|高品质|一批|各类")
_ENLARGED = re.compile("网络|通道|网|枢纽|港|铁路|平台|中心|园|工程|航站|码头|车站|跑道")
_BUILT = frozenset({"site", "works", "campaign"})
_LONGEST = 40


class Verdict(NamedTuple):
    """Kind and sector, or no kind and the reason; ``rules`` in the order in which they fired."""

    kind: str
    sector: str
    head: str
    rules: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Candidate:
    """A full name, what stood around it, and what the rules ask of it.

    Attributes
    ----------
    name : str
    force, verb : str
        Of the predicate.
    group, closing : str
        The group head after 等 and the closing words, as written.
    acts : bool
        Whether a hard verb or a closing (投产, 开工) says that building itself starts or ends.
    specific : bool
        Whether a place smaller than a region stands in the name or acts for it.
    places_only : bool
        Whether the name is nothing but places.
    built : str
        Class of the thing that it is, where the gazetteer knows it: ``RR`` of a line (甲乙线), ``MFG`` of
        a plant; else empty.
    whole_network : bool
        Whether the sub-head was put before the name.
    network, heading : str
        As printed.
    head, role : str
        The name's head word and its role.
    body : str
        The name before its head.
    group_role : str
        Role of the group head.
    in_list, listed : bool
        Whether the group head says that these are projects; or that or the name itself.
    counted : bool
        Whether a figure counts several of a kind.
    """

    name: str
    force: str
    verb: str
    group: str
    closing: str
    acts: bool
    specific: bool
    places_only: bool
    built: str
    whole_network: bool
    network: str
    heading: str
    head: str = field(init=False)
    role: str = field(init=False)
    body: str = field(init=False)
    group_role: str = field(init=False)
    in_list: bool = field(init=False)
    listed: bool = field(init=False)
    counted: bool = field(init=False)

    def __post_init__(self) -> None:
        words, name = lexicon(), self.name
        self.head = head_of(name)
        self.role = words.roles.get(self.head, "")
        if self.role == "region" and (_PHASED.search(name) or _HOUSE.search(self.verb)):
            self.role = "site"  # a house, not the role of a city: 竣工某金融中心, 某创新中心二期
        self.body = name.removesuffix(self.head)
        self.group_role = words.roles.get(words.head(self.group), "") if self.group else ""
        self.in_list = listed_as_projects(self.group)
        self.listed = self.in_list or bool(_LISTED.search(name))
        self.counted = bool(_DIGIT.search(name) and _COUNTED.search(name) and not _ONE_LINE.fullmatch(name))

    def soft(self) -> bool:
        """Whether a word of policy stands in the name."""
        return any(lexicon().lists["soft.words"].within(self.name))

    def supply(self) -> bool:
        """Whether it brings power, coal or water into a province."""
        return bool(SUPPLY.search(self.name) or WATER_TRANSFER.match(self.name))

    def growing(self) -> bool:
        """Whether places are to grow or to act, and nothing says what is built."""
        grows = self.places_only and not self.built
        return grows and self.force != "hard" and not self.listed and self.group_role != "site"

    def proper(self) -> bool:
        """Whether the name is proper: a place, an ordinal, or a beginning that is no common word."""
        name = self.name
        if self.specific or _ORDINAL.search(name) or _INSTITUTE.match(name) or _QUOTED.match(name):
            return True
        words = lexicon()
        common = any(w.prefix(name, 0, len(name)) for w in (words.lists["common.words"], words.topics.words))
        return (
            not common
            and len(name) - len(self.head) >= 2
            and not (name[0].isdigit() and not _RATED.match(name))
        )

    def topical(self) -> bool:
        """Whether the name says an industry or a service."""
        return any(lexicon().topics.words.within(self.name))

    def buildable(self) -> bool:
        """Whether works, or a thing to be built, stand before the head."""
        return any(_buildable().within(self.body))

    def enlarged(self) -> bool:
        """Whether bettering it says more than a wish: a network with its measure, or a region's role."""
        if self.role == "region":
            return self.specific or bool(_INSTITUTE.match(self.name))
        if self.verb.endswith("提升") and MEASURED.search(self.name):
            return True
        return self.role == "site" and bool(self.closing) and bool(_ENLARGED.search(self.head))

    def one(self) -> bool:
        """Whether it is one of its kind: 国家甲材料创新中心, unlike 国家创新中心."""
        bare = _INSTITUTE.match(self.name) and len(self.name) <= len(self.head) + 2
        return self.proper() and not bare

    def made(self) -> bool:
        """Whether a plant for it is built, rather than the thing sold: 甲新材料等建设, 乙芯片投产."""
        return self.acts or self.closing.startswith("建设")

    def plural(self) -> bool:
        """Whether there are many of its kind, and it is none in particular."""
        kinds = lexicon().lists["plural.words"]
        thing = self.name.removesuffix("项目")
        many = _MANY.match(self.name) or kinds.suffix(thing, 0, len(thing))
        return bool(many or self.head.endswith("工程")) and not self.proper()

    def has(self, table: str) -> bool:
        """Whether the head is a word of a list of the lexicon."""
        return self.head in lexicon().lists[table].members


Rule = tuple[str, Callable[[Candidate], object]]

SIEVE: tuple[Rule, ...] = (
    ("length", lambda c: not 2 <= len(c.name) <= _LONGEST),
    ("", lambda c: c.whole_network or c.supply()),
    ("generic", lambda c: _VAGUE.fullmatch(c.name)),
    ("generic", lambda c: c.name in lexicon().closings),
    ("generic", lambda c: c.in_list and len(c.name) < 4 and c.name in lexicon().roles),
    ("abstract", lambda c: lexicon().roles.get(c.name) == "abstract"),
    ("people", lambda c: _PEOPLE.search(c.name)),
    ("output", lambda c: _OUTPUT.search(c.name)),
    ("slogan", lambda c: len(c.name) <= 4 and len(c.head) < 2 and c.verb.endswith("实现") and not c.specific),
    ("", lambda c: c.growing() and (c.group_role == "region" or c.closing.endswith("发展"))),
    ("place-only", Candidate.growing),
    ("grows", lambda c: c.closing.endswith("融合")),
    ("group", lambda c: c.group and lexicon().lists["abstract.ways"].suffix(c.group, 0, len(c.group))),
    ("group", lambda c: _ACTORS.match(c.group) and not c.in_list),
    ("group", lambda c: c.group_role in {"abstract", "event", "region"} and c.role not in _BUILT),
    ("", lambda c: c.force == "improve" and c.enlarged()),
    ("improves", lambda c: c.force == "improve"),
)
"""What is no project whatever its head, and why: the first rule that holds decides.

An empty code lets the candidate through; where no rule holds, those of its head's role are asked.
"""

SIEVES: dict[str, tuple[Rule, ...]] = {
    "event": (("event", lambda _: True),),
    "plan": (("plan", lambda _: True),),
    "abstract": (("abstract", lambda c: not c.listed),),
    "region": (("slogan", lambda c: not (c.specific or _INSTITUTE.search(c.name) or "国家" in c.name)),),
    "programme": (
        ("soft", Candidate.soft),
        (
            "",
            lambda c: (
                c.head == "工程"
                and (c.topical() or c.specific or c.counted or ((c.acts or c.in_list) and c.proper()))
            ),
        ),
        ("no-works", lambda c: not c.buildable()),
    ),
    "works": (
        ("soft", lambda c: not c.listed and c.soft()),
        ("generic", lambda c: len(c.body) < 2 and c.has("works.words")),
        ("", lambda c: c.listed or c.counted or c.places_only or not c.has("works.loose")),
        ("works-on-nothing", lambda c: not (c.buildable() or _QUOTED.search(c.body))),
    ),
    "site": (
        ("soft", lambda c: c.has("systems.words") and c.soft()),
        ("generic", lambda c: c.name == c.head and len(c.name) < 4 and c.has("sites.words")),
        ("grows", lambda c: c.closing.endswith("发展") and not (c.listed or c.proper())),
    ),
    "product": (("product", lambda c: not c.listed and c.force != "hard" and not (c.made() and c.proper())),),
    "": (
        ("soft", lambda c: not c.listed and c.soft()),
        ("", lambda c: c.listed or c.group_role == "site"),
        ("", lambda c: c.counted and (c.force == "hard" or c.network)),
        ("", lambda c: c.counted and c.force == "build" and _QUOTED.match(c.name)),
        ("", lambda c: c.force in {"build", "push", "improve"} and MEASURED.search(c.name)),
        ("", lambda c: c.name.endswith("”") and c.verb.endswith("实施") and c.topical()),
        ("", lambda c: c.built or ROAD_NUMBER.match(c.name) or (c.proper() and _PHASE.search(c.name))),
        ("", lambda c: c.acts and c.proper()),
        ("no-head", lambda _: True),
    ),
}
"""What is no project by its head's role, and why."""

KINDS: tuple[tuple[str, str, Callable[[Candidate], object]], ...] = (
    ("region_policy", "places-that-grow", Candidate.growing),
    ("region_policy", "region-head", lambda c: c.role == "region"),
    ("programme", "spatial-plan", lambda c: c.role == "spatial"),
    ("programme", "city-of-a-kind", lambda c: c.role == "campaign"),
    ("programme", "whole-network", lambda c: c.whole_network),
    ("programme", "counted", lambda c: c.counted and not (c.in_list and c.specific)),
    ("project", "supply", Candidate.supply),
    (
        "project",
        "named-works",
        lambda c: c.head == "工程" and (c.in_list or (c.proper() and c.name[0] != "“")),
    ),
    ("programme", "plan-of-works", lambda c: c.role == "programme"),
    ("project", "works-at-a-place", lambda c: c.role == "works" and (c.in_list or c.proper())),
    ("programme", "works-anywhere", lambda c: c.role == "works"),
    ("programme", "to-be-awarded", lambda c: _AWARDED.search(c.verb) and not c.specific and not c.one()),
    ("programme", "many", Candidate.plural),
    ("project", "listed", lambda c: c.in_list),
    ("programme", "motto", lambda c: not c.role and c.name.endswith("”") and not c.specific),
    ("project", "site", lambda _: True),
)
"""Of which kind it is, and by which rule."""


def judge(candidate: Candidate) -> Verdict:
    """Decide whether a candidate is a project, and of which kind and sector."""
    head = candidate.head
    if refused := _refused(candidate):
        return Verdict("", "", head, (f"drop:{refused}",))
    kind, rule = next((kind, rule) for kind, rule, holds in KINDS if holds(candidate))
    sector, reason = sector_of(
        candidate.name,
        head,
        built=candidate.built,
        group=candidate.group,
        network=candidate.network,
        heading=candidate.heading,
    )
    return Verdict(kind, sector, head, (f"head:{head or '-'}", f"kind:{rule}", f"sector:{reason}"))


def _refused(candidate: Candidate) -> str:
    """Reason why a candidate is no project, or empty."""
    for rules in (SIEVE, SIEVES.get(candidate.role, ())):
        for code, holds in rules:
            if holds(candidate):
                return code
    return ""


@cache
def _buildable() -> Words:
    """Works, and heads with a sector of two characters or more."""
    words = lexicon()
    sites = {word for word in words.sectors if words.roles[word] in {"site", "works"} and len(word) > 1}
    works = words.lists["works.words"].members - words.lists["works.loose"].members
    return Words.of(sites - words.lists["works.loose"].members, works)
