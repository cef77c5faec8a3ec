"""A whole evaluation: its folder, how an interrupted one goes on, other engines, the judge, the page."""

import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import eval.evaluation
from eval.engines import EngineName
from eval.evaluation import Request, evaluate
from eval.folder import RunMismatchError, read_scores
from kb.answering import Answer, Engine
from kb.errors import SettingError, UnreadableSource
from kb.generation import ModelError
from kb.settings import SECRETS, Settings
from tests.eval.conftest import TREES
from tests.kb.llm_service import Reply, running, says

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
PARKS = {"kind": "responsibility", "clauses": ["A:一、1"], "units": ["市园林局", "市财政局"]}


@pytest.fixture
def asked(write: Write, gold: Gold) -> Path:
    """Three questions on the made-up notice."""
    lines = [
        gold(id="公园", question="新建公园由谁负责？", **PARKS),
        gold(id="树", question="行道树每年养护多少株？", kind="target", clauses=["A:一、2"], must_contain=["2万株"]),
        gold(id="宣传", question="开展宣传由谁负责？", kind="responsibility", clauses=["A:一、3"], units=["市教育局"]),
    ]
    return write(*lines, header=TREES)


def test_a_run_is_kept_whole(asked: Path, trees: Settings, tmp_path: Path) -> None:
    out = tmp_path / "run"
    found = evaluate(Request(asked, out=out), trees)
    assert found.report["passed"] == 3
    scores = read_scores(out)
    assert scores.report["measures"] == found.report["measures"]
    assert [(question.id, question.measures["decision"]) for question in scores.questions] == [
        ("公园", 1.0),
        ("树", 1.0),
        ("宣传", 1.0),
    ]
    known = {
        "engine",
        "dataset_sha256",
        "corpus_sha256",
        "code_sha256",
        "version",
        "as_of",
        "seed",
        "settings",
        "judge",
    }
    assert known <= scores.run.keys()


def test_no_secret_is_written(asked: Path, trees: Settings, tmp_path: Path) -> None:
    given = Settings.from_environment({name: f"kept-to-oneself-{name}" for name in SECRETS})
    evaluate(Request(asked, out=tmp_path / "run"), replace(given, home=trees.home))
    assert not any(b"kept-to-oneself" in path.read_bytes() for path in (tmp_path / "run").iterdir())


