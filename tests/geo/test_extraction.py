"""Extraction as a whole: names are the report's own characters, the reference list is met, time is linear."""

from __future__ import annotations

import importlib.util
import json
import time

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from geo import extraction, report
from geo.taxonomy import KINDS, SECTORS, STAGES

WORDS = (
    "加快 开工 建成 支持 推动 实施 完善 力争 年内 云溪 石盘 万州 黔江 青江 高铁 "
    "机场 航道整治 大桥 水库 老旧小区改造 综合保税区 第二跑道 T2航站楼 二期 至 段 "
    "、 和 与 及 以及 等 的 ， ； 。 “ ” （ ） 《 120公里 2.1万个 第3期 项目 工程 "
    "建设 前期工作 投产 规划 发展 行动方案 轨道交通网， 高速公路网， 里程达到"
)
FRAGMENTS = WORDS.split(" ")
SENTENCES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40).map("".join)


@pytest.fixture(scope="module")
def places():
    return gazetteer.load(2021)


@pytest.fixture(scope="module")
def chongqing(report_path):
    return report.read(report_path, "chongqing-2021")


@pytest.fixture(scope="module")
def extracted(chongqing, places):
    return extraction.extract(chongqing, gazetteer=places)


def check_spans(read, found):
    """A name is made of the characters of its own paragraph alone."""
    paragraphs = {(clause.start, clause.end): clause.paragraph for clause in read.clauses}
    for mention in found.mentions:
        start, end = paragraphs[mention.start, mention.end]
        assert read.text[mention.start : mention.end] == mention.clause
        assert "".join(read.text[a:b] for a, b in mention.spans) == mention.name
        assert all(start <= a < b <= end for a, b in mention.spans)
        assert mention.kind in KINDS
        assert mention.stage in STAGES
        assert SECTORS[mention.sector].domain == mention.domain


def test_names_of_the_report_are_its_own_characters(chongqing, extracted):
    assert len(extracted.mentions) > 200
    check_spans(chongqing, extracted)


@given(SENTENCES)
@settings(deadline=None)
def test_names_of_any_text_are_its_own_characters(sentence):
    read = report.parse(f"二、2031年重点工作\n\n（一）做好工作。\n\n{sentence}。")
    check_spans(read, extraction.extract(read))


@given(SENTENCES)
@settings(deadline=None, max_examples=40)
def test_extraction_is_a_function_of_the_text(sentence):
    read = report.parse(f"二、2031年重点工作\n\n（一）做好工作。\n\n{sentence}。")
    assert extraction.extract(read) == extraction.extract(read)


@pytest.mark.parametrize(
    "sentence",
    [
        "开工云溪大桥、石盘隧道（二期），支持云溪县、石盘县设立综合保税区；推进“煤气入湘”等项目前期工作。",
        "建成口袋公园30个，实施4.5米航道整治：启动甲乙、丙丁高铁建设及云溪站改造。",
    ],
)
def test_half_width_marks_read_alike(names, sentence):
    half = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "“": '"', "”": '"'})
    assert [name.translate(half).strip('"') for name in names(sentence)] == names(sentence.translate(half))


def test_every_clause_that_builds_is_named_or_left_over(extracted):
    named = {(mention.start, mention.end) for mention in extracted.mentions}
    left = {(leftover.start, leftover.end) for leftover in extracted.leftovers}
    assert not named & left
    assert all(leftover.reason for leftover in extracted.leftovers)


def test_a_report_without_a_project_gives_none():
    read = report.parse("二、2031年重点工作\n\n（一）做好工作。\n\n深化改革，优化环境，办好论坛。")
    assert extraction.extract(read) == extraction.Extraction((), ())


def test_quantities(read):
    kept = read(
        "新建5G基站2.1万个，实施4.5米深航道整治，建成云溪9挡变速器、第6代面板、12英寸芯片等项目。"
    ).mentions
    figures = {m.name: [(q.value, q.unit, q.shared) for q in m.quantities] for m in kept}
    assert figures["5G基站2.1万个"] == [(21000, "个", False)]
    assert figures["4.5米深航道整治"] == [(4.5, "米", False)]
    assert figures["云溪9挡变速器"] == figures["第6代面板"] == figures["12英寸芯片"] == []


