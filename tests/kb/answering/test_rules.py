"""Rules that hold for good: what a notice without a period says, it says of this year, too."""

from collections.abc import Callable

import pytest

from kb.answering import Answer
from tests.kb.answering.checking import cited

Ask = Callable[..., Answer]

FOR_GOOD = """甲市人民政府令
第9号
甲市渡船管理办法
第一条 渡工取得上岗证书的，当年按照3600元发放补助。
第二条 渡船分为客渡、货渡两类。渡船应当按期检验。
第三条 货渡渡船应当挂旗。
第四条 到2030年，更换渡船30艘。
第五条 本办法自2026年3月1日起施行。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渡工今年刚拿到上岗证书，补助有多少", "3600元"),
        ("甲市渡船管理办法从哪天开始管用", "2026年3月1日"),
    ],
)
def test_what_holds_for_good_holds_this_year(ask_of: Callable[..., Ask], question: str, said: str) -> None:
    answer = ask_of(FOR_GOOD)(question)
    assert not answer.refused
    assert said in answer.answer


def test_rule_does_not_hold_before_it_is_in_force(ask_of: Callable[..., Ask]) -> None:
    assert ask_of(FOR_GOOD)("去年渡工拿到上岗证书，补助有多少").refused


def test_what_has_a_year_of_its_own_holds_for_no_other(ask_of: Callable[..., Ask]) -> None:
    assert ask_of(FOR_GOOD)("去年更换渡船多少艘").refused


STEPS = """甲市人民政府办公室文件
甲政办发〔1997〕11号
关于清理渡口的意见
一、方法步骤
（一）自查。4—6月，渡口自查。
（二）审查。7—9月，船检机构审查。
二、职责分工
（三）监督管理。水运部门加强监督管理。
（四）经费保障。每3年修订一次经费标准，每年召开两次会议。
甲市人民政府办公室
1997年4月1日
"""


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("关于清理渡口的意见第（四）条讲什么", "二、（四）"),
        ("97年那份意见里船检机构几月审查", "一、（二）"),
    ],
)
def test_clause_is_found_by_its_number_its_frequency_its_year(
    ask_of: Callable[..., Ask], question: str, path: str
) -> None:
    answer = ask_of(STEPS)(question)
    assert (answer.refused, cited(answer)) == (False, [path])


def test_next_stage_is_the_clause_behind_the_one_before(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(STEPS)("那下一个阶段呢？", ["渡口自查安排在几月"])
    assert cited(answer) == ["一、（二）"]
