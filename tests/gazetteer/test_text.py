"""Bytes to text, and hard line breaks undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import TextFileError
from gazetteer.text import decode, unwrap

PARAGRAPHS = [
    "（一）壮大先进制造。稳住工业底盘，让老厂焕发新机，把链条做长做强，把园区做精做优。",
    "加快传感器产业园等项目建设，新建厂房12万平方米，引进企业30家，带动就业5000人以上。",
    "轨道交通网，建成“环线”二期，延伸到新城，方便群众出行，提升换乘效率，服务市民日常通勤。",
]


def wrapped(paragraphs, width=17, between="\n\n"):
    """Set paragraphs in a column, as a newspaper does."""
    return between.join(
        "\n".join(text[i : i + width] for i in range(0, len(text), width)) for text in paragraphs
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings(encoding):
    assert decode("重庆市璧山区，开工\r\n建设".encode(encoding)) == "重庆市璧山区，开工\n建设"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\xef\xbb\xbf"[:3], "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"\xff\xff\xfe\x81", "not text"),
        (bytes(range(256)), "not text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data, said):
    with pytest.raises(TextFileError, match=said) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_hard_breaks_inside_words_are_undone():
    assert unwrap(wrapped(PARAGRAPHS)) == "\n".join(PARAGRAPHS)


def test_paragraphs_without_blank_lines_end_where_a_line_has_room():
    assert unwrap(wrapped(PARAGRAPHS, between="\n")) == "\n".join(PARAGRAPHS)


def test_a_blank_line_inside_a_sentence_is_bridged():
    text = wrapped(PARAGRAPHS)
    lines = text.split("\n")
    lines.insert(1, "")
    assert unwrap("\n".join(lines)) == "\n".join(PARAGRAPHS)


def test_a_quotation_that_opens_a_line_belongs_to_the_sentence_before():
    text = (
        "建设绿色生态廊道和滨江公共空间，推进\n\n"
        "“两岸”贯通，实施山体修复，治理边坡，增加\n绿地，提升品质，方便游人，美化城市面貌。"
    )
    assert unwrap(text) == text.replace("\n", "")


def test_spaces_of_justified_print_around_figures_go():
    text = "新建改建道路 120 公里，打通断头\n路 8 条，推进 5G network 建设，整\n治背街小巷。"
    assert unwrap(text) == "新建改建道路120公里，打通断头路8条，推进5G network建设，整治背街小巷。"


def test_a_heading_ends_its_paragraph():
    text = "一、工作回顾\n\n" + wrapped(PARAGRAPHS)
    assert unwrap(text).split("\n")[0] == "一、工作回顾"


@pytest.mark.parametrize(
    "text",
    [
        "一段一行的文本，不折行，" + "标点和空格都不能变，" * 12 + "到此。\n第二段。\n第三段 带 空格 12 个。",
        "万州区\n璧山区\n江津区\n",
        "",
        "短句，完。",
        "　　缩进的段落，到此为止。\n　　又一个缩进的段落，也到此为止。\n　　第三段也是缩进的，到此为止。",
    ],
)
def test_text_that_is_not_wrapped_stays(text):
    assert unwrap(text) == text


LINE = st.text(alphabet="重庆开工建设项目，。、；（一）“”0123 5GA　\t", max_size=24)


@given(st.lists(LINE, max_size=30))
def test_unwrapping_is_idempotent_and_loses_only_space(lines):
    text = "\n".join(lines)
    once = unwrap(text)
    assert unwrap(once) == once
    assert "".join(once.split()) == "".join(text.split())


@given(
    st.lists(st.text(alphabet="重庆开工建设项目园区，", min_size=40, max_size=120), min_size=2, max_size=6),
    st.integers(14, 30),
)
def test_any_column_width_is_undone(texts, width):
    paragraphs = [text.strip("，") + "，" * 2 + "完工。" for text in texts]
    assert unwrap(wrapped(paragraphs, width)) == "\n".join(paragraphs)