def test_a_figure_of_a_group_is_shared(read):
    mentions = read("高速公路网，开工云溪至石盘、青州至松林等90公里项目。").mentions
    assert [[(q.value, q.unit, q.shared) for q in m.quantities] for m in mentions] == [
        [(90, "公里", True)]
    ] * 2


def test_places_that_act_are_kept_beside_the_name(read, places):
    (mention,) = read("支持武隆、彭水建设乌江画廊旅游示范带。", gazetteer=places).mentions
    assert (mention.name, mention.area) == ("乌江画廊旅游示范带", "武隆、彭水")


def test_what_stands_before_a_name_may_say_where_and_how_much(read, places):
    first, second = read("开工江北区重点项目——青石立交，建成投资3亿元的云溪医院。", gazetteer=places).mentions
    assert (first.name, first.area) == ("青石立交", "江北区重点项目——")
    assert [(q.value, q.unit) for q in second.quantities] == [(3e8, "元")]


def test_a_line_that_the_gazetteer_knows_is_built(read, places):
    (mention,) = read("推进江跳线建设。", gazetteer=places).mentions
    assert (mention.kind, mention.name, mention.sector) == ("project", "江跳线", "rail")


def test_a_plant_that_the_gazetteer_knows_needs_no_head(read, places):
    mentions = read("推动博世庆铃氢燃料电池、云溪半导体投产。", gazetteer=places).mentions
    assert [mention.name for mention in mentions] == ["博世庆铃氢燃料电池", "云溪半导体"]


def test_each_place_that_acts_has_its_own_objects(read, places):
    mentions = read(
        "支持涪陵建设新材料产业园、长寿创建国家级经开区、永川打造职教基地。", gazetteer=places
    ).mentions
    assert [(mention.name, mention.area) for mention in mentions] == [
        ("涪陵新材料产业园", ""),
        ("长寿国家级经开区", ""),
        ("永川职教基地", ""),
    ]


@pytest.mark.parametrize(
    ("sentence", "names_"),
    [
        ("开工丰都、酉阳风电项目。", ["丰都风电项目", "酉阳风电项目"]),
        ("推进嘉陵江利泽、乌江白马航运枢纽建设。", ["嘉陵江利泽航运枢纽", "乌江白马航运枢纽"]),
        ("推进十八梯二期、山城巷、朝天门片区等项目。", ["十八梯二期", "山城巷", "朝天门片区"]),
        ("推进合川钓鱼城遗址申遗、云溪考古遗址公园建设。", ["云溪考古遗址公园"]),
    ],
)
def test_places_in_a_list_share_what_is_built(read, places, sentence, names_):
    assert [mention.name for mention in read(sentence, gazetteer=places).mentions] == names_


def test_places_that_are_told_to_act(read, places):
    (mention,) = read("渝北区、巴南区要加快建设龙盛片区。", gazetteer=places).mentions
    assert (mention.name, mention.area, mention.action) == ("龙盛片区", "渝北区、巴南区", "要加快建设")


@pytest.mark.parametrize(
    ("lead", "names_"),
    [
        ("加快建设万州新田港二期", ["万州新田港二期"]),
        ("加快渝湘高铁建设", ["渝湘高铁"]),
        ("实施城市更新行动", []),
        ("推进西部陆海新通道建设", []),
        ("加快万州建设", []),
        ("建设长江上游航运中心", []),
    ],
)
def test_a_lead_gives_what_it_builds_at_a_place_of_its_own(read, places, lead, names_):
    mentions = read("开工云溪大桥。", heading=f"{lead}。", gazetteer=places).mentions
    assert [mention.name for mention in mentions] == [*names_, "云溪大桥"]


def test_two_names_of_one_region_act_as_one(read, places):
    (mention,) = read("支持渝东南武陵山区建设文化生态保护实验区。", gazetteer=places).mentions
    assert mention.name == "渝东南武陵山区文化生态保护实验区"


def test_an_undelimited_list_is_parted_by_the_gazetteer(read, places):
    kept = read("支持丰都忠县创建国家级高新区。", gazetteer=places).mentions
    assert [mention.name for mention in kept] == ["丰都国家级高新区", "忠县国家级高新区"]


def test_what_a_place_builds_within_its_borders_is_its_own(read, places):
    (mention,) = read("开州境内正在建设青石水库。", gazetteer=places).mentions
    assert (mention.name, mention.area, mention.stage) == ("青石水库", "开州", "ongoing")


