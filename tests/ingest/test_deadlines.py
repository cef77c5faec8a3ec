"""Time limits: every form in which notices write them, and what only looks like one."""

import datetime as dt

import pytest

from ingest.deadline_rules import RULES
from ingest.deadlines import find_deadlines

BY = {
    "到某年": ("到2027年，建成中心。", "到2027年", "2027-12-31"),
    "到某年底": ("到2025年底建成。", "到2025年底", "2025-12-31"),
    "到某年前": ("到2030年前建成。", "到2030年前", "2030-12-31"),
    "至某年末": ("至2026年末完成。", "至2026年末", "2026-12-31"),
    "某年底前": ("2025年底前完成。", "2025年底前", "2025-12-31"),
    "某年年底前": ("2025年年底前完成。", "2025年年底前", "2025-12-31"),
    "某年年末前": ("2027年年末前完成。", "2027年年末前", "2027-12-31"),
    "某年内": ("2026年内建成。", "2026年内", "2026-12-31"),
    "某年开头": ("2026年，新建20所。", "2026年", "2026-12-31"),
    "某月底前": ("2026年6月底前完成。", "2026年6月底前", "2026-06-30"),
    "二月底前": ("2028年2月底前完成。", "2028年2月底前", "2028-02-29"),
    "某月前": ("2027年10月前完成。", "2027年10月前", "2027-10-31"),
    "某月末": ("2026年6月末完成。", "2026年6月末", "2026-06-30"),
    "某日前": ("2026年6月30日前报送。", "2026年6月30日前", "2026-06-30"),
    "某日之前": ("2026年6月30日之前报送。", "2026年6月30日之前", "2026-06-30"),
    "某日止": ("2026年6月30日止。", "2026年6月30日止", "2026-06-30"),
    "到某月": ("到2027年6月建成。", "到2027年6月", "2027-06-30"),
    "截至某日": ("截至2026年6月30日。", "截至2026年6月30日", "2026-06-30"),
    "有效期至某日": ("有效期至2027年12月31日。", "有效期至2027年12月31日", "2027-12-31"),
    "上半年": ("2026年上半年启动。", "2026年上半年", "2026-06-30"),
    "下半年": ("2026年下半年启动。", "2026年下半年", "2026-12-31"),
    "年中": ("2026年年中评估。", "2026年年中", "2026-06-30"),
    "季度": ("2026年一季度启动。", "2026年一季度", "2026-03-31"),
    "第几季度末": ("2026年第三季度末完成。", "2026年第三季度末", "2026-09-30"),
    "五年规划末": ("到“十四五”末，建成。", "到“十四五”末", "2025-12-31"),
    "没有这一天": ("2026年2月30日前报送。", "2026年2月30日前", None),
    "汉字年份": ("二〇二七年底前完成。", "二〇二七年底前", "2027-12-31"),
    "某月完成": ("2026年6月完成试点。", "2026年6月", "2026-06-30"),
    "某年完成": ("2026年完成试点。", "2026年", "2026-12-31"),
    "某年达到": ("2027年学校覆盖率达到90%以上。", "2027年", "2027-12-31"),
    "名词后的某年": ("储备能力2027年确保达到800万吨。", "2027年", "2027-12-31"),
    "上世纪": ("到1999年底，建成三座。", "到1999年底", "1999-12-31"),
    "没有这个月": ("2026年13月底前报送。", "2026年13月底前", None),
}


@pytest.mark.parametrize(("text", "words", "day"), BY.values(), ids=BY.keys())
def test_last_day_is_the_end_of_the_period_that_is_named(text: str, words: str, day: str | None) -> None:
    found = [(d.text, d.kind.value, d.date and str(d.date), d.since) for d in find_deadlines(text)]
    assert found == [(words, "by", day, None)]


