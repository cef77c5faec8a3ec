"""What lasts is left out of Python's collections; what becomes garbage is found in the end."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.ui import garbage
from kb.ui.garbage import SetAside, keep_collections_short


class Ring:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def before() -> Iterator[None]:
    """Nothing is set aside and nobody is told, before the test and after it."""
    callbacks = gc.callbacks[:]
    gc.callbacks.clear()
    gc.unfreeze()
    yield
    gc.callbacks[:] = callbacks
    gc.unfreeze()


def test_after_a_long_collection_the_next_has_little_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LONG", 0.0)
    keep_collections_short()
    gc.collect()
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10


def test_after_a_short_one_all_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "LONG", 60.0)
    keep_collections_short()
    gc.collect()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(
    ("again", "is_found"), [pytest.param(60.0, False, id="soon"), pytest.param(-1.0, True, id="later")]
)
def test_what_was_set_aside_is_looked_at_later(monkeypatch: pytest.MonkeyPatch, again: float, is_found: bool) -> None:
    monkeypatch.setattr(garbage, "LONG", 0.0)
    monkeypatch.setattr(garbage, "AGAIN", again)
    keep_collections_short()
    ring = Ring()
    gc.collect()
    seen = weakref.ref(ring)
    del ring
    gc.collect()
    assert (seen() is None) == is_found


def test_only_one_is_told() -> None:
    keep_collections_short()
    keep_collections_short()
    assert [type(callback) for callback in gc.callbacks] == [SetAside]


def test_the_pages_keep_collections_short(chat: Callable[..., AppTest], library: Path) -> None:
    chat(library)
    assert [type(callback) for callback in gc.callbacks] == [SetAside]
