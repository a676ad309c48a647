"""Names without their kind word: 渝西 is a line before 高铁, 跳蹬 a reservoir in 跳蹬、向阳水库."""

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
_HEADS = {
    "大桥": ("大桥", "长江大桥", "嘉陵江大桥"),
    "隧道": ("隧道",),
    "水库": ("水库",),
    "抽水蓄能": ("抽水蓄能电站",),
    "航电枢纽": ("航电枢纽",),
    "枢纽港": ("港",),
    "港": ("港",),
    "高速": ("高速", "高速公路"),
    "高铁": ("高铁",),
    "铁路": ("铁路",),
    "扩能": ("高速",),
    "复线": ("高速",),
}
_HEADED_LIST = re.compile(
    r"(?:等(?:大型|重点)?|"
    r"(?:[、和及与]+(?:[^、和及与，。；：\s]{2,4}?|[^、和及与，。；：\s]{2,10}等(?:大型|重点)?)){0,9}?)"
    rf"({'|'.join(_HEADS)})"
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


def resolve_headless(
    index: NameIndex, name: Name, text: str, end: int, *, among_roads: bool = False
) -> Place | None:
    """Return the place that a name without its kind word means in a list which that word closes.

    ``among_roads`` says that roads without theirs stand beside it: 城开、石黔、酉沿等项目.
    """
    listed = _HEADED_LIST.match(text, end)
    heads = _HEADS[listed[1]] if listed else _HEADS["高速"] if among_roads else ()
    forms = [name.text + head for head in heads]
    held = {full.named[0].id: full.named[0] for form in forms if (full := index.get(form)) and full.named}
    return next(iter(held.values())) if len(held) == 1 else None
