"""The atlas, read back with pypdf."""

from __future__ import annotations

import io
import itertools

import pytest
from pypdf import PdfReader

from gazetteer.errors import UnknownPlaceError
from geo import atlas, catalogue
from geo.drawing import atlas_sheets
from geo.drawing.book import Book
from geo.drawing.cartography import base
from geo.errors import ExportError
from geo.selection import Filter, select
from geo.taxonomy import DOMAINS

ASKED = ["渝中", "500242", "璧山区", "城口县"]
NAMES = ["城口县", "渝中区", "璧山区", "酉阳土家族苗族自治县"]


@pytest.fixture(scope="module")
def projects():
    return catalogue.shipped()


@pytest.fixture(scope="module")
def turns():
    return []


@pytest.fixture(scope="module")
def book(projects, turns):
    buffer = io.BytesIO()
    atlas.build(
        projects, buffer, districts=ASKED, progress=lambda *turn: turns.append(turn), map_number="审图号：试"
    )
    return PdfReader(buffer)


def _titles(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry


def _bookmarks(book):
    return {entry.title: book.get_destination_page_number(entry) for entry in _titles(book.outline)}


def _text(page):
    return page.extract_text().replace("\n", "")


@pytest.fixture(scope="module")
def texts(book):
    return [_text(page) for page in book.pages]


def test_bookmarks_lead_to_the_pages_that_they_name(book, texts):
    marks = _bookmarks(book)
    for name in NAMES:
        assert name in texts[marks[name]]
    assert {"封面", "目录", "总览", "项目索引", "说明", *NAMES} <= marks.keys()
    assert marks["封面"] == 0
    assert marks["目录"] == 1


def test_districts_stand_under_the_overview_and_domains_after_them(book, projects):
    marks = _bookmarks(book)
    rows = select(projects, Filter(districts=tuple(NAMES)))
    domains = [DOMAINS[code].zh for code in DOMAINS if (rows["domain"] == code).any()]
    in_order = ["总览", *sorted(NAMES, key=marks.get), *domains, "项目索引", "说明"]
    pages = [marks[name] for name in in_order]
    assert pages == sorted(pages)
    assert len(set(pages)) == len(pages)


def test_pages_carry_their_numbers(book, texts):
    for name, page in _bookmarks(book).items():
        if name not in ("封面", "总览"):
            assert str(page + 1) in texts[page]


def test_no_page_is_left_with_a_few_rows(projects):
    buffer = io.BytesIO()
    atlas.build(projects, buffer, districts=["沙坪坝", "九龙坡", "南岸", "北碚"])
    pages = PdfReader(buffer)
    marks = sorted(_bookmarks(pages).values())
    # each district's rows end on its own sheet: what follows it is the next one's
    assert [later - sooner for sooner, later in itertools.pairwise(marks[3:7])] == [1, 1, 1]


def test_a_district_sheet_lists_its_projects(book, texts, projects):
    marks = _bookmarks(book)
    pages = sorted(marks.values())
    for name in NAMES:
        start = marks[name]
        end = min(page for page in pages if page > start)
        text = "".join(texts[start:end])
        rows = select(projects, Filter(districts=(name,)))
        assert [row for row in rows["name"] if row[:8] not in text] == []


def test_unplaced_projects_stand_on_the_sheet_of_their_domain(projects):
    book = Book("", "zh", 0, lambda: None)
    atlas_sheets.domain_sheet(book, projects, "social", base(2021))
    book.start_front()
    text = "".join(_text(page) for page in PdfReader(io.BytesIO(book.close(""))).pages)
    unplaced = projects[(projects["domain"] == "social") & projects.geometry.isna()]["name"]
    assert len(unplaced)
    assert "未上图的项目" in text
    assert [name for name in unplaced if name[:8] not in text] == []


def test_the_index_names_each_project_with_pages_that_show_it(book, texts, projects):
    marks = _bookmarks(book)
    text = "".join(texts[marks["项目索引"] : marks["说明"]])
    rows = select(projects, Filter(districts=tuple(NAMES)))
    assert [name for name in rows["name"] if name[:8] not in text] == []


def test_lists_link_to_pages(book):
    contents = [note.get_object() for note in book.pages[1]["/Annots"]]
    targets = {book.get_page_number(note["/Dest"][0].get_object()) for note in contents}
    assert set(_bookmarks(book).values()) - {0, 1} <= targets


def test_text_says_what_a_map_must_say(texts):
    first, last = texts[0], texts[-1]
    assert all("审图号：试" in text for text in texts)
    assert "示意图，不作为划界依据" in first
    assert "GeoNames" in last
    assert "5 公里以内" in last


def test_progress_ends_with_all_pages_done(book, turns):
    done, total = zip(*turns, strict=True)
    assert list(done) == list(range(1, len(book.pages) + 1))
    assert done[-1] == total[-1]


def test_a_filter_chooses_projects_and_sheets(projects):
    chosen = Filter(districts=("渝中区", "璧山区"), domains=("urban",))
    buffer = io.BytesIO()
    atlas.build(projects, buffer, filter=chosen)
    pages = PdfReader(buffer)
    rows = select(projects, chosen)
    assert {"渝中区", "璧山区", "城市"} < _bookmarks(pages).keys()
    assert not {"万州区", "交通"} & _bookmarks(pages).keys()
    assert f"{len(rows)} 项" in _text(pages.pages[0])
    text = "".join(_text(page) for page in pages.pages)
    assert [name for name in select(projects, Filter(domains=("transport",)))["name"] if name in text] == []


def test_an_unknown_district_is_said_and_nothing_written(projects, tmp_path):
    with pytest.raises(UnknownPlaceError, match="洛阳"):
        atlas.build(projects, tmp_path / "atlas.pdf", districts=["洛阳"])
    assert list(tmp_path.iterdir()) == []


def test_an_existing_atlas_is_replaced_only_when_asked(projects, tmp_path):
    path = tmp_path / "atlas.pdf"
    path.write_text("old")
    with pytest.raises(ExportError, match="exists; ask for overwriting"):
        atlas.build(projects, path, districts=["渝中"])
    assert path.read_text() == "old"
    atlas.build(projects, path, districts=["渝中"], overwrite=True)
    assert PdfReader(path).pages


def test_a_catalogue_without_projects_makes_an_atlas_in_english(projects):
    none = projects.iloc[:0].copy()
    none.attrs = projects.attrs
    buffer = io.BytesIO()
    atlas.build(none, buffer, language="en", districts=["渝中"])
    book = PdfReader(buffer)
    text = _text(book.pages[_bookmarks(book)["Yuzhong"]])
    assert "names no project" in text


def test_hostile_names_stay_text(projects):
    rows = projects[projects.geometry.type == "Point"].iloc[:3].copy()
    rows["name"] = ["$x^2$<script>", "长" * 500, "甲\x00\n乙😀"]
    rows["domain"] = "industry"
    rows["districts"], rows["adcodes"] = [["璧山区"]] * 3, [["500120"]] * 3
    rows.attrs = projects.attrs
    buffer = io.BytesIO()
    atlas.build(rows, buffer, districts=["璧山"])
    text = "".join(_text(page) for page in PdfReader(buffer).pages)
    assert "$x^2$<script>" in text
    assert "甲 乙□" in text