def test_a_lead_that_opens_works_is_work(read):
    found = [m.name for m in read("正文。", heading="启动建设青石医院感染楼。").mentions]
    assert found == ["青石医院感染楼"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2031年山东将推进莱青铁路建设。", ["莱青铁路"]),
        ("力争开工青石铁路及齐齐哈尔等机场迁建项目。", ["青石铁路", "齐齐哈尔机场迁建"]),
    ],
)
def test_names_of_works_elsewhere(read, places, sentence, expected):
    assert [mention.name for mention in read(sentence, gazetteer=places).mentions] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("涪陵至永川高速公路全线通车。", [("涪陵至永川高速公路", "completing")]),
        ("渝昆高铁川渝段加快建设。", [("渝昆高铁川渝段", "ongoing")]),
        ("东环线建成后串联水土、茶园。", []),
    ],
)
def test_a_place_that_is_built_does_not_act(read, places, sentence, expected):
    mentions = read(sentence, gazetteer=places).mentions
    assert [(mention.name, mention.stage) for mention in mentions] == expected


def test_a_region_keeps_its_role_whole(read, places):
    (mention,) = read("支持万州建设区域中心城市。", gazetteer=places).mentions
    assert (mention.kind, mention.name) == ("region_policy", "万州建设区域中心城市")


def test_explanation(read):
    (mention,) = read("加快云溪大桥等项目前期工作。").mentions
    said = "\n".join(extraction.explain(mention))
    for part in ("云溪大桥", mention.clause, "加快…前期工作", "preparatory", "head:大桥", "kind:"):
        assert part in said


BARS = {
    "precision": 0.93,
    "recall": 0.93,
    "name exact": 0.85,
    "kind right": 0.92,
    "stage right": 0.96,
    "sector right": 0.88,
}


@pytest.mark.parametrize("with_gazetteer", [True, False], ids=["gazetteer", "no gazetteer"])
def test_the_reference_list_is_met(chongqing, places, reference_path, with_gazetteer):
    found = extraction.extract(chongqing, gazetteer=places if with_gazetteer else None)
    spec = importlib.util.spec_from_file_location("score", reference_path.parents[1] / "tools" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    reference = [json.loads(line) for line in reference_path.read_text("utf-8").splitlines() if line.strip()]
    keys = ("kind", "name", "stage", "domain", "sector", "section", "heading")
    rows = [{key: getattr(m, key) for key in keys} | {"districts": [], "_points": []} for m in found.mentions]
    figures, _ = scorer.score(rows, reference)
    below = {name: figures[name] for name, bar in BARS.items() if figures[name] < bar}
    assert not below


def _seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def test_time_is_linear_in_the_text(places):
    body = "加快建设云溪大桥、石盘隧道等项目，支持万州、黔江设立综合保税区，完善公共服务体系。"
    page = "\n\n".join(f"做好第{n}件事。{body * 8}" for n in range(30))
    one = report.parse(f"二、2031年重点工作\n\n（一）做好工作。\n\n{page}")
    many = report.parse(f"二、2031年重点工作\n\n（一）做好工作。\n\n{page * 20}")
    extraction.extract(one, gazetteer=places)
    short = min(_seconds(lambda: extraction.extract(one, gazetteer=places)) for _ in range(3))
    assert _seconds(lambda: extraction.extract(many, gazetteer=places)) < 20 * 1.6 * short


def test_extraction_takes_no_longer_than_cutting_words(chongqing, places):
    cutter = jieba.Tokenizer()
    cutter.lcut("热身")
    extraction.extract(chongqing, gazetteer=places)
    # turn by turn, so that both meet the same machine
    turns = [
        (
            _seconds(lambda: extraction.extract(chongqing, gazetteer=places)),
            _seconds(lambda: cutter.lcut(chongqing.text)),
        )
        for _ in range(9)
    ]
    ours, theirs = map(min, zip(*turns, strict=True))
    assert ours < 1.5 * theirs


@pytest.mark.parametrize(
    "clause",
    [
        "建设" + "（" * 10_000 + "甲" + "）" * 10_000,
        "支持" * 5_000,
        "甲、" * 5_000,
        "开工" + "甲和" * 400 + "桥",
    ],
    ids=["brackets", "verbs", "list", "coordination"],
)
def test_hostile_text_ends_soon(clause):
    read = report.parse(f"二、2031年重点工作\n\n（一）做好工作。\n\n{clause}。")
    assert _seconds(lambda: extraction.extract(read)) < 5
