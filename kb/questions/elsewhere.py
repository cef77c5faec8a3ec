"""Which places and universities a question names that no notice mentions: then it is about elsewhere."""

from collections.abc import Iterator, Sequence

from kb.catalogue import Catalogue
from kb.lexicon import place_names
from kb.text import tagged

_PLACE, _ORGANISATION = "ns", "nt"  # jieba's tags
_BETWEEN = ("n", "f", "j", "vn")  # how such tags begin: what a university teaches, or where in the country it is
_MOST_BETWEEN = 3


def named_places(folded: str) -> list[str]:
    """The names of provinces, cities and countries in a folded question."""
    return [place for place in place_names() if place in folded]


def unknown_places(folded: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The places and the universities in a folded question that no notice mentions."""
    names = (*named_places(folded), *named_universities(folded))
    return tuple(name for name in names if name not in catalogue.vocabulary)


def named_universities(folded: str) -> Iterator[str]:
    """Universities by their own names: one that jieba knows, or a place and what is taught there.

    >>> list(named_universities("武汉大学和湖北中医药大学的学生")), list(named_universities("在武汉读大学的大学生"))
    (['武汉大学', '湖北中医药大学'], [])
    """
    said = tagged(folded)
    for at, (word, tag) in enumerate(said):
        if not word.endswith("大学"):
            continue
        name = _of_place(said[max(0, at - _MOST_BETWEEN - 1) : at + 1]) or (word if tag == _ORGANISATION else "")
        if name and name in folded:
            yield name


def _of_place(said: Sequence[tuple[str, str]]) -> str:
    """The last words from a place on, with nothing but nouns between; nothing where no place is there.

    A place with its 市 or 省 is where universities are, not the beginning of one's name.
    """
    *before, (name, _) = said
    for word, tag in reversed(before):
        if tag == _PLACE:
            return "" if word.endswith(("市", "省")) else word + name
        if not tag.startswith(_BETWEEN):
            return ""
        name = word + name
    return ""
