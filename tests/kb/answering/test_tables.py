"""Answers from a table: every cell, ranking, sum, difference and share, with the rows that prove them."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from tests.kb.answering.checking import OPINION, cited

Ask = Callable[..., Answer]
TABLE = OPINION["tables"][0]
COLUMNS = {"现有数量": 2, "到2025年的总量": 3, "国家级数量": 4, "专业型数量": 5}
CELLS = [
    pytest.param(row[1], words, row[column], id=f"{row[1]} {words}")
    for row in TABLE["rows"]
    for words, column in COLUMNS.items()
]


@pytest.mark.parametrize(("district", "words", "value"), CELLS)
def test_every_cell_is_said_with_its_row(ask: Ask, district: str, words: str, value: int) -> None:
    answer = ask(f"{district}{words}是多少？")
    assert (answer.kind, answer.refused, cited(answer)) == (Kind.TABLE, False, ["B:附件"])
    assert f"{value}家" in answer.answer
    assert district in answer.citations[0].quote


WITHOUT_EXISTING = {
    "还差": ("洪山区2025年专业型载体要建多少？还差多少？", "（专业型数量）30家"),
    "现有": ("江汉区国家级目标是多少，现有多少？", "（国家级数量）11家"),
}


@pytest.mark.parametrize(("question", "words"), WITHOUT_EXISTING.values(), ids=WITHOUT_EXISTING.keys())
def test_that_there_is_no_number_of_what_there_is_of_a_part_is_said(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert words in answer.answer
    assert "需增加" not in answer.answer
    assert any("不分类别" in note for note in answer.notes)


VERDICTS = {
    "一样吗": ("新洲区和黄陂区目标一样吗", "不一样。", Reason.FALSE_PREMISE),
    "是不是": ("江夏区的总量是不是30家", "是。", None),
}


@pytest.mark.parametrize(("question", "verdict", "reason"), VERDICTS.values(), ids=VERDICTS.keys())
def test_what_is_taken_for_granted_of_a_row_is_judged(
    ask: Ask, question: str, verdict: str, reason: Reason | None
) -> None:
    answer = ask(question)
    assert (answer.answer.split("\n")[0], answer.reason) == (verdict, reason)


def test_share_of_a_sum_in_nothing_is_none(ask_of: Callable[..., Ask]) -> None:
    table = "附件\n甲市养老院任务表\n区\t新建\t停业\n东山区\t7\t0\n西山区\t5\t0\n合计\t12\t0\n"
    notice = f"甲市养老工作意见\n一、目标\n办好养老院。任务见附件。\n{table}"
    assert "占0的0%" in ask_of(notice)("东山区西山区停业养老院合计占全市几成").answer


COMPUTED = {
    "经开": ("经开和临空港两个开发区，总量目标加一块儿是多少家", "合计50家", ["武汉经开区", "临空港开发区"]),
    "差在哪": ("硚口和汉阳的任务表上差在哪一项", "硚口区6家，汉阳区5家", ["硚口区", "汉阳区"]),
    "合计": ("全市总量一共多少", "600家", ["合计"]),
    "各区合计": ("各区到2025年目标合计", "600家", ["合计"]),
    "任务总数": ("各区任务总数", "600家", ["合计"]),
    "一行两列之差": ("武昌区的专业型比国家级多多少", "多12家", ["武昌区"]),
    "全市现有": ("全市现有众创孵化载体多少家", "364家", ["合计"]),
    "两区之和": ("江岸区和江汉区总量加起来是多少", "合计90家", ["江岸区", "江汉区"]),
    "占比": ("东湖高新区总量占全市的百分之几", "35%", ["东湖高新区", "合计"]),
    "新增": ("江岸区要新增多少", "需增加20家", ["江岸区"]),
    "差距": ("洪山区目标比现有多多少", "多25家", ["洪山区"]),
    "全称": ("武汉经济技术开发区还要新建几家", "需增加22家", ["武汉经开区"]),
    "全市差距": ("全市还差多少家才能达到目标", "需增加236家", ["合计"]),
    "一类的行": ("各开发区的总量目标加在一起是多少", "合计260家", ["东湖高新区", "武汉经开区", "临空港开发区"]),
    "两列之和": ("江夏区国家级和专业型加起来是多少", "合计22家", ["江夏区"]),
    "比两区之和": ("洪山区比江岸区、武昌区加起来少多少", "合计少35家", ["洪山区", "江岸区", "武昌区"]),
    "行的倍数": ("东湖高新区的目标是洪山区的几倍", "3.5倍", ["东湖高新区", "洪山区"]),
    "列的倍数": ("江夏区2025年目标是现有的几倍", "1.5倍", ["江夏区"]),
    "平均": ("各区平均现有多少家", "平均26家", ["合计"]),
    "名次": ("江岸区在国家级里排第几", "在14个中排第6", ["江岸区"]),
    "最多与最少": ("总量的最大值和最小值相差多少", "相差199家", ["东湖高新区", "黄陂区", "新洲区"]),
    "一列到另一列": ("全市从现有数量到总量目标，差了多少家", "需增加236家", ["合计"]),
    "分数": ("东湖高新区的专业型不到总量的三分之一，对吧", "50%", ["东湖高新区"]),
    "多还是少": ("江夏区的专业型跟青山区比是多还是少", "一样多", ["江夏区", "青山区"]),
    "一起": ("江岸区加江汉区，国家级一起是多少家", "合计20家", ["江岸区", "江汉区"]),
    "哪一项不一样": ("黄陂区和新洲区的任务，哪一项不一样", "黄陂区6家，新洲区5家", ["黄陂区", "新洲区"]),
    "其中": ("全市加起来到2025年要有多少家，其中国家级多少家", "（总量）600家", ["合计"]),
    "添": ("跟手头有的比，全市众创孵化载体要添多少家", "需增加236家", ["合计"]),
    "加得最多": ("哪个区加得最多，要加多少家孵化载体", "63家", ["东湖高新区"]),
    "全市里占": ("全市国家级载体的目标里头，东湖高新区占了几成", "50%", ["东湖高新区", "合计"]),
    "一个区平均": ("平均下来一个区（开发区）现有多少家载体", "平均26家", ["合计"]),
    "增幅最大": ("总量增幅最大的区", "增加63家", ["东湖高新区"]),
    "增速最快": ("增速最快的是哪个区", "3.8倍", ["武汉经开区"]),
    "合计的行": ("合计那一行的四个数", "国家级数量）200家", ["合计"]),
    "最多的占全市": ("现有孵化载体哪个区最多，占全市的百分之几", "40.4%", ["东湖高新区", "合计"]),
    "差": ("东湖高新区比江岸区总量多多少", "多160家", ["东湖高新区", "江岸区"]),
}


@pytest.mark.parametrize(("question", "words", "rows"), COMPUTED.values(), ids=COMPUTED.keys())
def test_what_is_worked_out_is_right_and_its_rows_are_cited(
    ask: Ask, question: str, words: str, rows: list[str]
) -> None:
    answer = ask(question)
    assert words in answer.answer
    assert [citation.quote.split("\t")[1] for citation in answer.citations] == rows


def test_column_that_the_table_lacks_is_refused(ask: Ask) -> None:
    answer = ask("江岸区现有的国家级数量")
    assert (answer.kind, answer.refused, answer.reason) == (Kind.TABLE, True, Reason.NOT_STATED)


def test_district_that_the_table_lacks_is_not_made_up(ask: Ask) -> None:
    answer = ask("东西湖区众创孵化载体总量目标是多少")
    assert "东西湖区" not in {citation.quote.split("\t")[1] for citation in answer.citations if "\t" in citation.quote}
    assert answer.kind is not Kind.TABLE or answer.refused


@pytest.mark.parametrize("district", ["东西湖区", "长江新区"])
def test_district_that_is_no_row_is_said_to_be_none(ask: Ask, district: str) -> None:
    answer = ask(f"{district}的众创孵化载体目标总量是多少")
    assert (answer.reason, answer.answer.startswith(f"表中没有“{district}”")) == (Reason.NOT_STATED, True)


@pytest.mark.parametrize(
    "question",
    [
        "东湖高新区的210家里，孵化器、众创空间、星创天地各占多少家",
        "附件里现有的364家，孵化器、众创空间、星创天地各占几家",
        "30家高能级孵化器，武昌区分到几家",
        "到现在各区的孵化载体任务实际完成了多少家",
    ],
    ids=["合在一起数的", "合在一起数的合计", "别的东西", "实际完成"],
)
def test_what_the_table_does_not_count_is_refused(ask: Ask, question: str) -> None:
    assert ask(question).reason is Reason.NOT_STATED


def test_number_there_is_that_the_question_has_wrong_is_put_right(ask: Ask) -> None:
    answer = ask("武汉经开区2021年已经有30家孵化载体了，为什么还要建？")
    assert (answer.refused, answer.reason, "8家" in answer.answer) == (False, Reason.FALSE_PREMISE, True)


def test_kind_that_is_counted_with_others_is_said_to_be(ask: Ask) -> None:
    assert any("没有单列“众创空间”" in note for note in ask("武昌区要建多少家众创空间").notes)
    assert not any("没有单列" in note for note in ask("武昌区要建多少家载体").notes)


def test_deadline_of_the_table_that_has_passed_is_noted(ask: Ask) -> None:
    assert [note for note in ask("江岸区总量目标是多少").notes if "2025-12-31已过" in note] != []


WORKED_OUT = {
    "比现在多": ("江夏区要比现在多几家", "需增加10家"),
    "新添": ("青山区照任务表还得新添几家孵化载体", "需增加12家"),
    "还差几家": ("武汉经开区还差多少家才完成总量任务", "22家"),
    "现在、目标、差几家": ("洪山区现在多少家载体、要到多少家、差几家", "25家"),
    "从多少到多少": ("光谷的孵化载体要从多少家涨到多少家", "需增加63家"),
    "原来和要做到": ("江岸区原来有多少家载体，要做到多少家", "30家"),
    "附件里全市": ("按附件，全市还得新增多少家", "236家"),
    "每个数字": ("武昌区在附表里那四个数字，按顺序给我", "28家"),
}


@pytest.mark.parametrize(("question", "words"), WORKED_OUT.values(), ids=WORKED_OUT.keys())
def test_what_is_worked_out_of_a_row(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert (answer.kind, cited(answer)) == (Kind.TABLE, ["B:附件"])
    assert words in answer.answer


def test_row_that_is_named_beside_another_matter_is_not_looked_up(ask: Ask) -> None:
    assert cited(ask("光谷那个全球科创路演中心，哪几家在管")) == ["二、（四）15"]


CALLED = {"光谷": ("光谷的专业型要多少", "东湖高新区", "105家"), "车谷": ("车谷国家级几家", "武汉经开区", "11家")}


@pytest.mark.parametrize(("question", "name", "words"), CALLED.values(), ids=CALLED.keys())
def test_row_is_known_by_what_people_call_it_and_that_is_noted(ask: Ask, question: str, name: str, words: str) -> None:
    answer = ask(question)
    assert (answer.kind, words in answer.answer) == (Kind.TABLE, True)
    assert any(f"按“{name}”回答" in note for note in answer.notes)


def test_name_that_is_part_of_another_is_no_row(ask: Ask) -> None:
    assert cited(ask("光谷青桐汇归谁管")) == ["二、（五）18"]


def test_what_was_done_is_in_no_table(ask: Ask) -> None:
    answer = ask("那江夏呢，完成率多少？", ["武昌区2025年的目标是多少？"])
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)
    assert ask("江夏区去年底真正落成了几家孵化载体").reason == Reason.NOT_STATED


def test_number_without_a_measure_is_judged(ask: Ask) -> None:
    answer = ask("附件表上洪山2025年的载体总数写的35，没错吧？")
    assert (answer.reason, "60家" in answer.answer) == (Reason.FALSE_PREMISE, True)


def test_year_of_the_table_is_not_that_of_its_goals(ask: Ask) -> None:
    answer = ask("21年任务表里，已有众创孵化载体数垫底的两个区是谁")
    assert answer.answer.count("现有众创孵化载体数量7家") == 2


def test_annex_is_no_thing_that_a_row_lacks(ask: Ask) -> None:
    answer = ask("附件硚口那一行，每个数字念给我听")
    assert all(number in answer.answer for number in ("10家", "25家", "6家", "13家"))
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2025年武昌区计划建多少家", "45家"),
        ("2025年全市计划建成多少家孵化载体", "600家"),
        ("25年江岸区计划到多少家", "50家"),
    ],
)
def test_year_and_a_verb_of_planning_name_no_document(ask: Ask, question: str, words: str) -> None:
    assert words in ask(question).answer


@pytest.mark.parametrize("question", ["江夏区最少要建多少家", "武昌区不是最少的吧", "江岸区2025年的目标，对吧"])
def test_least_that_is_asked_for_is_no_claim(ask: Ask, question: str) -> None:
    assert ask(question).reason is None


def test_share_of_all_is_what_a_division_asks_for(ask: Ask) -> None:
    answer = ask("东湖高新区的国家级指标除以全市的数，是多少比例").answer
    assert all(words in answer for words in ("100家", "200家", "50%"))


def test_rows_with_just_a_number_are_picked(ask: Ask) -> None:
    answer = ask("到2025年只需建成两家国家级载体的是哪些区")
    assert all(district in answer.answer for district in ("蔡甸区", "黄陂区", "新洲区"))
    assert len(answer.citations) == 3


SCHOOLS = """某大学关于做好渔业实践工作的通知

