"""Text from files and users, made safe for the widgets that read Markdown; errors in the page's language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])")
_PART = re.compile(r"\{(\w+)\}")


def plain(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def said(error: Exception, language: str) -> str:
    """Return what an error says in the page's language, for a widget that reads Markdown.

    The library speaks English; what ``geo/data/errors-zh.toml`` does not know stays so.
    """
    lines = str(error).split("\n")
    return plain("\n".join(map(_chinese, lines) if language == "zh" else lines))


def _chinese(sentence: str) -> str:
    for pattern, chinese in _sentences():
        if found := pattern.fullmatch(sentence):
            return chinese.format_map({name: _chinese(part) for name, part in found.groupdict().items()})
    return sentence


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = tomllib.loads((files("geo") / "data" / "errors-zh.toml").read_text("utf-8"))["sentence"]
    return tuple((_pattern(english), chinese) for english, chinese in rows)


def _pattern(english: str) -> re.Pattern[str]:
    """Return a pattern of a sentence with ``{parts}``; a part is as short as the rest allows."""
    pieces = _PART.split(english)
    literal = [f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)]
    return re.compile("".join(literal))
