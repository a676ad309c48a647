"""What the page's parts show, as plain values: filter menus, rows, card, district sheet."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gazetteer
from geo import catalogue, reading
from geo.catalogue import year_of
from geo.extraction import extract
from geo.labels import label
from geo.place_labels import district_name, romanised, source_words
from geo.selection import CODES, counts, select
from geo.taxonomy import BASES, DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geopandas import GeoDataFrame

    from geo.page.state import State
    from geo.report import Report
    from geo.taxonomy import Code

ROWS = 400
"""Rows that the list shows at once; the counters always count all."""

_GREY = "#6b675c"
_TAN = "#bb9659"  # as the map shades the districts with most projects
_ADDRESS = re.compile(r"(https?://[^\s;,，。；)）]+)")
_SHORTEST_PIECE = 2  # one character in common is no piece of a name
_FILLED = ("exact", "near")


def menus(gdf: GeoDataFrame, state: State) -> list[dict[str, Any]]:
    """Return the filter bar's menus, each option with its count under the other filters."""
    language = state.language
    places = gazetteer.load(year_of(gdf)).districts()
    districts = [
        (place.name, _district_label(place, language), romanised(place.adcodes[0])) for place in places
    ]
    return [
        _menu("districts", gdf, state, districts, search=True),
        _menu("regions", gdf, state, _options(REGIONS, language)),
        _domains(gdf, state),
        _menu("stages", gdf, state, _options(STAGES, language)),
        _menu("kinds", gdf, state, _options(KINDS, language)),
        _menu("exactness", gdf, state, _options(EXACTNESS, language)),
    ]


def chip_label(dimension: str, value: str, state: State, year: int) -> str:
    """Return the words of a chosen filter."""
    if dimension == "text":
        return label("page.quoted", state.language, text=value)
    if dimension == "districts":
        return district_name(gazetteer.load(year).district(value), state.language)
    return CODES[dimension][value].label(state.language)


def rows(gdf: GeoDataFrame, language: str, *, by_place: bool = False) -> list[dict[str, Any]]:
    """Return the list: located rows first, then the others with the reason, both in report order.

    Parameters
    ----------
    gdf : GeoDataFrame
    language : str
    by_place : bool
        Whether the located rows come in groups: sites, district only, lines, areas, regional roles.
    """
    places = {place.name: place for place in gazetteer.load(year_of(gdf)).districts()}
    shown: list[dict[str, Any]] = []
    located = gdf.geometry.notna()
    for on_map in (True, False):
        part = gdf[located == on_map].head(max(0, ROWS - len(shown)))
        columns = (part[name].tolist() for name in _ROW)
        for id_, kind, name, domain, sector, stage, exactness, districts, reason, basis in zip(
            *columns, strict=True
        ):
            group = (_group(kind, exactness) if by_place else "") if on_map else "unplaced"
            where = joined([named(d, places, language) for d in districts], language)
            if reason:
                where = label(f"page.reason.{reason}", language)
            shown.append({
                "id": id_,
                "name": name,
                "colour": DOMAINS[domain].colour,
                "glyph": DOMAINS[domain].glyph,
                "filled": exactness in _FILLED,
                "facts": [SECTORS[sector].label(language), STAGES[stage].label(language), where],
                "group": group,
                "byHand": basis == "user",
            })  # fmt: skip
    if by_place:
        shown.sort(key=lambda row: _GROUPS.index(row["group"]))
    return [row | {"group": row["group"] and label(f"page.group.{row['group']}", language)} for row in shown]


_GROUPS = ("site", "district", "line", "area", "policy", "unplaced")


def _group(kind: str, exactness: str) -> str:
    if kind == "region_policy":
        return "policy"
    return "site" if exactness in _FILLED else exactness


_ROW = ("id", "kind", "name", "domain", "sector", "stage", "exactness", "districts", "reason", "basis")


