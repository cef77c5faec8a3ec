"""The page 文件 on Streamlit's own test runner: read, upload, accept, remove, undo; and who may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.audit import AuditLog
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.ui import roles
from tests.ui.conftest import HOSTILE, ROOT

Visit = Callable[..., AppTest]
Shown = Callable[[AppTest], str]


def button(page: AppTest, label: str) -> Any:
    return next(found for found in page.button if found.label == label)


def number_68(home: Path) -> str:
    return next(entry.id for entry in KnowledgeBase.open(Settings(home=home)).documents() if entry.number)


def deeds(tmp_path: Path) -> list[str]:
    return [deed.what for deed in AuditLog(tmp_path / "records" / "audit.jsonl").last()]


def test_list(documents: Visit, library: Path) -> None:
    page = documents(library)
    rows = page.dataframe[0].value
    assert list(rows["发文字号"]) == ["", "武政办〔2025〕68号"]
    assert list(rows["条款数"]) == [24, 30]
    assert rows["效力"][1] in ("执行期内", "执行期已过")


def test_empty(documents: Visit, tmp_path: Path, shown: Shown) -> None:
    page = documents(tmp_path / "none")
    assert "知识库里有0件公文" in shown(page)
    assert page.expander[0].label == "添加公文"


def test_a_document_to_read(documents: Visit, library: Path, shown: Shown) -> None:
    """The whole notice with its outline; the clause in the address is marked; the original can be saved."""
    page = documents(library, doc=number_68(library), clause="二、（三）10")
    said = shown(page)
    assert "《武汉市推进以科技为支撑的高校师生创新创业三年行动方案（2025—2027年）》（武政办〔2025〕68号）" in said
    assert "责任单位市委金融办、市科技创新局、各区人民政府（含开发区、长江新区、风景区管委会,下同）" in said
    html = "".join(element.value for element in page.get("html"))
    assert html.count("kb-part kb-here") == 1
    assert [found.label for found in page.get("download_button")] == ["下载原文件"]
    assert [found.value for found in page.metric if found.label == "条款"] == ["30"]
    assert len(button(page, "全部文件").click().run().dataframe) == 1


def test_upload(documents: Visit, own_library: Path, shown: Shown, tmp_path: Path) -> None:
    """Looked at, with what cannot be read and why; accepted; then it is in the list. Its text is text."""
    page = documents(own_library)
    page.file_uploader[0].set_value([("网络.txt", HOSTILE.encode(), "text/plain"), ("空.txt", b"", "text/plain")]).run()
    said = shown(page)
    assert "空.txt：文件是空的" in "".join(error.value.replace("\\", "").replace("\u2060", "") for error in page.error)
    assert "市<i>网信</i>办" in said
    html = "".join(element.value for element in page.get("html"))
    assert "<img" not in html
    assert "&lt;img src=x" in html
    button(page, "入库 1 个文件").click().run()
    assert len(page.dataframe[0].value) == 3
    assert deeds(tmp_path) == ["入库"]


def test_upload_of_what_may_be_no_notice(documents: Visit, own_library: Path) -> None:
    """A warning, not a refusal."""
    files = [("网络.txt", HOSTILE.encode(), "text/plain"), ("随笔.txt", "先去公园。".encode(), "text/plain")]
    page = documents(own_library)
    page.file_uploader[0].set_value(files).run()
    assert [found.value.replace("\\", "").replace("\u2060", "") for found in page.warning] == [
        "随笔.txt：没有发文字号、发文机关、日期和条款，可能不是公文"
    ]
    assert button(page, "入库 2 个文件")


def test_upload_of_several(documents: Visit, own_library: Path, shown: Shown) -> None:
    """Each is shown on its own; all are accepted at once."""
    another = HOSTILE.replace("安全教育", "文明建设")
    files = [(name, text.encode(), "text/plain") for name, text in (("甲.txt", HOSTILE), ("乙.txt", another))]
    page = documents(own_library)
    page.file_uploader[0].set_value(files).run()
    said = shown(page)
    assert "文明建设" in said
    assert said.count("全部文字都归入了条款") == 2
    button(page, "入库 2 个文件").click().run()
    assert len(page.dataframe[0].value) == 4


def test_replace_is_asked_twice_and_undone(documents: Visit, own_library: Path, tmp_path: Path, shown: Shown) -> None:
    """A later text of a document that is there: said before it is opened, confirmed, and taken back."""
    later = (ROOT / "seeds" / "wuzhengban-2025-68.txt").read_bytes() + "\n补充一句。\n".encode()
    page = documents(own_library)
    page.file_uploader[0].set_value([("新稿.txt", later, "text/plain")]).run()
    assert "新稿.txt：知识库里已有这件公文（68号）" in shown(page)
    assert "入库 1 个文件" not in [found.label for found in page.button]
    button(page, "确认替换").click().run()
    assert len(page.dataframe[0].value) == 2
    button(page, "撤销替换").click().run()
    assert len(page.dataframe[0].value) == 2
    assert deeds(tmp_path) == ["撤销替换", "入库"]


def test_remove_and_undo(documents: Visit, own_library: Path, tmp_path: Path) -> None:
    page = documents(own_library, doc=number_68(own_library))
    button(page, "确认移除").click().run()
    assert len(page.dataframe[0].value) == 1
    button(page, "撤销移除").click().run()
    assert len(page.dataframe[0].value) == 2
    assert deeds(tmp_path) == ["撤销移除", "移除"]


@pytest.mark.parametrize(
    ("password", "given", "may"),
    [
        pytest.param("", None, False, id="没有设密码"),
        pytest.param("对", "错", False, id="密码不对"),
        pytest.param("对", "对", True, id="密码对"),
    ],
)
def test_who_may(
    documents: Visit, library: Path, monkeypatch: pytest.MonkeyPatch, password: str, given: str | None, may: bool
) -> None:
    """Where others than this machine can reach the page, nothing is uploaded or removed without the password."""
    monkeypatch.setattr(roles, "is_local", lambda: False)
    monkeypatch.setenv("KB_ADMIN_PASSWORD", password)
    page = documents(library)
    assert not page.file_uploader
    if given is not None:
        page.text_input(key="admin-password").set_value(given)
        button(page, "进入管理").click().run()
    assert bool(page.file_uploader) is may
    page.query_params["doc"] = number_68(library)
    page.run()
    assert ("确认移除" in [found.label for found in page.button]) is may


def test_another_process_writes(documents: Visit, own_library: Path, shown: Shown) -> None:
    """What cannot be done now is one line, and nothing has changed."""
    page = documents(own_library, doc=number_68(own_library))
    with KnowledgeBase.open(Settings(home=own_library)).writer():
        button(page, "确认移除").click().run()
    assert "另一个进程正在写入" in shown(page)
    assert len(KnowledgeBase.open(Settings(home=own_library)).documents()) == 2


@pytest.mark.parametrize(
    ("user", "may"),
    [
        pytest.param({"is_logged_in": True, "email": "a@example.test"}, True, id="登录的管理员"),
        pytest.param({"is_logged_in": True, "email": "b@example.test"}, False, id="登录的别人"),
        pytest.param({"is_logged_in": True, "email": "a@example.test", "email_verified": True}, True, id="邮箱已验证"),
        pytest.param(
            {"is_logged_in": True, "email": "a@example.test", "email_verified": False}, False, id="邮箱未验证"
        ),
        pytest.param({"is_logged_in": False, "email": "a@example.test"}, False, id="没有登录"),
    ],
)
def test_who_signed_in(
    documents: Visit, library: Path, monkeypatch: pytest.MonkeyPatch, user: dict[str, object], may: bool
) -> None:
    """Who is named as administrator and has signed in at an identity provider may, without a password."""
    monkeypatch.setattr(roles.st, "user", user)
    monkeypatch.setenv("KB_ADMINS", "a@example.test, c@example.test")
    assert bool(documents(library).file_uploader) is may
