"""Who is responsible: every form in which notices assign a clause, roles, remarks, and rules that hold for the rest."""

import pytest

from ingest.assignments import carry_rules, closing, find_assignments

EDUCATION, FINANCE, LABOUR = "市教育局", "市财政局", "市人社局"


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role.value) for found in find_assignments(text) for unit in found.units]


RESPONSIBLE = {
    "责任单位": "推进改革。（责任单位：市教育局、市财政局）",
    "半角": "推进改革。(责任单位:市教育局,市财政局)",
    "责任部门": "推进改革。（责任部门：市教育局，市财政局）",
    "六角括号": "推进改革。〔责任单位：市教育局、市财政局〕",
    "方头括号": "推进改革。【责任单位：市教育局、市财政局】",
    "方括号": "推进改革。[责任单位：市教育局；市财政局]",
    "括号后有句号": "推进改革。（责任单位：市教育局、市财政局）。",
    "后面紧接时限": "推进改革。责任单位：市教育局、市财政局完成时限：2026年底前",
    "句子在段落中间": "推进改革。责任单位：市教育局、市财政局。完成时限：2026年底前。各校要支持。",
    "后面另起一段": "推进改革。\n责任单位：市教育局、市财政局\n各校要支持。",
    "名单里有空格": "推进改革。（责任单位：市教育局、 市财政局）",
    "负责": "推进改革。（市教育局、市财政局负责）",
    "由某某负责": "推进改革。（由市教育局、市财政局负责）",
    "按职责分工负责": "推进改革。（市教育局、市财政局按职责分工负责）",
    "和": "推进改革。（责任单位：市教育局和市财政局）",
    "等按职责分工负责": "推进改革。（市教育局、市财政局等按职责分工负责）",
    "等": "推进改革。（责任单位：市教育局、市财政局等）",
    "会同": "推进改革。（市教育局会同市财政局负责）",
    "等有关部门": "推进改革。（责任单位：市教育局、市财政局等有关部门）",
    "完成时限在后": "推进改革。（责任单位：市教育局、市财政局；完成时限：2026年底前）",
    "责任领导在前": "推进改革。（责任领导：张三；责任单位：市教育局、市财政局）",
    "责任领导在后": "推进改革。（责任单位：市教育局、市财政局；责任领导：张三）",
    "名单里有时限": "推进改革。（责任单位：市教育局、市财政局，2026年6月底前完成，并长期坚持）",
    "标签后又有负责": "推进改革。（责任单位：市教育局、市财政局等按职责分工负责）",
    "由某某会同": "推进改革。（由市教育局会同市财政局负责）",
    "结合实际落实": "推进改革。（市教育局按职责分工负责，市财政局结合实际落实）",
    "顿号漏了": "推进改革。（责任单位：市教育局市财政局）",
    "用空格隔开": "推进改革。（责任单位：市教育局 市财政局）",
    "自成一句": "推进改革。责任单位：市教育局、市财政局。",
    "自成一行": "推进改革。\n责任单位：市教育局、市财政局",
    "在标题后": "推进改革（责任单位：市教育局、市财政局）\n各学校要落实。",
}


@pytest.mark.parametrize("text", RESPONSIBLE.values(), ids=RESPONSIBLE.keys())
def test_units_are_found_in_every_form_of_the_list(text: str) -> None:
    assert units(text) == [(EDUCATION, "responsible"), (FINANCE, "responsible")]


