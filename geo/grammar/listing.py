"""Clauses that list what another governs: 年内开工的项目有： | 甲桥、乙水库；  以及 | 丙站等项目."""

from __future__ import annotations

import re

from geo.grammar.clause import Predicate
from geo.grammar.lexicon import lexicon
from geo.grammar.predicate import hard_verbs, stage_of
from geo.grammar.times import DATE

_GOES_ON = re.compile(
    r"(?:以及|及|和|与)[^，]+|[^，]+等(?:(?:重点|重大|骨干)?(?:项目|工程)|(?:\d+|[两三四五六七八九十])[条座个处家][^，]{2,8})(?:建设)?"
    r"|(?:[^，、\d超至长达]{2,4}\d+(?:公里|座|条|处)、?)+"
)
_NAMELY = re.compile(
    r"(?:即(?![将日可使时刻])|分别[是为])(?=[^，]+[、和][^，]+$)"
    r"|(?:还|主要|其中)?(?:包括|涵盖|涉及|有(?![序望关效力条]))(?=[^，]+(?:项目|工程)(?:\d+个)?$)"
)
_OPENS = re.compile("(?:项目|工程|的)(?:还|主要)?(?:有|包括|包含)?$")
# 年内开工或建成: nothing but verbs
_BARE = re.compile(rf"(?:{DATE}|今年|年内|或|及|和|并|、|已|将)*")
_PREPARED = re.compile("前期|论证")


def opened(text: str, start: int, end: int) -> Predicate | None:
    """Return what is said of a list that the clause ``text[start:end]`` only opens, before a colon."""
    if text[end : end + 1] not in {"：", ":"}:
        return None
    said, verbs = text[start:end], lexicon().verbs
    if not (_OPENS.search(said) or _BARE.fullmatch(hard_verbs().sub("", said))):
        return None
    acts = tuple(verbs[word] for word in hard_verbs().findall(said))
    stage = "preparatory" if _PREPARED.search(said) else stage_of(acts) if acts else ""
    return Predicate(said, "hard", stage, (end, end), rule="list") if stage else None


def goes_on(clause: str) -> int | None:
    """Return where in a clause without a verb the list before it goes on: 以及丙站等项目, 即 | 甲桥和乙桥."""
    if named := _NAMELY.match(clause):
        return named.end()
    return 0 if _GOES_ON.fullmatch(clause) else None
