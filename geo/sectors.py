"""Sector of a name: by head word, then by topic, sub-head, group head and paragraph, with the reason."""

from __future__ import annotations

from geo.lexicon import lexicon

# Heads so general that what the name or the sub-head says of an industry comes first.
_GENERAL = frozenset({"industrial_park", "digital_platform", "urban_planning"})
# Where nothing tells: works of the city, the widest of the sectors.
_FALLBACK = "urban_renewal"
UNTOLD = ("sector:none", "sector:vague")
"""Beginnings of the rules of a mention whose sector nothing, or only a vague word, tells."""


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
        ("topic", words.topics, name),
        ("network", words.networks, network),
        ("group", words.topics, group),
    ):
        sector, word = table.last(text)
        if sector:
            return sector, f"{rule} {word}"
    group_head = words.head(group) if group else ""
    if sector := words.sectors.get(group_head, ""):
        return sector, f"group {group_head}"
    if by_head:
        return by_head, f"head {head}"
    for rule, table, text in (
        ("hint", words.hints, name),
        ("heading", words.networks, heading),
        ("heading", words.topics, heading),
        ("vague", words.vague, name),
    ):
        sector, word = table.last(text)
        if sector:
            return sector, f"{rule} {word}"
    return _FALLBACK, "none"
