"""Reading files: every type written here, every broken one said so in a sentence."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from geo.errors import ReportError
from geo.reader.formats import LARGEST, read_text, to_text
from geo.report import parse, read

WORDS = """一、2022年工作回顾
北山隧道建成通车。
二、2023年重点工作
（一）完善路网。开工东河大桥，推进南湖水库“二期”前期工作。"""

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html><head><title>政府工作报告 - 临江网</title>
<style>p {color: red}</style></head><body>
<form><nav><a href="/">首页</a> | 走进临江，感受临江，投资临江</nav>
<div class="crumbs">当前位置：首页 &gt; 政务公开</div>
<div><div><h1>临江市人民政府工作报告</h1><p>发布时间：2023-01-12　来源：市府办　[大] [中] [小] 打印</p>
<div id="text"><p>　　一、2022年工作回顾</p><p>北山隧道建成通车。</p>
<!-- 开工暗桥 --><script>var a = "开工脚本桥。";</script>
<p>二、2023年重点工作<br/>（一）完善路网。开工东河<b>大桥</b>，推进南湖水库&ldquo;二期&rdquo;前期工作。</p></div>
<p>责任编辑：甲乙</p><p>扫一扫在手机打开当前页</p><p>【打印本页】 【关闭窗口】</p></div></div>
<footer>版权所有：临江市人民政府</footer></form></body></html>"""


def _docx(lines: list[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(pages: list[list[str]]) -> bytes:
    """A PDF with text in a standard Chinese face, which readers map back by its named encoding."""
    font = "/BaseFont /STSong-Light"
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    face = "/Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /CapHeight 880 /StemV 90"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        f"<< /Type /Font /Subtype /Type0 {font} /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 {font} /FontDescriptor 5 0 R {system} >>",
        f"<< /Type /FontDescriptor /FontName /STSong-Light {face} >>",
    ]
    kids = []
    for lines in pages:
        drawn = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 60 780 Td {drawn} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = "%PDF-1.4\n", []
    for index, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{index} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    body += f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}"
    return body.encode("ascii")


def _blank_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _zip(name: str, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * size)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.txt", WORDS.encode()),
        ("report.txt", WORDS.encode("utf-8-sig")),
        ("report.txt", WORDS.encode("gb18030")),
        ("report.txt", WORDS.encode("utf-16")),
        ("report.txt", WORDS.replace("\n", "\r\n").encode()),
        ("report.html", PAGE.encode()),
        ("report.htm", PAGE.encode("gb18030")),
        ("no suffix says page", PAGE.encode("utf-16")),
        ("report.docx", _docx(WORDS.split("\n"))),
        ("wrong suffix.txt", _docx(WORDS.split("\n"))),
        ("report.pdf", _pdf([WORDS.split("\n")])),
    ],
)
def test_every_type_gives_the_same_clauses(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    found = [(clause.text, clause.part, clause.section) for clause in read(path).clauses if not clause.lead]
    assert found == [
        ("北山隧道建成通车", "review", ""),
        ("开工东河大桥", "plan", "（一）"),
        ("推进南湖水库“二期”前期工作", "plan", "（一）"),
    ]


def test_a_page_keeps_its_title_and_loses_its_furniture():
    text = to_text(PAGE.encode(), "page")
    assert text.split("\n")[0] == "临江市人民政府工作报告"
    for furniture in (
        "发布时间",
        "责任编辑",
        "扫一扫",
        "打印",
        "当前位置",
        "版权",
        "投资临江",
        "脚本",
        "暗桥",
        "color",
    ):
        assert furniture not in text
    assert parse(text).year == 2023


def test_a_page_shorter_than_its_surroundings_stays_whole():
    aside = "".join(f"<li>要闻第{i}条：某地召开会议研究部署有关工作</li>" for i in range(30))
    text = to_text(
        f"<html><body><div><ul>{aside}</ul></div><div><p>开工东河大桥。</p></div></body></html>".encode(),
        "page",
    )
    assert "开工东河大桥。" in text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>开工东河\n  大桥。</p>", ["开工东河大桥。"]),
        ("开工东河大桥，<br>建成北山隧道。", ["开工东河大桥，", "建成北山隧道。"]),
        ("<pre>开工东河\n大桥。</pre>", ["开工东河", "大桥。"]),
        (
            "<p>　　开工东河大桥。</p><p>建成<span>北山</span>隧道。</p>",
            ["　　开工东河大桥。", "", "建成北山隧道。"],
        ),
        (
            "<div><!-- 甲，乙 --><p>开工东河大桥。<p>建成北山隧道。</div>",
            ["开工东河大桥。", "", "建成北山隧道。"],
        ),
        ("<p>开工&lt;东河&gt;大桥&amp;隧道。</p>", ["开工<东河>大桥&隧道。"]),
    ],
)
def test_lines_of_a_page_are_those_that_it_shows(body, lines):
    assert to_text(f"<html><body>{body}</body></html>".encode(), "page").split("\n") == lines


