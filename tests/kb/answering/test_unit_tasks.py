"""The tasks of a unit: all of them, counted, each with its citation."""

import re
from collections.abc import Callable, Iterable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from tests.kb.answering.checking import ROLES, TASKS, cited

Ask = Callable[..., Answer]
UNITS = sorted({unit["name"] for task in TASKS.values() for unit in task["units"]})


def names(number: int) -> set[str]:
    return {unit["name"] for unit in TASKS[number]["units"]}


def paths(numbers: Iterable[int]) -> list[str]:
    return [TASKS[number]["path"] for number in numbers]


def counted(answer: Answer) -> int:
    """How many tasks the answer says there are."""
    found = re.search(r"共(\d+)项", answer.answer)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("words", ["人社局到底揽了哪些差事", "把人社局的份内事捋一捋", "人社局要出面的有几处"])
def test_units_that_are_all_a_question_names_are_asked_for_their_tasks(ask: Ask, words: str) -> None:
    assert cited(ask(words)) == paths(number for number in TASKS if "市人社局" in names(number))


@pytest.mark.parametrize(
    "words",
    [
        "装充电桩找发改委批吗，还是找城管",
        "市税务局几点下班",
        "市人社局排队",
        "武汉投控集团董事长",
        "市教育局手机号多少",
    ],
)
def test_units_of_another_matter_are_not_asked_for_their_tasks(ask: Ask, words: str) -> None:
    assert ask(words).refused


@pytest.mark.parametrize("unit", UNITS)
def test_tasks_of_a_unit_are_all_that_name_it(ask: Ask, unit: str) -> None:
    answer = ask(f"{unit}负责哪些任务？")
    own = [number for number in TASKS if unit in names(number)]
    assert (answer.kind, answer.refused) == (Kind.UNIT_TASKS, False)
    assert cited(answer) == paths(own)
    assert counted(answer) == len(own)
    assert all(f"第{number}项“{TASKS[number]['heading']}”" in answer.answer for number in own)


