"""A clause's predicate: who lets whom do what, and to which objects.

    clause     = (adjunct) verb phrase objects  |  subject closing verb
    verb phrase = (adverb* verb)+               加快推进, 力争年内开工, 谋划建设
    objects    = (agents inner verb) names      支持 | 万州、永川 | 设立 | 综合保税区

Everything is spans of the report's text; nothing here knows what a name means.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.grammar.clause import STAGES, Predicate
from geo.grammar.lexicon import FORCES, Lexicon, Verb, Words, lexicon
from geo.grammar.opening import after_opening
from geo.grammar.times import afterwards, when
from geo.grammar.verbless import enumerated, figure_last, mileage, noted, subject_first

if TYPE_CHECKING:
    from geo.grammar.toponyms import Toponyms

# 力争开工, 争取建成: hope of an act, not a plan; 争取设立 is a plan.
_HOPED = re.compile("新?开工|启动|动工|建成|竣工|完工|投[用产运]|通车|开通|完成|实现")
_HOPING = frozenset({"争取", "力争", "力促"})
# What follows 建设 where it is a noun: 高铁建设行动方案 is no 高铁 that builds a 方案.
_NOUN_AFTER = re.compile(
    "取得|行动|方案|规划|项目|工程|用地|管理|标准|投资|进度|步伐|模式|体制|任务|指标|目标|和|与|及|、|的"
)
# What 开展 builds: 开展甲路等旅游路建设.
_BUILT = ("路建设", "工程建设", "项目建设")
_WITH_FORCE = ("建设力度", "推进力度", "实施力度")
# What opens a partner rather than a topic: 会同四川推进…
_PARTNERS = frozenset({"联合", "会同", "携手", "协同", "与", "同"})
# 上下联动、加快推进甲桥: how, before the verb phrase, which is no bare verb then.
_MANNER = re.compile("[\u4e00-\u9fff]{4}、")
# 集中开工的有 | 甲桥, 加快包括 | 乙港
_TAKES = re.compile(
    "的(?:[^，、。]{0,12}(?:项目|工程))?(?:还|主要)?(?:有|是|包括)|(?:主要)?(?:包括|涉及|涵盖)|的"
)
# 加快 | 后山水库: what is pushed on may begin with 后.
_ONWARD = frozenset({"加快", "推进", "推动", "提速", "加速", "支持"})
# 巩固提升, 完善改造
_BETTERING = frozenset({"improve", "build"})
_SAID = 4
_HERE = re.compile("在[\u4e00-\u9fff]{1,2}$")
_LONGEST_ADJUNCT = 24
_LONGEST_AGENTS = 60


def predicate(text: str, start: int, end: int, places: Toponyms) -> Predicate | None:
    """Return the predicate of the clause ``text[start:end]``, or None where it has no verb that counts.

    ``places`` tells which spans are places that could act.
    """
    words = lexicon()
    start, end = after_opening(text, start, end, words)
    return (
        mileage(text, start, end)
        or noted(text, start, end, words)
        or _verb_first(text, start, end, places, words)
        or _place_first(text, start, end, places)
        or subject_first(text, start, end, words)
        or figure_last(text, start, end)
        or enumerated(text, start, end)
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
    """Return the predicate of what follows, in which a further place acts: 支持甲建设丙、**乙创建丁**."""
    if not led.agents:
        return None
    begun = led._replace(action=led.action.partition("…")[0], objects=(start, end), agents=None)
    found = _with_agents(text, begun, places, lexicon())
    known = found.agents and (places.covers(*found.agents) or found.stage == "planning")
    return found if known else None


def _verb_first(text: str, start: int, end: int, places: Toponyms, words: Lexicon) -> Predicate | None:
    """Read a clause that begins with its verb, or with an adjunct before it."""
    phrase = _verbs(text, start, end, words) or _after_adjunct(text, start, end, words)
    if not phrase and (manner := _MANNER.match(text, start, end)):
        phrase = _verbs(text, manner.end(), end, words)
        phrase = phrase if phrase and phrase[0] - manner.end() >= _SAID else None
    if not phrase:
        return _after_actors(text, start, end, places, words)
    found = _governed(text, start, end, *phrase)
    if found.force == "improve" and text.endswith(_WITH_FORCE, start, end):
        found = found._replace(force="push")
    lets = words.lists["agency.lets"].members
    if phrase[1][0].word in lets or phrase[1][-1].word in lets:
        return _with_agents(text, found, places, words)
    return found


def _after_actors(text: str, start: int, end: int, places: Toponyms, words: Lexicon) -> Predicate | None:
    """Read a clause in which places are told to act: 甲区、乙县**要加快建设**丙."""
    stop = places.run(start, end)
    act = stop + 2 * text.startswith("境内", stop)
    if stop == start or not words.adverbs.prefix(text, act, end):
        return None
    phrase = _verbs(text, act, end, words)
    found = _governed(text, act, end, *phrase) if phrase else None
    acts = found and found.objects[0] < found.objects[1]
    return found._replace(agents=(start, stop), rule="places-act") if found and acts else None


def _governed(text: str, start: int, end: int, stop: int, verbs: list[Verb]) -> Predicate:
    """Make the predicate of verbs that end at ``stop``."""
    words = lexicon()
    said, times = tuple(verbs), words.lists["adverbs.times"]
    begin = stop + (text.startswith("了", stop, end) and not text.startswith("了解", stop, end))
    # 确保 | 年底前 | 甲桥建成
    while date := times.prefix(text, begin, end) or when(text, begin, end):
        begin += len(date)
    if takes := _TAKES.match(text, begin, end):
        begin = takes.end()
    if _closed(text, begin, end):
        # 完工投用: of what is said elsewhere
        begin = end
    force, last = _force(said), said[-1].word
    if force == "improve" and text.endswith("建设", begin, end):
        force = "push"  # 加强甲港建设 is building, 加强甲港管理 is none
    elif last == "开展" and (
        text.endswith(_BUILT, begin, end) or words.closing_stage(text[begin:end]) == "preparatory"
    ):
        force = "push"  # 开展甲水库前期工作
    return Predicate(text[start:stop], force, stage_of(said), (begin, end), rule=f"verb:{last}")


def _verbs(text: str, start: int, end: int, words: Lexicon) -> tuple[int, list[Verb]] | None:
    """Read verbs and the adverbs before them; return where they stop."""
    verbs: list[Verb] = []
    at = start
    while True:
        begin = at
        while (verb := words.acts.prefix(text, begin, end)) and verb not in words.verbs:
            begin += len(verb)
            # 力争6月底开工
            begin += len(when(text, begin, end))
        if not verb or (verbs and not _continues(text, begin, end, verb, words)):
            break
        if verbs and verbs[-1].force == "improve" and words.verbs[verb].force not in _BETTERING:
            break  # 完善 | 服务设施
        head = words.heads.prefix(text, begin, end)
        if len(head) > len(verb) and words.roles[head] == "site":
            break  # 启动区, 规划展览馆
        at = begin + len(verb)
        verbs.append(words.verbs[verb])
        if verb in _HOPING and (date := when(text, at, end)) and words.acts.prefix(text, at + len(date), end):
            at += len(date)  # 力争 | 年底前 | 开工
        if text[at : at + 1] in "、和并与及或" and words.verb_words.prefix(text, at + 1, end):
            at += 1
        elif not _goes_on(verbs[-1]) and text[at : at + 1] != "并":
            break
    # 加快 | 后山水库
    onward = verbs and (verbs[-1].word in _ONWARD or verbs[-1].stage == "planning")
    return (at, verbs) if verbs and (onward or not afterwards(text, at, end)) else None


def _continues(text: str, begin: int, end: int, verb: str, words: Lexicon) -> bool:
    """Tell a further verb from a noun that begins like one (开发区, 治理工程, 规划馆)."""
    after = begin + len(verb)
    if after >= end or len(words.heads.prefix(text, begin, end)) > len(verb):
        return False
    rest = words.heads.prefix(text, after, end)
    return words.roles.get(rest) not in {"programme", "plan", "works", "abstract"} or after + len(rest) < end


def _goes_on(verb: Verb) -> bool:
    return verb.force in {"push", "soft", "improve"} or verb.stage in {"planning", "starting"}


def _after_adjunct(text: str, start: int, end: int, words: Lexicon) -> tuple[int, list[Verb]] | None:
    """Skip 联合四川, 在…, 依托… before the verb."""
    begin = start
    openers = words.lists["prepositions.words"]
    while not (opener := openers.prefix(text, begin, end)) and (
        adverb := words.adverbs.prefix(text, begin, end)
    ):
        begin += len(adverb)
    if not opener:
        return None
    start = begin
    first = start + len(opener) + 1
    forces = {"hard", "build", "push"} if opener in _PARTNERS else {"hard", "build"}
    for at in range(first, min(end - 2, start + _LONGEST_ADJUNCT)):
        word = words.verb_words.prefix(text, at, end)
        if len(word) > 1 and words.verbs[word].force in forces:
            return _verbs(text, at, end, words)
    return None


def _place_first(text: str, start: int, end: int, places: Toponyms) -> Predicate | None:
    """Read a clause in which a place does something: 某新城启动建设甲中心."""
    for inner in hard_verbs().finditer(text, start + 2, min(end - 2, start + _LONGEST_ADJUNCT)):
        after = inner.end()
        if afterwards(text, after, end) or _closed(text, after, end):
            continue
        if places.covers(start, inner.start()):
            verb = lexicon().verbs[inner.group()]
            return Predicate(
                verb.word,
                verb.force,
                verb.stage,
                (after, end),
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
def hard_verbs() -> re.Pattern[str]:
    """Pattern of the hard verbs of two characters or more, the longest first."""
    words = [verb.word for verb in lexicon().verbs.values() if verb.force == "hard" and len(verb.word) > 1]
    return re.compile(Words.of(words).pattern())


def _with_agents(text: str, found: Predicate, places: Toponyms, words: Lexicon) -> Predicate:
    """Split 支持甲、乙建设丙 into agents, inner verb and objects."""
    start, end = found.objects
    for inner in re.finditer(_does(), text[start : min(end, start + _LONGEST_AGENTS)]):
        begin, after = start + inner.start(), start + inner.end()
        rest = text[after:end]
        if inner.start() < 2 or len(rest) < 3 or _NOUN_AFTER.match(rest):
            continue
        agents = text[start:begin]
        verb = words.verbs.get(inner.group()) or words.verbs["建设"]
        # 支持 | 甲院 | 在湘 | 设立乙所; what is to be awarded is for one that stands: 甲寨创建国家级景区
        here = _HERE.search(text, start + 2, begin)
        stop = here.start() if here else begin
        named = (here or verb.stage == "planning") and places.named(start, stop)
        if named or places.acting(start, stop):
            stage = verb.stage if verb.stage == "planning" else max(found.stage, verb.stage, key=STAGES.index)
            return found._replace(
                action=f"{found.action}…{inner.group()}",
                force="push" if verb.force == "soft" else verb.force,
                stage=stage,
                objects=(after, end),
                agents=(start, stop),
                rule="agents",
            )
        nobody = any(word in agents for word in words.lists["agency.nobody"].members)
        if nobody or inner.group() == "开展":
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
def stage_of(verbs: tuple[Verb, ...]) -> str:
    """Stage that verbs tell together: the furthest, but what is only hoped for is not reached."""
    acts = tuple(verb for verb in verbs if verb.word not in _HOPING)
    if len(acts) < len(verbs) and acts and _HOPED.match(acts[-1].word):
        verbs = acts
    return max((verb.stage for verb in verbs), key=STAGES.index)
