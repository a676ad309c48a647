"""What the page's parts are given to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import catalogue
from geo.page import content
from geo.page.state import State
from geo.page.words import plain
from geo.selection import Filter


@pytest.fixture(scope="module")
def shipped():
    return catalogue.shipped()


@pytest.mark.parametrize(
    ("clause", "name", "pieces"),
    [
        ("新建东门桥、西门隧道引道", "东门桥引道", ["东门桥", "引道"]),
        ("加快建设某水库", "某水库", ["某水库"]),
        ("什么也没有", "某水库", []),
        ("", "某水库", []),
    ],
)
def test_the_name_is_marked_in_its_clause(clause, name, pieces):
    assert [piece for piece, named in content.marked(clause, name) if named] == pieces


@given(st.text(max_size=40), st.text(max_size=12))
def test_marking_loses_no_character(clause, name):
    assert "".join(piece for piece, _ in content.marked(clause, name)) == clause


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_has_a_card(shipped, language):
    for id_ in shipped["id"]:
        card = content.card(shipped, State(project=id_, language=language))
        assert card["id"] == id_
        assert all(value for _, value in card["facts"])
        assert 0 <= card["rank"] < len(card["ladder"])


def test_there_is_no_card_of_an_unknown_project(shipped):
    assert content.card(shipped, State(project="none")) is None


def test_the_list_has_the_located_first_and_a_reason_for_the_others(shipped):
    rows = content.rows(shipped, "zh")
    assert len(rows) == min(len(shipped), content.ROWS)
    flags = [bool(row["group"]) for row in rows]
    assert flags == sorted(flags)
    assert all(row["facts"][-1] for row in rows if row["group"])
    assert flags.count(False) == shipped.geometry.notna().sum()


def test_a_district_page_keeps_each_group_together(shipped):
    groups = [row["group"] for row in content.rows(shipped, "en", by_place=True)]
    assert len(set(groups)) == 6
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("GeoNames 1", [("GeoNames 1", "")]),
        (
            "page: https://www.x.cn/a?b=1; more",
            [("page: ", ""), ("x.cn", "https://www.x.cn/a?b=1"), ("; more", "")],
        ),
        ("javascript:alert(1)", [("javascript:alert(1)", "")]),
        ("", []),
    ],
)
def test_addresses_in_a_source_become_links(source, pieces):
    assert content.linked(source) == pieces


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_of_a_district_counts_its_rows(shipped, language):
    state = State(filter=Filter(districts=("璧山区",)), language=language)
    groups = content.district_sheet(shipped, state)["groups"]
    wanted = sum("璧山区" in names for names in shipped["districts"])
    for _, bars in groups[:2]:
        assert sum(bar["count"] for bar in bars) == wanted


@pytest.mark.parametrize("language", ["zh", "en"])
def test_menus_count_every_option(shipped, language):
    menus = content.menus(shipped, State(language=language))
    assert len(menus) == 6
    assert len(menus[0]["options"]) == 38
    for menu in menus:
        assert all(option["label"] and option["count"] >= 0 for option in menu["options"])


@pytest.mark.parametrize("text", ["<b>x</b>", "[a](http://x)", "**x** `y` $z$ :red[a] #1", "a_b~c"])
def test_markdown_is_shown_as_it_is(text):
    assert plain(text).replace("\\", "") == text
    assert all(plain(text)[i - 1] == "\\" for i, c in enumerate(plain(text)) if c in "<[*`$_#~")
