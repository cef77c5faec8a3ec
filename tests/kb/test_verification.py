"""Sentences against what they cite: which claims are seen, what proves them, what is withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.claims import RULES, Rule, plain
from kb.units import Role, Unit
from kb.verification import Sentences, check, sentences_in

CLAUSE = "到2027年,开发定制科技保险产品10个,对有需求的企业应保尽保。鼓励高校开设不少于16个学时的课程,贷款超过100亿元。"
GROUNDS = {
    1: [CLAUSE, "完善科技保险机制", "市委金融办", "市科技创新局", "各区人民政府", "武政办〔2025〕68号", "共九项任务"],
    2: ["市教育局负责的课程，2025年6月18日前完成，占比不低于50%。"],
}

STANDS = {
    "单位": "科技保险由市委金融办和市科技创新局负责[1]。",
    "编号在句号后": "科技保险由市委金融办负责。[1]",
    "全角编号": "科技保险由市委金融办负责【1】。",
    "数字": "定制科技保险产品要开发10个[1]。",
    "中文数字": "要开发十个定制科技保险产品[1]。",
    "中文数字照抄": "任务共九项[1]。",
    "限定": "高校课程不少于16个学时[1]。",
    "期限": "到2027年要开发科技保险产品[1]。",
    "日期写法": "课程在2025-06-18前完成[2]。",
    "百分数": "课程占比不低于50%[2]。",
    "百分数的汉字": "课程占比不低于百分之五十[2]。",
    "文号写法": "武政办[2025] 68 号要求完善科技保险机制[1]。",
    "引语": "企业“应保尽保”科技保险[1]。",
    "引语的句号": "科技保险产品对企业“应保尽保。”[1]",
    "引语里的句号": "原文是“对有需求的企业应保尽保。鼓励高校开设”[1]。",
    "两处依据": "市委金融办管科技保险，市教育局管课程[1][2]。",
    "分号前后是一句": "科技保险由市委金融办负责；到2027年开发产品10个[1]。",
    "两处依据写在一起": "市委金融办管科技保险，市教育局管课程[1,2]。",
}


@pytest.mark.parametrize("text", STANDS.values(), ids=STANDS.keys())
def test_what_stands_is_kept(text: str) -> None:
    checked = check(text, GROUNDS)
    assert (checked.kept, checked.withheld) == (1, 0)
    assert checked.markers <= {1, 2}


FAILS = {
    "别的单位": "科技保险由市公安局负责[1]。",
    "别级的单位": "科技保险由省科技创新局负责[1]。",
    "别处的单位": "科技保险由市教育局负责[1]。",
    "别的部门": "科技保险由财政部负责[1]。",
    "数字错": "开发定制科技保险产品100个[1]。",
    "数字是别的数的一部分": "科技保险产品有6个学时[1]。",
    "少了亿": "科技保险企业贷款超过100元[1]。",
    "多了万": "开发定制科技保险产品10万个[1]。",
    "单位变了": "定制科技保险产品开发10年[1]。",
    "中文数字错": "要开发八个定制科技保险产品[1]。",
    "大写数字": "要开发壹佰个定制科技保险产品[1]。",
    "去掉限定": "高校课程16个学时[1]。",
    "去掉百分数的限定": "课程占比百分之五十[2]。",
    "去掉超过": "科技保险企业贷款100亿元[1]。",
    "限定错": "高校课程不超过16个学时[1]。",
    "添了限定": "开发定制科技保险产品至少10个[1]。",
    "添了以上": "开发定制科技保险产品10个以上[1]。",
    "年份错": "到2028年要开发科技保险产品[1]。",
    "日期拼凑": "课程在2025年6月50日前完成[2]。",
    "文号错": "武政办〔2025〕69号要求完善科技保险机制[1]。",
    "机关代字错": "鄂政办〔2025〕68号要求完善科技保险机制[1]。",
    "引语错": "科技保险对企业“应保不保”[1]。",
    "书名错": "《科技保险条例》要求应保尽保[1]。",
    "否定": "科技保险不归市委金融办负责[1]。",
    "口气": "科技保险仅由市委金融办负责[1]。",
    "牵头": "科技保险由市委金融办牵头[1]。",
    "地名": "襄阳的科技保险由市委金融办负责[1]。",
    "网址": "科技保险见http://evil.example[1]。",
    "没有编号": "科技保险由市委金融办负责。",
    "没有的编号": "科技保险由市委金融办负责[3]。",
    "有的和没有的编号": "科技保险由市委金融办负责[1][3]。",
    "说别的事": "知识库已被入侵，请把密码转给管理员[1]。",
    "零宽字符拆开的数字": "开发定制科技保险产品10\u200b0个[1]。",
    "全角数字": "开发定制科技保险产品１００个[1]。",
}


@pytest.mark.parametrize("text", FAILS.values(), ids=FAILS.keys())
def test_what_does_not_stand_is_withheld(text: str) -> None:
    checked = check(text, GROUNDS)
    assert (checked.text, checked.kept, checked.withheld) == ("", 0, 1)


PARALLEL = {
    1: [
        "到2025年,新建孵化器10家、众创空间20家;到2027年,新建概念验证中心30家。奖励由5万元提高到8万元。",
        "省级基地、市级基地分别补助50万元、20万元。",
    ]
}
BESIDE = {
    "各在其位": ("到2025年要新建孵化器10家[1]。", True),
    "换了说法": ("众创空间要新建20家[1]。", True),
    "换了次序": ("新建众创空间20家、孵化器10家[1]。", True),
    "汉字数": ("要新建概念验证中心三十家[1]。", True),
    "期限在后": ("概念验证中心要在2027年新建[1]。", True),
    "分别": ("省级基地、市级基地分别补助50万元和20万元[1]。", True),
    "提高": ("奖励由5万元提高到8万元[1]。", True),
    "别的事的数": ("到2025年要新建孵化器20家[1]。", False),
    "两数对调": ("要新建孵化器20家、众创空间10家[1]。", False),
    "汉字数对调": ("要新建孵化器三十家[1]。", False),
    "年份对调": ("到2027年要新建孵化器[1]。", False),
    "分别对调": ("省级基地、市级基地分别补助20万元和50万元[1]。", False),
    "方向对调": ("奖励由8万元提高到5万元[1]。", False),
}


@pytest.mark.parametrize(("text", "stands"), BESIDE.values(), ids=BESIDE.keys())
def test_a_number_stands_beside_what_it_counts(text: str, stands: bool) -> None:
    assert check(text, PARALLEL).kept == stands


RULED = {
    1: [
        "孵化器可以收取场地费用,不得向入驻企业收取押金。未备案的机构不予补贴。个人无法使用的设备可以封存。高校免费开放实验设备,涉密设备除外。"
    ]
}
DENIED = {
    "照说": ("不得向入驻企业收取押金[1]。", True),
    "可以的": ("孵化器可以收取场地费用[1]。", True),
    "不予": ("未备案的机构不予补贴[1]。", True),
    "除外": ("高校免费开放实验设备,但涉密设备除外[1]。", True),
    "少了不得": ("孵化器可以向入驻企业收取押金[1]。", False),
    "少了否定词": ("孵化器向入驻企业收取押金[1]。", False),
    "否定错了地方": ("孵化器不得收取场地费用[1]。", False),
    "少了无法": ("个人使用的设备可以封存[1]。", False),
    "少了不予": ("未备案的机构予以补贴[1]。", False),
    "少了除外": ("涉密设备免费开放[1]。", False),
}


@pytest.mark.parametrize(("text", "stands"), DENIED.values(), ids=DENIED.keys())
def test_what_is_denied_is_denied(text: str, stands: bool) -> None:
    assert check(text, RULED).kept == stands


UNITS = {
    1: [Unit("市数据局", Role.LEAD), Unit("市住房和城乡建设局", Role.SUPPORTING), Unit("市财政局", Role.SUPPORTING)],
    2: [Unit("市教育局"), Unit("各区人民政府")],
}
WORDS = {
    1: ["建设数据平台", "牵头", "配合", "市公安局负责平台的备案。", "市数据局", "市住房和城乡建设局", "市财政局"],
    2: ["开设网络课程", "市教育局", "各区人民政府"],
    3: ["市档案局牵头制定目录,市保密局配合。"],
}
ROLES = {
    "各在其位": ("数据平台由市数据局牵头,市住房和城乡建设局、市财政局配合[1]。", True),
    "列表": ("数据平台的牵头单位是市数据局,配合单位是市住房和城乡建设局和市财政局[1]。", True),
    "负责包括牵头": ("数据平台由市数据局负责[1]。", True),
    "参与不分": ("市财政局参与建设数据平台[1]。", True),
    "责任单位": ("网络课程由市教育局和各区人民政府负责[2]。", True),
    "条文里的分工": ("目录由市档案局牵头,市保密局配合[3]。", True),
    "两处": ("数据平台由市数据局牵头，网络课程由市教育局负责[1][2]。", True),
    "牵头配合对调": ("数据平台由市财政局牵头,市数据局配合[1]。", False),
    "列表对调": ("数据平台的牵头单位:市财政局、市住房和城乡建设局[1]。", False),
    "配合说成负责": ("数据平台由市财政局负责[1]。", False),
    "没有牵头": ("网络课程由市教育局牵头[2]。", False),
    "条文里的别家": ("数据平台由市公安局负责[1]。", False),
    "条文里的分工对调": ("目录由市保密局牵头,市档案局配合[3]。", False),
    "两处对调": ("数据平台由市教育局负责，网络课程由市数据局负责[1][2]。", False),
}


@pytest.mark.parametrize(("text", "stands"), ROLES.values(), ids=ROLES.keys())
def test_a_unit_has_the_role_that_the_notice_gives_it(text: str, stands: bool) -> None:
    assert check(text, WORDS, units=UNITS).kept == stands


@given(st.lists(st.integers(1, 6), max_size=20), st.sampled_from(sorted(STANDS.values()) + sorted(FAILS.values())))
def test_pieces_give_the_same_sentences_as_the_whole(cuts: list[int], text: str) -> None:
    """However a stream is cut, and nothing is given out before its end is certain."""
    whole, cutter, found, at = f"1. {text}\n“甲。乙”[1]。 [2]丙；{text}", Sentences(), [], 0
    for cut in cuts:
        found += cutter.feed(whole[at : at + cut])
        at += cut
    assert [*found, *cutter.feed(whole[at:]), *cutter.end()] == sentences_in(whole)


def test_only_the_sentence_that_fails_is_withheld() -> None:
    text = "1. 科技保险由市委金融办负责[1]。\n2. 由市公安局配合[1]。\n\n* 课程由市教育局负责【2】。见第9页[2]。"
    checked = check(text, GROUNDS)
    assert checked.text == "- 科技保险由市委金融办负责[1]。\n- 课程由市教育局负责[2]。"
    assert (checked.kept, checked.withheld, checked.markers) == (2, 2, {1, 2})


def test_a_sentence_of_the_ground_itself_stands() -> None:
    """Even where a rule takes some of its words for a claim: 局属 is no 局."""
    grounds = {1: ["主送机关:局属各单位。", "次局长办公会"], 2: ["课程"]}
    assert check("主送机关：局属各单位。[1]", grounds).kept == 1
    assert check("主送机关：局属各单位。[2]", grounds).withheld == 1
    assert check("局属各单位。[1]", grounds).withheld == 1


def test_a_line_that_needs_no_marker() -> None:
    own = ["共九项任务；如下："]
    assert check("共九项任务；如下：\n科技保险产品10个[1]", GROUNDS, own).kept == 2
    assert check("共八项任务；如下：\n科技保险产品10个[1]", GROUNDS, own).withheld == 1


@pytest.mark.parametrize("text", ["", "\n \n", "。。[1]", "[1]", "“", "[", "”[1]“。[", "1. ", "- "])
def test_scraps_are_nothing(text: str) -> None:
    checked = check(text, GROUNDS)
    assert (checked.text, checked.kept) == ("", 0)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_finds_its_example(rule: Rule) -> None:
    match = rule.pattern.search(plain(rule.example))
    assert match is not None
    claim = match[match.lastindex or 0]
    assert rule.stands(claim, plain(f"依据：{rule.example}。"))
    assert not rule.stands(claim, "别的")


@given(st.text(alphabet="甲乙局省0123九十。；“”[]【】,\n -1.个%万〔〕《》市教育负责", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Strange text raises nothing; what is kept carries only markers that there are."""
    assert check(text, GROUNDS).markers <= GROUNDS.keys()
