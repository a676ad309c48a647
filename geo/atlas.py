"""The district atlas: one PDF with a sheet for each district and each domain.

Cover, contents, overview, districts, domains, index, notes; with bookmarks, page numbers, links between
the lists and the sheets, and text that can be selected and searched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import gazetteer
from geo.catalogue import year_of
from geo.drawing import atlas_matter, atlas_sheets
from geo.drawing.book import Book
from geo.drawing.cartography import base
from geo.drawing.composition import title_of
from geo.figure import DRAWING, Target, check_language, check_place, save
from geo.labels import label
from geo.selection import Filter, describe, select
from geo.taxonomy import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geopandas import GeoDataFrame


def build(
    gdf: GeoDataFrame,
    target: Target,
    *,
    language: str = "zh",
    filter: Filter | None = None,  # noqa: A002 - the word of every door
    districts: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    map_number: str = "",
    overwrite: bool = False,
) -> None:
    """Make the atlas of a catalogue.

    Parameters
    ----------
    gdf : GeoDataFrame
        A catalogue, EPSG:4326, longitude first.
    target : path or binary file
    language : str
        ``zh`` or ``en``.
    filter : Filter, optional
        Which projects; its districts and regions also choose the sheets.
    districts : sequence of str, optional
        Names or codes; the atlas then holds their sheets and their projects only.
    progress : callable, optional
        Called after each page with the pages done and those there will be at least.
    map_number : str
        审图号, printed where there is one.
    overwrite : bool
        Whether an existing file is replaced; that happens in one step.

    Raises
    ------
    UnknownPlaceError
        Where a district is none of the report's year.
    ExportError
        Where the language is none of these or the file cannot be written.
    """
    check_language(language)
    check_place(target, overwrite=overwrite)
    places = gazetteer.load(year_of(gdf))
    chosen = filter or Filter()
    if districts:
        names = [places.district(name).name for name in districts]
        chosen = replace(chosen, districts=tuple(dict.fromkeys(names)))
    asked = {places.district(name).adcodes[0] for name in chosen.districts}
    asked.update(code for region in chosen.regions for code in places.region(region))
    codes = sorted(asked or {place.adcodes[0] for place in places.districts()})
    rows = select(gdf, chosen)
    with DRAWING:
        data = _bound(rows, codes, chosen, language, progress=progress, map_number=map_number)
    save(data, target)


def _bound(
    rows: GeoDataFrame,
    codes: Sequence[str],
    chosen: Filter,
    language: str,
    *,
    progress: Callable[[int, int], None] | None,
    map_number: str,
) -> bytes:
    ground = base(year_of(rows))
    domains = [code for code in DOMAINS if (rows["domain"] == code).any()]
    at_least = atlas_matter.FRONT + 3 + len(codes) + len(domains)
    done = 0

    def turned() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, max(done, at_least))

    title = f"{label('atlas.title', language)} · {title_of(rows)}"
    book = Book(title, language, atlas_matter.FRONT, turned, map_number=map_number)
    atlas_sheets.overview(book, rows, chosen, map_number)
    for code in codes:
        atlas_sheets.district_sheet(book, rows, code, ground)
    for domain in domains:
        atlas_sheets.domain_sheet(book, rows, domain, ground)
    atlas_matter.index(book, rows, codes)
    atlas_matter.notes(book, rows)
    book.start_front()
    subtitle = f"{describe(chosen, language)} · {label('atlas.count', language, count=len(rows))}"
    atlas_matter.cover(book, rows, ground, subtitle, map_number)
    atlas_matter.contents(book, ground, codes, domains)
    return book.close(subtitle)
