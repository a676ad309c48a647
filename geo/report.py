"""A report: its unwrapped text, and the clauses of it with their place in the outline.

Offsets count characters of ``Report.text``; ``text[start:end]`` is the clause, always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.subject import CONGRESS, WHOSE
from gazetteer.text import unwrap
from geo.errors import ReportError
from geo.reader.outline import Paragraph, outline
from geo.reader.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLES = (
    re.compile(
        r"^[ \t　]*([^\n，。；：:>》|]{0,24}政府工作报告(?:[（(][^\n）)]{1,12}[）)])?)[ \t]*$", re.MULTILINE
    ),
    re.compile(
        r"(?<!\d)((?:20\d\d年)?[\u4e00-\u9fff]{2,12}?[省市州盟区县旗](?:20\d\d年)?(?:人民)?政府工作报告)"
    ),
)
# Where the title names nobody, the congress that heard the report does.
_HEARD = re.compile(f"{WHOSE}{CONGRESS}")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2}(?:20\d\d年)?(?:人民)?政府工作报告")
_NUMBERED = "[一二三四五六]、(?![^\n。]*(?:完成|回顾))"
_AHEAD = "(?:安排|任务|重点|目标|打算|部署|计划)"
_YEARS = (
    re.compile(rf"^[ \t　]*{_NUMBERED}[^\n。]{{0,24}}?(20\d\d)年[^\n。和及]{{0,12}}{_AHEAD}", re.MULTILINE),
    re.compile(rf"^[ \t　]*(20\d\d)年[^\n。，和及]{{0,12}}{_AHEAD}[^\n。，]{{0,4}}$", re.MULTILINE),
    re.compile(r"(20\d\d)年[^\n。，；]{0,12}政府工作报告"),
    re.compile(r"政府工作报告[（(](20\d\d)年[）)]"),
)
_DELIVERED = re.compile(r"(20\d\d)年\s*(\d{1,2})月\s*\d{1,2}日\s*在")
# What a sub-head ends in: 航空枢纽网，加快…  汽车产业，推动…  南向，优化…
_TOPIC_ENDS = (
    *(
        "网",
        "业",
        "体系",
        "方面",
        "领域",
        "城镇群",
        "城市群",
        "都市区",
        "都市圈",
        "经济区",
        "片区",
        "板块",
        "通道",
    ),
    *(
        "东向",
        "南向",
        "西向",
        "北向",
        "陆上",
        "水上",
        "空中",
        "海上",
        "线上",
        "线下",
        "网上",
        "外贸",
        "外资",
        "外经",
    ),
)
_LONGEST_TOPIC = 16
_AFTER_TOPIC = frozenset("，：,:")
# A sentence that starts with one of these states an act; what stands before its first comma is no sub-head.
_ACT = re.compile(
    r"[“《]?(?:加[快大强速密]|推[动进广行出]|建[设成立好强]|打[造好通响]|做[大强优实特好精]|支持|围绕|聚焦|瞄准|紧盯|立足|依托|坚持|按照|统筹|完[善成]|健全"
    r"|优化|强化|深[化入]|提[升速高质]|实[施现]|培育|发[展挥]|壮大|构建|开[展工放发]|启动|谋划|规划|编制|落实|扩大|抓[好住]|促进|巩固|拓展|引[导进育]|鼓励"
    r"|争[取创]|力争|积极|大力|全[面力]|持续|继续|稳[步定妥]|有序|着力|重点|突出|新[建增]|改[造善]|升级|整[治合]|治理|畅通|织[密牢]|夯实|筑[牢]|延伸|修[建复缮]|确保|补齐|贯通|增[强加设]|保[障持护]|严[格守]|用[好活]|办好|以|把|对"
    r"|将|与|从|在|为|向|使|让|要|由|通过|经过|随着|面对|根据|特别|同时|目前|一年来|高[标水质]|大幅|创[建新]|布局|联[动合]|集[聚中]|服务|丰富|塑造|激发|融入|充分)"
)
_BUILT_NETWORK = re.compile(r"(?:加快)?(?:建设|构建|打造|完善|织密|建强)([^，；。、]{2,12}网)")
# Title and date stand among the first characters, behind a page's furniture if any.
_OPENING = 5000
# Longer than any clause a reader would call one: an unbroken list or a broken file.
_LONGEST_CLAUSE = 1000


class Clause(NamedTuple):
    """One clause of a report.

    Attributes
    ----------
    start, end : int
        Offsets in the report's text, end exclusive.
    text : str
        ``report.text[start:end]``.
    sentence, paragraph : (int, int)
        Offsets of what it stands in.
    part : str
        ``plan``, ``review`` or ``other``.
    section, heading, network : str
        ``（七）``; the paragraph's lead sentence without its 。; the sub-head that governs the clause.
        Empty where there is none.
    mark : str
        The punctuation behind it: ，；。 or empty.
    lead : bool
        Whether the clause belongs to the lead sentence or title itself.
    """

    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    paragraph: tuple[int, int]
    part: str
    section: str
    heading: str
    network: str = ""
    mark: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report read: ``text`` is unwrapped, one paragraph a line."""

    id: str
    title: str
    year: int | None
    text: str
    clauses: tuple[Clause, ...] = field(repr=False)

    def sentences(self) -> tuple[tuple[Clause, ...], ...]:
        """Return the clauses grouped by sentence, in the order of the text."""
        return tuple(tuple(group) for _, group in groupby(self.clauses, key=lambda clause: clause.sentence))


