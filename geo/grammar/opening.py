"""What opens a clause before its verb and is no part of it: a year, a frame, whose plan it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.grammar.times import when

if TYPE_CHECKING:
    from geo.grammar.lexicon import Lexicon

_YEARS = re.compile(r"(?:到?20\d\d年(?:度(?=[“《])|[底末初]|上半年|下半年)?[、和]?)+(?:分别)?")
_MEANWHILE = re.compile("在(?P<act>.{4,})的同时")


def after_opening(text: str, start: int, end: int, words: Lexicon) -> tuple[int, int]:
    """Return the span of a clause without its opening.

    2031年建成…, 在加快…的同时, and 今年, 全市, 我们, 该省 where a verb or an adverb follows.
    """
    if meanwhile := _MEANWHILE.fullmatch(text, start, end):
        start, end = meanwhile.span("act")
    start += len("其中") * text.startswith("其中", start, end)
    if years := _YEARS.match(text, start, end):
        start = years.end()
    at = start
    while word := _opener(text, at, end, words):
        at += len(word)
    acts = at > start and words.acts.prefix(text, at, end)
    return (at if acts else start), end


def _opener(text: str, start: int, end: int, words: Lexicon) -> str:
    """Whose plan it is, or when, at the start of a span; a time only where somebody follows (今年 | 全市)."""
    subjects = words.lists["adverbs.subjects"]
    if found := subjects.prefix(text, start, end) or when(text, start, end):
        return found
    time = words.lists["adverbs.times"].prefix(text, start, end)
    return time if time and subjects.prefix(text, start + len(time), end) else ""
