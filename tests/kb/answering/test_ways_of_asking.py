"""The same plain matters in many ways of asking: only the way is far, the matter is named."""

from collections.abc import Callable

import pytest

from kb.answering import Answer
from kb.answering.answer import Reason
from tests.kb.answering.checking import TASKS, cited

Ask = Callable[..., Answer]

WHO = {
    "算哪家的差事": ("职务科技成果赋权改革算哪家的差事？", [4]),
    "谁去完善": ("高校师生创新创业保险机制，谁去完善？", [10]),
    "由谁揽着": ("区域股权市场“苗圃”作用的发挥由谁揽着？", [11]),
    "责任归于何单位": ("整合全国重点实验室等资源向师生共享，请问责任归于何单位？", [12]),
    "责任在何方": ("设立校友事务工作机构的责任在何方", [19]),
    "板子该打谁": ("创新创业学分认定管理办法要是没落实，板子该打谁？", [3]),
    "这两项各写上": ("创业培训体系、人才合理流动 这两项的责任单位各写上", [2, 6]),
    "又由谁": ("保险机制由谁完善，资本市场服务又由谁强化？", [10, 11]),
    "一是二是": ("一是创新创业学科建设，二是人才评价改革，承担的单位各有谁？", [1, 5]),
}


@pytest.mark.parametrize(("question", "numbers"), WHO.values(), ids=WHO.keys())
def test_units_of_a_task_are_told(ask: Ask, question: str, numbers: list[int]) -> None:
    wanted = {unit["name"] for number in numbers for unit in TASKS[number]["units"]}
    answer = ask(question)
    assert {unit.name for unit in answer.units} == wanted
    assert set(cited(answer)) == {TASKS[number]["path"] for number in numbers}


OTHERS = {
    "除了甲还有谁": ("人才评价改革，除了市人社局还有谁得担着？", 5, "市人社局"),
    "甲之外": ("优质项目库，市委金融办之外的责任单位请补齐", 7, "市委金融办"),
    "跟甲一道": ("加强专业孵化载体建设跟团市委一道担责的是哪些单位？", 14, "团市委"),
}


@pytest.mark.parametrize(("question", "number", "besides"), OTHERS.values(), ids=OTHERS.keys())
def test_units_besides_one_are_told(ask: Ask, question: str, number: int, besides: str) -> None:
    wanted = [unit["name"] for unit in TASKS[number]["units"] if unit["name"] != besides]
    assert [unit.name for unit in ask(question).units] == wanted


VERDICTS = {
    "是否为": ("团市委是否为专业孵化载体建设的责任单位", "是，有团市委。", None),
    "关它的事": ("拓宽产业培育平台关市自然资源和城乡建设局的事吧？", "是，有市自然资源和城乡建设局。", None),
    "要不要担责": (
        "职务科技成果赋权改革，市教育局要不要担责？",
        "不是，责任单位里没有“市教育局”。",
        Reason.FALSE_PREMISE,
    ),
    "没关系吧": ("贷款那项跟团市委没关系吧", "不是，有团市委。", Reason.FALSE_PREMISE),
}


@pytest.mark.parametrize(("question", "words", "reason"), VERDICTS.values(), ids=VERDICTS.keys())
def test_whether_a_unit_is_among_them_is_said_first(ask: Ask, question: str, words: str, reason: Reason | None) -> None:
    answer = ask(question)
    assert (answer.answer.startswith(words), answer.reason) == (True, reason)


SETS = {
    "请予列明": ("市人社局须落实之任务，请予列明", [2, 5, 6, 9, 14, 17, 18]),
    "任务一览": ("武汉金控集团任务一览", [7, 8]),
    "表格式": ("单位名称：武汉投控集团；所担任务：", [7, 8, 15, 17]),
    "有甲冇得乙": ("人社局有、教育局冇得的任务是哪几条", [9, 14, 17]),
    "甲在乙却不在": ("有没有经信局在、科创局却不在的任务，哪个", [1]),
    "任意一家": ("税务局、国资委两家里任意一家挂名的任务", [8, 17]),
    "最后一个工程": ("最后一个工程里人社局有份的任务，翻给我看", [17, 18]),
    "倒数第二个工程": ("倒数第二个工程，教育局领的任务给我", [12, 13, 16]),
    "第四项工程": ("第四项工程各区政府要办的任务，请列", [12, 13, 14, 15, 16]),
    "前十项里": ("前十项任务里科创局占了哪些", [4, 5, 7, 9, 10]),
    "从几看到几": ("从第7项看到第11项，各区人民政府要上手的是哪些", [8, 10]),
    "用不着管": ("科技金融工程中，各区用不着管的任务有哪些", [7, 9, 11]),
    "没上榜": ("第四个工程里，教育局没上榜的任务是哪两项", [14, 15]),
    "正好六个": ("责任单位不多不少正好六个的任务，给我点出来", [9, 16]),
    "单打独斗": ("金融办单打独斗的是哪条任务", [11]),
    "没定哪年": ("各区承担的任务里，没给2027年目标的是哪些", [2, 12, 18, 19]),
    "年年都要": ("市经信局有没有年年都要完成的？带“每年”数字的任务是哪些", [17, 18]),
}


