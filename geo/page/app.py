"""The dashboard: controls in, views out."""

from __future__ import annotations

import gc
import html
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

import gazetteer
from geo import assets, catalogue, export, webmap
from geo.labels import label
from geo.page import atlas_maker, content, handwork, intake, panel, served
from geo.page.session import change, news, seen
from geo.page.state import BASES, State, address, first_language, from_query
from geo.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from geopandas import GeoDataFrame

MAP_HEIGHT = 640
"""Pixels, where the style sheet does not reach; the style sheet fits the map to the window."""

_bar = st.components.v2.component(
    "project_map_bar",
    html="<nav></nav>",
    css=assets.data_file("page-bar.css"),
    js=assets.data_file("page-common.js") + assets.data_file("page-bar.js"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a deployer sets on the command line.

    Attributes
    ----------
    map_number : str
        审图号, printed at the map's foot.
    tianditu_key : str
        Key for the tiles of 天地图; without it a reader who chooses that base is asked for one.
    """

    map_number: str = ""
    tianditu_key: str = ""


def main(options: Options = Options()) -> None:
    """Draw the page."""
    gdf = st.session_state.get("catalogue")
    if gdf is None:
        gdf = _shipped()
    if "state" not in st.session_state:
        query = {key: st.query_params.get_all(key) for key in st.query_params}
        language = first_language(st.context.locale)
        st.session_state.state = from_query(query, language=language, year=catalogue.year_of(gdf))
    state: State = st.session_state.state
    gdf = handwork.corrected(gdf)
    shown = select(gdf, state.filter)
    key = options.tianditu_key or st.session_state.get("tianditu-key", "")
    # all is worked out before any of it is sent: what comes together is drawn once
    menus, parts = content.menus(gdf, state), panel.parts(gdf, shown, state)
    show_map = _map(shown, state, key, options.map_number)
    if st.session_state.get("titled") != state.language:
        st.set_page_config(label("page.title", state.language), page_icon="🗺️", layout="wide")
        st.session_state.titled = state.language
    _head(gdf, len(shown), state, options.map_number)
    _filter_bar(menus, state, wants_key=state.base == "tianditu" and not key)
    left, right = st.columns([2, 1], gap="small")
    with left, st.container(key="map"):
        show_map()
    with right, st.container(key="panel"):
        panel.show(gdf, parts, state, map_number=options.map_number)
    if "draft" in st.session_state:
        handwork.dialog(gdf, state.project, st.session_state.pop("draft"), state.language)


@cache
def _shipped() -> GeoDataFrame:
    gdf = catalogue.shipped()
    gc.freeze()  # to look through all that stays loaded, a full collection would halt every session for 0.1 s
    return gdf


def _head(gdf: GeoDataFrame, count: int, state: State, map_number: str) -> None:
    language = state.language
    with st.container(horizontal=True, key="head", vertical_alignment="center"):
        title = html.escape(label("page.title", language))
        report = html.escape(str(gdf.attrs.get("metadata", {}).get("title", "")))
        style = assets.data_file("page.css") + intake.upload_style(language)
        st.html(f"<style>{style}</style><h1>{title}<small>{report}</small></h1>", width="stretch")
        if st.button(label("page.open", language), key="open") or st.session_state.pop("opening", False):
            intake.dialog(language)
        # what a closed leaf holds is neither made nor sent: of every filter it would be the greater part
        leaf = partial(st.popover, on_change="rerun")
        with leaf(label("page.export", language), key="export") as exporting:
            if exporting.open:
                st.caption(label("page.export.note", language, count=count))
                with st.container(horizontal=True, gap="small", key="formats"):
                    _downloads(gdf, state, map_number)
                atlas_maker.offer(gdf, state, map_number)
        with leaf(label("hand.manage", language), key="by-hand") as managing:
            if managing.open:
                handwork.manager(gdf, language)
        other = "en" if language == "zh" else "zh"
        st.button(label("page.other-language", language), on_click=change, args=({"language": other},))


def _downloads(gdf: GeoDataFrame, state: State, map_number: str) -> None:
    """Offer every format; a file is made when it is asked for, of what is filtered at that moment."""
    language, chosen = state.language, state.filter
    report = str(gdf.attrs.get("metadata", {}).get("report", "projects"))
    today = datetime.now(UTC).date()
    for suffix, entry in export.FORMATS.items():
        st.download_button(
            entry.label(language),
            data=partial(
                export.to_bytes,
                gdf,
                suffix,
                language=language,
                filter=chosen,
                map_number=map_number,
            ),
            file_name=export.filename(report, chosen, suffix, today, language=language),
            mime=entry.mime,
            on_click="ignore",
            key=f"download{suffix}",
        )


def _filter_bar(menus: list[dict[str, Any]], state: State, *, wants_key: bool) -> None:
    language = state.language
    keys = ("search", "shade", "base", "key")
    data = {
        "seen": seen("bar"),
        "menus": menus,
        "text": state.filter.text,
        "choropleth": state.choropleth,
        "base": state.base,
        "bases": [(base, label(f"page.base.{base}", language)) for base in BASES],
        "wantsKey": wants_key,
        "language": "zh-Hans" if language == "zh" else "en",
        "texts": {key: label(f"page.{key}", language) for key in keys},
        "address": address(state),
    }
    _bar(key="bar", data=data, on_actions_change=_asked)


def _asked() -> None:
    for action in news("bar"):
        if "key" in action:  # the reader's own: it stays in the session and out of the address
            st.session_state["tianditu-key"] = str(action["key"]).strip()
        else:
            change(action)


def _map(shown: GeoDataFrame, state: State, key: str, map_number: str) -> Callable[[], object]:
    year = catalogue.year_of(shown)
    chart = webmap.build_map(state.language, year=year, map_number=map_number)
    assets.rename(chart, served.address)
    layers = webmap.feature_group(
        shown,
        chosen=state.filter,
        selected=state.project or None,
        fly=state.fly,
        choropleth=state.choropleth,
        base=state.base if key or state.base != "tianditu" else "drawn",
        key=key,
        placing=state.placing,
    )
    return partial(
        st_folium,
        chart,
        key="map-answer",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=layers,
        on_change=_map_clicked,
        render=False,  # of a page around the map, which nobody reads here
    )


def _map_clicked() -> None:
    drawing = (st.session_state.get("map-answer") or {}).get("last_active_drawing") or {}
    properties = drawing.get("properties", {})
    if "id" in properties:
        change({"project": properties["id"]})
    elif "place" in properties:
        st.session_state.draft = tuple(properties["place"])
        change({"placing": False})
    elif "toggle" in properties:
        change({"toggle": properties["toggle"]})
    elif "district" in properties:
        gdf = st.session_state.get("catalogue")
        year = catalogue.year_of(gdf if gdf is not None else _shipped())
        change({"toggle": ["districts", gazetteer.load(year).district(properties["district"]).name]})
