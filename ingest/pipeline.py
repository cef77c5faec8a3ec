"""Ingestion 入库: from files and directories to the knowledge base, a file at a time, each as a whole or not at all."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from ingest.cutting import CUTTER_VERSION
from ingest.parsing import PARSER_VERSION, parse_text
from ingest.readers import SUFFIXES, OnPage, Source, read_source, silent, sources
from ingest.readers.foreign import advice
from kb.errors import UnreadableSource
from kb.index.knowledge_base import KnowledgeBase
from kb.index.manifest import Copy, Entry, Manifest, document_id
from kb.index.records import Passage
from kb.index.writer import Writer
from kb.notices import DOUBT, Notice
from kb.settings import Limits, Settings


class Status(StrEnum):
    """What became of a file: READ; UNCHANGED since; REFUSED as unreadable; SKIPPED for its suffix, or as removed."""

    READ = "read"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Result:
    """What became of one file, or of a directory without notices.

    `entry` is the document that the file is, None where it was refused or skipped. `remark` says in Chinese why it was,
    which other file of the same notice it stands for, or that it may be no notice.
    """

    path: Path
    status: Status
    entry: Entry | None = None
    remark: str | None = None


@dataclass(frozen=True)
class Summary:
    """The results in the order of the files; `reembedded` where all vectors were made anew for another KB_EMBEDDING."""

    results: tuple[Result, ...]
    reembedded: bool = False

    def having(self, status: Status) -> tuple[Result, ...]:
        """The results with this status."""
        return tuple(result for result in self.results if result.status is status)


RECIPE = f"{PARSER_VERSION}.{CUTTER_VERSION}"
_SUPPORTED = "、".join(sorted(SUFFIXES))
Progress = Callable[[int, int, Result], None]
PageProgress = Callable[[Path, int, int], None]


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    on_progress: Progress | None = None,
    on_page: PageProgress | None = None,
    *,
    keep_removed: bool = False,
) -> Summary:
    """Reads the notices at `paths`, files, archives or directories, into the knowledge base; removes none.

    A file that was read before and has not changed since is left alone; a bad one is refused and stops no other. After
    each file `on_progress` is told how many are done, of how many as far as is known (what is in an archive shows when
    it is opened), and what became of it; after each page that is recognised `on_page` is told of which file, how many
    are done, of how many. With `keep_removed` the files of documents that were removed are skipped. Raises
    KnowledgeBaseError where the knowledge base cannot be written or another process writes it.
    """
    found = list(dict.fromkeys(item for path in paths for item in find_files(path)))
    results: list[Result] = []
    with KnowledgeBase.open(settings).writer() as writer:
        reembedded = writer.reembed()
        removed = frozenset(writer.manifest.removed if keep_removed else ())
        for left, item in zip(reversed(range(len(found))), found, strict=True):
            for result in _results_of(item, writer, settings.limits, on_page, removed):
                results.append(result)
                if on_progress:
                    on_progress(len(results), len(results) + left, result)
    return Summary(tuple(results), reembedded)


def find_files(path: Path) -> Iterator[Path | Result]:
    """The file at `path`, or the files below that directory in the order of their names, hidden ones left out.

    In a directory only suffixes of notices are read, the others are results already; a file that is named is tried
    whatever its suffix.
    """
    if not path.is_dir():
        yield path
        return
    found = list(_walk(path))
    if not any(isinstance(item, Path) and item.suffix.lower() in SUFFIXES for item in found):
        yield Result(path, Status.REFUSED, remark=f"目录里没有可读的公文（支持 {_SUPPORTED}）")
    for item in found:
        if isinstance(item, Result) or item.suffix.lower() in SUFFIXES:
            yield item
        else:
            yield _skipped(item, "目录里")


def _skipped(path: Path, where: str) -> Result:
    advised = advice(path.suffix)
    remark = f"不能读 {path.suffix} 文件，{advised}" if advised else f"{where}只读 {_SUPPORTED} 文件"
    return Result(path, Status.SKIPPED, remark=remark)


def _walk(directory: Path) -> Iterator[Path | Result]:
    try:
        inside = sorted(path for path in directory.iterdir() if not path.name.startswith("."))
    except OSError as error:
        yield Result(directory, Status.REFUSED, remark=f"目录打不开：{error.strerror}")
        return
    for path in inside:
        if not path.is_dir():
            yield path
        elif not path.is_symlink():
            yield from _walk(path)


def _results_of(
    item: Path | Result, writer: Writer, limits: Limits, on_page: PageProgress | None, removed: frozenset[str]
) -> Iterator[Result]:
    if isinstance(item, Result):
        yield item
        return
    for source in sources(item, limits):
        if source.is_member and source.path.suffix.lower() not in SUFFIXES:
            yield _skipped(source.path, "压缩包里")
        elif source.reason is None and hashlib.sha256(source.data).hexdigest() in removed:
            yield Result(source.path, Status.SKIPPED, remark="这件公文已从知识库移除")
        else:
            yield _ingest_one(source, writer, limits, partial(on_page, source.path) if on_page else silent)


def _ingest_one(source: Source, writer: Writer, limits: Limits, on_page: OnPage) -> Result:
    path = source.path
    known = _known(source, writer.manifest)
    if known:
        is_same_file = known.source.path == str(path.absolute())
        remark = None if is_same_file else f"与 {known.source.path} 是同一公文"
        return Result(path, Status.UNCHANGED, known, remark)
    try:
        notice, nodes = _read(source, limits, on_page)
    except UnreadableSource as error:
        return Result(path, Status.REFUSED, remark=error.reason)
    except Exception as error:  # noqa: BLE001 - a defect that one file brings to light must not stop the others
        return Result(path, Status.REFUSED, remark=f"解析时出错（{type(error).__name__}：{error}），请报告这个文件")
    return _keep(source, notice, nodes, writer)


def _known(source: Source, manifest: Manifest) -> Entry | None:
    """The document that was read by the same recipe from these very bytes, here or elsewhere."""
    if source.reason is not None:
        return None
    copy = Copy(str(source.path.absolute()), hashlib.sha256(source.data).hexdigest())
    for entry in manifest.entries.values():
        if entry.recipe == RECIPE and (copy.sha256 == entry.source.sha256 or copy in entry.copies):
            return entry
    return None


def _read(source: Source, limits: Limits, on_page: OnPage) -> tuple[Notice, Sequence[Passage]]:
    notice = parse_text(read_source(source, limits, on_page), str(source.path))
    from ingest.passages import passages  # llama-index takes 3 s, which only a new notice is worth

    return notice, passages(notice, RECIPE)


def _keep(source: Source, notice: Notice, nodes: Sequence[Passage], writer: Writer) -> Result:
    before = writer.manifest.entries.get(document_id(notice))
    entry = writer.replace(notice, nodes, source.path, RECIPE, source.data)
    for old in [e for e in writer.manifest.entries.values() if e.source == entry.source and e.id != entry.id]:
        writer.remove(old.id)  # the same bytes, which an older parser took for a document of another title
    remarks = [DOUBT] if notice.is_doubtful else []
    if before and before.source.path != entry.source.path:
        remarks.append(f"与 {before.source.path} 是同一公文，以本文件为准")
    return Result(source.path, Status.READ, entry, "；".join(remarks) or None)
