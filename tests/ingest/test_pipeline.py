"""Ingestion: directories and files, read once, each for itself, with a word on every one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.parsing import parse, parse_text
from ingest.pipeline import Result, Status, ingest
from ingest.readers import RawDocument
from kb.errors import KnowledgeBaseError
from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import FakeEmbedder

SEEDS = Path(__file__).parents[2] / "seeds"


def notice_text(number: str | None = "某教发〔2026〕12号", task: str = "开展科技创新教育。") -> str:
    lines = ["某市教育局文件", *([number] if number else []), "某市教育局关于加强校园安全工作的意见", "各学校："]
    return "\n\n".join(
        [*lines, "一、重点任务", f"（一）{task}（责任单位：市教育局、市公安局）", "某市教育局", "2026年3月1日"]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory with two notices, one of them below, and what else lies about in directories."""
    below = tmp_path / "公文" / "二〇二六"
    below.mkdir(parents=True)
    (below.parent / "乙.txt").write_text(notice_text())
    (below / "甲.TXT").write_text(notice_text("某教发〔2026〕13号"))
    (below / ".隐藏.txt").write_text("不读")
    (below.parent / ".git").mkdir()
    (below.parent / ".git" / "config.txt").write_text("不读")
    (below / "照片.heic").write_bytes(b"\x89PNG")
    return below.parent


def told(results: tuple[Result, ...]) -> list[tuple[str, str]]:
    return [(result.path.name, result.status.value) for result in results]


def test_a_directory_is_read_to_the_bottom_in_order(settings: Settings, folder: Path) -> None:
    summary = ingest([folder], settings)
    assert told(summary.results) == [("乙.txt", "read"), ("照片.heic", "skipped"), ("甲.TXT", "read")]
    documents = KnowledgeBase.open(settings).documents()
    assert [entry.number for entry in documents] == ["某教发〔2026〕12号", "某教发〔2026〕13号"]
    assert [result.entry for result in summary.having(Status.READ)] == documents


def test_what_is_read_is_what_the_parser_gives(settings: Settings, folder: Path) -> None:
    (entry,) = (result.entry for result in ingest([folder / "乙.txt"], settings).results)
    assert entry
    knowledge_base = KnowledgeBase.open(settings)
    assert knowledge_base.notice(entry.id) == parse(folder / "乙.txt")
    assert knowledge_base.original(entry.id).read_bytes() == (folder / "乙.txt").read_bytes()


def test_the_same_files_again_change_nothing(settings: Settings, folder: Path) -> None:
    first = ingest([folder], settings)
    state = KnowledgeBase.open(settings).state()
    again = ingest([folder, folder / "乙.txt"], settings)
    assert told(again.results) == [("乙.txt", "unchanged"), ("照片.heic", "skipped"), ("甲.TXT", "unchanged")]
    assert [result.entry for result in again.results] == [result.entry for result in first.results]
    assert KnowledgeBase.open(settings).state() == state


def test_nothing_heavy_is_loaded_where_nothing_changed(settings: Settings, folder: Path) -> None:
    ingest([folder], settings)
    script = (
        "import sys; from pathlib import Path; from ingest.pipeline import ingest; from kb.settings import Settings\n"
        f"print(len(ingest([Path({str(folder)!r})], Settings(home=Path({str(settings.home)!r}))).results))\n"
        "print(*{'chromadb', 'llama_index'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3"]


def test_a_changed_file_takes_the_place_of_the_old(settings: Settings, folder: Path) -> None:
    ingest([folder], settings)
    (folder / "乙.txt").write_text(notice_text(task="开展防溺水教育。"))
    (result,) = ingest([folder / "乙.txt"], settings).results
    assert (result.status, result.remark) == (Status.READ, None)
    knowledge_base = KnowledgeBase.open(settings)
    assert len(knowledge_base.documents()) == 2
    assert knowledge_base.lexical("防溺水", 5)
    assert {hit.ref.document_id for hit in knowledge_base.lexical("科技创新", 5)} == {
        entry.id for entry in knowledge_base.documents() if entry.number == "某教发〔2026〕13号"
    }


def test_another_copy_of_a_notice_replaces_it_and_says_so(settings: Settings, folder: Path) -> None:
    ingest([folder / "乙.txt"], settings)
    copy = folder / "丙.txt"
    copy.write_text(notice_text() + "\n")
    (result,) = ingest([copy], settings).results
    assert (result.status, result.remark) == (Status.READ, f"与 {folder / '乙.txt'} 是同一公文，以本文件为准")
    assert len(KnowledgeBase.open(settings).documents()) == 1


