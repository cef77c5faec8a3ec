"""From paragraphs to the tree of clauses: which label stands under which."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.assignments import closing, find_assignments, may_be_bare
from ingest.labels import DECIMALS, Label, Level, match_label, path_of
from ingest.mapped import Mapped
from ingest.normalise import Line, tidy
from ingest.targets import find_targets
from kb.clauses import Part
from kb.notices import Table
from kb.text import HAN
from kb.units import Unit

_LONGEST_HEADING = 60
_LONGEST_INLINE_HEADING = 45
_FIRST_SENTENCE = re.compile(r"[^。；！？\n]*。")
_PARTED_OR_COUNTED = re.compile(r"[，,；;]|\d[%％‰万亿元个家项所名人座件次]{0,4}(?:以[上下内]|左右)?[、。]")
_BRACKETS = ("）", ")", "〕", "]", "）。", ")。")
_ENDED = re.compile(r"[。；！？，、：:;,]$")
_BRACKETED_CAPTION = re.compile(rf"[（(【〔\[](?![{HAN}]+\W)([\u4e00-\u9fff、]{{2,20}})[）)】〕\]](?=.)")
_SPACED_CAPTION = re.compile(r"([\u4e00-\u9fff、]{2,15})[ \u3000]+(?=\S+$)")
_CAPTION = re.compile(r"[\u4e00-\u9fff、]{2,15}")


@dataclass(frozen=True)
class RowTask:
    """What a row of a table of tasks says: its number, its task, its units."""

    number: int
    heading: str | None
    units: tuple[Unit, ...]


@dataclass
class Node:
    """A clause being built: its label and its paragraphs in the order of the source.

    `tables` are known where the rows have become nodes of their own, each with its `row`; `bare`: a bracket at its end
    that only names organisations assigns it, as others beside it are assigned in words. `caption` is what a space sets
    off at its beginning.
    """

    names: tuple[str, ...]
    parents: tuple[str, ...]
    label: Label | None = None
    label_text: str = ""
    paragraphs: list[Mapped] = field(default_factory=list)
    start: int | None = None
    tables: tuple[Table, ...] | None = None
    row: RowTask | None = None
    bare: bool = False
    caption: str | None = None

    @cached_property
    def path(self) -> str:
        return path_of(list(self.names))

    @property
    def span(self) -> tuple[int, int]:
        """From the label to the last character, in the source."""
        first = self.paragraphs[0].start if self.start is None else self.start
        return first, self.paragraphs[-1].end if self.paragraphs else first + len(self.label_text)


def outline(groups: Iterable[list[Line]]) -> Iterator[Node]:
    """The clauses of the body in order; what stands before the first label is the preamble 引言."""
    node = Node((Part.PREAMBLE,), ())
    open_nodes: list[Node] = []
    for group in groups:
        opened = _open(group, open_nodes)
        if opened:
            if node.paragraphs or node.label_text:
                yield node
            node = opened
        else:
            node.paragraphs.append(_joined(group))
    if node.paragraphs or node.label_text:
        yield node


def _open(group: list[Line], open_nodes: list[Node]) -> Node | None:
    """The node that `group` opens, its place in the tree decided by the labels that are open; or None."""
    stripped = Mapped.joined(line.mapped for line in group).strip()
    first = group[0]
    label = first.label if len(group) == 1 else _label_of(first, stripped.text)
    if label is None:
        return None
    _close(open_nodes, label)
    node = Node(
        (*_names_above(open_nodes, label), label.name),
        tuple(n.path for n in open_nodes),
        label,
        stripped.text[: label.length],
        start=stripped.start,
    )
    content = tidy(stripped[label.length :]).strip()
    if spaced := _SPACED_CAPTION.match(stripped.text[label.length :].strip()):
        node.caption = spaced[1]
    if content:
        node.paragraphs.append(content)
    open_nodes.append(node)
    return node


def _label_of(first: Line, text: str) -> Label | None:
    """The label of a paragraph of several lines: that of its first line may stand over two."""
    return first.opens or (None if first.is_row or first.plain else match_label(text))


def _names_above(open_nodes: list[Node], label: Label) -> tuple[str, ...]:
    """The steps of the path above `label`; “3.2.1” names “3” and “3.2” itself."""
    held = [n for n in open_nodes if not (label.level in DECIMALS[1:] and n.label and n.label.level in DECIMALS)]
    return held[-1].names if held else ()


def _close(open_nodes: list[Node], label: Label) -> None:
    """Close what `label` cannot stand in: its own level and all below; a box, where `label` goes on from before it."""
    box = next((i for i, node in enumerate(open_nodes) if node.label and node.label.level is Level.BOX), None)
    if box is not None and label.level > Level.BOX and not _follows_in(open_nodes[box:], label):
        del open_nodes[box:]
    while open_nodes and (last := open_nodes[-1].label) and last.level >= label.level:
        open_nodes.pop()


def _follows_in(box: list[Node], label: Label) -> bool:
    """Whether `label` counts on within an open box (专栏): the first of its family there, or the next."""
    numbers = [node.label.number for node in box if node.label and node.label.level is label.level]
    return label.number == (numbers[-1] if numbers else 0) + 1


def _joined(group: list[Line]) -> Mapped:
    return tidy(Mapped.joined(line.mapped for line in group))


def split_heading(node: Node, paragraphs: list[Mapped]) -> tuple[str | None, list[Mapped]]:
    """The heading of a node, and its body without it.

    A first paragraph that does not end as a sentence is the heading; else its first sentence, where it is
    short and more follows. A heading stands without its full stop, and without the units in brackets behind it.
    The sentences of an article (条) are rules: it has a heading only where it has a caption.
    """
    if not paragraphs or not (node.label or node.label_text):
        return None, paragraphs
    if node.label and node.label.level is Level.ARTICLE:
        return _split_caption(node, paragraphs)
    first, rest = paragraphs[0], paragraphs[1:]
    last = closing(first.text, find_assignments(first.text, bare=node.bare))
    head = first.text[: last.start].strip() if last and last.start else first.text
    if len(head) <= _LONGEST_HEADING and not _ENDED.search(head) and "\t" not in head:
        return head, rest
    sentence = _FIRST_SENTENCE.match(first.text)
    if sentence and _is_heading(sentence[0]) and (sentence.end() < len(head) or rest):
        body = [first[sentence.end() :]] if sentence.end() < len(first.text) else []
        return sentence[0][:-1], [*body, *rest]
    return None, paragraphs


def _split_caption(node: Node, paragraphs: list[Mapped]) -> tuple[str | None, list[Mapped]]:
    """The caption of an article (条), where it has one in brackets, set off by a space or on a line of its own."""
    first, rest = paragraphs[0], paragraphs[1:]
    if bracketed := _BRACKETED_CAPTION.match(first.text):
        return bracketed[1], [first[bracketed.end() :], *rest]
    if node.caption and first.text.startswith(node.caption):
        return node.caption, [body for body in (first[len(node.caption) :], *rest) if body]
    return (first.text, rest) if _CAPTION.fullmatch(first.text) else (None, paragraphs)


def _is_heading(sentence: str) -> bool:
    """Whether a first sentence is short and says what the clause is about, not what is to be reached."""
    if len(sentence) > _LONGEST_INLINE_HEADING:
        return False
    return not (_PARTED_OR_COUNTED.search(sentence) and find_targets(sentence))


def with_bare(nodes: list[Node]) -> list[Node]:
    """The nodes, those marked that only a bracket of names assigns, where one beside them is assigned in words."""
    texts = ["\n".join(paragraph.text for paragraph in node.paragraphs) for node in nodes]
    bare = {i for i, text in enumerate(texts) if text.endswith(_BRACKETS) and may_be_bare(text)}
    beside = {(node.names[:-1], node.label.level) for i, node in enumerate(nodes) if i in bare and node.label}
    assigned = {
        key
        for node, text in zip(nodes, texts, strict=True)
        if node.label and (key := (node.names[:-1], node.label.level)) in beside and find_assignments(text)
    }
    for i in bare:
        label = nodes[i].label
        nodes[i].bare = label is not None and (nodes[i].names[:-1], label.level) in assigned
    return nodes
