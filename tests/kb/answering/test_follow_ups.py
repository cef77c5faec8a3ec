"""Follow-ups: what a question leaves out is taken from those before it."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from tests.kb.answering.checking import TASKS, cited, units

Ask = Callable[..., Answer]

EDUCATION = (1, 2, 3, 5, 6, 12, 13, 16, 18)  # the tasks of 市教育局
FOLLOW_UPS = {
    "换问期限": (["科技保险归谁管？"], "那什么时候？", Kind.DEADLINE, ["二、（三）10"]),
    "换主题": (["科技保险归谁管？"], "那路演中心呢？", Kind.RESPONSIBILITY, ["二、（四）15"]),
    "其中写了这个数": (
        ["财政局在方案里有哪些任务？"],
        "这里面哪些项写了100亿这个数",
        Kind.UNIT_TASKS,
        ["二、（三）8", "二、（三）9"],
    ),
    "表里的另一个数": (["汉阳2025年要建的孵化载体总共多少？"], "国家级占几个", Kind.TABLE, ["B:附件"]),
    "这个单位的": (
        ["学生休学创业归哪家管？"],
        "这个单位另外还有哪些任务",
        Kind.UNIT_TASKS,
        [TASKS[n]["path"] for n in EDUCATION],
    ),
    "比一比是另外两个": (
        ["武昌区2025年目标是多少？"],
        "比一比江岸和江汉",
        Kind.TABLE,
        ["B:附件"],
    ),
    "不是同一张表的数": (["武昌区2025年的目标是多少？"], "要多少学时", Kind.TARGET, ["二、（一）2"]),
    "在不在里面": (["科技保险归谁管？"], "武汉投控算不算在内", Kind.RESPONSIBILITY, ["二、（三）10"]),
    "换任务": (["68号文第10项归谁？"], "那第11项呢？", Kind.RESPONSIBILITY, ["二、（三）11"]),
    "只说数": (["第17项有哪些责任单位"], "18呢", Kind.RESPONSIBILITY, ["二、（五）18"]),
    "其中": (["武汉金控集团参与哪些任务？"], "其中各区人民政府也参加的是哪项？", Kind.UNIT_TASKS, ["二、（三）8"]),
    "没有自己的事": (["高校教师可以到企业兼职吗？"], "要谁点头才行？", Kind.CONTENT, ["二、（二）6"]),
    "同一项任务": (
        ["市税务局负责哪一项任务？"],
        "同一项任务里还有哪些责任单位？",
        Kind.RESPONSIBILITY,
        ["二、（五）17"],
    ),
    "它说的是同一份": (["2021年意见里“创谷”要怎么发展？"], "它围绕的是哪个产业体系？", Kind.CONTENT, ["B:二、（二）2"]),
    "其中的那几项": (
        ["第四个工程叫什么", "下面有哪些任务？"],
        "这里面有投控集团的是哪项",
        Kind.UNIT_TASKS,
        ["二、（四）15"],
    ),
    "没说编号的下一项": (["深化人才评价改革由谁负责？"], "那下一项呢？", Kind.RESPONSIBILITY, ["二、（二）6"]),
    "跟别的单位一起": (
        ["市教育局负责哪些任务？"],
        "跟市人社局一起的呢？",
        Kind.UNIT_TASKS,
        [TASKS[n]["path"] for n in (2, 5, 6, 18)],
    ),
    "其中共同的": (
        ["市教育局负责哪些任务？"],
        "其中和市人社局共同负责的",
        Kind.UNIT_TASKS,
        [TASKS[n]["path"] for n in (2, 5, 6, 18)],
    ),
    "一起干": (
        ["市财政局在师生创业方案里有哪些任务？"],
        "其中跟市科技创新局一起干的是哪几项？",
        Kind.UNIT_TASKS,
        [TASKS[9]["path"], TASKS[17]["path"]],
    ),
    "那学生呢": (
        ["大学老师离岗创业，工龄接着算吗"],
        "那学生呢？跑出去开公司学籍还留不留",
        Kind.CONTENT,
        ["二、（一）3"],
    ),
    "那份公文呢": (["科技局孵化载体意见通知的落款日期是哪天？"], "那市政府办公厅发的那份呢", Kind.METADATA, ["题头"]),
    "这俩区": (
        ["黄陂区现在有几家孵化载体？", "新洲呢？"],
        "这俩区到2025年的总量任务一样多吗",
        Kind.TABLE,
        ["B:附件"],
    ),
    "其中的指标": (
        ["师生创业优质项目库到2027年要征集入库多少项目？"],
        "其中要推给投资机构的有多少个？这项归哪些单位？",
        Kind.RESPONSIBILITY,
        ["二、（三）7"],
    ),
    "又是几家": (
        ["洪山区2025年载体总量目标是多少？", "江汉区呢？"],
        "国家级的又是几家",
        Kind.TABLE,
        ["B:附件"],
    ),
    "隔了一问的单位": (
        ["信贷支持的目标是多少？", "谁来落实？"],
        "市税务局参加吗？",
        Kind.RESPONSIBILITY,
        ["二、（三）9"],
    ),
    "这个单位呢": (["科技保险归谁管？"], "市教育局呢？", Kind.RESPONSIBILITY, ["二、（三）10"]),
    "全市呢": (["洪山区专业型目标多少"], "全市呢？", Kind.TABLE, ["B:附件"]),
    "跟另一项比": (
        ["第14项哪些单位负责"],
        "跟第2项的名单一样吗，差在哪",
        Kind.RESPONSIBILITY,
        ["二、（四）14", "二、（一）2"],
    ),
    "下一项": (["第8项是什么？"], "下一项呢，归谁管", Kind.RESPONSIBILITY, ["二、（三）9"]),
    "再往后一项": (
        ["第14项是讲什么的？", "这项的责任单位有哪些"],
        "再往后一项呢",
        Kind.RESPONSIBILITY,
        ["二、（四）15"],
    ),
    "它还管": (
        ["大学生休学创业归哪个单位负责？"],
        "它还管哪几项？",
        Kind.UNIT_TASKS,
        [TASKS[n]["path"] for n in EDUCATION],
    ),
    "它们共同的": (["第7项有哪些责任单位"], "它们共同负责的还有哪些？", Kind.UNIT_TASKS, ["二、（三）7"]),
    "公文随前问": (["2021年的孵化载体意见是什么时候印发的？"], "它发给了谁？", Kind.METADATA, ["B:题头"]),
    "其中的工程": (
        ["武汉人才集团参与哪些任务？"],
        "其中属于科技金融工程的是哪几项",
        Kind.UNIT_TASKS,
        ["二、（三）7", "二、（三）8"],
    ),
    "换区": (["江岸区总量是多少"], "那江汉区呢", Kind.TABLE, ["B:附件"]),
    "换区又问一列": (["武昌区载体总量目标是多少家？"], "江汉呢？国家级的又是几家", Kind.TABLE, ["B:附件"]),
    "换列": (["江岸区总量是多少"], "那国家级呢", Kind.TABLE, ["B:附件"]),
    "同一个文件": (["2021年的意见是谁发的"], "什么时候发的", Kind.METADATA, ["B:题头"]),
    "里面有没有": (
        ["给创业师生做保险那一项哪些单位负责？"],
        "里面有投控集团吗",
        Kind.RESPONSIBILITY,
        ["二、（三）10"],
    ),
    "还差几家": (["洪山区到2025年要建多少家载体？"], "现有几家，还差几家", Kind.TABLE, ["B:附件"]),
    "隔一问": (["科技保险归谁管？", "谢谢"], "那什么时候？", Kind.DEADLINE, ["二、（三）10"]),
    "最近的在先": (["路演中心归谁管？", "科技保险归谁管？"], "那什么时候？", Kind.DEADLINE, ["二、（三）10"]),
}


@pytest.mark.parametrize(("history", "question", "kind", "paths"), FOLLOW_UPS.values(), ids=FOLLOW_UPS.keys())
def test_follow_up_goes_on_from_the_questions_before(
    ask: Ask, history: list[str], question: str, kind: Kind, paths: list[str]
) -> None:
    answer = ask(question, history)
    assert (answer.kind, answer.refused, cited(answer)) == (kind, False, paths)


def test_other_row_and_other_column_are_the_ones_asked_for(ask: Ask) -> None:
    assert "江汉区：到2025年目标任务（总量）40家" in ask("那江汉区呢", ["江岸区总量是多少"]).answer
    assert "江岸区：到2025年目标任务（国家级数量）9家" in ask("那国家级呢", ["江岸区总量是多少"]).answer


OTHER_MATTERS = [
    "人才公寓归谁管",
    "校车安全归谁管",
    "量子计算机归谁管",
    "食品安全归谁管",
    "养老院归谁管",
]
BEFORE = ["科技保险归谁管？", "中试平台要建多少家？", "洪山区总量目标是多少？", "市教育局负责哪些任务？"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("question", OTHER_MATTERS)
def test_matter_that_no_notice_has_is_refused_behind_any_question(ask: Ask, before: str, question: str) -> None:
    assert ask(question, [before]).reason == ask(question).reason == "not_in_corpus"


@pytest.mark.parametrize("question", ["创业补贴每人发多少钱？", "离岗创业最长几年？", "每个学生能拿多少奖金？"])
def test_question_with_a_matter_of_its_own_is_not_put_to_the_table_before(ask: Ask, question: str) -> None:
    answer = ask(question, ["洪山区总量目标是多少？"])
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


def test_unit_that_is_not_among_those_before_is_said_not_to_be(ask: Ask) -> None:
    assert "没有“市教育局”" in ask("市教育局呢？", ["科技保险归谁管？"]).answer


def test_all_rows_are_meant_behind_one(ask: Ask) -> None:
    assert "（专业型数量）300家" in ask("全市呢？", ["洪山区专业型目标多少"]).answer


def test_other_unit_is_asked_for_its_tasks(ask: Ask) -> None:
    assert cited(ask("那市人社局呢", ["市教育局负责哪些任务"])) == cited(ask("市人社局负责哪些任务"))


def test_pronoun_means_the_units_of_the_answer_before(ask: Ask) -> None:
    before = set(units(ask("科技保险归谁管？")))
    answer = ask("他们还负责哪些任务？", ["科技保险归谁管？"])
    theirs = [task["path"] for task in TASKS.values() if before & {unit["name"] for unit in task["units"]}]
    assert (answer.kind, cited(answer)) == (Kind.UNIT_TASKS, theirs)


def test_follow_up_of_nothing_is_ambiguous(ask: Ask) -> None:
    assert ask("那什么时候？").reason is Reason.AMBIGUOUS


def test_question_that_stands_alone_forgets_the_ones_before(ask: Ask) -> None:
    alone = ask("路演中心由谁负责")
    assert ask("路演中心由谁负责", ["科技保险归谁管？", "市教育局负责哪些任务"]) == alone


def test_units_of_the_clause_before_are_meant_where_the_answer_listed_none(ask: Ask) -> None:
    answer = ask("还有哪些是他们牵头的？", ["谁负责科技保险？", "期限呢？", "那职务科技成果赋权呢？"])
    assert (answer.kind, answer.refused) == (Kind.UNIT_TASKS, False)
    assert "市科技创新局" in answer.answer


def test_two_rows_of_the_questions_before_are_compared(ask: Ask) -> None:
    answer = ask("两个区谁的国家级多", ["硚口区总量多少", "那汉阳区呢"])
    assert "硚口区比汉阳区多1家" in answer.answer


def test_both_units_of_the_questions_before_are_meant(ask: Ask) -> None:
    answer = ask("两家都有的呢", ["团市委有哪些任务", "市人社局呢"])
    assert cited(answer) == [TASKS[number]["path"] for number in (2, 9, 14, 18)]


def test_why_so_many_is_refused_where_the_notice_gives_no_reason(ask: Ask) -> None:
    answer = ask("为什么建这么多？", ["中试平台建多少家？"])
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


def test_reason_is_refused_where_the_notice_gives_none(ask: Ask) -> None:
    answer = ask("为什么？", ["科技保险归谁管？"])
    assert (answer.refused, answer.reason, answer.units) == (True, Reason.NOT_STATED, ())
    assert "没有写明原因" in answer.answer


FISHING = """甲市渔业发展若干措施

一、完善渔民保险。鼓励保险公司开发渔民保险产品，完善保费补贴机制。（责任单位：市农业局）

甲市人民政府

2025年3月1日
"""
WELFARE = """甲市民生工作实施意见

一、提高医疗保险水平。城镇居民医疗保险保费补助比例达到70%。（责任单位：市人社局）

甲市人民政府

2024年3月1日
"""


def test_who_goes_on_with_a_matter_is_told_of_the_same_notice(ask_of: Callable[..., Ask]) -> None:
    """Another notice may state what is asked of another matter."""
    ask = ask_of(FISHING, WELFARE)
    assert "70%" in ask("医疗保险保费补多少比例").answer
    answer = ask("保费补多少比例", ["渔民保险有什么支持"])
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)
