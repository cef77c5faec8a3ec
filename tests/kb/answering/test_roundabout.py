"""Questions put in a roundabout way: a story before a bare question, everyday words, several questions in one."""

from collections.abc import Callable

import pytest

from kb.answering import Answer
from tests.kb.answering.checking import cited, units

Ask = Callable[..., Answer]

ROUNDABOUT = {
    "讲了半天只问谁管": (
        "老板还是理工大在读博士，我们小公司想蹭学校的大仪器做测试、用创新券，这块市里区里是哪几家在管？",
        ["二、（四）12"],
    ),
    "只问态度": (
        "我们厂在细分行业算老大，空了两栋楼，想自己办个孵化器带带上下游的小公司，市里是什么态度",
        ["B:二、（一）2"],
    ),
    "政府管不管": ("创业黄了，人也没找到工作，政府管不管我们这种人啊", ["三"]),
    "开垮了": ("公司开垮了，政府还管我吗", ["三"]),
    "谁对口": ("我们是四板的小企业，想往新三板走，政府里头谁对口", ["二、（三）11"]),
    "管这事的有几家": ("师生的小公司想先上四板再往新三板走，文件里写明管这事的有几家、叫什么？", ["二、（三）11"]),
    "这话在第几项": ("好像有句话说区里可以专门弄个机构去联络老校友，这话在第几项？", ["二、（五）19"]),
    "这种情况": ("隔壁那家孵化器早就关门了牌子还挂着，文件哪一条说到过这种情况？", ["B:四、（三）"]),
    "跟不搭不是并列": ("我这个孵化器不大，啥企业都收过，有几家跟现在的方向根本不搭，能请走吗？", ["B:二、（二）1"]),
    "卖出去的公司": (
        "大学自己办公司专门帮着把科研成果卖出去，这种公司市里有没有定个数？",
        ["二、（四）13"],
    ),
    "几成": ("项目库里收的项目，按计划最后有几成能推到投资人那儿去", ["二、（三）7"]),
    "眼看今年都要过完": ("眼看2026年都要过完了，孵化器凑够六百家那件事的期限是不是已经过了？", ["B:一"]),
    "现在都年底了": ("全市孵化器众创空间要上600家，这个原定哪一年做到？现在都26年底了", ["B:附件"]),
    "到时候还管用": ("我现在大二，2028年夏天才毕业，到时候这个行动方案还管用不", ["题头"]),
    "也给了一份": ("师生创业这份文件，检察院和报社也给了一份没有？", ["落款"]),
    "18号还是19号": ("三年行动方案到底算18号的还是19号的？", ["落款", "题头"]),
    "两问": ("挑战杯拿了奖，想留武汉接着做这个项目，能有啥支持？学校能不能给算学分", ["二、（五）18", "二、（一）3"]),
    "只摊到": ("国家级的孵化器只摊到两家的，是哪几个区？", ["B:附件"]),
}


@pytest.mark.parametrize(("question", "paths"), ROUNDABOUT.values(), ids=ROUNDABOUT.keys())
def test_clause_that_is_meant_is_cited_and_no_other(ask: Ask, question: str, paths: list[str]) -> None:
    answer = ask(question)
    assert (answer.refused, list(dict.fromkeys(cited(answer)))) == (False, paths)


def test_units_are_told_behind_a_story(ask: Ask) -> None:
    answer = ask("我们是四板的小企业，想往新三板走，政府里头谁对口")
    assert units(answer) == ["市委金融办"]


FOLLOWING = {
    "不像追问的追问": (["孵化载体意见是哪个单位印发的？"], "是哪次会议通过的", "B:题头"),
    "量词认出指标": (["武创荟是做什么的？"], "在哪里搞的，到27年一共要办多少场", "二、（四）15"),
}


@pytest.mark.parametrize(("history", "question", "path"), FOLLOWING.values(), ids=FOLLOWING.keys())
def test_question_that_finds_nothing_alone_follows_the_one_before(
    ask: Ask, history: list[str], question: str, path: str
) -> None:
    answer = ask(question, history)
    assert not answer.refused
    assert set(cited(answer)) == {path}


@pytest.mark.parametrize("question", ["武汉明天下雨吗", "考研加分吗"])
def test_another_matter_does_not_follow_the_one_before(ask: Ask, question: str) -> None:
    assert ask(question, ["科技保险归谁管？"]).reason == "not_in_corpus"
