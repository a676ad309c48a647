"""What a page shows at one moment, how an action changes it, and how the address holds it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from geo.errors import FilterError
from geo.selection import COLUMN, Filter, parse
from geo.taxonomy import SECTORS

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh", "en")
VIEWS = ("list", "district", "text")
BASES = ("drawn", "osm", "tianditu", "amap", "blank")


@dataclass(frozen=True, slots=True)
class State:
    """One moment of the page.

    Attributes
    ----------
    filter : Filter
    language : str
        ``zh`` or ``en``.
    view : str
        What stands beside the map: ``list``, ``district`` or ``text``.
    project : str
        Id of the chosen project, or empty.
    base : str
        The map's ground: one of :data:`BASES`.
    choropleth : bool
        Whether districts are shaded by their number of projects.
    fly : int
        Grows each time the map shall go to the chosen project, or without one to the chosen districts;
        0 where it shall stay.
    placing : bool
        Whether the next click on the map places the chosen project by hand.
    """

    filter: Filter = field(default_factory=Filter)
    language: str = "zh"
    view: str = "list"
    project: str = ""
    base: str = "drawn"
    choropleth: bool = True
    fly: int = 0
    placing: bool = False


def first_language(locale: str | None) -> str:
    """Return ``zh`` for a browser set to Chinese (or to nothing), ``en`` for every other."""
    return "zh" if not locale or locale.lower().startswith("zh") else "en"


def from_query(query: Mapping[str, list[str]], *, language: str = "zh", year: int = 2021) -> State:
    """Return the state that an address holds; what it does not know is left out.

    Parameters
    ----------
    query : mapping of str to list of str
        The address's parameters.
    language : str
        Where the address names none.
    year : int
        Decides which districts there are.
    """
    dimensions: dict[str, Any] = {
        name: tuple(
            dict.fromkeys(filter(None, (_parsed(name, value, year) for value in query.get(name, []))))
        )
        for name in COLUMN
    }
    chosen = Filter(text="".join(query.get("text", [])[:1]), **dimensions)

    def one(key: str, allowed: tuple[str, ...], default: str) -> str:
        value = "".join(query.get(key, [])[:1])
        return value if value in allowed else default

    project = "".join(query.get("project", [])[:1])
    return State(
        filter=chosen,
        language=one("lang", LANGUAGES, language),
        view=one("view", VIEWS, "list"),
        project=project,
        base=one("base", BASES, "drawn"),
        choropleth=one("shade", ("0", "1"), "1") == "1",
        fly=1 if project else 0,
    )


def to_query(state: State) -> dict[str, list[str]]:
    """Return the address's parameters for a state; what is as it always is stays out."""
    query = {name: list(getattr(state.filter, name)) for name in COLUMN}
    query |= {
        "text": [state.filter.text],
        "project": [state.project],
        "view": [state.view] if state.view != "list" else [],
        "base": [state.base] if state.base != "drawn" else [],
        "shade": [] if state.choropleth else ["0"],
        "lang": [state.language],
    }
    return {key: values for key, values in query.items() if any(values)}


def address(state: State) -> str:
    """Return the part of the page's address that holds a state, from its question mark on."""
    return "?" + urlencode(to_query(state), doseq=True)


def act(state: State, action: Mapping[str, Any]) -> State:
    """Return the state after an action of the map, the filter bar or the panel.

    Parameters
    ----------
    state : State
    action : mapping
        One of ``{"toggle": [dimension, value]}``, ``{"text": str}``, ``{"clear": True}``,
        ``{"zoom": True}``, ``{"project": id, "fly": bool}``, ``{"view": name}``, ``{"language": code}``,
        ``{"base": name}``, ``{"choropleth": bool}``, ``{"placing": bool}``.  Anything else changes nothing.
    """
    changes: dict[str, Any] = {}
    match action:
        case {"toggle": [str(dimension), str(value)]} if dimension in COLUMN:
            changes["filter"] = _toggled(state.filter, dimension, value)
        case {"text": str(text)}:
            changes["filter"] = replace(state.filter, text=text.strip())
        case {"clear": _}:
            changes["filter"] = Filter()
        case {"project": str(project)}:
            fly = state.fly + 1 if project and action.get("fly") else 0
            changes = {"project": project, "fly": fly, "placing": False}
        case {"zoom": _}:
            changes = {"project": "", "fly": state.fly + 1, "placing": False}
        case {"placing": bool(placing)}:
            changes["placing"] = placing and bool(state.project)
        case {"choropleth": bool(shown)}:
            changes["choropleth"] = shown
    choices = (("view", VIEWS), ("language", LANGUAGES), ("base", BASES))
    changes |= {key: action[key] for key, allowed in choices if action.get(key) in allowed}
    return replace(state, **changes)


def chips(chosen: Filter) -> list[tuple[str, str]]:
    """Return what a filter holds as (dimension, value), the text last."""
    held = [(name, value) for name in COLUMN for value in getattr(chosen, name)]
    return held + ([("text", chosen.text)] if chosen.text else [])


def _toggled(chosen: Filter, dimension: str, value: str) -> Filter:
    values = list(getattr(chosen, dimension))
    if value in values:
        values.remove(value)
    else:
        values.append(value)
    changed: dict[str, Any] = {dimension: tuple(values)}
    if dimension == "domains":
        # a sector of another domain would leave nothing to show
        changed["sectors"] = tuple(s for s in chosen.sectors if not values or SECTORS[s].domain in values)
    return replace(chosen, **changed)


def _parsed(name: str, value: str, year: int) -> str:
    dimension: dict[str, Any] = {name: [value]}
    try:
        return str(getattr(parse(year=year, **dimension), name)[0])
    except FilterError:
        return ""
