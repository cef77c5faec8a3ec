"""Sets of questions: what is read from them, and the one line that each bad line is answered with."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.answers import SEEDS
from eval.dataset import Half, read_dataset
from kb.errors import KnowledgeBaseError, UnreadableSource
from kb.index import Entry
from kb.index.manifest import Copy

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


def test_a_set_is_read_with_its_header(write: Write, gold: Gold) -> None:
    path = write(gold(must_contain=["甲", ["乙", "丙"]], as_of="2028-01-01"), b"", gold(id="q2", history=["先问的"]))
    dataset = read_dataset(path)
    first, second = dataset.questions
    assert (first.must_contain, first.as_of) == (("甲", ("乙", "丙")), dt.date(2028, 1, 1))
    assert (second.history, second.as_of, dataset.header.as_of) == (("先问的",), None, dt.date(2026, 11, 21))


def test_a_byte_order_mark_is_no_part_of_the_first_line(write: Write, gold: Gold, tmp_path: Path) -> None:
    path = write(gold())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_dataset(path).questions) == 1


BAD = {
    "不是 JSON": (b"{", "第 2 行：不是 UTF-8 编码的 JSONL"),
    "不是 UTF-8": (b'{"id": "\xd6\xd0"}', "第 2 行：不是 UTF-8 编码的 JSONL"),
    "不是对象": (b"[]", "第 2 行：不是对象"),
    "键写错": ({"clause": []}, "第 2 行：有不认识的 clause"),
    "缺少键": ({"kind": None}, "第 2 行：缺少 kind"),
    "类型不对": ({"question": 1}, "第 2 行：question 的值不对"),
    "清单里类型不对": ({"clauses": [1]}, "第 2 行：clauses[0] 的值不对"),
    "日子没有": ({"as_of": "2026-02-30"}, "第 2 行：as_of 的值不对"),
    "没有这种理由": ({"reason": "why"}, "第 2 行：'why' 不在可用的值里"),
    "编号重复": ({"id": "q1"}, "第 2 行：id “q1”与第 1 行重复"),
    "编号是空的": ({"id": " "}, "第 2 行：id 是空的"),
    "没有公文": ({"clauses": ["二、（三）"]}, "第 2 行：条款“二、（三）”不是“公文:条款”，公文可用 A、B"),
    "摘句不在条款里": ({"quotes": {"A:二": ["甲"]}}, "第 2 行：quotes 里的“A:二”不在 clauses 里"),
    "没有条款": ({"also_ok": ["A:"]}, "第 2 行：条款“A:”不是“公文:条款”，公文可用 A、B"),
    "公文不认识": ({"clauses": ["C:一"]}, "第 2 行：条款“C:一”不是“公文:条款”，公文可用 A、B"),
    "doc 不认识": ({"doc": "AC"}, "第 2 行：doc “AC”里有不认识的公文，可用 A、B"),
    "答得了而没有条款": ({"clauses": []}, "第 2 行：答得了（answerable），就要有 clauses"),
}


@pytest.mark.parametrize(("bad", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named(write: Write, gold: Gold, bad: dict[str, Any] | bytes, words: str) -> None:
    path = write(gold(), bad if isinstance(bad, bytes) else gold(**{"id": "q2"} | bad))
    with pytest.raises(UnreadableSource) as caught:
        read_dataset(path)
    assert str(caught.value) == f"无法读取 {path}：{words}"


def test_an_empty_set_and_one_that_is_not_there(write: Write, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="没有一个问题"):
        read_dataset(write(b"\n\n"))
    with pytest.raises(UnreadableSource, match="文件不存在"):
        read_dataset(tmp_path / "无.jsonl")
    with pytest.raises(UnreadableSource, match="系统不能打开它"):
        read_dataset(tmp_path)


HEADERS = {
    "没有": (None, "文件不存在"),
    "不是 TOML": ("documents =", "不是 UTF-8 编码的 TOML"),
    "没有 documents": ("", "缺少 documents"),
    "键写错": ("[documents]\nA = { numer = '68号' }", "有不认识的 numer"),
    "什么也没说": ("[documents]\nA = {}", "公文 A 要有 number、title 或 file"),
}


@pytest.mark.parametrize(("header", "words"), HEADERS.values(), ids=HEADERS.keys())
def test_a_bad_header_is_named(write: Write, gold: Gold, header: str | None, words: str) -> None:
    path = write(gold(), header=header)
    with pytest.raises(UnreadableSource) as caught:
        read_dataset(path)
    assert str(caught.value) == f"无法读取 {path.with_suffix('.documents.toml')}：{words}"


def _entry(identifier: str, title: str, number: str | None = None) -> Entry:
    return Entry(identifier, "", "", Copy(f"/x/{identifier}.txt", ""), title, number, None, None, 1, 1)


def test_letters_find_their_documents_by_number_or_title(write: Write, gold: Gold) -> None:
    dataset = read_dataset(write(gold()))
    held = [_entry("a", "方案", "武政办〔2025〕68号"), _entry("b", "关于 孵化器的意见"), _entry("c", "别的")]
    assert dataset.letters(held) == {"a": "A", "b": "B"}


def test_a_letter_may_stand_for_a_file(write: Write, gold: Gold) -> None:
    dataset = read_dataset(write(gold(), header='[documents]\nA = { file = "乙.txt" }'))
    assert dataset.letters([_entry("甲", ""), _entry("乙", "")]) == {"乙": "A"}


@pytest.mark.parametrize(("copies", "words"), [(0, "有 0 份"), (2, "有 2 份")], ids=["没有", "两份"])
def test_a_letter_without_exactly_one_document(write: Write, gold: Gold, copies: int, words: str) -> None:
    dataset = read_dataset(write(gold()))
    held = [_entry("a", "方案", "武政办〔2025〕68号"), *[_entry("b", "关于孵化器的意见")] * copies]
    with pytest.raises(KnowledgeBaseError, match=words):
        dataset.letters(held)


def test_the_halves_part_the_seeds_by_id_alone(write: Write, gold: Gold) -> None:
    """A question stays in its half whatever is added to the set: these ids are for ever in these halves."""
    seeds = read_dataset(SEEDS)
    dev, test = ({q.id for q in seeds.only(half)} for half in Half)
    assert dev | test == {q.id for q in seeds.questions}
    assert dev.isdisjoint(test)
    assert (len(dev), len(test)) == (133, 128)
    assert {"w004", "w014"} <= dev
    assert {"w002", "w003"} <= test
