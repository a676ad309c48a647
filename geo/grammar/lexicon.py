"""The words that the grammar knows, read from ``geo/data/lexicon-*.toml``.

General words of the genre only: verbs with their force and stage, what closes a clause, head words by
role and by sector.  Names of places belong to the gazetteer, names of projects to the reports.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FRESH = frozenset({"hard", "build"})
FORCES = ("soft", "improve", "push", "build", "hard")
_ROLES = ("sites", "works", "programmes", "plans", "regions", "campaigns", "abstract", "events")


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A verb: what it may govern (one of :data:`FORCES`) and the stage that it tells by itself."""

    word: str
    force: str
    stage: str


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, found at the start or at the end of a span, the longest first.

    Attributes
    ----------
    members : frozenset of str
    openings, endings : mapping of str to tuple of str
        Words of two letters or more by their first two and by their last two, the longest first.
    letters : frozenset of str
        Words of one letter.
    """

    members: frozenset[str]
    openings: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    letters: frozenset[str]

    @classmethod
    def of(cls, *groups: Iterable[str]) -> Words:
        """Make a set of the words of all groups."""
        members = frozenset(word for group in groups for word in group)
        longer = sorted((word for word in members if len(word) > 1), key=len, reverse=True)
        openings = _by_key((word[:2], word) for word in longer)
        endings = _by_key((word[-2:], word) for word in longer)
        return cls(members, openings, endings, members.difference(longer))

    def prefix(self, text: str, start: int, end: int) -> str:
        """Longest word that begins at ``start``, or empty."""
        for word in self.openings.get(text[start : start + 2], ()):
            if text.startswith(word, start, end):
                return word
        letter = text[start : start + 1]
        return letter if letter in self.letters and start < end else ""

    def suffix(self, text: str, start: int, end: int) -> str:
        """Longest word that ends at ``end``, or empty."""
        for word in self.endings.get(text[end - 2 : end], ()):
            if text.endswith(word, start, end):
                return word
        letter = text[end - 1 : end]
        return letter if letter in self.letters and start < end else ""

    def within(self, text: str) -> Iterator[str]:
        """Yield the words in a text from left to right, the longest at each place, none overlapping."""
        at, end = 0, len(text)
        while at < end:
            word = self.prefix(text, at, end)
            at += len(word) or 1
            if word:
                yield word

    def pattern(self) -> str:
        """Alternation of the words, the longest first."""
        return "|".join(map(re.escape, sorted(self.members, key=lambda word: (-len(word), word))))


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Gather words by their keys, in order."""
    found: dict[str, list[str]] = {}
    for key, word in pairs:
        found.setdefault(key, []).append(word)
    return {key: tuple(words) for key, words in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class SectorWords:
    """Words that tell a sector where they stand inside a name or a heading."""

    words: Words
    sectors: Mapping[str, str]

    @classmethod
    def of(cls, sectors: Mapping[str, str]) -> SectorWords:
        """Make it of the sector of each word."""
        return cls(Words.of(sectors), sectors)

    def last(self, text: str) -> tuple[str, str]:
        """Sector of the last word in a text (Chinese heads stand last), and the word; or two empty."""
        return _last(self, text)


@lru_cache(maxsize=4096)
def _last(words: SectorWords, text: str) -> tuple[str, str]:
    """Look through a text once: sub-heads and leads are asked for with each name below them."""
    *_, word = "", *words.words.within(text)
    return words.sectors.get(word, ""), word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of the grammar; made once by :func:`lexicon`.

    ``roles`` gives a head word's role: site, product, works, programme, campaign,
    plan, spatial, region, abstract, event.
    ``sectors`` gives the sector of a head word, ``topics``, ``hints``, ``vague`` and
    ``networks`` that of a word
    inside a name or a heading.
    ``acts`` holds verbs and adverbs: what a verb phrase can begin with.
    """

    verbs: Mapping[str, Verb]
    verb_words: Words
    adverbs: Words
    acts: Words
    closings: Mapping[str, str]
    closing_words: Words
    measures: Words
    heads: Words
    roles: Mapping[str, str]
    sectors: Mapping[str, str]
    topics: SectorWords
    hints: SectorWords
    vague: SectorWords
    networks: SectorWords
    lists: Mapping[str, Words]

    def head(self, text: str, start: int = 0, end: int | None = None) -> str:
        """Longest head word that ends the span, or empty."""
        return self.heads.suffix(text, start, len(text) if end is None else end)

    def closing_stage(self, closing: str) -> str:
        """Stage that closing words tell: the last that tells one decides; or empty."""
        at = len(closing)
        while word := self.closing_words.suffix(closing, 0, at):
            if self.closings[word]:
                return self.closings[word]
            at -= len(word)
        return ""


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read once."""
    verbs_file, heads_file, sectors_file = (_read(name) for name in ("verbs", "heads", "sectors"))
    verbs = {
        word: Verb(word, force, stage)
        for force in FORCES
        for stage, words in verbs_file[force].items()
        for word in words
    }
    # 新筹集, 新投用
    verbs = {
        f"新{word}": replace(verb, word=f"新{word}") for word, verb in verbs.items() if verb.force in _FRESH
    } | verbs
    closings = {
        word: "" if stage == "none" else stage
        for stage, words in verbs_file["closings"].items()
        if stage != "measures"
        for word in words
    }
    roles = _roles(heads_file, sectors_file)
    adverbs = verbs_file["adverbs"]
    lists = {
        f"{table}.{key}": Words.of(words)
        for source in (verbs_file, heads_file)
        for table, rows in source.items()
        for key, words in rows.items()
    }
    return Lexicon(
        verbs=verbs,
        verb_words=Words.of(verbs),
        adverbs=Words.of(adverbs["words"], adverbs["times"]),
        acts=Words.of(verbs, adverbs["words"], adverbs["times"]),
        closings=closings,
        closing_words=Words.of(closings),
        measures=Words.of(verbs_file["closings"]["measures"]),
        heads=Words.of(roles),
        roles=roles,
        sectors=_by_word(sectors_file, "heads") | _by_word(sectors_file, "products"),
        topics=SectorWords.of(_by_word(sectors_file, "topics")),
        hints=SectorWords.of(_by_word(sectors_file, "hints")),
        vague=SectorWords.of(_by_word(sectors_file, "vague")),
        networks=SectorWords.of(_by_word(sectors_file, "networks")),
        lists=lists,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("geo") / "data" / f"lexicon-{name}.toml").read_text("utf-8"))


def _roles(heads: dict[str, Any], sectors: dict[str, Any]) -> dict[str, str]:
    """Role of every head word; where two tables hold a word, the later one decides."""
    works = tuple(heads["works"]["words"])
    roles = {word: "works" if word.endswith(works) else "site" for word in _by_word(sectors, "heads")}
    for role in _ROLES:
        roles |= dict.fromkeys(heads[role]["words"], role.removesuffix("s") if role != "works" else role)
    roles |= dict.fromkeys(heads["plans"]["spatial"], "spatial")
    return roles | dict.fromkeys(_by_word(sectors, "products"), "product")


def _by_word(sectors: dict[str, Any], key: str) -> dict[str, str]:
    """Sector of each word under ``key``; the first table that holds a word keeps it."""
    found: dict[str, str] = {}
    for sector, table in sectors.items():
        for word in table.get(key, ()):
            found.setdefault(word, sector)
    return found
