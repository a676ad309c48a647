"""A clause's predicate: who lets whom do what, and to which objects.

    clause     = (adjunct) verb phrase objects  |  subject closing verb
    verb phrase = (adverb* verb)+               加快推进, 力争年内开工, 谋划建设
    objects    = (agents inner verb) names      支持 | 万州、永川 | 设立 | 综合保税区

Everything is spans of the report's text; nothing here knows what a name means.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.grammar.lexicon import FORCES, Lexicon, Verb, lexicon

if TYPE_CHECKING:
    from geo.grammar.toponyms import Toponyms

Span = tuple[int, int]

_STAGES = ("ongoing", "starting", "completing", "preparatory", "planning")
# 力争开工, 争取建成: hope of an act, not a plan; 争取设立 is a plan.
_HOPED = re.compile("新?开工|启动|动工|建成|竣工|完工|投[用产运]|通车|开通|完成|实现")
_HOPING = frozenset({"争取", "力争", "力促"})
# What follows 建设 where it is a noun: 高铁建设行动方案 is no 高铁 that builds a 方案.
_NOUN_AFTER = re.compile(
    "取得|行动|方案|规划|项目|工程|用地|管理|标准|投资|进度|步伐|模式|体制|任务|指标|目标|和|与|及|、|的"
)
_MILEAGE = re.compile(
    r"(?:其中|力争|确保)*(?P<name>[^，]{0,20}里程)(?P<verb>将?(?:达到|突破|增至|超过|达|实现))(?P<figure>“?[\d.]+.{0,6})$"
)
_DATED = re.compile(
    r"(?:已|将|正在|正|即将|预计|于|在|提前\d+个月|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?|20\d\d年)+$"
)
_MEASURED_WORKS = re.compile(
    r"[^\d，]{2,20}(?P<act>改造提升|改造|治理|修复|整治|建设)\d[\d.]*万?(?:公里|平方公里|平方米|亩|公顷|座|处|户|套)"
)
# What opens a partner rather than a topic: 会同四川推进…
_PARTNERS = frozenset({"联合", "会同", "携手", "协同", "与", "同"})
_GOING = frozenset({"建设", "推进", "实施", "施工"})
_UNDER_WAY = frozenset({"加快建设", "加快推进", "有序推进", "顺利推进"})
_LONGEST_ADJUNCT = 24
_LONGEST_AGENTS = 60


class Predicate(NamedTuple):
    """What a clause says is done.

    Attributes
    ----------
    action : str
        The verb phrase as written; ``支持…建设`` where agents stand between.
    force, stage : str
        Of the verbs together, see :mod:`geo.grammar.lexicon`.
    objects : (int, int)
        Span of what the verb governs, closing words included.
    agents : (int, int) or None
        Span of the places that act.
    figure : (int, int) or None
        Span of a figure that belongs to the object but stands apart from it.
    rule : str
        The pattern that matched.
    """

    action: str
    force: str
    stage: str
    objects: Span
    agents: Span | None = None
    figure: Span | None = None
    rule: str = "verb"


def predicate(text: str, start: int, end: int, places: Toponyms) -> Predicate | None:
    """Return the predicate of the clause ``text[start:end]``, or None where it has no verb that counts.

    ``places`` tells which spans are places that could act.
    """
    words = lexicon()
    start = _after_subject(text, start, end, words)
    return (
        _mileage(text, start, end)
        or _verb_first(text, start, end, places, words)
        or _place_first(text, start, end, places)
        or _subject_first(text, start, end, words)
        or _figure_last(text, start, end)
    )


def governing(text: str, start: int, end: int) -> Predicate | None:
    """Return the predicate that begins inside a coordination: 建成甲桥、**开工**乙桥."""
    words = lexicon()
    phrase = _verbs(text, start, end, words)
    if not phrase or phrase[0] >= end - 1 or words.roles.get(text[phrase[0] : end]):
        return None
    found = _governed(text, start, end, *phrase)
    return found if found.force in {"hard", "build", "push"} else None


def resumed(text: str, start: int, end: int, led: Predicate, places: Toponyms) -> Predicate | None:
    """Return the predicate of a conjunct in which a further place acts: 支持甲建设丙、**乙创建丁**."""
    if not led.agents:
        return None
    begun = led._replace(action=led.action.partition("…")[0], objects=(start, end), agents=None)
    found = _with_agents(text, begun, places, lexicon())
    return found if found.agents and places.covers(*found.agents) else None


def _after_subject(text: str, start: int, end: int, words: Lexicon) -> int:
    """Skip 全市 or 我们 before a verb or an adverb."""
    at = start + len(words.lists["adverbs.subjects"].prefix(text, start, end))
    return at if words.verb_words.prefix(text, at, end) or words.adverbs.prefix(text, at, end) else start


def _mileage(text: str, start: int, end: int) -> Predicate | None:
    """Read a length reached: 通车里程达到120公里."""
    found = _MILEAGE.match(text, start, end) if "里程" in text[start:end] else None
    return found and Predicate(
        found["verb"], "hard", "completing", found.span("name"), figure=found.span("figure"), rule="mileage"
    )


def _verb_first(text: str, start: int, end: int, places: Toponyms, words: Lexicon) -> Predicate | None:
    """Read a clause that begins with its verb, or with an adjunct before it."""
    phrase = _verbs(text, start, end, words) or _after_adjunct(text, start, end, words)
    if not phrase:
        return _after_actors(text, start, end, places, words)
    found = _governed(text, start, end, *phrase)
    lets = words.lists["agency.lets"].members
    if any(verb.word in lets for verb in (phrase[1][0], phrase[1][-1])):
        return _with_agents(text, found, places, words)
    return found


def _after_actors(text: str, start: int, end: int, places: Toponyms, words: Lexicon) -> Predicate | None:
    """Read a clause in which places are told to act: 甲区、乙县**要加快建设**丙."""
    stop = places.run(start, end)
    if stop == start or not words.adverbs.prefix(text, stop, end):
        return None
    phrase = _verbs(text, stop, end, words)
    return phrase and _governed(text, stop, end, *phrase)._replace(agents=(start, stop), rule="places-act")


def _governed(text: str, start: int, end: int, stop: int, verbs: list[Verb]) -> Predicate:
    """Make the predicate of verbs that end at ``stop``."""
    said = tuple(verbs)
    return Predicate(text[start:stop], _force(said), _stage(said), (stop, end), rule=f"verb:{said[-1].word}")


def _verbs(text: str, start: int, end: int, words: Lexicon) -> tuple[int, list[Verb]] | None:
    """Read verbs and the adverbs before them; return where they stop."""
    verbs: list[Verb] = []
    at = start
    while True:
        begin = at
        while True:
            verb = words.verb_words.prefix(text, begin, end)
            adverb = words.adverbs.prefix(text, begin, end)
            if len(adverb) <= len(verb):
                break
            begin += len(adverb)
        if not verb or (verbs and not _continues(text, begin, end, verb, words)):
            break
        at = begin + len(verb)
        verbs.append(words.verbs[verb])
        if not _goes_on(verbs[-1]):
            break
        if text[at : at + 1] in "、和并与" and words.verb_words.prefix(text, at + 1, end):
            at += 1
    return (at, verbs) if verbs else None


def _continues(text: str, begin: int, end: int, verb: str, words: Lexicon) -> bool:
    """Tell a further verb from a noun that begins like one (开发区, 治理工程, 规划馆)."""
    after = begin + len(verb)
    if after >= end or len(words.heads.prefix(text, begin, end)) > len(verb):
        return False
    rest = words.heads.prefix(text, after, end)
    return words.roles.get(rest) not in {"programme", "plan", "works", "abstract"} or after + len(rest) < end


def _goes_on(verb: Verb) -> bool:
    return verb.force in {"push", "soft"} or verb.stage in {"planning", "starting"}


def _after_adjunct(text: str, start: int, end: int, words: Lexicon) -> tuple[int, list[Verb]] | None:
    """Skip 联合四川, 在…, 依托… before the verb."""
    opener = words.lists["prepositions.words"].prefix(text, start, end)
    if not opener:
        return None
    first = start + len(opener) + 1
    forces = {"hard", "build", "push"} if opener in _PARTNERS else {"hard", "build"}
    for at in range(first, min(end - 2, start + _LONGEST_ADJUNCT)):
        word = words.verb_words.prefix(text, at, end)
        if len(word) > 1 and words.verbs[word].force in forces:
            return _verbs(text, at, end, words)
    return None


def _subject_first(text: str, start: int, end: int, words: Lexicon) -> Predicate | None:
    """Read a clause whose verb comes last: 甲高铁全线开工, 乙大桥9月建成通车."""
    if words.adverbs.prefix(text, start, end):
        return None
    subject = verb = end
    closings: set[str] = set()
    while closing := words.closing_words.suffix(text, start, subject):
        verb = subject - len(closing)
        subject = _before_adverbs(text, start, verb, words)
        closings.add(closing)
    stages = [words.closings[closing] for closing in closings if words.closings[closing]]
    under_way = closings & _UNDER_WAY or (closings & _GOING and subject < verb)
    if subject - start < 2 or not (stages or under_way):
        return None
    stage = max(stages, key=_STAGES.index, default="ongoing")
    # what is only 加快推进 may be no building at all: 科教兴市加快推进
    force = "hard" if stages else "push"
    return Predicate(text[verb:end], force, stage, (start, subject), rule="subject-verb")


def _figure_last(text: str, start: int, end: int) -> Predicate | None:
    """Read works and their measure without a verb: 良田改造提升90万亩."""
    works = _MEASURED_WORKS.fullmatch(text, start, end)
    return works and Predicate(works["act"], "build", "ongoing", (start, end), rule="figure-last")


def _before_adverbs(text: str, start: int, end: int, words: Lexicon) -> int:
    """Step back over adverbs and dates."""
    while adverb := words.adverbs.suffix(text, start, end):
        end -= len(adverb)
    dated = _DATED.search(text[max(start, end - 12) : end])
    return end - len(dated.group()) if dated else end


def _place_first(text: str, start: int, end: int, places: Toponyms) -> Predicate | None:
    """Read a clause in which a place does something: 某新城启动建设甲中心."""
    for inner in _hard().finditer(text, start + 2, min(end - 2, start + _LONGEST_ADJUNCT)):
        if places.covers(start, inner.start()) and not _closed(text, inner.end(), end):
            verb = lexicon().verbs[inner.group()]
            return Predicate(
                verb.word,
                verb.force,
                verb.stage,
                (inner.end(), end),
                (start, inner.start()),
                rule="place-first",
            )
    return None


def _closed(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but closing words follows a verb: 甲机场建成**通航**."""
    while closing := lexicon().closing_words.suffix(text, start, end):
        end -= len(closing)
    return start == end


