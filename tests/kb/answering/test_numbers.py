"""Deadlines and targets: how much and by when, in the notice's words."""

import datetime as dt
from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from kb.text import visible
from tests.kb.answering.checking import TASKS, cited

Ask = Callable[..., Answer]
WITH_TARGETS = [number for number, task in TASKS.items() if task["targets"]]


@pytest.mark.parametrize("number", WITH_TARGETS)
def test_targets_of_a_task_are_all_said(ask: Ask, number: int) -> None:
    answer = ask(f"第{number}项有哪些指标？")
    said = visible(answer.answer)
    assert cited(answer) == [TASKS[number]["path"]]
    assert [target["text"] for target in TASKS[number]["targets"] if visible(target["text"]) not in said] == []


TARGETS = {
    "入库项目": ("到2027年要征集多少入库项目", "二、（三）7", ["2000个"]),
    "概念验证中心": ("概念验证中心建几家", "二、（四）13", ["15家"]),
    "赛事活动": ("每年组织赛事活动多少场", "二、（五）18", ["500场"]),
    "赛事品牌": ("形成几个有国际影响力的赛事品牌", "二、（五）18", ["3—5个"]),
    "高新技术企业": ("高新技术企业要新增几家", "一", ["1000家"]),
    "教育覆盖面": ("创新创业教育覆盖面要达到多少", "一", ["100%"]),
    "专业型比例": ("意见里专业型载体比例是多少", "B:一", ["不低于50%"]),
    "载体总量": ("全市众创孵化载体总量目标是多少家", "B:一", ["600家以上"]),
    "通识课程": ("创新创业通识课程至少多少学时", "二、（一）2", ["16个学时"]),
    "各多少只": ("校长基金和师生创新创业专项资金各设多少只", "二、（三）8", ["5只", "20只"]),
    "总目标": ("到2027年的总目标", "一", ["10000项", "100亿元", "1000家", "3个环大学创新发展示范带"]),
    "量词连着": ("要建多少家中试平台和概念验证中心", "二、（四）13", ["15家", "50家"]),
    "两个数之比": ("项目库征集的和推给投资机构的，比例是多少", "二、（三）7", ["1000个是2000个的50%"]),
    "几成": ("征集入库的项目里，要推给投资机构的占几成", "二、（三）7", ["1000个是2000个的50%"]),
    "两种之和": ("技术转移公司加中试平台一共要建多少家", "二、（四）13", ["合计55家"]),
    "定语里的动词": ("要新增多少家高校师生创办的高新技术企业", "一", ["1000家"]),
    "各有各的量词和名词": ("供需对接平台要办几场对接、帮师生解决多少个需求？", "二、（四）15", ["100场", "3000项"]),
    "多大和几只": ("种子天使那个矩阵盘子多大，校长基金要几只", "二、（三）8", ["100亿元", "20只"]),
    "四个数": ("线上专区+线下路演 27年指标四个数,急", "二、（四）15", ["1000家", "100场", "500个", "3000项"]),
    "加号": ("高校专项资金+校长基金 合计几只", "二、（三）8", ["合计25只"]),
    "至少占几成": ("全市孵化载体一共要搞到多少家，里头专业的至少占几成？", "B:一", ["600家以上", "不低于50%"]),
    "写错的中试": ("中式平台打算搞几个呀", "二、（四）13", ["50家"]),
    "发几种": ("方案里说要开发几种专门的科技保险，到哪一年为止？", "二、（三）10", ["10个"]),
    "定语在名词前": ("政府的基金到最后一共要支持多少个师生刚起步的项目呀？", "二、（三）8", ["1000个"]),
    "师生项目": ("市级每年支持多少个师生创新创业项目落地", "二、（五）17", ["400个"]),
}


@pytest.mark.parametrize(("question", "path", "numbers"), TARGETS.values(), ids=TARGETS.keys())
def test_number_that_is_asked_for_is_said_with_its_clause(
    ask: Ask, question: str, path: str, numbers: list[str]
) -> None:
    answer = ask(question)
    assert (answer.refused, cited(answer)[0]) == (False, path)
    assert [number for number in numbers if number not in answer.answer] == []


