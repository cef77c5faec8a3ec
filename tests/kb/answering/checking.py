"""What must hold of every answer, and the words of the golden files that answers are held against."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from kb.answering import Answer, Engine
from kb.citations import Citation, is_true
from kb.notices import Notice
from kb.text import visible

GOLDEN = Path(__file__).parents[2] / "golden"
PLAN = json.loads((GOLDEN / "wuzhengban-2025-68.json").read_text(encoding="utf-8"))
OPINION = json.loads((GOLDEN / "wuhan-kejiju-2021-incubators.json").read_text(encoding="utf-8"))
TASKS: dict[int, dict[str, Any]] = {c["task_number"]: c for c in PLAN["clauses"] if c["task_number"]}
CONTRACT = {"question", "kind", "answer", "refused", "reason", "citations", "units", "notes"}
_PAGE_MARK = re.compile(r"—\d+—")


def check(answer: Answer, engine: Engine) -> None:
    """Every citation is true and marked, a refusal has its reason, an answer its proof; all of it survives JSON."""
    for citation in answer.citations:
        check_citation(citation, engine.catalogue.by_id[citation.document.id].notice)
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} == set(markers)
    assert answer.answer
    if answer.refused:
        assert answer.reason is not None
        assert answer.units == ()
    else:
        assert answer.citations
    assert msgspec.json.decode(msgspec.json.encode(answer)).keys() == CONTRACT


def check_citation(citation: Citation, notice: Notice) -> None:
    """The quote is what stands at its place in the source, white space and page marks apart."""
    assert is_true(citation, notice)
    source = _PAGE_MARK.sub("", visible(notice.text[citation.start : citation.end]))
    assert source == visible(citation.quote)
    assert citation.quote in notice.by_path[citation.clause].text
    assert (citation.document.title, citation.document.number) == (notice.document.title, notice.document.number)


ROLES = """某市人民政府办公室文件
某政办发〔2026〕5号
某市人民政府办公室关于印发校园计划的通知
各区：
现印发给你们。
某市人民政府办公室
2026年3月1日
校园计划
一、任务
1. 改善食堂。到2027年，改造灶台1,200个。（市教育局牵头，市财政局、市卫健委配合）
2. 改善宿舍。每年更换床铺100张。（牵头单位：市住建局；配合单位：市教育局）
3. 改善操场。2027年6月底前翻修跑道20条。（责任单位：市体育局）
二、附则
《某市校园旧计划》（某政办发〔2020〕3号）同时废止。
"""
REPEALED = """某市人民政府办公室文件
某政办发〔2020〕3号
某市校园旧计划
一、任务
1. 改善校门。粉刷校门。（责任单位：市教育局）
某市人民政府办公室
2020年3月1日
"""


def cited(answer: Answer) -> list[str]:
    """The clauses that are cited, each once, those of the plan as they are, those of the opinion after “B:”."""
    paths = (c.clause if c.document.number else f"B:{c.clause}" for c in answer.citations)
    return list(dict.fromkeys(paths))


def units(answer: Answer) -> list[str]:
    return [unit.name for unit in answer.units]
