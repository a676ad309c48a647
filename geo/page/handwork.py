"""Placing projects by hand: the form, the list of what was placed, and the catalogue with it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

import gazetteer
from gazetteer import boundaries
from geo import corrections
from geo.catalogue import year_of
from geo.correction_file import CorrectionFile
from geo.corrections import Correction
from geo.errors import ProjectMapError
from geo.labels import label
from geo.page.words import plain, said
from geo.place_labels import district_name
from geo.taxonomy import EXACTNESS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def corrected(gdf: GeoDataFrame) -> GeoDataFrame:
    """Return a catalogue with the user's corrections in it; made anew when their file has changed."""
    path = CorrectionFile().path
    stamp = (id(gdf), path.stat().st_mtime_ns if path.exists() else 0)
    kept = st.session_state.get("corrected")
    if kept is None or kept[0] != stamp:
        held = CorrectionFile().current(_report(gdf))
        kept = (stamp, corrections.apply(gdf, held) if held else gdf)
        st.session_state.corrected = kept
    return kept[1]


def dialog(gdf: GeoDataFrame, project: str, point: tuple[float, float] | None, language: str) -> None:
    """Show the form that places a project: at a point of the map, or in a district."""
    rows = gdf[gdf["id"] == project]
    if rows.empty:
        return
    row, year = rows.iloc[0], year_of(gdf)

    @st.dialog(label("hand.title", language))
    def ask() -> None:
        st.markdown(f"**{plain(row['name'])}**")
        given = _point(point, year, language) if point else _district(list(row["adcodes"]), year, language)
        given["note"] = st.text_input(label("hand.note", language), max_chars=500, key="hand-note")
        author = st.session_state.get("author", "")
        given["author"] = st.text_input(
            label("hand.author", language), author, max_chars=80, key="hand-author"
        )
        without = not given["adcode"] and not point
        if st.button(label("hand.save", language), type="primary", key="hand-save", disabled=without):
            st.session_state.author = given["author"]
            try:
                report, section = str(row["report"]), str(row["section"])
                CorrectionFile().save(Correction(report, project, str(row["name"]), section, year, **given))
            except ProjectMapError as error:
                st.error(said(error, language))
            else:
                st.rerun()

    ask()


def manager(gdf: GeoDataFrame, language: str) -> None:
    """Show what was placed by hand, where it is kept, and the ways in and out."""
    file = CorrectionFile()
    held = file.current(_report(gdf))
    st.caption(label("hand.kept", language, count=len(held), path=plain(str(file.path))))
    for one in held:
        told = " · ".join(plain(text) for text in (one.name, one.author, one.note) if text)
        if st.button(label("hand.undo", language, what=told), key=f"undo-{one.project}", width="stretch"):
            undo(gdf, one.project)
            st.rerun()
    if file.path.exists():
        st.download_button(
            label("hand.export", language),
            data=_exported,
            file_name="corrections.gpkg",
            mime="application/geopackage+sqlite3",
            on_click="ignore",
            key="hand-export",
        )
    taken = st.file_uploader(label("hand.import", language), type=["gpkg"], key="hand-import")
    if taken is not None and st.session_state.get("hand-taken") != taken.file_id:
        st.session_state["hand-taken"] = taken.file_id
        try:
            count = _take_in(taken.getvalue())
        except ProjectMapError as error:
            st.error(said(error, language))
        else:
            st.toast(label("hand.taken", language, count=count))
            st.rerun()


def undo(gdf: GeoDataFrame, project: str) -> None:
    """Take back a project's last correction."""
    file = CorrectionFile()
    for held in file.current(_report(gdf)):
        if held.project == project:
            file.undo(held)


def _report(gdf: GeoDataFrame) -> str:
    return str(gdf.attrs.get("metadata", {}).get("report", ""))


def _point(point: tuple[float, float], year: int, language: str) -> dict[str, Any]:
    lon, lat = point
    adcode = boundaries.containing(lon, lat, year)
    where = district_name(gazetteer.load(year).district(adcode), language) if adcode else ""
    st.caption(label("hand.point", language, lon=f"{lon:.5f}", lat=f"{lat:.5f}", district=where))
    exactness = st.radio(
        label("map.exactness", language),
        corrections.POINT_EXACTNESS,
        index=1,
        format_func=lambda code: EXACTNESS[code].label(language),
        horizontal=True,
        key="hand-exactness",
    )
    return {"lon": lon, "lat": lat, "adcode": adcode or "", "exactness": exactness}


def _district(adcodes: list[str], year: int, language: str) -> dict[str, Any]:
    """Ask for a district; the project's own stands there first, where it is known to lie in one."""
    places = gazetteer.load(year).districts()
    own = [index for index, place in enumerate(places) if [place.adcodes[0]] == adcodes]
    place = st.selectbox(
        label("page.districts", language),
        places,
        index=own[0] if own else None,
        format_func=lambda place: district_name(place, language),
        placeholder=label("hand.choose", language),
        key="hand-district",
    )
    return {"adcode": place.adcodes[0] if place else "", "exactness": "district"}


def _exported() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "corrections.gpkg"
        CorrectionFile().export(copy)
        return copy.read_bytes()


def _take_in(data: bytes) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "corrections.gpkg"
        copy.write_bytes(data)
        return CorrectionFile().take_in(copy)
