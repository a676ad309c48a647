"""Reading a report's structure: phrases of the genre, not of any one report."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.text import unwrap
from geo.errors import ReportError
from geo.reader.outline import number, numeral, part_of
from geo.report import identifier, parse, read

WHOLE = """临江市人民政府工作报告
——2023年1月9日在临江市第六届人民代表大会第二次会议上
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2022年工作回顾
刚刚过去的一年，全市上下同心。
——这一年，我们抓项目。北山隧道建成通车，东河大桥加快建设。
（一）着力推动产业升级。引进龙头企业12家，建成投用西园一期。
二、2023年重点工作
今年要抓好以下工作。
（一）建设现代产业体系。坚持实体为本。
培育先进制造业。汽车产业，推动甲车二期、乙车三期等项目建设；电子产业，加快晶圆厂投产。
（二）完善基础设施。
提速交通建设。一是建设高速公路网，开工临江至南山段；二是规划建设“空港、水港”联络线。
打造枢纽，提升能级。
三、加强政府自身建设
建设廉洁政府，打造高效机关。
谢谢大家！
"""


GOOD = "全市上下坚持稳中求进，推动经济持续回升向好，各项事业取得新的进步，群众获得感不断增强。"


def clause_with(text: str, words: str):
    found = [clause for clause in parse(text).clauses if words in clause.text]
    assert len(found) == 1, [clause.text for clause in found]
    return found[0]


@pytest.mark.parametrize(
    "dress",
    [str, lambda text: text.replace("（", "(").replace("）", ")").replace("，", ",").replace("；", ";")],
)
@pytest.mark.parametrize(
    ("words", "part", "section", "heading", "network"),
    [
        ("全市上下同心", "review", "", "", ""),
        ("北山隧道建成通车", "review", "", "这一年，我们抓项目", ""),
        ("建成投用西园一期", "review", "（一）", "着力推动产业升级", ""),
        ("今年要抓好", "plan", "", "", ""),
        ("坚持实体为本", "plan", "（一）", "建设现代产业体系", ""),
        ("推动甲车二期", "plan", "（一）", "培育先进制造业", "汽车产业"),
        ("加快晶圆厂投产", "plan", "（一）", "培育先进制造业", "电子产业"),
        ("开工临江至南山段", "plan", "（二）", "提速交通建设", "高速公路网"),
        ("规划建设", "plan", "（二）", "提速交通建设", "高速公路网"),
        ("打造枢纽", "plan", "（二）", "完善基础设施", ""),
        ("打造高效机关", "other", "", "", ""),
    ],
)
def test_where_a_clause_stands(words, part, section, heading, network, dress):
    clause = clause_with(dress(WHOLE), words)
    assert (clause.part, clause.section, clause.heading.replace(",", "，"), clause.network) == (
        part,
        section,
        heading,
        network,
    )


def test_title_and_year_are_the_printed_ones():
    report = parse(WHOLE)
    assert (report.title, report.year) == ("临江市人民政府工作报告（2023年）", 2023)


def test_a_lead_that_builds_a_network_names_it():
    clause = clause_with(
        "二、2031年重点工作\n（一）建设设施。\n完善高速公路网。开工云溪至石盘、青州至白江段。", "开工"
    )
    assert clause.network == "高速公路网"


def test_what_begins_with_a_verb_is_no_sub_head():
    text = "二、2031年重点工作\n（一）建设设施。\n畅通北煤入湘通道，启动甲乙线。"
    assert clause_with(text, "启动").network == ""


def test_sub_head_and_title_and_furniture_are_no_clauses():
    texts = [clause.text for clause in parse(WHOLE).clauses]
    assert "汽车产业" not in texts
    assert "建设高速公路网" in texts
    assert not any("各位代表" in text or "会议上" in text or "回顾" in text for text in texts)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("加快东河大桥建设，推进北山隧道改造。", ["加快东河大桥建设", "推进北山隧道改造"]),
        ("……加快东河大桥建设……推进北山隧道改造……", ["加快东河大桥建设", "推进北山隧道改造"]),
        (
            "推进南湖水库（一期，含渠系）建设；建成“山城，步道”。",
            ["推进南湖水库（一期，含渠系）建设", "建成“山城，步道”"],
        ),
        ("开工“东站，推进西站建设。", ["开工“东站", "推进西站建设"]),
        ("一是开工甲桥；二是建成乙桥。", ["开工甲桥", "建成乙桥"]),
        ("1.开工甲桥。2.建成乙桥。", ["开工甲桥", "建成乙桥"]),
        ("新增基站2.1万个,完成投资1,200亿元.", ["新增基站2.1万个", "完成投资1,200亿元"]),
        ("重点抓好:甲园、乙园建设!", ["重点抓好", "甲园、乙园建设"]),
        ("建设“甲”“乙”两园，争取（丙）落户。", ["建设“甲”“乙”两园", "争取（丙）落户"]),
        ('建设"数谷,云谷",启动丙园。', ['建设"数谷,云谷"', "启动丙园"]),
    ],
)
def test_clauses_of_a_sentence(sentence, clauses):
    assert [clause.text for clause in parse(sentence).clauses] == clauses


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("完善基础设施网络。开工甲桥。", ["完善基础设施网络"]),
        ("推进甲桥、乙桥等项目建设。开工丙桥。", []),
        ("加快甲园、乙园等园区建设。开工丙园。", []),
        ("加快甲街、乙园等街区改造提升。开工丙园。", []),
        ("甲高铁（开工建设）\n甲高铁全长80公里，设三个车站。", []),
        ("加快文旅项目建设。开工丁园。", ["加快文旅项目建设"]),
        ("加快产业升级、绿色发展。开工甲桥。", ["加快产业升级、绿色发展"]),
        ("开工乙桥。推进丙桥。", []),
        ("推进乙桥前期工作。开工甲桥。", []),
        ("新增站点3座。开工甲桥。", []),
        ("完善基础设施网络。", []),
        ("完善网络\n开工甲桥，建成乙桥。", ["完善网络"]),
    ],
)
def test_leads_are_topics_and_not_work(text, leads):
    assert [clause.text for clause in parse(text).clauses if clause.lead] == leads


def test_clauses_of_a_sentence_come_together_with_the_marks_behind_them():
    first, second = parse("开工甲桥，建成乙桥；启动丙桥。推进丁桥！").sentences()
    assert [(clause.text, clause.mark) for clause in first] == [
        ("开工甲桥", "，"),
        ("建成乙桥", "；"),
        ("启动丙桥", "。"),
    ]
    assert [(clause.text, clause.mark) for clause in second] == [("推进丁桥", "！")]


@pytest.mark.parametrize(
    ("text", "section", "heading"),
    [
        ("（上接3版）聚力东部新城，开工甲桥。\n（三）繁荣文化。办好展会。", "（二）", "聚力东部新城"),
        ("（一）强化支撑\n扩大投资。开工甲桥。", "（一）", "扩大投资"),
        ("(一)强化支撑 开工甲桥,建成乙桥。", "（一）", "强化支撑"),
        ("（十一）强化支撑。建成乙桥。（十二）改善民生。开工甲桥。", "（十二）", "改善民生"),
        ("1.强化支撑。开工甲桥。", "1.", "强化支撑"),
        ("三、强化支撑。开工甲桥。", "三、", "强化支撑"),
        ("强化支撑\n开工甲桥，建成乙桥，启动丙桥。", "", "强化支撑"),
        ("开工甲桥。", "", ""),
        ("一、二、三产业分别增长，开工甲桥。", "", ""),
        ("（二）强化支撑\n重点项目\n开工甲桥\n建成乙桥", "（二）", "强化支撑"),
        ("新建站点3座。开工甲桥。", "", "新建站点3座"),
    ],
)
def test_sections_in_every_dress(text, section, heading):
    clause = clause_with(text, "开工甲桥")
    assert (clause.section, clause.heading) == (section, heading)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"开工甲桥。{GOOD}\n四、加强自身建设\n{GOOD}", "plan"),
        (f"第一部分 2021年工作回顾\n{GOOD}\n第二部分：2022年工作安排\n开工甲桥。{GOOD}", "plan"),
        (f"二、2022年工作安排\n（九）加强政府自身建设。开工甲桥。{GOOD}\n（十）改善民生。{GOOD}", "other"),
        (f"二、2022年工作安排\n（一）加强自身建设。{GOOD}\n（二）改善民生。开工甲桥。{GOOD}", "plan"),
        (f"开工甲桥。{GOOD}\n二、2022年工作安排\n{GOOD}", "review"),
        (f"一、过去五年工作\n{GOOD}\n二、今后五年目标任务\n开工甲桥。{GOOD}", "plan"),
        (f"一、2021年主要工作\n开工甲桥。{GOOD}\n二、2022年工作安排\n{GOOD}", "review"),
        (f"一、回顾2023年：我们实干，交出答卷\n开工甲桥。{GOOD}", "review"),
        (
            "临江县政府工作报告 一、2020年工作回顾过去一年，开工甲桥。 二、2021年重点工作今年，抓好项目。",
            "review",
        ),
        (f"2021年工作回顾\n{GOOD}\n2022年工作安排：\n1、开工甲桥，推进建设。{GOOD}", "plan"),
        (
            f"一、2021年工作回顾\n{GOOD}\n二、2022年工作安排\n{GOOD}\n三、建设人民满意的服务型政府\n开工甲桥。{GOOD}",
            "other",
        ),
    ],
)
def test_parts_in_every_dress(text, part):
    assert clause_with(text, "开工甲桥").part == part


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("2022年重点工作完成情况", "review"),
        ("“十四五”时期的目标任务", "plan"),
        ("2022年主要工作", "review"),
        ("2023年主要工作", "plan"),
        ("全面加强政府自身建设", "other"),
        ("形势", ""),
        ("发展成就和2022年主要工作", "review"),
    ],
)
def test_part_by_title(title, part):
    assert part_of(title, 2023) == part


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("二、2024年主要任务\n开工甲桥。", "x", 2024),
        ("——2021年12月28日在临江区人民代表大会上\n开工甲桥。", "x", 2022),
        ("2019年临江县人民政府工作报告\n开工甲桥。", "x", 2019),
        ("一、2021年重点工作完成情况\n好。\n二、2022年工作打算\n开工甲桥。", "x", 2022),
        ("开工甲桥。", "linjiang-2021", 2021),
        ("到2035年，开工甲桥。", "linjiang", None),
    ],
)
def test_year(text, name, year):
    assert parse(text, name).year == year


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("chongqing-2021", "chongqing-2021"),
        ("Bishan_2022 (final)", "bishan-2022-final"),
        ("璧山2022", "report-2022"),
        ("报告", "report"),
    ],
)
def test_identifier_has_hyphens_only(name, made):
    assert identifier(name) == made


@pytest.mark.parametrize("value", [1, 7, 10, 11, 19, 20, 21, 99])
def test_numerals_there_and_back(value):
    assert number(numeral(value)) == value


@given(st.text(alphabet='建设大桥，。；：、“”（）()\n \t　一二（）、1.——“”"‘’《》!?,;:', max_size=300))
def test_offsets_hold_whatever_the_text(body):
    report = parse("开工甲桥。" + body)
    previous = 0
    for clause in report.clauses:
        assert report.text[clause.start : clause.end] == clause.text == clause.text.strip() != ""
        assert (
            clause.paragraph[0]
            <= clause.sentence[0]
            <= clause.start
            < clause.end
            <= clause.sentence[1]
            <= clause.paragraph[1]
        )
        assert clause.start >= previous
        previous = clause.end


@given(st.integers(14, 40))
def test_hard_line_breaks_change_nothing(width):
    words = "加快建设东部新城至南山高速公路，推进北山水库除险加固，建成临江国际物流枢纽，启动老旧小区改造；"
    text = "\n".join(
        f"（{numeral(i)}）强化第{numeral(i)}项支撑。{words * 3}完善配套设施。" for i in range(1, 6)
    )
    wrapped = "\n\n".join(
        "\n".join(line[i : i + width] for i in range(0, len(line), width)) for line in text.split("\n")
    )
    assert [(c.text, c.section, c.heading) for c in parse(wrapped).clauses] == [
        (c.text, c.section, c.heading) for c in parse(text).clauses
    ]


@pytest.mark.parametrize("text", ["", "   \n", "No word of Chinese here."])
def test_what_is_no_chinese_is_said_so(text):
    with pytest.raises(ReportError, match="holds no Chinese text"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["加快推进大桥项目" * 2_500_000, "加快推进大桥，" * 1_000_000, "（" * 10_000 + "桥" + "）" * 1_000_000],
)
def test_text_without_sentences_ends_soon_with_a_sentence(text):
    started = time.process_time()
    with pytest.raises(ReportError, match="hardly a full stop"):
        parse(text)
    assert time.process_time() - started < 10


def test_nested_brackets_hide_nothing_behind_them():
    texts = [
        clause.text
        for clause in parse(
            "推进" + "（" * 10_000 + "甲" + "）" * 10_000 + "项目。开工乙桥，建成丙桥。"
        ).clauses
    ]
    assert texts == ["开工乙桥", "建成丙桥"]


def test_time_grows_with_the_text_and_not_faster():
    def seconds(copies: int) -> float:
        text = WHOLE * copies
        started = time.process_time()
        parse(text)
        return time.process_time() - started

    few, many = (min(seconds(copies) for _ in range(3)) for copies in (40, 400))
    assert many < 10 * few * 2.5


def test_the_2021_report_reads_as_it_is_printed(report_path):
    report = read(report_path)
    assert (report.id, report.year) == ("chongqing-2021", 2021)
    plan = [clause for clause in report.clauses if clause.part == "plan"]
    assert list(dict.fromkeys(clause.section for clause in plan)) == [
        f"（{numeral(i)}）" for i in range(1, 11)
    ]
    assert {clause.section for clause in report.clauses if clause.part == "other"} == {""}
    assert report.text == unwrap(report.text)


def test_every_reference_clause_stands_where_the_reference_says(report_path, reference_path):
    report = read(report_path)
    rows = [json.loads(line) for line in reference_path.read_text("utf-8").splitlines() if line.strip()]
    assert rows
    for row in rows:
        wanted = (row["section"], row["heading"], row["network"])
        start = report.text.index(row["clause"])
        end = start + len(row["clause"])
        covering = [clause for clause in report.clauses if clause.start < end and start < clause.end]
        assert covering, row["clause"]
        assert {clause.paragraph for clause in covering} == {covering[0].paragraph}
        assert wanted in {(clause.section, clause.heading, clause.network) for clause in covering}
