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
    "只有一家扛": (
        "一般都是好几家一起扛，有没有哪几条是一家单位单独扛的？",
        ["二、（一）3", "二、（二）4", "二、（三）11"],
    ),
    "引号里的多少钱": (
        "我在支行跑对公，手上几个客户是大学老师办的公司，看“知识值多少钱”放的那种信用贷，是哪几个部门在推？",
        ["二、（三）9"],
    ),
    "搞得专": ("21年那个孵化器文件里，要求搞得专的那种得占到几成", ["B:一"]),
    "摊子事": (
        "我是华科老校友，在东莞办厂，想回武汉投学弟学妹的项目，校友牵线搭桥这摊子事归哪些单位？",
        ["二、（五）19"],
    ),
    "准不准": ("我们行领导想自己办个场子，把初创的客户请进来，又贷款又孵化，市里准不准银行干这个？", ["B:二、（一）5"]),
    "头两个工程": (
        "就看头两个工程（一个管学生的、一个管老师的），人社局掺和了哪几条",
        ["二、（一）2", "二、（二）5", "二、（二）6"],
    ),
    "引号里的一块": (
        "我是大学老师,只关心“教师创新创业动能激活”那一块,里面人社局要负责哪几条",
        ["二、（二）5", "二、（二）6"],
    ),
    "谁在张罗": ("光谷要弄的那个路演中心,就是让学生项目上去见投资人的,是谁家在张罗呀?", ["二、（四）15"]),
    "走人": (
        "孵化器老板说我们方向跟园区不对口，到期让我们走人，21年那文件里真有这一说？",
        ["B:二、（二）1"],
    ),
    "写论文用": ("写论文用，2021年武汉的孵化器当时毛病出在哪，官方怎么说的", ["B:引言"]),
    "评优": ("孵化器评优有啥用", ["B:三、（一）"]),
    "达标线": ("2025年底专业型孵化器全市达标线", ["B:一"]),
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


@pytest.mark.parametrize(
    "question",
    [
        "学校全资的技术转移公司帮我们团队做中试，服务费一般收多少，穷学生问问",
        "听说学校开的技术转移公司帮我们学生做概念验证、中试要按市场价收钱，方案里写的收费标准是多少？",
    ],
)
def test_what_is_free_has_no_fee(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (answer.refused, set(cited(answer))) == (False, {"二、（四）13"})
    assert "免费" in answer.answer