RANGES = {
    "起止年": ("2025—2027年实施。", "2025—2027年", "2025-01-01", "2027-12-31"),
    "起止年用短横": ("2025-2027年实施。", "2025-2027年", "2025-01-01", "2027-12-31"),
    "起止年用至": ("2025年至2027年实施。", "2025年至2027年", "2025-01-01", "2027-12-31"),
    "起止日": ("2026年1月5日至2026年3月1日报名。", "2026年1月5日至2026年3月1日", "2026-01-05", "2026-03-01"),
    "同年起止日": ("2026年1月5日至3月1日报名。", "2026年1月5日至3月1日", "2026-01-05", "2026-03-01"),
    "起止月": ("2026年7月至2027年6月试点。", "2026年7月至2027年6月", "2026-07-01", "2027-06-30"),
    "同年起止月": ("2026年3月至5月试点。", "2026年3月至5月", "2026-03-01", "2026-05-31"),
    "起止季度": ("2026年四季度和2027年一季度检查。", "2026年四季度和2027年一季度", "2026-10-01", "2027-03-31"),
    "从某年起": ("从2026年起实行。", "从2026年起", "2026-01-01", None),
    "五年规划期间": ("“十四五”期间建成。", "“十四五”期间", "2021-01-01", "2025-12-31"),
    "自某日起": ("自2026年5月1日起施行。", "自2026年5月1日起", "2026-05-01", None),
}


@pytest.mark.parametrize(("text", "words", "since", "day"), RANGES.values(), ids=RANGES.keys())
def test_range_has_its_first_and_its_last_day(text: str, words: str, since: str, day: str | None) -> None:
    found = [(d.text, d.kind.value, str(d.since), d.date and str(d.date)) for d in find_deadlines(text)]
    assert found == [(words, "range", since, day)]


UNDATED = {
    "每年": ("每年举办一次。", "每年", "recurring"),
    "每年度": ("每年度评估。", "每年度", "recurring"),
    "每年均": ("每年均通报一次。", "每年", "recurring"),
    "每季度": ("每季度通报。", "每季度", "recurring"),
    "每月": ("每月检查。", "每月", "recurring"),
    "每学期": ("每学期演练。", "每学期", "recurring"),
    "逐年": ("投入逐年增加。", "逐年", "recurring"),
    "年均": ("年均增长8%。", "年均", "recurring"),
    "长期坚持": ("长期坚持。", "长期坚持", "ongoing"),
    "常态化开展": ("常态化开展巡查。", "常态化", "ongoing"),
    "持续推进": ("改革一体部署，持续推进。", "持续推进", "ongoing"),
    "长期": ("时间进度：长期", "长期", "ongoing"),
    "每年某日前": ("每年3月15日前报送。", "每年3月15日前", "recurring"),
    "每几年": ("每5年修订一次。", "每5年", "recurring"),
    "单位后面": ("市教育局持续实施。", "持续实施", "ongoing"),
    "每月某日前": ("每月5日前报送。", "每月5日前", "recurring"),
    "每季度末": ("每季度末通报。", "每季度末", "recurring"),
}


@pytest.mark.parametrize(("text", "words", "kind"), UNDATED.values(), ids=UNDATED.keys())
def test_what_comes_back_or_never_ends_has_no_last_day(text: str, words: str, kind: str) -> None:
    assert [(d.text, d.kind.value, d.date, d.since) for d in find_deadlines(text)] == [(words, kind, None, None)]


YEARLESS = {
    "某月底前": ("6月底前完成。", "2026-06-30"),
    "某日前": ("6月15日前报送。", "2026-06-15"),
    "年底前": ("年底前完成。", "2026-12-31"),
    "年内": ("年内建成。", "2026-12-31"),
    "三季度末前": ("三季度末前完成。", "2026-09-30"),
    "上半年": ("上半年完成试点。", "2026-06-30"),
    "明年": ("明年6月前完成。", "2027-06-30"),
    "今年底前": ("今年底前建成。", "2026-12-31"),
    "今年内": ("今年内建成。", "2026-12-31"),
    "几月至几月": ("5-7月开展排查。", "2026-07-31"),
}


@pytest.mark.parametrize(("text", "day"), YEARLESS.values(), ids=YEARLESS.keys())
def test_date_without_a_year_means_that_of_the_notice_or_no_day(text: str, day: str) -> None:
    assert [str(d.date) for d in find_deadlines(text, 2026)] == [day]
    assert [d.date for d in find_deadlines(text)] == [None]


