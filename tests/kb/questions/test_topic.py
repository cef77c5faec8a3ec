"""The topic of a question: its content words, with the official words for the everyday ones."""

import pytest

from kb.lexicon import thesaurus, weight
from kb.questions.topic import concepts

SURFACES = {
    "至多是界": ("烘干机最多补多少", {"烘干机"}),
    "内容词": ("科技保险归谁管", {"科技", "保险"}),
    "虚词不算": ("请问一下这个保险的", {"保险"}),
    "单字不算": ("谁管税", {"税"}),
    "不成词的字": ("职称还能评吗", {"职称"}),
    "数字": ("哪些指标是1000", {"1000"}),
    "带单位的数字": ("贷款100亿元", {"贷款", "100亿"}),
    "年份不算": ("2027年的贷款", {"贷款"}),
    "年份后没有年字": ("2027的贷款", {"贷款"}),
    "有汉字就不要西文": ("please 保险", {"保险"}),
    "只有西文": ("insurance", {"insurance"}),
    "同一个词一次": ("保险和保险", {"保险"}),
    "没有内容": ("请问是的吗", set()),
    "别的词里的字不是词": ("大学生毕业", {"大学生", "毕业"}),
    "问的人是谁不算": ("我是大三学生的家长想问保险", {"学生", "保险"}),
    "猜出来的词拆开": ("进了校有人才库", {"人才库"}),
    "没有实义的时间词": ("最近的保险", {"保险"}),
    "空": ("", set()),
}


@pytest.mark.parametrize(("topic", "surfaces"), SURFACES.values(), ids=SURFACES.keys())
def test_concepts_are_the_content_words(topic: str, surfaces: set[str]) -> None:
    found = [concept.surface for concept in concepts(topic)]
    assert set(found) == surfaces
    assert len(found) == len(surfaces)


FORMS = {
    "抽烟": ("林区抽烟", "抽烟", "吸烟"),
    "喝醉酒": ("喝醉酒闹事", "喝醉酒", "酗酒"),
    "转进来": ("转进来", "转进来", "转入"),
    "老师": ("老师兼职", "老师", "教师"),
    "开公司": ("学生开公司", "开公司", "创办企业"),
    "借钱": ("没抵押怎么借钱", "借钱", "信贷"),
    "比赛": ("比赛有奖吗", "比赛", "赛事"),
    "双创": ("双创教育", "双创", "创新创业"),
    "大学": ("大学设基金", "大学", "高校"),
    "高企": ("高企数量", "高企", "高新技术企业"),
    "晚拿毕业证": ("能不能晚拿毕业证", "晚拿毕业证", "修业年限"),
    "辛苦钱": ("企业给辛苦钱", "辛苦钱", "报酬"),
    "卖技术": ("卖技术有人帮吗", "卖技术", "成果转化"),
    "不找担保": ("不找担保的贷款", "不找担保", "纯信用"),
    "摔伤": ("学生摔伤", "摔伤", "人身意外"),
    "上板": ("公司上板", "上板", "挂牌"),
    "蹭着用": ("仪器蹭着用", "蹭着用", "共享"),
    "旧楼": ("旧楼改造", "旧楼", "空闲土地房屋"),
    "亏光": ("生意亏光", "亏光", "创业失败"),
    "回老家": ("回老家种地", "回老家", "返乡"),
    "义工": ("当过义工", "义工", "志愿者"),
    "穷学生": ("评穷学生", "穷学生", "家庭经济困难"),
}


@pytest.mark.parametrize(("topic", "said", "official"), FORMS.values(), ids=FORMS.keys())
def test_everyday_word_stands_for_the_official_one(topic: str, said: str, official: str) -> None:
    forms = {concept.surface: concept.forms for concept in concepts(topic)}
    assert forms[said][0] == said
    assert official in forms[said]


def test_every_everyday_phrase_is_found_as_one_concept() -> None:
    said = [say for row in thesaurus() for say in row.say]
    assert not [say for say in said if say not in {concept.surface for concept in concepts(say)}]


def test_longer_phrase_is_taken_before_its_parts() -> None:
    assert {concept.surface for concept in concepts("先把成果拿去用")} == {"先把成果拿去用"}


def test_short_form_of_a_term_of_the_notices_is_one_concept() -> None:
    (said,) = concepts("消控室", "设有消防控制室的")
    assert (said.surface, said.forms) == ("消控室", ("消控室", "消防控制室"))


def test_lone_characters_are_one_word_where_the_notices_have_both_together() -> None:
    assert [c.surface for c in concepts("要被约谈", "由主管部门约谈")] == ["约谈"]


def test_term_of_the_notices_keeps_a_character_that_is_a_stop_word_elsewhere() -> None:
    assert [c.surface for c in concepts("推标准地", "推行“标准地”改革")] == ["标准地"]
    assert [c.surface for c in concepts("标准的", "工作标准的修订")] == ["标准"]


def test_rare_word_weighs_more_than_a_common_one() -> None:
    weights = {concept.surface: concept.weight for concept in concepts("弹性学习制度发展")}
    assert weights["弹性"] > weights["发展"]
    assert weight("弹性") > weight("发展")


@pytest.mark.parametrize(("topic", "word"), [("搞定保险", "搞定"), ("下调保险", "下调")])
def test_act_that_the_notices_lack_weighs_half(topic: str, word: str) -> None:
    unknown, known = (
        {c.surface: c.weight for c in concepts(topic, vocabulary)} for vocabulary in ("保险", f"保险{word}")
    )
    assert unknown[word] == known[word] / 2
    assert unknown["保险"] == known["保险"]


def test_every_weight_is_within_its_bounds() -> None:
    assert all(2.0 <= concept.weight <= 10.0 for concept in concepts("科技保险产品开发和中试熟化平台100亿元"))


def test_everyday_word_counts_no_more_than_what_it_stands_for() -> None:
    (said,) = concepts("伢")
    assert said.weight == weight("学生")
