"""Files as people have them, to text: plain text, web pages, Word and PDF documents.

What a file is shows in its content, not in its name.  Every reader is bounded: in size before it
opens, in declared size for archives, in pages and time for PDF.
"""

from __future__ import annotations

import io
import logging
import re
import time
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from gazetteer.errors import TextFileError
from gazetteer.text import decode
from geo.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_Content = TypeVar("_Content", bytes, str)

LARGEST = 25 * 2**20
_LARGEST_UNPACKED = 40 * 2**20
_LARGEST_PAGE = 8 * 10**6  # characters, a few seconds' work
_MOST_PAGES = 1000
_LONGEST_SECONDS = 60.0

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|head|body|div|p|article|section|table|h\d)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?\d{1,4}(?:\s*[页頁])?(?:\s*[/／共]\s*\d{1,4}\s*[页頁]?)?[-—–―·•\s]*"
)
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file, or one with a password: save it as .docx without a password"),
    (b"{\\rtf", "an RTF file: save it as .docx or as text"),
    (b"\x89PNG", "a picture: give the report as text"),
    (b"\xff\xd8\xff", "a picture: give the report as text"),
    (b"GIF8", "a picture: give the report as text"),
)


def read_text(path: Path) -> str:
    """Return the text of a file: see :func:`to_text`.

    Raises
    ------
    ReportError
        One sentence that names the file, says what is wrong and what to do.
    """
    if path.is_dir():
        raise ReportError(f"{path.name} is a folder: name the report's file.")
    try:
        if path.stat().st_size > LARGEST:
            raise ReportError(_too_large(path.name))
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReportError(f"{path.name} does not exist: check the path.") from None
    except OSError as error:
        raise ReportError(f"{path.name} cannot be read: {error.strerror or error}.") from None
    return to_text(data, path.name)


def to_text(data: bytes, name: str) -> str:
    """Return the text of a file's content.

    Parameters
    ----------
    data : bytes
        Text (UTF-8, UTF-16, GB18030), HTML, .docx or .pdf; up to :data:`LARGEST` bytes.
    name : str
        What errors call the file.

    Returns
    -------
    str
        As it stands in the file: web page furniture, page numbers and running heads left out, lines
        not yet unwrapped.

    Raises
    ------
    ReportError
        One sentence that names the file, says what is wrong and what to do.
    """
    if len(data) > LARGEST:
        raise ReportError(_too_large(name))
    if not data.strip(b"\0 \t\r\n"):
        raise ReportError(f"{name} is empty: give a file that holds a report.")
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise ReportError(f"{name} is {kind}.")
    if b"%PDF-" in data[:1024]:
        text = _guarded(_pdf, data, name, "PDF")
    elif data.startswith(b"PK\x03\x04"):
        text = _guarded(_docx, data, name, "Word")
    else:
        text = _plain(data, name)
    if not _HAN.search(text):
        raise ReportError(
            f"{name} holds no Chinese text: give the report itself, not its cover or a picture of it."
        )
    return text


def _too_large(name: str) -> str:
    return f"{name} is larger than {LARGEST // 2**20} MB: give the report alone, as text."


def _guarded(reader: Callable[[_Content, str], str], data: _Content, name: str, kind: str) -> str:
    """Turn whatever a parser raises over a broken file into one sentence."""
    try:
        return reader(data, name)
    except ReportError:
        raise
    except Exception as error:  # parsers of foreign files raise dozens of kinds
        raise ReportError(
            f"{name} is a broken {kind} file ({type(error).__name__}): save it anew, or give it as text."
        ) from error


def _plain(data: bytes, name: str) -> str:
    try:
        text = decode(data)
    except TextFileError as error:
        raise ReportError(f"{name}: {error}.") from None
    if not _MARKUP.match(text):
        return text
    if len(text) > _LARGEST_PAGE:
        raise ReportError(
            f"{name} is a page of more than {_LARGEST_PAGE // 10**6} million characters: give its text."
        )
    return _guarded(_html, text, name, "HTML")


def _html(markup: str, _: str) -> str:
    from geo.reader.webpage import article  # noqa: PLC0415  (only for pages)

    return article(markup)


def _docx(data: bytes, name: str) -> str:
    """Return the paragraphs of a Word document, those in tables included, one a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if "word/document.xml" not in {member.filename for member in members}:
            raise ReportError(
                f"{name} is an archive but no Word document: give the report as .docx, .pdf, HTML or text."
            )
        if sum(member.file_size for member in members) > _LARGEST_UNPACKED:
            raise ReportError(
                f"{name} unpacks to over {_LARGEST_UNPACKED // 2**20} MB: give the report alone, as text."
            )
    from docx import Document  # noqa: PLC0415  (only for Word)
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    document = Document(io.BytesIO(data))
    lines = [Paragraph(element, document).text.strip() for element in document.element.body.iter(qn("w:p"))]
    text = "\n\n".join(line for line in lines if line)  # an empty line says: no line of a column
    if not text:
        raise ReportError(f"{name} holds no text: if it is a scan, give the report as text.")
    return text


def _pdf(data: bytes, name: str) -> str:
    """Return the lines of a PDF without page numbers and running heads."""
    from pypdf import PdfReader  # noqa: PLC0415  (only for PDF)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each fault it mends
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReportError(f"{name} is locked with a password: save a copy without one.")
    if len(reader.pages) > _MOST_PAGES:
        raise ReportError(
            f"{name} has {len(reader.pages)} pages, more than {_MOST_PAGES}: give the report alone."
        )
    deadline = time.monotonic() + _LONGEST_SECONDS
    pages = []
    for page in reader.pages:
        if time.monotonic() > deadline:
            raise ReportError(
                f"{name} takes more than {_LONGEST_SECONDS:.0f} seconds to read: give the report as text."
            )
        pages.append([line.rstrip() for line in page.extract_text().splitlines()])
    text = "\n".join(line for page in _without_running_heads(pages) for line in page)
    if not _HAN.search(text):
        raise ReportError(
            f"{name} holds no text, as scans do: run text recognition over it, or give the report as text."
        )
    return text


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and first and last lines that come again on most pages."""
    filled = [[line for line in page if line.strip() and not _PAGE_NUMBER.fullmatch(line)] for page in pages]
    edges = Counter(line for page in filled if len(page) > 1 for line in {page[0], page[-1]})
    running = {line for line, count in edges.items() if count >= 3 and count > 0.4 * len(filled)}
    return [
        [line for i, line in enumerate(page) if not (line in running and i in {0, len(page) - 1})]
        for page in filled
    ]
