"""The command line, thin over the library: ``python -m geo``.

Exit codes: 0 done, 1 refused (bad input, an existing file, a difference found), 2 wrong usage.
"""

# A command prints, and imports only what it needs: no drawing library to read a report.
# ruff: noqa: PLC0415, T201

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import CatalogueError, ExportError, ProjectMapError
from geo.taxonomy import DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo.selection import Filter
    from geo.taxonomy import Code

FILTERS: dict[str, tuple[str, Mapping[str, Code]]] = {
    "region": ("regions", REGIONS),
    "domain": ("domains", DOMAINS),
    "sector": ("sectors", SECTORS),
    "stage": ("stages", STAGES),
    "kind": ("kinds", KINDS),
    "exactness": ("exactness", EXACTNESS),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # also into a file on a system with another code page
    try:
        return int(arguments.run(arguments))
    except ProjectMapError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # who reads, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _extract(arguments: argparse.Namespace) -> int:
    import gazetteer
    from geo import assembly, catalogue, report
    from geo.explanation import explain
    from geo.extraction import extract

    _refuse_existing(arguments)
    read = report.read(arguments.report, arguments.report_id)
    places = gazetteer.load(read.year or 2021, places=arguments.places)
    extraction = extract(read, gazetteer=places)
    gdf = assembly.build(
        read,
        places,
        parts=arguments.parts,
        clauses=not arguments.without_clauses,
        mentions=extraction.mentions,
    )
    catalogue.write(gdf, arguments.output)
    if arguments.explain:
        print(explain(gdf, extraction.mentions, read, places), end="\n\n")
    if arguments.leftovers:
        for left in (left for left in extraction.leftovers if left.part in assembly.PARTS[arguments.parts]):
            print(f"{left.start}-{left.end}\t{left.reason}\t{read.text[left.start : left.end]}")
    if len(gdf) == 0:
        print(f"{read.title}: no project found; {arguments.output} holds an empty catalogue.")
    else:
        placed = int(gdf.geometry.notna().sum())
        print(f"{read.title}: {len(gdf)} projects, {placed} of them on the map, in {arguments.output}.")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from geo.export import export

    gdf = _catalogue(arguments)
    chosen = _filter(arguments, gdf)
    export(
        gdf,
        arguments.output,
        language=arguments.language,
        filter=chosen,
        overwrite=arguments.overwrite,
        map_number=arguments.map_number,
    )
    return _report_written(arguments, gdf, chosen)


def _figure(arguments: argparse.Namespace) -> int:
    from geo.figure import draw

    _refuse_existing(arguments)
    gdf = _catalogue(arguments)
    chosen = _filter(arguments, gdf)
    draw(
        gdf,
        arguments.output,
        language=arguments.language,
        size=arguments.size,
        orientation=arguments.orientation,
        filter=chosen,
        map_number=arguments.map_number,
        overwrite=arguments.overwrite,
    )
    return _report_written(arguments, gdf, chosen)


def _atlas(arguments: argparse.Namespace) -> int:
    from geo.atlas import build

    if arguments.output.suffix.lower() != ".pdf":
        raise ExportError(f"An atlas is a PDF: give {arguments.output.name} the suffix .pdf.")
    _refuse_existing(arguments)
    gdf = _catalogue(arguments)
    build(
        gdf,
        arguments.output,
        language=arguments.language,
        filter=_filter(arguments, gdf),
        map_number=arguments.map_number,
        overwrite=arguments.overwrite,
    )
    print(f"{arguments.output} written.")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    import gazetteer
    from geo import assembly, catalogue, report

    kept = catalogue.read(arguments.catalogue)
    metadata = kept.attrs["metadata"]
    read = report.read(arguments.against, metadata.get("report"))
    fresh = assembly.build(
        read, gazetteer.load(read.year or 2021), parts=metadata.get("parts", "plan"), clauses=False
    )
    differing = catalogue.differences(kept, fresh)
    for line in differing:
        print(line)
    if differing:
        raise CatalogueError(
            f"{arguments.catalogue} differs from a fresh build of {arguments.against} in {len(differing)}"
            " rows; build it anew with `python -m geo extract --without-clauses`."
        )
    print(f"{arguments.catalogue}: {len(kept)} rows, as a fresh build.")
    return 0


def _summary(arguments: argparse.Namespace) -> int:
    from geo.summary import markdown

    print(markdown(_catalogue(arguments)))
    return 0


def _catalogue(arguments: argparse.Namespace) -> GeoDataFrame:
    from geo import catalogue

    return catalogue.read(arguments.catalogue) if arguments.catalogue else catalogue.shipped()


def _filter(arguments: argparse.Namespace, gdf: GeoDataFrame) -> Filter:
    from geo.catalogue import year_of
    from geo.selection import parse

    codes = {name: getattr(arguments, option) for option, (name, _) in FILTERS.items()}
    return parse(year=year_of(gdf), districts=arguments.district, text=arguments.text, **codes)


def _refuse_existing(arguments: argparse.Namespace) -> None:
    """Refuse early: a long run should not end at a file in the way."""
    if arguments.output.exists() and not arguments.overwrite:
        raise ExportError(f"{arguments.output} exists already; give --overwrite or another name.")
    if not arguments.output.resolve().parent.is_dir():
        raise ExportError(f"The folder of {arguments.output} does not exist; make it first.")


def _report_written(arguments: argparse.Namespace, gdf: GeoDataFrame, chosen: Filter) -> int:
    from geo.selection import select

    print(f"{arguments.output}: {len(select(gdf, chosen))} of {len(gdf)} projects.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Read a government work report and map the projects it names."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_drawings(commands)

    command = _command(commands, "check", _check, "compare a catalogue with a fresh build of its report")
    command.add_argument("catalogue", type=Path, metavar="CATALOGUE")
    command.add_argument("--against", type=Path, metavar="REPORT", required=True)

    command = _command(commands, "summary", _summary, "count projects by domain, as a Markdown table")
    _add_catalogue(command)
    return parser


def _add_extract(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    command = _command(commands, "extract", _extract, "read a report, write a catalogue of its projects")
    command.add_argument("report", type=Path, metavar="REPORT", help="text, HTML, .docx or .pdf")
    _add_output(command, "catalogue to write (GeoJSON)")
    command.add_argument(
        "--report-id", type=_identifier, metavar="ID", help="id of the report, as chongqing-2021"
    )
    command.add_argument(
        "--parts",
        choices=("plan", "review", "all"),
        default="plan",
        help="what is planned (default), was done, or both",
    )
    command.add_argument("--places", type=Path, metavar="FILE", help="CSV of places of your own")
    command.add_argument("--explain", action="store_true", help="print why each project was found")
    command.add_argument("--leftovers", action="store_true", help="print building clauses that gave nothing")
    command.add_argument("--without-clauses", action="store_true", help="leave the report's sentences out")


def _add_drawings(commands: Any) -> None:  # noqa: ANN401
    command = _command(commands, "export", _export, "write chosen projects; the suffix of FILE is the format")
    _add_choice(command)
    _add_output(command, "file to write")
    _add_map_number(command)

    command = _command(commands, "figure", _figure, "draw chosen projects as a map: .png, .svg or .pdf")
    _add_choice(command)
    _add_output(command, "file to write")
    command.add_argument("--size", default="A4", help="paper size (default A4)")
    command.add_argument("--orientation", choices=("landscape", "portrait"), default="landscape")
    _add_map_number(command)

    command = _command(commands, "atlas", _atlas, "one PDF with a page for each district")
    _add_choice(command)
    _add_output(command, "PDF to write")
    _add_map_number(command)


def _identifier(text: str) -> str:
    if not re.fullmatch("[A-Za-z0-9-]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no id: use letters, digits and hyphens")
    return text


def _command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:  # noqa: ANN401
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _add_output(command: argparse.ArgumentParser, text: str) -> None:
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=text)
    command.add_argument("--overwrite", action="store_true", help="replace FILE if it exists")


def _add_catalogue(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "catalogue", nargs="?", type=Path, metavar="CATALOGUE", help="default: the one that is shipped"
    )


def _add_choice(command: argparse.ArgumentParser) -> None:
    _add_catalogue(command)
    command.add_argument(
        "--district", nargs="+", action="extend", default=[], metavar="NAME", help="璧山, 璧山区 or 500120"
    )
    for option, (_, codes) in FILTERS.items():
        command.add_argument(
            f"--{option}",
            nargs="+",
            action="extend",
            default=[],
            choices=list(codes),
            metavar="CODE",
            help=" ".join(codes),
        )
    command.add_argument("--text", default="", metavar="WORDS", help="words that name, place or heading hold")
    _add_language(command)


def _add_map_number(command: argparse.ArgumentParser) -> None:
    command.add_argument("--map-number", default="", metavar="TEXT", help="审图号, printed lower left")


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", choices=("zh", "en"), default="zh")