def test_two_copies_do_not_take_turns(settings: Settings, folder: Path) -> None:
    """Both lie in the directory; the second run must leave the winner of the first alone."""
    (folder / "丙.txt").write_text(notice_text() + "\n")
    first = ingest([folder], settings)
    state = KnowledgeBase.open(settings).state()
    again = ingest([folder], settings)
    assert len(first.having(Status.READ)) == len(again.having(Status.UNCHANGED)) == 3
    assert KnowledgeBase.open(settings).state() == state


def test_the_same_bytes_elsewhere_are_the_same_notice(settings: Settings, folder: Path) -> None:
    ingest([folder / "乙.txt"], settings)
    copy = folder / "丁.txt"
    copy.write_text(notice_text())
    (result,) = ingest([copy], settings).results
    assert (result.status, result.remark) == (Status.UNCHANGED, f"与 {folder / '乙.txt'} 是同一公文")


def test_a_file_that_goes_back_to_what_it_was_is_read_again(settings: Settings, folder: Path) -> None:
    for task in ("开展科技创新教育。", "开展防溺水教育。", "开展科技创新教育。"):
        (folder / "乙.txt").write_text(notice_text(task=task))
        (result,) = ingest([folder / "乙.txt"], settings).results
        assert result.status is Status.READ
    assert KnowledgeBase.open(settings).lexical("防溺水", 5) == []


def test_a_new_parser_reads_everything_again(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], settings)
    monkeypatch.setattr(pipeline, "RECIPE", "新的解析器")
    assert len(ingest([folder], settings).having(Status.READ)) == 2
    assert len(KnowledgeBase.open(settings).documents()) == 2


def test_what_a_new_parser_finds_another_title_for_is_the_same_document(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([folder], settings)
    monkeypatch.setattr(pipeline, "RECIPE", "新的解析器")
    retitled = notice_text().replace("校园安全", "校舍安全")
    monkeypatch.setattr(pipeline, "parse_text", lambda raw, source: parse_text(RawDocument(retitled), source))
    (result,) = ingest([folder / "乙.txt"], settings).results
    assert result.status is Status.READ
    held = KnowledgeBase.open(settings).documents()
    assert sorted("校舍" in entry.title for entry in held) == [False, True]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("没有.txt", None, "文件不存在", id="不存在"),
        pytest.param("空.txt", b"", "空", id="空文件"),
        pytest.param("图.txt", bytes(range(256)) * 8, "", id="二进制"),
    ],
)
def test_a_bad_file_is_refused_and_stops_no_other(
    settings: Settings, folder: Path, name: str, content: bytes | None, reason: str
) -> None:
    bad = folder / name
    if content is not None:
        bad.write_bytes(content)
    summary = ingest([bad, folder / "乙.txt"], settings)
    assert told(summary.results) == [(name, "refused"), ("乙.txt", "read")]
    assert reason in (summary.results[0].remark or "nothing")
    assert summary.results[0].entry is None


