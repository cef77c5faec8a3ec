"""The labels that open a clause, and what only looks like one."""

import pytest

from ingest.labels import ANNEX, RULES, Level, match_label, path_of

LABELS = {
    "章": ("第一章 总则", Level.CHAPTER, 1, "第一章"),
    "章，紧跟标题": ("第十二章附则", Level.CHAPTER, 12, "第十二章"),
    "章，阿拉伯数字": ("第 3 章 管理", Level.CHAPTER, 3, "第3章"),
    "节": ("第二节 认定", Level.SECTION, 2, "第二节"),
    "条，全角空格": ("第三条　学校应当", Level.ARTICLE, 3, "第三条"),
    "条，紧跟正文": ("第二十一条学校应当", Level.ARTICLE, 21, "第二十一条"),
    "条，后面换行": ("第三条", Level.ARTICLE, 3, "第三条"),
    "汉字": ("一、总体要求", Level.HAN, 1, "一、"),
    "汉字十几": ("十一、保障措施", Level.HAN, 11, "十一、"),
    "汉字几十": ("二十三、附则", Level.HAN, 23, "二十三、"),
    "汉字一百多": ("一百零五、附则", Level.HAN, 105, "一百零五、"),
    "汉字前后有空格": ("一 、总体要求", Level.HAN, 1, "一、"),
    "汉字带年份": ("一、2026年工作", Level.HAN, 1, "一、"),
    "括号": ("（一）健全机制", Level.HAN_BRACKETED, 1, "（一）"),
    "半角括号": ("(三)实施", Level.HAN_BRACKETED, 3, "（三）"),
    "括号里有空格": ("( 三 )实施", Level.HAN_BRACKETED, 3, "（三）"),
    "两个括号": ("（一）（二）项", Level.HAN_BRACKETED, 1, "（一）"),
    "数字": ("1. 加强组织", Level.ARABIC, 1, "1."),
    "数字两位": ("10.完善机制", Level.ARABIC, 10, "10."),
    "数字全角点": ("1．加强组织", Level.ARABIC, 1, "1．"),
    "数字小形点": ("1﹒加强组织", Level.ARABIC, 1, "1﹒"),
    "数字顿号": ("1、加强组织", Level.ARABIC, 1, "1、"),
    "数字后紧跟年份": ("3.2026年底前完成", Level.ARABIC, 3, "3."),
    "括号数字": ("（1）申请", Level.ARABIC_BRACKETED, 1, "（1）"),
    "半角括号数字": ("(12)申请", Level.ARABIC_BRACKETED, 12, "（12）"),
    "部分": ("第一部分 总体要求", Level.PART, 1, "第一部分"),
    "编": ("第二编 分则", Level.PART, 2, "第二编"),
    "章，独占一行": ("第一章", Level.CHAPTER, 1, "第一章"),
    "汉字加点": ("一.基本情况", Level.HAN, 1, "一、"),
    "汉字加全角点": ("二．下一步打算", Level.HAN, 2, "二、"),
    "带括号的汉字字符": ("㈠健全机制", Level.HAN_BRACKETED, 1, "（一）"),
    "带点的数字字符": ("⒓加强组织", Level.ARABIC, 12, "12."),
    "带括号的数字字符": ("⑵申请", Level.ARABIC_BRACKETED, 2, "（2）"),
    "半边括号": ("3）申请", Level.HALF_BRACKETED, 3, "3）"),
    "全角数字": ("１．加强组织", Level.ARABIC, 1, "1．"),
    "专栏": ("专栏 2：重点工程", Level.BOX, 2, "专栏2"),
    "圈码": ("①身份证明", Level.CIRCLED, 1, "①"),
    "圈码二十": ("⑳其他", Level.CIRCLED, 20, "⑳"),
}


@pytest.mark.parametrize(("line", "level", "number", "name"), LABELS.values(), ids=LABELS.keys())
def test_label_has_its_level_number_and_name(line: str, level: Level, number: int, name: str) -> None:
    label = match_label(line)
    assert label is not None
    assert (label.level, label.number, label.name) == (level, number, name)
    assert line.startswith(label.text)
    assert len(label.text) == label.length


NONE = {
    "小数": "1.5亿元",
    "分节号": "1.1 目标",
    "年份": "2026年工作",
    "四位数": "1000. 其他",
    "零": "0. 序言",
    "三次产业": "一、二、三产业协同",
    "项的范围": "（一）至（三）项",
    "几项并列": "（一）、（二）项",
    "数字项的范围": "（1）至（3）项",
    "条的引用": "第三条的规定",
    "条的规定": "第三条规定的情形",
    "条并列": "第三条、第四条",
    "条款": "第三条第二款",
    "一是": "一是加强领导",
    "没有标号": "加强领导",
    "只有汉字": "一",
    "专栏里的话": "专栏1所列工程由各区实施。",
    "半边括号后是数": "5）20",
    "括号里是话": "（含开发区）",
    "空行": "",
}


@pytest.mark.parametrize("line", NONE.values(), ids=NONE.keys())
def test_other_openings_are_no_labels(line: str) -> None:
    assert match_label(line) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.level.name)
def test_rule_matches_its_own_example(rule: object) -> None:
    label = match_label(rule.example)
    assert label is not None
    assert label.level is rule.level


PATHS = {
    "一层": (["三、"], "三"),
    "两层": (["三、", "（二）"], "三、（二）"),
    "三层": (["二、", "（三）", "10."], "二、（三）10"),
    "全角点": (["二、", "1．"], "二、1"),
    "五层": (["一、", "（一）", "1.", "（1）", "①"], "一、（一）1（1）①"),
    "章条": (["第三章", "第十二条"], "第三章第十二条"),
    "条项": (["第十二条", "（一）"], "第十二条（一）"),
    "附件": (["附件2"], "附件2"),
    "附件里的条款": (["附件1", "一、", "（一）"], "附件1 一、（一）"),
    "专栏里的条款": (["一、", "专栏2", "1."], "一、专栏2 1"),
}


@pytest.mark.parametrize(("names", "path"), PATHS.values(), ids=PATHS.keys())
def test_path_is_the_names_without_the_last_mark(names: list[str], path: str) -> None:
    assert path_of(names) == path


ANNEXES = {
    "附件": True,
    "附件：": True,
    "附件1": True,
    "附 件 2：": True,
    "附件十二": True,
    "附件：1. 分工表": False,
    "附件详见后": False,
    "见附件": False,
    "": False,
}


@pytest.mark.parametrize(("line", "opens"), ANNEXES.items(), ids=[line or "空行" for line in ANNEXES])
def test_annex_opens_with_its_bare_name(line: str, opens: bool) -> None:
    assert bool(ANNEX.match(line)) is opens
