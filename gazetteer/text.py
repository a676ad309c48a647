"""Bytes of a text file to text, and hard-wrapped newspaper columns to running paragraphs.

Offsets into a text always mean offsets into what :func:`unwrap` returned.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import NamedTuple

from gazetteer.errors import TextFileError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_STOP = re.compile(r"[，。；]")
_TERMINAL = re.compile(r"[。！？!?…][”’」』）)》]*$")
_HEADING = re.compile(
    r"第[一二三四五六七八九十]+[章节部篇]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）"
)
_INDENT = re.compile(r"\u3000\u3000|\t|[ \u3000]{4}")
_OPENING_QUOTES = ("“", "‘", "「", "『")
_SPACE_AT_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000]+|[ \t\u3000]+(?=[^\x00-\x7f])")

_LATIN = re.compile(r"[A-Za-z]{2}")

# A column of print: from 8 characters a line (newspaper) to 60 (a page of A4).
_NARROWEST, _WIDEST = 8, 60
_LEAST_BROKEN = 0.4  # share of line ends inside sentences that makes a text hard-wrapped
_LEAST_ALIGNED = 0.4  # share of lines about as wide as the column; short lines of their own are no column
_MOST_WIDER = 0.05  # share of lines far wider than a column that it may hold all the same
_FULL = 0.75  # a line that breaks a sentence is at least this full


def decode(data: bytes) -> str:
    """Return the text of a file, with newline characters as its only line breaks.

    Parameters
    ----------
    data : bytes
        UTF-8 with or without a byte order mark, UTF-16 with one, or GB 18030 (GBK, GB 2312).

    Raises
    ------
    TextFileError
        Where the bytes are no text or hold nothing to read.
    """
    text = _NEWLINES.sub("\n", _to_str(data))
    if not text.strip():
        msg = "the file is empty: give a text file with the words of a report"
        raise TextFileError(msg)
    return text


def _to_str(data: bytes) -> str:
    encodings = [name for bom, name in _BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    msg = "the file is not text in UTF-8, UTF-16 or GB 18030: save it as plain text in UTF-8 and try again"
    raise TextFileError(msg)


def unwrap(text: str) -> str:
    """Return the text with hard line breaks inside paragraphs undone.

    Lines broken at the width of a column are joined, also across blank lines that a change of
    column left inside a sentence; spaces that justified print put around figures go; a paragraph
    ends in one newline.  Text that is not hard-wrapped comes back as it is.  Idempotent; linear.

    Parameters
    ----------
    text : str
        As :func:`decode` returns it.

    Returns
    -------
    str
    """
    # Each round joins at least a fixed share of the lines, so the rounds together stay linear.
    while (joined := _join(text)) is not None:
        text = joined
    return text


class _Line(NamedTuple):
    text: str
    width: float  # in full-width characters
    after_blank: bool
    indented: bool
    is_terminal: bool
    is_heading: bool


def _lines(text: str) -> list[_Line]:
    lines, blank = [], False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            width = len(stripped) - len(stripped.encode("ascii", "ignore")) / 2
            is_terminal = _TERMINAL.search(stripped[-4:]) is not None
            is_heading = _HEADING.match(stripped) is not None
            indented = _INDENT.match(raw) is not None
            lines.append(_Line(stripped, width, blank, indented, is_terminal, is_heading))
        blank = not stripped
    return lines


def _join(text: str) -> str | None:
    """Return the text with its paragraphs joined, or None where it is not hard-wrapped."""
    lines = _lines(text)
    if len(lines) < 3 or not _STOP.search(text):
        return None
    widest = sorted(line.width for line in lines)[int(0.9 * (len(lines) - 1))]
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    if sum(widest - line.width <= 3 for line in lines) < _LEAST_ALIGNED * len(lines):
        return None
    if sum(line.width > 1.5 * widest for line in lines) > _MOST_WIDER * len(lines):
        return None
    paragraphs = [[lines[0]]]
    broken = 0  # sentences that a line end breaks
    for i, line in enumerate(lines[1:], start=1):
        # The column's width here, not the text's: columns beside pictures are narrower.
        local = min(max(lines[i - 2].width if i > 1 else 0, line.width), widest)
        if _ends_paragraph(paragraphs[-1], line, local):
            paragraphs.append([line])
        else:
            broken += not lines[i - 1].is_terminal
            paragraphs[-1].append(line)
    if broken < _LEAST_BROKEN * (len(lines) - 1):
        return None
    return "\n".join(_running(paragraph) for paragraph in paragraphs)


def _ends_paragraph(paragraph: list[_Line], line: _Line, width: float) -> bool:
    """Tell whether ``paragraph`` is complete before ``line``, in a column of ``width`` characters."""
    last = paragraph[-1]
    has_room = last.width < width - 3  # justified lines, and those before a mark, are up to 2 short
    if line.indented:
        return True
    if last.is_terminal:
        opens_quote = line.text.startswith(_OPENING_QUOTES)
        return has_room or line.is_heading or (line.after_blank and not opens_quote)
    is_short = last.width < _FULL * width
    is_title = paragraph[0].is_heading and not any(_STOP.search(part.text) for part in paragraph)
    return (line.after_blank and (is_short or (is_title and has_room))) or (
        is_short and (is_title or line.is_heading)
    )


def _running(paragraph: list[_Line]) -> str:
    parts = [paragraph[0].text]
    for before, line in pairwise(paragraph):
        if _LATIN.fullmatch(before.text[-1] + line.text[0]):
            parts.append(" ")
        parts.append(line.text)
    return _SPACE_AT_CHINESE.sub("", "".join(parts))
