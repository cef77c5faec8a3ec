"""What a clause says that is named by its number or path, and what stands in a section."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from kb.text import visible
from tests.kb.answering.checking import TASKS, cited

Ask = Callable[..., Answer]


@pytest.mark.parametrize("number", TASKS)
def test_task_is_quoted_whole(ask: Ask, number: int, engine: object) -> None:
    answer = ask(f"第{number}项任务讲什么")
    clause = next(c.clause for c in engine.catalogue.tasks if c.clause.task_number == number)
    assert (answer.kind, cited(answer)) == (Kind.CLAUSE, [TASKS[number]["path"]])
    assert visible("".join(citation.quote for citation in answer.citations)) == visible(clause.text)


NAMED = {
    "路径": ("二、（三）10讲什么", ["二、（三）10"]),
    "汉字编号": ("第十九条讲什么", ["二、（五）19"]),
    "最后一项": ("最后一项任务讲什么", ["二、（五）19"]),
    "最后三项": ("最后三项任务分别是什么", ["二、（五）17", "二、（五）18", "二、（五）19"]),
    "标题下的第二点": ("2021年孵化意见“保障机制”第二点讲什么", ["B:三、（二）"]),
    "只说一个数": ("高校师生那个方案，三是什么内容？", ["三"]),
    "两项": ("第3项和第5项讲什么", ["二、（一）3", "二、（二）5"]),
    "倒数第二项": ("倒数第二项任务讲什么", ["二、（五）18"]),
    "几到几": ("第10到第12项讲什么", ["二、（三）10", "二、（三）11", "二、（四）12"]),
    "部分里的第几条": ("意见第二部分（一）的第5条讲什么", ["B:二、（一）5"]),
    "没有编号的文件的最后一条": ("2021年那份孵化载体意见，最后一条讲什么", ["B:四、（四）"]),
    "没有编号的文件的倒数第二条": ("2021年那份孵化载体意见，倒数第二条讲什么", ["B:四、（三）"]),
    "标题下的最后一条": ("意见“有关要求”里最后一条讲什么", ["B:四、（四）"]),
    "标题下括号里的数": ("意见“有关要求”的第（三）条讲什么", ["B:四、（三）"]),
    "标题下的头一条": ("教师那个工程的头一条是啥内容", ["二、（二）4"]),
    "标题下按位置数": ("科技金融那个工程底下的第二项是什么，全文编号是几", ["二、（三）8"]),
    "引号里的标题下的（二）": (
        "市科技局2021年那份众创孵化载体意见，“保障机制”下的（二）是怎么写的",
        ["B:三、（二）"],
    ),
    "意见里的路径": ("意见的三、（二）讲什么", ["B:三、（二）"]),
}


@pytest.mark.parametrize(("question", "paths"), NAMED.values(), ids=NAMED.keys())
def test_clause_is_found_however_it_is_named(ask: Ask, question: str, paths: list[str]) -> None:
    assert cited(ask(question)) == paths


SECTIONS = {
    "按路径": ("二、（三）下面有哪几项", ["二、（三）", *(f"二、（三）{n}" for n in (7, 8, 9, 10, 11))]),
    "按序号": ("第四大块工程有哪几项", ["二、（四）", *(f"二、（四）{n}" for n in (12, 13, 14, 15, 16))]),
    "按名称": ("教师创新创业动能激活工程包括哪几项", ["二、（二）", *(f"二、（二）{n}" for n in (4, 5, 6))]),
    "部分": ("68号文第二部分有哪些", ["二", *(f"二、（{n}）" for n in "一二三四五")]),
    "发文机关在前": (
        "市科技局2021年意见最后“有关要求”有几条，各是啥",
        ["B:四", *(f"B:四、（{n}）" for n in "一二三四")],
    ),
    "只说给谁的": ("针对老师的那个工程下面分哪几项？", ["二、（二）", *(f"二、（二）{n}" for n in (4, 5, 6))]),
    "哪个是给谁的": (
        "三年行动方案五大工程里专门给老师的是哪个工程,下面有几条?",
        ["二、（二）", *(f"二、（二）{n}" for n in (4, 5, 6))],
    ),
    "引号里的简称": (
        "教师那个“激活工程”下面分几项，标题列一下",
        ["二、（二）", *(f"二、（二）{n}" for n in (4, 5, 6))],
    ),
    "除了别的部分": ("意见除了工作举措，保障机制讲了哪几条", ["B:三", "B:三、（一）", "B:三、（二）", "B:三、（三）"]),
    "只说标题": ("保障机制有哪几条", ["B:三", "B:三、（一）", "B:三、（二）", "B:三、（三）"]),
    "意见的部分": ("意见的保障机制有哪几条", ["B:三", "B:三、（一）", "B:三、（二）", "B:三、（三）"]),
}


@pytest.mark.parametrize(("question", "paths"), SECTIONS.values(), ids=SECTIONS.keys())
def test_section_is_listed_whole_and_counted(ask: Ask, question: str, paths: list[str]) -> None:
    answer = ask(question)
    assert cited(answer) == paths
    assert f"下有{len(paths) - 1}项" in answer.answer


def test_names_of_several_sections_are_told_without_what_is_below_them(ask: Ask) -> None:
    answer = ask("高校师生创业那个方案一共几大工程，名字分别叫啥")
    assert cited(answer) == [f"二、（{n}）" for n in "一二三四五"]


def test_section_of_a_clause_is_named(ask: Ask) -> None:
    answer = ask("第10条属于哪个工程")
    assert "二、（三）10属于二、（三）“实施科技金融全周期赋能工程”" in answer.answer


def test_number_that_does_not_exist_is_said_beside_one_that_does(ask: Ask) -> None:
    answer = ask("第18项和第20项归谁")
    assert cited(answer) == ["二、（五）18"]
    assert "没有第20项：68号文的任务到第19项为止。" in answer.answer


MISSING = {
    "太大": ("第20项任务讲什么", "没有第20项"),
    "一百": ("第一百项讲什么", "没有第100项"),
    "没有编号的文件": ("意见的第3项任务是什么", "没有第3项"),
}


@pytest.mark.parametrize(("question", "words"), MISSING.values(), ids=MISSING.keys())
def test_number_that_does_not_exist_is_refused_and_said(ask: Ask, question: str, words: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason, answer.citations) == (True, Reason.FALSE_PREMISE, ())
    assert words in answer.answer


CONTENT = {
    "兼职": ("老师能不能去企业兼职", "二、（二）6", "允许教师经所在高校同意到企业兼职"),
    "先用后付": ("先用后付是怎么回事", "二、（二）4", "先使用后付费"),
    "学分": ("创业能不能抵学分", "二、（一）3", "学分认定"),
    "仪器": ("学校的仪器设备能借给创业企业用吗", "二、（四）12", "仪器设备"),
    "停运的载体": ("停运的众创载体怎么处理", "B:四、（三）", "应及时摘牌"),
    "单位拿到任务之后": ("区里接到任务分解表以后，第一步应当做什么？", "B:四、（一）", "年度实施方案"),
    "简称": ("省里那个科创券能拿来买什么服务?", "二、（四）12", "检验检测"),
    "说来话长": ("我们手头没现钱，学校的技术能不能先拿来用，许可费后头怎么给？", "二、（二）4", "先使用后付费"),
    "先后两件事": ("挑战杯拿了奖 能算学分不", "二、（一）3", "学分认定"),
    "设想": ("要是离开学校几年全职搞公司呢，工龄断不断", "二、（二）6", "可连续计算工龄"),
    "讲自己有几间": ("我们学院有几间空着的老房子，老师想拿来搞个孵化器，上面支持不", "B:二、（一）3", "空闲土地房屋"),
    "给什么": ("创业比赛拿了奖，除了奖状还给啥", "二、（五）18", "算力、应用场景"),
    "几个中有一个": ("进未来产业孵化器，是靠着哪些院所、实验室建的？", "二、（四）14", "九峰山实验室"),
    "更早的文件": ("更早那份科技局的文件里，停运的牌子怎么处理", "B:四、（三）", "摘牌"),
    "检验检测补贴": ("在孵企业买检验检测服务有补贴吗", "B:三、（二）", "予以补贴"),
}


@pytest.mark.parametrize(("question", "path", "words"), CONTENT.values(), ids=CONTENT.keys())
def test_open_question_is_answered_with_the_sentences_that_say_it(
    ask: Ask, question: str, path: str, words: str
) -> None:
    answer = ask(question)
    assert (answer.refused, cited(answer)[0]) == (False, path)
    assert words in answer.answer


@pytest.mark.parametrize("question", ["保障措施有哪些", "行动方案最后一个部分“保障措施”都写了些什么"])
def test_clause_whose_heading_is_asked_for_is_quoted_whole(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (cited(answer), len(answer.citations)) == (["三"], 4)


RULES = """甲大学宿舍管理办法
第一章　总则
第一条　本办法适用于全体学生。
第二章　作息
第二条　宿舍楼二十三时关门。
第三条　宿舍内不得饲养动物。
"""


@pytest.mark.parametrize(
    ("question", "path"), [("第二条怎么规定的", "第二章第二条"), ("宿舍管理办法第3条", "第二章第三条")]
)
def test_article_is_found_by_its_number(ask_of: Callable[..., Ask], question: str, path: str) -> None:
    assert [citation.clause for citation in ask_of(RULES)(question).citations] == [path]


def test_article_that_does_not_exist_is_refused_with_the_last(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(RULES)("第九条说了什么")
    assert (answer.refused, answer.reason) == (True, Reason.FALSE_PREMISE)
    assert "到第3条为止" in answer.answer


OPPOSITES = {
    "取消": ("方案为什么把毕业生创业补贴取消了", "二、（五）17"),
    "重新计算": ("离岗的老师回来工龄得从头算起吧", "二、（二）6"),
    "不用点头": ("听说老师去企业兼职不用学校点头了？", "二、（二）6"),
    "不用同意": ("老师兼职不用学校同意，对吧", "二、（二）6"),
    "上交": ("老师的成果赚了钱是不是都得上交学校", "二、（二）4"),
}


@pytest.mark.parametrize(("question", "path"), OPPOSITES.values(), ids=OPPOSITES.keys())
def test_premise_that_the_notice_says_the_opposite_of_is_put_right(ask: Ask, question: str, path: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason, cited(answer)) == (False, Reason.FALSE_PREMISE, [path])
    assert answer.answer.startswith("与文件不符")


def test_university_that_the_notice_does_not_name_is_put_right_with_those_it_does(ask: Ask) -> None:
    answer = ask("校友经济那项，是以武汉理工大学为核心吗")
    assert (answer.reason, cited(answer)) == (Reason.FALSE_PREMISE, ["二、（五）19"])
    assert "没有提到武汉理工大学" in answer.answer
    assert "以武汉大学和华中科技大学为核心" in answer.answer


@pytest.mark.parametrize("question", ["2021年的意见最后提了哪四条要求", "2021年的意见的有关要求是哪四条"])
def test_list_is_found_by_its_number_and_its_name(ask: Ask, question: str) -> None:
    assert cited(ask(question)) == ["B:四", "B:四、（一）", "B:四、（二）", "B:四、（三）", "B:四、（四）"]


ANNOUNCED = """甲市人民政府令
第4号
甲市渡工管理办法
第一章 总则
第一条 为了规范渡工值守，制定本办法。
第二章 处理
第二条 有下列情形之一的，应当从重处理：
（一）酒后摇橹的；
（二）夜间无灯行船的。
第三条 渡工有以下情形的，可以提前解除处理：
（一）救起落水者的；
（二）处理期限过半且表现良好的。
第四条 渡工受到处理的，处理期限为6个月。
第五条 本办法所称的“净舱”，是指渡船靠岸后清空舱底积水。
第六条 渡工应当每日净舱，净舱情况由班长登记，净舱工具统一存放，“净舱”标识挂在船头。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪些情形要从重处理", ["酒后摇橹", "夜间无灯行船"]),
        ("什么情况下渡工可以提前解除处理", ["救起落水者", "过半"]),
    ],
)
def test_items_stand_with_the_clause_that_announces_them(
    ask_of: Callable[..., Ask], question: str, said: list[str]
) -> None:
    answer = ask_of(ANNOUNCED)(question)
    assert not answer.refused
    assert [words for words in said if words not in answer.answer] == []
    assert len(answer.citations) == 1 + len(said)


