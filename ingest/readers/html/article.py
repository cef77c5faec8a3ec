"""Which part of a page is the notice, found by what it says and not by the names that a site gives its elements."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.readers.html.box import fields_of
from ingest.readers.html.furniture import attached_name, is_furniture
from ingest.readers.html.regions import Box, Grid, Leaf, Line, Region

_PUNCTUATION = re.compile(r"[，。；：、！？,;:]")
_SHORTEST_PROSE = 12
_LINKED = 0.5
_LEAST_ALLOWED, _MOST_ALLOWED = 120, 300


@dataclass(frozen=True)
class Article:
    """The leaves of a page, of which `start` … `end` are the notice and what stands close to it.

    `first` … `last` are the innermost region that holds most of the notice's words, `words` … `closed` the leaves
    from its first words to its last.
    """

    leaves: tuple[Leaf, ...]
    start: int
    end: int
    first: int
    last: int
    words: int
    closed: int


def find_article(page: Region) -> Article:
    """The region with the most prose, widened to the regions around it as long as they add more notice than site."""
    leaves, owners, extents = _flatten(page)
    prose = [leaf.size if is_prose(leaf) else 0 for leaf in leaves]
    site = [leaf.size if not words and _is_site(leaf) else 0 for leaf, words in zip(leaves, prose, strict=True)]
    direct = [0] * len(extents)
    for owner, size in zip(owners, prose, strict=True):
        direct[owner] += size
    best = max(range(len(extents)), key=lambda i: (direct[i], -i))
    sums = _Sums((0, *accumulate(prose)), (0, *accumulate(site)))
    core, around = extents[best], extents[best].parent
    while around is not None and sums.is_welcome(core, extents[around]):
        core, around = extents[around], extents[around].parent
    written = [i for i in range(core.start, core.end) if prose[i]] or [core.start, core.start - 1]
    within = extents[best]
    return Article(tuple(leaves), core.start, core.end, within.start, within.end, written[0], written[-1] + 1)


def is_linked(leaf: Leaf) -> bool:
    """Whether it consists of links, for the most part."""
    return not isinstance(leaf, Box) and leaf.linked > _LINKED * leaf.size


def is_prose(leaf: Leaf) -> bool:
    """Whether it is words of a notice without doubt: a sentence, the addressees, a table."""
    if isinstance(leaf, Line):
        written = leaf.size >= _SHORTEST_PROSE and _PUNCTUATION.search(leaf.text)
        return bool(written) and not (is_linked(leaf) or is_furniture(leaf.text) or fields_of(leaf.text))
    return isinstance(leaf, Grid) and not is_linked(leaf)


def _is_site(leaf: Leaf) -> bool:
    if not isinstance(leaf, Line):
        return is_linked(leaf)
    return (is_linked(leaf) and not attached_name(leaf.text)) or is_furniture(leaf.text)


@dataclass(frozen=True)
class _Extent:
    """A region as the run of its leaves `start` … `end`; `parent` is the index of the region around it."""

    start: int
    end: int
    parent: int | None


@dataclass(frozen=True)
class _Sums:
    """Characters of prose and of the site, summed up from the first leaf on."""

    prose: tuple[int, ...]
    site: tuple[int, ...]

    def is_welcome(self, core: _Extent, around: _Extent) -> bool:
        """Whether the region around `core` adds little that is the site's, measured by the notice's words."""
        written = self.prose[core.end] - self.prose[core.start]
        prose = self.prose[around.end] - self.prose[around.start] - written
        site = (self.site[around.end] - self.site[around.start]) - (self.site[core.end] - self.site[core.start])
        return site <= max(_LEAST_ALLOWED, min(_MOST_ALLOWED, written // 20), prose // 4)


def _flatten(page: Region) -> tuple[list[Leaf], list[int], list[_Extent]]:
    """The leaves of a page, the innermost region of each, and the regions, each behind the one around it."""
    leaves: list[Leaf] = []
    owners: list[int] = []
    extents: list[_Extent] = []
    waiting: list[tuple[Leaf | Region | None, int]] = [(page, -1)]
    while waiting:
        item, owner = waiting.pop()
        if item is None:
            extents[owner] = replace(extents[owner], end=len(leaves))
        elif isinstance(item, Region):
            waiting.append((None, len(extents)))
            waiting += [(child, len(extents)) for child in reversed(item.children)]
            extents.append(_Extent(len(leaves), len(leaves), owner if owner >= 0 else None))
        else:
            leaves.append(item)
            owners.append(owner)
    return leaves, owners, extents
