"""The contexts in which a name is not the place of that name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from gazetteer import words
from gazetteer.errors import PlaceDataError
from gazetteer.tables import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOOK_BACK = 8
"""Characters that a ``before`` pattern may look back."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One context of a name: what stands before it, after it, and why it is no place there."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    reason: str
    by_words: bool = False

    def applies(self, text: str, start: int, end: int) -> bool:
        """Tell whether the name at ``text[start:end]`` stands in this context."""
        if self.before and not self.before.search(text, max(0, start - LOOK_BACK), start):
            return False
        if self.after and not self.after.match(text, end):
            return False
        return not (self.by_words and words.stands_alone(text, start, end))


def guard(rules: Iterable[Rule]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return one pattern before and one after a name; where neither matches, no rule applies."""
    before = [rule.before.pattern for rule in rules if rule.before]
    after = [rule.after.pattern for rule in rules if rule.after and not rule.before]
    return (
        re.compile("|".join(before)) if before else None,
        re.compile("|".join(f"(?:{pattern})" for pattern in after)) if after else None,
    )


@dataclass(frozen=True, slots=True)
class Contexts:
    """All that ``contexts.toml`` says.

    Attributes
    ----------
    risky : frozenset of str
        District names that mean something else far from Chongqing.
    elsewhere : tuple of str
        Words of another province's report.
    plain_towns : frozenset of str
        Towns whose bare name counts without a word of support.
    vague : frozenset of str
        Names that count only beside their own district.
    rules : dict of str to tuple of Rule
        By name.
    """

    risky: frozenset[str]
    elsewhere: tuple[str, ...]
    plain_towns: frozenset[str]
    vague: frozenset[str]
    rules: dict[str, tuple[Rule, ...]]


@cache
def shipped() -> Contexts:
    """Return the contexts of ``gazetteer/data/contexts.toml``."""
    return read(DATA / "contexts.toml")


def read(path: Path) -> Contexts:
    """Read a table of contexts.

    Raises
    ------
    PlaceDataError
        Where it is not TOML, misses a part or holds a malformed pattern.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Contexts(
            risky=frozenset(table["risky"]),
            elsewhere=tuple(table["elsewhere"]),
            plain_towns=frozenset(table["plain_towns"]),
            vague=frozenset(table["vague"]),
            rules=_rules(table),
        )
    except (OSError, KeyError, ValueError, re.error) as error:
        msg = f"{path.name} cannot be read: {error}"
        raise PlaceDataError(msg) from error


def _rules(table: dict[str, Any]) -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, tuple[Rule, ...]] = {}
    for part in ("rule", "straddle"):
        for entry in table[part]:
            rule = Rule(
                before=re.compile(rf"(?:{entry['before']})\Z") if "before" in entry else None,
                after=re.compile(entry["after"]) if "after" in entry else None,
                reason=entry.get("reason", "across two words"),
                by_words=part == "straddle",
            )
            if not (rule.before or rule.after):
                msg = f"the entry for {entry['names']} gives neither `before` nor `after`"
                raise ValueError(msg)
            for name in entry["names"]:
                rules[name] = (*rules.get(name, ()), rule)
    return rules
