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
    ("力争城市轨道运营和在建里程实现“650+”", "实现", "completing"),
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
    ("云溪大桥（今年建成通车）", "今年建成通车", "completing"),
    ("2031年、2032年分别建成云溪、石盘高铁", "建成", "completing"),
    ("2031年全省将推进云溪、石盘高铁", "将推进", "ongoing"),
    ("该县计划开工云溪大桥", "计划开工", "starting"),
    ("这3个项目分别是云溪大桥、石盘隧道、青石水库", "分别是", "ongoing"),
    ("建成开园云溪文创园", "建成开园", "completing"),
    ("完成云溪机场提档升级", "完成", "completing"),
    ("云溪大桥项目前期工作扎实进行", "前期工作扎实进行", "preparatory"),
    ("建成云溪站主体结构并实现洞通", "建成…主体结构实现洞通", "completing"),
    ("启动区污水处理厂加快建设", "加快建设", "ongoing"),
    ("青石高铁正在进行隧道和桥梁等工程施工", "正在进行隧道和桥梁等工程施工", "ongoing"),
    ("云溪公路提早开展勘察设计招标", "开展勘察设计招标", "preparatory"),
    ("云溪路二期进入招标", "进入招标", "preparatory"),
    ("其中云溪至石盘段自2031年5月开工建设", "开工建设", "starting"),
    ("云溪中心、石盘大楼等地标项目建设接续深入推进", "建设接续深入推进", "ongoing"),
    ("云溪大桥、石盘水厂等重点工程正在抓紧实施中", "正在抓紧实施中", "ongoing"),
    ("云溪公路改线段前期加快", "前期加快", "preparatory"),
    ("今年我市将加快建成云溪铁路货场", "将加快建成", "completing"),
    ("沿河铁路云溪段（前期工作）", "前期工作", "preparatory"),
    ("在继续加快云溪、石盘高铁建设的同时", "继续加快", "ongoing"),
    ("加大云溪水库建设力度", "加大", "ongoing"),
    ("续建并完成云溪大桥", "续建并完成", "completing"),
    ("新建成高速公路80公里", "新建成", "completing"),
    ("云溪水库正处于前期手续办理阶段", "前期手续办理阶段", "preparatory"),
    ("云溪水库一期主体施工", "主体施工", "ongoing"),
    ("云溪水库预计2031年底建成", "建成", "completing"),
    ("云溪隧道建设工作已经全面完工", "建设工作已经全面完工", "completing"),
    ("石盘小学等项目也同期开工", "开工", "starting"),
    ("新（改）建云溪公路", "新（改）建", "starting"),
    ("改造（提升）云溪公园", "改造（提升）", "ongoing"),
    ("建设运行云溪智算中心", "建设运行", "ongoing"),
    ("组织实施云溪河道整治工程", "组织实施", "ongoing"),
    ("五年建成云溪大桥", "建成", "completing"),
    ("云溪铁路青州段提速建设", "提速建设", "ongoing"),
    ("云溪老厂完成整治", "完成整治", "completing"),
    ("云溪体育馆初步建成", "建成", "completing"),
    ("5年内投用云溪机场", "投用", "completing"),
    ("2031年计划新开工云溪水库", "计划新开工", "starting"),
    ("目前已开工云溪大桥", "目前已开工", "starting"),
    ("云溪大桥计划年底完工", "完工", "completing"),
    ("确保8月中旬云溪大桥开工", "确保…开工", "starting"),
    ("完工投用云溪大桥", "完工投用", "completing"),
    ("新改造云溪干道", "新改造", "starting"),
    ("力争甲乙高铁静态验收", "力争…静态验收", "completing"),
    ("布局打造云溪科学城", "布局打造", "ongoing"),
    ("研究论证云溪铁路", "研究论证", "planning"),
    ("累计在全县新建云溪水厂", "累计在全县新建", "starting"),
    ("加强云溪港建设", "加强", "ongoing"),
    ("轨道交通5号线、7号线等项目抓紧区间隧道施工", "抓紧区间隧道施工", "ongoing"),
    ("云溪至石盘输电工程青州段、白江输电工程丁家段均在加紧安装铁塔", "均在加紧安装铁塔", "ongoing"),
    ("甲乙高铁云溪至石盘段完成铺轨", "完成铺轨", "completing"),
    ("提档建设云溪遗址公园", "提档建设", "ongoing"),
    ("云溪港二期正在加紧推进前期工作", "推进前期工作", "preparatory"),
    ("云溪水库正在安装设备", "正在安装设备", "ongoing"),
    ("云溪大桥已于8月初进入施工阶段", "已于8月初进入施工阶段", "ongoing"),
    ("云溪老街改造升级完成", "完成", "completing"),
    ("云溪铁路可研报告日前获批", "可研报告日前获批", "preparatory"),
    ("云溪大桥主体结构封顶", "主体结构封顶", "completing"),
    ("开展云溪水库前期工作", "开展…前期工作", "preparatory"),
    ("深化云溪枢纽节点建设", "深化", "ongoing"),
    ("争取后岩、白泉煤矿项目核准", "争取…核准", "preparatory"),
    ("新投用云溪医院", "新投用", "completing"),
    ("建设或改造云溪水厂", "建设或改造", "ongoing"),
    ("云溪大桥预计于今年内投产", "投产", "completing"),
    ("力争今年底建成云溪医院", "力争今年底建成", "completing"),
    ("云溪水库进展顺利", "进展顺利", "ongoing"),
    ("云溪铁路前期工作也在稳步推进中", "也在稳步推进中…前期工作", "preparatory"),
    ("建设和改造云溪管网", "建设和改造", "ongoing"),
    ("稳妥推进云溪大桥建设", "稳妥推进", "ongoing"),
    ("开展云溪铁路前期工作", "开展…前期工作", "preparatory"),
    ("推动云溪大桥建成并具备通车条件", "推动…建成", "completing"),
    ("面向全省布局建设云溪实验室", "面向全省布局建设", "ongoing"),
    ("争取云溪煤矿核准", "争取…核准", "preparatory"),
    ("力争“十六五”期间开工云溪水库", "力争“十六五”期间开工", "starting"),
    ("云溪大桥正在有序地开展塔柱施工", "正在有序地开展塔柱施工", "ongoing"),
    ("支持云溪实验室稳定运行", "支持", "ongoing"),
    ("完成棚户区改造年度任务", "完成", "completing"),
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
        ("新增云溪儿童公园。", "completed"),
        ("改造供水管网80公里。", "completed"),
        ("新建农村公路80公里。", "completed"),
        ("开工水库5座。", "ongoing"),
        ("加快改造供水管网。", "ongoing"),
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


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("9个项目开工建设，包括云溪大桥、石盘站等重点项目。", "starting"),
        ("投资年均增长7.9%，主要包括云溪大桥、石盘站等项目。", "ongoing"),
    ],
)
def test_what_a_clause_sums_up_is_done_as_it_says(read, sentence, stage):
    mentions = read(sentence).mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [("云溪大桥", stage), ("石盘站", stage)]


