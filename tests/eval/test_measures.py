"""Each measure on small cases, its edges included."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from eval.dataset import GoldQuestion
from eval.measures import MEASURES, Case, Seen, meanings, plain, refusals
from eval.support import Statement

Gold = Callable[..., dict[str, Any]]
BY_NAME = {measure.name: measure for measure in MEASURES}
REFUSAL = {"answerable": False, "clauses": [], "reason": "not_stated"}


def _seen(*cited: str, text: str = "", units: str = "", reason: str | None = None, refused: bool = False) -> Seen:
    return Seen(refused, reason, frozenset(cited), tuple(sorted(units.split())), plain(text))


CASES = {
    "全引": ("clause_recall", {"clauses": ["A:一", "A:二"]}, _seen("A:一", "A:二"), 1, ""),
    "引了一半": ("clause_recall", {"clauses": ["A:一", "A:二"]}, _seen("A:一"), 0.5, "漏引 A:二"),
    "引一个就够": ("clause_recall", {"clauses": ["A:一", "A:二"], "cite_any": True}, _seen("A:二"), 1, ""),
    "一个也没引": ("clause_recall", {"clauses": ["A:一", "A:二"], "cite_any": True}, _seen(), 0, "漏引 A:一、A:二"),
    "别的公文的同名条款": ("clause_recall", {}, _seen("B:一"), 0, "漏引 A:一"),
    "可引的不算错": ("clause_precision", {"also_ok": ["A:二"]}, _seen("A:一", "A:二"), 1, ""),
    "错引": ("clause_precision", {}, _seen("A:一", "A:三"), 0.5, "错引 A:三"),
    "没有引证": ("clause_precision", {}, _seen(), 0, ""),
    "成套": ("complete_set", {"kind": "unit_tasks", "also_ok": ["A"]}, _seen("A:一", "A"), 1, ""),
    "套里多一项": ("complete_set", {"kind": "unit_tasks"}, _seen("A:一", "A:二"), 0, ""),
    "套里少一项": ("complete_set", {"kind": "unit_tasks", "clauses": ["A:一", "A:二"]}, _seen("A:一"), 0, ""),
    "单位不论次序": ("units", {"units": ["乙局", "甲局"]}, _seen(units="甲局 乙局"), 1, ""),
    "单位多一个": ("units", {"units": ["甲局"]}, _seen(units="甲局 乙局"), 0, "单位应为 甲局，实为 乙局、甲局"),
    "没有单位": ("units", {"units": ["甲局"]}, _seen(), 0, "单位应为 甲局，实为 无"),
    "字句不论宽窄空格": ("strings", {"must_contain": ["10项"]}, _seen(text="共 １０ **项**"), 1, ""),
    "字句有一个就够": ("strings", {"must_contain": [["九项", "9项"]]}, _seen(text="9项"), 1, ""),
    "字句缺一个": ("strings", {"must_contain": ["甲", ["乙", "丙"]]}, _seen(text="甲"), 0, "缺少 乙"),
    "有不该有的": ("strings", {"must_not_contain": ["牵头"]}, _seen(text="由甲牵头"), 0, "不该有 牵头"),
    "答得对": ("decision", {}, _seen(), 1, ""),
    "错误地拒答": ("decision", {}, _seen(refused=True, reason="ambiguous"), 0, "不该拒答（ambiguous）"),
    "该拒而答": ("decision", REFUSAL, _seen(), 0, "该拒答而没有拒答"),
    "单位对了一半": ("units_f1", {"units": ["甲局", "乙局"]}, _seen(units="甲局 丙局"), 0.5, ""),
    "单位一个也没列": ("units_f1", {"units": ["甲局"]}, _seen(), 0, ""),
    "理由对": ("reason", REFUSAL, _seen(refused=True, reason="not_stated"), 1, ""),
    "理由也可": (
        "reason",
        REFUSAL | {"reason_also_ok": ["ambiguous"]},
        _seen(refused=True, reason="ambiguous"),
        1,
        "",
    ),
    "理由错": (
        "reason",
        REFUSAL,
        _seen(refused=True, reason="ambiguous"),
        0,
        "理由应为 not_stated，实为 ambiguous",
    ),
    "没有拒答就没有理由": ("reason", REFUSAL, _seen(), 0, "理由应为 not_stated，实为 无"),
    "点明了前提": ("premise", {"reason": "false_premise"}, _seen(reason="false_premise"), 1, ""),
    "因前提而拒答": ("premise", {"reason": "false_premise"}, _seen(refused=True, reason="false_premise"), 0, ""),
}


@pytest.mark.parametrize(("name", "parts", "seen", "value", "wrong"), CASES.values(), ids=CASES.keys())
def test_measure(gold: Gold, name: str, parts: dict[str, Any], seen: Seen, value: float, wrong: str) -> None:
    question = msgspec.convert(gold(**parts), GoldQuestion)
    measure = BY_NAME[name]
    assert measure.applies(question)
    assert measure.value(Case(question, seen)) == value
    assert "；".join(measure.wrong(Case(question, seen)) if value < 1 else ()) == wrong


CITING = {"decision", "clause_recall", "clause_precision", "citation_recall", "citation_precision"}
CITING |= {"quote_recall", "quote_precision"}
APPLYING = {
    "答得了": ({}, CITING),
    "答不了": (REFUSAL, {"decision", "reason"}),
    "答不了，理由不论": ({"answerable": False, "clauses": []}, {"decision"}),
    "任务": ({"kind": "unit_tasks"}, CITING | {"complete_set"}),
    "单位与字句": (
        {"units": ["甲局"], "must_not_contain": ["乙"]},
        CITING | {"units", "units_f1", "strings"},
    ),
    "前提有误": ({"reason": "false_premise"}, CITING | {"premise"}),
}


@pytest.mark.parametrize(("parts", "names"), APPLYING.values(), ids=APPLYING.keys())
def test_measures_apply_to_what_the_gold_says(gold: Gold, parts: dict[str, Any], names: set[str]) -> None:
    question = msgspec.convert(gold(**parts), GoldQuestion)
    assert {measure.name for measure in MEASURES if measure.applies(question)} == names


DECISIONS = {
    "都对": ([(True, True), (False, False)], (1.0, 1.0, 1.0)),
    "拒得太多": ([(True, True), (False, True)], (0.5, 1.0, 0.6667)),
    "拒得太少": ([(True, True), (True, False), (True, False)], (1.0, 0.3333, 0.5)),
    "拒错": ([(True, False), (False, True)], (0.0, 0.0, 0.0)),
    "无可拒也没有拒": ([(False, False)], (None, None, None)),
}


@pytest.mark.parametrize(("decisions", "values"), DECISIONS.values(), ids=DECISIONS.keys())
def test_refusals(decisions: list[tuple[bool, bool]], values: tuple[float | None, ...]) -> None:
    assert tuple(refusals(decisions).values()) == values


def _places(text: str) -> frozenset[tuple[str, int]]:
    """“A:一 0 1” are the first two characters of that clause."""
    ref, *places = text.split()
    return frozenset((ref, int(place)) for place in places)


QUOTES = {
    "引了一半": ("A:一 0 1", "A:一 0 1 2 3", 0.5, 1),
    "多引了一半": ("A:一 0 1 2 3", "A:一 0 1", 1, 0.5),
    "引错了条款": ("A:三 0 1", "A:一 0 1", 0, 0),
    "只引了可引的条款": ("A:二 0 1", "A:一 0 1", 0, 0),
    "没有引": ("A:一", "A:一 0 1", 0, 0),
}


@pytest.mark.parametrize(("quoted", "wanted", "recall", "precision"), QUOTES.values(), ids=QUOTES.keys())
def test_quotes_by_character(gold: Gold, quoted: str, wanted: str, recall: float, precision: float) -> None:
    question = msgspec.convert(gold(also_ok=["A:二"]), GoldQuestion)
    case = Case(question, Seen(False, None, frozenset(), (), "", _places(quoted)), _places(wanted))
    assert (BY_NAME["quote_recall"].value(case), BY_NAME["quote_precision"].value(case)) == (recall, precision)


STATEMENTS = {
    "都有依据": ([Statement("甲", (1,), True), Statement("乙", (2,), True)], 1, 1),
    "一句没有依据": ([Statement("甲", (1,), True), Statement("乙", (2,), False)], 0.5, 0.5),
    "一个引证多余": ([Statement("甲", (1, 2), True, idle=(2,))], 1, 0.5),
    "没有标记": ([Statement("甲", (), False)], 0, 0),
    "没有句子": ([], 0, 0),
}


@pytest.mark.parametrize(("statements", "recall", "precision"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_citations_as_alce_counts_them(
    gold: Gold, statements: list[Statement], recall: float, precision: float
) -> None:
    seen = Seen(False, None, frozenset(), (), "", statements=tuple(statements))
    case = Case(msgspec.convert(gold(), GoldQuestion), seen)
    assert (BY_NAME["citation_recall"].value(case), BY_NAME["citation_precision"].value(case)) == (recall, precision)


def test_every_measure_is_explained() -> None:
    names = [*BY_NAME, "refusal_precision", "refusal_recall", "refusal_f1"]
    assert sorted(meanings()) == sorted(names)
    assert all((m.label and m.definition and m.edges and m.source) for m in meanings().values())
    assert len({m.label for m in meanings().values()}) == len(names)
