"""The atlas on the page: made when asked for, with its progress, then kept for saving."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo import export
from geo.labels import label

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo.page.state import State


def offer(gdf: GeoDataFrame, state: State, map_number: str) -> None:
    """Offer to make the atlas of what is filtered, and the one that was made while the filter is its own.

    Parameters
    ----------
    gdf : GeoDataFrame
        The whole catalogue, EPSG:4326, longitude first.
    state : State
    map_number : str
        审图号, printed where there is one.
    """
    language, report = state.language, str(gdf.attrs.get("metadata", {}).get("report", "projects"))
    subject = (report, len(gdf), state.filter, language)
    if st.button(label("atlas.make", language), key="make-atlas"):
        st.session_state.atlas = (subject, _make(gdf, state, map_number))
    made_for, data = st.session_state.get("atlas", (None, b""))
    if made_for == subject:
        name = export.filename(report, state.filter, ".pdf", datetime.now(UTC).date(), language=language)
        st.download_button(
            label("atlas.save", language, size=f"{len(data) / 1e6:.1f}"),
            data,
            file_name=f"{label('atlas.name', language)}_{name}",
            mime="application/pdf",
            on_click="ignore",
            key="save-atlas",
        )


def _make(gdf: GeoDataFrame, state: State, map_number: str) -> bytes:
    from geo import atlas  # noqa: PLC0415 - matplotlib is slow to import

    bar = st.progress(0.0)

    def show(done: int, total: int) -> None:
        bar.progress(done / total, label("atlas.making", state.language, done=done, total=total))

    target = io.BytesIO()
    atlas.build(
        gdf, target, language=state.language, filter=state.filter, progress=show, map_number=map_number
    )
    bar.empty()
    return target.getvalue()
