"""The page's state as values: what an action does, and what an address holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from geo.page.state import BASES, LANGUAGES, VIEWS, State, act, chips, first_language, from_query, to_query
from geo.selection import Filter
from geo.taxonomy import DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

DISTRICTS = [place.name for place in gazetteer.load(2021).districts()]


def some(values):
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=4).map(tuple)


filters = st.builds(
    Filter,
    districts=some(DISTRICTS),
    regions=some(REGIONS),
    domains=some(DOMAINS),
    sectors=some(SECTORS),
    stages=some(STAGES),
    kinds=some(KINDS),
    exactness=some(EXACTNESS),
    text=st.text(max_size=12),
)


@given(
    chosen=filters,
    language=st.sampled_from(LANGUAGES),
    view=st.sampled_from(VIEWS),
    base=st.sampled_from(BASES),
    choropleth=st.booleans(),
)
def test_an_address_holds_the_whole_state(chosen, language, view, base, choropleth):
    state = State(filter=chosen, language=language, view=view, base=base, choropleth=choropleth)
    assert from_query(to_query(state), language="zh") == state


@given(st.dictionaries(st.text(max_size=9), st.lists(st.text(max_size=9), max_size=3), max_size=4))
def test_any_address_opens(query):
    assert isinstance(from_query(query), State)


@given(chosen=filters)
def test_dropping_every_chip_leaves_no_filter(chosen):
    state = State(filter=chosen)
    for dimension, value in chips(chosen):
        if (dimension, value) in chips(state.filter):  # a dropped domain may take its sectors with it
            state = act(state, {"text": ""} if dimension == "text" else {"toggle": [dimension, value]})
    assert not state.filter


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"toggle": ["domains", "water"]}, State(filter=Filter(domains=("water",)))),
        ({"text": " 高铁 "}, State(filter=Filter(text="高铁"))),
        ({"project": "a", "fly": True}, State(project="a", fly=1)),
        ({"project": "a"}, State(project="a")),
        ({"view": "district"}, State(view="district")),
        ({"language": "en"}, State(language="en")),
        ({"base": "osm"}, State(base="osm")),
        ({"choropleth": False}, State(choropleth=False)),
        ({"placing": True}, State()),  # no project is chosen
        *[
            (nonsense, State())
            for nonsense in (
                {},
                {"toggle": ["nonsense", "x"]},
                {"toggle": "x"},
                {"view": "x"},
                {"language": 3},
                {"x": 1},
                {"view": []},
            )
        ],
    ],
)
def test_actions(action, expected):
    assert act(State(), action) == expected


def test_a_sector_of_a_domain_not_chosen_is_dropped():
    state = act(State(filter=Filter(sectors=("rail", "gas"))), {"toggle": ["domains", "energy"]})
    assert state.filter == Filter(domains=("energy",), sectors=("gas",))


def test_placing_ends_with_another_choice():
    state = act(State(project="a"), {"placing": True})
    assert state.placing
    assert not act(state, {"project": "b"}).placing


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr", "en"), (None, "zh"), ("", "zh")],
)
def test_the_browsers_language_comes_first(locale, language):
    assert first_language(locale) == language
