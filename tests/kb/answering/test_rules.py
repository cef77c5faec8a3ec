"""Rules that hold for good: what a notice without a period says, it says of this year, too."""

from collections.abc import Callable

import pytest

from kb.answering import Answer

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
        ("渡船一般有哪几类", "客渡、货渡两类"),
        ("甲市渡船管理办法从哪天开始管用", "2026年3月1日"),
    ],
)
def test_what_holds_for_good_holds_this_year(ask_of: Callable[..., Ask], question: str, said: str) -> None:
    answer = ask_of(FOR_GOOD)(question)
    assert not answer.refused
    assert said in answer.answer


def test_what_has_a_year_of_its_own_holds_for_no_other(ask_of: Callable[..., Ask]) -> None:
    assert ask_of(FOR_GOOD)("去年更换渡船多少艘").refused
