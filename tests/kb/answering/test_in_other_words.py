"""What is asked in words that were met late: sets, parts, rows and units in passing, claims of terms and shares."""

from collections.abc import Callable

import pytest

from kb.answering import Answer
from kb.answering.answer import Reason
from tests.kb.answering.checking import cited, units

Ask = Callable[..., Answer]

SETS = {
    "没写谁": ("责任单位未列“各区”的任务几项？附序号", [1, 3, 4, 5, 6, 7, 9, 11, 17]),
    "有甲没乙": ("有投控集团、没金控集团的是哪几项？", [15, 17]),
    "找不到": ("第四个工程（平台支撑）底下，哪些条目的责任名单里找不到教育局？", [14, 15]),
    "两个工程里": ("人社局在科技金融、平台支撑两个工程里各担哪项", [9, 14]),
    "括号里说的大块": ("第五大块（生态优化）里团市委有活没？第几项", [18]),
    "带记号的大块": ("第（五）大块，区政府要办的有哪几项", [18, 19]),
    "那一大块里头": ("最后生态优化那一大块里头，经信局沾了哪些", [17, 18]),
    "五项中": ("金融五项中，哪项没写完成年限", [11]),
    "刚好几家": ("责任单位刚好7家的是第几项", [8, 17]),
    "两集团": ("投控、金控两集团同列的事项", [7, 8]),
    "列为责任单位的": ("本人市财政局的，要一份清单：68号文中凡是我局列为责任单位的，麻烦逐条给我", [8, 9, 17]),
    "两大工程": ("第一、第二两大工程，各区人民政府要不要出力？要的话指出是第几项", [2]),
    "一家单干": ("有没有只交给一个单位单干、没人搭伙的？是哪几条", [3, 4, 11]),
}


@pytest.mark.parametrize(("question", "numbers"), SETS.values(), ids=SETS.keys())
def test_set_is_listed_whole(ask: Ask, question: str, numbers: list[int]) -> None:
    paths = [path for path in cited(ask(question)) if path[-1].isdigit()]
    assert [int(path.split("）")[-1]) for path in paths] == numbers


CITED = {
    "引号里的工程": (
        "68号里排第五的那个“工程”所含条目逐个列给我",
        ["二、（五）", "二、（五）17", "二、（五）18", "二、（五）19"],
    ),
    "打头的": ("激活教师那个工程，打头的是哪项任务、哪家单位担责", ["二、（二）4"]),
    "最前头的": ("师生创业方案排在最前头的那项任务是干嘛的，归哪些单位？", ["二、（一）1"]),
    "最末一条": ("孵化器那份老意见，第四部分最末一条说什么来着", ["B:四、（四）"]),
    "最后一点": ("21年孵化器那份，提要求的那部分最后一点讲了什么", ["B:四、（四）"]),
    "几号和几号": ("5号和6号这两条跟我们当老师的有啥关系", ["二、（二）5", "二、（二）6"]),
    "那条和那条": ("离岗创业工龄那条、成果先用后付那条，责任单位各是谁", ["二、（二）6", "二、（二）4"]),
    "人在外地": ("人在北京的武大毕业生，看到说要成立“校友人才库”，请问该由哪些部门落实？", ["二、（五）19"]),
    "目标年": ("两份文件，目标年分别是哪年", ["B:一", "一", "题头"]),
    "分给各区的数": ("孵化载体分给各区的数，到哪一年", ["B:一", "B:附件"]),
    "有期限的句子": ("要把全国高校区域技术转移转化中心建起来，时间表上写的是哪年", ["一"]),
    "数的是它": ("围着高校的那种创新发展示范带一共要建多少个？", ["一"]),
    "一年几个": ("市里一年打算扶多少个师生项目落在武汉呀", ["二、（五）17"]),
    "下限": ("大学里那门创新创业通识课，学时下限是几？", ["二、（一）2"]),
    "恰为": (
        "凡是目标数恰为“500”的都挑出来，总计几处",
        ["二、（三）8", "二、（四）15", "二、（四）16", "二、（五）18"],
    ),
    "手头一项": ("手头一项科研成果转让给企业，钱已打到学校账上，申报正高职称能当业绩用吗", ["二、（二）5"]),
    "放在哪": ("面向全世界的那个路演中心，是放在汉口还是光谷？", ["二、（四）15"]),
    "哪个衙门": ("搞三年的那个师生创业方案，是哪个衙门发出来的", ["题头"]),
    "收得到吗": ("市政协能收到68号文吗", ["落款"]),
}


@pytest.mark.parametrize(("question", "paths"), CITED.values(), ids=CITED.keys())
def test_just_what_is_meant_is_cited(ask: Ask, question: str, paths: list[str]) -> None:
    answer = ask(question)
    assert (answer.refused, sorted(set(cited(answer)))) == (False, sorted(paths))


