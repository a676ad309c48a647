"""Where words end: asked only of names that may lie across two words."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import Any

_WINDOW = 8  # characters on either side that are cut into words


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether words begin at ``start`` and end at ``end``, as jieba cuts the text around them.

    jieba and its dictionary are loaded on the first call (about a second).
    """
    first = max(0, start - _WINDOW)
    cuts = _cuts(text[first : end + _WINDOW])
    return start - first in cuts and end - first in cuts


@lru_cache(maxsize=4096)
def _cuts(window: str) -> frozenset[int]:
    cuts, position = {0}, 0
    for word in _tokenizer().cut(window, HMM=False):
        position += len(word)
        cuts.add(position)
    return frozenset(cuts)


@cache
def _tokenizer() -> Any:  # noqa: ANN401  # jieba carries no types
    import jieba  # noqa: PLC0415  # a second of loading that most texts never need

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()  # of our own: the module's is shared by the whole process
