"""The words of a paragraph of Word: runs, breaks, fields, revisions, text boxes, notes."""

from dataclasses import dataclass, field

from ingest.readers.docx.formats import sign_of
from ingest.readers.docx.numbering import is_on
from ingest.readers.xml import Element

_LEFT_OUT = frozenset(
    {
        *(
            "del",
            "moveFrom",
            "delText",
            "instrText",
            "delInstrText",
            "rt",
            "rPr",
            "pPr",
            "sdtPr",
            "sdtEndPr",
            "smartTagPr",
        ),
        *("customXmlPr", "fldData", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
    }
)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_TEXTS = frozenset({"t"})
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}


@dataclass
class Words:
    """What a paragraph says: its text, with line ends where it is broken; the text boxes and notes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def words_of(paragraph: Element, hidden_styles: frozenset[str] = frozenset()) -> Words:
    """The words of a paragraph without what was deleted or is hidden; a text box is left for the reader of the body."""
    words = Words()
    waiting = list(reversed(paragraph.children))
    while waiting:
        element = waiting.pop()
        if element.name in _LEFT_OUT or (element.name == "r" and _is_hidden(element, hidden_styles)):
            continue
        if element.name == "AlternateContent":
            waiting += chosen(element)
        elif element.name == "txbxContent":
            words.boxes.append(element)
        elif not _say(element, words):
            waiting += reversed(element.children)
    return words


def _say(element: Element, words: Words) -> bool:
    """Adds what an element without children says; False for one whose children are to be read."""
    if element.name in _TEXTS:
        words.pieces.append(element.text)
    elif element.name in _SIGNS:
        words.pieces.append(_SIGNS[element.name])
    elif element.name == "sym":
        words.pieces.append(_symbol(element.attributes.get("char", "")))
    elif element.name in _NOTES:
        words.notes.append((_NOTES[element.name], element.attributes.get("id", "")))
    else:
        return False
    return True


def _symbol(code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return sign_of(chr(point if point >= 0xF000 else 0xF000 + point)) if 0 < point <= 0xFFFF else ""


def chosen(alternatives: Element) -> list[Element]:
    """One of the ways in which the same thing is given: the first that has words, else the first."""
    ways = [each for each in alternatives.children if each.name in ("Choice", "Fallback")]
    spoken = [way for way in ways if any(each.name in _TEXTS for each in way.walk())]
    return (spoken or ways)[:1]


def _is_hidden(run: Element, hidden_styles: frozenset[str]) -> bool:
    own = run.first("rPr", "vanish")
    if own is not None:
        return is_on(own)
    return run.value("rPr", "rStyle") in hidden_styles
