"""Who is responsible: the units exactly as the notice lists them."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from tests.kb.answering.checking import REPEALED, ROLES, TASKS, cited, units

Ask = Callable[..., Answer]


@pytest.mark.parametrize("number", TASKS)
@pytest.mark.parametrize("form", ["第{}项归谁负责？", "68号文第{}条的责任单位有哪些"], ids=["第几项", "第几条"])
def test_units_of_every_task_are_those_of_the_notice(ask: Ask, form: str, number: int) -> None:
    answer = ask(form.format(number))
    task = TASKS[number]
    assert (answer.kind, answer.refused, cited(answer)) == (Kind.RESPONSIBILITY, False, [task["path"]])
    assert [(u.name, u.role.value, u.note) for u in answer.units] == [
        (u["name"], u["role"], u["note"]) for u in task["units"]
    ]
    assert all(unit["name"] in answer.answer for unit in task["units"])


TOPICS = {
    "科技保险": ("科技保险归谁管？", 10),
    "休学创业": ("休学创业是哪个局负责", 3),
    "微专业": ("微专业归谁", 2),
    "人才流动": ("人才合理流动的责任单位有哪些", 6),
    "路演中心": ("全球科创路演中心由谁负责", 15),
    "新三板": ("想去新三板挂牌，对口部门是哪家", 11),
    "校友": ("校友人才库谁来建", 19),
    "压给哪几家": ("概念验证中心、中试平台那些数字是压给哪几家的？", 13),
    "一家扛": ("学生办休学去创业、双创折学分，是教育口一家扛还是有别的单位一起", 3),
    "有没有份": ("保险这块咱区里有没有份？责任单位报一下", 10),
    "问的人做什么不算": (
        "本人运营一家孵化器，想带园里的项目去东湖的全球科创路演中心，也想上找资金的专区。方案里这一项写的责任单位都有谁",
        15,
    ),
    "繁体": ("科技保險歸誰管", 10),
    "全角和空格": ("科技 保险　归谁管？？", 10),
}


@pytest.mark.parametrize(("question", "number"), TOPICS.values(), ids=TOPICS.keys())
def test_units_of_a_topic_are_those_of_its_task(ask: Ask, question: str, number: int) -> None:
    answer = ask(question)
    assert (answer.kind, cited(answer)) == (Kind.RESPONSIBILITY, [TASKS[number]["path"]])
    assert units(answer) == [unit["name"] for unit in TASKS[number]["units"]]


def test_full_names_are_given_where_the_registry_knows_them(ask: Ask) -> None:
    resolved = {unit.name: unit.resolved for unit in ask("第10项归谁负责").units}
    assert resolved == {
        "市委金融办": "中共武汉市委金融委员会办公室",
        "市科技创新局": "武汉市科技创新局",
        "各区人民政府": None,
    }


def test_scope_of_the_remark_that_holds_below_is_noted(ask: Ask) -> None:
    assert "“各区人民政府”含开发区、长江新区、风景区管委会,下同。" in ask("第10项归谁负责").notes
    assert ask("第3项归谁负责").notes == ()


def test_no_lead_is_named_where_the_notice_names_none(ask: Ask) -> None:
    answer = ask("校地协同基金群谁牵头")
    assert {unit.role.value for unit in answer.units} == {"responsible"}
    assert "文件没有写明哪个单位牵头，按原文顺序列出。" in answer.notes


MEMBERSHIP = {
    "有": ("第9项有没有团市委", 9, "有团市委。", None),
    "没有": ("第8项有没有团市委", 8, "责任单位里没有“团市委”。", Reason.FALSE_PREMISE),
    "按主题问，没有": ("科技保险是不是市教育局负责", 10, "不是，责任单位里没有“市教育局”。", Reason.FALSE_PREMISE),
    "按主题问，有": ("市财政局管不管种子基金", 8, "是，有市财政局。", None),
}


@pytest.mark.parametrize(("question", "number", "verdict", "reason"), MEMBERSHIP.values(), ids=MEMBERSHIP.keys())
def test_verdict_comes_first_and_the_list_with_it(
    ask: Ask, question: str, number: int, verdict: str, reason: Reason | None
) -> None:
    answer = ask(question)
    assert answer.answer.startswith(verdict)
    assert (answer.refused, answer.reason) == (False, reason)
    assert units(answer) == [unit["name"] for unit in TASKS[number]["units"]]


def test_of_several_tasks_each_has_its_verdict(ask: Ask) -> None:
    answer = ask("第8项和第9项有没有团市委")
    assert [line.partition("。")[0] for line in answer.answer.split("\n")] == ["责任单位里没有“团市委”", "有团市委"]
    assert answer.reason is Reason.FALSE_PREMISE


BESIDES = {
    "在哪里": (
        "线下的全球科创路演中心依托哪里建，责任单位是哪些",
        "二、（四）15",
        "依托东湖高新区建设全球科创路演中心",
    ),
    "能不能": ("老师能兼职吗，归谁管", "二、（二）6", "允许教师经所在高校同意到企业兼职"),
    "谁出钱": ("校长基金由谁出钱，目标多少只", "二、（三）8", "共设校长基金"),
}


@pytest.mark.parametrize(("question", "path", "words"), BESIDES.values(), ids=BESIDES.keys())
def test_what_is_asked_besides_is_answered_by_the_same_clause(ask: Ask, question: str, path: str, words: str) -> None:
    answer = ask(question)
    assert (set(cited(answer)), words in answer.answer) == ({path}, True)


UNSTATED = {
    "没有列单位的条款": ("创业失败救助机制归谁管", "三"),
    "没有列单位的文件": ("意见里投孵一体化由谁负责", "B:二、（一）5"),
    "没有列单位的文件，带引号": ("2021年意见里“创谷”专业化发展归谁负责", "B:二、（二）2"),
}


@pytest.mark.parametrize(("question", "nearest"), UNSTATED.values(), ids=UNSTATED.keys())
def test_units_that_the_notice_does_not_name_are_not_made_up(ask: Ask, question: str, nearest: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason, answer.units) == (True, Reason.NOT_STATED, ())
    assert cited(answer)[0] == nearest


SEVERAL = {
    "一个在没有责任单位的文件里": ("办比赛跟办路演，两边的责任单位差在哪", [15, 18]),
    "两项": ("第3项和第11项归谁", [3, 11]),
    "连写": ("第3、11项归谁", [3, 11]),
    "几到几": ("第10到第12项归谁", [10, 11, 12]),
}


@pytest.mark.parametrize(("question", "numbers"), SEVERAL.values(), ids=SEVERAL.keys())
def test_units_of_several_tasks_are_listed_task_by_task(ask: Ask, question: str, numbers: list[int]) -> None:
    answer = ask(question)
    assert cited(answer) == [TASKS[number]["path"] for number in numbers]
    listed = [unit["name"] for number in numbers for unit in TASKS[number]["units"]]
    assert units(answer) == list(dict.fromkeys(listed))


def test_roles_are_those_that_the_notice_gives(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(ROLES)("食堂归谁管")
    assert [(unit.name, unit.role.value) for unit in answer.units] == [
        ("市教育局", "lead"),
        ("市财政局", "supporting"),
        ("市卫健委", "supporting"),
    ]
    assert "牵头单位：市教育局；配合单位：市财政局、市卫健委" in answer.answer


def test_notice_that_another_repeals_is_said_to_be_repealed(ask_of: Callable[..., Ask]) -> None:
    ask = ask_of(ROLES, REPEALED)
    assert ask("校门归谁管").notes == ("3号文已被5号文废止。",)
    assert ask("食堂归谁管").notes == ()


def test_full_name_of_a_unit_is_given_and_said_to_be_of_the_registry(ask: Ask) -> None:
    answer = ask("团市委的全称")
    assert not answer.refused
    assert "据机构名称表" in answer.answer


def test_unit_that_has_no_part_in_a_named_task_is_said_to_have_none(ask: Ask) -> None:
    answer = ask("团市委在第8项里负责什么")
    assert (answer.reason, cited(answer)) == (Reason.FALSE_PREMISE, ["二、（三）8"])
    assert "没有“团市委”" in answer.answer


def test_verb_that_is_parted_is_the_verb(ask: Ask) -> None:
    assert cited(ask("老师想去企业兼个职，归哪些部门管")) == ["二、（二）6"]


def test_units_besides_the_one_that_is_named_are_the_list(ask: Ask) -> None:
    answer = ask("办青桐汇这些活动，除了各区政府，还有哪些单位负责")
    assert "各区人民政府" not in {unit.name for unit in answer.units}
    assert (cited(answer), len(answer.units)) == (["二、（五）18"], 7)


def test_number_of_units_of_a_topic_is_said(ask: Ask) -> None:
    assert "共3家" in ask("学科专业布局这项任务，责任单位是几家，都是谁").answer


def test_unknown_unit_has_no_partners(ask: Ask) -> None:
    assert ask("市文旅局和哪些单位一起承担任务？").reason is Reason.FALSE_PREMISE


def test_one_unit_or_the_other_is_asked_of_the_list(ask: Ask) -> None:
    assert cited(ask("税收优惠由市税务局还是市财政局负责？")) == ["二、（五）17"]


def test_that_there_are_no_others_is_said(ask: Ask) -> None:
    answer = ask("第11项除了市委金融办，还有哪两家责任单位？")
    assert (answer.reason, cited(answer)) == (Reason.FALSE_PREMISE, ["二、（三）11"])
    assert "没有其他单位" in answer.answer


def test_unit_beside_an_open_question_asks_for_no_list(ask: Ask) -> None:
    assert "奖励" in ask("各区对办活动办得好的主办方有奖励吗").answer


WORDS = {
    "落到头上": ("校友资源这块活儿（建机构、校友人才库）文件落到哪几家头上", [19]),
    "谁家在弄": ("做投资的，想接项目。市里那个AI挑项目再推给投资机构的库，是谁家在弄？", [7]),
    "找哪几家对接": ("我们财险公司打算给创业大学生做款意外险，市里该找哪几家对接", [10]),
    "派给": ("创业险没人卖，这个活派给哪几家了", [10]),
    "归口": ("休学创业 归口单位?", [3]),
    "银行的人问": (
        "我是一家银行科技支行的客户经理，行里想给大学生、老师办的公司放纯信用的款，这一条是哪几个单位在管？",
        [9],
    ),
    "几个局": ("老师离岗创业的事该找哪两个局", [6]),
    "交给谁": ("企业想去四板挂牌，方案把这事交给谁了", [11]),
    "追谁的责": ("师生创业需求要解决3000项，完不成该追哪几家的责", [15]),
    "责任部门": ("普及双创通识课 责任部门", [2]),
    "两件事": ("保险和资本市场这两项各由谁负责？", [10, 11]),
    "说了一大段": (
        (
            "您好，我是大三学生的家长，孩子最近跟同学搞了个小公司，回家说学校有什么创业保险，"
            "我不太放心，所以想问问这个保险的事到底是哪几个部门在负责？谢谢您"
        ),
        [10],
    ),
}


@pytest.mark.parametrize(("question", "numbers"), WORDS.values(), ids=WORDS.keys())
def test_who_is_asked_for_in_many_words(ask: Ask, question: str, numbers: list[int]) -> None:
    answer = ask(question)
    assert (answer.kind, answer.refused) == (Kind.RESPONSIBILITY, False)
    assert sorted(cited(answer)) == sorted(TASKS[number]["path"] for number in numbers)
    assert set(units(answer)) == {u["name"] for n in numbers for u in TASKS[n]["units"]}


PRESUMED = {
    "为什么": "为什么休学创业要由市财政局负责",
    "还有谁": "创业保险这项由市人社局牵头，还有谁配合？",
}


@pytest.mark.parametrize("question", PRESUMED.values(), ids=PRESUMED.keys())
def test_unit_that_is_taken_for_granted_is_put_right(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (False, Reason.FALSE_PREMISE)


def test_number_of_a_task_is_found_by_its_words(ask: Ask) -> None:
    assert "第8项" in ask("“资助师生创新创业项目500个”写在第几项任务？").answer


@pytest.mark.parametrize("together", ["一块", "一起", "共同"])
def test_partners_in_a_matter_are_the_units_of_its_task(ask: Ask, together: str) -> None:
    answer = ask(f"市数据局是跟哪些单位{together}负责算力优惠那项的")
    assert cited(answer) == [TASKS[17]["path"]]
    assert set(units(answer)) == {unit["name"] for unit in TASKS[17]["units"]}


def test_list_of_names_that_a_question_wants_is_that_of_the_units(ask: Ask) -> None:
    answer = ask("校长基金，初稿写的责任单位只有金融办、财政局、国资委，应该不全，请给完整名单")
    assert cited(answer) == [TASKS[8]["path"]]
    assert answer.answer.startswith("有市委金融办、市财政局、市政府国资委。")
    assert set(units(answer)) == {unit["name"] for unit in TASKS[8]["units"]}


def test_of_two_documents_the_one_that_names_no_units_is_quoted(ask: Ask) -> None:
    answer = ask("高校周边的“环大学”创新带，两份文件都写了吗？分别让谁去建、怎么建，写材料要对比一下")
    assert cited(answer) == [TASKS[16]["path"], "B:二、（一）1"]
    assert set(units(answer)) == {unit["name"] for unit in TASKS[16]["units"]}
