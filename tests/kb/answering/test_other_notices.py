"""What a notice of any place may be asked, in the ways of those who have not read it: a made-up one of its own kind."""

from collections.abc import Callable

import pytest

from kb.answering.answer import Reason
from tests.kb.answering.checking import cited
from tests.kb.answering.conftest import Ask

FERRIES = """甲市人民政府办公室文件
甲政办发〔2026〕7号
甲市人民政府办公室关于印发甲市渡口整治方案的通知
各区人民政府：
一、重点任务
1. 更换渡船。对更换渡船的渡口给予补助。\
具体标准为：3艘以下的，每艘补助2万元；3艘以上的，每增加一艘补助3万元，总额不超过20万元。（责任单位：市交通局、市财政局）
2. 开展评比。每两年举办一次渡工技能大赛，每年向市人民政府报告渡口安全情况。（责任单位：市人社局）
3. 查验货物。货物需查验的，在取样后即放行，货渡可以装运铁矿石、天然橡胶等商品。（责任单位：市交通局、市市场监管局）
4. 改造渡口。在渡口公共部位加装雨棚的，应当征得所在渡口业主同意。到2027年，改造渡口不少于30%。（责任单位：市交通局）
甲市人民政府办公室
2026年3月2日
"""


@pytest.fixture
def ferries(ask_of: Callable[..., Ask]) -> Ask:
    return ask_of(FERRIES)


TOLD = {
    "隔多久办一次": ("渡工技能大赛隔多久办一次？", "每两年"),
    "多长时间报告一次": ("渡口安全情况多长时间向市人民政府报告一次？", "每年"),
    "标准在下一句": ("我们渡口换了5艘旧渡船，更换渡船补助多少？", "每增加一艘补助3万元"),
    "什么时候放行": ("货物要查验的话，什么时候能放行？", "取样后即放行"),
    "点名哪些商品": ("货渡装运点名了哪些商品", "铁矿石、天然橡胶"),
    "什么手续": ("想在渡口公共部位装雨棚，要先办什么手续？", "征得所在渡口业主同意"),
}


@pytest.mark.parametrize(("question", "said"), TOLD.values(), ids=TOLD.keys())
def test_what_the_notice_states_in_other_ways_is_told(ferries: Ask, question: str, said: str) -> None:
    answer = ferries(question)
    assert not answer.refused
    assert said in answer.answer


def test_measure_that_no_clause_speaks_of_is_not_stated(ferries: Ask) -> None:
    answer = ferries("渡口货运吞吐量目标是多少？")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


def test_unit_in_passing_is_asked_of_the_clause_before(ferries: Ask) -> None:
    answer = ferries("查验货物由谁负责？", ["更换渡船由谁负责？"])
    assert cited(answer) == ["一、3"]
    other = ferries("市人社局也在其中吗？", ["查验货物由谁负责？"])
    assert other.answer.startswith("不是，责任单位里没有“市人社局”")
    assert cited(other) == ["一、3"]


def test_who_is_responsible_may_end_the_question(ferries: Ask) -> None:
    assert [unit.name for unit in ferries("入渡货物的查验，负责的部门是？").units] == ["市交通局", "市市场监管局"]


SAID = {
    "发言前先引用": ("论文里要引用行动方案，文号怎么写", "武政办〔2025〕68号"),
    "行动期": ("从今天算，68号文的行动期还剩多久", "405天"),
    "三年下来": ("每年400个项目落地，三年下来该有多少个", "3年合计1200个"),
    "多少项目": ("供需对接那条，2027年推介多少项目、解决多少需求", "推介师生创业优秀项目500个"),
    "撇开光谷": (
        "撇开光谷不算，哪个区要增加的载体最多？",
        "洪山区：到2025年目标任务（总量）比现有众创孵化载体数量增加25家",
    ),
    "最多和最少": ("现有载体最多的和最少的是哪些区", "东湖高新区：现有众创孵化载体数量147家。[1]\n黄陂区"),
    "新增各多少": ("临空港和江夏，谁要新增得多，各多少", "需增加9家"),
    "分别在哪一条": ("意见里龙头企业新建载体、新型研发机构新建载体，分别在哪一条？", "二、（一）2"),
    "按类列": ("21年意见鼓励哪些主体新建专业型载体，按类列", "下有6项"),
    "讲“…”的那一条": ("意见里讲“市区协同”的那一条，要求局机关处室对各区做什么？", "业务指导"),
    "比第17项多几家": ("第18项的责任单位比第17项多几家？", "有8家责任单位，二、（五）17有7家，前者多1家"),
    "只参与第17项": ("市税务局只参与了第17项，没别的了吧", "是这样。"),
}