各学院：

一、任务安排

各学院要按附件落实实践任务。

附件

各学院渔业实践任务表

序号\t学院\t现有基地\t到2027年目标任务
1\t机械学院\t4\t10
2\t化工学院\t6\t20
3\t商学院\t1\t7
4\t团委\t2\t3
5\t工会\t2\t24
合计\t\t15\t64

某大学办公室

2026年2月3日
"""
COUNTIES = SCHOOLS
for school, county in {
    "某大学关于": "甲市关于",
    "机械学院": "东山县",
    "化工学院": "西山县",
    "商学院": "南江区",
    "团委": "北江区",
    "某大学办公室": "甲市渔业局",
    "学院": "地区",
}.items():
    COUNTIES = COUNTIES.replace(school, county)
OF_CLASS = {
    "一类中最多的": (SCHOOLS, "哪个学院的任务最多", ["化工学院", "20"], ["工会", "64"]),
    "一类的合计": (SCHOOLS, "各学院的目标合计是多少", ["37"], ["64"]),
    "一类中超过的": (SCHOOLS, "哪些学院的任务超过8", ["机械学院", "化工学院"], ["工会", "商学院"]),
    "一类有几个": (SCHOOLS, "三个学院一共多少任务", ["37"], ["64"]),
    "一类的现有数": (SCHOOLS, "各学院现有基地一共多少", ["11"], ["15"]),
    "两个县": (COUNTIES, "两个县的目标任务一共多少", ["30"], ["64"]),
    "县里最多的": (COUNTIES, "哪个县任务最多", ["西山县", "20"], ["工会"]),
    "各区": (COUNTIES, "各区目标任务合计多少", ["10"], ["64"]),
    "所有的行": (COUNTIES, "各地区的目标任务合计", ["64"], ["None"]),
}


@pytest.mark.parametrize(("notice", "question", "said", "unsaid"), OF_CLASS.values(), ids=OF_CLASS.keys())
def test_rows_of_a_class_are_known_by_how_their_names_end(
    ask_of: Callable[..., Ask], notice: str, question: str, said: list[str], unsaid: list[str]
) -> None:
    answer = ask_of(notice)(question)
    assert answer.kind is Kind.TABLE
    assert all(word in answer.answer for word in said)
    assert not any(word in answer.answer for word in unsaid)


NO_PLAN = """甲市教育局关于做好学位工作的通知