def test_an_interrupted_run_goes_on_where_it_was(
    asked: Path, trees: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the last answer was cut off in the middle; nothing is asked twice, nothing is lost."""
    out, seen = tmp_path / "run", list[str]()
    answer = Engine.answer

    def watched(self: Engine, question: str, *rest: Any) -> Answer:
        seen.append(question)
        return answer(self, question, *rest)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Engine, "answer", watched)
    with pytest.raises(KeyboardInterrupt):
        evaluate(Request(asked, out=out), trees, stop)
    with pytest.raises(UnreadableSource, match="没有做完"):
        read_scores(out)
    with (out / "answers.jsonl").open("ab") as file:
        file.write(b'{"id": "\xe5')
    seen.clear()
    found = evaluate(Request(asked, out=out), trees)
    assert seen == ["开展宣传由谁负责？"] * 2
    assert found.report["questions"] == 3
    assert len((out / "answers.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_folder_with_another_run_is_not_mixed_with_this_one(asked: Path, trees: Settings, tmp_path: Path) -> None:
    evaluate(Request(asked, out=tmp_path), trees)
    with pytest.raises(RunMismatchError, match="每题时限不同"):
        evaluate(Request(asked, out=tmp_path, time_limit=5), trees)
    asked.write_text(asked.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(RunMismatchError, match="评测集内容不同"):
        evaluate(Request(asked, out=tmp_path), trees)


def test_answers_from_a_file_are_measured_as_any(asked: Path, trees: Settings, tmp_path: Path) -> None:
    """Documents are known by their number; a question without an answer in it counts 0 and is named."""
    document = {"title": "", "number": "示政办〔2026〕5号", "issuer": None}
    cited = {"marker": 1, "document": document, "clause": "一、1", "heading": None, "quote": "新建口袋公园30个"}
    cited |= {"start": 0, "end": 0, "page": None, "source": ""}
    units = [{"name": name, "role": "responsible", "note": None, "resolved": None} for name in PARKS["units"]]
    row = {"id": "公园", "question": "", "kind": "responsibility", "answer": "由市园林局、市财政局负责。[1]"}
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({**row, "citations": [cited], "units": units}), encoding="utf-8")
    found = evaluate(Request(asked, engine=str(path)), trees)
    assert [outcome.passed for outcome in found.outcomes] == [True, False, False]
    assert [outcome.gold.id for outcome in found.outcomes if outcome.seen is None] == ["树", "宣传"]
    assert found.outcomes[1].problems == ("出错（LookupError：文件里没有这题的答案）",)


@pytest.mark.parametrize("content", ["{", "[]", '{"id": "公园"}', '{"id": "公园", "citations": [1]}'])
def test_a_bad_file_of_answers_is_named(asked: Path, trees: Settings, tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableSource, match="第 1 行不是 kb ask --json 的一行"):
        evaluate(Request(asked, engine=str(path)), trees)
    with pytest.raises(UnreadableSource, match="没有这个引擎"):
        evaluate(Request(asked, engine="无"), trees)


@pytest.mark.parametrize("parts", [{"engine": EngineName.MODEL}, {"judge": True}], ids=["引擎", "判定"])
def test_a_model_that_is_not_set_is_asked_for(asked: Path, trees: Settings, parts: dict[str, Any]) -> None:
    with pytest.raises(SettingError, match="KB_LLM_MODEL"):
        evaluate(Request(asked, **parts), trees)


def _judged(asked: Path, home: Path, replies: list[Reply]) -> Any:
    with running() as service:
        service.replies = replies
        settings = Settings(home=home, llm_model="m", llm_base_url=service.address, llm_api_key="k")
        found = evaluate(Request(asked, judge=True, jobs=1), settings)
        return found, service


def test_a_model_may_judge_support(asked: Path, trees: Settings) -> None:
    found, service = _judged(asked, trees.home, [says("yes"), says(" No。"), says("yes")])
    assert [outcome.measures["citation_recall"] for outcome in found.outcomes] == [1.0, 0.0, 1.0]
    assert "开展宣传" in service.prompt["user"]


def test_a_judge_without_a_verdict_stops_the_run(asked: Path, trees: Settings) -> None:
    with pytest.raises(ModelError, match="不是 yes 或 no"):
        _judged(asked, trees.home, [says("也许")])


class _Reader(HTMLParser):
    """The tags that open, and all text outside of style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = list[str](), ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_what_was_asked_and_runs_nothing_of_it(
    write: Write, gold: Gold, trees: Settings, tmp_path: Path
) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    lines = [
        gold(id='"><b>', question=f"{evil}新建公园由谁负责？", **PARKS | {"units": ["市园林局"]}),
        gold(id="树", question="行道树每年养护多少株？", kind="target", clauses=["A:一、3"], must_contain=[evil]),
    ]
    evaluate(Request(write(*lines, header=TREES), out=tmp_path / "run"), trees)
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    seen = _Reader(page)
    assert not {"script", "img", "link", "iframe"} & set(seen.tags)
    assert {"svg", "mark", "details"} <= set(seen.tags)
    assert seen.text.count(evil) >= 2
    for words in ("漏引 A:一、3", "错引 A:一、2", "组织植树节活动。", "95%", "LegalBench-RAG", "dataset_sha256"):
        assert words in seen.text


def test_progress_counts_every_question(asked: Path, trees: Settings) -> None:
    told: list[tuple[int, int]] = []
    eval.evaluation.evaluate(Request(asked), trees, lambda *pair: told.append(pair))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_engine_with_a_model_is_evaluated_as_it_answers(asked: Path, trees: Settings) -> None:
    """A model that says nothing usable leaves the offline answers, which score as before."""
    with running() as service:
        service.replies = [says("没有依据的话。")] * 4
        settings = Settings(home=trees.home, llm_model="m", llm_base_url=service.address)
        found = evaluate(Request(asked, engine=EngineName.MODEL, jobs=1), settings)
    assert len(service.requests) == 4
    assert found.report["passed"] == 3
