"""The page as a reader meets it: first sight, map and list as one, languages, narrow and dark screens."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from pypdf import PdfReader

import gazetteer
from gazetteer import datum

pytestmark = pytest.mark.page


def test_first_sight_is_one_screen(dashboard, shipped):
    dashboard.open()
    page = dashboard.page
    assert page.evaluate("document.querySelector('.stMain').scrollHeight <= innerHeight")
    box = page.locator("iframe[title*=st_folium]").bounding_box()
    assert box["width"] >= 0.6 * 1280
    assert box["y"] + box["height"] <= 800
    assert shipped.attrs["metadata"]["title"] in page.locator("h1").inner_text()
    assert dashboard.map.locator(".pm-district").count() == 38
    for text in ("图例", "示意图，不作为划界依据", "km"):
        assert text in dashboard.map.locator("body").inner_text()
    assert page.locator("[data-testid=stToolbar]:visible, [data-testid=stSidebar]:visible").count() == 0


def test_the_legend_counts_what_the_map_shows(dashboard, shipped):
    dashboard.open()
    placed = shipped[shipped.geometry.notna()]
    for section, column in ((".pm-domain", "domain"), (".pm-exactness", "exactness"), (".pm-stage", "stage")):
        numbers = dashboard.map.locator(f"{section} .pm-entry:visible i").all_inner_texts()
        assert sorted(map(int, numbers)) == sorted(placed[column].value_counts())


def test_a_row_moves_the_map_and_opens_its_card(dashboard, shipped):
    dashboard.open()
    exact = shipped[shipped["exactness"].isin(["exact", "near"])].iloc[0]
    dashboard.page.locator(f".row[data-project='{exact['id']}']").click()
    card = dashboard.page.locator(".card")
    card.wait_for()
    dashboard.settle()
    assert card.locator("h2").inner_text() == exact["name"]
    assert card.locator(".ladder li").count() == 6
    dashboard.map.locator(".pm-chosen").wait_for()
    centre = dashboard.in_map("window.map.getCenter()")
    assert (centre["lng"], centre["lat"]) == pytest.approx((exact.geometry.x, exact.geometry.y), abs=0.02)


def test_a_symbol_opens_its_card_and_selects_its_row(dashboard, shipped):
    dashboard.open("?domains=energy")
    single = dashboard.map.locator(".pm-symbol[data-projects]").evaluate_all(
        "nodes => nodes.map(n => n.dataset.projects).filter(ids => !ids.includes(' '))"
    )
    wanted = single[0]
    dashboard.map.locator(f".pm-symbol[data-projects='{wanted}']").first.click()
    dashboard.page.locator(f".card[data-project='{wanted}']").wait_for(timeout=5000)
    assert dashboard.page.locator(".row.selected").get_attribute("data-project") == wanted
    name = shipped.set_index("id").loc[wanted, "name"]
    assert name in dashboard.map.locator(".leaflet-popup-content").inner_text()


def test_projects_at_one_spot_open_into_a_list(dashboard):
    dashboard.open()
    nodes = dashboard.map.locator(".pm-symbol[data-projects*=' ']")
    ids = nodes.first.get_attribute("data-projects").split()
    nodes.first.click()
    rows = dashboard.map.locator(".pm-pile .pm-row")
    rows.first.wait_for()
    assert rows.count() == len(ids)
    rows.nth(1).click()
    dashboard.page.locator(f".card[data-project='{ids[1]}']").wait_for()


def test_a_click_on_a_district_filters_by_it_and_again_drops_it(dashboard, shipped):
    dashboard.open("?text=没有这样的项目")  # an empty map, so that nothing lies over the district
    place = gazetteer.load(2021).district("城口")
    for expected in ([place.name], []):
        dashboard.in_map(
            "Object.values(window.map._layers).find(l => l.feature && l.feature.properties.adcode === "
            f"'{place.adcodes[0]}').fire('click', {{latlng: window.map.getCenter()}}, true)"
        )
        chips = dashboard.page.locator(".chip", has_text=place.name)
        chips.first.wait_for(state="visible" if expected else "detached")


@pytest.mark.parametrize(
    ("section", "code", "chip"),
    [
        (".pm-domain", "water", "水利"),
        (".pm-stage", "completing", "年内建成"),
        (".pm-exactness", "line", "示意线路"),
    ],
)
def test_an_entry_of_the_legend_filters_by_it(dashboard, section, code, chip):
    dashboard.open()
    dashboard.map.locator(f"{section} button[data-code={code}]").click()
    dashboard.page.locator(".chip", has_text=chip).wait_for()
    dashboard.settle()
    entries = dashboard.map.locator(f"{section} button[aria-pressed=true]")
    assert entries.evaluate_all("nodes => nodes.map(node => node.dataset.code)") == [code]


def test_moving_the_map_never_asks_the_server(dashboard):
    dashboard.open()
    sent = []
    dashboard.page.on("request", lambda request: sent.append(request.url))
    runs = dashboard.page.evaluate(
        "() => { window.runs = 0; new MutationObserver(list => { window.runs += list.length; }).observe("
        "document.querySelector('[data-testid=stApp]'), {attributeFilter: ['data-test-script-state']});"
        " return 0; }"
    )
    dashboard.map.locator(".leaflet-control-zoom-in").click()
    dashboard.page.wait_for_timeout(700)
    dashboard.in_map("window.map.panBy([120, 60])")
    dashboard.page.wait_for_timeout(1200)
    assert dashboard.page.evaluate("window.runs") == runs
    assert sent == []


def test_the_language_switches_all_of_it(dashboard):
    dashboard.open()
    dashboard.page.get_by_role("button", name="English").click()
    dashboard.page.locator(".counters", has_text="on the map").wait_for()
    dashboard.map.locator("summary", has_text="Legend").wait_for()
    assert "Chongqing project map" in dashboard.page.locator("h1").inner_text()
    dashboard.page.wait_for_url("**lang=en*")
    assert "Bishan" in dashboard.menu("District").inner_text()


def test_an_english_browser_gets_english(open_page):
    dashboard = open_page(locale="en-GB").open()
    assert "Chongqing project map" in dashboard.page.locator("h1").inner_text()


def test_the_district_page_adds_up_and_groups_its_projects(dashboard, shipped):
    dashboard.open("?districts=璧山区&view=district")
    rows = shipped[[("璧山区" in names) for names in shipped["districts"]]]
    bars = dashboard.page.locator(".sheet section").first.locator(".bar i")
    assert sum(map(int, bars.all_inner_texts())) == len(rows)
    assert sorted(dashboard.rows()) == sorted(rows["id"])
    lines = dashboard.page.locator(".group", has_text="线路").locator("xpath=following-sibling::*[1]")
    named = lines.get_attribute("data-project")
    assert rows.set_index("id").loc[named, "exactness"] == "line"


def test_the_view_goes_to_a_district_when_asked(dashboard):
    dashboard.open("?districts=璧山区")
    before = dashboard.in_map("window.map.getZoom()")
    dashboard.page.get_by_role("button", name="放大").click()
    dashboard.page.wait_for_timeout(1200)
    lon, lat = gazetteer.load(2021).district("璧山").point
    assert dashboard.in_map("window.map.getZoom()") > before + 1
    assert dashboard.in_map(f"window.map.getBounds().contains([{lat}, {lon}])")


def test_a_map_without_room_makes_no_error(dashboard):
    dashboard.open()
    dashboard.in_map("window.map.getContainer().style.setProperty('height', '0', 'important')")
    dashboard.in_map("window.map.invalidateSize({animate: false}).getSize().y")
    dashboard.choose("区县", "璧山区")
    dashboard.page.get_by_role("button", name="放大").click()
    dashboard.settle()
    assert dashboard.in_map("Number.isFinite(window.map.getCenter().lat)")


def test_unplaced_projects_say_why(dashboard, shipped):
    dashboard.open("?exactness=unknown")
    facts = dashboard.page.locator(".row small").all_inner_texts()
    assert len(facts) == (shipped["exactness"] == "unknown").sum()
    assert all(fact.count("·") >= 2 for fact in facts)


def test_a_choice_of_the_shade_and_the_base_stays_in_the_address(dashboard):
    dashboard.open()
    dashboard.page.locator(".switch input").click()
    dashboard.page.wait_for_url("**shade=0*")
    dashboard.page.get_by_label("底图").select_option("blank")
    dashboard.page.wait_for_url("**base=blank*")
    dashboard.settle()
    assert "pm-no-land" in dashboard.map.locator("#map_div").get_attribute("class")


def test_tiles_that_do_not_come_leave_the_drawn_base(open_page):
    dashboard = open_page()
    dashboard.open("?base=osm")
    dashboard.map.locator(".pm-notice").wait_for()
    assert "pm-no-land" not in dashboard.map.locator("#map_div").get_attribute("class")
    # asked because the reader chose it, and only that service
    assert {url.split("/")[2] for url in dashboard.watch.outside} == {"tile.openstreetmap.org"}
    dashboard.watch.outside.clear()
    dashboard.watch.errors.clear()


@pytest.mark.parametrize("options", [{"viewport": {"width": 400, "height": 800}}, {"color_scheme": "dark"}])
def test_narrow_and_dark_screens(open_page, options):
    dashboard = open_page(**options).open()
    width = dashboard.page.evaluate("innerWidth")
    assert dashboard.page.evaluate("document.documentElement.scrollWidth") <= width
    assert dashboard.page.locator("iframe[title*=st_folium]").bounding_box()["width"] > 0.6 * width
    dashboard.choose("领域", "交通")
    assert dashboard.page.locator(".chip").count() == 1


def test_the_keyboard_reaches_filters_list_and_symbols(dashboard):
    dashboard.open()
    page = dashboard.page
    page.locator(".opener").first.focus()
    page.keyboard.press("Enter")
    # the menu takes the focus once it is open; words typed before that would be lost
    page.locator("input[type=search]:focus").wait_for()
    page.keyboard.type("璧山")
    page.keyboard.press("Enter")
    page.locator(".chip", has_text="璧山区").wait_for()
    page.keyboard.press("Escape")
    page.locator(".row").first.focus()
    page.keyboard.press("Enter")
    page.locator(".card").wait_for()
    symbols = dashboard.map.locator(".pm-symbol[data-projects]")
    assert symbols.first.get_attribute("tabindex") == "0"
    assert symbols.first.get_attribute("aria-label")


def test_the_keyboard_keeps_its_place_when_the_list_is_drawn_anew(dashboard):
    dashboard.open()
    row = dashboard.page.locator(".row").nth(5)
    chosen = row.get_attribute("data-project")
    row.focus()
    dashboard.page.keyboard.press("Enter")
    dashboard.page.locator(f".card[data-project='{chosen}']").wait_for()
    dashboard.settle()
    assert dashboard.page.locator(".row:focus").get_attribute("data-project") == chosen


def test_a_narrow_screen_shows_the_map_after_a_choice_from_the_list(open_page):
    dashboard = open_page(viewport={"width": 400, "height": 800}).open()
    dashboard.page.locator(".row").nth(20).click()
    dashboard.page.locator(".card").wait_for()
    dashboard.page.wait_for_timeout(1200)
    box = dashboard.page.locator("iframe[title*=st_folium]").bounding_box()
    assert -40 <= box["y"] < 400


def test_paper_shows_the_whole_list_and_the_same_land(dashboard, tmp_path):
    dashboard.open("?districts=璧山区")
    names = dashboard.page.locator(".row b").all_inner_texts()
    before = dashboard.in_map("window.map.getBounds().toBBoxString()")
    path = tmp_path / "page.pdf"
    dashboard.page.pdf(path=path, format="A4", print_background=True)
    printed = normalize("NFKC", "".join(page.extract_text() for page in PdfReader(path).pages))
    assert [name for name in names if name.rstrip("…")[-2:] not in printed] == []
    assert "城口" in printed
    after = dashboard.in_map("window.map.getBounds().toBBoxString()")
    assert [float(x) for x in after.split(",")] == pytest.approx(
        [float(x) for x in before.split(",")], abs=0.2
    )


def test_a_key_of_one_s_own_is_asked_for_and_stays_out_of_the_address(dashboard):
    dashboard.open("?base=tianditu")
    key = dashboard.page.locator(".key")
    key.fill("k-123")
    key.press("Enter")
    dashboard.page.wait_for_timeout(300)
    key.wait_for(state="hidden")
    dashboard.map.locator(".pm-notice").wait_for()  # no network: the drawn base comes back and says so
    assert "k-123" not in dashboard.page.url
    assert all("tk=k-123" in url for url in dashboard.watch.outside)
    dashboard.watch.outside.clear()
    dashboard.watch.errors.clear()


def test_the_page_says_its_language(dashboard):
    dashboard.open()
    assert dashboard.page.evaluate("document.documentElement.lang") == "zh-Hans"
    dashboard.page.get_by_role("button", name="English").click()
    dashboard.page.locator(".counters", has_text="on the map").wait_for()
    assert dashboard.page.evaluate("document.documentElement.lang") == "en"


def test_the_central_names_wait_for_room(dashboard):
    dashboard.open("?text=没有这样的项目")
    central = dashboard.map.locator(".pm-name span", has_text="渝中")
    assert central.evaluate("node => getComputedStyle(node).visibility") == "hidden"
    dashboard.in_map("window.map.setView([29.55, 106.55], 11, {animate: false})")
    assert central.evaluate("node => getComputedStyle(node).visibility") == "visible"


@pytest.mark.parametrize("query", ["?lang=zh", "?lang=en"])
def test_names_stand_clear_of_symbols_and_of_each_other(dashboard, query):
    dashboard.open(query)
    boxes = """nodes => nodes.filter(n => getComputedStyle(n).visibility === 'visible')
        .map(n => n.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"""
    names = dashboard.map.locator(".pm-name span").evaluate_all(boxes)
    symbols = dashboard.map.locator(".pm-symbol[data-projects]").evaluate_all(boxes)
    assert len(names) >= 20
    slack = 3  # the halo of a symbol reaches beyond its ring
    for at, name in enumerate(names):
        for other in names[:at] + symbols:
            apart_x = name[2] - slack <= other[0] or other[2] <= name[0] + slack
            assert apart_x or name[3] - slack <= other[1] or other[3] <= name[1] + slack


def test_tiles_in_gcj_02_are_moved_under_the_overlay(open_page):
    dashboard = open_page().open()
    lon, lat = gazetteer.load(2021).district("渝中").point
    dashboard.in_map(f"window.map.setView([{lat}, {lon}], 15, {{animate: false}})")
    dashboard.page.get_by_label("底图").select_option("amap")
    dashboard.page.wait_for_url("**base=amap*")
    dashboard.settle()
    east, north = (
        float(there) - here for there, here in zip(datum.wgs84_to_gcj02(lon, lat), (lon, lat), strict=True)
    )
    moved = dashboard.in_map(
        "(() => { const m = new DOMMatrix(getComputedStyle(window.map.getPane('tiles')).transform);"
        " return [m.m41, m.m42]; })()"
    )
    wanted = dashboard.in_map(
        "(() => { const p = (a, b) => window.map.latLngToLayerPoint([a, b]);"
        f" const there = p({lat + north}, {lon + east});"
        f" const here = p({lat}, {lon}); return [here.x - there.x, here.y - there.y]; }})()"
    )
    assert moved == pytest.approx(wanted, abs=1.5)
    assert abs(moved[0]) > 50  # some 450 m at 4 m a pixel
    dashboard.watch.outside.clear()
    dashboard.watch.errors.clear()


def test_the_map_fills_the_screen_and_comes_back(dashboard):
    dashboard.open()
    dashboard.map.locator(".leaflet-control-zoom-fullscreen").click()
    dashboard.page.wait_for_timeout(600)
    assert dashboard.in_map("Boolean(document.fullscreenElement)")
    dashboard.map.locator(".leaflet-control-zoom-fullscreen").click()
    dashboard.page.wait_for_timeout(600)
    assert not dashboard.in_map("Boolean(document.fullscreenElement)")
