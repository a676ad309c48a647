"""Filters in a real browser: rows, counter and map always say the same as the catalogue."""

from __future__ import annotations

import pytest

import gazetteer
from geo import selection
from geo.taxonomy import DOMAINS, EXACTNESS, KINDS, REGIONS, SECTORS, STAGES

pytestmark = pytest.mark.page


def agrees(dashboard, rows):
    """Counter, list and map features equal ``rows`` of the catalogue."""
    dashboard.expect(len(rows))
    placed = rows[rows.geometry.notna()]
    assert dashboard.counters() == [len(rows), len(placed), len(rows) - len(placed)]
    assert sorted(dashboard.rows()) == sorted(rows["id"])
    assert dashboard.features() == sorted(placed["id"])


def test_every_district(dashboard, shipped):
    dashboard.open()
    menu = dashboard.menu("区县")
    for district in gazetteer.load(2021).districts():
        box = menu.locator("label").filter(has_text=district.name).locator("input")
        box.click()
        agrees(dashboard, selection.select(shipped, selection.Filter(districts=(district.name,))))
        box.click()


@pytest.mark.parametrize(
    ("menu", "dimension", "codes"),
    [
        ("片区", "regions", REGIONS),
        ("领域", "domains", DOMAINS),
        ("领域", "sectors", SECTORS),
        ("阶段", "stages", STAGES),
        ("类型", "kinds", KINDS),
        ("精度", "exactness", EXACTNESS),
    ],
)
def test_each_menu(dashboard, shipped, menu, dimension, codes):
    found = selection.counts(shipped, selection.Filter(), dimension)
    value = max(found, key=lambda code: (found[code] < len(shipped), found[code]))
    dashboard.open()
    text = codes[value].zh
    options = dashboard.menu(menu).locator("label").filter(has=dashboard.page.get_by_text(text, exact=True))
    # 农业农村 and others name both a domain and its one sector; the sector stands below
    option = options.last if dimension == "sectors" else options.first
    assert option.locator("i").inner_text() == str(found[value])
    option.locator("input").click()
    agrees(dashboard, selection.select(shipped, selection.Filter(**{dimension: (value,)})))
    assert dashboard.page.locator(".chip").first.inner_text().startswith(text)
    dashboard.page.keyboard.press("Escape")
    dashboard.page.locator(".chip").first.click()
    agrees(dashboard, shipped)


def test_text_and_district_together(dashboard, shipped):
    dashboard.open()
    dashboard.choose("区县", "璧山区")
    dashboard.page.locator(".words").fill("高铁")
    wanted = selection.Filter(districts=("璧山区",), text="高铁")
    agrees(dashboard, selection.select(shipped, wanted))
    assert dashboard.page.locator(".chip").count() == 3  # the two and one for both


@pytest.mark.parametrize("words", ["璧山", "璧山区", "bishan", "bs", "Bi"])
def test_a_district_is_found_by_name_and_initials(dashboard, words):
    dashboard.open()
    menu = dashboard.menu("区县")
    menu.get_by_role("searchbox").fill(words)
    assert "璧山区" in menu.locator("label:visible span").all_inner_texts()
    assert menu.locator("label:visible").count() <= 3


def test_counts_stand_under_the_other_filters(dashboard, shipped):
    dashboard.open("?districts=璧山区")
    found = selection.counts(shipped, selection.Filter(districts=("璧山区",)), "domains")
    menu = dashboard.menu("领域")
    for code, domain in DOMAINS.items():
        option = menu.locator("label:not(.inner)").filter(
            has=dashboard.page.get_by_text(domain.zh, exact=True)
        )
        assert option.locator("i").inner_text() == str(found.get(code, 0))
        assert ("nothing" in option.get_attribute("class")) == (code not in found)


def test_the_address_restores_everything(open_page, shipped):
    first = open_page().open()
    first.choose("区县", "璧山区")
    first.choose("阶段", "推进中")
    first.page.locator(".row").first.click()
    first.page.locator(".card").wait_for()
    first.settle()
    first.page.wait_for_url("**project=*")
    address = first.page.url.removeprefix(first.server + "/")
    second = open_page().open(address)
    assert second.rows() == first.rows()
    assert second.counters() == first.counters()
    chosen = second.page.locator(".card").get_attribute("data-project")
    assert chosen == first.page.locator(".card").get_attribute("data-project")
    agrees(second, selection.select(shipped, selection.Filter(districts=("璧山区",), stages=("ongoing",))))


def test_the_address_follows_without_steps_back(dashboard):
    dashboard.open()
    steps = dashboard.page.evaluate("history.length")
    dashboard.choose("区县", "璧山区")
    dashboard.choose("阶段", "推进中")
    dashboard.page.wait_for_url("**stages=ongoing*")
    assert "districts=" in dashboard.page.url
    assert dashboard.page.evaluate("history.length") == steps


def test_the_address_is_right_as_soon_as_the_reader_turns_to_it(dashboard):
    dashboard.open()
    dashboard.page.wait_for_url("**lang=zh*")
    dashboard.page.locator(".words").fill("产业园")
    dashboard.page.locator(".chip").first.wait_for()
    dashboard.page.evaluate("dispatchEvent(new Event('blur'))")
    assert "text=" in dashboard.page.url


def test_a_row_that_stays_is_not_drawn_anew(dashboard, shipped):
    dashboard.open()
    kept = shipped[shipped["stage"] == "ongoing"]["id"].iloc[0]
    row = dashboard.page.locator(f".row[data-project='{kept}']")
    row.evaluate("node => { node.seen = true; }")
    dashboard.choose("阶段", "推进中")
    assert row.evaluate("node => node.seen")
    row.click()
    dashboard.page.locator(f".card[data-project='{kept}']").wait_for()
    assert row.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize(
    "query", ["?districts=北京&domains=nonsense&view=x&base=y&project=none&lang=fr", "?x=1"]
)
def test_what_an_address_does_not_know_is_left_out(dashboard, shipped, query):
    dashboard.open(query)
    agrees(dashboard, shipped)


def test_filters_keep_the_view(dashboard):
    dashboard.open()
    before = dashboard.in_map("[window.map.getZoom(), window.map.getCenter()]")
    dashboard.choose("领域", "交通")
    dashboard.choose("阶段", "推进中")
    assert dashboard.in_map("[window.map.getZoom(), window.map.getCenter()]") == before


def test_quick_choices_are_all_kept(dashboard, shipped):
    dashboard.open()
    menu = dashboard.menu("区县")
    menu.locator("input[type=checkbox]").evaluate_all(
        "boxes => boxes.slice(0, 6).forEach(box => box.click())"
    )
    dashboard.page.locator(".chip").nth(6).wait_for()  # six and one for all
    names = tuple(place.name for place in gazetteer.load(2021).districts()[:6])
    agrees(dashboard, selection.select(shipped, selection.Filter(districts=names)))
