"""What a notice says that it does to other documents."""

import pytest

from ingest.relations import find_relations
from kb.documents import RelationKind

REPEALS, AMENDS = RelationKind.REPEALS, RelationKind.AMENDS
OLD = "某政发〔2018〕3号"

STATED = {
    "废止，有标题": ("《旧办法》同时废止。", [(REPEALS, "旧办法", None)]),
    "废止，有文号": ("《旧办法》（某政发〔2018〕3号）同时废止。", [(REPEALS, "旧办法", OLD)]),
    "文号用别的括号": ("《旧办法》（某政发[2018]3号）同时废止。", [(REPEALS, "旧办法", OLD)]),
    "废止两个": ("《甲办法》《乙办法》同时废止。", [(REPEALS, "甲办法", None), (REPEALS, "乙办法", None)]),
    "自即日起废止": ("原《旧办法》（某政发〔2018〕3号）自即日起废止。", [(REPEALS, "旧办法", OLD)]),
    "不再执行": ("原《旧办法》不再执行。", [(REPEALS, "旧办法", None)]),
    "停止执行": ("《旧办法》（某政发〔2018〕3号）停止执行。", [(REPEALS, "旧办法", OLD)]),
    "失效": ("《旧办法》自动失效。", [(REPEALS, "旧办法", None)]),
    "只有文号": ("原某政发〔2018〕3号文件同时废止。", [(REPEALS, None, OLD)]),
    "废止在先": ("同时废止《旧办法》（某政发〔2018〕3号）。", [(REPEALS, "旧办法", OLD)]),
    "标题里有书名号": (
        "《关于印发〈旧办法〉的通知》（某政发〔2018〕3号）同时废止。",
        [(REPEALS, "关于印发〈旧办法〉的通知", OLD)],
    ),
    "令": ("《旧办法》（某市人民政府令第5号）同时废止。", [(REPEALS, "旧办法", "某市人民政府令第5号")]),
    "只废止一条": ("《旧办法》第五条同时废止。", [(AMENDS, "旧办法", None)]),
    "修改": ("对《旧办法》（某政发〔2018〕3号）作如下修改：", [(AMENDS, "旧办法", OLD)]),
    "根据别的文件废止": ("根据《上位办法》，《旧办法》同时废止。", [(REPEALS, "旧办法", None)]),
    "废止前": ("《旧办法》废止前，按《旧办法》执行。", []),
    "清理废止工作": ("开展《旧办法》等文件的修改、废止工作。", []),
    "提到别的文件": ("按照《旧办法》执行。", []),
    "没有文件": ("原有规定同时废止。", []),
}


@pytest.mark.parametrize(("text", "expected"), STATED.values(), ids=STATED.keys())
def test_relations_are_what_the_sentences_state(
    text: str, expected: list[tuple[RelationKind, str | None, str | None]]
) -> None:
    assert [(found.kind, found.title, found.number) for found in find_relations([text], "新办法")] == expected


def test_relation_has_its_sentence() -> None:
    [found] = find_relations(["自印发之日起施行，《旧办法》同时废止。其他事项另行规定。"], "新办法")
    assert found.text == "自印发之日起施行，《旧办法》同时废止"


TITLES = {
    "关于废止": ("某市人民政府关于废止《旧办法》的决定", [(REPEALS, "旧办法")]),
    "废止两个": ("关于废止《甲办法》和《乙办法》的通知", [(REPEALS, "甲办法"), (REPEALS, "乙办法")]),
    "关于修改": ("某市人民政府关于修改《旧办法》的决定", [(AMENDS, "旧办法")]),
    "修订印发": ("关于修订印发《新办法》的通知", []),
    "别的标题": ("关于印发《新办法》的通知", []),
}


@pytest.mark.parametrize(("title", "expected"), TITLES.values(), ids=TITLES.keys())
def test_title_states_relations_too(title: str, expected: list[tuple[RelationKind, str]]) -> None:
    assert [(found.kind, found.title) for found in find_relations([], title)] == expected


def test_sentence_without_end_is_not_kept_for_each_of_its_documents() -> None:
    listed = "、".join(f"《旧办法{i}》" for i in range(1000))
    found = find_relations([f"{listed}同时废止。"], "新办法")
    assert len(found) == 1000
    assert {relation.text for relation in found} == {f"《旧办法{i}》" for i in range(1000)}