@pytest.mark.parametrize("question", ["市教育局一共参与几项任务", "教育局要做什么", "武汉市教育局有哪些任务"])
def test_unit_may_be_asked_for_in_other_words(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == paths([1, 2, 3, 5, 6, 12, 13, 16, 18])


SETS = {
    "拎出来": ("经信局的活儿帮我全部拎出来", [1, 9, 16, 17, 18]),
    "有份的两家": ("人社、教育有份的任务", [2, 5, 6, 18]),
    "由一家负责": ("这么多任务里只由一家单位负责的有哪些", [3, 4, 11]),
    "涉及的数字": ("市财政局涉及的目标数字", [8, 9, 17]),
    "所有指标": ("请列出所有到2027年的指标", [7, 8, 9, 10, 13, 14, 15, 16]),
    "两个工程用简称": ("区政府在“能力强基”和“动能激活”两个工程里有任务吗？有的话是哪条", [2]),
    "有数字指标": ("市教育局的任务里哪些有量化指标", [1, 2, 13, 16, 18]),
    "没有数字指标": ("重点任务里没有量化目标的是哪几项", [3, 4, 5, 6, 11, 12, 19]),
    "挂名和序号": ("教育局跟科创局同时挂名的任务有哪几项，给序号", [5, 12, 13, 16, 18]),
    "既有又有": ("帮我筛：责任单位里既有经信又有教育的", [1, 16, 18]),
    "除掉一节": ("武汉投控集团参与的任务里，除掉科技金融那一节，还剩哪些？", [15, 17]),
    "加号": ("团委+人社都在的任务", [2, 9, 14, 18]),
    "不说集团": ("投控和人才集团都挂名的有没有", [7, 8]),
    "不说局": ("市税务就一项吧，哪项", [17]),
    "分到活": ("市发改委分到活了吗", [1, 16]),
    "几条里": ("科创局12条里有量化指标的是哪些", [7, 9, 10, 13, 14, 15, 16, 17, 18]),
    "两位年份和量化": ("27年底前要完成的量化任务一共几项", [7, 8, 9, 10, 13, 14, 15, 16]),
    "两个工程里": ("经信口在第(四)和第(五)两个工程里一共挂了哪几条？前面三个工程的不要", [16, 17, 18]),
    "作为责任单位": ("市财政局作为责任单位的条目，请逐条列出。", [8, 9, 17]),
    "有份没份": ("经信有份、教育没份的任务有哪些", [9, 17]),
    "那五项": ("科技金融那五项，哪几项写明了到2027年要完成的数？", [7, 8, 9, 10]),
    "挑出来": ("19项里只有一家责任单位的，挑出来", [3, 4, 11]),
    "只写了一家": ("19项任务里，哪几项责任单位只写了一家？", [3, 4, 11]),
    "跟我们有关的": ("我在团市委实习，68号文里跟我们团市委有关的任务有哪几条？", [2, 9, 14, 18]),
    "同时挂了": ("同时挂了市经信局和市财政局的是第几项？", [9, 17]),
    "没写": ("平台服务支撑那一节，没写市教育局的是哪几项", [14, 15]),
    "管哪块": ("数据局好像也掺和了？它是管哪块的", [17]),
    "涉及我们局的条目": ("我在市财政局工作，把68号文里涉及我们局的条目全部找出来，有哪些？", [8, 9, 17]),
    "单位加一件事": ("团市委要做哪些孵化器的事", [2, 14]),
    "只说单位": ("经信局名下的，逐条给我", [1, 9, 16, 17, 18]),
    "单位的任务里": ("市经信局的任务里，各区政府也要参加的是哪些", [16, 18]),
    "两家都在": ("市教育局和团市委一起负责哪些任务", [2, 18]),
    "两家都参与": ("市人社局和市财政局都参与的任务", [9, 17]),
    "不参与": ("市教育局不参与的任务有哪些", [4, 7, 8, 9, 10, 11, 14, 15, 17, 19]),
    "没有某某参与": ("没有各区人民政府参与的任务有哪些", [1, 3, 4, 5, 6, 7, 9, 11, 17]),
    "只有一家": ("只有一家责任单位的任务有哪些", [3, 4, 11]),
    "只有这两家": ("责任单位里只有人社局和教育局、没有第三家的，是哪一项", [6]),
    "正好两家": ("哪项任务正好由两家单位负责", [6]),
    "四家": ("四家单位负责的有几项", [2, 14, 19]),
    "六家以上": ("责任单位达到六家以上的任务", [8, 9, 16, 17, 18]),
    "六家或以上": ("责任单位有六家或六家以上的任务是哪几项", [8, 9, 16, 17, 18]),
    "不是责任单位": ("市科技创新局是责任单位、各区人民政府不是的任务有哪些", [4, 5, 7, 9, 17]),
    "没参加": ("团市委参加、但各区人民政府没参加的是哪项任务", [9]),
    "管什么的局": ("管城乡建设的那个局在方案里有哪几项任务", [16]),
    "没写两句话": ("哪些任务既没有写“到2027年”，也没有写“每年”", [1, 2, 3, 4, 5, 6, 11, 12, 19]),
    "工程里没写年份": ("科技金融全周期赋能工程的五项里，哪一项没写完成年份", [11]),
    "两个局": ("人社和教育两个局一起上的任务有哪些", [2, 5, 6, 18]),
    "列出来": ("武汉人才集团的任务帮我全部列出来", [7, 8, 18, 19]),
    "在多少项里": ("19项里哪些任务写明了到2027年要完成的指标", [7, 8, 9, 10, 13, 14, 15, 16]),
    "超过五个": ("责任单位超过五个的有几项", [8, 9, 16, 17, 18]),
    "单个": ("列出所有由单个部门负责的任务", [3, 4, 11]),
    "单位最少": ("责任单位最少的任务", [3, 4, 11]),
    "排第二": ("市财政局排第二的任务有哪些", [8]),
    "排在最后": ("市经信局排在最后的任务有几项", [1]),
    "单位最多": ("责任单位最多的是哪一项", [18]),
    "每年有指标": ("哪些任务每年有指标", [17, 18]),
    "以某年为期限": ("哪些任务以2027年为期限", [7, 8, 9, 10, 13, 14, 15, 16]),
    "没有时限": ("哪些任务没有写完成时限", [1, 2, 3, 4, 5, 6, 11, 12, 19]),
    "只由一家": ("只由市教育局一家负责的任务", [3]),
    "配合哪些": ("市数据局要配合哪些", [17]),
    "只有单位": ("市税务局呢", [17]),
    "没有提到": ("没有提到人工智能的任务有哪些", [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]),
    "提到": ("哪些任务提到了大模型", [7, 17]),
    "一个单位在一件事上": ("市科技创新局在技术转移方面有哪些任务", [13]),
    "一份文件的全部": ("68号文有哪些任务", list(range(1, 20))),
    "在一个工程里": ("科技金融赋能工程里市科技创新局参与哪些任务", [7, 9, 10]),
}


@pytest.mark.parametrize(("question", "numbers"), SETS.values(), ids=SETS.keys())
def test_set_of_tasks_is_complete_and_counted(ask: Ask, question: str, numbers: list[int]) -> None:
    answer = ask(question)
    assert (answer.kind, cited(answer)) == (Kind.UNIT_TASKS, paths(numbers))
    assert counted(answer) == len(numbers)


def test_tasks_are_found_under_the_name_before_a_reform_and_that_is_noted(ask: Ask) -> None:
    answer = ask("科技局负责哪些任务")
    assert cited(answer) == cited(ask("市科技创新局负责哪些任务"))
    assert answer.notes[0] == "“科技局”是“市科技创新局”的原名，文件使用新名。"


def test_tasks_of_part_of_a_group_are_those_of_the_group_and_that_is_noted(ask: Ask) -> None:
    answer = ask("风景区管委会负责什么")
    assert cited(answer) == cited(ask("各区人民政府负责哪些任务"))
    assert answer.notes[0] == "文件把“风景区管委会”列在“各区人民政府”之内（“含……，下同”）。"


def test_number_of_all_tasks_is_counted(ask: Ask) -> None:
    assert "共有19项任务" in ask("68号文一共有几项任务").answer


def test_unit_that_no_task_names_has_none(ask: Ask) -> None:
    answer = ask("市公安局负责哪些任务")
    assert (answer.refused, answer.reason, answer.citations) == (True, Reason.FALSE_PREMISE, ())
    assert "市公安局" in answer.answer


def test_unit_that_only_gets_a_copy_is_said_to_do_so(ask: Ask) -> None:
    answer = ask("武汉警备区负责什么任务")
    assert (answer.refused, answer.reason, cited(answer)) == (False, Reason.FALSE_PREMISE, ["落款"])
    assert "抄送" in answer.answer


def test_set_that_is_empty_is_said_to_be_empty(ask: Ask) -> None:
    answer = ask("市税务局和团市委一起负责哪些任务")
    assert (answer.refused, answer.reason) == (True, Reason.FALSE_PREMISE)
    assert "没有" in answer.answer


IN_ROLE = {
    "牵头": ("市教育局牵头哪些任务", ["一、1"]),
    "配合": ("市教育局配合哪些任务", ["一、2"]),
    "不分": ("市教育局负责哪些任务", ["一、1", "一、2"]),
    "都要": ("市教育局牵头和参与的有哪些任务", ["一、1", "一、2"]),
}


@pytest.mark.parametrize(("question", "paths"), IN_ROLE.values(), ids=IN_ROLE.keys())
def test_tasks_in_a_role_are_those_that_give_the_unit_this_role(
    ask_of: Callable[..., Ask], question: str, paths: list[str]
) -> None:
    assert cited(ask_of(ROLES)(question)) == paths


def test_tasks_that_name_no_roles_are_listed_with_a_note(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(ROLES)("市体育局牵头哪些任务")
    assert cited(answer) == ["一、3"]
    assert [note for note in answer.notes if "没有写明哪个单位牵头" in note] != []


def test_tasks_due_before_a_year_are_those_due_by_the_year_before(ask_of: Callable[..., Ask]) -> None:
    assert cited(ask_of(ROLES)("2028年前要完成的任务有哪些")) == ["一、1", "一、3"]


TALLIES = {
    "每个单位": ("每个单位各有几项任务", "市教育局：9项。"),
    "全文的责任单位": ("68号文的责任单位有哪些", "责任单位一共18家："),
    "最多": ("参与任务最多的单位是哪个", "市科技创新局：12项。"),
    "哪个部门最多": ("哪个部门承担的任务最多", "市科技创新局：12项。"),
    "一节之外": ("除了科技金融赋能工程，哪个单位承担的任务最多", "市教育局：9项。"),
    "只有一次": ("哪些单位只出现过一次", "市税务局：1项。"),
    "有几家": ("一共涉及多少家责任单位", "责任单位一共18家："),
    "两家相比": ("市科创局和市教育局谁的任务多", "市科技创新局比市教育局多3项。"),
}


@pytest.mark.parametrize(("question", "words"), TALLIES.values(), ids=TALLIES.keys())
def test_units_are_told_apart_by_the_number_of_their_tasks(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert not answer.refused
    assert words in answer.answer


def test_a_task_without_a_number_goes_by_its_clause(ask_of: Callable[..., Ask]) -> None:
    """Articles have no number of a task; nor have the numbered words of a notice that issues a plan."""
    ask = ask_of(
        "某市养老服务办法\n第一条　为了规范服务，制定本办法。\n第二条　建设社区食堂。（责任单位：市民政局）\n"
        "第三条　开展培训。（责任单位：市民政局、市财政局）\n某市人民政府\n2026年5月6日\n"
    )
    lines = ask("市民政局负责哪些任务？").answer.splitlines()
    assert [line.partition("[")[0] for line in lines[1:]] == ["- 第二条", "- 第三条"]


def test_the_first_section_is_no_first_place(ask: Ask) -> None:
    answer = ask("第一个工程里涉及教育局几条")
    assert cited(answer) == paths([1, 2, 3])
    assert "排在" not in answer.answer
