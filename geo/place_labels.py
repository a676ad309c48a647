"""District names and sources as a reader of Chinese or English sees them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.places import Place


@cache
def _romanised() -> dict[str, str]:
    return tomllib.loads((files("geo") / "data" / "districts-en.toml").read_text("utf-8"))


@cache
def _source_words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = tomllib.loads((files("geo") / "data" / "sources-zh.toml").read_text("utf-8"))
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))), words


def source_words(source: str, language: str) -> str:
    """Return where the gazetteer has a fact from, its English words in the reader's language."""
    if language == "en":
        return source
    pattern, words = _source_words()
    return pattern.sub(lambda found: words[found.group()], source)


def romanised(adcode: str) -> str:
    """Return the romanised name of the district with this code, or the code where there is none."""
    return _romanised().get(adcode, adcode)


def district_name(place: Place, language: str, *, short: bool = False) -> str:
    """Return a district's name in ``zh`` (official, or short: 璧山) or ``en`` (Bishan)."""
    if language == "en":
        return romanised(place.adcodes[0])
    return place.aliases[0] if short and place.aliases else place.name
