"""XML within bounds: no entities, no document types, no depth without end; names without their namespaces."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from defusedxml.ElementTree import XMLParser

from ingest.readers.limits import Refusal

_DEEPEST = 128
_MOST_ELEMENTS = 2_000_000
_CHUNK = 65_536


@dataclass(slots=True)
class Element:
    """An element: its name and those of its attributes without namespaces, its text, its children in order.

    Text and children are in `content` as they follow each other.
    """

    name: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [item for item in self.content if isinstance(item, Element)]

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(item for item in self.content if isinstance(item, str))

    def all(self, name: str) -> list["Element"]:
        """Its children of this name."""
        return [item for item in self.content if isinstance(item, Element) and item.name == name]

    def first(self, *names: str) -> "Element | None":
        """What is reached by the names of children, the first of each."""
        element: Element | None = self
        for name in names:
            element = next(iter(element.all(name)), None) if element else None
        return element

    def value(self, *names: str, of: str = "val") -> str | None:
        """The attribute `of` of what is reached by the names of children."""
        element = self.first(*names)
        return element.attributes.get(of) if element else None

    def walk(self) -> Iterator["Element"]:
        """Itself and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def parse(data: bytes, part: str) -> Element:
    """The root of the XML in `data`; `part` is what it is called in a Refusal."""
    return next(pieces(data, part, 0))


def pieces(data: bytes, part: str, depth: int) -> Iterator[Element]:
    """The elements `depth` levels below the root, one at a time, so that a long document need not be held as a whole.

    Raises Refusal where it is no XML, has a document type or entities, or is deeper or larger than any document.
    """
    target = _Target(depth)
    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            yield from target.take()
        parser.close()
    except (SyntaxError, ValueError, LookupError):
        raise Refusal(f"文件已损坏，{part} 不是可以读的 XML（不能有 DTD 和实体）") from None
    yield from target.take()


class _Target:
    """Builds the elements `depth` levels below the root, and forgets them when they are taken."""

    def __init__(self, depth: int) -> None:
        self._depth, self._open, self._done, self._count = depth, list[Element](), list[Element](), 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS:
            raise Refusal("XML 嵌套太深" if len(self._open) >= _DEEPEST else "XML 的一个部分太大")
        element = Element(_local(tag), {_local(name): value for name, value in attributes.items()})
        if len(self._open) > self._depth:
            self._open[-1].content.append(element)
        self._open.append(element)

    def end(self, tag: str) -> None:
        element = self._open.pop()
        if len(self._open) == self._depth:
            self._done.append(element)
            self._count = 0

    def data(self, text: str) -> None:
        if len(self._open) > self._depth:
            self._open[-1].content.append(text)

    def close(self) -> None:
        """Called by the parser at the end."""

    def take(self) -> list[Element]:
        done, self._done = self._done, []
        return done


def _local(name: str) -> str:
    return name.rpartition("}")[2]
