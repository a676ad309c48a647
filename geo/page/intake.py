"""Opening another report or catalogue: uploaded or pasted, read, located, shown; nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

import gazetteer
from geo import assembly, catalogue
from geo import report as reports
from geo.errors import ProjectMapError
from geo.extraction import extract
from geo.labels import label
from geo.page.words import plain
from geo.reader import formats
from geo.selection import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from geopandas import GeoDataFrame

    from geo.report import Report

TYPES = ("txt", "html", "htm", "docx", "pdf", "geojson", "json")
_CATALOGUES = (".geojson", ".json")


def dialog(language: str) -> None:
    """Show the dialog that asks for a report."""

    @st.dialog(label("page.open", language), width="medium")
    def ask() -> None:
        st.caption(label("page.open.note", language))
        uploaded = st.file_uploader(label("page.open.file", language), type=list(TYPES), key="upload")
        pasted = st.text_area(label("page.open.paste", language), height=140, key="paste")
        given = uploaded is not None or bool(pasted.strip())
        if st.button(label("page.open.go", language), type="primary", disabled=not given, key="open-go"):
            data = uploaded.getvalue() if uploaded is not None else pasted.encode()
            name = uploaded.name if uploaded is not None else "pasted.txt"
            _open(data, name, language)
        if "catalogue" in st.session_state and st.button(label("page.open.back", language), key="open-back"):
            close()
            st.rerun()  # the page behind the dialog too

    ask()


def upload_style(language: str) -> str:
    """Return the style that has Streamlit's file fields speak the page's language, which it cannot itself."""
    fields = {"upload": TYPES, "hand-import": ("gpkg",)}
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
    for key in ("catalogue", "report", "reading"):
        st.session_state.pop(key, None)
    _forget_choice()


def load(
    data: bytes, name: str, language: str, tell: Callable[[str], object] = lambda _: None
) -> tuple[GeoDataFrame, Report | None]:
    """Return the catalogue of a file's content, and the report where it is one.

    Parameters
    ----------
    data : bytes
        A report as text, HTML, .docx or .pdf, or a catalogue as GeoJSON.
    name : str
        The file's name; its suffix tells a catalogue.
    language : str
        Of what ``tell`` says.
    tell : callable
        Hears what is being done.

    Raises
    ------
    ProjectMapError
        One sentence that says what is wrong with the content.
    """
    path = PurePath(name)
    if path.suffix.lower() in _CATALOGUES:
        tell(label("page.open.catalogue", language))
        return catalogue.loads(data, name), None
    tell(label("page.open.reading", language))
    report = reports.parse(formats.to_text(data, name), reports.identifier(path.stem))
    tell(label("page.open.extracting", language, count=len(report.clauses)))
    places = gazetteer.load(report.year or 2021)
    mentions = extract(report, gazetteer=places).mentions
    tell(label("page.open.locating", language, count=len(mentions)))
    return assembly.build(report, places, mentions=mentions), report


def _open(data: bytes, name: str, language: str) -> None:
    try:
        with st.status(label("page.open.busy", language), expanded=True) as status:
            gdf, report = load(data, name, language, status.write)
            status.update(label=label("page.open.done", language, count=len(gdf)), state="complete")
    except ProjectMapError as error:
        st.error(plain(str(error)))
        return
    st.session_state.catalogue, st.session_state.report = gdf, report
    st.session_state.pop("reading", None)
    _forget_choice()
    st.rerun()


def _forget_choice() -> None:
    st.session_state.state = replace(st.session_state.state, filter=Filter(), project="", fly=0)