@pytest.mark.parametrize(
    "question", ["环大学示范带几个？带里要聚多少科技企业", "环大学创新带要聚多少科技企业？示范带又要打造几个？"]
)
def test_numbers_of_two_clauses_are_both_said(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert sorted(cited(answer)) == ["一", "二、（四）16"]
    assert all(number in answer.answer for number in ("3个", "3万家"))


def test_a_question_without_a_matter_of_its_own_brings_no_other_clause(ask: Ask) -> None:
    assert cited(ask("中试平台要建多少家？什么时候建完？")) == ["二、（四）13"]


DEADLINES = {
    "保险产品": ("科技保险产品什么时候开发完？", "二、（三）10", "2027年12月31日"),
    "入库项目": ("入库项目征集到哪一年", "二、（三）7", "2027年12月31日"),
    "众创载体": ("意见里载体总量的完成时限", "B:一", "2025年12月31日"),
    "按任务问": ("第13项什么时候完成", "二、（四）13", "2027年12月31日"),
}


@pytest.mark.parametrize(("question", "path", "day"), DEADLINES.values(), ids=DEADLINES.keys())
def test_last_day_is_said_with_its_clause(ask: Ask, question: str, path: str, day: str) -> None:
    answer = ask(question)
    assert (answer.refused, cited(answer)[0]) == (False, path)
    assert day in answer.answer


AS_OF = {
    "到期前": (dt.date(2027, 12, 30), "尚未到期", False),
    "到期当天": (dt.date(2027, 12, 31), "今天到期", False),
    "到期次日": (dt.date(2028, 1, 1), "已过期", True),
}


@pytest.mark.parametrize(("day", "state", "passed"), AS_OF.values(), ids=AS_OF.keys())
def test_deadline_has_passed_from_the_day_after_it(ask: Ask, day: dt.date, state: str, passed: bool) -> None:
    answer = ask("科技保险产品什么时候开发完？", as_of=day)
    assert f"（到2027年12月31日，{state}）" in answer.answer
    assert any("2027-12-31已过" in note for note in answer.notes) is passed


def test_every_target_of_a_task_is_said_where_all_are_asked_for(ask: Ask) -> None:
    answer = ask("供需对接平台四个数字指标分别是多少").answer
    assert [words for words in ("1000家", "100场", "500个", "3000项") if words not in answer] == []


LEFT = {
    "几天": ("离科技保险产品开发完还有多少天", "距2027年12月31日还有约13个月（405天）"),
    "多久": ("100亿贷款的期限还剩多久", "距2027年12月31日还有约13个月（405天）"),
    "整个文件": ("方案离结束还有几天", "还有约13个月（405天）"),
}


@pytest.mark.parametrize(("question", "words"), LEFT.values(), ids=LEFT.keys())
def test_time_that_is_left_is_computed(ask: Ask, question: str, words: str) -> None:
    assert words in ask(question).answer


def test_time_that_is_left_is_said_only_where_it_is_asked_for_and_to_come(ask: Ask) -> None:
    assert "还有约" not in ask("科技保险产品什么时候开发完").answer
    assert "还有约" not in ask("离孵化载体600家的目标到期还有多久").answer


def test_deadline_that_has_passed_is_noted_beside_the_number(ask: Ask) -> None:
    answer = ask("意见里专业型载体比例是多少")
    assert [note for note in answer.notes if "2025-12-31已过" in note] != []


def test_today_is_a_day_of_the_question(ask: Ask) -> None:
    assert "1000家" in ask("今年高新技术企业要新增几家").answer


UNSTATED = {
    "没有写时限": ("深化人才评价改革什么时候完成", Reason.NOT_STATED),
    "没有写数": ("校友人才库要有多少人", Reason.NOT_STATED),
    "没有写金额": ("一个创业团队补贴给多少钱", Reason.NOT_STATED),
}


@pytest.mark.parametrize(("question", "reason"), UNSTATED.values(), ids=UNSTATED.keys())
def test_number_that_the_notice_does_not_state_is_refused(ask: Ask, question: str, reason: Reason) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (True, reason)


def test_term_of_the_document_is_not_taken_for_the_deadline_of_a_task(ask: Ask) -> None:
    answer = ask("深化人才评价改革什么时候完成")
    assert answer.kind is Kind.DEADLINE
    assert "这不等于该项工作的时限" in answer.answer


CORRECTED = {
    "数不对": (
        "科技保险产品是不是要开发20个",
        "与文件不符。文件写的是：开发定制科技保险产品10个",
        Reason.FALSE_PREMISE,
    ),
    "别的数里也有这个数字": (
        "环大学创新发展示范带是要打造5个对吧",
        "与文件不符。文件写的是：打造3个环大学创新发展示范带",
        Reason.FALSE_PREMISE,
    ),
    "学时": ("创新创业通识课不是规定至少32个学时吗", "与文件不符。文件写的是：", Reason.FALSE_PREMISE),
    "没有请人确认": (
        "环大学创新带要集聚3000家科技型企业，哪年实现",
        "与文件不符。文件写的是：环大学创新发展带集聚科技型企业3万家",
        Reason.FALSE_PREMISE,
    ),
    "几成": (
        "21年那份孵化载体意见要求专业型占到八成,是不是太高了",
        "与文件不符。文件写的是：专业型众创孵化载体比例不低于50%",
        Reason.FALSE_PREMISE,
    ),
    "三年总共": (
        "听说市里三年总共只扶400个项目落地,名额也太少了吧",
        "与文件不符。文件写的是：市级每年支持400个",
        Reason.FALSE_PREMISE,
    ),
    "不是每年": ("对接活动是每年办100场，没错吧", "与文件不符。文件写的是：举办对接活动100场", Reason.FALSE_PREMISE),
    "万家": ("环大学创新带集聚科技型企业3万家，对吗", "科技型企业3万家", None),
    "数对": ("科技保险产品是不是要开发10个", "开发定制科技保险产品10个", None),
}


@pytest.mark.parametrize(("question", "words", "reason"), CORRECTED.values(), ids=CORRECTED.keys())
def test_number_that_the_question_has_wrong_is_put_right_first(
    ask: Ask, question: str, words: str, reason: Reason | None
) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (False, reason)
    assert words in answer.answer
    assert ("与文件不符" in answer.answer) is (reason is not None)


RENEWAL = """某市人民政府办公室关于印发校舍改造行动方案的通知
各区人民政府：
现印发给你们。
某市人民政府办公室
2026年3月1日
校舍改造行动方案
一、目标
到2028年，累计改造老旧校舍400所以上。
二、任务
1. 改造老旧校舍。每年改造老旧校舍不少于120所。（责任单位：市教育局）
"""


def test_target_is_that_of_the_year_in_question(ask_of: Callable[..., Ask]) -> None:
    ask = ask_of(RENEWAL)
    assert "400所" in ask("到2028年底要改造多少所老旧校舍？").answer
    assert "120所" in ask("每年要改造多少所老旧校舍？").answer


PLAIN = """甲市人民政府办公室文件
甲政办发〔2026〕8号
甲市人民政府办公室关于印发甲市渡口安全管理实施细则的通知
各区人民政府：
现印发给你们。
甲市人民政府办公室
2026年3月1日
甲市渡口安全管理实施细则
一、渡口分类
（一）类型。渡口安全管理按规模分为甲类、乙类、丙类三种类型。
（二）台账。每学年整理一次渡口安全台账，台账保管期限为停用后六年。
二、渡口维修
（一）基金。渡口维修基金由各区筹集，用于加固渡口和更换缆绳。
（二）补助。渡口维修按审定的工程量补助，每座渡口不超过12 万元。
（三）缆绳。渡口缆绳按买价给予不超过80%的补助，2026年更换渡口缆绳30条。
（四）值班室。渡口值班室出租的最高年限为5年，租金按标准的60%收取，2026年新建渡口值班室8间。
三、报告和申诉
（一）年报。渡口管理单位每年三月底前向市政府报告上一年的安全情况。
（二）申诉。对停航决定不服的，接到决定之日起15日内可以申诉。
四、验收
（一）总结。渡口管理单位于2026年12月底前报送渡口安全管理总结报告。
（二）检查。市政府于2027年4月底前组织渡口安全管理检查，实施细则执行情况纳入总结。
附件：任务分工表
附件
任务分工表
序号\t工作任务\t责任单位\t时间进度
1\t开放渡口夜航\t市水运局\t标准出台后试行
2\t修整石阶\t市住建局\t2027年6月底前
3\t清理航道\t市水运局\t持续实施
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渡口按规模分几种类型", "三种类型"),
        ("渡口台账要保管多久", "停用后六年"),
        ("渡口维修最多补多少钱", "12万元"),
        ("渡口缆绳最多补多少", "不超过80%"),
        ("渡口台账多久整理一次", "每学年"),
        ("渡口夜航什么时候试行", "标准出台后试行"),
        ("渡口值班室最长租几年", "最高年限为5年"),
        ("渡口管理单位每年什么时候向市政府报告", "三月底前"),
        ("收到停航决定多少天内可以申诉", "15日内"),
        ("渡口安全管理实施细则的总结报告什么时候交", "2026年12月31日"),
        ("甲市渡口安全管理的总结报告什么时候报送", "2026年12月31日"),
    ],
)
def test_number_or_day_is_that_of_the_sentence_that_states_it(
    ask_of: Callable[..., Ask], question: str, said: str
) -> None:
    answer = ask_of(PLAIN)(question)
    assert not answer.refused
    assert said in answer.answer
