"""`kb eval retrieval`: the measures of a benchmark on disk; `kb eval parsing`: what it scored, in Chinese."""

import json
from pathlib import Path

import pytest

from tests.kb.cli.running import Run

DOCUMENTS = {"保险": "开发定制科技保险产品", "贷款": "高校师生创业企业贷款", "孵化": "建设科技众创孵化载体"}


@pytest.fixture
def benchmark_directory(tmp_path: Path) -> Path:
    """A benchmark of three documents, where each query asks for one of them in its own words."""

    def rows(texts: dict[str, str]) -> str:
        return "".join(json.dumps({"_id": key, "text": text}, ensure_ascii=False) + "\n" for key, text in texts.items())

    (tmp_path / "corpus.jsonl").write_text(rows(DOCUMENTS), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(rows({key: f"{key}有什么规定" for key in DOCUMENTS}), encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\n" + "".join(f"{key}\t{key}\t1\n" for key in DOCUMENTS)
    (tmp_path / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path


def test_json_is_the_object_of_the_contract(run: Run, benchmark_directory: Path, home: Path) -> None:
    shown = run("eval", "retrieval", benchmark_directory, "--json")
    report = json.loads(shown.out)
    assert shown.code == 0
    assert report.keys() == {"measures", "intervals", "latency_ms", "index_seconds", "documents", "queries"}
    assert report["measures"] == dict.fromkeys(("R@10", "R@100", "nDCG@10", "RR@10", "Success@10"), 1.0)
    assert report["latency_ms"].keys() == {"p50", "p95"}
    assert (report["documents"], report["queries"]) == (3, 3)
    assert not home.exists()


def test_table(run: Run, benchmark_directory: Path) -> None:
    rows = dict(line.split("\t") for line in run("eval", "retrieval", benchmark_directory).out.splitlines())
    assert rows["效果 R@10"] == "1.0 [1, 1]"
    assert rows["语料条数"] == "3"


def test_directory_without_a_benchmark(run: Run, tmp_path: Path) -> None:
    shown = run("eval", "retrieval", tmp_path)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert str(tmp_path) in shown.err
    assert "corpus.jsonl" in shown.err


def test_parsing_names_in_chinese_what_it_scored(run: Run, tmp_path: Path) -> None:
    notice = "关于开展植树活动的通知\n各区人民政府：\n一、目标\n到2027年，新增绿地20亩。（责任单位：市园林局）\n"
    (tmp_path / "007.txt").write_text(notice, encoding="utf-8")
    gold = {"articles": [{"path": "一、", "units": ["市水务局"], "deadlines": ["到2027年"]}]}
    (tmp_path / "007.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    shown = run("eval", "parsing", tmp_path, tmp_path)
    scores, differences = shown.out.split("\n\n")
    assert [line.split("\t")[0] for line in scores.splitlines()] == ["项目", "条款路径", "单位与牵头", "时限", "指标"]
    assert "007\t一、\t单位与牵头\t市水务局\t市园林局" in differences
    assert shown.code == 0
