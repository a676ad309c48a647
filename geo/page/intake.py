"""Opening another report or catalogue: uploaded or pasted, read, located, shown; nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

import gazetteer
from gazetteer import userplaces
from geo import assembly, catalogue
from geo import report as reports
from geo.errors import ProjectMapError
from geo.extraction import extract
from geo.labels import label
from geo.page.words import said
from geo.reader import formats
from geo.selection import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from geopandas import GeoDataFrame

    from gazetteer import Gazetteer
    from geo.report import Report

TYPES = ("txt", "html", "htm", "docx", "pdf", "geojson", "json")
_CATALOGUES = (".geojson", ".json")
_OPENED = ("catalogue", "report", "places", "reading")


class File(NamedTuple):
    """A file's name and content, or what was pasted."""

    name: str
    data: bytes


class Opened(NamedTuple):
    """A catalogue; the report and the gazetteer that it was built with, where it was built here."""

    catalogue: GeoDataFrame
    report: Report | None = None
    places: Gazetteer | None = None


def dialog(language: str) -> None:
    """Show the dialog that asks for a report."""

    @st.dialog(label("page.open", language), width="medium")
    def ask() -> None:
        st.caption(label("page.open.note", language))
        uploaded = st.file_uploader(label("page.open.file", language), type=list(TYPES), key="upload")
        pasted = st.text_area(label("page.open.paste", language), height=110, key="paste")
        parts = st.segmented_control(
            label("page.open.parts", language),
            list(assembly.PARTS),
            default="plan",
            format_func=lambda part: label(f"page.open.parts.{part}", language),
            key="parts",
        )
        with st.expander(label("page.open.places", language)):
            st.caption(label("page.open.places.note", language, columns=", ".join(userplaces.COLUMNS)))
            own = st.file_uploader(
                label("page.open.places", language), type=["csv"], key="own", label_visibility="collapsed"
            )
        given = File(uploaded.name, uploaded.getvalue()) if uploaded else File("pasted.txt", pasted.encode())
        nothing = uploaded is None and not pasted.strip()
        if st.button(label("page.open.go", language), type="primary", disabled=nothing, key="open-go"):
            _open(given, File(own.name, own.getvalue()) if own else None, parts or "plan", language)
        if "catalogue" in st.session_state and st.button(label("page.open.back", language), key="open-back"):
            close()
            st.rerun()  # the page behind the dialog too

    ask()


def upload_style(language: str) -> str:
    """Return the style that has Streamlit's file fields speak the page's language, which it cannot itself."""
    fields = {"upload": TYPES, "own": ("csv",), "hand-import": ("gpkg",)}
    size = int(st.get_option("server.maxUploadSize"))
    button = "[data-testid='stFileUploaderDropzone']:has([data-testid$='Instructions']) button::after"
    rules = [f"{button} {{content: '{label('page.upload', language)}'}}"]
    for key, types in fields.items():
        words = label("page.upload-limit", language, size=size, types=", ".join(types))
        rules.append(
            f".st-key-{key} [data-testid='stFileUploaderDropzoneInstructions']::after {{content: '{words}'}}"
        )
    return "".join(rules)


def close() -> None:
    """Go back to the shipped catalogue."""
    for key in _OPENED:
        st.session_state.pop(key, None)
    _forget_choice()


def load(
    given: File,
    language: str,
    *,
    own: File | None = None,
    parts: str = "plan",
    tell: Callable[[str], object] = lambda _: None,
) -> Opened:
    """Return the catalogue of a file's content, with the report where it is one.

    Parameters
    ----------
    given : File
        A report as text, HTML, .docx or .pdf, or a catalogue as GeoJSON, told by its suffix.
    language : str
        Of what ``tell`` says.
    own : File, optional
        A table of the reader's own places, put above the shipped ones.
    parts : str
        Which parts of a report are mapped, see :data:`geo.assembly.PARTS`.
    tell : callable
        Hears what is being done.

    Raises
    ------
    ProjectMapError
        One sentence that says what is wrong with the content; a line for each fault of a table.
    """
    path = PurePath(given.name)
    if path.suffix.lower() in _CATALOGUES:
        tell(label("page.open.catalogue", language))
        return Opened(catalogue.loads(given.data, given.name))
    tell(label("page.open.reading", language))
    report = reports.parse(formats.to_text(given.data, given.name), reports.identifier(path.stem))
    year = report.year or gazetteer.DEFAULT_YEAR
    places = gazetteer.load_with(own.data, year, name=own.name) if own else gazetteer.load(year)
    tell(label("page.open.extracting", language, count=len(report.clauses)))
    mentions = extract(report, gazetteer=places).mentions
    tell(label("page.open.locating", language, count=len(mentions)))
    return Opened(assembly.build(report, places, parts=parts, mentions=mentions), report, places)


def _open(given: File, own: File | None, parts: str, language: str) -> None:
    try:
        with st.status(label("page.open.busy", language), expanded=True) as status:
            opened = load(given, language, own=own, parts=parts, tell=status.write)
            status.update(
                label=label("page.open.done", language, count=len(opened.catalogue)), state="complete"
            )
    except ProjectMapError as error:
        st.error(said(error, language))
        return
    for key, value in zip(_OPENED, (*opened, None), strict=True):
        st.session_state[key] = value
    _forget_choice()
    st.rerun()


def _forget_choice() -> None:
    st.session_state.state = replace(st.session_state.state, filter=Filter(), project="", fly=0)
