"""Where words end: jieba and rjieba cut alike, and the faster is asked where it is installed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load, words

GENRE = "万州开州合川云阳梁平长寿大桥水库建设推进综合川渝中线江镇村重庆北碚南岸水土保持的和、，。0123ABC"


def test_rjieba_is_asked_where_it_is_installed(cutters):
    assert type(cutters["rjieba"]("合川")) is list
    assert type(cutters["jieba"]("合川")) is not list
    words.cutter.cache_clear()
    assert type(words.cutter()("合川")) is list


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("推进综合川道整治", "合川", False),
        ("推进合川道路整治", "合川", True),
        ("建设桥梁平台", "梁平", False),
    ],
)
@pytest.mark.parametrize("cutter", ["jieba", "rjieba"])
def test_a_name_across_two_words(cut_with, cutter, text, name, alone):
    cut_with(cutter)
    at = text.index(name)
    assert words.stands_alone(text, at, at + len(name)) is alone


@given(text=st.text(GENRE, max_size=40))
def test_both_cut_alike(cutters, text):
    assert list(cutters["jieba"](text)) == cutters["rjieba"](text)


@pytest.mark.parametrize("year", [2021, 2026])
def test_both_find_the_same_places(cut_with, year):
    text = "综合川渝两地资源，推进合川、梁平桥梁平台和万州大足球场建设，放开州际航线，云南川江通航。" * 3
    found = []
    for cutter in ("jieba", "rjieba"):
        cut_with(cutter)
        found.append(load(year=year).find(text))
    assert found[0] == found[1]
