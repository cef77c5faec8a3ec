"""How a question asks: dialect and the words of the web in standard words."""

import pytest

from kb.questions.asking import asking_parts, in_standard_words

SPOKEN = {
    "几多": ("保险一年要几多钱", "保险一年要多少钱"),
    "么样": ("创业补贴么样办", "创业补贴怎么样办"),
    "么事": ("这个文件讲的么事", "这个文件讲的什么"),
    "啷个": ("贷款啷个申请", "贷款怎么申请"),
    "冇得": ("冇得房子押", "没有房子押"),
    "得不得": ("工龄得不得断", "工龄会不会断"),
    "几时": ("几时开始报名", "什么时候开始报名"),
    "点解": ("点解不批", "为什么不批"),
    "标准的不变": ("怎么样办,要什么事,怎么办", "怎么样办,要什么事,怎么办"),
    "别的词的一部分不变": ("不舍得不行,那么样式,认为么", "不舍得不行,那么样式,认为么"),
    "没得奖": ("没得奖怎么办", "没得奖怎么办"),
    "好多是问": ("要收好多个项目", "要收多少个项目"),
    "好多年不是问": ("搞好多年创业了", "搞好多年创业了"),
    "好多不是问": ("我们有好多个同学", "我们有好多个同学"),
    "空": ("", ""),
}


@pytest.mark.parametrize(("said", "standard"), SPOKEN.values(), ids=SPOKEN.keys())
def test_dialect_asks_in_standard_words(said: str, standard: str) -> None:
    assert in_standard_words(said) == standard


ASKING = {
    "哪一句在问": ("我有几间空着的房子,想办孵化器,支持不", ["支持不"]),
    "几个同学不是问": ("我跟几个同学搞公司,归谁管", ["归谁管"]),
    "假设不是问": ("要是离开学校几年呢,工龄断不断", ["工龄断不断"]),
    "能几年": ("贷款一般能贷几年,到期还不上能续吗", ["贷款一般能贷几年,", "到期还不上能续吗"]),
    "只有假设": ("要是离开学校呢", ["要是离开学校呢"]),
    "没有一句在问": ("保险的事,说一下", ["保险的事,说一下"]),
}


@pytest.mark.parametrize(("question", "parts"), ASKING.values(), ids=ASKING.keys())
def test_parts_that_ask_are_told_from_those_that_tell(question: str, parts: list[str]) -> None:
    assert [question[start:end] for start, end in asking_parts(question)] == parts