def test_word_in_quotation_marks_is_one_and_what_it_means_is_said(ask_of: Callable[..., Ask]) -> None:
    assert "清空舱底积水" in ask_of(ANNOUNCED)("“净舱”是什么意思").answer


def test_units_that_two_tasks_have_in_common_are_told(ask: Ask) -> None:
    assert ask("第7项和第8项共同的单位").answer.startswith(
        "共同的责任单位：市委金融办、武汉投控集团、武汉金控集团、武汉人才集团（4家）。"
    )


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "第14项和第2项的责任单位一样吗？",
            "责任单位不一样：只在二、（四）14里的有市科技创新局；只在二、（一）2里的有市教育局。",
        ),
        ("12项跟13项的责任单位有区别没", "责任单位一样。"),
    ],
    ids=["不一样", "一样"],
)
def test_units_of_two_tasks_are_compared(ask: Ask, question: str, verdict: str) -> None:
    answer = ask(question)
    assert visible(answer.answer).startswith(verdict)
    assert len(set(cited(answer))) == 2


def test_who_it_is_of_a_clause_without_units_is_told_by_its_words(ask: Ask) -> None:
    answer = ask("市科技局孵化载体意见第二部分（一）的第2点，说的是让谁来建载体？")
    assert (answer.refused, set(cited(answer))) == (False, {"B:二、（一）2"})
    assert "龙头企业" in answer.answer
    assert ask("市科技局孵化载体意见第二部分（一）的第2点归谁负责？").refused
