"""Benchmarks in BEIR's layout: what is read, and how a bad row is named."""

import gzip
from pathlib import Path

import pytest

from eval.beir import Text, read_benchmark
from kb.errors import UnreadableSource

CORPUS = '{"_id": "a", "title": "第一条", "text": "科技保险"}\n\n{"_id": "b", "text": "高校人才"}\n'
QUERIES = '{"_id": "1", "text": "保险"}\n{"_id": "2", "text": "人才"}\n{"_id": "3", "text": "没有人判断"}\n'
QRELS = "1\ta\t1\n2\tb\t2\n2\ta\t0\n"


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    for name, content in (("corpus.jsonl", CORPUS), ("queries.jsonl", QUERIES), ("qrels.tsv", QRELS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_documents_judged_queries_and_judgements(benchmark: Path) -> None:
    read = read_benchmark(benchmark)
    assert read.documents == (Text("科技保险", "a", "第一条"), Text("高校人才", "b"))
    assert [query.id for query in read.queries] == ["1", "2"]
    assert read.qrels == {"1": {"a": 1}, "2": {"b": 2, "a": 0}}


@pytest.mark.parametrize("heading", ["query-id\tcorpus-id\tscore\n", "query_id\tdoc_id\trelevance\n"])
def test_a_heading_line_is_no_judgement(benchmark: Path, heading: str) -> None:
    without = read_benchmark(benchmark)
    (benchmark / "qrels.tsv").write_text(heading + QRELS)
    assert read_benchmark(benchmark).qrels == without.qrels


def test_a_packed_corpus_reads_the_same(benchmark: Path) -> None:
    plain = read_benchmark(benchmark)
    (benchmark / "corpus.jsonl.gz").write_bytes(gzip.compress((benchmark / "corpus.jsonl").read_bytes()))
    (benchmark / "corpus.jsonl").unlink()
    assert read_benchmark(benchmark).documents == plain.documents


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param(
            "corpus.jsonl", b'{"_id": "a", "text": "x"}\n{"_id": "b"}\n', "corpus.jsonl.*第 2 行", id="没有正文"
        ),
        pytest.param("corpus.jsonl", b'{"_id": "a", "text": "x"}\nnonsense\n', "corpus.jsonl.*第 2 行", id="不是 JSON"),
        pytest.param("corpus.jsonl", b'{"_id": 7, "text": "x"}\n', "corpus.jsonl.*第 1 行", id="编号不是文字"),
        pytest.param("corpus.jsonl", CORPUS.encode() * 2, "第 4 行的 _id “a”重复", id="编号重复"),
        pytest.param("corpus.jsonl", b"\xff\xfe\xff", "corpus.jsonl.*读不出来", id="不是 UTF-8"),
        pytest.param("queries.jsonl", b'{"_id": "1", "text": 5}\n', "queries.jsonl.*第 1 行", id="问题不是文字"),
        pytest.param("qrels.tsv", b"1\ta\t1\n2 b 1\n", "qrels.tsv.*第 2 行", id="不是制表符"),
        pytest.param("qrels.tsv", b"1\ta\t1\n2\tb\thigh\n", "qrels.tsv.*第 2 行", id="得分不是数"),
        pytest.param("qrels.tsv", b"1\ta\t1\n9\tb\t1\n", "第 2 行：queries.jsonl 里没有问题“9”", id="没有这个问题"),
        pytest.param("qrels.tsv", b"query-id\tcorpus-id\tscore\n", "没有一条相关性判断", id="没有判断"),
    ],
)
def test_a_bad_row_is_named(benchmark: Path, name: str, content: bytes, reason: str) -> None:
    (benchmark / name).write_bytes(content)
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read_benchmark(benchmark)
    assert caught.value.path == benchmark / name


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(benchmark: Path, name: str) -> None:
    (benchmark / name).unlink()
    with pytest.raises(UnreadableSource, match=f"目录里没有 {name}"):
        read_benchmark(benchmark)


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b"x" * 99)[:-10]], ids=["不是 gzip", "截断"])
def test_a_damaged_package_is_named(benchmark: Path, content: bytes) -> None:
    (benchmark / "corpus.jsonl").unlink()
    (benchmark / "corpus.jsonl.gz").write_bytes(content)
    with pytest.raises(UnreadableSource, match=r"corpus\.jsonl\.gz"):
        read_benchmark(benchmark)
