"""Documents are looked at before they are accepted; what is removed or replaced can be brought back."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.pipeline import Status, ingest
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.shelf import Upload, accept, preview, remove, restore

PLAN = """某市人民政府办公厅文件

某政办〔2026〕3号

关于桥梁工作的通知

各区人民政府：

一、重点任务

1. 建设桥梁。2026年底前，建成桥梁10座。（责任单位：市桥梁局）

某市人民政府办公厅

2026年2月3日
"""
CHANGED = PLAN.replace("10座", "20座")


def upload(text: str, name: str = "计划.txt") -> Upload:
    return Upload(name, text.encode())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "kb")


def held(settings: Settings) -> str:
    """The texts of all documents."""
    base = KnowledgeBase.open(settings)
    return "".join(base.notice(entry.id).text for entry in base.documents())


def files(settings: Settings) -> list[str]:
    """The names of the uploads that are kept."""
    return sorted(path.name for path in (settings.home / "uploads").rglob("*.*"))


def test_looking_writes_nothing(settings: Settings) -> None:
    (found,) = preview(upload(PLAN), KnowledgeBase.open(settings), settings)
    assert found.notice
    assert found.notice.document.number == "某政办〔2026〕3号"
    assert (found.name, found.before, found.reason) == ("计划.txt", None, None)
    assert not settings.home.exists()


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        pytest.param(Upload("空.txt", b""), "文件是空的", id="空文件"),
        pytest.param(Upload("坏.pdf", b"%PDF-1.7 broken"), "", id="坏 PDF"),
        pytest.param(Upload("图.bin", bytes(range(256))), "", id="不认识"),
    ],
)
def test_a_bad_file_has_a_reason(settings: Settings, sent: Upload, reason: str) -> None:
    (found,) = preview(sent, KnowledgeBase.open(settings), settings)
    assert found.notice is None
    assert found.reason
    assert reason in found.reason
    summary, withdrawn = accept(sent, settings)
    assert [result.status for result in summary.results] == [Status.REFUSED]
    assert not withdrawn
    assert files(settings) == []


def test_an_archive_is_looked_at_file_by_file(settings: Settings) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", PLAN)
        archive.writestr("b.txt", "")
    found = preview(Upload("包.zip", packed.getvalue()), KnowledgeBase.open(settings), settings)
    assert [(each.name, each.reason) for each in found] == [("包.zip!/a.txt", None), ("包.zip!/b.txt", "文件是空的")]


def test_replace_and_undo_and_replace_again(settings: Settings) -> None:
    assert accept(upload(PLAN), settings)[1] == []
    base = KnowledgeBase.open(settings)
    (found,) = preview(upload(CHANGED, "另一个.txt"), base, settings)
    assert found.before
    assert found.before.number == "某政办〔2026〕3号"
    (known,) = preview(upload(PLAN), base, settings)
    assert known.is_known
    accept(upload(PLAN), settings)
    assert files(settings) == ["计划.txt"]
    for _ in range(2):
        summary, withdrawn = accept(upload(CHANGED, "另一个.txt"), settings)
        assert [result.status for result in summary.results] == [Status.READ]
        assert "20座" in held(settings)
        restore(withdrawn, settings)
        assert "10座" in held(settings)
    assert len(base.documents()) == 1


def test_remove_and_undo(settings: Settings) -> None:
    accept(upload(PLAN), settings)
    base = KnowledgeBase.open(settings)
    withdrawn = remove(base.documents()[0].id, settings)
    assert base.documents() == []
    restore([withdrawn], settings)
    assert [entry.number for entry in base.documents()] == ["某政办〔2026〕3号"]
    assert base.original(base.documents()[0].id).read_bytes() == PLAN.encode()


def test_what_is_removed_leaves_no_file(settings: Settings) -> None:
    """Not its older versions either; undone, it has its file again."""
    accept(upload(PLAN), settings)
    accept(upload(CHANGED, "另一个.txt"), settings)
    base = KnowledgeBase.open(settings)
    withdrawn = remove(base.documents()[0].id, settings)
    assert files(settings) == []
    restore([withdrawn], settings)
    assert files(settings) == ["另一个.txt"]
    assert "20座" in held(settings)


def test_an_archive_stays_until_its_last_document_is_removed(settings: Settings) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", PLAN)
        archive.writestr("b.txt", PLAN.replace("3号", "4号").replace("桥梁", "隧道"))
    accept(Upload("包.zip", packed.getvalue()), settings)
    first, second = (entry.id for entry in KnowledgeBase.open(settings).documents())
    remove(first, settings)
    assert files(settings) == ["包.zip"]
    remove(second, settings)
    assert files(settings) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("计划.txt", id="别处"),
        pytest.param("kb/uploads/计划.txt", id="自己放进去的"),
        pytest.param("kb/uploads/自己的/计划.txt", id="自己的目录"),
        pytest.param("kb/uploads/../计划.txt", id="绕出来的"),
    ],
)
def test_a_file_that_was_not_uploaded_stays(settings: Settings, tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    (settings.home / "uploads").mkdir(parents=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text(PLAN, encoding="utf-8")
    ingest([path], settings)
    remove(KnowledgeBase.open(settings).documents()[0].id, settings)
    assert path.exists()
    assert KnowledgeBase.open(settings).documents() == []


def test_a_name_leads_nowhere_else(settings: Settings, tmp_path: Path) -> None:
    accept(upload(PLAN, "../../../甲.txt"), settings)
    assert [path.name for path in tmp_path.rglob("甲.txt")] == ["甲.txt"]
    assert (settings.home / "uploads") in next(tmp_path.rglob("甲.txt")).parents


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("关于印发桥梁工作要点的通知" * 20 + ".txt", id="三字节的字"),
        pytest.param("𠮷" * 90 + ".txt", id="四字节的字"),
        pytest.param("a" * 300 + ".txt", id="一字节的字"),
        pytest.param("通知." + "文" * 90, id="很长的扩展名"),
    ],
)
def test_a_long_name_is_cut_to_what_systems_take(settings: Settings, name: str) -> None:
    (found,) = preview(upload(PLAN, name), KnowledgeBase.open(settings), settings)
    assert found.notice
    accept(upload(PLAN, name), settings)
    (kept,) = (settings.home / "uploads").rglob("*.*")
    assert len(kept.name.encode()) <= 255
    assert kept.suffix[:2] == Path(name).suffix[:2]