REFUSED = {
    "第五章": ("21年科技局那份意见的第五章讲的是啥", Reason.FALSE_PREMISE),
    "免租三年": ("方案规定师生企业进孵化器房租全免三年，这三年从签合同那天起算还是入驻那天？", Reason.FALSE_PREMISE),
    "淘汰率": ("21年意见里孵化器10%淘汰率，出处哪条", Reason.FALSE_PREMISE),
    "三年内": ("文件里写的教师创业失败三年内可无条件回校复岗，手续找谁办？", Reason.FALSE_PREMISE),
    "废止了哪几份": ("68号文废止了2018年哪几份老的创业政策？", Reason.FALSE_PREMISE),
    "分给外单位的活": ("强化信贷支持这一项，分给湖北银保监局的活是什么？", Reason.FALSE_PREMISE),
    "要实绩": ("2025年都过完了，光谷真正落成的众创孵化载体有多少？要实绩不要目标", Reason.NOT_STATED),
    "各要几家": ("武大、华科各要建几家概念验证中心", Reason.NOT_STATED),
    "我局": ("我局共摊几项任务", Reason.AMBIGUOUS),
    "上述单位": ("上述单位分工请即报我", Reason.AMBIGUOUS),
    "宿舍以外": ("宿舍几点关门，归谁管", Reason.NOT_IN_CORPUS),
    "起名": ("帮我给大学生创业公司起个响亮的名字", Reason.NOT_IN_CORPUS),
    "道谢": ("谢谢啦，刚才讲得挺明白，我先下了", Reason.NO_QUESTION),
}


@pytest.mark.parametrize(("question", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refusal_has_its_reason(ask: Ask, question: str, reason: Reason) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (True, reason)


ROWS = {
    "四列": (
        "报一下经开区的整行数据：眼下有几家，25年总共要几家，其中国家级几家、专业型几家",
        ["8家", "30家", "11家", "15家"],
    ),
    "合计行": (
        "任务分解表最末“合计”行的四个数报一下：眼下有的、2025年总数、国字号的、专业类的",
        ["364", "600", "200", "300"],
    ),
    "减掉当初的": ("拿2025年的全市目标数减掉当初已有的孵化载体数，得增加几家？", ["236家"]),
    "写着": ("附件表里国家级数量目标写着“2”的，都是哪些区呀？", ["蔡甸区", "黄陂区", "新洲区"]),
    "不满": ("现有载体不满十家的区几个，家数加起来多少", ["有4个", "合计30家"]),
    "连十家都不到": ("专业型任务连10家都不到的是哪几个地方", ["蔡甸区", "黄陂区", "新洲区"]),
    "原来和后来": ("江夏原来有几个孵化载体，后来要到多少", ["20家", "30家"]),
    "写错的区名": ("桥口区的总量目标是现有数量的几倍", ["2.5倍"]),
}


@pytest.mark.parametrize(("question", "words"), ROWS.values(), ids=ROWS.keys())
def test_numbers_of_a_table_are_told(ask: Ask, question: str, words: list[str]) -> None:
    assert [word for word in words if word not in ask(question).answer] == []


AFTERWARDS = {
    "去掉": (["团市委参与哪几项？"], "去掉各区也在名单的，还剩哪项", ["第9项"]),
    "其中": (["市委金融办在方案里有哪些任务"], "其中与科创局共同承担的是哪些", ["第7项", "第9项", "第10项"]),
    "反过来": (["19项里哪些有各区人民政府？"], "反过来，没有的是哪些", ["共9项"]),
    "它是那一行": (["国家级载体目标最多的是哪个区？"], "它的专业型目标呢", ["105家"]),
    "比它": (["青山区现有载体数是多少"], "江夏呢？比它多几家", ["2家"]),
    "拿来比": (["专业型载体，给江岸区定的指标是几家"], "江汉区的拿来比一下，江岸高出多少", ["5家"]),
    "再加": (["硚口区25年总量任务几家？"], "再加汉阳，两区共几家", ["50家"]),
    "该项": (["市投促局列在第几项？"], "该项责任单位全列", ["武汉人才集团"]),
    "同一批部门": (["贷款支持那一项的责任部门有谁？"], "换成创业保险、科技保险那项，还是同一批部门吗", ["市委金融办"]),
}


@pytest.mark.parametrize(("before", "question", "words"), AFTERWARDS.values(), ids=AFTERWARDS.keys())
def test_follow_up_is_told(ask: Ask, before: list[str], question: str, words: list[str]) -> None:
    answer = ask(question, before)
    assert [word for word in words if word not in answer.answer] == []


def test_part_of_a_group_is_named_with_it(ask: Ask) -> None:
    answer = ask("我在长江新区管委会上班，师生创业实训这事跟我们有关系吗？")
    assert answer.answer.startswith("是，有各区人民政府（含长江新区）。")


def test_unit_that_is_said_to_have_no_part_and_has_is_told(ask: Ask) -> None:
    answer = ask("贷款那项跟团市委没关系吧")
    assert (answer.answer.startswith("不是，有团市委。"), answer.reason) == (True, Reason.FALSE_PREMISE)


def test_unit_that_is_taken_for_responsible_and_is_not_is_told(ask: Ask) -> None:
    answer = ask("税务局管校友那条，具体要做什么")
    assert ("没有“税务局”" in answer.answer, units(answer)[0]) == (True, "市人才工作局")
