"""The panel beside the map: counters, chips, card, and the list, the district sheet or the report."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo import assets, export
from geo.catalogue import year_of
from geo.labels import label
from geo.page import content, handwork
from geo.page.session import change, news, seen
from geo.page.state import VIEWS, State, address, chips

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

KEY = "panel-parts"

_TEXTS = (
    "panel", "drop", "clear", "close", "copy", "copied", "others", "empty", "no-report", "open",
    "zoom", "place", "placing", "place-district", "cancel", "take-back", "by-hand",
)  # fmt: skip
_panel = st.components.v2.component(
    "project_map_panel",
    html='<section class="panel"></section>',
    css=assets.data_file("page-panel.css"),
    js=assets.data_file("page-common.js") + assets.data_file("page-panel.js"),
)


def parts(gdf: GeoDataFrame, shown: GeoDataFrame, state: State) -> dict[str, Any]:
    """Return what the panel shows of a catalogue of which ``shown`` is what the filter keeps."""
    language = state.language
    placed = int(shown.geometry.notna().sum())
    numbers = (("all", len(shown)), ("placed", placed), ("unplaced", len(shown) - placed))
    by_place = _one_district(state)
    listed = state.view == "list" or by_place
    return {
        "counts": [(number, label(f"page.count.{key}", language)) for key, number in numbers],
        "chips": [
            {"dimension": d, "value": v, "label": content.chip_label(d, v, state, year_of(gdf))}
            for d, v in chips(state.filter)
        ],
        "views": [(view, label(f"page.view.{view}", language)) for view in VIEWS],
        "view": state.view,
        "card": content.card(gdf, state),
        "selected": state.project,
        "placing": state.placing,
        "reading": _reading(gdf, state) if state.view == "text" else None,
        "rows": content.rows(shown, language, by_place=by_place) if listed else None,
        "total": len(shown),
        "sheet": content.district_sheet(gdf, state) if state.view == "district" else None,
        "address": address(state),
        "texts": {key: label(f"page.{key}", language) for key in _TEXTS}
        | {"more": label("page.more", language, count=content.ROWS)},
    }


def show(gdf: GeoDataFrame, parts: dict[str, Any], state: State, *, map_number: str = "") -> None:
    """Show the panel of a catalogue, made of its :func:`parts`."""
    _panel(key=KEY, data=parts | {"seen": seen(KEY)}, on_actions_change=partial(_asked, gdf))
    if _one_district(state):
        _sheet_button(gdf, state, map_number)


def _one_district(state: State) -> bool:
    return state.view == "district" and len(state.filter.districts) == 1


def _sheet_button(gdf: GeoDataFrame, state: State, map_number: str) -> None:
    report = str(gdf.attrs.get("metadata", {}).get("report", "projects"))
    today = datetime.now(UTC).date()
    with st.container(key="sheet"):
        st.download_button(
            label("page.sheet", state.language),
            data=partial(_sheet, gdf, state, map_number),
            file_name=export.filename(report, state.filter, ".pdf", today, language=state.language),
            mime="application/pdf",
            on_click="ignore",
            key="download-sheet",
        )


def _sheet(gdf: GeoDataFrame, state: State, map_number: str) -> bytes:
    """Return the chosen district's sheet of the atlas; matplotlib is loaded when it is asked for."""
    from geo import atlas  # noqa: PLC0415

    target = io.BytesIO()
    districts = state.filter.districts
    atlas.build(gdf, target, language=state.language, districts=districts, map_number=map_number)
    return target.getvalue()


def _asked(gdf: GeoDataFrame) -> None:
    for action in news(KEY):
        if "take-back" in action:
            handwork.undo(gdf, st.session_state.state.project)
        elif "in-district" in action:
            st.session_state.draft = None
            change({"placing": False})
        elif "open" in action:
            st.session_state.opening = True
        else:
            change(action)


def _reading(gdf: GeoDataFrame, state: State) -> str:
    """Return the reading view of the report at hand, made once a catalogue and language."""
    report = st.session_state.get("report")
    if report is None:
        return ""
    kept: tuple[Any, str] | None = st.session_state.get("reading")
    stamp = (id(gdf), state.language)
    if kept is None or kept[0] != stamp:
        kept = (stamp, content.reading_view(gdf, report, st.session_state.get("places"), state.language))
        st.session_state.reading = kept
    return kept[1]
