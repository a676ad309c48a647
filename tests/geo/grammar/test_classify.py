"""Kind and sector of a name, each with its reason; and what is no project, with its own."""

from __future__ import annotations

import pytest

from geo.taxonomy import KINDS, SECTORS

BUILT = [
    # sentence, kind, sector
    ("建成云溪大桥。", "project", "road"),
    ("开工建设甲乙高铁云溪至石盘段。", "project", "high_speed_rail"),
    ("加快云溪港二期建设。", "project", "waterway"),
    ("推进云溪机场改扩建。", "project", "airport"),
    ("开工轨道交通9号线。", "project", "metro"),
    ("加快云溪抽水蓄能电站前期工作。", "project", "power"),
    ("建设云溪天然气输气管网工程。", "project", "gas"),
    ("推进“北煤入湘”。", "project", "coal"),
    ("加快云溪水库建设。", "project", "water_resources"),
    ("建设云溪生物医药产业园。", "project", "biomedicine"),
    ("加快青铝新材料产业基地建设。", "project", "materials"),
    ("建设云溪国家自主创新示范区。", "project", "science"),
    ("加快云溪职业大学建设。", "project", "university"),
    ("建设云溪金融街。", "project", "finance"),
    ("支持云溪县设立综合保税区。", "project", "free_trade_zone"),
    ("建设青白合作示范区。", "project", "cooperation_zone"),
    ("建设云溪博物馆。", "project", "culture"),
    ("打造云溪旅游度假区。", "project", "tourism"),
    ("配合推进甲乙高铁云溪段建设。", "project", "high_speed_rail"),
    ("加快云溪经开区扩区。", "project", "industrial_park"),
    ("完成云溪医院住院楼建设。", "project", "health"),
    ("推动云溪存储二期落地。", "project", None),
    ("推进长征渠引水前期工作。", "project", "water_resources"),
    ("加快云溪国际互联网数据专用通道扩容。", "project", "digital_infrastructure"),
    ("建设云溪集成电路设计产业园。", "project", "electronics"),
    ("推进云溪湿地生态修复。", "project", "ecology"),
    ("建设云溪现代农业产业园。", "project", "agriculture"),
    ("加快县人民医院迁建。", "project", "health"),
    ("建成云溪体育馆。", "project", "sports"),
    ("新建5G基站3000个。", "programme", "digital_infrastructure"),
    ("改造城镇老旧小区200个。", "programme", "urban_renewal"),
    ("加快建设轨道环线北段。", "project", "metro"),
    ("启动云溪高架建设。", "project", "road"),
    ("加快云溪片区建设。", "project", "urban_renewal"),
    ("推进云溪化工搬迁。", "project", "materials"),
    ("支持云溪县建设国家文化生态保护实验区。", "project", "culture"),
    ("加快实施甲乙高速公路云溪支线。", "project", "expressway"),
    ("扩大云溪机场国际航站楼规模。", "project", "airport"),
    ("推进云溪河等五条河流综合治理。", "project", "ecology"),
    ("改造农村危房80户。", "programme", "urban_renewal"),
    ("推进云溪深空探测雷达建设。", "project", "science"),
    ("推进云溪老街更新项目。", "project", None),
    ("推动“疆电入湘”配套电源投运。", "project", "power"),
    ("建设新型储能电站300万千瓦。", "programme", "power"),
    ("加快燃气管网更新改造。", "programme", None),
    ("建设和美乡村达标村500个。", "programme", "agriculture"),
    ("完成易地扶贫搬迁后续工程。", "programme", None),
    ("实现高速路网区县全覆盖。", "programme", "road"),
    ("建成口袋公园30个。", "programme", "parks"),
    ("推进12座污水处理厂建设。", "programme", "utilities"),
    ("新改建农村公路2.1万公里。", "programme", "road"),
    ("治理水土流失120平方公里。", "programme", "ecology"),
    ("推进城乡配送网络建设。", "programme", "logistics"),
    ("推进三级医院建设。", "programme", "health"),
    ("加快公办园建设。", "programme", "education"),
    ("升级改造乡镇敬老院。", "programme", "elderly_care"),
    ("实施农村人居环境整治三年行动。", "programme", "utilities"),
    ("实施现代种业提升工程。", "programme", "agriculture"),
    ("建设海绵城市。", "programme", "utilities"),
    ("积极创建国家4A级旅游景区。", "programme", "tourism"),
    ("完成县国土空间总体规划。", "programme", "urban_planning"),
    ("高标准农田改造提升140万亩。", "programme", "agriculture"),
    ("推进云溪县开展绿色发展示范。", "project", "ecology"),
    ("支持云溪县建设省域副中心城市。", "region_policy", None),
    ("强化国家自主创新示范区带动作用。", "region_policy", "science"),
    ("加快建设西部金融中心。", "region_policy", "finance"),
    ("推进云溪县、石盘县同城化发展。", "region_policy", None),
]

