"""`kb docs`, `kb units`, `kb tasks`: complete lists, as tables and as JSON."""

import json

import pytest

from tests.kb.cli.running import SEEDS, Run


@pytest.fixture(autouse=True)
def filled(seeded_home: None) -> None:
    """Every test here asks the knowledge base of the two seeds."""


def _objects(shown: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in shown.splitlines()]


def test_docs(run: Run) -> None:
    shown = run("docs", "--json")
    assert shown.code == 0
    assert {(row["number"], row["issuer"], row["signed_on"]) for row in _objects(shown.out)} == {
        ("武政办〔2025〕68号", "武汉市人民政府办公厅", "2025-06-18"),
        (None, "武汉市科学技术局", "2021-08-25"),
    }


def test_docs_in_a_pipe_is_a_line_a_row(run: Run) -> None:
    header, *rows = run("docs").out.splitlines()
    assert header.split("\t") == ["编号", "标题", "发文字号", "发文机关", "成文日期", "条款数", "来源"]
    assert len(rows) == len(SEEDS)
    assert {len(row.split("\t")) for row in rows} == {7}


def test_units_counts_tasks_by_role(run: Run) -> None:
    units = {row["name"]: row for row in _objects(run("units", "--json").out)}
    assert len(units) == 18
    assert units["市教育局"] == {
        "name": "市教育局",
        "resolved": "武汉市教育局",
        "tasks": 9,
        "lead": 0,
        "responsible": 9,
        "supporting": 0,
    }
    assert units["各区人民政府"]["tasks"] == 10


NAMES = {
    "公文里的写法": ("市教育局", 9),
    "全称": ("武汉市教育局", 9),
    "俗称": ("教育局", 9),
    "带空格": ("市 教育局", 9),
    "下同里的单位": ("风景区管委会", 10),
    "带牵头以外的角色": ("武汉金控集团", 2),
}


@pytest.mark.parametrize(("name", "count"), NAMES.values(), ids=NAMES.keys())
def test_tasks_of_a_unit_are_complete_whatever_it_is_called(run: Run, name: str, count: int) -> None:
    listed, of_unit = run("tasks", "--unit", name, "--json"), run("units", name, "--json")
    assert (listed.code, of_unit.code) == (0, 0)
    assert listed.out == of_unit.out
    assert len(_objects(listed.out)) == count


def test_all_tasks_in_the_order_of_the_notice(run: Run) -> None:
    tasks = _objects(run("tasks", "--json").out)
    assert [task["task_number"] for task in tasks] == list(range(1, 20))
    assert tasks[9]["clause"] == "二、（三）10"
    assert tasks[9]["deadlines"] == [{"text": "到2027年", "kind": "by", "date": "2027-12-31", "since": None}]


FILTERS = {
    "到期之前没有": (["--by", "2027-11"], 0),
    "到年底": (["--by", "2027"], 8),
    "到月底": (["--by", "2027-12"], 8),
    "到某日": (["--by", "2027-12-31"], 8),
    "文号的一部分": (["--doc", "68号"], 19),
    "标题的一部分": (["--doc", "高校师生创新创业"], 19),
    "没有责任单位的公文": (["--doc", "孵化载体"], 0),
    "单位与期限": (["--unit", "市教育局", "--by", "2027"], 2),
}


@pytest.mark.parametrize(("options", "count"), FILTERS.values(), ids=FILTERS.keys())
def test_filters(run: Run, options: list[str], count: int) -> None:
    shown = run("tasks", *options, "--json")
    assert len(_objects(shown.out)) == count
    assert shown.code == (0 if count else 1)
    assert shown.err == ("" if count else "没有符合条件的任务。\n")


@pytest.mark.parametrize("command", [("units", "科技"), ("tasks", "--unit", "科技")], ids=" ".join)
def test_unknown_unit_is_1_and_like_names_are_offered(run: Run, command: tuple[str, ...]) -> None:
    shown = run(*command)
    assert (shown.code, shown.out) == (1, "")
    assert shown.err == "没有公文把任务交给“科技”。名称相近的单位：市科技创新局。\n"


def test_task_table_names_units_with_notes_and_deadlines(run: Run) -> None:
    header, *rows = run("tasks", "--unit", "市委金融办").out.splitlines()
    assert header.split("\t") == ["公文", "条款", "任务", "责任单位", "时限"]
    assert any(
        row.split("\t")[1:3] == ["二、（三）10", "完善高校师生创新创业保险机制"] and "（2027-12-31）" in row
        for row in rows
    )
