"""Verbs, agents and closings: what a clause says is done, and how far along that is."""

from __future__ import annotations

import pytest

from geo.grammar.predicate import predicate
from geo.grammar.toponyms import Toponyms

STAGES = [
    # clause, action, stage
    ("开工云溪大桥", "开工", "starting"),
    ("力争年内开工云溪大桥", "力争年内开工", "starting"),
    ("争取设立云溪综合保税区", "争取设立", "planning"),
    ("争取建成云溪大桥", "争取建成", "completing"),
    ("高标准建设云溪科学城", "高标准建设", "ongoing"),
    ("全力推动云溪大桥建设", "全力推动", "ongoing"),
    ("持续实施云溪河道整治工程", "持续实施", "ongoing"),
    ("规划建设云溪博物馆", "规划建设", "planning"),
    ("谋划云溪抽水蓄能电站", "谋划", "planning"),
    ("建成投用云溪医院", "建成投用", "completing"),
    ("二季度建成云溪大桥", "二季度建成", "completing"),
    ("加快云溪大桥前期工作", "加快…前期工作", "preparatory"),
    ("启动云溪大桥等项目前期工作", "启动…前期工作", "preparatory"),
    ("加快云溪大桥等项目研究论证", "加快…研究论证", "preparatory"),
    ("推动云溪大桥开工", "推动…开工", "starting"),
    ("确保云溪大桥顺利开工", "确保…开工", "starting"),
    ("推动云溪老街开街", "推动…开街", "completing"),
    ("促进云溪玻璃等项目投产达产", "促进…投产达产", "completing"),
    ("启动云溪快线规划建设", "启动…规划建设", "planning"),
    ("启动云溪国家湿地公园创建", "启动…创建", "planning"),
    ("推动云溪铁路纳入国家规划", "推动…纳入规划", "planning"),
    ("新建云溪实验室", "新建", "starting"),
    ("续建云溪水库", "续建", "ongoing"),
    ("全市新开工云溪水库", "新开工", "starting"),
    ("云溪大桥建成通车", "建成通车", "completing"),
    ("云溪高铁9月开工建设", "开工建设", "starting"),
    ("云溪县机场建成通航", "建成通航", "completing"),
    ("云溪电站4台机组全部投产", "投产", "completing"),
    ("甲输电工程云溪段加快建设", "加快建设", "ongoing"),
    ("力争轨道交通运营和在建里程实现“650+”", "实现", "completing"),
    ("云溪水库加快建设", "加快建设", "ongoing"),
    ("联合青州共建云溪产业园", "联合青州共建", "ongoing"),
    ("支持云溪、石盘创建国家级高新区", "支持…创建", "planning"),
    ("开建云溪三桥", "开建", "starting"),
    ("着手规划云溪片区", "着手规划", "planning"),
    ("配套建设云溪污水处理厂", "配套建设", "ongoing"),
    ("促成云溪化工满产", "促成…满产", "completing"),
    ("推进云溪站一期工程收尾", "推进…收尾", "completing"),
    ("会同青州推进甲乙高铁", "会同青州推进", "ongoing"),
    ("争取国家支持甲乙铁路通道建设", "争取国家支持", "planning"),
    ("完成云溪火车站建设并投入使用", "完成…建设投入使用", "completing"),
    ("推动云溪县建设物流枢纽", "推动…建设", "ongoing"),
]


@pytest.mark.parametrize(("clause", "action", "stage"), STAGES, ids=[row[0] for row in STAGES])
def test_stage(read, clause, action, stage):
    mentions = read(f"{clause}。").mentions
    assert mentions, clause
    assert {mention.stage for mention in mentions} == {stage}
    assert {mention.action for mention in mentions} == {action}


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("建成云溪大桥。", "completed"),
        ("云溪大桥建成通车。", "completed"),
        ("云溪医院全面完工。", "completed"),
        ("开工建设云溪水库。", "ongoing"),
        ("云溪水库启动建设。", "ongoing"),
        ("加快建设云溪科学城。", "ongoing"),
        ("云溪科学城加快建设。", "ongoing"),
        ("推进云溪水库前期工作。", "preparatory"),
    ],
)
def test_a_review_tells_of_what_was_done(read, sentence, stage):
    mentions = read(sentence, review=True).mentions
    assert [(mention.part, mention.stage) for mention in mentions] == [("review", stage)]


def test_each_verb_governs_its_own_objects(read):
    mentions = read("二季度开通云溪铁路、完成石盘站改造，开工青石大桥、启动松林隧道前期工作。").mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [
        ("云溪铁路", "completing"),
        ("石盘站改造", "completing"),
        ("青石大桥", "starting"),
        ("松林隧道", "preparatory"),
    ]


def test_each_closing_closes_its_own_objects(read):
    mentions = read("推动云溪大桥建设及石盘隧道开工。").mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [
        ("云溪大桥", "ongoing"),
        ("石盘隧道", "starting"),
    ]


def test_a_verb_governs_on_over_a_comma(read):
    mentions = read("加快建设云溪大桥，以及石盘站等项目。").mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [
        ("云溪大桥", "ongoing"),
        ("石盘站", "ongoing"),
    ]


@pytest.mark.parametrize(
    ("clause", "objects"),
    [
        ("推动开放平台建设", "开放平台建设"),
        ("加快开发区建设", "开发区建设"),
        ("实施治理工程", "治理工程"),
        ("建设规划展览馆", "规划展览馆"),
        ("推进一体化大数据中心建设", "一体化大数据中心建设"),
        ("支持联合电子中心项目发展", "联合电子中心项目发展"),
    ],
)
def test_a_noun_that_begins_like_a_verb_is_no_verb(clause, objects):
    found = predicate(clause, 0, len(clause), Toponyms(clause, None))
    assert clause[slice(*found.objects)] == objects


@pytest.mark.parametrize(
    "clause",
    [
        "支持企业建设研发中心",
        "支持在青高校建设高水平大学",
        "引导金融机构布局区域总部",
        "办好云溪论坛",
        "制定云溪园区政策",
        "发展云溪特色产业园经济",
        "完善云溪公共服务设施",
    ],
)
def test_what_is_not_building_gives_nothing(read, clause):
    assert read(f"{clause}。").mentions == ()


def test_a_hostile_clause_ends_soon():
    clause = "支持" + "加快推进" * 200 + "和" * 300
    assert predicate(clause, 0, len(clause), Toponyms(clause, None)) is not None
