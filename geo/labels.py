"""Every sentence that a reader sees outside the data, in Chinese and English.

The texts stand in ``geo/data/labels-*.toml``, one table a key: ``[key]`` with ``zh`` and ``en``;
``{name}`` is filled from the call.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    folder = files("geo") / "data"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith("labels-") and entry.name.endswith(".toml"):
            texts |= tomllib.loads(entry.read_text("utf-8"))
    return texts


def label(key: str, language: str, **values: object) -> str:
    """Return the text of ``key`` in ``zh`` or ``en``, with ``{name}`` filled from ``values``.

    Raises
    ------
    KeyError
        Where no table holds the key.
    """
    return _texts()[key][language].format(**values)
