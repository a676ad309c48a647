"""Where words end: asked only of names that may lie across two words.

jieba decides; where rjieba is installed it does, which cuts the same words about thirty times as fast
and loads its dictionary at once.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WINDOW = 8  # characters on either side that are cut into words


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether words begin at ``start`` and end at ``end``, as jieba cuts the text around them.

    The dictionary is loaded on the first call (about a second with jieba).
    """
    first = max(0, start - _WINDOW)
    cuts = _cuts(text[first : end + _WINDOW])
    return start - first in cuts and end - first in cuts


@lru_cache(maxsize=4096)
def _cuts(window: str) -> frozenset[int]:
    cuts, position = {0}, 0
    for word in cutter()(window):
        position += len(word)
        cuts.add(position)
    return frozenset(cuts)


@cache
def cutter() -> Callable[[str], Iterable[str]]:
    """Return what cuts a text into the words of jieba's dictionary: rjieba, or jieba itself."""
    # imported here: a second of loading that most texts never need
    try:
        import rjieba  # noqa: PLC0415
    except ImportError:
        import jieba  # noqa: PLC0415

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()  # of our own: the module's is shared by the whole process
        return lambda text: tokenizer.cut(text, HMM=False)
    fast = rjieba.Jieba()
    return lambda text: fast.cut(text, hmm=False)
