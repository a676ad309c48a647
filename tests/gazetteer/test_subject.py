"""What a text is about: reports of elsewhere hold no district here, those of Chongqing keep theirs."""

import pytest

from gazetteer import load

OTHER_PROVINCES = {
    "江苏": "我省沿江的南京、苏州、无锡、常州率先突破。江北新区能级提升，长寿之乡创建，双桥片区更新，"
    "沿长江岸线整治，中心城区更新，支点城市崛起，大渡口改造。省委省政府要求苏州、南通加快。",
    "青海": "全省生态优先。西宁、海北、玉树协同，南川园区扩能，石柱保护，合川流域治理，"
    "太平镇、平安镇改造，长江源头、黄河源头保护。我省绿电外送河南、江苏。",
    "浙江": "杭州、宁波、温州领跑。江北更新，长寿江南片区，南岸滨水提升，巴南、秀山海岛旅游，万盛股份上市，"
    "龙门镇、石门镇、永安镇共富，全省高铁成网，省级财力下沉。嘉兴、湖州接轨上海。",
    "湖北": "武汉、襄阳、宜昌三大都市圈。长江大保护，开州路贯通，城口更新，云阳路改造，黄石港扩能，"
    "中央商务区招商，全省发展，我省与湖南、江西合作，荆州、黄冈协同。",
}


@pytest.mark.parametrize("province", OTHER_PROVINCES)
def test_another_provinces_report_holds_no_district_of_chongqing(province):
    matches = load().find(OTHER_PROVINCES[province])
    assert [m.text for m in matches if m.place and m.place.adcodes] == []


@pytest.mark.parametrize(
    "text",
    [
        "全省推进大渡口、双桥片区更新",
        "我省支持江北、南岸滨水提升，扩建太平水库",
        "省委强调永安镇、龙门镇共富，主城区提质",
    ],
)
def test_one_word_of_a_province_is_enough_where_nothing_is_said_of_chongqing(text):
    assert [m.text for m in load().find(text) if m.place and m.place.adcodes] == []
    assert [m.text for m in load().find(text + "重庆") if m.place and m.place.adcodes] != []


@pytest.mark.parametrize(
    "opening",
    [
        "南京市政府工作报告\n",
        "——2031年2月3日在宁波市江北区第九届人民代表大会第二次会议上\n",
        "玉泉侗族自治县第十二届人大二次会议听取了报告，",
        "2月3日，武汉市人民政府市长向大会报告，并谈到与重庆市的合作。",
        "厦门湾的港口和产业要再上台阶，" * 20,
        "湖北省政府工作报告（2031年）\n与重庆、渝北、万州、开州、重庆市共建通道。",
    ],
)
def test_whose_congress_heard_a_report_says_what_it_is_about(opening):
    placed = load().find(opening + "加快江北片区更新，改造南岸码头，建成奥体中心。")
    held = {m.text for m in placed if m.place and m.place.adcodes}
    assert held.isdisjoint({"江北", "江北区", "南岸", "奥体中心"})


@pytest.mark.parametrize(
    "opening",
    [
        "江北区人民政府工作报告\n",
        "——2031年2月3日在重庆市渝北区第九届人民代表大会第二次会议上\n",
        "重庆市政府工作报告\n与南京市、武汉市、杭州市、宁波市、四川省政府合作。",
        "青白市政府工作报告\n与重庆市共建通道。",
        "在我区第九届人民代表大会上，区长提到成都、绵阳、贵阳。",
    ],
)
def test_a_report_of_chongqing_keeps_its_districts(opening):
    matches = load().find(opening + "加快江北片区更新，改造南岸码头。")
    assert [m.place.name for m in matches if m.place][-2:] == ["江北区", "南岸区"]


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("奉节启动南岸片区环线，更新江北老街", ["奉节县"]),
        ("渝北、奉节协同。启动南岸片区环线", ["渝北区", "奉节县", "南岸区"]),
        ("奉节携手江北、万州", ["奉节县", "江北区", "万州区"]),
        ("奉节携手南岸区", ["奉节县", "南岸区"]),
        ("启动南岸片区环线", ["南岸区"]),
        ("涪陵修缮解放碑，更新南岸片区", ["涪陵区", "解放碑", "南岸区"]),
    ],
)
def test_the_banks_of_a_river_downstream_are_no_districts_of_the_centre(text, districts):
    assert [m.place.name for m in load().find(text) if m.place] == districts


def test_another_provinces_report_may_name_chongqing_districts():
    text = "四川省内，成都、绵阳、宜宾、泸州、达州协同。共建遂潼与万达开，联通潼南、重庆市南川。"
    codes = {m.text: m.place.adcodes for m in load().find(text) if m.place}
    assert codes["潼南"] == ("500152",)
    assert codes["南川"] == ("500119",)


@pytest.mark.parametrize(
    "form", ["巫山路改造", "丰都街道更新", "荣昌村集体经济", "整治万州街、云阳路", "丰都大道"]
)
@pytest.mark.parametrize("province", OTHER_PROVINCES)
def test_a_street_of_another_province_is_no_district(form, province):
    text = OTHER_PROVINCES[province] + f"推进{form}。"
    assert [m.text for m in load().find(text) if m.place and m.place.adcodes] == []


@pytest.mark.parametrize("province", OTHER_PROVINCES)
def test_a_districts_bare_name_elsewhere_needs_a_word_of_chongqing(province):
    def districts(sentence):
        matches = load().find(2 * OTHER_PROVINCES[province] + sentence)
        return [m.text for m in matches if m.place and m.place.adcodes]

    assert districts("扩建永川片区。") == []
    assert districts("与重庆合作，联通永川。") == ["永川"]
    assert districts("联通永川区。") == ["永川区"]
    assert districts("联通荣昌、永川。") == ["荣昌", "永川"]


def test_a_short_text_is_read_as_part_of_its_report():
    report = OTHER_PROVINCES["江苏"]
    assert [m for m in load().find("大渡口改造", about=report) if m.place] == []
    assert [m.place.name for m in load().find("大渡口改造")] == ["大渡口区"]
