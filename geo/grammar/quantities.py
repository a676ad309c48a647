"""Figures with units: 2.1万个 is 21000 个.  9挡, 12英寸, 第6代, T3B, 5A级 are parts of names."""

from __future__ import annotations

import re

from geo.mentions import Quantity

_SCALE = {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
UNITS = (
    "平方公里|平方千米|平方米|立方米|公里|千米|海里|公顷|米|亩|个|座|条|家|所|户|套|处|张|台|辆|艘|件|项|间|栋|幢|片|吨|千瓦时|千瓦|兆瓦|标准箱|人次|人|床|根|株|"
    "m2|㎡|平米|对|口|期|班|标箱|元|宗|支|部|组|眼|盏|块|次|头|羽|P"
)
_FIGURE = re.compile(
    rf"(?<![A-Za-z第\d.])(\d+(?:\.\d+)?)\s*(万亿|千万|百万|亿|万|千)?[多余]?({UNITS})(?![代挡寸])"
)
_DIGIT = re.compile(r"\d")
_PLUS = re.compile(r"(?<![\d.])(\d+)\+")


def quantities(text: str, of: str, *, shared: bool = False) -> tuple[Quantity, ...]:
    """Return the figures of a phrase.

    Parameters
    ----------
    text : str
    of : str
        What they count.
    shared : bool
        Whether one figure covers several mentions.
    """
    if not _DIGIT.search(text):
        return ()
    found = [
        Quantity(round(float(m[1]) * _SCALE.get(m[2] or "", 1), 6), m[3], of, shared)
        for m in _FIGURE.finditer(text)
    ]
    found += [Quantity(float(m[1]), "", of, shared) for m in _PLUS.finditer(text)]
    return tuple(found)
