"""Sector of a name: by head word, then by topic, sub-head, group head and paragraph, with the reason."""

from __future__ import annotations

from functools import lru_cache

from geo.lexicon import lexicon

# Heads so general that what the name or the sub-head says of an industry comes first.
_GENERAL = frozenset({"industrial_park", "digital_platform", "urban_planning"})
# Where nothing tells: works of the city, the widest of the sectors.
_FALLBACK = "urban_renewal"
UNTOLD = "sector:none"
"""The rule of a mention whose sector nothing tells."""


def sector_of(
    name: str, head: str, *, group: str = "", network: str = "", heading: str = ""
) -> tuple[str, str]:
    """Return the sector's code and the word that decided.

    Parameters
    ----------
    name, head : str
    group : str
        Group head after 等.
    network, heading : str
        Sub-head and lead sentence of the paragraph.
    """
    words = lexicon()
    by_head = words.sectors.get(head, "")
    if by_head and by_head not in _GENERAL:
        return by_head, f"head {head}"
    for rule, table, text in (
        ("topic", "topics", name),
        ("network", "networks", network),
        ("group", "topics", group),
    ):
        if (found := _last(table, text))[0]:
            return found[0], f"{rule} {found[1]}"
    group_head = words.head(group) if group else ""
    if sector := words.sectors.get(group_head, ""):
        return sector, f"group {group_head}"
    if by_head:
        return by_head, f"head {head}"
    for rule, table, text in (
        ("hint", "hints", name),
        ("heading", "networks", heading),
        ("heading", "topics", heading),
    ):
        if (found := _last(table, text))[0]:
            return found[0], f"{rule} {found[1]}"
    return _FALLBACK, "none"


@lru_cache(maxsize=4096)
def _last(table: str, text: str) -> tuple[str, str]:
    """Sector of the last word of a table in a text (Chinese heads stand last), and the word."""
    words = lexicon()
    found = words.topic_pattern(table).findall(text) if text else []
    return (getattr(words, table)[found[-1]], found[-1]) if found else ("", "")
