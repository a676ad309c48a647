"""The atlas from the page: progress while it is made, then a file of what is filtered."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from geo import selection

pytestmark = pytest.mark.page


def test_the_atlas_is_made_with_progress_and_holds_what_is_filtered(dashboard, shipped):
    dashboard.open("?districts=璧山区&districts=渝中区&domains=urban")
    page = dashboard.page
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="制作图集").click()
    page.get_by_text("页，共约").wait_for()
    save = page.get_by_role("button", name="保存图集")
    save.wait_for()
    with page.expect_download() as waiting:
        save.click()
    assert waiting.value.suggested_filename.startswith("图集_chongqing-2021_")
    assert waiting.value.suggested_filename.endswith(".pdf")
    book = PdfReader(waiting.value.path())
    wanted = selection.Filter(districts=("璧山区", "渝中区"), domains=("urban",))
    rows = selection.select(shipped, wanted)
    assert f"{len(rows)} 项" in book.pages[0].extract_text()
    dashboard.watch.check()


def test_an_atlas_made_for_another_filter_is_not_offered(dashboard):
    dashboard.open("?districts=璧山区&domains=transport")
    page = dashboard.page
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="制作图集").click()
    page.get_by_role("button", name="保存图集").wait_for()
    page.keyboard.press("Escape")
    page.locator(".chip").first.click()
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="制作图集").wait_for()
    page.get_by_role("button", name="保存图集").wait_for(state="detached")