各区教育局：

一、任务安排

各区要按附件办好学校。

附件1

各区学校数量表

序号\t区\t小学\t中学
1\t东山区\t30\t40
2\t西山区\t20\t10

附件2

各县学校数量表

序号\t县\t小学\t中学
1\t南江县\t7\t3
2\t北江县\t9\t5

甲市教育局

2026年2月3日
"""


@pytest.mark.parametrize("question", ["东山区小学占比多少", "东山区的中学要增加多少", "哪个区中学是小学的倍数最大"])
def test_two_columns_that_are_no_plan_are_not_set_against_each_other(ask_of: Callable[..., Ask], question: str) -> None:
    answer = ask_of(NO_PLAN)(question)
    assert not any(word in answer.answer for word in ("%", "增加", "倍"))


def test_row_is_looked_for_in_every_table_before_it_is_said_to_be_in_none(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(NO_PLAN)("南江县有多少所小学")
    assert "小学7" in answer.answer


def test_a_table_that_is_another_documents_is_put_right(ask: Ask) -> None:
    answer = ask("68号文附件分解表里，江汉区的载体总量是多少")
    assert (answer.refused, answer.reason, cited(answer)) == (False, Reason.FALSE_PREMISE, ["B:附件"])
    assert answer.answer.startswith("68号文没有附表。")
    assert "40家" in answer.answer


def test_share_of_several_rows_together_is_told(ask: Ask) -> None:
    answer = ask("载体表里，总量前三的区加起来占全市几成")
    assert "东湖高新区、洪山区、江岸区合计320家，占600家的53.3%。" in answer.answer


def test_share_of_named_rows_together_is_told(ask: Ask) -> None:
    answer = ask("江夏蔡甸黄陂新洲四家总量加一块多少，占全市百分之几？")
    assert "江夏区、蔡甸区、黄陂区、新洲区合计65家，占600家的10.8%。" in answer.answer


GROWN = {
    "多出多少": ("江夏孵化器众创空间这类原来有几家,25年要弄到几家,等于多出多少", "需增加10家"),
    "中间差多少": ("我在汉阳办孵化器，区里头原先有几家，要弄到几家，中间差多少？", "15家"),
    "加总": ("江汉、硚口、汉阳三区25年总量目标加总", "合计90家"),
    "要搞到几家": ("沌口那边的孵化器现在几家,要搞到几家?", "到2025年目标任务（总量）30家"),
    "全市里占百分之几": ("全市要建的专业型众创孵化载体里，光谷一个区要扛百分之几?", "占合计300家的35%"),
}


@pytest.mark.parametrize(("question", "words"), GROWN.values(), ids=GROWN.keys())
def test_difference_and_share_are_told_in_whatever_words(ask: Ask, question: str, words: str) -> None:
    assert words in ask(question).answer