def test_each_closing_closes_its_own_objects(read):
    mentions = read("推动云溪大桥建设及石盘隧道开工。").mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [
        ("云溪大桥", "ongoing"),
        ("石盘隧道", "starting"),
    ]


def test_a_verb_governs_on_over_a_comma(read):
    mentions = read("加快建设云溪大桥，甲乙、丙丁等3条高速公路，以及石盘站等项目。").mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [
        ("云溪大桥", "ongoing"),
        ("甲乙高速公路", "ongoing"),
        ("丙丁高速公路", "ongoing"),
        ("石盘站", "ongoing"),
    ]


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("年内开工的项目有：云溪大桥、石盘站等。", "starting"),
        ("5年内续建或建成：云溪大桥、石盘站。", "completing"),
        ("开展前期论证的项目：云溪大桥、石盘站。", "preparatory"),
        ("新开工和做前期的项目包括：云溪大桥、石盘站，总投资9亿元。", "preparatory"),
    ],
)
def test_a_clause_before_a_colon_opens_a_list(read, sentence, stage):
    mentions = read(sentence).mentions
    assert [(mention.name, mention.stage) for mention in mentions] == [("云溪大桥", stage), ("石盘站", stage)]


@pytest.mark.parametrize(
    "sentence",
    [
        "云青高铁可研报告已通过青铁集团审查。",
        "云青高铁初步设计获得批复。",
        "云青高铁可研报告获批。",
    ],
)
def test_a_paper_that_passed_is_preparation(read, sentence):
    assert [(mention.name, mention.stage) for mention in read(sentence).mentions] == [
        ("云青高铁", "preparatory")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("支持云溪千户石寨创建国家5A级景区。", ["云溪千户石寨国家5A级景区"]),
        ("支持云溪古石寨、石盘化石群创建4A级景区。", ["云溪古石寨4A级景区", "石盘化石群4A级景区"]),
        ("支持青科院在湘设立石盘研究所。", ["青科院石盘研究所"]),
        ("支持石盘等地争创国家经开区。", ["石盘国家经开区"]),
        ("支持云溪县建设青石产业园，石盘县打造软件园。", ["云溪县青石产业园", "石盘县软件园"]),
        ("支持云溪科技城打造青石创新中心。", ["云溪科技城青石创新中心"]),
        ("支持“云溪谷”建设青石产业园。", ["“云溪谷”青石产业园"]),
    ],
)
def test_an_unknown_place_or_house_may_act(read, sentence, expected):
    mentions = read(sentence).mentions
    assert [mention.name for mention in mentions] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新开工云溪大桥，道路60公里、立交9座。", ["云溪大桥", "道路60公里", "立交9座"]),
        (
            "加快云青、石青等2条高铁，甲乙、丙丁等3条高速公路建设。",
            ["云青高铁", "石青高铁", "甲乙高速公路", "丙丁高速公路"],
        ),
        ("新建“双桥”，即云溪大桥和石盘大桥。", ["双桥", "云溪大桥", "石盘大桥"]),
        ("建成3座桥梁，分别是云溪大桥、石盘大桥。", ["3座桥梁", "云溪大桥", "石盘大桥"]),
        ("8个骨干项目中，包括云溪大桥等5个交通项目、石盘水库等3个水利项目。", ["云溪大桥", "石盘水库"]),
    ],
)
def test_a_list_goes_on_over_commas(read, sentence, expected):
    mentions = read(sentence).mentions
    assert [mention.name for mention in mentions] == expected


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
        "云溪大桥啥时开通",
        "标志着云溪大桥全线贯通",
        "该项目自2031年5月开工建设",
        "与此同时",
        "兼顾建成区的改造和建设",
        "开通云溪直达公交",
        "这3个项目包括云溪大桥在内",
        "建成后将成为全国最长的隧道",
        "计划于6月底竣工交付",
        "建成通车35公里",
        "新增数字经济从业人员3万人",
        "推进村社融合",
        "增强云溪科学城、石盘科技城要素集聚能力",
        "谋划一批项目",
        "实施新赛道平台引育行动",
        "部分路段投入使用",
        "推动云溪酒店、石盘码头等领域重组",
        "推进云溪题刻、石盘古道等申遗",
        "推进中职学校特色发展",
        "推进优质本科扩容",
        "促进大学城、软件城深度融合",
        "支持云溪、石盘等车企做大做强",
        "支持出口企业开拓云溪市场",
        "加强云溪水库管理",
        "登记改革全面完成",
        "计划通车项目9个",
        "新增及优化调整班线20条",
        "引导经济主体发展",
        "确保6月完工投用",
    ],
)
def test_what_is_not_building_gives_nothing(read, clause):
    assert read(f"{clause}。").mentions == ()


def test_a_hostile_clause_ends_soon():
    clause = "支持" + "加快推进" * 200 + "和" * 300
    assert predicate(clause, 0, len(clause), Toponyms(clause, None)) is not None
