"""When something is done: dates and adverbs around a clause's verb.

至2030年 | 建成甲桥      乙桥 | 计划今年 | 完工      丙桥建成 | 后
"""

from __future__ import annotations

import re

from geo.grammar.lexicon import lexicon

DATE = (
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?|20\d\d年(?!度)(?:[底末初中]|上半年|下半年)?"
    r"|[\d一二三四五]+年内|今年(?:\d{1,2}月)?[内底末初]|“?十[二三四五六]五”?(?:期间|时期)"
)
"""Pattern of a date, or of a span of years."""
_DATED = re.compile(rf"(?:自|已|将|正在|正|即将|预计|有望|实现|处于|于|在|提前\d+个月|{DATE})+$")
_WHEN = re.compile(rf"(?:至|到|在)?(?:{DATE})前?")
# 后河 and 后山 are names.
_AFTERWARDS = re.compile("后(?![续备勤台山沟河溪湖坪坝湾街])")
_LONGEST_DATE = 12


def when(text: str, start: int, end: int) -> str:
    """Date that begins at ``start``, or empty: 5年内, 至2030年, 2025年12月底前."""
    date = _WHEN.match(text, start, end)
    return date.group() if date else ""


def afterwards(text: str, start: int, end: int) -> bool:
    """Tell whether the verb that ends at ``start`` says when, not what: 建成 | 后将成为…."""
    return bool(_AFTERWARDS.match(text, start, end))


def before_adverbs(text: str, start: int, end: int) -> int:
    """Step back over adverbs and dates."""
    words = lexicon()
    while True:
        adverb = words.adverbs.suffix(text, start, end)
        dated = _DATED.search(text[max(start, end - _LONGEST_DATE) : end])
        length = max(len(adverb), len(dated.group()) if dated else 0)
        # 甲桥计划今年完工, but 乙行动计划启动
        if not length or len(words.head(text, start, end)) > length:
            return end
        end -= length
