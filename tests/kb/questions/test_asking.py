"""How a question asks: dialect and the words of the web in standard words."""

import pytest

from kb.questions.asking import in_standard_words

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
    "空": ("", ""),
}


@pytest.mark.parametrize(("said", "standard"), SPOKEN.values(), ids=SPOKEN.keys())
def test_dialect_asks_in_standard_words(said: str, standard: str) -> None:
    assert in_standard_words(said) == standard