@pytest.mark.parametrize(("question", "said"), SAID.values(), ids=SAID.keys())
def test_plain_matter_in_another_way(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert not answer.refused
    assert said in answer.answer


FOLLOWED = {
    "具体": ("2021年的意见怎么帮孵化器打响名气？", "具体支持承办哪些活动", "B:四、（四）"),
    "紧接着的下一项": ("“通—融—强”创业培训体系归谁管？", "紧接着的下一项呢，也是这几家管？", "二、（一）3"),
    "下一项比它": ("第17项的责任单位有哪些？", "下一项比它多几家？", "二、（五）18"),
    "要有几只": ("校长基金投哪些项目？", "到27年一共要有几只？由谁负责", "二、（三）8"),
}


@pytest.mark.parametrize(("before", "question", "path"), FOLLOWED.values(), ids=FOLLOWED.keys())
def test_follow_up_keeps_to_its_matter(ask: Ask, before: str, question: str, path: str) -> None:
    assert cited(ask(question, [before]))[0] == path


RULES = """丙大学渡船管理办法
丙大渡〔2026〕1号
第一章 总则
第一条 为管好渡船，制定本办法。
第二章 日常管理
第二条 渡船停靠不满半年的，停靠费按半年结算；超过半年不满一年的，按一年结算。
第三条 违反停靠规定的，给予口头批评、书面警示；情节严重的，按照有关规定处理。
第四条 船员进出国门应当报告。
第三章 附则
第五条 本办法由后勤处负责解释。
"""


@pytest.fixture
def rules(ask_of: Callable[..., Ask]) -> Ask:
    return ask_of(RULES)


def test_chapter_is_told_by_its_articles(rules: Ask) -> None:
    answer = rules("第二章的标题是什么，包括第几条到第几条？")
    assert answer.answer.startswith("1号文第二章“日常管理”下有3项")
    assert cited(answer) == ["第二章", "第二章第二条", "第二章第三条", "第二章第四条"]
    missing = rules("第九章讲什么")
    assert (missing.refused, missing.reason) == (True, Reason.FALSE_PREMISE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渡船停靠了八个月，停靠费按多长时间结算？", "超过半年不满一年的，按一年结算。"),
        ("违反停靠规定，轻一点的会怎么罚", "口头批评、书面警示"),
        ("船员进出国门要做什么", "应当报告"),
    ],
)
def test_rule_is_told_whole(rules: Ask, question: str, said: str) -> None:
    assert said in rules(question).answer


DUTIES = """丁区渡口整治方案
丁政办〔2026〕8号
一、组织领导
成立工作专班，由区交通局牵头，区水务局、区公安分局（水警）及各街镇为成员单位，统筹推进渡口整治。
二、责任分工
（一）区交通局
开展渡口整治的行业部署。
（二）区水务局、区农业局等主管部门
督促渡口清理漂浮物。
（三）渡船执法部门
依法查处渡船夜航。
三、奖励措施
（一）渡船用地优惠。渡船停靠用地缴纳土地使用税的，至2027年12月31日减半征收。
（二）渡工培训优惠。渡工培训费用至2025年12月31日全额补贴。
"""


@pytest.fixture
def duties(ask_of: Callable[..., Ask]) -> Ask:
    return ask_of(DUTIES)


def test_members_are_told_where_they_are_asked_for(duties: Ask) -> None:
    both = duties("渡口整治工作专班由谁牵头，成员单位有哪些？")
    assert [unit.name for unit in both.units] == ["区交通局", "区水务局", "区公安分局（水警）", "各街镇"]
    assert [unit.name for unit in duties("渡口整治工作专班由谁牵头？").units] == ["区交通局"]


