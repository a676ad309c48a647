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
    ("开工甲乙高铁（云溪段52公里）。", "project", "high_speed_rail"),
    ("建成云溪停车楼。", "project", "utilities"),
    ("推进引青济白工程。", "project", "water_resources"),
    ("加快云溪机场综合交通枢纽建设。", "project", "airport"),
    ("建成云溪服务器生产线。", "project", "electronics"),
    ("推进云溪背靠背联网项目。", "project", "power"),
    ("推进云溪药械审评分中心建设。", "project", "biomedicine"),
    ("提速建设云溪油田。", "project", "gas"),
    ("推进云溪轻型电动车项目。", "project", "automotive"),
    ("整体提升青江绿岸线12公里。", "programme", None),
    ("打造“小巷新颜”100条。", "programme", None),
    ("分区分类建好高标准农田。", "programme", "agriculture"),
    ("实施城乡土壤重金属专项治理。", "programme", "ecology"),
    ("推进云溪小流域建设。", "project", "ecology"),
    ("更新加装电梯800台。", "programme", "urban_renewal"),
    ("修复受损污染地块9块。", "programme", "ecology"),
    ("新建3—5家省级中试平台。", "programme", "science"),
    ("建设概念验证中心。", "programme", "science"),
    ("打造一批公共文化空间。", "programme", "culture"),
    ("规划升级改造G987青石至云溪段。", "project", "road"),
    ("维修养护村级供水工程900处。", "programme", "water_resources"),
    ("加装安全护栏300公里。", "programme", "road"),
    ("治理石漠化面积33平方公里。", "programme", "ecology"),
    ("完成老楼电梯加装80部。", "programme", "urban_renewal"),
    ("新增充电端口2万个。", "programme", "power"),
    ("既有住宅更新加装电梯70部。", "programme", "urban_renewal"),
    ("推进云溪湿地保护和修复。", "project", "ecology"),
    ("建设云溪国家农高区。", "project", "agriculture"),
    ("加快云溪航天港建设。", "project", "equipment"),
    ("建设云溪数据标注基地。", "project", "digital_platform"),
    ("新建银发驿家8个。", "programme", "elderly_care"),
    ("整治背街小巷36条。", "programme", "urban_renewal"),
    ("建设云溪创意产业示范区。", "project", "culture"),
    ("打造乡土风貌展示区6个。", "programme", "urban_renewal"),
    ("新实施技改项目70个。", "programme", "industrial_park"),
    ("加强入村物流站点建设。", "programme", "logistics"),
    ("新增停车泊位5000个。", "programme", "utilities"),
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
    ("实现高速路网乡镇全覆盖。", "programme", "road"),
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
    ("完工云溪金融中心。", "project", "finance"),
    ("加快云溪科技创新中心二期建设。", "project", "science"),
    ("完成云溪风光带B区主体工程。", "project", None),
    ("新建桃、李、杏等果园5万亩。", "programme", "agriculture"),
    ("建成云溪餐饮、购物等配套生活设施。", "project", None),
    ("加快云溪新市区建设。", "project", None),
    ("推进云溪大道（一路—九路）建设工程。", "project", "road"),
    ("建成云溪银行灾备中心。", "project", "digital_infrastructure"),
    ("推进云溪创新生态圈一期载体建设。", "project", "science"),
    ("推进31个重大项目。", "programme", None),
    ("新打造云溪酒庄6个。", "programme", "consumer_goods"),
    ("落地建设“好邻居”项目60个左右。", "programme", None),
    ("巩固提升90万亩果蔬基地。", "programme", "agriculture"),
    ("加快在建充换电站建设。", "programme", "power"),
    ("支持兴办综合服务中心。", "programme", None),
    ("实施农村饮水巩固工程。", "programme", "water_resources"),
    ("建设零碳园区。", "programme", "ecology"),
    ("加快建设±660千伏云溪输电工程。", "project", "power"),
    ("创建国家重氢装备制造业创新中心。", "project", "science"),
    ("争创国家制造业创新中心。", "programme", "science"),
    ("推动云溪创新药等建设。", "project", "biomedicine"),
    ("新开工轨道交通6号线28公里。", "project", "metro"),
    ("建设云溪师范大学青石校区。", "project", "university"),
    ("建设云溪小学青石校区。", "project", "education"),
    ("加快推进环城南路西延二期工程。", "project", None),
    ("升级改造S305线云溪段。", "project", "road"),
    ("建设青岩锂矿。", "project", "materials"),
    ("推进白算入渝。", "project", "digital_infrastructure"),
    ("坚定不移推进云溪大桥建设。", "project", "road"),
    ("建成2—3家省级制造业创新中心。", "programme", "science"),
    ("新增智能算力2万P。", "programme", "digital_infrastructure"),
    ("建设河云走廊水资源配置工程。", "project", "water_resources"),
    ("推进年产60万台青石整机生产项目（一期）建设。", "project", None),
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
    ("促进石材、竹编等支柱产业增光添彩。", "group"),
    ("推进重点片区建设。", "generic"),
    ("支持乡贤企业参与云溪大桥建设。", None),
    ("推进青云同行。", "no-head"),
    ("打造云溪乡村酒店、石盘露营基地两种模式。", "group"),
    ("推进云溪大学“双一流”建设。", "soft"),
    ("科教兴市加快推进。", "place-only"),
    ("推动在建项目快建快投。", "generic"),
    ("新建项目7个。", "generic"),
    ("9个项目竣工投产。", "generic"),
    ("新建16公里。", "generic"),
    ("实施火车站、商圈等重点工程。", "generic"),
    ("推动重大基础设施项目实施。", "generic"),
    ("推动项目开工、投产。", "generic"),
    ("推进轨道交通连片成网。", "abstract"),
    ("新增家庭农场55家。", "abstract"),
    ("新增生猪产能50万头。", "abstract"),
    ("云溪银行石盘支行实现开业。", "abstract"),
    ("在全县率先收回水厂自运营。", None),
    ("新增机床产量突破800台。", "output"),
    ("推进“退墙透绿”“还路于民”。", "generic"),
    ("开通云溪至石盘等线路班车。", "group"),
    ("实现文明兴城。", "slogan"),
    ("加快路桥建设。", "generic"),
    ("支持6个保种场开展选育工作。", None),
    ("做深前期工作。", "no-object"),
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
