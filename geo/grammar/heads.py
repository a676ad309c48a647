"""The head word of a name, looked for behind brackets, phases, figures and sections.

新田港二期 -> 港      甲高铁丙至丁段 -> 高铁      步道80公里 -> 步道
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.grammar.lexicon import lexicon
from geo.grammar.quantities import UNITS

_TAIL = re.compile(
    r"(?:[（(][^（()）]*[）)]|[”“》\x22]|(?:[一二三四五六七八九十两]|\d)期(?:工程|项目)?"
    rf"|(?:面积)?(?:约|超过|超|近|逾)?(?<![A-Za-z\d.])\d[\d.]*(?:万|亿)?[多余]?(?:{UNITS})(?:以上|左右|以内)?|主体(?:工程|结构)|建设工程|(?:建设|创建)?项目|等)$"
)
_SECTION = re.compile("(工程|管道|管网|走廊|岸线)[^，、]{1,8}段$")
# What a name is not: whose it is to build, what it costs, how large it is: 总投资5亿元的, 甲公司承建的.
_ATTRIBUTE = re.compile(
    rf"(?:[^的、，\d]{{0,12}}\d[\d.]*(?:万|亿|万亿)?(?:{UNITS})(?:以上)?、?)+的"
    "|[^的、，]{2,20}(?:[里中]|之一)的|(?:作为|备受)[^的、，]{2,20}的|(?:国内|国际|全国|世界)(?:领先|一流|先进)的"
    "|[^的、，]{2,16}(?:承建|代建|援建|投资|投资建设|出资|牵头|负责|承担)(?:建设|实施|运营)?的"
)
# 区重点项目——甲立交改造
_ANNOUNCED = re.compile("[^—]*(?:项目|工程)—{1,2}(?=[^—]{3})")
_LONGEST_TAIL = 30


def head_of(text: str, start: int = 0, end: int | None = None) -> str:
    """Head word of the name in ``text[start:end]``, or empty."""
    return _head(text[start:end])


@lru_cache(maxsize=8192)
def _head(name: str) -> str:
    end = core_end(name)
    if end > 3 and name[end - 1] in "段线":
        lines = line_heads().findall(name, 0, end)
        if lines or name[end - 1] == "段":
            further = lexicon().lists["lines.further"].members
            proper = [line for line in lines if line not in further] or lines
            return str(proper[-1]) if proper else _head_of_section(name)
    head = lexicon().head(name, 0, end)
    return head if len(head) < len(name) or len(head) > 2 else ""


def _head_of_section(name: str) -> str:
    """Head of works of which a section is named: 输电工程 of 甲输电工程乙段."""
    works = _SECTION.search(name)
    return _head(name[: works.end(1)]) if works else ""


def core_end(name: str) -> int:
    """End of a name without what may trail its head word."""
    end = len(name)
    while end > 2 and (tail := _TAIL.search(name[max(0, end - _LONGEST_TAIL) : end])):
        length = tail.end() - tail.start()
        if end - length < 2:
            break
        end -= length
    return end


def core_begin(text: str, start: int, end: int) -> int:
    """Where the name in ``text[start:end]`` begins, without what it costs or who builds it."""
    if "—" in text[start:end] and (announced := _ANNOUNCED.match(text, start, end)):
        start = announced.end()
    attribute = _ATTRIBUTE.match(text, start, end - 1) if "的" in text[start:end] else None
    return attribute.end() if attribute else start


@cache
def line_heads() -> re.Pattern[str]:
    """Pattern of the heads of routes, which a section may follow."""
    return re.compile(lexicon().lists["lines.words"].pattern())
