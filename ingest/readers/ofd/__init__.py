"""OFD, the national format for electronic documents (GB/T 33190—2016): a zip of XML, read directly."""

from collections.abc import Iterator
from pathlib import Path

from ingest.readers.limits import Refusal, refusing
from ingest.readers.package import is_package, open_package
from ingest.readers.raw import RawDocument
from kb.settings import Limits

SUFFIXES: tuple[str, ...] = (".ofd",)


def accepts(data: bytes) -> bool:
    """Whether `data` is a package with an OFD.xml."""
    if not is_package(data):
        return False
    try:
        return "OFD.xml" in open_package(data, Limits()).files
    except Refusal:
        return False


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:
    """The pages, templates included, in reading order. Raises UnreadableSource."""
    from ingest.readers.ofd.structure import documents
    from ingest.readers.page.document import document_of
    from ingest.readers.page.geometry import Page

    def pages() -> Iterator[Page]:
        for document in documents(open_package(data, limits)):
            for leaf in document.leaves():
                yield leaf.page

    with refusing(path):
        return document_of(pages(), limits)
