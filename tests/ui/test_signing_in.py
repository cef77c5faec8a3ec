"""Signing in at an identity provider, in a real browser: who may change things, and whose conversations are kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browsing import DESK, PATIENCE, Visit, served
from tests.ui.identity import CLIENT, SECRET, Claims, Provider, provided

pytestmark = pytest.mark.browser

ACCOUNTS: dict[str, Claims] = {
    "管理员甲": {"sub": "1", "email": "jia@example.test", "email_verified": True},
    "读者乙": {"sub": "2", "email": "yi@example.test", "email_verified": True},
    "冒名者丙": {"sub": "3", "email": "jia@example.test", "email_verified": False},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided(ACCOUNTS) as found:
        yield found


@pytest.fixture
def protected(provider: Provider, own_library: Path, tmp_path: Path) -> Iterator[str]:
    """The address of an application at which one signs in."""
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "for the tests and nothing else"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.address}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    with served(own_library, f"--secrets.files={secrets}", KB_ADMINS="jia@example.test") as address:
        yield address


def sign_in(page: Page, account: str) -> None:
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("link", name=account).click(timeout=PATIENCE)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible(timeout=PATIENCE)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible(timeout=PATIENCE)


def adding(page: Page) -> None:
    """The page 文件, where documents are added."""
    page.get_by_role("link", name="文件").click()
    page.get_by_text("添加公文").click()


def test_reader_and_administrator(visit: Callable[..., Visit], protected: str) -> None:
    """A stranger and a reader may not upload, the administrator may; each sees only conversations of their own."""
    seen = visit(protected, DESK)
    page = seen.page
    adding(page)
    expect(page.get_by_text("只有管理员可以这样做")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("input[type=file]")).to_have_count(0)
    sign_in(page, "读者乙")
    seen.ask("科技保险归谁管？")
    aside = page.get_by_test_id("stSidebar")
    expect(aside).to_contain_text("科技保险归谁管？", timeout=PATIENCE)
    adding(page)
    expect(page.get_by_text("只有管理员可以这样做")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("link", name="问政策").click()
    sign_out(page)
    sign_in(page, "管理员甲")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible(timeout=PATIENCE)
    expect(aside).not_to_contain_text("科技保险归谁管？")
    adding(page)
    expect(page.locator("input[type=file]")).to_have_count(1, timeout=PATIENCE)
    page.reload()
    page.get_by_text("添加公文").click()
    expect(page.locator("input[type=file]")).to_have_count(1, timeout=PATIENCE)


def test_an_address_that_is_not_verified_is_nobody_s(visit: Callable[..., Visit], protected: str) -> None:
    page = visit(protected, DESK).page
    sign_in(page, "冒名者丙")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible(timeout=PATIENCE)
    adding(page)
    expect(page.get_by_text("只有管理员可以这样做")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("input[type=file]")).to_have_count(0)


def test_a_forged_token(
    visit: Callable[..., Visit], protected: str, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is signed with another key than the provider's signs nobody in."""
    monkeypatch.setattr(provider, "signing", type(provider.published).generate_key(2048))
    page = visit(protected, DESK).page
    sign_in(page, "管理员甲")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible(timeout=PATIENCE)