LEFT_OUT = [
    # sentence, reason of the leftover (None: the clause has no building verb)
    ("健全现代物流体系。", None),
    ("完善公共服务设施。", None),
    ("深化国资国企改革。", None),
    ("办好云溪博览会。", None),
    ("培育科技企业500家。", None),
    ("推广冷链物流模式。", None),
    ("推动特色产业集群发展。", "abstract"),
    ("打造云溪艺术节、荷花文化节。", "event"),
    ("编制云溪园区发展规划。", "plan"),
    ("实施质量提升行动。", "soft"),
    ("实施高素质农民培育工程。", "soft"),
    ("实施云上出行行动。", "no-works"),
    ("推进公共服务一体化。", "works-on-nothing"),
    ("加快建设现代化城市。", "slogan"),
    ("推进公立医院高质量发展。", "grows"),
    ("加快重点项目建设。", "generic"),
    ("推动青柑、柠果等特色产业发展。", "group"),
    ("推进青云同行。", "no-head"),
    ("科教兴市加快推进。", "place-only"),
]


@pytest.mark.parametrize(("sentence", "kind", "sector"), BUILT, ids=[row[0] for row in BUILT])
def test_kind_and_sector(read, sentence, kind, sector):
    (mention,) = read(sentence).mentions
    assert mention.kind == kind
    assert mention.sector == (sector or mention.sector)
    assert mention.domain == SECTORS[mention.sector].domain


@pytest.mark.parametrize(("sentence", "reason"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_what_is_no_project_stays_out_with_the_reason(read, sentence, reason):
    extraction = read(sentence)
    assert extraction.mentions == ()
    assert [leftover.reason for leftover in extraction.leftovers] == ([reason] if reason else [])
    assert all(leftover.clause == sentence.rstrip("。") for leftover in extraction.leftovers)


@pytest.mark.parametrize(
    ("sentence", "sector", "rule"),
    [
        ("材料产业，推动青铝高端铸造、华绫尼龙等项目建设。", "materials", "sector:network 材料"),
        ("汽车产业，加快青云智造等项目建设。", "automotive", "sector:network 汽车"),
        ("软件业，建设云溪数字经济产业园。", "software", "sector:network 软件"),
        ("推动云溪青谷等重点文旅项目建设。", "tourism", "sector:group 文旅项目"),
    ],
)
def test_the_sub_head_or_the_group_tells_the_sector(read, sentence, sector, rule):
    mention = read(sentence).mentions[0]
    assert mention.sector == sector
    assert rule in mention.rules


@pytest.mark.parametrize(
    ("heading", "sector"),
    [("提升卫生健康水平。", "health"), ("推动文化繁荣。", "culture"), ("加强生态建设。", "ecology")],
)
def test_the_paragraph_tells_the_sector_where_nothing_else_does(read, heading, sector):
    (mention,) = read("建设云溪基地。", heading=heading).mentions
    assert mention.sector == sector
    assert any(rule.startswith("sector:heading") for rule in mention.rules)


def test_a_neighbour_tells_the_sector_last(read):
    mentions = read("建成云溪文庙博物馆，建设青石中心。", heading="").mentions
    assert [mention.sector for mention in mentions] == ["culture", "culture"]


def test_every_mention_says_why(read):
    (mention,) = read("支持云溪县设立综合保税区、风情。").mentions
    kinds = {rule.split(":")[0] for rule in mention.rules}
    assert {"predicate", "head", "kind", "sector", "left-out"} <= kinds
    assert mention.kind in KINDS
    assert mention.head == "综合保税区"
