from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.typography import MM_PER_POINT, REPLACEMENT, characters, printable, shorten, width, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("甲\x00乙\u202e", "甲乙"),
        ("甲😀", f"甲{REPLACEMENT}"),
        ("甲\ud800乙", f"甲{REPLACEMENT}乙"),
        ("  ", ""),
        ("$x$", "$x$"),
    ],
)
def test_printable(text, expected):
    assert printable(text) == expected


@given(st.text())
def test_whatever_is_printable_is_in_the_fonts_and_stays_as_it_is(text):
    once = printable(text)
    assert {ord(c) for c in once} <= characters()
    assert printable(once) == once


def test_a_chinese_character_is_one_em_wide():
    assert width("重庆", 10) == pytest.approx(2 * 10 * MM_PER_POINT)


@given(st.text("重庆市（，。）project 2021", max_size=80), st.floats(4, 60))
def test_lines_fit_and_lose_nothing(text, room):
    lines = wrap(printable(text), room, 8)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")
    assert all(width(line, 8) <= room or len(line) == 1 for line in lines)


def test_lines_break_between_words_and_not_before_closing_punctuation():
    assert wrap("重庆市两江新区，建设", width("重庆市两江新区", 8) + 0.1, 8) == ["重庆市两江新", "区，建设"]
    assert wrap("new town road", width("new town r", 8), 8) == ["new town", "road"]


def test_what_is_too_long_ends_in_an_ellipsis():
    assert shorten("重庆市两江新区", width("重庆市两", 8) + 0.01, 8) == "重庆市…"
    assert wrap("重" * 30, width("重" * 10, 8) + 0.01, 8, lines=2) == ["重" * 10, "重" * 9 + "…"]
    assert shorten("重庆", 100, 8) == "重庆"
