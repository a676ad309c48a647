"""Names found in text: what is a place, which one, and what only looks like one."""

import time
from itertools import pairwise, permutations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import load


def found(text, year=2021):
    """Return the places found, as {written form: official name or None}."""
    return {m.text: m.place and m.place.name for m in load(year).find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # undelimited lists
        ("推动丰都忠县协同", {"丰都": "丰都县", "忠县": "忠县"}),
        ("联动奉节巫山巫溪城口", {"奉节": "奉节县", "巫山": "巫山县", "巫溪": "巫溪县", "城口": "城口县"}),
        ("垫江梁平共建园区", {"垫江": "垫江县", "梁平": "梁平区"}),
        ("綦江万盛共建", {"綦江": "綦江区", "万盛": "万盛经济技术开发区"}),
        ("川南渝西协作", {"川南": "川南", "渝西": "渝西"}),
        # a district and its town
        ("建设开州南雅客运站", {"开州": "开州区", "南雅": "南雅镇"}),
        ("修复巫山大昌古城墙", {"巫山": "巫山县", "大昌": "大昌镇"}),
        ("在重庆（荣昌）办展会", {"重庆": "重庆", "荣昌": "荣昌区"}),
        ("南岸弹子石、迎龙、等片区", {"南岸": "南岸区", "弹子石": "弹子石", "迎龙": "迎龙镇"}),
        ("开通跳磴至江津快线", {"跳磴": "跳磴镇", "江津": "江津区"}),
        ("南岸广阳岛治理", {"南岸": "南岸区", "广阳岛": "广阳岛"}),
        ("万州长岭至分水公路", {"万州长岭": "长岭镇"}),
        # abbreviations to their members
        ("推进万开云协同", {"万开云": "万开云"}),
        ("万达开合作", {"万达开": "万达开"}),
        ("泸永江合作", {"泸永江": "泸永江"}),
        ("遂潼合作", {"遂潼": "遂潼"}),
        ("高竹新区起步", {"高竹新区": "川渝高竹新区"}),
        # forms with and without 区, 县
        ("支持璧山区发展", {"璧山区": "璧山区"}),
        ("支持石柱县发展", {"石柱县": "石柱土家族自治县"}),
        ("渝北与渝中携手", {"渝北": "渝北区", "渝中": "渝中区"}),
        ("建设长寿经开区", {"长寿经开区": "长寿经济技术开发区"}),
        # words across two names
        ("联合川渝两地高校", {"川渝": "川渝"}),
        ("涪江与涪陵", {"涪江": "涪江", "涪陵": "涪陵区"}),
    ],
)
def test_names_are_split_and_resolved(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("between", ["", "、", "和", "至", "—"])
def test_any_two_districts_beside_one_another_are_found(between):
    short = {place.aliases[0] if place.aliases else place.name: place for place in load().districts()}
    missed = [
        left + between + right
        for left, right in permutations(short, 2)
        if {short[left], short[right]} - {m.place for m in load().find(f"推动{left}{between}{right}发展")}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("治理水土流失面积", "水土"),
        ("加强水土保持监测", "水土"),
        ("发展长寿养生产业", "长寿"),
        ("群众健康长寿水平提高", "长寿"),
        ("祝愿祖国繁荣昌盛", "荣昌"),
        ("彰显江镇江村特色", "镇江"),
        ("南京江北新区提质", "江北"),
        ("加快江北新市区路网建设", "江北"),
        ("改造宁波市江北区老城", "江北区"),
        ("保护长江江北岸线", "江北"),
        ("提升湘江南岸风貌", "南岸"),
        ("青海南川工业园扩容", "南川"),
        ("缓解出城口拥堵", "城口"),
        ("修缮石柱雕刻", "石柱"),
        ("山清水秀山美", "秀山"),
        ("召开州委全会", "开州"),
        ("扩大足球人口", "大足"),
        ("成渝中部崛起", "渝中"),
        ("引入渝中央企业", "渝中"),
        ("惠及一百万州县职工", "万州"),
        ("一方水土养一方人", "水土"),
        ("扩建桂林两江机场", "两江"),
        ("建成两江隧道", "两江"),
        ("规划小南海枢纽", "小南海"),
        ("推动安居工程", "安居"),
        ("改造深圳市南山区", "南山"),
        ("兴办合作社和东方文化", "合作"),
        ("打造两江汇流景观", "两江"),
        ("联合川东北各地", "合川"),
        ("结合川味文化", "合川"),
        ("测定桥梁平均寿命", "梁平"),
        ("国土主管部门建设基地", "土主"),
        ("道德感召园区职工", "德感"),
        ("好东西永远有车站", "西永"),
        ("推动业主城管联动", "主城"),
        ("表彰优秀山西企业", "秀山"),
        ("历任河北书记", "任河"),
        ("感恩施策见效", "恩施"),
        ("亲自贡献力量", "自贡"),
        ("毗邻水域整治", "邻水"),
        ("投资阳光产业", "资阳"),
        ("对标成都中心城区", "中心城区"),
        ("学习成都轨道交通5号线", "5号线"),
        ("共治贵州乌江", "乌江"),
        ("考察武汉长江大桥", "长江"),
        ("云阳太阳能电站", "云阳太阳"),
        ("涪陵新村建设", "涪陵新村"),
        ("一张蓝图绘到底", "一"),
    ],
)
def test_words_are_not_places(text, form):
    assert found(text).get(form) is None