def parse(text: str, report_id: str = "report") -> Report:
    """Read a report from its text.

    Parameters
    ----------
    text : str
        As copied: wrapped or not, with or without what stands around it on a page.
    report_id : str
        Letters, digits and hyphens; a year in it counts where the text names none.

    Returns
    -------
    Report

    Raises
    ------
    ReportError
        Where the text holds no Chinese, or no sentence in a length that would hold hundreds.
    """
    text = unwrap(text)
    if not _HAN.search(text):
        raise ReportError(
            f"{report_id} holds no Chinese text: give the report itself as text, HTML, .docx or .pdf."
        )
    if len(text) > 100 * _LONGEST_CLAUSE + 2 * _LONGEST_CLAUSE * sum(map(text.count, "。！？.!")):
        raise ReportError(
            f"{report_id} holds {len(text):,} characters and hardly a full stop: it is no report, "
            "or its punctuation is lost."
        )
    year = _year(text, report_id)
    found = [clause for paragraph in outline(text, year) for clause in _clauses(text, paragraph)]
    return Report(report_id, _title(text, year, report_id), year, text, tuple(found))


def read(path: str | Path, report_id: str | None = None) -> Report:
    """Read a report from a file: text, HTML, .docx or .pdf.

    Raises
    ------
    ReportError
        One sentence that names the file and says what is wrong with it.
    """
    from geo.reader.formats import read_text  # noqa: PLC0415  (parsers of four formats, not needed to parse a text)

    path = Path(path)
    text = read_text(path)
    try:
        return parse(text, report_id or identifier(path.stem))
    except ReportError as error:
        raise ReportError(f"{path.name}: {error}") from None


def identifier(name: str) -> str:
    """Make a report's id of a file's name: ASCII letters, digits and hyphens."""
    slug = re.sub(r"[^0-9a-z]+", "-", name.lower()).strip("-")
    return slug if re.search("[a-z]", slug) else f"report-{slug}".strip("-")


def _clauses(text: str, paragraph: Paragraph) -> Iterator[Clause]:
    place = (paragraph.part, paragraph.section, paragraph.heading)
    span = (paragraph.start, paragraph.end)
    network = ""
    for begin, stop, lead in (
        (paragraph.start, paragraph.lead, True),
        (paragraph.lead, paragraph.end, False),
    ):
        for sentence in sentences(text, begin, stop):
            bounds = (sentence.start, sentence.end)
            opens = not lead
            for start, end, mark in sentence.clauses:
                if lead:
                    topic, alone = _built_network(text[start:end]), False
                else:
                    topic, alone = _topic(text[start:end], mark) if opens else ("", False)
                network = topic or network
                opens = not lead and mark in {"；", ";"}
                if not alone and end - start <= _LONGEST_CLAUSE:
                    yield Clause(start, end, text[start:end], bounds, span, *place, network, mark, lead)


def _topic(clause: str, mark: str) -> tuple[str, bool]:
    """Return the sub-head that a sentence opens with, and whether it stands alone.

    航运网，加快… is a sub-head and nothing else; 建设航运网，加快… is a clause too.
    """
    if len(clause) > _LONGEST_TOPIC or mark not in _AFTER_TOPIC or not clause.endswith(_TOPIC_ENDS):
        return "", False
    if not _ACT.match(clause):
        return clause, True
    return _built_network(clause), False


def _built_network(clause: str) -> str:
    """Network that a clause says is built (航运网 of 建设航运网), or empty."""
    built = _BUILT_NETWORK.fullmatch(clause)
    return built[1] if built else ""


def _year(text: str, report_id: str) -> int | None:
    for pattern in _YEARS:
        if found := pattern.search(text):
            return int(found[1])
    if delivered := _DELIVERED.search(text[:_OPENING]):
        # A session held in December hears the plan of the next year.
        return int(delivered[1]) + (delivered[2] == "12")
    named = re.search(r"(?<!\d)20\d\d(?!\d)", report_id)
    return int(named.group()) if named else None


def _title(text: str, year: int | None, report_id: str) -> str:
    opening = text[:_OPENING]
    found = (pattern.search(opening) for pattern in _TITLES if "政府工作报告" in opening)
    printed = next((match[1].strip() for match in found if match), "")
    heard = _HEARD.search(opening)
    if heard and not _NAMED.search(printed):
        printed = f"{heard['whose']}政府工作报告"
    if not printed:
        return f"{year}年政府工作报告" if year else report_id
    return printed if year is None or str(year) in printed else f"{printed}（{year}年）"
