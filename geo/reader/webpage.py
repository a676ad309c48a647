"""The article of a web page, without what stands around it: menus, dates, buttons, links to other pages."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_HAN = re.compile(r"[\u4e00-\u9fff]")
_RUNNING = re.compile(r"[，。；]|[,;](?=[\u4e00-\u9fff])")  # links and labels have none
_NAME = "政府工作报告"
_EMBEDDED = re.compile(r"data:[\w/+.-]{3,40};base64,[\w+/=\s]*")  # pictures of a page saved as one file
_SITE = re.compile(r"[-_|—]")  # behind it a page's title names the site
_BREAKS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_INDENT = re.compile(r"[ \t\r\n]*[\u3000\xa0]{2}")
_BLANKS = re.compile(r"\s+")
_PROLOG = re.compile(r"\s*<\?xml[^>]*\?>")
# Not form: whole pages stand in one.
_FURNITURE_TAGS = [
    *("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "button", "select"),
    *("option", "input", "textarea", "iframe", "object", "svg", "canvas"),
]
_BLOCKS = frozenset(
    [
        *("address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p"),
        *("pre", "section", "table", "tbody", "td", "th", "thead", "title", "tr", "ul"),
    ]
)
_LABELS = (
    r"发布(?:时间|日期)|日期|来源|作者|字号|字体|打印|分享到?|浏览次数|阅读(?:次数|量)|点击(?:数|率)|访问量|责任编辑|责编|编辑"
    r"|上一[篇条]|下一[篇条]|扫一扫|当前位置|您的?(?:当前|现在)?的?位置|相关(?:阅读|链接|新闻)|版权所有|[主承]办(?:单位)?|网站标识码"
)
_BUTTONS = (
    r"打印(?:本页|正文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页)?|收藏|分享|首页|语音播报|扫一扫.{0,20}"
    r"|默认|超?大|中|小|[AT][+-]"
)
_EDGES = r"[\s|/\]\[】【()（）]"
_FURNITURE = re.compile(
    rf"{_EDGES}*(?:(?:{_LABELS})\s*[:：\[【(（].{{0,120}}|(?:{_BUTTONS})(?:{_EDGES}+(?:{_BUTTONS}))*{_EDGES}*)"
)
# The page's furniture may weigh something too; what holds this share is the article.
_SHARE = 0.9


def article(markup: str) -> str:
    """Return the text of a page's article, one block a line, its title first where it names the report.

    Linear in the page's size, however deep it nests.
    """
    markup = _EMBEDDED.sub("", _PROLOG.sub("", markup, count=1))
    soup = BeautifulSoup(markup, "html.parser")
    named = soup.find_all(["h1", "h2", "title"], limit=4)
    titles = [_SITE.split(tag.get_text())[0].strip() for tag in named]
    for tag in soup.find_all(_FURNITURE_TAGS):
        tag.extract()
    lines = [line for line in _lines(_heart(soup)) if not _FURNITURE.fullmatch(line.strip())]
    if not any(_NAME in line for line in lines[:20]):
        title = max((title for title in titles if _NAME in title), key=len, default="")
        lines = [_BLANKS.sub(" ", title), "", *lines] if title else lines
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _heart(soup: BeautifulSoup) -> Tag:
    """Go down from the root while one child holds nearly all of the running Chinese text."""
    weight: Counter[int] = Counter()
    for node in reversed(list(soup.descendants)):
        if _is_text(node) and _RUNNING.search(str(node)):
            weight[id(node)] = len(_HAN.findall(str(node)))
        if node.parent is not None:
            weight[id(node.parent)] += weight[id(node)]
    found: Tag = soup
    while True:
        inner = [child for child in found.children if isinstance(child, Tag)]
        heaviest = max(inner, key=lambda child: weight[id(child)], default=None)
        if heaviest is None or weight[id(heaviest)] < _SHARE * weight[id(soup)]:
            return found
        found = heaviest


def _lines(root: Tag) -> list[str]:
    """Lines of an element, its blocks parted by an empty one, each as it shows in a browser.

    A stack of its own, since pages nest deeper than Python recurses.
    """
    lines: list[list[str]] = [[]]
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, int):
            lines += [[] for _ in range(node)]
        elif isinstance(node, Tag):
            edge = [] if node.name not in _BLOCKS else [1] if node.name == "br" else [2]
            todo += [*edge, *reversed(node.contents), *edge] if node.contents else edge
        elif _is_text(node):
            is_set = getattr(getattr(node, "parent", None), "name", "") == "pre"
            first, *rest = str(node).split("\n") if is_set else [_BREAKS.sub("", str(node))]
            lines[-1].append(first)
            lines += [[line] for line in rest]
    return [_shown("".join(line)) for line in lines]


def _shown(line: str) -> str:
    """Collapse blanks; an indentation of two full-width ones stays, for it shows where a paragraph begins."""
    indent = _INDENT.match(line)
    return ("　　" if indent else "") + _BLANKS.sub(" ", line).strip()


def _is_text(node: object) -> bool:
    """Tell text from comments, declarations and processing instructions, which derive from it."""
    return type(node) is NavigableString
