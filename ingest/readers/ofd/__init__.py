"""OFD, the national format for electronic documents (GB/T 33190—2016): a zip of XML, read directly."""

from pathlib import Path

from ingest.readers.limits import Refusal, refusing
from ingest.readers.package import is_package, open_package
from ingest.readers.raw import OnPage, RawDocument, silent
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


def read(path: Path, data: bytes, limits: Limits, on_page: OnPage = silent) -> RawDocument:
    """The pages, templates included, in reading order; scanned pages by recognition. Raises UnreadableSource."""
    from ingest.readers.ofd.scans import Scan, recognised
    from ingest.readers.ofd.structure import leaves
    from ingest.readers.page.document import Reading

    with refusing(path):
        reading = Reading(limits)
        scans = []
        for document, leaf in leaves(open_package(data, limits)):
            reading.add(leaf.page, leaf.pictured, leaf.curves)
            scans.append(Scan.of(document, leaf))
        pages = reading.unusable()
        for done, (at, page) in enumerate(recognised(scans, pages, limits), start=1):
            reading.replace(at, page)
            on_page(done, len(pages))
        return reading.document()
