"""Clauses that no verb leads: what is built stands first, and its verb, note, figure or list behind it.

甲高铁全线开工      甲高铁（今年开工）      良田改造提升90万亩      这9个项目分别是甲桥、乙港
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.grammar.clause import STAGES, Predicate
from geo.grammar.times import DATE, before_adverbs

if TYPE_CHECKING:
    from geo.grammar.lexicon import Lexicon

_MILEAGE = re.compile(
    r"(?:其中|力争|确保|年底前?|全年)*(?P<name>[^，、]{0,20}里程)(?P<verb>将?(?:达到|突破|增至|超过|达|实现))(?P<figure>“?[\d.]+.{0,6})$"
)
_MEASURED_WORKS = re.compile(
    r"[^\d，]{2,20}(?P<act>改造提升|改造|治理|修复|整治|建设)\d[\d.]*万?(?:公里|平方公里|平方米|亩|公顷|座|处|户|套)"
)
# 甲高铁（今年开工建设）: what a bracket notes of the name before it.
_NOTED = re.compile("[（(](?P<note>[^（）()、，]{2,12})[）)]$")
_ENUMERATED = re.compile(
    "(?:[^、，。；]{0,24}(?:项目|工程)|(?<=[目程]中，))(?P<verb>分别[是为]|包括|涵盖)"
    "|(?:主要)?(?P<bare>包括|涵盖)(?=[^，]+等[^，、]{0,12}(?:项目|工程)$)"
)
# 甲水库正在安装设备, 乙、丙等工程正在抓紧实施中: what is done there says that building goes on.
_NOW = re.compile(
    "(?P<subject>[^，]{3,200}?)(?:(?:加快|加紧|抓紧)[^，]{0,6}(?:施工|铺轨|安装)|(?:[正均也都]在|正)(?:有序|加快|全面|加紧|抓紧|紧张|稳步|地|、)*(?:开展|实施|进行|推进|建设|施工|安装)[^，]*"
    rf"|(?:已|将|已经|于|正式|全面|顺利|{DATE})*(?:进入|转入)[^，、]{{0,12}}(?:阶段|尾声|收尾))$"
)
# 甲路初步设计已获乙局批复: a paper that somebody passed
_REVIEWED = ("审查", "评审", "批复", "批准")
_PASSED = re.compile(
    "(?P<subject>[^，]{3,60}?)(?:项目)?的?(?P<act>(?:工可|可研|可行性研究|初步设计)(?:报告)?(?:已|已经|正式|均)*(?:通过|获得?)[^，、]{0,12})$"
)
_NO_SUBJECT = re.compile("做[深细优]|在|标志着|意味着|随着|[该本此]项?(?:项目|工程|桥|线|段|园)")
_ASKED = re.compile("啥|何时|什么|能否|怎么|哪[里些个]")
_GOING = frozenset({"建设", "推进", "实施", "施工"})
_DONE = frozenset({"完成", "全面完成", "基本完成"})
_UNDER_WAY = frozenset(
    {
        "进展顺利",
        "如火如荼",
        "稳步推进",
        "加快建设",
        "提速建设",
        "加快推进",
        "有序推进",
        "顺利推进",
        "主体施工",
    }
)


def mileage(text: str, start: int, end: int) -> Predicate | None:
    """Read a length reached: 通车里程达到120公里."""
    found = _MILEAGE.match(text, start, end) if "里程" in text[start:end] else None
    return found and Predicate(
        found["verb"], "hard", "completing", found.span("name"), figure=found.span("figure"), rule="mileage"
    )


def subject_first(text: str, start: int, end: int, words: Lexicon) -> Predicate | None:
    """Read a clause whose verb comes last: 甲高铁全线开工, 乙大桥9月建成通车."""
    if words.adverbs.prefix(text, start, end) or _NO_SUBJECT.match(text, start, end):
        return None
    subject, verb, closings = _closings(text, start, end, words)
    told = {closing for closing in closings if words.closings[closing]}
    # 甲港正在加紧推进前期工作: what closes the clause knows better
    if not told and (going := _NOW.match(text, start, end)):
        return Predicate(
            text[going.end("subject") : end], "push", "ongoing", going.span("subject"), rule="now"
        )
    if text.endswith(_REVIEWED, start, end) and (passed := _PASSED.match(text, start, end)):
        return Predicate(passed["act"], "hard", "preparatory", passed.span("subject"), rule="passed")
    stepped = end - subject > sum(map(len, closings))
    if _ASKED.search(text, start, end):
        return None
    stages = [words.closings[closing] for closing in told]
    under_way = closings & _UNDER_WAY or (closings & _GOING and stepped)
    if subject - start < 2 or not (stages or under_way):
        return None
    stage = max(stages, key=STAGES.index, default="ongoing")
    # what is only 加快推进 or 完成 may be no building at all: 科教兴市加快推进, 登记全面完成
    force = "push" if not stages else "build" if told <= _DONE else "hard"
    return Predicate(text[verb:end], force, stage, (start, subject), rule="subject-verb")


def noted(text: str, start: int, end: int, words: Lexicon) -> Predicate | None:
    """Read a name and the act that a bracket notes behind it: 甲高铁（今年开工建设）."""
    found = _NOTED.search(text, start, end) if text[end - 1 : end] in {"）", ")"} else None
    if not found or words.acts.prefix(text, start, end):
        return None
    begin, stop = found.span("note")
    first, _, closings = _closings(text, begin, stop, words)
    stages = [words.closings[closing] for closing in closings if words.closings[closing]]
    if first > begin or not stages or found.start() - start < 2:
        return None
    return Predicate(
        found["note"], "hard", max(stages, key=STAGES.index), (start, found.start()), rule="noted"
    )


def _closings(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int, set[str]]:
    """Step back over closing words, adverbs and dates: where they and where the verb begin, and the words."""
    subject = verb = end
    closings: set[str] = set()
    while closing := words.closing_words.suffix(text, start, subject):
        verb = subject - len(closing)
        subject = before_adverbs(text, start, verb)
        closings.add(closing)
    return subject, verb, closings


def figure_last(text: str, start: int, end: int) -> Predicate | None:
    """Read works and their measure without a verb: 良田改造提升90万亩."""
    works = _MEASURED_WORKS.fullmatch(text, start, end)
    return works and Predicate(works["act"], "build", "ongoing", (start, end), rule="figure-last")


def enumerated(text: str, start: int, end: int) -> Predicate | None:
    """Read a list of projects: 这9个项目分别是甲大桥、乙水库."""
    found = _ENUMERATED.match(text, start, end)
    listed = found and (found["bare"] or "、" in text[found.end() : end])
    return (
        Predicate(found["verb"] or found["bare"], "build", "ongoing", (found.end(), end), rule="listed")
        if found and listed
        else None
    )
