"""What is wrong with a reader's file is said in the page's language."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from geo import catalogue, corrections, report
from geo.corrections import Correction
from geo.errors import ProjectMapError
from geo.page.words import plain, said
from geo.reader import formats


def archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "甲")
    return file.getvalue()


def corrected(**values):
    return corrections.checked(Correction("r", "p", "甲桥", "（一）", 2021, **values))


HEADER = "name,lon,lat,district,kind\n"
BAD = [
    (formats.to_text, b"", "a.txt"),
    (formats.to_text, b"\x89PNG123", "a.txt"),
    (formats.to_text, b"{\\rtf1", "a.rtf"),
    (formats.to_text, b"\xd0\xcf\x11\xe0", "a.doc"),
    (formats.to_text, b"\xff\x00\x81\x00\x99", "a.txt"),
    (formats.to_text, b"only English", "a.txt"),
    (formats.to_text, b"%PDF-1.4 broken", "a.pdf"),
    (formats.to_text, archive(), "a.docx"),
    (report.parse, "加快推进大桥项目" * 20_000, "a"),
    (catalogue.loads, b"\xff", "a.geojson"),
    (catalogue.loads, b"{}", "a.geojson"),
    (catalogue.loads, b'{"type": "FeatureCollection", "features": [{}]}', "a.geojson"),
    (catalogue.loads, b'{"type": "FeatureCollection", "features": [{"properties": {}}]}', "a.geojson"),
    *(
        (lambda table, _: gazetteer.load_with((HEADER + table).encode()), row, "")
        for row in (
            "甲桥,29,106,,\n",
            "甲,,,,\n",
            "甲桥,106.5,,,\n",
            "甲桥,106.5,29.6,万州,\n",
            "甲桥,x,29,,\n",
            "甲桥,,,成都,\n",
            "甲桥,,,,云\n",
            "甲桥,,,,\n甲桥,,,,\n",
            "甲桥,999,29,,\n",
        )
    ),
    (lambda table, _: gazetteer.load_with(table), b"a,b\n1,2\n", ""),
    (lambda values, _: corrected(**values), {}, ""),
    (lambda values, _: corrected(**values), {"lon": 106.5}, ""),
    (lambda values, _: corrected(**values), {"lon": 29.6, "lat": 106.5, "exactness": "exact"}, ""),
    (lambda values, _: corrected(**values), {"lon": 116.4, "lat": 39.9, "exactness": "exact"}, ""),
    (lambda values, _: corrected(**values), {"adcode": "成都"}, ""),
]


@pytest.mark.parametrize(("door", "bad", "name"), BAD)
def test_a_fault_is_told_in_chinese_and_in_english(door, bad, name):
    with pytest.raises((ProjectMapError, gazetteer.errors.ProjectMapError)) as caught:
        door(bad, name)
    assert said(caught.value, "en") == plain(str(caught.value))
    told = said(caught.value, "zh")
    assert re.search("[\u4e00-\u9fff]{3}", told), told
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", told.replace("python \\-m geo extract", "")), told


@given(st.text(max_size=60))
def test_what_is_not_known_stays_as_it_is(sentence):
    odd = f"\u0001{sentence}\u0001"
    assert said(ValueError(odd), "zh") == plain(odd)
