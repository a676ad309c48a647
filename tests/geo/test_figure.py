"""Maps to print, read back: PNG with Pillow, SVG with lxml, PDF with pypdf."""

from __future__ import annotations

import io
import warnings

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from geo import catalogue, figure
from geo.drawing.typography import REPLACEMENT, characters
from geo.errors import ExportError
from geo.selection import Filter

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def projects():
    return catalogue.shipped()


def _drawn(projects, fmt="svg", **options):
    buffer = io.BytesIO()
    figure.draw(projects, buffer, fmt=fmt, **options)
    return buffer.getvalue()


def _svg_words(data):
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def _renamed(projects, name):
    changed = projects.copy()
    changed["name"] = name
    changed.attrs = projects.attrs
    return changed


# --- files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "orientation", "millimetres"),
    [("A4", "landscape", (297, 210)), ("A4", "portrait", (210, 297)), ("16:9", "landscape", (338.7, 190.5))],
)
def test_png_has_the_size_of_the_paper_at_300_dpi(projects, size, orientation, millimetres):
    picture = Image.open(io.BytesIO(_drawn(projects, "png", size=size, orientation=orientation)))
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.size == pytest.approx([round(side / 25.4 * 300) for side in millimetres], abs=1)
    assert len(picture.convert("P", palette=Image.Palette.ADAPTIVE).getcolors()) > 50


def test_pdf_text_can_be_selected_and_its_type_is_embedded(projects):
    page = PdfReader(io.BytesIO(_drawn(projects, "pdf", size="A3"))).pages[0]
    text = page.extract_text()
    assert all(word in text for word in ["示意图，不作为划界依据", "城口县", "编号对照"])
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(420, abs=0.2)
    assert all(font.get_object()["/Subtype"] == "/Type3" for font in page["/Resources"]["/Font"].values())


def test_svg_keeps_text_as_text_and_names_faces_to_fall_back_on(projects):
    data = _drawn(projects, "svg")
    assert {"示意图，不作为划界依据", "城口县", "编号对照"} <= set(_svg_words(data))
    assert b"'Noto Sans SC', 'Source Han Sans SC'" in data
    assert b"http" not in data.replace(b"http://www.w3.org", b"").replace(b"http://purl.org", b"").replace(
        b"http://creativecommons.org", b""
    ).replace(b"https://matplotlib.org", b"")


def test_a_path_is_written_whole(projects, tmp_path):
    target = tmp_path / "地图.svg"
    figure.draw(projects, target, filter=Filter(districts=("渝中区",)))
    assert "渝中区" in _svg_words(target.read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["地图.svg"]


@pytest.mark.parametrize(
    "options",
    [
        {"fmt": "bmp"},
        {},
        {"fmt": "svg", "size": "B5"},
        {"fmt": "svg", "orientation": "askew"},
        {"fmt": "svg", "language": "fr"},
    ],
    ids=["format", "no format", "size", "orientation", "language"],
)
def test_what_cannot_be_drawn_is_said(projects, options):
    with pytest.raises(ExportError, match=r"use one of|use landscape|use zh"):
        figure.draw(projects, io.BytesIO(), **options)


def test_a_folder_that_is_not_there_is_said(projects, tmp_path):
    with pytest.raises(ExportError, match="none does not exist; make it first"):
        figure.draw(projects, tmp_path / "none" / "map.svg", filter=Filter(districts=("渝中区",)))


# --- hostile names --------------------------------------------------------------------------------------

HOSTILE = {
    "mathtext": "$x^2$ 与 $\\frac{1}{0}$",
    "unclosed mathtext": "造价$100",
    "markup": "<script>alert(1)</script>&amp;",
    "end of CDATA": "]]></text><text>",
    "control characters": "甲\x00\x07\x1b乙",
    "line breaks": "甲\n乙\r\n丙\t丁",
    "direction": "甲\u202e乙\u2066",
    "not in the fonts": "甲😀𓀀乙",
    "long": "长" * 500,
    "long word": "x" * 500,
    "empty": "",
    "blank": " \u3000 ",
    "format": "{0} %s \\n {name}",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_name_is_harmless_and_set_as_it_is(projects, name):
    chosen = Filter(districts=("璧山区",))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        words = _svg_words(_drawn(_renamed(projects, name), "svg", filter=chosen))
        assert _drawn(_renamed(projects, name), "pdf", filter=chosen).startswith(b"%PDF")
    together = "".join(words)
    assert {ord(c) for c in together} <= characters()
    visible = [c for c in name if c.isprintable() and not c.isspace()][:5]
    assert all(c in together or (ord(c) not in characters() and REPLACEMENT in together) for c in visible)


@pytest.mark.parametrize("fmt", figure.FORMATS)
@pytest.mark.parametrize("credits_", [5, None, "one", ["a", "<b>\x00"], {"a": 1}])
def test_hostile_metadata_is_no_obstacle_to_a_file(projects, fmt, credits_):
    rows = projects.iloc[:3].copy()
    rows.attrs = {"metadata": {"title": "<b>]]>\x1b\n题", "year": 2021, "credits": credits_}}
    assert len(_drawn(rows, fmt)) > 10_000


def test_an_existing_file_is_replaced_only_when_asked(projects, tmp_path):
    path = tmp_path / "map.svg"
    path.write_text("old")
    with pytest.raises(ExportError, match="exists; ask for overwriting"):
        figure.draw(projects, path)
    assert path.read_text() == "old"
    figure.draw(projects, path, overwrite=True)
    assert path.read_bytes().startswith(b"<?xml")
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.svg"]
