"""What the index knows of a passage, and the names of passages, documents and versions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.documents import Document
from kb.index.manifest import document_id, version_of
from kb.index.records import StoredPassage, metadata, passage_id, read_passage_id, searchable
from kb.notices import Notice


def test_the_metadata_of_a_task(plan: Notice) -> None:
    assert metadata("d", "v", plan, 2, 0) == {
        "document_id": "d",
        "version": "v",
        "title": "高校师生创新创业三年行动方案",
        "number": "武政办〔2025〕68号",
        "issuer": "武汉市人民政府办公厅",
        "signed_on": 20250618,
        "path": "二、（三）10",
        "parents": ["二", "二、（三）"],
        "heading": "完善创新创业保险机制",
        "headings": ["重点任务", "强化金融支持"],
        "context": "重点任务\n强化金融支持\n完善创新创业保险机制",
        "task_number": 10,
        "units": ["市委金融办", "市教育局"],
        "leads": ["市委金融办"],
        "deadlines": [20251231, 20271231],
        "due_first": 20251231,
        "due_last": 20271231,
        "targets": '[{"text": "科技保险产品10个", "indicator": "科技保险产品", "value": 10, "uom": "个", '
        '"comparator": "=", "by": null, "upper": null, "every": null, "baseline": null}]',
        "position": 2,
        "ordinal": 0,
    }


def test_what_is_not_stated_has_no_key(plan: Notice) -> None:
    bare = Notice("a", "", Document("题"), (replace(plan.clauses[0], heading=None),))
    assert set(metadata("d", "v", bare, 0, 0)) == {"document_id", "version", "title", "path", "position", "ordinal"}


def test_a_heading_that_is_the_text_is_not_searched_twice(plan: Notice) -> None:
    data = metadata("d", "v", plan, 1, 0)
    assert searchable(StoredPassage("id", plan.clauses[1].text, data)) == "重点任务\n强化金融支持"


@given(version=st.from_regex(r"[0-9a-f]{16}", fullmatch=True), path=st.text(), ordinal=st.integers(0, 10**6))
def test_a_passage_id_gives_back_what_it_was_made_of(version: str, path: str, ordinal: int) -> None:
    assert read_passage_id(passage_id(version, path, ordinal)) == (version, path, ordinal)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        pytest.param({"number": "武政办〔2025〕68 号"}, True, id="文号里的空格"),
        pytest.param({"title": "另一个题目"}, True, id="文号相同题目不同"),
        pytest.param({"number": "武政办〔2025〕69号"}, False, id="文号不同"),
        pytest.param({"number": None}, False, id="没有文号"),
    ],
)
def test_a_numbered_notice_is_known_by_its_number(plan: Notice, changes: dict[str, str], is_same: bool) -> None:
    other = replace(plan, source="别处.txt", document=replace(plan.document, **changes))
    assert (document_id(other) == document_id(plan)) is is_same


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        pytest.param({"title": "关于 孵化器的意见"}, True, id="题目里的空格"),
        pytest.param({"title": "关于孵化器的办法"}, False, id="题目不同"),
        pytest.param({"issuer": None}, False, id="发文机关不同"),
        pytest.param({"signed_on": None}, False, id="成文日期不同"),
    ],
)
def test_an_unnumbered_notice_is_known_by_issuer_title_and_date(
    opinion: Notice, changes: dict[str, str], is_same: bool
) -> None:
    other = replace(opinion, source="别处.txt", document=replace(opinion.document, **changes))
    assert (document_id(other) == document_id(opinion)) is is_same


def test_notices_without_a_title_are_known_by_their_files() -> None:
    first, second = (Notice(source, "", Document(""), ()) for source in ("一/甲.txt", "一/乙.txt"))
    assert document_id(first) != document_id(second)
    assert document_id(first) == document_id(replace(first, source="二/甲.txt"))


def test_a_version_is_that_of_content_and_recipe(plan: Notice) -> None:
    version = version_of(plan, "1")
    assert plan.by_path  # a cached property leaves no trace in the version
    assert version_of(plan, "1") == version
    assert version_of(plan, "2") != version
    assert version_of(replace(plan, text="改过的正文"), "1") != version
