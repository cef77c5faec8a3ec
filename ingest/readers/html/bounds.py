"""Pages that are too large or too deep for their parser, whose time grows with the square of the depth."""

import re
from collections import Counter

from ingest.readers.limits import Refusal

_MOST_ELEMENTS = 1_000_000
_DEEPEST = 5_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_ENDLESS = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *(
            "p",
            "li",
            "dt",
            "dd",
            "option",
            "optgroup",
            "tr",
            "td",
            "th",
            "thead",
            "tbody",
            "tfoot",
            "colgroup",
            "rp",
            "rt",
        ),
    }
)


def check_size(page: str) -> None:
    """Raises Refusal for a page of more elements, or of elements nested deeper, than any notice has."""
    if page.count("<") <= _DEEPEST:
        return
    if page.count("<") > _MOST_ELEMENTS:
        raise Refusal(f"网页的元素超过 {_MOST_ELEMENTS} 个")
    open_now: Counter[str] = Counter()
    depth = 0
    for closing, name in _TAG.findall(page):
        tag = name.lower()
        if tag in _ENDLESS or (closing and not open_now[tag]):
            continue
        step = -1 if closing else 1
        open_now[tag] += step
        depth += step
        if depth > _DEEPEST:
            raise Refusal(f"网页的元素嵌套超过 {_DEEPEST} 层")
