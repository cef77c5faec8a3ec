"""Misspelt words are set right where it is sure what they mean, and nothing else is touched."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answering import Engine
from kb.catalogue import Catalogue
from kb.questions import respelt
from tests.kb.made_up import catalogue as made_up

NOTICE = """甲州市人民政府办公厅文件

甲政办〔2025〕7号

甲州市人民政府办公厅关于印发甲州市青年创业工作方案的通知

各区人民政府：

一、重点任务

1. 建设众创空间。到2027年，建成众创空间20个、孵化器10个，高校师生优先入驻。（责任单位：市教育局、洪山区人民政府）

2. 发展科技保险。每年开发科技保险产品5个，大学生休学创业的，给予创业贷款。（责任单位：市财政局、甲州投控集团）

3. 对接资本市场。推动企业挂牌上市，筹集资金，筹集资金用于概念验证中心。（责任单位：市财政局）

甲州市人民政府办公厅

2025年2月3日
"""

SLIPS = {
    "同音": ("教寓局管什么", "教育局管什么"),
    "同音，句中": ("洪山区的责任担位有哪些", "洪山区的责任单位有哪些"),
    "同音，词尾": ("投空集团参与哪些任务", "投控集团参与哪些任务"),
    "两字词，旁边有词": ("科技宝险谁管", "科技保险谁管"),
    "两字词，文件里同句": ("大学生休雪找谁", "大学生休学找谁"),
    "两字词，没有别的词": ("代款", "贷款"),
    "平翘舌不分": ("洪三区的任务", "洪山区的任务"),
    "前后鼻音不分": ("概念验真中心", "概念验证中心"),
    "错两个字": ("夫化气建多少", "孵化器建多少"),
    "虚词混进去": ("责任但位", "责任单位"),
    "形近": ("孵仳器有几个", "孵化器有几个"),
    "漏字": ("科保险谁管", "科技保险谁管"),
    "多字": ("众创空空间建几个", "众创空间建几个"),
    "颠倒": ("化孵器建几个", "孵化器建几个"),
    "两处": ("教寓局和投空集团", "教育局和投控集团"),
    "全角和空格": ("教寓 局　管什么", "教育局管什么"),
    "繁体": ("創業代款", "创业贷款"),
    "问句里的词": ("什么时侯建成", "什么时候建成"),
}


@pytest.fixture(scope="module")
def notice() -> Catalogue:
    return made_up(NOTICE)


@pytest.mark.parametrize(("asked", "meant"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_set_right(notice: Catalogue, asked: str, meant: str) -> None:
    text, slips = respelt(asked, notice)
    assert text == meant
    assert slips
    assert all(slip.said != slip.meant and slip.meant in meant for slip in slips)


SPELT_RIGHT = {
    "没有错": "科技保险归谁管？",
    "别的市的局": "乙州市教育局负责什么",
    "别的县": "洪湖区的任务",
    "真有的地名": "红山区有几个",
    "文号": "2024号文",
    "数": "前三区和十三五",
    "是和市": "是教育局负责吗",
    "动词在前": "买保险找教育局",
    "词典里的词": "高效的中学生",
    "另一个词的一半": "外网安全",
    "叠用的字": "一等奖奖金",
    "局长": "教育局局长是谁",
    "没有上下文的两个字": "完善堤线防洪",
    "只有词表里有的词": "我们队拿了奖",
    "文件没有的事": "剧本杀门店的消防验收",
    "西文": "PhD能贷多少",
    "空": "",
}


@pytest.mark.parametrize("asked", SPELT_RIGHT.values(), ids=SPELT_RIGHT.keys())
def test_what_is_no_sure_slip_stays(notice: Catalogue, asked: str) -> None:
    assert respelt(asked, notice) == (asked, ())


def test_one_of_two_terms_is_not_guessed() -> None:
    both = made_up(NOTICE.replace("孵化器", "云计算、云机算"))
    assert respelt("云几算", both) == ("云几算", ())


def test_what_another_notice_calls_so_is_no_slip() -> None:
    assert respelt("教寓局", made_up(NOTICE.replace("市财政局", "市教寓局"))) == ("教寓局", ())


def test_the_words_of_a_notice_are_spelt_right(catalogue: Catalogue) -> None:
    """None of the seeds' own sentences is changed."""
    said = [sentence for located in catalogue.clauses for sentence, _ in located.sentences]
    assert [sentence for sentence in said if respelt(sentence, catalogue)[1]] == []


@given(st.text(alphabet="教育寓局责任单担位一三众创空间的 ，A1", max_size=30))
def test_it_never_fails_and_says_what_it_does(asked: str) -> None:
    text, slips = respelt(asked, _NOTICE)
    assert bool(slips) == (text != asked)


_NOTICE = made_up(NOTICE)


def test_the_answer_is_that_of_the_question_spelt_right_and_says_so(engine: Engine) -> None:
    day = dt.date(2026, 11, 21)
    meant, said = engine.answer("科技保险归谁管？", as_of=day), engine.answer("科技宝险归谁管？", as_of=day)
    assert said.question == "科技宝险归谁管？"
    assert (said.answer, said.units, said.citations) == (meant.answer, meant.units, meant.citations)
    assert said.notes == (*meant.notes, "按“保险”理解“宝险”。")


def test_an_earlier_question_may_be_misspelt(engine: Engine) -> None:
    day = dt.date(2026, 11, 21)
    right = engine.answer("期限呢？", ["科技保险归谁管？"], day)
    assert engine.answer("期限呢？", ["科技宝险归谁管？"], day) == right
