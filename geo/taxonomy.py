"""The codes of the catalogue: kinds, stages, domains, sectors, exactness, bases, regions.

Each code has a Chinese and an English label.  Stages carry their OC4IDS project status
(Open Contracting for Infrastructure Data Standard 0.9.5, codelist *projectStatus*), sectors the
OC4IDS *projectSector*, exactness the IATI *GeographicExactness* (1 exact, 2 approximate) and the
AidData precision class.  Domain colours are told apart by colour-blind readers together with the
one-character glyph that every symbol carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its labels."""

    code: str
    zh: str
    en: str

    def label(self, language: str) -> str:
        """Label in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Stage(Code):
    """How far along a project is; ``rank`` is its step on the ladder, from 0."""

    rank: int
    oc4ids: str


@dataclass(frozen=True, slots=True)
class Domain(Code):
    """A broad field; ``colour`` is sRGB hex, ``glyph`` one Chinese character."""

    colour: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Sector(Code):
    """A sector of one domain; ``oc4ids`` is the nearest *projectSector* code, or empty."""

    domain: str
    oc4ids: str


@dataclass(frozen=True, slots=True)
class ExactnessCode(Code):
    """How exact a location is; IATI code and AidData precision class."""

    iati: str
    aiddata: str


_C = TypeVar("_C", bound=Code)


def _table(*rows: _C) -> dict[str, _C]:
    return {row.code: row for row in rows}


KINDS = _table(
    Code("project", "项目", "Project"),
    Code("programme", "工程计划", "Programme"),
    Code("region_policy", "区域定位", "Regional role"),
)

STAGES = _table(
    Stage("planning", "谋划", "Planning", 0, "identification"),
    Stage("preparatory", "前期工作", "Preparatory", 1, "preparation"),
    Stage("starting", "开工", "Starting", 2, "implementation"),
    Stage("ongoing", "推进中", "Under way", 3, "implementation"),
    Stage("completing", "年内建成", "Completing", 4, "completion"),
    Stage("completed", "已建成", "Completed", 5, "completion"),
)

DOMAINS = _table(
    Domain("transport", "交通", "Transport", "#3b5b92", "交"),
    Domain("energy", "能源", "Energy", "#b8860b", "能"),
    Domain("water", "水利", "Water", "#2a7fa8", "水"),
    Domain("digital", "数字", "Digital", "#5b4fa2", "数"),
    Domain("industry", "工业", "Industry", "#a0462a", "工"),
    Domain("innovation", "科创", "Innovation", "#882255", "科"),
    Domain("services", "服务业", "Services", "#9a4f8f", "服"),
    Domain("opening", "开放与区域合作", "Opening and cooperation", "#1f7a6d", "开"),
    Domain("urban", "城市", "Urban", "#5c5c5c", "城"),
    Domain("culture_tourism", "文旅", "Culture and tourism", "#c2506e", "文"),
    Domain("ecology", "生态", "Ecology", "#2f6b2f", "生"),
    Domain("agriculture", "农业农村", "Agriculture", "#71781c", "农"),
    Domain("social", "民生", "Social", "#8a5a33", "民"),
)

SECTORS = _table(
    Sector("high_speed_rail", "高铁", "High-speed rail", "transport", "transport.rail"),
    Sector("rail", "铁路", "Rail", "transport", "transport.rail"),
    Sector("airport", "机场", "Airport", "transport", "transport.air"),
    Sector("waterway", "航运", "Waterway", "transport", "transport.water"),
    Sector("metro", "轨道交通", "Metro", "transport", "transport.urban"),
    Sector("expressway", "高速公路", "Expressway", "transport", "transport.road"),
    Sector("road", "道路桥隧", "Roads and bridges", "transport", "transport.road"),
    Sector("logistics", "物流", "Logistics", "transport", "transport"),
    Sector("power", "电力", "Power", "energy", "energy"),
    Sector("gas", "天然气", "Gas", "energy", "energy"),
    Sector("coal", "煤炭", "Coal", "energy", "energy"),
    Sector("water_resources", "水资源", "Water resources", "water", "waterAndWaste"),
    Sector("digital_infrastructure", "数字基础设施", "Digital infrastructure", "digital", "communications"),
    Sector("digital_platform", "数字平台", "Digital platforms", "digital", "communications"),
    Sector("software", "软件", "Software", "digital", "communications"),
    Sector("automotive", "汽车", "Automotive", "industry", "economy"),
    Sector("electronics", "电子", "Electronics", "industry", "economy"),
    Sector("equipment", "装备", "Equipment", "industry", "economy"),
    Sector("materials", "材料", "Materials", "industry", "economy"),
    Sector("biomedicine", "生物医药", "Biomedicine", "industry", "economy"),
    Sector("consumer_goods", "消费品", "Consumer goods", "industry", "economy"),
    Sector("industrial_park", "产业园区", "Industrial parks", "industry", "economy"),
    Sector("science", "科研平台", "Science", "innovation", "economy"),
    Sector("university", "高校", "Universities", "innovation", "education"),
    Sector("finance", "金融", "Finance", "services", "economy"),
    Sector("commerce", "商贸会展", "Commerce", "services", "economy"),
    Sector("professional_services", "专业服务", "Professional services", "services", "economy"),
    Sector("free_trade_zone", "自贸与保税", "Free-trade zones", "opening", "economy"),
    Sector("cooperation_zone", "合作区", "Cooperation zones", "opening", "economy"),
    Sector("urban_renewal", "城市更新", "Urban renewal", "urban", "socialHousing"),
    Sector("urban_planning", "城市规划", "Urban planning", "urban", "governance"),
    Sector("parks", "公园绿地", "Parks", "urban", "cultureSportsAndRecreation"),
    Sector("utilities", "市政设施", "Utilities", "urban", "waterAndWaste"),
    Sector("culture", "文化", "Culture", "culture_tourism", "cultureSportsAndRecreation"),
    Sector("tourism", "旅游", "Tourism", "culture_tourism", "cultureSportsAndRecreation"),
    Sector("ecology", "生态环境", "Ecology", "ecology", "naturalResources"),
    Sector("agriculture", "农业农村", "Agriculture", "agriculture", "economy"),
    Sector("health", "卫生健康", "Health", "social", "health"),
    Sector("education", "教育", "Education", "social", "education"),
    Sector("elderly_care", "养老", "Elderly care", "social", "health"),
    Sector("sports", "体育", "Sports", "social", "cultureSportsAndRecreation"),
)

EXACTNESS = _table(
    ExactnessCode("exact", "精确（1公里内）", "Exact (within 1 km)", "1", "1"),
    ExactnessCode("near", "邻近（5公里内）", "Near (within 5 km)", "2", "2"),
    ExactnessCode("district", "仅知区县", "District only", "2", "3"),
    ExactnessCode("line", "示意线路", "Schematic line", "2", "5"),
    ExactnessCode("area", "片区", "Area", "2", "5"),
    ExactnessCode("citywide", "全市", "City-wide", "2", "4"),
    ExactnessCode("outside", "市外", "Outside Chongqing", "2", "4"),
    ExactnessCode("unknown", "未定位", "Not located", "", ""),
)

BASES = _table(
    Code("text", "原文写明区县", "The clause names the district"),
    Code("name", "名称所含地名", "A place in the name fixes it"),
    Code("knowledge", "地名库记载", "The gazetteer's record of the site"),
    Code("user", "人工更正", "Placed by hand"),
    Code("none", "无依据", "Not known"),
)

REGIONS = _table(
    Code("core", "中心城区", "Central districts"),
    Code("metro", "主城都市区", "Metropolitan area"),
    Code("northeast", "渝东北三峡库区城镇群", "Northeast (Three Gorges)"),
    Code("southeast", "渝东南武陵山区城镇群", "Southeast (Wuling Mountains)"),
)
