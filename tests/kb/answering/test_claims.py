"""What a question says itself, of a number, a unit, a place or a name, is set beside what the notice has."""

import pytest

from kb.answering.answer import Reason
from tests.kb.answering.conftest import Ask

WRONG = {
    "只管一项": ("财政局在68号文里只管第17项一件事，是吧", "不是这样。\n68号文中有市财政局参与的任务共3项"),
    "一项任务": ("财政局只负责一项任务对吧", "不是这样。"),
    "设在别处": ("全球科创路演中心放在武汉经开区的哪一块？", "文件没有写“经开区”，原文是"),
    "收费标准": ("高校技术转移公司帮师生做中试，收费标准是怎么定的", "与文件不符，文件的说法是"),
    "既然是…发的": ("68号文既然是市科技创新局发的，教育局为什么也要照着做", "68号文的发文机关：武汉市人民政府办公厅"),
}


@pytest.mark.parametrize(("question", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_taken_for_granted_is_put_right(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (False, Reason.FALSE_PREMISE)
    assert answer.answer.startswith(said)


def test_free_of_charge_or_not_is_no_claim(ask: Ask) -> None:
    assert ask("孵化器免费吗，收费标准是啥").reason is None


CONFIRMED = {
    "甲和乙": (
        "科技保险是市委金融办和市教育局一起负责的，对吧",
        "有市委金融办。责任单位里没有“市教育局”。",
        Reason.FALSE_PREMISE,
    ),
    "甲、乙和丙": ("科技保险是由市委金融办、市科技创新局和各区人民政府共同负责的吗", "是，有市委金融办", None),
}


@pytest.mark.parametrize(("question", "said", "reason"), CONFIRMED.values(), ids=CONFIRMED.keys())
def test_units_said_to_do_it_together_are_compared_with_the_list(
    ask: Ask, question: str, said: str, reason: Reason | None
) -> None:
    answer = ask(question)
    assert answer.answer.startswith(said)
    assert (answer.refused, answer.reason) == (False, reason)


CLAIMS = {
    "别的东西的数": ("高校校长基金的目标是5只，对吧？", "校长基金20只"),
    "记反了": ("概念验证中心50家、中试平台15家，我没记错吧", "概念验证中心15家"),
    "到期年份": ("开发10个科技保险产品是2026年底到期吧？那不就只剩一个多月了", "到2027年12月31日"),
    "全程免费": ("在孵企业用入网的科学仪器做检测，全程免费对吧？", "予以补贴"),
    "五条": ("环大学创新发展示范带一共要打造5条，是这个数吧", "打造3个环大学创新发展示范带"),
    "两所": ("每个区至少得跟两所高校签战略合作，是这样吗", "至少与1所高校"),
    "牵头": ("创新创业赛事那一项是团市委牵头的，对吧？", "文件没有写明哪个单位牵头。有团市委。"),
    "小米班": ("特色班型里点了名的“小米班”是跟哪个学校合办的", "文件没有提到“小米班”"),
    "不是责任单位": ("武汉大学是哪一项任务的责任单位？", "“武汉大学”不是任何任务的责任单位"),
}


@pytest.mark.parametrize(("question", "said"), CLAIMS.values(), ids=CLAIMS.keys())
def test_claim_is_set_beside_what_the_notice_has(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (False, Reason.FALSE_PREMISE)
    assert said in answer.answer


NOT_SO = {
    "最多16学时": "创业通识课最多只能开16个学时，对吧？",
    "三年总数": "赛事活动500场是三年总数，对吧",
    "一半": "那30家高能级孵化器里，有一半配上技术经理人就算合格吧",
    "还问别的": "中试平台建50家没错吧，谁负责",
}


@pytest.mark.parametrize("question", NOT_SO.values(), ids=NOT_SO.keys())
def test_number_in_other_terms_is_not_affirmed(ask: Ask, question: str) -> None:
    assert "与文件一致" not in ask(question).answer