def test_a_defect_of_the_parser_stops_no_other_file(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse_or_fail(raw: RawDocument, source: str) -> Notice:
        if not source.endswith("乙.txt"):
            raise IndexError("list index out of range")
        return parse_text(raw, source)

    monkeypatch.setattr(pipeline, "parse_text", parse_or_fail)
    summary = ingest([folder], settings)
    assert told(summary.results) == [("乙.txt", "read"), ("照片.heic", "skipped"), ("甲.TXT", "refused")]
    assert "解析时出错（IndexError" in (summary.results[2].remark or "")


@pytest.mark.parametrize("name", [None, "照片.heic"], ids=["空目录", "没有公文"])
def test_a_directory_without_notices_is_refused(settings: Settings, tmp_path: Path, name: str | None) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    if name:
        (empty / name).write_bytes(b"\x89PNG")
    results = ingest([empty], settings).results
    assert (results[0].path, results[0].status) == (empty, Status.REFUSED)
    assert "目录里没有可读的公文" in (results[0].remark or "")


def test_a_file_that_is_named_is_tried_whatever_its_suffix(settings: Settings, folder: Path) -> None:
    odd = folder / "公文.dat"
    odd.write_text(notice_text())
    assert told(ingest([odd], settings).results) == [("公文.dat", "read")]


@pytest.mark.parametrize("name", ["随笔.txt", "随笔.doc"])
def test_what_may_be_no_notice_is_read_with_a_warning(settings: Settings, folder: Path, name: str) -> None:
    odd = folder / name
    odd.write_text("周末的打算\n先去公园，再去图书馆。")
    result = ingest([odd], settings).results[0]
    assert (result.status, result.remark) == (Status.READ, "没有发文字号、发文机关、日期和条款，可能不是公文")


@pytest.mark.parametrize(
    ("name", "advised"),
    [
        ("旧.doc", "不能读 .doc 文件，请另存为 DOCX 或 PDF 再读"),
        ("旧.WPS", "不能读 .WPS 文件，请另存为 DOCX 或 PDF 再读"),
        ("旧.ceb", "不能读 .ceb 文件，请转成 PDF 再读"),
        ("照片.heic", "目录里只读 .bmp、.docx"),
    ],
)
def test_a_file_that_is_skipped_says_what_to_do(settings: Settings, tmp_path: Path, name: str, advised: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    skipped = ingest([tmp_path], settings).having(Status.SKIPPED)[0]
    assert (skipped.remark or "").startswith(advised)


def test_what_was_removed_stays_removed_where_that_is_wished(settings: Settings, folder: Path) -> None:
    """A file that is put in without that wish comes back, and is there from then on."""
    read = ingest([folder], settings).having(Status.READ)
    assert read[0].entry
    with KnowledgeBase.open(settings).writer() as writer:
        writer.remove(read[0].entry.id)
    again = ingest([folder], settings, keep_removed=True)
    assert told(again.results) == [("乙.txt", "skipped"), ("照片.heic", "skipped"), ("甲.TXT", "unchanged")]
    assert again.results[0].remark == "这件公文已从知识库移除"
    assert told(ingest([folder / "乙.txt"], settings).results) == [("乙.txt", "read")]
    assert told(ingest([folder / "乙.txt"], settings, keep_removed=True).results) == [("乙.txt", "unchanged")]


def test_links_between_directories_are_not_followed(settings: Settings, folder: Path) -> None:
    (folder / "环").symlink_to(folder, target_is_directory=True)
    assert told(ingest([folder], settings).results) == [
        ("乙.txt", "read"),
        ("照片.heic", "skipped"),
        ("甲.TXT", "read"),
    ]


def test_progress_is_told_after_every_file(settings: Settings, folder: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    ingest([folder], settings, lambda done, total, result: calls.append((done, total, result.path.name)))
    assert calls == [(1, 3, "乙.txt"), (2, 3, "照片.heic"), (3, 3, "甲.TXT")]


def test_an_interruption_keeps_what_was_read(settings: Settings, folder: Path) -> None:
    def interrupt(done: int, total: int, result: Result) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], settings, interrupt)
    assert len(KnowledgeBase.open(settings).documents()) == 1
    assert told(ingest([folder], settings).results) == [
        ("乙.txt", "unchanged"),
        ("照片.heic", "skipped"),
        ("甲.TXT", "read"),
    ]


def test_another_embedding_makes_all_vectors_anew(
    settings: Settings,
    folder: Path,
    use_embedder: Callable[[FakeEmbedder], FakeEmbedder],
    fake_embedder: type[FakeEmbedder],
) -> None:
    assert ingest([folder], settings).reembedded is False
    use_embedder(fake_embedder())
    summary = ingest([folder], settings)
    assert summary.reembedded is True
    assert len(summary.having(Status.UNCHANGED)) == 2
    assert len(KnowledgeBase.open(settings).dense("科技创新", 50)) == len(KnowledgeBase.open(settings).clauses())


def test_a_writer_at_work_is_one_line(settings: Settings, folder: Path) -> None:
    with (
        KnowledgeBase.open(settings).writer(),
        pytest.raises(KnowledgeBaseError, match="另一个进程正在写入知识库"),
    ):
        ingest([folder], settings)


def test_the_seeds(settings: Settings) -> None:
    entries = [result.entry for result in ingest([SEEDS], settings).having(Status.READ)]
    assert {entry.number for entry in entries if entry} == {"武政办〔2025〕68号", None}


WITHOUT_NUMBER = "某市教育局关于加强校园安全工作的意见（2026—2028年）"


def as_page(text: str) -> str:
    """The notice as a government page has it: in the article, with navigation around and half-width brackets."""
    body = "".join(f"<p>{line}</p>" for line in text.replace("（", "(").replace("）", ")").split("\n") if line)
    return f"<html><head><title>{WITHOUT_NUMBER}</title></head><body><nav>首页</nav><div>{body}</div></body></html>"


@pytest.mark.parametrize("number", ["某教发〔2026〕12号", None], ids=["有文号", "没有文号"])
def test_the_same_notice_in_another_format_is_the_same_document(
    settings: Settings, tmp_path: Path, number: str | None
) -> None:
    text = notice_text(number).replace("某市教育局关于加强校园安全工作的意见", WITHOUT_NUMBER)
    (tmp_path / "甲.txt").write_text(text)
    (tmp_path / "乙.html").write_text(as_page(text))
    (tmp_path / "丙.md").write_text(text.replace(WITHOUT_NUMBER, f"# {WITHOUT_NUMBER.replace('—', '-')}"))
    summary = ingest([tmp_path], settings)
    assert len({result.entry.id for result in summary.results if result.entry}) == 1
    assert len(KnowledgeBase.open(settings).documents()) == 1
