"""Placing a project by hand: on the map or in a district, kept in a file, taken back, out and in."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.page


@pytest.fixture
def unplaced(shipped):
    return shipped[shipped["exactness"] == "unknown"].iloc[0]


@pytest.fixture
def own_server(serve, tmp_path):
    with serve(tmp_path) as address:
        yield address


def ask(dashboard):
    dashboard.page.get_by_role("button", name="手工定位").click()
    dashboard.page.locator(".hint").wait_for()
    dashboard.settle()
    return dashboard.page.get_by_role("dialog")


def save(dialog, note="现场所见", author="<b>某人</b>"):
    dialog.get_by_label("您的姓名").fill(author)
    dialog.get_by_label("说明").fill(note)
    dialog.get_by_label("说明").press("Tab")
    dialog.get_by_role("button", name="保存").click()
    dialog.wait_for(state="detached")


def place_at(dashboard, lat, lon):
    dialog = ask(dashboard)
    dashboard.map.locator(".pm-banner").wait_for()
    dashboard.in_map(f"window.map.fire('click', {{latlng: L.latLng({lat}, {lon})}})")
    dialog.get_by_text(f"{lon:.5f}").wait_for()
    save(dialog)


def placed_by_hand(dashboard, project):
    dashboard.page.locator(f".card[data-project='{project}']").wait_for()
    facts = dashboard.page.locator(".card dl").inner_text()
    return "<b>某人</b>" in facts and "现场所见" in facts and project in dashboard.features()


def test_a_placement_outlives_the_server(open_page, serve, unplaced, tmp_path):
    query = f"?project={unplaced['id']}"
    with serve(tmp_path) as address:
        dashboard = open_page(address).open(query)
        place_at(dashboard, 29.6, 106.2)
        dashboard.page.locator(".card dl", has_text="某人").wait_for()
        assert placed_by_hand(dashboard, unplaced["id"])
        dashboard.page.goto("about:blank")
    assert list(tmp_path.glob("**/corrections.gpkg"))
    with serve(tmp_path) as address:
        again = open_page(address).open(query)
        assert placed_by_hand(again, unplaced["id"])
        again.page.goto("about:blank")


def test_it_shows_in_every_view_and_can_be_taken_back(open_page, own_server, unplaced, shipped):
    dashboard = open_page(own_server).open(f"?project={unplaced['id']}&exactness=unknown")
    before = dashboard.counters()
    place_at(dashboard, 29.6, 106.2)
    dashboard.expect(before[0] - 1)
    dashboard.page.locator(".chip").first.click()
    dashboard.expect(len(shipped))
    assert "人工更正" in dashboard.page.locator(f".row[data-project='{unplaced['id']}']").inner_text()
    dashboard.page.get_by_role("button", name="撤销更正").click()
    dashboard.page.locator(".card", has_text="为何不在图上").wait_for()
    dashboard.settle()
    assert unplaced["id"] not in dashboard.features()


def test_a_district_will_do_and_none_is_guessed(open_page, own_server, unplaced):
    dashboard = open_page(own_server).open(f"?project={unplaced['id']}")
    dialog = ask(dashboard)
    dashboard.page.get_by_role("button", name="只选区县").click()
    dialog.wait_for()
    expect(dialog.get_by_role("button", name="保存")).to_be_disabled()
    dialog.get_by_role("combobox").fill("璧山")
    dialog.get_by_role("combobox").press("Enter")
    save(dialog)
    dashboard.page.locator(".card dl", has_text="某人").wait_for()
    assert "璧山区" in dashboard.page.locator(".card dl").inner_text()


def test_a_point_outside_is_one_sentence(open_page, own_server, unplaced):
    dashboard = open_page(own_server).open(f"?project={unplaced['id']}")
    dialog = ask(dashboard)
    dashboard.in_map("window.map.fire('click', {latlng: L.latLng(31, 104)})")
    dialog.get_by_role("button", name="保存").click()
    assert "在重庆之外" in dialog.get_by_role("alert").inner_text()


def test_corrections_go_out_and_come_in_elsewhere(open_page, serve, own_server, unplaced, tmp_path_factory):
    query = f"?project={unplaced['id']}"
    dashboard = open_page(own_server).open(query)
    place_at(dashboard, 29.6, 106.2)
    dashboard.settle()
    dashboard.page.get_by_role("button", name="更正", exact=True).click()
    dashboard.page.get_by_text("corrections.gpkg").first.wait_for()
    with dashboard.page.expect_download() as waiting:
        dashboard.page.get_by_role("button", name="导出更正文件").click()
    exported = tmp_path_factory.mktemp("out") / "corrections.gpkg"
    waiting.value.save_as(exported)
    with sqlite3.connect(exported) as database:
        assert database.execute("select project from corrections").fetchall() == [(unplaced["id"],)]
    with serve(tmp_path_factory.mktemp("elsewhere")) as address:
        other = open_page(address).open(query)
        other.page.get_by_role("button", name="更正", exact=True).click()
        other.page.locator("input[type=file]").set_input_files(exported)
        other.page.locator(".card dl", has_text="某人").wait_for()
        assert placed_by_hand(other, unplaced["id"])
        other.page.goto("about:blank")
