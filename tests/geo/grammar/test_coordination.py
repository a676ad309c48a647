"""Coordination: each conjunct gets its full name, and what is one name stays whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.grammar.coordination import blocks, conjuncts

SHARED_HEADS = [
    ("加快甲乙、丙丁、戊己庚高铁建设。", ["甲乙高铁", "丙丁高铁", "戊己庚高铁"]),
    ("提速甲乙、丙丁高铁云溪至石盘段等高铁建设。", ["甲乙高铁", "丙丁高铁云溪至石盘段"]),
    ("加快甲乙、丙丁高铁及戊己铁路前期工作。", ["甲乙高铁", "丙丁高铁", "戊己铁路"]),
    ("推进甲乙和丙丁等高铁建设。", ["甲乙高铁", "丙丁高铁"]),
    ("提速云溪、石盘机场改扩建。", ["云溪机场改扩建", "石盘机场改扩建"]),
    ("开工青江、白江航道整治工程。", ["青江航道整治工程", "白江航道整治工程"]),
    ("加快云溪、石盘等大型水库建设。", ["云溪大型水库", "石盘大型水库"]),
    ("力争开工云溪、石盘等机场改扩建项目。", ["云溪机场改扩建", "石盘机场改扩建"]),
    (
        "加快云溪盘龙、石盘月亮湾、青州抽水蓄能电站建设。",
        ["云溪盘龙抽水蓄能电站", "石盘月亮湾抽水蓄能电站", "青州抽水蓄能电站"],
    ),
    ("续建云溪至石盘、青州至白江高速。", ["云溪至石盘高速", "青州至白江高速"]),
    ("推进甲电、乙电入渝。", ["甲电入渝", "乙电入渝"]),
    ("建设港口型、空港型国家物流枢纽。", ["港口型国家物流枢纽", "空港型国家物流枢纽"]),
    ("完成300平方公里水土流失和80平方公里石漠化治理。", ["300平方公里水土流失治理", "80平方公里石漠化治理"]),
    (
        "编制青州县、2个中心镇分区规划。",
        ["青州县分区规划", "2个中心镇分区规划"],
    ),
]
SHARED_MODIFIERS = [
    ("加快云溪机场T2航站楼及第二跑道建设。", ["云溪机场T2航站楼", "云溪机场第二跑道"]),
    ("建成云溪机场东航站区和第三跑道。", ["云溪机场东航站区", "云溪机场第三跑道"]),
    (
        "开通轨道交通3号线二期、7号线、11号线南段。",
        ["轨道交通3号线二期", "轨道交通7号线", "轨道交通11号线南段"],
    ),
    ("推进甲乙高铁云溪至石盘段、石盘至青州段建设。", ["甲乙高铁云溪至石盘段", "甲乙高铁石盘至青州段"]),
    ("创建国家产业创新中心、技术创新中心。", ["国家产业创新中心", "国家技术创新中心"]),
]
OF_THEIR_OWN = [
    ("加快云溪大桥、石盘隧道和青石路网等项目建设。", ["云溪大桥", "石盘隧道", "青石路网"]),
    ("加快云溪港、石盘港等港口建设。", ["云溪港", "石盘港"]),
    ("开通9号线一期、5号线北延伸段、10号线二期。", ["9号线一期", "5号线北延伸段", "10号线二期"]),
    ("建设云溪湾、石盘岛、青州谷。", ["云溪湾", "石盘岛", "青州谷"]),
    ("加快云溪港二期、石盘港建设。", ["云溪港二期", "石盘港"]),
    ("加快青铝高端铸造、白钢技改、华绫尼龙等项目建设。", ["青铝高端铸造", "白钢技改", "华绫尼龙"]),
    ("建设云溪软件园、石盘大数据谷（二期）等软件名园。", ["云溪软件园", "石盘大数据谷（二期）"]),
    ("抓好“云溪人家·十里荷塘”、石盘温泉谷等文旅项目。", ["云溪人家·十里荷塘", "石盘温泉谷"]),
    ("启动甲乙高铁建设及云溪站改造。", ["甲乙高铁", "云溪站改造"]),
    ("推动云溪遗址公园、石盘公园、金鱼碑等传统街区开街。", ["云溪遗址公园", "石盘公园", "金鱼碑"]),
]
ONE_NAME = [
    ("启动县城与云溪新城联通的快线规划建设。", ["县城与云溪新城联通的快线"]),
    ("统筹推进信息、融合、创新基础设施建设。", ["信息、融合、创新基础设施"]),
    ("加速区域和行业标识解析二级节点建设。", ["区域和行业标识解析二级节点"]),
    ("建设立足西部、面向东盟的国际金融中心。", ["立足西部、面向东盟的国际金融中心"]),
    ("加快土壤污染管控和修复。", ["土壤污染管控和修复"]),
    ("加快青州工厂置换及智能升级项目建设。", ["青州工厂置换及智能升级项目"]),
    ("建设宜居宜业和美乡村示范村30个。", ["宜居宜业和美乡村示范村30个"]),
    ("建设云溪（青江、白江）生态修复工程。", ["云溪（青江、白江）生态修复工程"]),
    ("实施“一环、两带”河道整治。", ["“一环、两带”河道整治"]),
    ("推进国家智能设计与数控技术创新中心建设。", ["国家智能设计与数控技术创新中心"]),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [*SHARED_HEADS, *SHARED_MODIFIERS, *OF_THEIR_OWN, *ONE_NAME],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names(names, sentence, expected):
    assert names(sentence) == expected


@pytest.mark.parametrize(
    ("network", "sentence", "expected"),
    [
        (
            "高速公路网",
            "开工云溪至石盘、青州至松林等90公里项目。",
            ["云溪至石盘高速公路", "青州至松林高速公路"],
        ),
        ("轨道交通网", "抓好70公里续建项目建设。", ["轨道交通70公里续建项目"]),
        ("轨道交通网", "开工第三期项目40公里。", ["轨道交通第三期项目40公里"]),
        ("轨道交通网", "通车里程达到120公里。", ["轨道交通通车里程120公里"]),
        ("轨道交通网", "推动“三网融合”。", ["轨道交通“三网融合”"]),
        ("高速公路网", "加快东西向通道建设。", ["高速公路东西向通道"]),
        ("高速公路网", "开工云溪高速公路。", ["云溪高速公路"]),
        ("航运网", "加快云溪港建设。", ["云溪港"]),
    ],
)
def test_the_sub_head_gives_the_head(names, network, sentence, expected):
    assert names(f"{network}，{sentence}") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("支持云溪、石盘等创建国家级高新区。", ["云溪国家级高新区", "石盘国家级高新区"]),
        ("支持云溪设立综合保税区。", ["云溪综合保税区"]),
        ("支持云溪县建设康养产业示范基地。", ["云溪县康养产业示范基地"]),
    ],
)
def test_each_place_that_founds_has_its_own(names, sentence, expected):
    assert names(sentence) == expected


OBJECTS = st.text("甲乙丙、和与及等（）“”《》桥路建设项目工程1公里", max_size=60)


@given(OBJECTS)
def test_conjuncts_are_in_order_and_hold_no_mark_twice(text):
    spans = conjuncts(text, 0, len(text))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(OBJECTS)
def test_blocks_keep_to_their_conjuncts(text):
    spans = conjuncts(text, 0, len(text))
    items = [item for block in blocks(text, spans, measured=True) for item in block.items]
    assert len(items) <= len(spans)
    assert all(any(start <= a < b <= end for start, end in spans) for a, b in items)


def test_brackets_ten_thousand_deep_are_one_conjunct():
    deep = "甲" + "（" * 10_000 + "乙、丙" + "）" * 10_000
    assert conjuncts(deep, 0, len(deep)) == [(0, len(deep))]
