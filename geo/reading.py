"""The reading view: a report's text as HTML, with its projects, places and leftovers marked.

Every character comes out once and in order, escaped; marks only stand around it.  The fragment carries
its own style, asks nothing of any host and runs no script: a page may listen to clicks on
``[data-project]``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.labels import label
from geo.taxonomy import DOMAINS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geopandas import GeoDataFrame

    from gazetteer import Match
    from geo.extraction import Leftover
    from geo.report import Report

_COLUMNS = ["id", "report", "name", "domain", "stage", "start", "end", "mentions"]
# A single character in common is no piece of a name.
_SHORTEST_PIECE = 2
_LONGEST_HEAD = 60
_STYLE = """
.reading{line-height:1.9;max-width:46em;overflow-wrap:anywhere}
.reading h3{font-size:1.05em;margin:1.2em 0 .4em}
.reading p{margin:.5em 0;text-align:justify}
.reading mark{background:color-mix(in srgb,var(--c) 16%,transparent);border-bottom:2px solid var(--c);
color:inherit;cursor:pointer}
.reading mark:focus-visible,.reading :target+mark{outline:2px solid var(--c)}
.reading .place{text-decoration:underline dotted;text-underline-offset:.2em}
.reading .unsure{text-decoration:underline wavy}
.reading .leftover{border-bottom:1px dashed color-mix(in srgb,currentColor 50%,transparent)}
"""


class _Mark(NamedTuple):
    """A run of text and the tag around it."""

    start: int
    end: int
    opening: str
    closing: str


def to_html(
    report: Report,
    catalogue: GeoDataFrame,
    matches: Iterable[Match] = (),
    leftovers: Iterable[Leftover] = (),
    language: str = "zh",
) -> str:
    """Return a report as an HTML fragment.

    Parameters
    ----------
    report : Report
    catalogue : GeoDataFrame
        Rows of other reports are left out.
    matches : iterable of Match
        Places, offsets into ``report.text``.
    leftovers : iterable of Leftover
        Clauses with a building verb from which nothing came.
    language : str
        ``zh`` or ``en``, of the titles that hovering shows; the text stays as it is.

    Returns
    -------
    str
        A ``div`` of class ``reading``.  A project's first clause is anchored as ``project-ID``; the
        pieces of its name are ``mark`` with ``data-project``, the ids parted by blanks where projects
        share one, coloured by domain.
    """
    columns = [catalogue[name].tolist() for name in _COLUMNS]
    rows = [dict(zip(_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]
    rows = [row for row in rows if row["report"] == report.id]
    leads = {clause.sentence for clause in report.clauses if clause.lead}
    layers = [
        _apart(_Mark(*span, "<strong>", "</strong>") for span in leads),
        _apart(_leftover(one, language) for one in leftovers),
        _apart(_projects(report.text, rows, language)),
        _apart(_place(match) for match in matches),
    ]
    body = "".join(_lines(report, _anchors(rows), layers))
    return f'<style>{_STYLE}{_colours()}</style><div class="reading" lang="zh">{body}</div>'


def _lines(report: Report, anchors: dict[int, str], layers: list[list[_Mark]]) -> Iterator[str]:
    """Yield a paragraph or heading for each line; a short line of no clause is a heading."""
    spoken = sorted({clause.start for clause in report.clauses})
    places = sorted(anchors)
    for line in re.finditer(r"[^\n]+", report.text):
        start, end = line.span()
        first = bisect_left(spoken, start)
        is_head = end - start <= _LONGEST_HEAD and not (first < len(spoken) and spoken[first] < end)
        tag = "h3" if is_head else "p"
        pieces = []
        for place in places[bisect_left(places, start) : bisect_left(places, end)]:
            pieces += [_rendered(report.text, start, place, layers), anchors[place]]
            start = place
        pieces.append(_rendered(report.text, start, end, layers))
        yield f"<{tag}>{''.join(pieces)}</{tag}>\n"


def _rendered(text: str, start: int, end: int, layers: Sequence[list[_Mark]]) -> str:
    """Return a stretch of text escaped, with the marks of each layer inside those of the layers before."""
    if not layers or start >= end:
        return escape(text[start:end])
    marks, *inner = layers
    pieces = []
    at = start
    for index in range(bisect_left(marks, start, key=lambda mark: mark.end), len(marks)):
        mark = marks[index]
        if mark.start >= end:
            break
        begin, stop = max(mark.start, start), min(mark.end, end)
        if begin < stop:
            pieces.append(_rendered(text, at, begin, inner))
            pieces += [mark.opening, _rendered(text, begin, stop, inner), mark.closing]
            at = stop
    pieces.append(_rendered(text, at, end, inner))
    return "".join(pieces)


def _apart(marks: Iterable[_Mark]) -> list[_Mark]:
    """Return the marks in order; of those that overlap the first and longest stays."""
    kept: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _anchors(rows: list[dict[str, Any]]) -> dict[int, str]:
    anchors: defaultdict[int, str] = defaultdict(str)
    for row in rows:
        anchors[int(row["start"])] += f'<span id="project-{escape(row["id"])}"></span>'
    return anchors


def _projects(text: str, rows: list[dict[str, Any]], language: str) -> Iterator[_Mark]:
    """Yield a mark for each piece of a name; a head that names share carries all their projects."""
    sharing: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        for mention in row["mentions"] or [row]:
            start = int(mention["start"])
            for begin, end in _pieces(row["name"], text[start : int(mention["end"])]):
                sharing[start + begin, start + end].append(row)
    for (start, end), sharers in sharing.items():
        title = "；".join(_title(row, language) for row in sharers)
        ids = " ".join(dict.fromkeys(row["id"] for row in sharers))
        opening = (
            f'<mark class="{escape(sharers[0]["domain"])}" data-project="{escape(ids)}" role="button"'
            f' tabindex="0" title="{escape(title)}">'
        )
        yield _Mark(start, end, opening, "</mark>")


def _pieces(name: str, clause: str) -> list[tuple[int, int]]:
    """Offsets in a clause of the pieces that a name is made of: one, or a part and a shared head."""
    start = clause.find(name)
    if start >= 0:
        return [(start, start + len(name))]
    blocks = SequenceMatcher(None, name, clause, autojunk=False).get_matching_blocks()
    return [(block.b, block.b + block.size) for block in blocks if block.size >= _SHORTEST_PIECE]


def _title(row: dict[str, Any], language: str) -> str:
    domain, stage = DOMAINS[row["domain"]].label(language), STAGES[row["stage"]].label(language)
    return label("reading.project", language, name=row["name"], domain=domain, stage=stage)


def _place(match: Match) -> _Mark:
    kind, title = ("place", match.place.name) if match.place else ("place unsure", "")
    return _Mark(match.start, match.end, f'<span class="{kind}" title="{escape(title)}">', "</span>")


def _leftover(leftover: Leftover, language: str) -> _Mark:
    title = escape(label("reading.leftover", language))
    opening = f'<span class="leftover" data-reason="{escape(leftover.reason)}" title="{title}">'
    return _Mark(leftover.start, leftover.end, opening, "</span>")


def _colours() -> str:
    return "".join(f".reading mark.{code}{{--c:{domain.colour}}}" for code, domain in DOMAINS.items())
