"""The lexicon: its codes are the catalogue's, and its look-ups find the longest word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.grammar.heads import head_of
from geo.grammar.lexicon import FORCES, Words, lexicon
from geo.taxonomy import SECTORS, STAGES


def test_codes_are_those_of_the_catalogue():
    words = lexicon()
    assert {verb.stage for verb in words.verbs.values()} <= set(STAGES)
    assert {verb.force for verb in words.verbs.values()} == set(FORCES)
    assert set(words.closings.values()) <= {*STAGES, ""}
    assert set(words.sectors.values()) <= set(SECTORS)
    for table in (words.topics, words.hints, words.vague, words.networks):
        assert set(table.sectors.values()) <= set(SECTORS)


def test_every_sector_has_heads_of_its_own():
    assert set(lexicon().sectors.values()) == set(SECTORS)


def test_a_head_has_one_role():
    tables = ("sites", "works", "programmes", "plans", "regions", "campaigns", "abstract", "events")
    words = [word for table in tables for word in lexicon().lists[f"{table}.words"].members]
    assert sorted(words) == sorted(set(words))


TEXTS = st.text("甲乙丙丁", max_size=12)
SETS = st.sets(st.text("甲乙丙丁", min_size=1, max_size=4), max_size=8)


@given(TEXTS, SETS)
def test_prefix_and_suffix_are_the_longest(text, members):
    words = Words.of(members)
    assert words.prefix(text, 0, len(text)) == max(
        (w for w in members if text.startswith(w)), key=len, default=""
    )
    assert words.suffix(text, 0, len(text)) == max(
        (w for w in members if text.endswith(w)), key=len, default=""
    )


@given(TEXTS, SETS)
def test_words_within_a_text_stand_in_it_in_order(text, members):
    at = 0
    for word in Words.of(members).within(text):
        assert word in members
        at = text.index(word, at) + len(word)


@pytest.mark.parametrize(
    ("text", "word", "sector"),
    [
        ("农产品冷链物流", "物流", "logistics"),
        ("生物医药疫苗", "疫苗", "biomedicine"),
        ("没有什么", "", ""),
        ("", "", ""),
    ],
)
def test_the_last_topic_tells(text, word, sector):
    assert lexicon().topics.last(text) == (sector, word)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("云溪大桥", "大桥"),
        ("云溪港二期", "港"),
        ("云溪软件园（东区）", "软件园"),
        ("山地步道80公里", "步道"),
        ("口袋公园30个", "口袋公园"),
        ("甲乙高铁云溪至石盘段", "高铁"),
        ("市郊铁路云溪线", "铁路"),
        ("轨道交通3号线", "号线"),
        ("“无废城市”", "无废城市"),
        ("云溪机场T2航站楼", "航站楼"),
        ("云溪", ""),
    ],
)
def test_head_of_a_name(name, head):
    assert head_of(name) == head