@pytest.mark.parametrize(
    ("text", "form", "codes"),
    [
        ("加快渝西高铁建设", "渝西高铁", "500229"),
        ("加快渝万、渝西、渝昆高铁建设", "渝西", "500229"),
        ("完善渝西水网", "渝西", "500120"),
        ("推进渝西地区水网", "渝西地区", "500120"),
        ("规划万黔、安张铁路", "安张铁路", "500236"),
        ("研究渝黔、渝湘等高速公路扩能", "渝黔", "500110"),
        ("开工成渝中线高铁", "成渝中线高铁", "500151"),
        ("扩建江北机场货站", "江北机场", "500112"),
    ],
)
def test_lines_and_regions_are_told_apart_by_what_follows(text, form, codes):
    match = next(m for m in load().find(text) if m.text == form)
    assert codes in match.place.adcodes
    assert match.place.adcodes != ("500105",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开工藻渡、跳蹬、向阳水库", {"藻渡": "藻渡水库", "跳蹬": "跳蹬水库", "向阳水库": "向阳水库"}),
        ("续建华岩、双碑等隧道", {"华岩": "华岩隧道", "双碑": "双碑隧道"}),
        (
            "扩能涪陵龙头、忠县新生枢纽港",
            {"涪陵": "涪陵区", "龙头": "龙头港", "忠县": "忠县", "新生": "新生港"},
        ),
        ("建成梁忠、九永、南道高速", {"梁忠": "梁忠高速", "九永": "九永高速", "南道高速": "南道高速"}),
        ("推进石黔、酉沿等项目", {"石黔": "石黔高速", "酉沿": "酉沿高速"}),
        ("推进梁忠铁路", {"梁忠铁路": "梁忠铁路"}),
        (
            "加快栗子湾、建全抽水蓄能电站",
            {"栗子湾": "栗子湾抽水蓄能电站", "建全抽水蓄能电站": "建全抽水蓄能电站"},
        ),
    ],
)
def test_the_word_that_closes_a_list_tells_what_its_names_are(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["弘扬石黔精神", "一路向阳、温暖如春", "万物向阳，新建水库", "规划双碑，改造隧道"]
)
def test_without_that_word_they_are_nothing(text):
    kinds = {m.place.feature for m in load().find(text) if m.place}
    assert kinds.isdisjoint({"RSV", "TNL", "RD", "BDG", "PS"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成渝贵铁路", {"渝贵铁路": "渝贵铁路"}),
        ("完成渝万城际改造", {"渝万城际": "渝万城际铁路"}),
        ("建成成渝高铁", {"成渝高铁": "成渝高铁"}),
        ("连通县城开州新城", {"开州": "开州区"}),
        ("通车里程大内江畔", {"内江": "内江市"}),
    ],
)
def test_a_name_that_is_none_here_hides_no_other(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "form", "line"),
    [
        ("轨道交通4号线二期", "轨道交通4号线二期", "metro-4-phase2"),
        ("加快4号线西延伸段、24号线一期", "4号线西延伸段", "metro-4-west"),
        ("加快4号线西延伸段、24号线一期", "24号线一期", "metro-24-phase1"),
        ("续建轨道五号线", "轨道五号线", "metro-5"),
        ("延长14号线", "4号线", None),
        ("学习成都地铁4号线", "4号线", None),
        ("改造第一生产1号线", "1号线", None),
    ],
)
def test_metro_lines_by_number(text, form, line):
    found_ids = {m.text: m.place and m.place.id for m in load().find(text)}
    assert found_ids.get(form) == line


