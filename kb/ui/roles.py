"""Who is in front of the page."""

import streamlit as st

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
_HERE = "local"


def is_local() -> bool:
    """Whether the application serves this machine only, and nothing forwards to it from elsewhere."""
    address = st.get_option("server.address")
    return address in _LOOPBACK and not any(st.context.headers.get(name) for name in _FORWARDED)


def owner() -> str | None:
    """Whose conversations are kept: those of who signed in, or of this machine; None for a stranger's."""
    if st.user.get("is_logged_in"):
        return str(st.user.get("email") or st.user.get("sub"))
    return _HERE if is_local() else None
