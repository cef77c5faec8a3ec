"""Whether all of a PDF is there to be read: PDFium leaves out what it does not understand and does not say so."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from ingest.readers.limits import MEGABYTE
from ingest.readers.pdf.repair import FAULTS

_FLATE = ("/FlateDecode", "/Fl")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 4
_HEADER = 2
_MOST_STREAMS = 10_000


@dataclass(frozen=True)
class Soundness:
    """How many pages pypdf finds, and the numbers of those whose content breaks off."""

    pages: int
    broken: tuple[int, ...]


def soundness(data: bytes, most_pages: int) -> Soundness | None:
    """What pypdf says of the PDF in `data`; None where it cannot read it (damage, AES)."""
    try:
        pages = list(zip(range(1, most_pages + 2), PdfReader(io.BytesIO(data), strict=False).pages, strict=False))
        seen: set[int] = set()
        return Soundness(len(pages), tuple(number for number, page in pages if not _is_whole(page, seen)))
    except FAULTS:
        return None


def _is_whole(page: PageObject, seen: set[int]) -> bool:
    """Whether the content of a page, of its forms and fonts unpacks to its end; what was `seen` is not asked again."""
    contents = page.get("/Contents", ArrayObject())
    contents = contents.get_object()
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    whole = [_unpacks(stream.get_object()) for stream in streams]
    return all(whole) and all(map(_unpacks, _used(page, seen, _DEEPEST)))


def _used(holder: DictionaryObject, seen: set[int], depth: int) -> Iterator[StreamObject]:
    """The forms and the fonts that a page or form uses."""
    resources = _dictionary(holder.get("/Resources"))
    for named in _dictionary(resources.get("/Font")).values():
        font = _dictionary(named)
        if id(font) not in seen and len(seen) < _MOST_STREAMS:
            seen.add(id(font))
            yield from _font_files(font)
    for named in _dictionary(resources.get("/XObject")).values():
        form = named.get_object()
        is_new = id(form) not in seen and len(seen) < _MOST_STREAMS
        if depth and is_new and isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
            seen.add(id(form))
            yield form
            yield from _used(form, seen, depth - 1)


def _font_files(font: DictionaryObject) -> Iterator[StreamObject]:
    descendants = font.get("/DescendantFonts", ArrayObject()).get_object()
    for each in (font, *map(_dictionary, descendants)):
        descriptor = _dictionary(each.get("/FontDescriptor"))
        files = (descriptor.get(key, ArrayObject()).get_object() for key in _FONT_FILES)
        yield from (file for file in files if isinstance(file, StreamObject))


def _dictionary(found: PdfObject | None) -> DictionaryObject:
    held = found.get_object() if found is not None else None
    return held if isinstance(held, DictionaryObject) else DictionaryObject()


def _unpacks(stream: PdfObject | None) -> bool:
    """Whether a stream that is packed by Flate alone or first unpacks to its end."""
    if not isinstance(stream, StreamObject):
        return True
    filters = stream.get("/Filter")
    filters = filters.get_object() if filters is not None else None
    first = filters[0] if isinstance(filters, ArrayObject) and filters else filters
    return first not in _FLATE or _inflates(_packed(stream))


def _packed(stream: StreamObject) -> bytes:
    written = io.BytesIO()
    stream.write_to_stream(written)
    return written.getvalue().partition(b"\nstream\n")[2].rpartition(b"\nendstream")[0]


def _inflates(packed: bytes) -> bool:
    """Whether bytes unpack to their end, and to what their check sum says where it is there (RFC 1950, 2.2)."""
    try:
        return _ends(zlib.decompressobj(), packed) or _ends(zlib.decompressobj(-zlib.MAX_WBITS), packed[_HEADER:])
    except zlib.error:
        return False


def _ends(unpacking: "zlib._Decompress", packed: bytes) -> bool:
    while packed and not unpacking.eof:
        unpacking.decompress(packed, MEGABYTE)
        packed = unpacking.unconsumed_tail
    return unpacking.eof