@pytest.mark.parametrize(
    "text", ["渝西水网与渝西高铁", "江北机场", "成渝中线", "联合川渝", "重庆、上海、璧山"]
)
def test_offsets_are_those_of_the_text(text):
    matches = load().find(text)
    assert matches
    assert [text[m.start : m.end] for m in matches] == [m.text for m in matches]
    assert all(a.end <= b.start for a, b in pairwise(matches))


PIECES = st.sampled_from(
    ["璧山", "江北", "南京", "渝西", "高铁", "走马", "镇", "万州长岭", "联合川", "水土", "流失", "长寿",
     "养生", "、", "，", "。", "\n", "至", "建设", "重庆", "全省", "A", "7"]
)  # fmt: skip


@settings(deadline=None)  # the first that asks where words end loads a dictionary
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_the_text_matches_are_apart_in_order_and_explained(text):
    matches = load().find(text)
    assert all(text[m.start : m.end] == m.text for m in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))
    assert all(m.place in m.candidates if m.place else m.reason in ("ambiguous", "context") for m in matches)


def test_rail_abbreviations_without_a_rail_word_are_no_line():
    assert found("渝万两地携手") == {}
    assert found("渝昆、渝万") == {}


def test_the_text_before_a_name_is_read_across_parts_of_a_long_text():
    text = "推进璧山园区。\n" * 20_000 + "治理水土流失。"
    matches = load().find(text)
    assert sum(m.text == "璧山" for m in matches) == 20_000
    assert all(text[m.start : m.end] == m.text for m in matches[-3:])
    assert matches[-1].reason == "context"


def test_a_long_line_without_a_break_is_read_whole():
    text = "璧山、" * 40_000
    assert len(load().find(text)) == 40_000


def test_years_differ():
    assert "500110" in load(2021).place("region-west").adcodes
    assert "500110" not in load(2024).place("region-west").adcodes
    assert found("支持江北发展", 2021) == {"江北": "江北区"}
    assert found("支持江北发展", 2026) == {}
    assert load(2021).district("渝北").adcodes == ("500112",)
    assert load(2026).district("两江新区").adcodes == ("500157",)
    assert found("支持梁平县发展", 2010) == {"梁平县": "梁平县"}
    assert found("支持梁平县发展", 2021) == {"梁平": "梁平区"}
    assert found("支持万盛区发展", 2010) == {"万盛区": "万盛区"}


def test_finding_is_at_least_fifteen_times_as_fast_as_cutting_words():
    text = (
        "推进璧山与中心城区联动，完善政策体系，健全长效机制，培育市场主体，壮大实体经济，做强产业集群，"
        "扩建江北机场，改善群众出行条件，提高公共服务水平，深化重点领域改革，优化营商环境，"
        "提速渝昆高铁，激发各类企业活力，推动产业转型升级，促进就业增收，守住安全底线，增进民生福祉。\n"
    ) * 2000
    gazetteer, cutter = load(), jieba.Tokenizer()
    gazetteer.find(text)
    cutter.lcut("重庆")

    def seconds(work):
        before = time.process_time()
        work(text)
        return time.process_time() - before

    # The quicker of some runs: the collector of a long test session may fall into any one.
    assert 15 * min(seconds(gazetteer.find) for _ in range(3)) < seconds(cutter.lcut)
