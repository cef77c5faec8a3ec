"""`kb ask`: the answer object of the contract, the answer for a reader, files of questions, and what is no question."""

import json
import re
from pathlib import Path

import pytest

from tests.kb.cli.running import Run

INSURANCE = "科技保险归谁管？"
ANSWER = {"id", "question", "kind", "answer", "refused", "reason", "citations", "units", "notes"}
CITATION = {"marker", "document", "clause", "heading", "quote", "start", "end", "page", "source", "assignment"}


@pytest.fixture(autouse=True)
def filled(seeded_home: None) -> None:
    """Every test here asks the knowledge base of the two seeds."""


def test_json_is_the_object_of_the_contract(run: Run) -> None:
    shown = run("ask", "--json", INSURANCE)
    answer = json.loads(shown.out)
    assert (shown.code, shown.err) == (0, "")
    assert answer.keys() == ANSWER
    assert (answer["id"], answer["question"], answer["kind"], answer["refused"]) == (
        None,
        INSURANCE,
        "responsibility",
        False,
    )
    assert [unit["name"] for unit in answer["units"]] == ["市委金融办", "市科技创新局", "各区人民政府"]
    citation = answer["citations"][0]
    assert citation.keys() == CITATION
    assert (citation["clause"], citation["document"]["number"]) == ("二、（三）10", "武政办〔2025〕68号")


def test_text_is_the_answer_then_its_citations_with_quotes(run: Run) -> None:
    shown = run("ask", INSURANCE)
    answer, rest = shown.out.split("\n\n依据：\n")
    citations, units, notes = rest.split("\n\n")
    assert "[1]" in answer
    assert re.match(
        r"\[1\] 《武汉市推进.+》（武政办〔2025〕68号）二、（三）10 完善高校师生创新创业保险机制\n", citations
    )
    assert citations.splitlines()[1].strip().startswith("“")
    assert citations.splitlines()[2].strip() == "(责任单位:市委金融办,市科技创新局,各区人民政府)"
    assert "市委金融办 → 中共武汉市委金融委员会办公室" in units
    assert notes.startswith("提示：")


def test_refusal_is_an_answer(run: Run) -> None:
    shown = run("ask", "--json", "今天天气怎么样？")
    assert shown.code == 0
    assert json.loads(shown.out)["refused"] is True


def test_as_of_decides_whether_a_deadline_has_passed(run: Run) -> None:
    question = "科技保险产品要在什么时候之前开发完？"
    before = run("ask", question, "--as-of", "2027-12-31").out
    after = run("ask", question, "--as-of", "2028-01-01").out
    assert "已过" not in before
    assert "已过" in after


NO_QUESTIONS = {
    "空": ("", "问题是空的"),
    "空白": (" \n　", "问题是空的"),
    "过长": ("长" * 10_000, "问题太长（10000字）"),
}


@pytest.mark.parametrize(("question", "message"), NO_QUESTIONS.values(), ids=NO_QUESTIONS.keys())
def test_no_question_is_2_and_says_so(run: Run, question: str, message: str) -> None:
    plain, as_json = run("ask", question), run("ask", "--json", question)
    assert (plain.code, plain.out, plain.err.count("\n")) == (2, "", 1)
    assert plain.err.startswith(message)
    assert (as_json.code, as_json.err) == (2, plain.err)
    assert json.loads(as_json.out)["reason"] == "no_question"


def test_no_question_at_all(run: Run) -> None:
    assert run("ask").code == 2


def test_question_or_file_not_both(run: Run) -> None:
    shown = run("ask", "--input", "-", INSURANCE)
    assert (shown.code, shown.err) == (2, "问题和 --input 只能给一个。用法见 kb ask --help。\n")


def _lines(*objects: object) -> bytes:
    return "\n".join(json.dumps(found, ensure_ascii=False) for found in objects).encode()


def test_input_answers_line_by_line_and_gives_ids_back(run: Run) -> None:
    asked = _lines(
        {"id": "甲", "question": INSURANCE},
        {"id": 2, "question": ""},
        {"question": "由谁负责？", "history": ["第10项任务是什么？"], "other": [1]},
    )
    shown = run("ask", "--json", "--input", "-", stdin=b"\xef\xbb\xbf" + asked.replace(b"\n", b"\n\n"))
    answers = [json.loads(line) for line in shown.out.splitlines()]
    assert (shown.code, shown.err) == (0, "")
    assert [answer["id"] for answer in answers] == ["甲", 2, None]
    assert [answer["reason"] for answer in answers] == [None, "no_question", None]
    assert "二、（三）10" in [citation["clause"] for citation in answers[2]["citations"]]


def test_input_for_a_reader_repeats_each_question(run: Run) -> None:
    shown = run("ask", "--input", "-", stdin=_lines({"question": INSURANCE}, {"question": "68号文的印发日期是哪天？"}))
    assert shown.code == 0
    assert shown.out.startswith(f"问：{INSURANCE}\n")
    assert "\n\n问：68号文的印发日期是哪天？\n" in shown.out


BAD_LINES = {
    "不是 JSON": b"{",
    "不是对象": b"[1]",
    "没有 question": b'{"id": 1}',
    "question 不是文字": b'{"question": 1}',
    "不是 UTF-8": b'{"question": "\xd6\xd0"}',
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_bad_line_is_named_and_earlier_answers_are_kept(run: Run, tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "问题.jsonl"
    path.write_bytes(_lines({"id": 1, "question": INSURANCE}) + b"\n\n" + bad + b"\n")
    shown = run("ask", "--json", "--input", path)
    assert shown.code == 2
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == [1]
    assert shown.err.startswith(f"无法读取 {path}：第 3 行不是")
    assert shown.err.count("\n") == 1


def test_input_that_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "无.jsonl"
    shown = run("ask", "--input", path)
    assert (shown.code, shown.out, shown.err) == (2, "", f"无法读取 {path}：文件不存在\n")


@pytest.mark.parametrize("arguments", [("ask", INSURANCE), ("docs",), ("units",), ("tasks",)], ids=" ".join)
def test_empty_knowledge_base_names_the_command_that_fills_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "empty"))
    shown = run(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err == "知识库是空的，请先入库：kb ingest 文件或目录，例如 kb ingest seeds。\n"
    assert not (tmp_path / "empty").exists()
