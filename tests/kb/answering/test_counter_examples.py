"""What is near to words that an answer listens to, and means otherwise: it is not claimed, told of or worked out."""

import pytest

from kb.answering.answer import Reason
from tests.kb.answering.conftest import Ask

VERDICTS = {
    "没有 … 对吗": ("第2项没有各区人民政府，对吗", "不是，有各区人民政府", Reason.FALSE_PREMISE),
    "真的没有": ("科技保险没有市教育局，对吗？", "是，责任单位里没有“市教育局”", None),
    "是不是没有": ("科技保险是不是没有市教育局参与", "是，责任单位里没有“市教育局”", None),
    "不参与": ("市教育局不参与第13项，对吗", "不是，有市教育局", Reason.FALSE_PREMISE),
    "只由": ("第8项只由市委金融办负责吗", "不是，不止市委金融办", Reason.FALSE_PREMISE),
    "牵头": ("第17项由市税务局牵头，对吗", "文件没有写明哪个单位牵头。有市税务局", Reason.FALSE_PREMISE),
    "难道不管": ("难道市教育局不管科技保险吗？", "责任单位里没有“市教育局”", Reason.FALSE_PREMISE),
    "多一百家": ("江岸区比江汉区多一百家是吧？", "不是。", Reason.FALSE_PREMISE),
    "多10家": ("江岸区比江汉区多10家对吗", "是。", None),
    "增加236家": ("全市增加236家对吗", "是。", None),
    "哪个更高": ("江岸区比江汉区哪个更高", "到2025年目标任务（总量）", None),
    "06月": ("68号文是2025年06月18日成文的吗", "68号文的成文日期", None),
    "规定一年": ("规定一年支持400个项目吧？", "68号文", None),
    "交了两年": ("我交了两年学费，休学创业能保留学籍吧？", "68号文二、（一）3", None),
    "停了两年": ("我休学停了两年，学籍怎么办？", "68号文二、（一）3", None),
}


@pytest.mark.parametrize(("question", "words", "reason"), VERDICTS.values(), ids=VERDICTS.keys())
def test_verdict_is_of_what_is_claimed(ask: Ask, question: str, words: str, reason: Reason | None) -> None:
    answer = ask(question)
    assert answer.answer.startswith(words)
    assert (answer.refused, answer.reason) == (False, reason)


NOT_TOLD = {
    "2027年总共": ("2027年总共要扶持多少个师生项目在武汉落地", "合计"),
    "五年合计": ("五年合计办多少场赛事？", "2500"),
    "不超过多久": ("600家众创孵化载体不超过多久要建成", "已过325天"),
    "各要建多少": ("概念验证中心、中试平台各要建多少", "技术转移公司"),
    "各设几只": ("校长基金和专项资金各要设几只", "100亿元"),
    "合计数": ("合计数是多少", "1464"),
    "由谁设立": ("校长基金由谁设立", "责任单位"),
    "谁来赔偿": ("创业保险出了事谁来赔偿？", "责任单位"),
    "第14项三个": ("第14项三个100%分别是什么？", "覆盖面"),
}


@pytest.mark.parametrize(("question", "words"), NOT_TOLD.values(), ids=NOT_TOLD.keys())
def test_what_is_not_asked_is_not_told(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert not answer.refused
    assert words not in answer.answer


REFUSED = {
    "本人在上海": ("本人在上海开公司，上海的科技保险归谁管", Reason.NOT_IN_CORPUS),
    "我人在成都": ("我人在成都，成都的科技保险归谁管？", Reason.NOT_IN_CORPUS),
    "跟深圳比": ("跟深圳比，武汉的孵化器多多少？", Reason.NOT_IN_CORPUS),
    "第20号提案": ("代表团第20号提案归谁管", Reason.NOT_IN_CORPUS),
    "99号": ("68号文和99号文的文号分别是什么", Reason.NOT_IN_CORPUS),
    "哪一年废止": ("68号文2024年废止了哪些文件", Reason.NOT_STATED),
}


@pytest.mark.parametrize(("question", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_notice_has_is_refused(ask: Ask, question: str, reason: Reason) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (True, reason)


AFTERWARDS = {
    "它比武昌区": (["洪山区现有多少家"], "它比武昌区多几家", "洪山区比武昌区多7家"),
    "区名": (["市教育局有哪些任务"], "青山区", "青山区：现有众创孵化载体数量18家"),
    "主题": (["68号文的文号是什么"], "校友经济", "校友经济生态圈"),
    "那贷款这一项": (["多层次资本市场那项由谁负责？"], "那贷款这一项呢？", "强化信贷资金支持"),
    "没有数字": (["江岸区多少家"], "校友经济", "校友经济生态圈"),
}


@pytest.mark.parametrize(("before", "question", "words"), AFTERWARDS.values(), ids=AFTERWARDS.keys())
def test_few_words_ask_what_they_can(ask: Ask, before: list[str], question: str, words: str) -> None:
    answer = ask(question, before)
    assert not answer.refused
    assert words in answer.answer


def test_sum_of_the_rows_that_pass_cites_these_rows(ask: Ask) -> None:
    answer = ask("专业型达到或超过20家的区有哪些，合计多少？")
    assert answer.answer.endswith("合计202家。[1][2][3][4][5]")
    assert len(answer.citations) == 5


def test_multiples_are_not_added_up(ask: Ask) -> None:
    assert "合计" not in ask("哪些区的目标是现有的两倍以上，一共几个").answer


SECTIONS = {
    "工作举措": ("工作举措第二条", "推进现有众创孵化载体专业化升级"),
    "倒数第二个工程": ("倒数第二个工程是什么？", "创新创业平台服务支撑工程"),
}


@pytest.mark.parametrize(("question", "words"), SECTIONS.values(), ids=SECTIONS.keys())
def test_section_is_that_of_its_document(ask: Ask, question: str, words: str) -> None:
    assert words in ask(question).answer.splitlines()[0]