@cache
def _hard() -> re.Pattern[str]:
    """Hard verbs of two characters or more, the longest first."""
    words = [verb.word for verb in lexicon().verbs.values() if verb.force == "hard" and len(verb.word) > 1]
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def _with_agents(text: str, found: Predicate, places: Toponyms, words: Lexicon) -> Predicate:
    """Split 支持甲、乙建设丙 into agents, inner verb and objects."""
    start, end = found.objects
    for inner in re.finditer(_does(), text[start : min(end, start + _LONGEST_AGENTS)]):
        begin, after = start + inner.start(), start + inner.end()
        rest = text[after:end]
        if inner.start() < 2 or len(rest) < 3 or _NOUN_AFTER.match(rest):
            continue
        agents = text[start:begin]
        if places.acting(start, begin):
            verb = words.verbs.get(inner.group()) or words.verbs["建设"]
            stage = (
                verb.stage if verb.stage == "planning" else max(found.stage, verb.stage, key=_STAGES.index)
            )
            return found._replace(
                action=f"{found.action}…{inner.group()}",
                force="push" if verb.force == "soft" else verb.force,
                stage=stage,
                objects=(after, end),
                agents=(start, begin),
                rule="agents",
            )
        if any(word in agents for word in words.lists["agency.nobody"].members):
            return found._replace(force="soft", rule="agent-not-a-place")
    return found


@cache
def _does() -> re.Pattern[str]:
    return re.compile(lexicon().lists["agency.does"].pattern())


@cache
def _force(verbs: tuple[Verb, ...]) -> str:
    """Force of a verb phrase: what is soft or only betters stays so; otherwise the strongest."""
    forces = {verb.force for verb in verbs}
    for weak in ("soft", "improve"):
        if weak in forces:
            return weak
    return max(forces, key=FORCES.index)


@cache
def _stage(verbs: tuple[Verb, ...]) -> str:
    acts = tuple(verb for verb in verbs if verb.word not in _HOPING)
    if len(acts) < len(verbs) and acts and _HOPED.match(acts[-1].word):
        verbs = acts
    return max((verb.stage for verb in verbs), key=_STAGES.index)
