"""The cache of vectors: what it keeps, what it lets go first, and what a bad file costs."""

from pathlib import Path

import pytest

from kb.index.vector_cache import VectorCache


def _key(number: int) -> bytes:
    return number.to_bytes(20, "big")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.sqlite3"


def test_what_is_put_is_there(path: Path) -> None:
    VectorCache(path, 1).put({_key(1): [0.5, -2.0], _key(2): [1.0, 0.0]})
    assert VectorCache(path, 1).get([_key(2), _key(1), _key(3)]) == {_key(1): [0.5, -2.0], _key(2): [1.0, 0.0]}


def test_the_file_is_bounded_and_the_longest_unused_go_first(path: Path) -> None:
    cache = VectorCache(path, 2)
    cache.put({_key(0): [0.0] * 1000})
    for start in range(1, 1501, 100):
        cache.put({_key(start + at): [float(at)] * 1000 for at in range(100)})
        cache.get([_key(0)])
    assert path.stat().st_size < 4 * 1024 * 1024
    assert cache.get([_key(0), _key(1500)]).keys() == {_key(0), _key(1500)}
    assert cache.get([_key(1), _key(2)]) == {}


def test_a_damaged_file_is_made_anew(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 50)
    cache = VectorCache(path, 1)
    assert cache.get([_key(1)]) == {}
    cache.put({_key(1): [1.0]})
    assert cache.get([_key(1)]) == {_key(1): [1.0]}


def test_a_file_that_cannot_be_made_counts_as_empty(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "没有" / "vectors.sqlite3", 1)
    cache.put({_key(1): [1.0]})
    assert cache.get([_key(1)]) == {}