def card(gdf: GeoDataFrame, state: State) -> dict[str, Any] | None:
    """Return the chosen project's card, or None where there is none."""
    chosen = gdf[gdf["id"] == state.project] if state.project else gdf.head(0)
    if chosen.empty:
        return None
    row, language = catalogue.as_records(chosen)[0], state.language
    places = {place.name: place for place in gazetteer.load(year_of(gdf)).districts()}
    districts = [named(name, places, language) for name in row["districts"]]
    quantities = joined([_quantity(q, language) for q in row["quantities"]], language)
    facts: list[tuple[str, str | list[tuple[str, str]]]] = [
        ("sector", f"{DOMAINS[row['domain']].label(language)} · {SECTORS[row['sector']].label(language)}"),
        ("districts", joined(districts, language) or label("map.none", language)),
        ("exactness", _exactness(row, language)),
        ("kind", KINDS[row["kind"]].label(language)),
        ("quantities", quantities),
        ("basis", BASES[row["basis"]].label(language)),
        ("hand", _by_hand(row)),
        ("places", joined([place.get("name") or place.get("text", "") for place in row["places"]], language)),
        ("place-source", linked(source_words(_sources(row, gdf), language))),
        ("reason", label(f"page.reason.{row['reason']}", language) if row["reason"] else ""),
        ("source", _source(row, gdf)),
    ]
    return {
        "id": row["id"],
        "name": row["name"],
        "colour": DOMAINS[row["domain"]].colour,
        "glyph": DOMAINS[row["domain"]].glyph,
        "filled": row["exactness"] in _FILLED,
        "ladder": [stage.label(language) for stage in STAGES.values()],
        "rank": STAGES[row["stage"]].rank,
        "action": row["action"],
        "facts": [(label(f"page.{key}", language), value) for key, value in facts if value],
        "clause": marked(row["clause"] or "", row["name"]),
        "byHand": row["basis"] == "user",
        "others": [
            label("page.mention", language, section=mention["section"])
            for mention in row["mentions"]
            if mention["start"] != row["start"]
        ],
    }


def district_sheet(gdf: GeoDataFrame, state: State) -> dict[str, Any]:
    """Return the sheet of the chosen district, or of all districts where none or several are chosen."""
    language = state.language
    places = {place.name: place for place in gazetteer.load(year_of(gdf)).districts()}
    rows_ = select(gdf, state.filter)
    if len(state.filter.districts) != 1:
        found = Counter(name for names in rows_["districts"] for name in names)
        bars = [
            _bar(named(n, places, language), found[n], _TAN, ["districts", n]) for n in places if found[n]
        ]
        bars.sort(key=lambda bar: -int(bar["count"]))
        return {"title": label("page.all-districts", language), "groups": [("", bars)]}
    name = state.filter.districts[0]
    both = Counter(zip(rows_["domain"], rows_["stage"], strict=True))
    stages = Counter(rows_["stage"])
    shared = Counter(other for names in rows_["districts"] for other in names if other != name)
    groups = [
        (label("page.domain", language), [
            _bar(d.label(language), 0, d.colour, ["domains", code], _stretches(both, code, language))
            for code, d in DOMAINS.items()
        ]),
        (label("page.stage", language), [
            _bar(s.label(language), 0, _GREY, ["stages", code], [(stages[code], _strength(code), "")])
            for code, s in STAGES.items()
        ]),
        (label("page.shared", language), [
            _bar(named(other, places, language), count, _TAN, ["districts", other])
            for other, count in shared.most_common(8)
        ]),
    ]  # fmt: skip
    filled = [(title, [bar for bar in bars if bar["count"]]) for title, bars in groups]
    return {"title": named(name, places, language), "groups": [group for group in filled if group[1]]}


def reading_view(gdf: GeoDataFrame, report: Report, places: gazetteer.Gazetteer | None, language: str) -> str:
    """Return the report as HTML with its places, projects and leftovers marked.

    ``places`` is the gazetteer that the catalogue was built with; the shipped one where it is None.
    """
    places = places or gazetteer.load(year_of(gdf))
    leftovers = extract(report, gazetteer=places).leftovers
    return reading.to_html(report, gdf, places.find(report.text), leftovers, language)


def named(name: str, places: dict[str, gazetteer.Place], language: str) -> str:
    """Return a district's official name as the language has it."""
    return district_name(places[name], language) if name in places else name


def joined(words: list[str], language: str) -> str:
    """Return words as an enumeration."""
    return ("、" if language == "zh" else ", ").join(words)


def _district_label(place: gazetteer.Place, language: str) -> str:
    name = district_name(place, language)
    return name if language == "zh" else f"{name} {district_name(place, 'zh', short=True)}"


def _options(codes: Mapping[str, Code], language: str) -> list[tuple[str, str, str]]:
    return [(code, row.label(language), "") for code, row in codes.items()]


def _menu(
    dimension: str,
    gdf: GeoDataFrame,
    state: State,
    options: list[tuple[str, str, str]],
    *,
    search: bool = False,
) -> dict[str, Any]:
    option = _counted(dimension, gdf, state)
    return {
        "title": label(f"page.{dimension}", state.language),
        "find": label("page.find-district", state.language) if search else "",
        "options": [option(*row) for row in options],
    }


