"""Both seed notices, whole, against what a reader wrote down from them by hand."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ingest.parsing import parse
from kb.clauses import Clause
from kb.notices import Notice
from kb.text import visible

ROOT = Path(__file__).parents[2]
GOLDEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "tests/golden").glob("*.json")}
DATA = ("title", "notice_title", "number", "issuer", "signed_on", "printed_on", "period", "addressees", "copied_to")
CLAUSES = [
    pytest.param(name, expected, id=f"{name} {expected['path']}")
    for name, golden in sorted(GOLDEN.items())
    for expected in golden["clauses"]
]


@cache
def parsed(name: str) -> Notice:
    return parse(ROOT / GOLDEN[name]["source"])


def as_json(value: object) -> Any:
    """What a script gets of it."""
    return msgspec.json.decode(msgspec.json.encode(value))


def clause(name: str, expected: dict[str, Any]) -> Clause:
    return parsed(name).by_path[expected["path"]]


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_document_data_is_what_the_notice_states(name: str) -> None:
    document = as_json(parsed(name).document)
    assert {field: document[field] for field in DATA} == {field: GOLDEN[name][field] for field in DATA}


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_clauses_are_all_there_in_the_order_of_the_source(name: str) -> None:
    assert [c.path for c in parsed(name).clauses] == [c["path"] for c in GOLDEN[name]["clauses"]]
    assert parsed(name).unassigned == ()


@pytest.mark.parametrize(("name", "expected"), CLAUSES)
def test_clause_has_its_heading_number_and_repaired_text(name: str, expected: dict[str, Any]) -> None:
    found = clause(name, expected)
    text = re.sub(r"\s", "", found.text)
    assert (found.heading, found.task_number) == (expected["heading"], expected["task_number"])
    assert text.startswith(expected["text_start"])
    assert text.endswith(expected["text_end"])
    assert [words for words in expected.get("text_contains", ()) if words not in text] == []


@pytest.mark.parametrize(("name", "expected"), CLAUSES)
def test_clause_has_its_units_deadlines_and_targets(name: str, expected: dict[str, Any]) -> None:
    found = as_json(clause(name, expected))
    deadlines = [{field: each[field] for field in ("text", "kind", "date")} for each in found["deadlines"]]
    assert found["units"] == expected["units"]
    assert deadlines == expected["deadlines"]
    fields = [target.keys() for target in expected["targets"]]
    assert [{field: t[field] for field in f} for t, f in zip(found["targets"], fields, strict=True)] == expected[
        "targets"
    ]


@pytest.mark.parametrize(("name", "expected"), [case for case in CLAUSES if case.values[1]["task_number"]])
def test_words_that_assign_a_task_are_in_its_span_and_not_in_its_text(name: str, expected: dict[str, Any]) -> None:
    found = clause(name, expected)
    assert found.assignment is not None
    assert visible(parsed(name).text[found.start : found.end]).endswith(found.assignment)
    assert "责任单位" not in found.text
    assert all(unit["name"] in found.assignment for unit in expected["units"])


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_tables_have_all_rows_the_total_among_them(name: str) -> None:
    tables = as_json(parsed(name).tables)
    assert tables == [
        {field: table[field] for field in ("path", "caption", "columns", "notes")}
        | {"rows": [*table["rows"], table["total"]]}
        for table in GOLDEN[name]["tables"]
    ]


def test_every_seed_has_a_golden_file() -> None:
    assert {golden["source"] for golden in GOLDEN.values()} == {
        f"seeds/{p.name}" for p in (ROOT / "seeds").glob("*.txt")
    }
