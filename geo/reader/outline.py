"""The outline of a report: which part, section and heading each paragraph stands under.

Reports differ in dress: parts 一、二、 with or without 回顾 in their title, sections （一） that run on in
one paragraph with their text or stand on a line of their own, paragraphs with a lead sentence, numbered
items, bare bold lines.  What a copy leaves out (a first half, a title) is inferred only where the
numbering shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from geo.reader.sentences import ENUMERATOR, SENTENCE_END, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = "[一二三四五六七八九十]"
_PURPOSE = "回顾|安排|重点工作|目标任务|主要任务|主要工作|工作任务|工作打算|自身建设"
# A title on a line of its own; one that runs on into its text; one with commas; one that a blank ends.
_PART = re.compile(
    rf"\s*(?:第({_N})部分[：:、\s]*|({_N}{{1,2}})、\s*(?!{_N}[、产次]))(?:([^。！？；，：\n]{{2,40}})(?:[。！？]|$)|([^。！？；\n]{{2,30}}?(?:{_PURPOSE}))"
    r"|([^。！？；\n]{2,60})(?:[。！？]|$)|(\S{4,40})\s)"
)
_SECTION = re.compile(rf"\s*[（(]\s*({_N}{{1,3}})\s*[）)][、.．]?\s*")
_ITEM = re.compile(r"\s*(\d{1,2})\s*[.．、](?!\d)\s*")
_BREAK = re.compile(
    rf"(?<=[。！？；])\s*(?=[（(]{_N}{{1,3}}[）)])|(?<=[。！？；\s])(?={_N}、[^。！？；\n]{{0,30}}(?:{_PURPOSE}))"
)
_NAMED_PART = re.compile(
    r"\s*(?:——?|[■◆●])?\s*((?:20\d\d年|过去|今后|今年)[^。，；、]{0,16}(?:回顾|安排|任务|工作|打算|部署))\s*[:：]?\s*$"
)
_REVIEW = re.compile(r"回顾|过去|总结|完成情况|工作情况|执行情况|成[绩就]|取得的?成效|去年|上年")
_PLAN = re.compile(r"安排|任务|重点|目标|打算|部署|计划|规划|思路|今后|未来|今年|下一步|建议|要求")
_SELF = re.compile(r"自身建设|政府建设|政府自身|作风建设|(?:建设|打造|建成).{0,16}政府$")
_YEAR = re.compile(r"20\d\d")
# What is itself work to be done, not the topic of what follows.
_WORK = re.compile(
    r"\d|^(?:力争|确保|基本|全面)?(?:开工|建成|新建|续建|启动|竣工|完工|动工|投用|改建|扩建)"
    r"|、.{1,20}等.{0,8}(?:建设|改造|改造提升)$"
    r"|(?:项目|工程|前期工作|建设及改造|改扩建|开工|竣工|投产|投用|通车)$"
)
# 甲高铁（今年开工建设）: a name and the act that is noted of it.
_NOTED = re.compile(r"(?:开工|[竣完]工|投[产用运]|通车|建成|建设|开通|前期工作)[）)]$")
_COMMAS = re.compile(r"[，；：,;:]")
_FURNITURE = re.compile(
    r"\s*(?:[（(][上下][接转][^）)]{1,8}[）)]\s*$|各位代表[：:！!]?\s*$|[^。，；]{0,24}政府工作报告\s*$|[-—–\s]*20\d\d年[^。，；]{0,12}在[^。，；]{2,50}会议上\s*$|(?:发布时间|来源|字号|字体|打印|分享到?|浏览次数|阅读次数|点击数|责任编辑|编辑|作者|记者"
    r"|上一篇|下一篇|扫一扫|扫码|相关(?:阅读|链接|新闻)|版权|当前位置|您(?:现在)?的位置|首页|返回顶部|附件|索引号|发文字号|主办|承办|ICP)"
    r"\s*[:：>》|\[【(（]?.{0,80}$|现在，?,?我(?:代表|受).{0,120}$)"
)
_CUT = re.compile(r"\s*[（(][上下][接转][^）)]{1,8}[）)]\s*")
_TITLE_STOP = re.compile(rf"{SENTENCE_END.pattern}|\s")
_LONGEST_LEAD = 30
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text.

    ``lead`` ends where the lead sentence or title ends (equal to ``start`` without one).
    ``part`` is ``plan``, ``review`` or ``other`` (greetings, furniture, self-government).
    """

    start: int
    lead: int
    end: int
    part: str
    section: str
    heading: str


@dataclass(frozen=True, slots=True)
class _State:
    part: str
    section: str = ""
    heading: str = ""
    titled: bool = False
    aside: bool = False

    @property
    def here(self) -> str:
        """Part of what stands here: a section on the government itself is none of the plan."""
        return "other" if self.aside else self.part


def outline(text: str, year: int | None) -> Iterator[Paragraph]:
    """Yield the paragraphs of an unwrapped text in order; ``year`` is the report's, if known."""
    blocks = [
        block
        for block in _blocks(text)
        if not _FURNITURE.match(text[block[0] : min(block[1], block[0] + 200)])
    ]
    state = _opening(text, blocks, year)
    bare = [_is_bare(text, start, end) for start, end in blocks]
    for (start, end), is_bare, next_bare in zip(blocks, bare, [*bare[1:], True], strict=False):
        # A bare line heads the text below it; bare lines one below another are a list.
        state, paragraph = _placed(text, start, end, state, year, heads=is_bare and not next_bare)
        if paragraph:
            yield paragraph


