"""What a question names that no notice mentions: places, universities, other matters."""

import pytest

from kb.catalogue import Catalogue
from kb.questions.elsewhere import named_organisations, named_persons, named_places, unknown_matters, unknown_places

ORGANISATIONS = {
    "词典里的": ("清华大学有补贴吗", ["清华大学"]),
    "地名和学科": ("我是湖北中医药大学的老师", ["湖北中医药大学"]),
    "地名": ("湖北大学的学生", ["湖北大学"]),
    "两所": ("武汉大学、复旦大学都能申请吗", ["武汉大学", "复旦大学"]),
    "省在前面": ("湖北省南京财经大学分校", ["南京财经大学"]),
    "大学生": ("武汉大学生创业有补贴吗", []),
    "大学城": ("武汉的大学城", []),
    "大学科技园": ("国家大学科技园", []),
    "某市大学": ("武汉市大学有多少", []),
    "在某地读大学": ("在武汉读大学", []),
    "标点隔开": ("我在武汉，大学还没毕业", []),
    "银行": ("汉口银行放了多少贷款", ["汉口银行"]),
    "什么银行": ("鼓励商业银行放贷款", []),
    "泛称": ("每所大学都要建吗", []),
}


@pytest.mark.parametrize(("question", "names"), ORGANISATIONS.values(), ids=ORGANISATIONS.keys())
def test_organisations_are_known_by_their_own_names(question: str, names: list[str]) -> None:
    assert list(named_organisations(question)) == names


def test_places_are_those_of_the_list() -> None:
    assert named_places("深圳和日本的孵化器") == ["深圳", "日本"]
    assert named_places("开发区的孵化器") == []


def test_what_a_notice_mentions_is_not_elsewhere(catalogue: Catalogue) -> None:
    assert unknown_places("武汉和深圳的孵化器", catalogue) == ("深圳",)
    assert unknown_places("复旦大学的孵化器", catalogue) == ("复旦大学",)


def test_an_event_may_be_elsewhere(catalogue: Catalogue) -> None:
    assert unknown_places("武汉的企业去成都参加创新创业大赛", catalogue) == ()
    assert unknown_places("武汉的企业去成都参加展会", catalogue) == ("成都",)  # no notice has 展会
    assert unknown_places("武汉的企业在成都参加社保", catalogue) == ("成都",)


def test_other_matters_are_those_that_no_notice_has_in_any_form(catalogue: Catalogue) -> None:
    assert unknown_matters("考研和摇号怎么办", catalogue) == ("摇号", "考研")
    assert unknown_matters("孵化器怎么办", catalogue) == ()
    assert unknown_matters("挂科怎么办", catalogue) == ()  # 学业进程, what notices write for it, is in the seeds
    assert unknown_matters("孵化器要转专业化", catalogue) == ()  # 专业化, not the 转专业 of students
    assert unknown_matters("我想转专业", catalogue) == ("转专业",)
    assert unknown_matters("助学金怎么办", catalogue) == ("助学金",)  # 资助, which is in the seeds, may be anything


def test_persons_are_known_in_the_words_of_notices_too() -> None:
    """A clause that says 外籍 names those whom the question calls 老外."""
    ((said, *written),) = named_persons("老外能申请吗")
    assert (said, "外籍" in written) == ("老外", True)
    assert [words[0] for words in named_persons("外国留学生和研究生能申请吗")] == ["外国留学生"]
