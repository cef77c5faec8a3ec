"""From the elements of a page to its lines, tables and boxes, and the regions that hold them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ingest.readers.flow import one_line
from ingest.readers.html.grids import settled
from ingest.readers.html.lists import Numbering, numbering_of, with_marker
from ingest.readers.html.regions import Line, Region
from ingest.readers.limits import over
from kb.settings import MAX_CHARACTERS, Limits
from kb.text import visible

_HIDDEN = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "link", "meta", "svg", "math", "canvas", "rp"),
        *("iframe", "frame", "object", "embed", "applet", "audio", "video", "map", "nav", "aside", "dialog"),
        *("button", "select", "option", "datalist", "textarea", "input", "progress", "meter"),
    }
)
_BREAKS = frozenset({"br", "hr"})
_BLOCKS = _BREAKS | frozenset(
    {
        *(
            "html",
            "body",
            "frameset",
            "main",
            "article",
            "section",
            "header",
            "footer",
            "address",
            "center",
            "div",
            "form",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "p", "pre", "blockquote", "details", "summary", "figure"),
        *("figcaption", "fieldset", "legend", "ol", "ul", "li", "dir", "menu", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    }
)
_LISTS, _CELLS = frozenset({"ol", "ul"}), frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MARKED = _HEADINGS | {"a", "pre"}
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_WIDEST, _TALLEST = 1000, 65534


def read_tree(root: LexborNode, limits: Limits, *, styled: bool) -> Region:
    """The regions of a page; what a browser does not show, navigation and form fields are left out.

    `styled`: the page has style sheets, which may hide the numbers of lists. Raises Refusal for a table over a limit.
    """
    builder = _Builder(limits, styled)
    for entered, node in _events(root):
        tag = node.tag or ""
        if tag == "-text":
            builder.say(node.text_content or "")
        elif entered:
            builder.enter(tag, node)
        else:
            builder.leave(tag)
    builder.end_line()
    return builder.open[0]


def _events(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """The elements of the tree as they open (True) and close (False), its texts between them."""
    waiting: list[tuple[bool, LexborNode]] = [(True, root)]
    while waiting:
        entered, node = waiting.pop()
        if entered and _is_hidden(node):
            continue
        yield entered, node
        if entered and node.tag != "-text":
            waiting.append((False, node))
            waiting += [(True, child) for child in reversed(list(node.iter(include_text=True)))]


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in _HIDDEN:
        return True
    if node.tag == "-text":
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style") or ""))


@dataclass
class _Builder:
    """The regions that are open, outermost first, and the words of the line that is being read."""

    limits: Limits
    styled: bool
    open: list[Region] = field(default_factory=lambda: [Region("page")])
    lists: list[Numbering] = field(default_factory=list)
    under: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_MARKED, 0))
    words: list[str] = field(default_factory=list)
    linked: int = 0
    said: int = 0
    marker: str = ""

    def enter(self, tag: str, node: LexborNode) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag in _MARKED:
            self.under[tag] += 1
        if tag in _LISTS:
            self.lists.append(numbering_of(node, styled=self.styled))
        elif tag == "li" and self.lists:
            self.marker = self.lists[-1].next(node)
        if tag in _CELLS:
            self.open.append(Region(tag, [], _span(node, "colspan", _WIDEST), _span(node, "rowspan", _TALLEST)))
        elif tag in _BLOCKS - _BREAKS:
            self.open.append(Region(tag))

    def leave(self, tag: str) -> None:
        if tag in _BLOCKS - _BREAKS:
            self.end_line()
            region = self.open.pop()
            self.open[-1].holds_table |= region.holds_table or tag == "table"
            self.open[-1].children += settled(region, self.limits)
        if tag in _LISTS:
            self.lists.pop()
        if tag in _MARKED:
            self.under[tag] -= 1

    def say(self, text: str) -> None:
        if self.under["a"]:
            self.linked += len(visible(text))
        self.said += len(text)
        if self.said > self.limits.characters:
            raise over("文字", self.limits.characters, "字", MAX_CHARACTERS)
        first, *others = text.splitlines() if self.under["pre"] and text else [text]
        self.words.append(first)
        for line in others:
            self.end_line()
            self.words.append(line)

    def end_line(self) -> None:
        """The words since the last line end become a line."""
        text = one_line("".join(self.words))
        if visible(text):
            heading = any(self.under[tag] for tag in _HEADINGS)
            self.open[-1].children.append(Line(with_marker(self.marker, text), self.linked, heading))
            self.marker = ""
        self.words, self.linked = [], 0


def _span(node: LexborNode, name: str, largest: int) -> int:
    stated = (node.attributes.get(name) or "").strip()
    return min(max(int(stated), 1), largest) if re.fullmatch(r"\d{1,5}", stated) else 1