def test_paragraphs_of_word_are_never_taken_for_lines_of_a_column():
    items = ["加快东河大桥建设", "推进北山隧道改造", "实施南湖水库扩容", "建设西园二期工程"]
    report = parse(to_text(_docx(["重点项目清单", *items, "各项工作按月调度，确保如期完成。"]), "list.docx"))
    assert [clause.text for clause in report.clauses if clause.text in items] == items


def test_words_in_the_cells_of_a_table_are_read():
    document = Document()
    document.add_table(1, 2).cell(0, 1).text = "开工东河大桥。"
    buffer = io.BytesIO()
    document.save(buffer)
    assert to_text(buffer.getvalue(), "table.docx") == "开工东河大桥。"


def test_page_numbers_and_running_heads_of_a_pdf_are_left_out():
    pages = [
        ["临江市人民政府工作报告", f"第{word}段，推进项目建设。", f"— {i} —"]
        for i, word in enumerate("甲乙丙丁", start=1)
    ]
    lines = to_text(_pdf(pages), "paged.pdf").split("\n")
    assert lines == [f"第{word}段，推进项目建设。" for word in "甲乙丙丁"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"\0" * 100, "is empty"),
        (random.Random(1).randbytes(4000), "is not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "save it as .docx"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"Hello, world.", "no Chinese text"),
        (b"<html><body><p>Hello</p></body></html>", "no Chinese text"),
        (b"%PDF-1.7\nnothing", "broken PDF"),
        (b"PK\x03\x04nothing", "broken Word"),
        (_zip("xl/workbook.xml", 10), "no Word document"),
        (_zip("word/document.xml", 10), "broken Word"),
        (_zip("word/document.xml", 60 * 2**20), "unpacks to over"),
        (_docx([]), "holds no text"),
        (_blank_pdf(), "as scans do"),
        (_blank_pdf("secret"), "locked with a password"),
        (b"\xe6" * (LARGEST + 1), "larger than"),
        (("<html><body>" + "<p>开工东河大桥，" * 900_000).encode(), "page of more than"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path, data, says):
    path = tmp_path / "given"
    path.write_bytes(data)
    started = time.perf_counter()
    with pytest.raises(ReportError, match=says) as caught:
        read_text(path)
    assert time.perf_counter() - started < 5
    sentence = str(caught.value)
    assert sentence.startswith("given")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ReportError, match=r"nowhere\.txt does not exist"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(ReportError, match="is a folder"):
        read(tmp_path)


def test_a_page_may_nest_deeper_than_python_recurses():
    page = "<html><body>" + "<div>" * 20_000 + "开工东河大桥。" + "</div>" * 20_000
    assert to_text(page.encode(), "deep") == "开工东河大桥。"


def test_a_word_file_does_not_fetch_or_expand_entities():
    entities = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'
    bomb = entities + b'<w:document xmlns:w="w">&b;</w:document>'
    buffer = io.BytesIO(_docx(["开工东河大桥。"]))
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = bomb
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(ReportError):
        to_text(made.getvalue(), "bomb.docx")
