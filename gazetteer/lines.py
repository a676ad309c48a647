"""Names without their kind word: 渝西 is a line before 高铁, 跳蹬 a reservoir in 跳蹬、向阳水库."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.names import Name, NameIndex
    from gazetteer.places import Place
    from gazetteer.reading import Reading

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


def find(index: NameIndex, reading: Reading, position: int) -> tuple[Place | None, str]:
    """Return the line, dam, bridge … that a name without its kind word means, and why.

    Parameters
    ----------
    index : NameIndex
    reading : Reading
    position : int
        Of the name among the hits of ``reading``.

    Returns
    -------
    tuple of Place or None, and str
        ``kind-word`` where the word follows directly, ``list`` where it closes the list or the other
        names of the list are roads; None and an empty reason where it is none of these.
    """
    name, end = reading.name(position), reading.hits[position][2]
    is_stem = index.is_stem(name.text)
    if is_stem and (chosen := _line(index, name, reading.text, end))[0]:
        return chosen
    if reading.away or not (is_stem or index.is_headless(name.text)):
        return None, ""
    listed = _HEADED_LIST.match(reading.text, end)
    if listed:
        heads = _HEADS[listed[1]]
    else:  # 城开、石黔、酉沿等项目
        among_roads = any(_is_road_beside(index, reading, position, step) for step in (-1, 1))
        heads = _HEADS["高速"] if among_roads else ()
    full = [index.get(name.text + head) for head in heads]
    held = {form.named[0].id: form.named[0] for form in full if form and form.named}
    return (next(iter(held.values())), "list") if len(held) == 1 else (None, "")


def _is_road_beside(index: NameIndex, reading: Reading, position: int, step: int) -> bool:
    """Tell whether a road without its kind word stands beside a hit in a list."""
    other = position + step
    if not 0 <= other < len(reading.hits) or reading.gap(*sorted((position, other))) != "、":
        return False
    text = reading.name(other).text
    return index.is_headless(text) and index.get(text + "高速") is not None


def _line(index: NameIndex, name: Name, text: str, end: int) -> tuple[Place | None, str]:
    """Return the line that an abbreviation which ends at ``text[end]`` means, and why."""
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
