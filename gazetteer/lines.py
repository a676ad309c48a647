"""Abbreviations of railways and roads: 渝西 is one before 高铁, or in a list that 高铁 closes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.names import Name, NameIndex
    from gazetteer.places import Place

_WORDS = (
    "高速铁路|高铁|城际铁路|城际|客运专线|客专|铁路|中线|动车|高速公路|高速|快速路|复线|扩能|班列|直达|货运|"
    "铁海联运|通道|快线|线(?=[、，。；及和路建改扩电复全开贯东西南北])"
)
_WORD = re.compile(_WORDS)
# 甲乙、丙丁、戊己高铁: the word stands behind the last of a list.
_LIST = re.compile(
    rf"(?:[、和及与]+(?:[^、和及与，。；：\s]{{2,4}}?|[^、和及与，。；：\s]{{2,10}}等)){{1,9}}?({_WORDS})"
)
_FAST = ("高铁", "高速铁路", "客运专线", "客专", "中线")
_ON_ROADS = ("高速公路", "高速", "快速路", "复线", "扩能", "直达", "班列", "铁海联运")


def resolve(index: NameIndex, name: Name, text: str, end: int) -> tuple[Place | None, str]:
    """Return the line that an abbreviation means, and why.

    Parameters
    ----------
    index : NameIndex
    name : Name
        The abbreviation, which ends at ``text[end]``.

    Returns
    -------
    tuple of Place or None, and str
        ``kind-word`` where the word follows directly, ``list`` where it closes the list; None and an
        empty reason where no such word follows or no line has that name.
    """
    direct = _WORD.match(text, end)
    listed = direct or _LIST.match(text, end)
    if not listed:
        return None, ""
    word = direct[0] if direct else listed[1]
    feature = "RD" if word.startswith(_ON_ROADS) else "RR"
    usual = [place for place in name.lines if place.feature == feature]
    full = index.get(name.text + word)
    spelt_out = full.named if full else ()
    # A bare abbreviation means the line that is being built, which is the fast one.
    for held in (usual, spelt_out) if word in _FAST else (spelt_out, usual):
        if len(held) == 1:
            return held[0], "kind-word" if direct else "list"
    return None, ""
