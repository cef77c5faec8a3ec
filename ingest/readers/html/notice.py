"""The notice of a page put together: its box, its title, its body."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from ingest.readers.flow import Table
from ingest.readers.html.article import Article, find_article, is_linked
from ingest.readers.html.box import Field, fields_of
from ingest.readers.html.furniture import attached_name, is_furniture, opens_links
from ingest.readers.html.regions import Box, Grid, Leaf, Line
from ingest.readers.html.tree import read_tree
from kb.settings import Limits
from kb.text import fold

_SHORTEST_TITLE = 6
_TITLE_PARTS = 6
_NEARBY = 16
_SITE_NAME = re.compile(r"\s*(?:[-_|—–]+|>+|»)\s*[^-_|—–>»]*$")
_TITLE = re.compile(
    r"(?:通知|意见|方案|办法|规定|细则|计划|规划|条例|决定|公告|通告|令|纲要|批复|函|措施|通报|目录|要点)(?:[（(].*[）)])?$"
)


def flow_of(page: LexborHTMLParser, limits: Limits) -> list[str | Table]:
    """Box, title and body of the notice on a page, in this order; the box as lines “名：值”. Raises Refusal."""
    if page.root is None:
        return []
    article = find_article(read_tree(page.root, limits, styled=_is_styled(page)))
    titles = _stated_titles(page)
    fields, front = _front(article, titles)
    named = [*titles, "".join(item for item in front if isinstance(item, str))]
    body = [*front, *_middle(article), *_back(article, named)]
    return [f"{name}：{value}" for name, value in fields if value] + _titled(body, titles)


def _is_styled(page: LexborHTMLParser) -> bool:
    sheets = page.css("link[rel~=stylesheet i]")
    return bool(sheets) or any("list-style" in style.text() for style in page.css("style"))


def _stated_titles(page: LexborHTMLParser) -> list[str]:
    """What the page's head calls the notice, the surest first; the name of the site cut off."""
    meta = page.css_first("meta[name=ArticleTitle i]")
    title = page.css_first("title")
    stated = [(meta.attributes.get("content") or "") if meta else "", title.text() if title else ""]
    cut = [_SITE_NAME.sub("", text) for text in stated[1:]]
    return [text.strip() for text in [*stated, *cut] if len(fold(text)) >= _SHORTEST_TITLE]


def _front(article: Article, titles: list[str]) -> tuple[list[Field], list[str | Table]]:
    """The fields of the box, and the lines of the notice that stand before its first words: title, number."""
    fields: list[Field] = []
    kept: list[str | Table] = []
    named: str | None = None
    title_at = next((i for i, leaf in enumerate(article.leaves[: article.words]) if _is_title(leaf, titles)), 0)
    for i, leaf in enumerate(article.leaves[: article.words]):
        inside = i >= article.first
        if isinstance(leaf, Box):
            fields += leaf.fields
        elif not isinstance(leaf, Line):
            continue
        elif (found := fields_of(leaf.text)) and not (inside and not found[-1][1]):
            fields += found
            named = found[-1][0] if not found[-1][1] else None
        elif named and not inside and not _is_title(leaf, titles) and not is_furniture(leaf.text):
            fields[-1], named = (named, leaf.text), None
        elif _is_kept(leaf, within=inside) and (inside or max(article.start, title_at) <= i or _is_title(leaf, titles)):
            kept.append(leaf.text)
    fields += [field for leaf in article.leaves[article.end :] if isinstance(leaf, Box) for field in leaf.fields]
    return fields, kept


def _middle(article: Article) -> Iterator[str | Table]:
    """Everything from the first words to the last: nothing is left out between them."""
    for leaf in article.leaves[article.words : article.closed]:
        yield from _shown(leaf)


def _back(article: Article, named: list[str]) -> Iterator[str | Table]:
    """What follows the last words: signature, date, remarks, annexes as files; no links, no tools."""
    linking = False
    for i, leaf in enumerate(article.leaves[article.closed : article.end], start=article.closed):
        if isinstance(leaf, Line):
            linking = linking or opens_links(leaf.text)
            if _is_attached(leaf.text, named) or (not linking and _is_kept(leaf, within=i < article.last)):
                yield leaf.text
        elif not is_linked(leaf):
            yield from _shown(leaf)


def _shown(leaf: Leaf) -> Iterator[str | Table]:
    match leaf:
        case Line(text=text):
            yield text
        case Grid(table=table):
            yield table
        case Box(fields=fields):
            yield from (f"{name}：{value}" for name, value in fields)


def _is_kept(line: Line, *, within: bool) -> bool:
    return not is_linked(line) and not is_furniture(line.text, within=within)


def _is_attached(text: str, named: list[str]) -> bool:
    """Whether a line names an annex or its file; the notice itself, which is `named` so already, is none."""
    name = attached_name(text)
    return name is not None and not any(fold(name) in fold(title) for title in named)


def _is_title(leaf: Leaf, titles: list[str]) -> bool:
    if not isinstance(leaf, Line) or len(fold(leaf.text)) < _SHORTEST_TITLE:
        return False
    text = fold(leaf.text)
    return not is_linked(leaf) and (leaf.heading or any(fold(title).startswith(text) for title in titles))


def _titled(body: list[str | Table], titles: list[str]) -> list[str | Table]:
    """The body with the notice's title once: the page's heading goes where the notice repeats it."""
    opening = [fold(item) if isinstance(item, str) else "" for item in body[: 2 * _NEARBY]]
    again = [i for i, line in enumerate(opening) if _is_repeated(line, opening[i + 1 : i + 1 + _NEARBY])]
    body = [item for i, item in enumerate(body) if i not in again]
    whole = "".join(opening)
    named = next((title for title in titles if _TITLE.search(title)), None)
    if named and fold(named) not in whole and body:
        return [named, *body]
    return body


def _is_repeated(line: str, following: list[str]) -> bool:
    """Whether some of the following lines, joined, are this very line."""
    if len(line) < _SHORTEST_TITLE or not _TITLE.search(line):
        return False
    for i in range(len(following)):
        joined = ""
        for part in following[i : i + _TITLE_PARTS]:
            joined += part
            if joined == line:
                return True
    return False
