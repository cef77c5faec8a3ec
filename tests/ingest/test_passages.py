"""Passages: every clause gives some, a clause's pieces are its text, headings are searched but never quoted."""

from dataclasses import replace

import pytest
from llama_index.core.schema import MetadataMode

from ingest.cutting import LIMIT
from ingest.passages import passages
from kb.index.manifest import version_of
from kb.index.records import metadata, searchable
from kb.notices import Notice, Table

LONG = "各区人民政府按职责分工负责。" * 60


def with_text(notice: Notice, position: int, text: str) -> Notice:
    clauses = list(notice.clauses)
    clauses[position] = replace(clauses[position], text=text)
    return replace(notice, clauses=tuple(clauses))


def test_every_clause_gives_passages_that_are_its_text(plan: Notice) -> None:
    notice = with_text(with_text(plan, 2, LONG), 3, "")
    nodes = passages(notice, "1")
    for clause in notice.clauses:
        pieces = [node.text for node in nodes if node.metadata["path"] == clause.path]
        assert "".join(pieces) == clause.text
        assert len(pieces) == (3 if clause.text == LONG else 1)
        assert all(len(piece) <= LIMIT for piece in pieces)


def test_ids_are_stable_and_say_where_a_passage_stands(plan: Notice) -> None:
    notice = with_text(plan, 2, LONG)
    version = version_of(notice, "1")
    ids = [node.node_id for node in passages(notice, "1")]
    assert ids == [
        f"{version}/二#0",
        f"{version}/二、（三）#0",
        f"{version}/二、（三）10#0",
        f"{version}/二、（三）10#1",
        f"{version}/二、（三）10#2",
        f"{version}/二、（三）11#0",
    ]
    assert [node.node_id for node in passages(notice, "1")] == ids
    assert not {node.node_id for node in passages(notice, "2")} & set(ids)


def test_metadata_are_those_of_the_index(plan: Notice) -> None:
    notice = with_text(plan, 2, LONG)
    node = passages(notice, "1")[3]
    assert node.metadata == metadata(node.metadata["document_id"], version_of(notice, "1"), notice, 2, 1)


@pytest.mark.parametrize("position", range(4))
def test_headings_are_searched_with_the_text_but_are_no_part_of_it(plan: Notice, position: int) -> None:
    node = passages(plan, "1")[position]
    assert node.text == plan.clauses[position].text
    assert node.get_content(MetadataMode.EMBED) == searchable(node)
    assert node.get_content(MetadataMode.LLM) == searchable(node)
    assert node.get_content(MetadataMode.NONE) == node.text


def test_the_headings_of_a_task(plan: Notice) -> None:
    assert searchable(passages(plan, "1")[2]).splitlines() == [
        "重点任务",
        "强化金融支持",
        "完善创新创业保险机制",
        "到2027年，开发定制科技保险产品10个。",
    ]


def test_the_rows_of_a_table_stay_whole(plan: Notice) -> None:
    rows = [f"{number}\t市教育局；市人社局。\t{'内容' * 60}\n" for number in range(10)]
    notice = with_text(plan, 2, "".join(rows))
    table = Table(plan.clauses[2].path, "分工表", ("序号", "单位", "内容"), ())
    nodes = passages(replace(notice, tables=(table,)), "1")
    pieces = [node.text for node in nodes if node.metadata["path"] == table.path]
    assert "".join(pieces) == "".join(rows)
    assert len(pieces) > 1
    assert all(line in rows for piece in pieces for line in piece.splitlines(keepends=True))
