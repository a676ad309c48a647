"""Type for printed maps: fonts, what they can set, how wide it runs, where a line breaks.

Both faces come from the package ``pylopdf-fonts-zh-cn`` (Noto Sans SC and Noto Serif SC, SIL Open Font
License) and are always loaded by file path, so that no system font can take their place.
Sizes are in points, widths in millimetres.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any, Literal

import numpy as np
import pylopdf_fonts_zh_cn
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path

Face = Literal["sans", "serif"]

MM_PER_POINT = 25.4 / 72
_EM = 100  # pixels at which characters are measured
REPLACEMENT = "□"
"""Printed for a character that the fonts do not hold: the reader sees that one is missing."""

_PATHS = {"sans": pylopdf_fonts_zh_cn.sans_path, "serif": pylopdf_fonts_zh_cn.serif_path}
_FAMILIES = {"sans": "Noto Sans SC", "serif": "Noto Serif SC"}
_NOT_FIRST = frozenset("，。、；：！？）》」』”’…—·%％℃,.;:!?)]}")
_NOT_LAST = frozenset("（《「『“‘([{")


@cache
def font(face: Face) -> FontProperties:
    """Return a face as matplotlib wants it: the file, and the name that an SVG calls it by."""
    return FontProperties(fname=_PATHS[face](), family=[_FAMILIES[face]])


@cache
def characters() -> frozenset[int]:
    """Return the code points that both faces can set."""
    sans, serif = (get_font(path()).get_charmap() for path in _PATHS.values())
    return frozenset(sans.keys() & serif.keys())


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Return ``text`` as one line that both faces can set.

    Line breaks and tabs become spaces, control and formatting characters vanish, and what the fonts
    do not hold becomes :data:`REPLACEMENT`.
    """
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    line = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    return "".join(c if ord(c) in characters() else REPLACEMENT for c in line)


def width(text: str, size: float, face: Face = "sans") -> float:
    """Return the width in mm of ``text`` set in ``size`` points."""
    return sum(_advance(c, face) for c in text) * size * MM_PER_POINT


def outlines(text: str, size: float, face: Face = "sans") -> Path | None:
    """Return the outlines of ``text`` in mm, its baseline starting at the origin, or None for blanks."""
    em, x = size * MM_PER_POINT, 0.0
    glyphs = []
    for character in text:
        vertices, codes = _outline(character, face)
        glyphs.append((vertices * em + [x, 0], codes))
        x += _advance(character, face) * em
    vertices, codes = (np.concatenate(parts) for parts in zip(*glyphs, strict=True))
    return Path(vertices, codes) if len(codes) else None


def shorten(text: str, room: float, size: float, face: Face = "sans") -> str:
    """Return ``text``, its end replaced by an ellipsis where it is wider than ``room`` mm."""
    if width(text, size, face) <= room:
        return text
    while text and width(text + "…", size, face) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float, face: Face = "sans", lines: int | None = None) -> list[str]:
    """Break ``text`` into lines of at most ``room`` mm.

    Chinese breaks anywhere but before closing and after opening punctuation, other scripts between
    words; a word that is too long is broken.  With ``lines`` the last line ends in an ellipsis where
    the text is longer.
    """
    broken: list[str] = []
    while text:
        cut = _cut(text, room, size, face)
        if lines is not None and len(broken) == lines - 1:
            return [*broken, shorten(text, room, size, face)]
        broken.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return broken


def _cut(text: str, room: float, size: float, face: Face) -> int:
    """Return how many characters stand on the first line: at least one."""
    limit, run = 0, 0.0
    for character in text:
        run += _advance(character, face) * size * MM_PER_POINT
        if run > room:
            break
        limit += 1
    if limit == len(text):
        return limit
    for cut in range(limit, max(0, limit - 24), -1):
        if _may_break(text, cut):
            return cut
    return max(limit, 1)


def _may_break(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (_latin(before) and _latin(after))


def _latin(character: str) -> bool:
    return character < "\u2e80" and not character.isspace() and character not in "-/"


@cache
def _advance(character: str, face: Face) -> float:
    """Return the advance width of a character in ems."""
    return float(_loaded(face).load_char(ord(character)).linearHoriAdvance) / 65536 / _EM


@cache
def _outline(character: str, face: Face) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the vertices (shape (n, 2), ems) and path codes of a character."""
    font_file = _loaded(face)
    font_file.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    vertices, codes = font_file.get_path()
    return vertices / _EM, codes


def _loaded(face: Face) -> FT2Font:
    font_file = get_font(_PATHS[face]())
    font_file.set_size(_EM, 72)
    return font_file
