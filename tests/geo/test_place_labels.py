"""Sources of places in the reader's language."""

from __future__ import annotations

import re

import pytest

import gazetteer
from geo.place_labels import source_words


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("GeoNames 1794395", "GeoNames 1794395"),
        ("general knowledge, no page at hand", "常识，未附网页"),
        (
            "public page: https://a.example/b; point: GeoNames 7 (the town)",
            "网页：https://a.example/b；坐标：GeoNames 7（所在镇街）",
        ),
    ],
)
def test_sources_speak_the_readers_language(source, chinese):
    assert source_words(source, "zh") == chinese
    assert source_words(source, "en") == source


def test_hardly_a_source_keeps_english_words_on_the_chinese_page():
    sources = [place.source for place in gazetteer.load(2021).places]
    prose = [s for s in sources if len(re.findall("[a-z]{3,}(?= [a-z])", source_words(s, "zh"))) > 2]
    assert len(prose) < len(sources) / 50
