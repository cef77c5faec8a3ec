"""Who is in front of the page, and what they may do."""

import re
from functools import lru_cache

import streamlit as st

from kb.access import Gate
from kb.errors import PolicyKBError
from kb.settings import ADMIN_PASSWORD, Settings
from kb.ui.escape import as_label

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
_HERE, _PASSED = "local", "is-administrator"
_PLACE = re.compile(r" /[^\s，。；：（）]+ ?")
_gate = lru_cache(maxsize=1)(Gate)


def is_local() -> bool:
    """Whether the application serves this machine only, and nothing forwards to it from elsewhere."""
    address = st.get_option("server.address")
    return address in _LOOPBACK and not any(st.context.headers.get(name) for name in _FORWARDED)


def told(error: PolicyKBError) -> str:
    """What an error says to this visitor; where the server keeps its files is for those at its own machine."""
    return str(error) if is_local() else _PLACE.sub("", str(error))


def owner() -> str | None:
    """Whose conversations are kept: those of who signed in, or of this machine; None for a stranger's."""
    if st.user.get("is_logged_in"):
        return str(_address() or st.user.get("sub"))
    return _HERE if is_local() else None


def is_administrator(settings: Settings) -> bool:
    """Whether this visitor may change things: who is named and signed in, or who gave the password; where neither
    is set, anybody on this machine.
    """
    if _address() in settings.administrators:
        return True
    if settings.admin_password:
        return st.session_state.get(_PASSED) == settings.admin_password
    return is_local() and not settings.administrators


def _address() -> str | None:
    """The e-mail address of who has signed in; None where the provider says that it has not been verified."""
    if not st.user.get("is_logged_in") or st.user.get("email_verified") in (False, "false"):
        return None
    address = st.user.get("email")
    return str(address) if address else None


def show_account() -> None:
    """A button to sign in or out, where an identity provider is configured (Streamlit's secrets.toml)."""
    signed_in = st.user.get("is_logged_in")
    if signed_in:
        st.button("退出登录", icon=":material/logout:", type="tertiary", on_click=st.logout)
    elif signed_in is not None:
        st.button("登录", icon=":material/login:", type="tertiary", on_click=st.login)


def name() -> str:
    """Who does it, for the audit log."""
    return owner() or str(st.context.ip_address or "unknown")


def administrator_only(settings: Settings) -> bool:
    """Whether this visitor is the administrator; if not, the way to become it is shown."""
    if is_administrator(settings):
        return True
    if settings.administrators:
        st.info("只有管理员可以这样做，请用管理员的账号登录。", icon=":material/lock:")
        show_account()
    if settings.admin_password:
        _ask_password(settings)
    elif not settings.administrators:
        variable = as_label(ADMIN_PASSWORD.name)
        st.info(f"只有管理员可以这样做。请在服务器上设置 {variable} 后重新启动。", icon=":material/lock:")
    return False


def _ask_password(settings: Settings) -> None:
    with st.form("administrator", border=True):
        given = st.text_input("管理密码", type="password", key="admin-password", icon=":material/lock:")
        if st.form_submit_button("进入管理"):
            _enter(given, settings)


def _enter(given: str, settings: Settings) -> None:
    gate = _gate(settings.admin_password)
    if gate.opens(given):
        st.session_state[_PASSED] = settings.admin_password
        st.rerun()
    wait = gate.wait()
    st.error(f"试得太多，请过 {wait / 60:.0f} 分钟再来。" if wait else "密码不对。")