@pytest.mark.parametrize(("question", "numbers"), SETS.values(), ids=SETS.keys())
def test_tasks_are_listed_whole(ask: Ask, question: str, numbers: list[int]) -> None:
    paths = [path for path in cited(ask(question)) if path[-1].isdigit()]
    assert paths == [TASKS[number]["path"] for number in numbers]


TOLD = {
    "今天写成日期": ("中试平台50家，今日2026-11-21，余下几天", "405天"),
    "晚了多久": ("众创孵化载体600家的期限，拿2026年11月21日来比，晚了多久", "已过325天"),
    "三年总数": ("市里一年扶持多少个师生项目在武汉落地？三年总数也算一下", "合计1200个"),
    "打捆": ("青山、武昌、洪山的总量目标打捆算，有多少", "135家"),
    "顶得上几个": ("国家级目标这块，东湖高新区顶得上几个洪山区？", "5倍"),
    "之差": ("江岸、青山两区现有载体数目之差：", "多12家"),
    "涨百分之多少": ("汉阳区载体要涨百分之多少才到2025年总量目标", "增长150%"),
    "比四十家多": ("总量任务比40家多的区，数一数有几个", "有4个"),
    "全市一半": ("有人讲东湖高新区现有载体超过全市一半，属实吗", "不是。"),
    "比它还要多": ("国家级任务江汉区比江岸区还要多，对不对？", "是。"),
    "哪个字号": ("我在档案室理卷，高校师生创新创业那份通知，标签上该贴哪个字号", "武政办〔2025〕68号"),
    "何日": ("三年行动方案最末尾写的“印发”是何日", "2025年6月19日"),
    "落款当天": ("68号文是落款当天就印发的吗", "相差1天"),
    "指哪三年": ("三年行动方案，指的是哪三年", "2025—2027年"),
    "同意过没有": ("高校师生三年行动方案，市政府同意过没有", "市人民政府同意"),
    "没打错吧": ("三年行动方案的文号，武政办〔2025〕86号，没打错吧", "武政办〔2025〕68号"),
    "整体说": ("三年行动方案的行动目标，整体说一下", "10000项"),
    "包括哪些内容": ("财税支持包括哪些内容？简单列几点", "创业补贴"),
}


@pytest.mark.parametrize(("question", "words"), TOLD.values(), ids=TOLD.keys())
def test_what_is_asked_is_told(ask: Ask, question: str, words: str) -> None:
    assert words in ask(question).answer


REFUSED = {
    "哪家公司管理": ("求告知江城创智基金由哪家公司管理", Reason.NOT_STATED),
    "几档": ("企业知识价值评价结果划成几档", Reason.NOT_STATED),
    "补多少万": ("高能级和未来产业孵化器建成一家补贴多少万", Reason.NOT_STATED),
    "推出去多少了": ("1000个推荐给投资机构的项目，眼下推出去好多个了", Reason.NOT_STATED),
    "上回排头名": ("各区服务师生创业成效评估,上回哪个区排头名", Reason.NOT_STATED),
    "表外的号": ("孵化载体任务表第16号是哪个区", Reason.FALSE_PREMISE),
    "每月发": ("为什么要给大学生创业者每月发3000元生活费", Reason.FALSE_PREMISE),
    "最多两年": ("不是说休学创业最多只能休两年吗", Reason.FALSE_PREMISE),
    "至少几人": ("既然三年行动方案规定创业团队至少5人，少一个人行吗", Reason.FALSE_PREMISE),
    "难道废止": ("难道武政办68号文把2021年那份孵化载体意见废止了？", Reason.FALSE_PREMISE),
    "保证金": ("2021年意见让孵化器向区里交的保证金，什么时候退", Reason.FALSE_PREMISE),
}


@pytest.mark.parametrize(("question", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_there_is_refused(ask: Ask, question: str, reason: Reason) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (True, reason)


AFTERWARDS = {
    "光一个词": (["青山区的众创孵化载体总量目标是多少？"], "专业型", "15家"),
    "这里面最多的": (["各区众创孵化载体总量目标分别是多少？"], "这里面最多的是哪个区", "东湖高新区"),
    "减掉": (["洪山区国家级载体目标是多少？"], "减掉江汉区的，剩多少", "9家"),
    "再往后一项": (["第4项任务由谁负责？", "第5项呢？"], "再往后一项", "市人社局、市教育局"),
    "它前面那一项": (["第15项任务有哪些责任单位？"], "它前面那一项又是谁？", "团市委"),
    "另一个文件": (["2021年意见的发文单位是谁？"], "另一个文件的文号给我", "武政办〔2025〕68号"),
    "科技局那份": (["武政办〔2025〕68号主送哪些单位？"], "科技局那份发给哪些人的", "东湖高新区科创局"),
    "这几项里": (["市委金融办负责哪些任务？"], "这几项里财政局也在的是哪几条", "共2项"),
}


@pytest.mark.parametrize(("before", "question", "words"), AFTERWARDS.values(), ids=AFTERWARDS.keys())
def test_what_follows_is_told(ask: Ask, before: list[str], question: str, words: str) -> None:
    assert words in ask(question, before).answer