def test_unit_whose_duties_stand_below_its_name_has_them_for_tasks(duties: Ask) -> None:
    assert cited(duties("区水务局要做什么？")) == ["一", "二、（二）"]
    assert [unit.name for unit in duties("渡船夜航，谁来罚").units] == ["渡船执法部门"]


def test_whether_a_rule_still_holds_is_told_by_its_own_term(duties: Ask) -> None:
    answer = duties("渡船停靠用地减半缴土地使用税的优惠，现在还有效吗")
    assert cited(answer) == ["三、（一）"]
    assert "尚未到期" in answer.answer
    assert not [note for note in answer.notes if "2025" in note]


def test_path_that_is_not_there_is_not_taken_for_another(ask: Ask) -> None:
    answer = ask("68号文二、（八）讲什么")
    assert (answer.refused, answer.answer) == (True, "没有“二、（八）”这一部分。")


MORE = {
    "为什么专门搞": ("科技局当年为什么要专门搞这个孵化载体提升意见？", "专业化水平不高"),
    "有什么差别": ("硚口和汉阳的孵化载体任务有什么差别？", "硚口区6家，汉阳区5家"),
    "加上": ("第13项里，作价投资转化的成果加上许可转化的成果，目标一共多少项？", "合计10100项"),
    "6家或者更多": ("责任单位有6家或者更多的任务是哪些，一共几项", "责任单位6家以上的任务共5项"),
    "一家都没": ("科技金融那块，投控、金控一家都没参加的是哪几项", "共3项"),
    "没有把": ("创新创业生态优化工程那三项里，哪些没有把各区人民政府列进去？", "共1项"),
    "落款到印发": ("高校师生方案从落款到印发，中间隔了几天", "相差1天"),
    "收不收得到": ("法院收不收得到68号文？", "68号文的抄送"),
    "报个名字": ("科技金融那个工程下面都有哪几项任务？报个名字", "下有5项"),
    "武政办这个通知": ("武政办这个通知都抄送给了谁", "68号文的抄送"),
    "哪年收尾": ("这个三年方案哪年收尾？2026年算是它的第几年？", "2026年是第2年"),
    "还包括哪些": ("68号文里写的“各区人民政府”还包括哪些管委会？", "含开发区、长江新区、风景区管委会"),
    "把…撇开": ("把东湖高新区撇开，要净增最多的是哪个区，得再添几家？", "洪山区"),
    "达到什么效果": ("龙头企业自己建孵化载体，想达到什么样的产业链效果？", "强链补链延链"),
    "说得对": ("校长基金的目标是20只，对吧？", "与文件一致。文件写的是：校长基金20只"),
}


@pytest.mark.parametrize(("question", "said"), MORE.values(), ids=MORE.keys())
def test_more_ways_of_asking(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert not answer.refused
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("武汉大学分到几家概念验证中心？", Reason.NOT_STATED),
        ("想办个专业型孵化器，场地最少得多少平", Reason.NOT_STATED),
        ("学生开公司能免几年所得税？", Reason.NOT_STATED),
        ("按方案规定毕业超过5年就领不了创业补贴，这5年从哪天起算？", Reason.FALSE_PREMISE),
        ("68号文被哪份新文件废止了？", Reason.FALSE_PREMISE),
    ],
)
def test_what_no_notice_says_is_refused(ask: Ask, question: str, reason: Reason) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason) == (True, reason)


TALKS = {
    "占全市几成": (["东湖高新区的国家级载体目标是多少"], "占全市的几成？", "占合计200家的50%"),
    "还差多少": (
        ["2021年意见附件里全市现有多少家孵化载体？", "到2025年目标总量是多少？"],
        "那还差多少家？",
        "需增加236家",
    ),
    "每年吗": (["供需对接活动要办多少场"], "不是每年100场吗？", "与文件不符。文件写的是：举办对接活动100场"),
}


@pytest.mark.parametrize(("history", "question", "said"), TALKS.values(), ids=TALKS.keys())
def test_talk_goes_on(ask: Ask, history: list[str], question: str, said: str) -> None:
    assert said in ask(question, history).answer