def part_of(title: str, year: int | None) -> str:
    """Part that a heading announces: ``review``, ``plan``, ``other`` (self-government) or empty."""
    if _SELF.search(title):
        return "other"
    if _REVIEW.search(title):
        return "review"
    years = [int(found) for found in _YEAR.findall(title)]
    if year and years and max(years) < year:
        return "review"
    return "plan" if years or _PLAN.search(title) else ""


def number(numeral: str) -> int:
    """Value of a Chinese numeral from 一 to 九十九."""
    tens, ten, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    return (10 * (digits.find(tens) + 1 or 1) if ten else 0) + (digits.find(ones) + 1 if ones else 0)


def numeral(value: int) -> str:
    """Chinese numeral of a number from 1 to 99."""
    digits = " 一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ((digits[tens] if tens > 1 else "") + "十" if tens else "") + digits[ones].strip()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, cut once more where a section runs on in the paragraph before it."""
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        for cut in _BREAK.finditer(text, line.start(), line.end()):
            yield at, cut.end()
            at = cut.end()
        if text[at : line.end()].strip():
            yield at, line.end()


def _opening(text: str, blocks: list[tuple[int, int]], year: int | None) -> _State:
    """Say where a text starts: before its first part, or amid one where the numbering shows a cut."""
    section = ""
    for start, end in blocks:
        marker = _SECTION.match(text, start, end)
        if marker and not section:
            section = f"（{numeral(number(marker[1]) - 1)}）" if number(marker[1]) > 1 else "-"
        head = _part_head(text, start, end)
        if head:
            place, _, title, _ = head
            part = part_of(title, year)
            if place == "一" or not place:
                return _State("other")
            cut_review = part == "plan" and place == "二"
            return _State("review" if cut_review else "plan", section.strip("-"))
    return _State("plan", section.strip("-"))


def _part_head(text: str, start: int, end: int) -> tuple[str, int, str, int] | None:
    """Return the number of a part's heading, where its title starts, the title, and where it ends."""
    found = _PART.match(text, start, end)
    if found:
        title = found.lastindex or 1
        return found[1] or found[2], found.start(title), found[title].strip(), found.end()
    named = _NAMED_PART.match(text, start, min(end, start + 60))
    return ("", start, named[1], end) if named and named.end() >= end else None


def _placed(
    text: str, start: int, end: int, state: _State, year: int | None, *, heads: bool
) -> tuple[_State, Paragraph | None]:
    """Advance the state by one block and place the block, if it holds text of its own."""
    head = _part_head(text, start, end)
    if head:
        place, begin, title, stop = head
        part = part_of(title, year)
        if part:
            state = _State(part)
            return state, _paragraph(text, stop, end, state) if text[stop:end].strip() else None
        # Numbered as parts are but no part by its title: a task of the plan, as sections are elsewhere.
        part = "plan" if state.part == "other" else state.part
        state = _State(part, f"{place}、", _plain(title), titled=True)
        return state, Paragraph(begin, stop, end, part, state.section, state.heading)
    marker = _SECTION.match(text, start, end)
    if marker:
        stop = _title_end(text, marker.end(), end)
        title = _plain(text[marker.end() : stop])
        aside = bool(_SELF.search(title))
        state = replace(state, section=f"（{marker[1]}）", heading=title, titled=True, aside=aside)
        return state, Paragraph(marker.end(), stop, end, state.here, state.section, title)
    item = _ITEM.match(text, start, end)
    body = item.end() if item else start
    if item and not state.titled:
        state = replace(state, section=f"{item[1]}.", heading="")
    if heads:
        heading = _plain(text[body:end])
        return replace(state, heading=heading), Paragraph(start, end, end, state.here, state.section, heading)
    return state, _paragraph(text, body, end, state)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Tell a short line without punctuation."""
    return (
        end - start <= _LONGEST_LEAD
        and not SENTENCE_END.search(text, start, end)
        and not _COMMAS.search(text, start, end)
        and not _NOTED.search(text, start, end)
    )


def _paragraph(text: str, start: int, end: int, state: _State) -> Paragraph:
    """Place a paragraph of text: its lead sentence is its heading."""
    cut = _CUT.match(text, start, end)
    start = cut.end() if cut else start
    bullet = ENUMERATOR.match(text, start, end)
    first, *rest = _first_two(text, bullet.end() if bullet else start, end)
    sentence = _plain(text[slice(*first)])
    commas = len(_COMMAS.findall(sentence))
    short = len(sentence) <= _LONGEST_LEAD and bool(rest) and text[first[1] - 1] == "。"
    if short and not commas and not _WORK.search(sentence):
        return Paragraph(start, first[1], end, state.here, state.section, sentence)
    heading = state.heading or (sentence if short else "")
    if cut:
        heading = _plain(_COMMAS.split(sentence, maxsplit=1)[0])
    return Paragraph(start, start, end, state.here, state.section, heading)


def _first_two(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = [(sentence.start, sentence.end) for sentence in islice(sentences(text, start, end), 2)]
    return found or [(start, end)]


def _title_end(text: str, start: int, end: int) -> int:
    """End of a section's title: its full stop, a blank after it, or the line's end."""
    stop = _TITLE_STOP.search(text, start, min(end, start + _LONGEST_TITLE))
    return stop.end() if stop else (end if end - start <= _LONGEST_TITLE else start)


def _plain(sentence: str) -> str:
    return SENTENCE_END.sub("", sentence).strip(" \t　:：。")