ROLES = {
    "牵头责任和协同责任": (
        "推进。\n牵头责任单位：市教育局。\n协同责任单位：市财政局、市人社局等。",
        [(EDUCATION, "lead"), (FINANCE, "supporting"), (LABOUR, "supporting")],
    ),
    "牵头和配合单位": (
        "推进。（牵头单位：市教育局；配合单位：市财政局、市人社局）",
        [(EDUCATION, "lead"), (FINANCE, "supporting"), (LABOUR, "supporting")],
    ),
    "牵头责任配合": (
        "推进。（牵头单位：市教育局；责任单位：市财政局；配合单位：市人社局）",
        [(EDUCATION, "lead"), (FINANCE, "responsible"), (LABOUR, "supporting")],
    ),
    "标签之间只有空格": (
        "推进。（牵头单位：市教育局 责任单位：市财政局）",
        [(EDUCATION, "lead"), (FINANCE, "responsible")],
    ),
    "牵头和配合": (
        "推进。（市教育局牵头，市财政局、市人社局配合）",
        [(EDUCATION, "lead"), (FINANCE, "supporting"), (LABOUR, "supporting")],
    ),
    "名单里标牵头": (
        "推进。（责任单位：市教育局（牵头）、市财政局）",
        [(EDUCATION, "lead"), (FINANCE, "responsible")],
    ),
    "标签里有动词": (
        "推进。（责任单位：市教育局牵头，市财政局配合）",
        [(EDUCATION, "lead"), (FINANCE, "supporting")],
    ),
    "各占一行": (
        "推进。\n牵头单位：市教育局\n责任单位：市财政局、市人社局\n完成时限：2026年底前",
        [(EDUCATION, "lead"), (FINANCE, "responsible"), (LABOUR, "responsible")],
    ),
    "学校里的部门": (
        "推进。（教务处、图书馆牵头，各学院配合）",
        [("教务处", "lead"), ("图书馆", "lead"), ("各学院", "supporting")],
    ),
    "规则写在标签里": (
        "推进。（责任单位（列首位的为牵头单位）：市教育局、市财政局）",
        [(EDUCATION, "responsible"), (FINANCE, "responsible")],
    ),
    "分号隔开": ("推进。（市教育局牵头；市财政局配合）", [(EDUCATION, "lead"), (FINANCE, "supporting")]),
    "顿号隔开": ("推进。（市教育局牵头、市财政局配合）", [(EDUCATION, "lead"), (FINANCE, "supporting")]),
    "末尾有时限": (
        "推进。（市教育局负责，市财政局配合，2026年底前完成）",
        [(EDUCATION, "responsible"), (FINANCE, "supporting")],
    ),
    "括号里套括号": (
        "推进。（各区人民政府（含开发区，下同）牵头，市教育局配合）",
        [("各区人民政府", "lead"), (EDUCATION, "supporting")],
    ),
    "共同牵头": (
        "推进。（市教育局、市财政局共同牵头，市人社局参与）",
        [(EDUCATION, "lead"), (FINANCE, "lead"), (LABOUR, "supporting")],
    ),
    "牵头负责": ("推进。（市教育局牵头负责）", [(EDUCATION, "lead")]),
    "牵头和分工负责": (
        "推进。（市教育局牵头，市财政局等部门按职责分工负责）",
        [(EDUCATION, "lead"), (FINANCE, "responsible")],
    ),
    "句子里的牵头单位": (
        "推进。牵头单位：市教育局。责任单位：市财政局、市人社局。",
        [(EDUCATION, "lead"), (FINANCE, "responsible"), (LABOUR, "responsible")],
    ),
    "两处分工": (
        "编制教材（市教育局负责）；落实经费（市财政局负责）。",
        [(EDUCATION, "responsible"), (FINANCE, "responsible")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROLES.values(), ids=ROLES.keys())
def test_role_is_what_the_words_say(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(text) == expected


NONE = {
    "没有括号": "推进改革。",
    "括号里是别的": "编制规划（土地利用总体规划）。",
    "名单是空的": "推进改革。（责任单位：）",
    "括号没有关": "推进改革。（责任单位：市教育局",
    "只有时限": "推进改革。（完成时限：2026年6月）",
    "句子里的由": "编写教材（技校内由教育行政部门负责）。",
    "不是单位": "食堂实行分餐（专人负责）。",
    "空文本": "",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_brackets_that_name_no_units_assign_nothing(text: str) -> None:
    assert find_assignments(text) == ()


CLOSING = {
    "在末尾": ("推进改革。（责任单位：市教育局）", "（责任单位：市教育局）"),
    "末尾有句号": ("推进改革（责任单位：市教育局）。", "（责任单位：市教育局）。"),
    "在句中": ("推进改革（市教育局负责），加强督查。", None),
    "没有": ("推进改革。", None),
}


@pytest.mark.parametrize(("text", "expected"), CLOSING.values(), ids=CLOSING.keys())
def test_only_words_at_the_end_are_no_part_of_the_body(text: str, expected: str | None) -> None:
    last = closing(text, find_assignments(text))
    assert (last and last.text) == expected
    assert last is None or text[last.start : last.end] == expected


def carried(*texts: str) -> list[list[tuple[str, str, str | None]]]:
    """The units of several clauses, one after the other in a notice."""
    rules = carry_rules([find_assignments(text) for text in texts])
    return [[(unit.name, unit.role.value, unit.note) for unit in clause] for clause in rules]


def test_remark_that_says_the_same_below_holds_in_every_later_clause() -> None:
    assert carried(
        "（责任单位：各区）", "（责任单位：各区〈含开发区，下同〉）", "（责任单位：市教育局）", "（责任单位：各区）"
    ) == [
        [("各区", "responsible", None)],
        [("各区", "responsible", "含开发区，下同")],
        [(EDUCATION, "responsible", None)],
        [("各区", "responsible", "含开发区，下同")],
    ]


def test_remark_without_these_words_holds_in_its_own_clause_only() -> None:
    assert carried("（责任单位：各区〈含开发区〉）", "（责任单位：各区）") == [
        [("各区", "responsible", "含开发区")],
        [("各区", "responsible", None)],
    ]


def test_unit_that_all_that_follows_has_in_common_says_so() -> None:
    assert carried("（市教育局负责，各区政府组织实施。以下均需各区政府组织实施，不再列出）") == [
        [(EDUCATION, "responsible", None), ("各区政府", "responsible", "以下均需各区政府组织实施，不再列出")]
    ]


def test_rule_may_stand_before_the_colon_of_the_label() -> None:
    stated, after = carried(
        "（责任单位（列首位的为牵头单位，下同）：市教育局、市财政局）", "（责任单位：市财政局、市教育局）"
    )
    assert [(name, role) for name, role, _ in stated] == [(EDUCATION, "lead"), (FINANCE, "responsible")]
    assert [(name, role) for name, role, _ in after] == [(FINANCE, "lead"), (EDUCATION, "responsible")]


def test_rule_that_the_first_leads_holds_from_where_it_stands() -> None:
    before, stated, after = carried(
        "（责任单位：市人社局、各区）",
        "（责任单位：市教育局、市财政局，列首位的为牵头单位，下同）",
        "（责任单位：市财政局、市教育局）",
    )
    assert [(name, role) for name, role, _ in before] == [(LABOUR, "responsible"), ("各区", "responsible")]
    assert [(name, role) for name, role, _ in stated] == [(EDUCATION, "lead"), (FINANCE, "responsible")]
    assert [(name, role) for name, role, _ in after] == [(FINANCE, "lead"), (EDUCATION, "responsible")]
