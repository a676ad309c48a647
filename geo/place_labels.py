"""District names as a reader of Chinese or English sees them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.places import Place


@cache
def _romanised() -> dict[str, str]:
    return tomllib.loads((files("geo") / "data" / "districts-en.toml").read_text("utf-8"))


def romanised(adcode: str) -> str:
    """Return the romanised name of the district with this code, or the code where there is none."""
    return _romanised().get(adcode, adcode)


def district_name(place: Place, language: str, *, short: bool = False) -> str:
    """Return a district's name in ``zh`` (official, or short: 璧山) or ``en`` (Bishan)."""
    if language == "en":
        return romanised(place.adcodes[0])
    return place.aliases[0] if short and place.aliases else place.name
