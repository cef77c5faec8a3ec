"""Archives of files (.zip), nested one level: each file in them is a source of its own, “a.zip!/b.txt”."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.readers.limits import MEGABYTE, Refusal, over, refusing
from ingest.readers.package import Budget, Package, is_package, open_package
from ingest.readers.raw import RawDocument, Source
from kb.errors import UnreadableSource
from kb.settings import MAX_FILES, Limits

SUFFIXES: tuple[str, ...] = (".zip",)

_LEADS_OUT = re.compile(r"/+|\.\.|[A-Za-z]:")
_DOCUMENTS = ("[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/MANIFEST.MF")


def accepts(data: bytes) -> bool:
    """Whether `data` is a zip, and no document whose format is a zip."""
    if not is_package(data):
        return False
    try:
        files = open_package(data, Limits()).files
    except Refusal:
        return True
    return not any(name in files for name in _DOCUMENTS)


def read(path: Path, data: bytes, limits: Limits) -> RawDocument:
    """Raises UnreadableSource, which says how many files the archive has: it is no notice, but may hold some."""
    with refusing(path):
        count = len(open_package(data, limits).files)
    raise UnreadableSource(path, f"这是压缩包，里面有 {count} 个文件：请用 kb ingest 整个入库，或解开后再读")


def members(path: Path, data: bytes, limits: Limits) -> Iterator[Source]:
    """The files of an archive and of the archives in it, in the order of their names; hidden ones are left out.

    What cannot be read is a source with its reason, as is the archive itself where it is damaged or has too many files.
    """
    for count, source in enumerate(_files(path, data, limits, Budget(limits.unpacked_mb * MEGABYTE))):
        if count >= limits.files:
            yield Source(path, reason=str(over("压缩包里的文件数", limits.files, "个", MAX_FILES)))
            return
        yield source


def _files(path: Path, data: bytes, limits: Limits, budget: Budget, *, within: bool = False) -> Iterator[Source]:
    """As `members`; `within` an archive already."""
    try:
        package = open_package(data, limits, budget)
    except Refusal as refusal:
        yield Source(path, reason=str(refusal))
        return
    for name in sorted(filter(_is_shown, package.files)):
        source = _source(path, name, package)
        if source.reason is not None or not accepts(source.data):
            yield source
        elif within:
            yield Source(source.path, reason="压缩包里的压缩包里还有压缩包，请先解开")
        else:
            yield from _files(source.path, source.data, limits, budget, within=True)


def _source(archive: Path, name: str, package: Package) -> Source:
    path = Path(f"{archive}!/{_within(name)}")
    try:
        return Source(path, package.read(name), is_member=True)
    except Refusal as refusal:
        return Source(path, reason=str(refusal), is_member=True)


def _within(name: str) -> str:
    """A name that leads out of the archive (“../../x”, “/etc/x”) without what leads out."""
    parts = [part for part in PurePosixPath(name).parts if not _LEADS_OUT.fullmatch(part)]
    return "".join(c if c.isprintable() else "?" for c in "/".join(parts)) or "?"


def _is_shown(name: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts if part != "..")