NONE = {
    "成文日期": "2021年8月25日",
    "施行日期": "本办法2026年4月1日施行。",
    "以来": "2024年以来成绩突出。",
    "五位数": "到20277年",
    "每年内": "每年内部审计。",
    "次年": "次年底前完成。",
    "持续做某事": "持续推进校园改革。",
    "毕业几年内": "毕业2年内的学生可以申请。",
    "没有几年": "3年内未受处罚的，予以受理。",
    "每月多少钱": "每月500元生活补助。",
    "书名里的年份": "落实《某市校园计划（2025—2027年）》。",
    "某年前建成的": "2026年底前建成的住房适用本条。",
    "以前的年份": "2025年底前，建成12所学校。",
    "报告截至": "截至2026年6月底，已建成12所学校。",
    "几个月内": "3个月内办结。",
    "某年度": "2026年度收入达到5亿元的学校",
    "某年的": "比2026年的水平有提高",
    "基准年": "以2026年为基准年，2027年为目标年",
    "报告截止": "截止2026年6月底，全市已建成12所学校。",
    "压缩到几个工作日": "办理时间压缩至5个工作日以内。",
    "没有日期": "加强领导，落实责任。",
    "空文本": "",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_other_dates_are_no_time_limits(text: str) -> None:
    assert find_deadlines(text, 2026) == ()


def test_date_without_a_year_is_in_the_year_named_before_it_in_its_sentence() -> None:
    found = find_deadlines("2027年的经费6月底前拨付。9月底前检查。2025年经费已用完，7月底前结清。", 2026)
    assert [str(d.date) for d in found] == ["2027-06-30", "2026-09-30", "2026-07-31"]


COUNTED = {
    "三年内": ("三年内建成。", "三年内", "2029-03-01"),
    "力争三年内": ("力争5年内见效。", "5年内", "2031-03-01"),
    "用几年时间": ("用3年左右时间建成。", "3年左右时间", "2029-03-01"),
    "印发之日起": ("在本方案印发之日起30日内报送。", "在本方案印发之日起30日内", "2026-03-31"),
    "公示后": ("公示完成后5个工作日内上报。", "5个工作日内", None),
    "主语在前": ("学校应当自收到申请之日起7个工作日内答复。", "自收到申请之日起7个工作日内", None),
    "别的日子起": ("自收到申请之日起30日内答复。", "自收到申请之日起30日内", None),
    "工作日": ("10个工作日内答复。", "10个工作日内", None),
}


@pytest.mark.parametrize(("text", "words", "day"), COUNTED.values(), ids=COUNTED.keys())
def test_years_to_come_count_from_the_day_of_signing(text: str, words: str, day: str | None) -> None:
    found = find_deadlines(text, signed_on=dt.date(2026, 3, 1))
    assert [(d.text, d.kind.value, d.date and str(d.date)) for d in found] == [(words, "by", day)]
    assert [(d.text, d.date) for d in find_deadlines(text)] == [(words, None)]


SEVERAL = {
    "按原文顺序": ("2026年底前试点，到2027年铺开，每年评估。", ["2026年底前", "到2027年", "每年"]),
    "同样的词只记一次": ("每年检查，每年通报。", ["每年"]),
    "长的说法优先": ("2026年6月30日前，2025—2027年", ["2026年6月30日前", "2025—2027年"]),
}


@pytest.mark.parametrize(("text", "words"), SEVERAL.values(), ids=SEVERAL.keys())
def test_several_time_limits_stand_in_the_order_of_the_text(text: str, words: list[str]) -> None:
    assert [d.text for d in find_deadlines(text)] == words


BRACKETED = {
    "另有标签": ("（责任单位：市教育局；完成时限：2026年6月底前）", [("完成时限：2026年6月底前", "2026-06-30")]),
    "跟在动词后": ("（市教育局牵头，2026年底前完成）", [("2026年底前完成", "2026-12-31")]),
    "完成后持续": (
        "（5月底取得成效并持续推进，牵头单位：市委组织部（市人才办））",
        [("5月底取得成效并持续推进", "None")],
    ),
    "只说持续": ("（持续优化，牵头单位：市教育局）", [("持续优化", "None")]),
    "只有单位": ("（责任单位：市教育局）", []),
}


@pytest.mark.parametrize(("bracket", "expected"), BRACKETED.values(), ids=BRACKETED.keys())
def test_time_limit_beside_the_units_has_all_its_words(bracket: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.text, str(d.date)) for d in find_deadlines(bracket)] == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_rule_matches_its_own_example(rule: object) -> None:
    assert rule.pattern.search(rule.example)