def _domains(gdf: GeoDataFrame, state: State) -> dict[str, Any]:
    """Return one menu of domains, each followed by its sectors."""
    language = state.language
    domain_option, sector_option = _counted("domains", gdf, state), _counted("sectors", gdf, state)
    options = []
    for code, domain in DOMAINS.items():
        look = {"colour": domain.colour, "glyph": domain.glyph}
        options.append(domain_option(code, domain.label(language)) | look)
        own = [(s, sector) for s, sector in SECTORS.items() if sector.domain == code]
        options += [sector_option(s, sector.label(language)) for s, sector in own]
    return {
        "title": label("page.domains", language),
        "find": label("page.find", language),
        "options": options,
    }


def _counted(dimension: str, gdf: GeoDataFrame, state: State) -> Callable[..., dict[str, Any]]:
    """Return a maker of a dimension's options: value, label and a hint for the search."""
    found, chosen = counts(gdf, state.filter, dimension), getattr(state.filter, dimension)

    def option(value: str, text: str, hint: str = "") -> dict[str, Any]:
        shown = {"dimension": dimension, "value": value, "label": text, "hint": hint}
        return shown | {"count": found.get(value, 0), "chosen": value in chosen}

    return option


def _bar(
    text: str, count: int, colour: str, action: list[str], parts: list[tuple[int, int, str]] | None = None
) -> dict[str, Any]:
    """Return a bar of one piece, or of ``parts``: each its count, strength of colour and words."""
    parts = [part for part in parts or [(count, 100, "")] if part[0]]
    total = sum(part[0] for part in parts)
    return {"label": text, "count": total, "colour": colour, "action": action, "parts": parts}


def _stretches(both: Counter[tuple[str, str]], domain: str, language: str) -> list[tuple[int, int, str]]:
    return [(both[domain, code], _strength(code), stage.label(language)) for code, stage in STAGES.items()]


def _strength(stage: str) -> int:
    """Return how strong a stage's colour is, per cent: the further along the stronger."""
    return 30 + 14 * STAGES[stage].rank


def _quantity(quantity: dict[str, Any], language: str) -> str:
    value = quantity.get("value", "")
    number = f"{value:,g}" if isinstance(value, (int, float)) else str(value)
    shared = label("page.together", language) if quantity.get("shared") else ""
    return f"{quantity.get('of', '')} {number}{quantity.get('unit', '')}{shared}".strip()


def _exactness(row: dict[str, Any], language: str) -> str:
    text = EXACTNESS[row["exactness"]].label(language)
    return text + (label("page.radius", language, km=f"{row['radius_km']:g}") if row["radius_km"] else "")


def marked(clause: str, name: str) -> list[tuple[str, bool]]:
    """Return a clause in pieces, each with whether it is a piece of the project's name."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for block in SequenceMatcher(None, clause, name, autojunk=False).get_matching_blocks():
        if block.size >= _SHORTEST_PIECE:
            pieces += [(clause[end : block.a], False), (clause[block.a : block.a + block.size], True)]
            end = block.a + block.size
    return [piece for piece in (*pieces, (clause[end:], False)) if piece[0]]


def _sources(row: dict[str, Any], gdf: GeoDataFrame) -> str:
    """Return where the gazetteer has the project's places from; districts that the text names need none."""
    if row["basis"] == "text":
        return ""
    known = {place.id: place for place in gazetteer.load(year_of(gdf)).places}
    found = (known[place["id"]].source for place in row["places"] if place.get("id") in known)
    return "; ".join(dict.fromkeys(filter(None, found)))


def linked(source: str) -> list[tuple[str, str]]:
    """Return a source in pieces of (words, address); an address is named by its host."""
    pieces = []
    for at, piece in enumerate(_ADDRESS.split(source)):
        host = urlsplit(piece).hostname or piece if at % 2 else piece
        pieces.append((host.removeprefix("www."), piece if at % 2 else ""))
    return [piece for piece in pieces if piece[0]]


def _by_hand(row: dict[str, Any]) -> str:
    notes = [rule.partition(": ")[2] for rule in row["rules"] if rule.startswith("by-hand: ")]
    return notes[-1] if notes and row["basis"] == "user" else ""


def _source(row: dict[str, Any], gdf: GeoDataFrame) -> str:
    title = gdf.attrs.get("metadata", {}).get("title") or row["report"]
    return " ".join(part for part in (title, row["section"], row["heading"], row["network"]) if part)
