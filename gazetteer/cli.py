"""The command line of the gazetteer: find, resolve, audit."""

# ruff: noqa: T201  # a command line prints
from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import ProjectMapError, TextFileError
from gazetteer.gazetteer import Gazetteer
from gazetteer.loading import DEFAULT_YEAR, load
from gazetteer.text import decode, unwrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.places import Match, Place

_REASONS = {
    "only": "the only place of that name",
    "longest": "the longest name here",
    "kind-word": "the word behind it says what kind of place it is",
    "neighbour": "a place beside it lies in the same district",
    "district": "the district beside it",
    "year": "what the name means in that year",
    "list": "the word at the end of the list",
    "ambiguous": "several places have that name: give a district with --near",
    "context": "no place in this context",
    "unknown": "no place of that name",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process where left out.

    Returns
    -------
    int
        0 done, 1 nothing found or a breach, 2 wrong input.
    """
    arguments = _parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # also into a file on a system with another code page
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:  # the reader, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ProjectMapError as error:
        print(f"gazetteer: {error}", file=sys.stderr)
    except OSError as error:
        print(f"gazetteer: {error.filename}: {error.strerror}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gazetteer", description="Names of places in Chongqing reports: found, resolved, checked."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    find = commands.add_parser(
        "find",
        help="find the names in a text file",
        epilog="A name inside a longer one is listed behind it, with the longer one's id under `within`; "
        "a name that is ambiguous or no place here has no id, and `reason` says why.",
    )
    find.add_argument("file", type=Path, metavar="FILE", help="text in UTF-8, UTF-16 or GB 18030")
    find.add_argument(
        "--json", action="store_true", help="print a JSON list; offsets into the unwrapped text"
    )
    find.set_defaults(run=_find)

    resolve = commands.add_parser("resolve", help="say what a name means, and why")
    resolve.add_argument("name", metavar="NAME")
    resolve.add_argument(
        "--near", action="append", default=[], metavar="DISTRICT", help="a district near it (again for more)"
    )
    resolve.set_defaults(run=_resolve)

    audit = commands.add_parser("audit", help="check every point against the districts and other sources")
    audit.add_argument(
        "--reference", type=Path, metavar="DIR", help="folder with independent coordinates to compare with"
    )
    audit.set_defaults(run=_audit)

    for command in (find, resolve):
        command.add_argument(
            "--year", type=int, default=DEFAULT_YEAR, help="year of the report (default: %(default)s)"
        )
        command.add_argument("--places", type=Path, metavar="FILE", help="a CSV table of your own places")
    return parser


def _find(arguments: argparse.Namespace) -> int:
    try:
        text = unwrap(decode(arguments.file.read_bytes()))
    except TextFileError as error:
        msg = f"{arguments.file}: {error}"
        raise TextFileError(msg) from error
    gazetteer = load(arguments.year, places=arguments.places)
    rows = []
    for match in gazetteer.find(text):
        rows.append(_row(match, gazetteer, within=None))
        rows += [_row(inner, gazetteer, within=match.place) for inner in gazetteer.nested(match)]
    if arguments.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for row in rows:
            where = "、".join(row["districts"]) or row["exactness"] or "-"
            print(row["start"], row["text"], row["name"] or "-", where, row["reason"], sep="\t")
    return 0


def _row(match: Match, gazetteer: Gazetteer, within: Place | None) -> dict[str, Any]:
    place = match.place
    row: dict[str, Any] = {"start": match.start, "end": match.end, "text": match.text}
    if place is None:
        row |= dict.fromkeys(("id", "name", "class", "exactness", "lon", "lat")) | {"districts": []}
    else:
        row |= {
            "id": place.id,
            "name": place.name,
            "class": place.feature,
            "districts": [gazetteer.district(code).name for code in place.adcodes],
            "exactness": place.exactness.value,
            "lon": place.lon,
            "lat": place.lat,
        }
    return row | {"reason": match.reason, "within": within.id if within else None}


def _resolve(arguments: argparse.Namespace) -> int:
    # One name needs no index of all: Gazetteer itself is quicker than load.
    gazetteer = (
        load(arguments.year, places=arguments.places) if arguments.places else Gazetteer(arguments.year)
    )
    match = gazetteer.resolve(arguments.name, near=arguments.near)
    for place in match.candidates:
        mark = "*" if place is match.place else " "
        print(mark, _described(place, gazetteer))
    print(f"{match.reason}: {_REASONS[match.reason]}")
    return 0 if match.place else 1


def _described(place: Place, gazetteer: Gazetteer) -> str:
    districts = "、".join(gazetteer.district(code).name for code in place.adcodes) or "-"
    point = (
        f"{place.lon:.5f}, {place.lat:.5f}" if place.lon is not None and place.lat is not None else "no point"
    )
    return f"{place.name}\t{place.feature}\t{districts}\t{place.exactness}\t{point}\t{place.id}"


def _audit(arguments: argparse.Namespace) -> int:
    from gazetteer import audit  # noqa: PLC0415  # loads polygons

    report = audit.run(arguments.reference)
    print(report)
    return 1 if report.breaches else 0
