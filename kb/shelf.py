"""Documents put into the knowledge base by hand: looked at first, accepted, replaced or removed, and brought back."""

import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.parsing import parse_text
from ingest.pipeline import Progress, Status, Summary, ingest
from ingest.readers import Source, read_source, sources
from kb.errors import UnreadableSource
from kb.index import Entry, KnowledgeBase
from kb.index.manifest import document_id
from kb.notices import Notice
from kb.settings import Settings

_UPLOADS = "uploads"
_FOLDER = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Preview:
    """What a file, or a file in an archive, holds: a notice, or the reason why it is none.

    `before` is the document of the knowledge base whose place it would take.
    """

    name: str
    notice: Notice | None = None
    reason: str | None = None
    before: Entry | None = None

    @property
    def is_known(self) -> bool:
        """Whether the very same file is in the knowledge base."""
        return self.reason is None and self.notice is None


@dataclass(frozen=True)
class Withdrawn:
    """A version of a document that no longer holds, with the file it was read from: what undoing needs."""

    entry: Entry
    upload: Upload


def preview(upload: Upload, base: KnowledgeBase, settings: Settings) -> list[Preview]:
    """What would be put into the knowledge base, of each file in an archive on its own; writes nothing."""
    held = {entry.id: entry for entry in base.documents()}
    with TemporaryDirectory() as folder:
        path = Path(folder, _safe(upload.name))
        path.write_bytes(upload.data)
        return [_preview(source, path, held, settings) for source in sources(path, settings.limits)]


def _preview(source: Source, path: Path, held: dict[str, Entry], settings: Settings) -> Preview:
    name = str(source.path).replace(str(path), path.name)
    try:
        notice = parse_text(read_source(source, settings.limits), name)
    except UnreadableSource as error:
        return Preview(name, reason=error.reason)
    before = held.get(document_id(notice))
    digest = hashlib.sha256(source.data).hexdigest()
    if before and before.source.sha256 == digest:
        return Preview(name, before=before)
    return Preview(name, notice, before=before)


def accept(upload: Upload, settings: Settings, on_progress: Progress | None = None) -> tuple[Summary, list[Withdrawn]]:
    """Puts a file into the knowledge base; also what it replaced. Of a file that is refused nothing is kept. Raises
    KnowledgeBaseError.
    """
    base = KnowledgeBase.open(settings)
    before = {entry.id: _withdrawn(base, entry) for entry in _replaced(upload, base, settings)}
    _make_room([each.entry for each in before.values()], [upload.sha256], base)
    path = _kept(upload, settings)
    summary = ingest([path], settings, on_progress)
    _drop_unread({path.parent.absolute()}, base, settings)
    read = {result.entry.id for result in summary.having(Status.READ) if result.entry}
    return summary, [withdrawn for identifier, withdrawn in before.items() if identifier in read]


def remove(document: str, settings: Settings) -> Withdrawn:
    """Takes a document out of the knowledge base, and its files out of KB_HOME/uploads. Raises KnowledgeBaseError."""
    base = KnowledgeBase.open(settings)
    base.notice(document)
    withdrawn = _withdrawn(base, next(entry for entry in base.documents() if entry.id == document))
    with base.writer() as writer:
        writer.remove(document)
    _drop_unread(_folders(withdrawn.entry, settings), base, settings)
    return withdrawn


def restore(withdrawn: Sequence[Withdrawn], settings: Settings) -> Summary:
    """Brings versions back, each in the place of what holds now. Raises KnowledgeBaseError."""
    base = KnowledgeBase.open(settings)
    ids = {each.entry.id for each in withdrawn}
    now = [entry for entry in base.documents() if entry.id in ids]
    _make_room(now, [each.upload.sha256 for each in withdrawn], base)
    return ingest([_kept(each.upload, settings) for each in withdrawn], settings)


def _replaced(upload: Upload, base: KnowledgeBase, settings: Settings) -> Iterator[Entry]:
    return (found.before for found in preview(upload, base, settings) if found.before and found.notice)


def _make_room(entries: Sequence[Entry], hashes: Sequence[str], base: KnowledgeBase) -> None:
    """Removes what stands in the way of a file that was its older version: such a file would count as known."""
    in_the_way = [entry.id for entry in entries if any(copy.sha256 in hashes for copy in entry.copies)]
    if in_the_way:
        with base.writer() as writer:
            for identifier in in_the_way:
                writer.remove(identifier)


def _withdrawn(base: KnowledgeBase, entry: Entry) -> Withdrawn:
    return Withdrawn(entry, Upload(Path(entry.source.path).name, base.original(entry.id).read_bytes()))


def _kept(upload: Upload, settings: Settings) -> Path:
    """The file under KB_HOME/uploads, in a folder of its own, under its own name."""
    path = settings.home / _UPLOADS / upload.sha256[:12] / _safe(upload.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(upload.data)
    return path


def _drop_unread(folders: set[Path], base: KnowledgeBase, settings: Settings) -> None:
    """Deletes those folders of uploads that no document is read from; an archive stays while it has one."""
    still_read = {folder for entry in base.documents() for folder in _folders(entry, settings)}
    for folder in folders - still_read:
        shutil.rmtree(folder, ignore_errors=True)


def _folders(entry: Entry, settings: Settings) -> set[Path]:
    """The folders that `_kept` made for the entry's files; whatever else lies in uploads/ is not the shelf's."""
    uploads = (settings.home / _UPLOADS).absolute()
    paths = [Path(copy.path) for copy in (entry.source, *entry.copies)]
    folders = {uploads / path.relative_to(uploads).parts[0] for path in paths if uploads in path.parents}
    return {folder for folder in folders if _FOLDER.fullmatch(folder.name)}


def _safe(name: str) -> str:
    """A file name that leads nowhere else and that every system takes.

    >>> _safe("../../etc/甲 乙.txt")
    '甲 乙.txt'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    return f"{_cut(stem, 200)}{dot}{_cut(suffix, 40)}" if stem else _cut(kept, 200) or "file"


def _cut(name: str, size: int) -> str:
    """As many characters as fit into `size` bytes of UTF-8: a system takes 255 for a name.

    >>> _cut("公文", 5)
    '公'
    """
    return name.encode()[:size].decode(errors="ignore")
