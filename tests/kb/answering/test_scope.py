"""Where notices of many places are held, a question that names none is asked of the home place first."""

from collections.abc import Callable, Sequence

import pytest

from kb.answering import Answer, Reason
from kb.settings import Settings

Ask = Callable[..., Answer]

HOME = """甲市人民政府办公室文件
甲政办发〔2026〕5号
甲市人民政府办公室关于印发校园行动方案的通知
各区人民政府：
现印发给你们。
甲市人民政府办公室
2026年3月1日
校园行动方案
一、任务
1. 改善食堂。到2027年，改造灶台120个。（责任单位：市教育局）
2. 改善宿舍。更换床铺。（责任单位：市住建局）
"""
OTHER = """乙市人民政府办公室文件
乙政办发〔2026〕9号
乙市人民政府办公室关于印发渔港行动方案的通知
各区人民政府：
现印发给你们。
乙市人民政府办公室
2026年4月1日
渔港行动方案
一、任务
1. 疏浚渔港航道。到2028年，疏浚航道30公里。（责任单位：市海洋渔业局、市教育局）
2. 修造渔船码头。新建码头6座。（责任单位：市海洋渔业局）
3. 培训渔民。开办夜校。（责任单位：市教育局）
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    from dataclasses import replace

    return replace(settings, place="甲市")


def titles(answer: Answer) -> set[str]:
    return {citation.document.title for citation in answer.citations}


AT_HOME = {
    "一个单位的任务": "市教育局负责哪些任务",
    "任务编号": "第1项任务是什么",
    "只说文种": "行动方案的文号",
    "话题": "食堂要改造多少灶台",
}
ELSEWHERE = {
    "写明了地方": "乙市教育局负责哪些任务",
    "地方不带市": "乙市的行动方案第3项讲什么",
    "写明了文号": "乙政办发〔2026〕9号第1项谁负责",
    "只有那里说到": "渔港航道要疏浚多少公里",
    "只有那里有这份文件": "9号文有哪些任务",
}


@pytest.mark.parametrize("question", AT_HOME.values(), ids=AT_HOME.keys())
def test_home_place_is_meant_where_none_is_named(ask_of: Callable[..., Ask], question: str) -> None:
    answer = ask_of(OTHER, HOME)(question)
    assert not answer.refused
    assert titles(answer) == {"校园行动方案"}


@pytest.mark.parametrize("question", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_another_place_is_meant_where_it_is_named_or_alone_speaks_of_it(
    ask_of: Callable[..., Ask], question: str
) -> None:
    answer = ask_of(OTHER, HOME)(question)
    assert not answer.refused
    assert titles(answer) == {"渔港行动方案"}


def test_set_that_is_limited_to_the_home_place_says_so(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(OTHER, HOME)("市教育局负责哪些任务")
    assert "问题没有写明地方或文件，这里只按甲市的公文回答。" in answer.notes
    assert not any("只按" in note for note in ask_of(OTHER, HOME)("乙市教育局负责哪些任务").notes)


def test_unit_that_only_others_name_is_refused_at_home(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(OTHER, HOME)("市海洋渔业局负责哪些任务")
    assert (answer.refused, answer.reason) == (True, Reason.FALSE_PREMISE)


@pytest.mark.parametrize(("history", "expected"), [((), "校园行动方案"), (("乙市第1项任务谁负责",), "渔港行动方案")])
def test_follow_up_stays_at_the_place_of_the_question_before(
    ask_of: Callable[..., Ask], history: Sequence[str], expected: str
) -> None:
    assert titles(ask_of(OTHER, HOME)("那第1项任务的期限呢", history)) == {expected}


def test_without_notices_of_the_home_place_all_are_equal(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(OTHER, HOME.replace("甲", "丙"))("市教育局负责哪些任务")
    assert titles(answer) == {"校园行动方案", "渔港行动方案"}


@pytest.mark.parametrize("question", ["食堂要改造多少灶台", "市住建局负责哪些任务", "第1项任务由谁负责？"])
def test_place_of_an_earlier_question_is_not_that_of_a_new_one(ask_of: Callable[..., Ask], question: str) -> None:
    answer = ask_of(OTHER, HOME)(question, ["乙市渔港航道由谁负责疏浚？"])
    assert titles(answer) == {"校园行动方案"}


OF_THE_STATE = """国务院办公厅文件
国办发〔2026〕11号
国务院办公厅关于推广驿站便民服务的指导意见
各省、自治区、直辖市人民政府：
一、驿站便民服务
（一）增设座椅。各地驿站增设座椅和热水。（商务部负责）
国务院办公厅
2026年5月1日
"""
WITHOUT_ISSUER = """关于推进渡口安心工程的实施意见
为落实乙市渡口安全要求，提出以下意见。
一、推进渡口安心工程总体目标
1.总体目标。人人安心。
二、加固渡口
2.更换缆绳。到2027年，更换缆绳500米。（牵头单位：市交通局，配合单位：市水利局）
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("乙市驿站便民服务要增设什么", "国务院办公厅关于推广驿站便民服务的指导意见"),
        ("乙市要更换多少米缆绳", "关于推进渡口安心工程的实施意见"),
        ("乙市渡口安心工程意见里市水利局配合哪些任务", "关于推进渡口安心工程的实施意见"),
        ("乙市新建多少座码头", "渔港行动方案"),
        ("乙市渡口安心工程里更换缆绳谁牵头", "关于推进渡口安心工程的实施意见"),
    ],
)
def test_place_is_also_spoken_of_by_the_state_and_by_what_has_no_issuer(
    ask_of: Callable[..., Ask], question: str, expected: str
) -> None:
    answer = ask_of(OTHER, HOME, OF_THE_STATE, WITHOUT_ISSUER)(question)
    assert not answer.refused
    assert titles(answer) == {expected}


SCHOOL = """甲城理工大学学生转系办法
甲理工教〔2026〕12号
第一章 总则
第一条 学生入学满一年可以申请转系。
第二条 每名学生可以填报三个志愿。
第二章 附则
第三条 本办法由甲城理工大学教务处负责解释。
"""


@pytest.mark.parametrize("school", ["甲城理工大学", "甲城理工", "甲理"])
def test_university_is_known_by_its_short_names(ask_of: Callable[..., Ask], school: str) -> None:
    ask = ask_of(SCHOOL, OTHER, HOME)
    assert titles(ask(f"{school}转系可以填几个志愿")) == {"甲城理工大学学生转系办法"}
    refused = ask(f"{school}转系要交多少手续费")
    assert (refused.refused, refused.reason) == (True, Reason.NOT_STATED)
