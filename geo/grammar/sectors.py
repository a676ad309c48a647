"""Sector of a name: by head word, then by topic, sub-head, group head and paragraph, with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.grammar.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

# Heads so general that what the name or the sub-head says of an industry comes first.
_GENERAL = frozenset({"industrial_park", "digital_platform", "urban_planning"})
# GeoNames codes of what is built, for lines and works whose name says no kind: 甲乙线.
_BY_CLASS = {
    "RR": "rail",
    "RD": "expressway",
    "BDG": "road",
    "TNL": "road",
    "RSTN": "rail",
    "PRT": "waterway",
    "AIRP": "airport",
    "RSV": "water_resources",
    "DAM": "water_resources",
    "PS": "power",
}
WATER_TRANSFER = re.compile(
    "引[\u4e00-\u9fff]{1,2}(?<![经救接])济[\u4e00-\u9fff]{1,2}(?:工程)?$|[东南西北]水[东南西北]调"
)
"""Names of works that bring one river's water to another: 引甲济乙."""
ROAD_NUMBER = re.compile(r"[GSXYZ]\d{1,4}")
"""Numbers of roads, expressways among them: G5, S305线."""
SUPPLY = re.compile("[电煤气水油算]入[渝川黔湘鄂京沪粤苏浙鲁豫晋冀桂滇皖赣闽琼辽吉黑津]")
"""Names of works that bring power, coal or water into a province: 甲电入湘."""
# G351甲至乙段, S101; expressways have two or four figures.
_ROAD = re.compile(r"[GS]\d{3}(?!\d)")
# Where nothing tells: works of the city, the widest of the sectors.
_FALLBACK = "urban_renewal"
UNTOLD = ("sector:none", "sector:vague")
"""Beginnings of the rules of a mention whose sector nothing, or only a vague word, tells."""


def sector_of(
    name: str, head: str, *, built: str = "", group: str = "", network: str = "", heading: str = ""
) -> tuple[str, str]:
    """Return the sector's code and the word that decided.

    Parameters
    ----------
    name, head : str
    built : str
        Class of the thing in the gazetteer, a GeoNames code, or empty.
    group : str
        Group head after 等.
    network, heading : str
        Sub-head and lead sentence of the paragraph.
    """
    clues = _clues(name, head, built=built, group=group, network=network, heading=heading)
    return next(((sector, f"{rule} {word}") for rule, (sector, word) in clues if sector), (_FALLBACK, "none"))


def _clues(
    name: str, head: str, *, built: str, group: str, network: str, heading: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield rule, sector and word, the surest first; the sector is empty where a rule has nothing to say."""
    words = lexicon()
    by_head = (words.sectors.get(head, ""), head)
    if by_head[0] not in _GENERAL:
        yield "head", by_head
    yield "topic", words.topics.last(name)
    yield "topic", ("water_resources", "引…济") if WATER_TRANSFER.match(name) else ("", "")
    yield "topic", ("road", name[:4]) if _ROAD.match(name) else ("", "")
    yield "network", words.networks.last(network)
    group_head = words.head(group) if group else ""
    yield "group", (words.sectors.get(group_head, ""), group_head)
    yield "group", words.topics.last(group)
    yield "head", by_head
    yield "class", (_BY_CLASS.get(built, ""), built)
    yield "hint", words.hints.last(name)
    yield "heading", words.networks.last(heading)
    yield "heading", words.topics.last(heading)
    yield "vague", words.vague.last(name)
