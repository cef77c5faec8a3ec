"""What a notice states about itself; what it does not state is nothing."""

import datetime as dt

import pytest

from ingest.layout import lay_out
from ingest.metadata import document_data
from ingest.normalise import lines
from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.documents import Document


def document(text: str) -> Document:
    return document_data(lay_out(lines(text)))


BODY = "一、检查食堂。"
SIGNED = "某市教育局\n2026年3月1日"

NUMBERS = {
    "六角括号": ("某教发〔2026〕12号", "某教发〔2026〕12号"),
    "方括号": ("某教发[2026]12号", "某教发〔2026〕12号"),
    "有空格": ("某教发 〔2026〕 12 号", "某教发〔2026〕12号"),
    "圆括号": ("某教发（2026）12号", "某教发〔2026〕12号"),
    "第几号": ("某教发〔2026〕第12号", "某教发〔2026〕12号"),
    "函": ("某教函〔2026〕12号", "某教函〔2026〕12号"),
    "令": ("某市教育局令第12号", "某市教育局令第12号"),
    "没有写": ("", None),
}


@pytest.mark.parametrize(("line", "number"), NUMBERS.values(), ids=NUMBERS.keys())
def test_document_number_is_written_in_one_way(line: str, number: str | None) -> None:
    found = document(f"{line}\n某市教育局关于校服的通知\n各学校：\n{BODY}\n{SIGNED}")
    assert (found.number, found.title) == (number, "某市教育局关于校服的通知")


def test_number_of_another_document_is_none_of_its_own() -> None:
    text = f"某市教育局关于校服的通知\n各学校：\n根据某政发〔2025〕3号\n{BODY}\n{SIGNED}"
    assert document(text).number is None


def test_number_may_stand_below_the_title() -> None:
    found = document(f"某市公园管理办法\n（某政发〔2026〕12号）\n第一章 总则\n{BODY}")
    assert (found.number, found.title) == ("某政发〔2026〕12号", "某市公园管理办法")


TITLES = {
    "上面有网站的短行": ("首页\n政务微信\n某市教育局关于校服采购的通知", "某市教育局关于校服采购的通知", None),
    "一行": ("某市教育局关于校服的通知", "某市教育局关于校服的通知", None),
    "断成两行": ("某市教育局关于\n校服的通知", "某市教育局关于校服的通知", None),
    "字间空格": ("某市教育局 关于校服的通知", "某市教育局关于校服的通知", None),
    "半角括号": ("关于校服的通知(试行)", "关于校服的通知（试行）", None),
    "红头在上": ("某市教育局文件\n某市教育局关于校服的通知", "某市教育局关于校服的通知", None),
    "上面有网站的行": ("当前位置：首页 > 文件\n某市教育局关于校服的通知", "某市教育局关于校服的通知", None),
    "下面有发布时间": ("某市教育局关于校服的通知\n发布时间：2026-03-02 访问次数：", "某市教育局关于校服的通知", None),
    "重复": ("某市教育局关于校服的通知\n某市教育局 关于校服的通知", "某市教育局关于校服的通知", None),
    "没有标题": ("", "", None),
}


@pytest.mark.parametrize(("header", "title", "notice_title"), TITLES.values(), ids=TITLES.keys())
def test_title_is_the_header_without_furniture(header: str, title: str, notice_title: str | None) -> None:
    found = document(f"{header}\n各学校：\n{BODY}\n{SIGNED}")
    assert (found.title, found.notice_title) == (title, notice_title)


ISSUED = {
    "有自己的标题": ("《校园计划》", "校园计划\n为建设校园，制定本计划。\n", "校园计划"),
    "没有自己的标题": ("《校园计划》", "为建设校园，制定本计划。\n", "校园计划"),
    "不带书名号": ("校园计划", "校园计划\n", "校园计划"),
}


@pytest.mark.parametrize(("named", "plan", "title"), ISSUED.values(), ids=ISSUED.keys())
def test_title_is_that_of_the_plan_that_the_notice_issues(named: str, plan: str, title: str) -> None:
    notice = f"某市教育局关于印发{named}的通知"
    found = document(f"{notice}\n各学校：\n现印发给你们。\n{SIGNED}\n{plan}{BODY}")
    assert (found.title, found.notice_title) == (title, notice)


COLLECTED = {
    "下面是文号": "学生手册\n十六、某某大学学生宿舍\n管理办法\n校后〔2026〕1号\n为加强管理。\n一、住宿\n1.床位",
    "下面是第一章": "十六、某某大学学生宿舍管理办法\n第一章 总则\n第一条 为加强管理。",
}


@pytest.mark.parametrize("text", COLLECTED.values(), ids=COLLECTED.keys())
def test_title_that_is_counted_in_a_collection_is_the_title(text: str) -> None:
    layout = lay_out(lines(text))
    assert document_data(layout).title == "某某大学学生宿舍管理办法"
    assert not any(line.text.startswith("十六") for line in layout.body)


def test_first_clause_above_an_article_is_no_title() -> None:
    assert lay_out(lines("一、执行管理办法\n（一）学习\n二、检查")).body


def test_decree_without_a_title_of_its_own_has_that_of_what_it_issues() -> None:
    text = f"某市人民政府令\n第5号\n现予公布。\n市长 张三\n2026年1月10日\n某市公园管理办法\n第一章 总则\n{BODY}"
    assert (document(text).title, document(text).notice_title) == ("某市公园管理办法", None)


ISSUERS = {
    "落款": ("某市教育局关于校服的通知", "某市教育局\n2026年3月1日", "某市教育局"),
    "落款和日期一行": ("关于校服的通知", "某市教育局 2026年3月1日", "某市教育局"),
    "落款字间空格": ("关于校服的通知", "某 市 教 育 局\n2026年3月1日", "某市教育局"),
    "红头": ("某市人民政府文件\n关于校服的通知", "", "某市人民政府"),
    "标题": ("某市教育局关于校服的通知", "", "某市教育局"),
    "没有写": ("关于校服的通知", "", None),
    "署名是人": ("关于校服的通知", "张三\n2026年3月1日", None),
}


@pytest.mark.parametrize(("header", "signature", "issuer"), ISSUERS.values(), ids=ISSUERS.keys())
def test_issuer_is_who_signed_or_who_the_head_names(header: str, signature: str, issuer: str | None) -> None:
    assert document(f"{header}\n各学校：\n{BODY}\n{signature}").issuer == issuer


SIGNATURES = {
    "阿拉伯数字": ("2026年3月1日", dt.date(2026, 3, 1)),
    "有空格": ("2026 年 3 月 1 日", dt.date(2026, 3, 1)),
    "汉字": ("二〇二六年三月一日", dt.date(2026, 3, 1)),
    "汉字用圆圈": ("二○二六年十二月三十一日", dt.date(2026, 12, 31)),
    "没有这一天": ("2026年2月30日", None),
    "没有写": ("", None),
}


@pytest.mark.parametrize(("line", "day"), SIGNATURES.values(), ids=SIGNATURES.keys())
def test_day_of_the_signature_is_the_day_of_the_notice(line: str, day: dt.date | None) -> None:
    assert document(f"关于校服的通知\n各学校：\n{BODY}\n某市教育局\n{line}").signed_on == day


def test_day_of_printing_is_told_from_the_day_of_the_signature() -> None:
    found = document(f"关于校服的通知\n各学校：\n{BODY}\n{SIGNED}\n抄送：市政府。\n某市教育局办公室　2026年3月2日印发")
    assert (found.signed_on, found.printed_on) == (dt.date(2026, 3, 1), dt.date(2026, 3, 2))


def test_day_of_printing_that_the_notice_does_not_state_is_none() -> None:
    assert document(f"关于校服的通知\n各学校：\n按照2026年1月2日印发的办法办理。\n{BODY}\n{SIGNED}").printed_on is None


JOINT = {
    "落款几行": ("关于校服的通知", "某市教育局\n某市财政局\n2026年3月1日", ("某市教育局", "某市财政局")),
    "落款一行": ("关于校服的通知", "某市教育局　某市财政局\n2026年3月1日", ("某市教育局", "某市财政局")),
    "落款只有一部分": (
        "某市教育局 某市财政局关于校服的通知",
        "某市教育局\n2026年3月1日",
        ("某市教育局", "某市财政局"),
    ),
    "标题": ("某市教育局、某市财政局关于校服的通知", "", ("某市教育局", "某市财政局")),
    "标题两行": ("某市教育局 某市财政局\n关于校服的通知", "", ("某市教育局", "某市财政局")),
    "红头": ("某市教育局\n某市财政局文件\n关于校服的通知", "", ("某市教育局", "某市财政局")),
}


@pytest.mark.parametrize(("header", "signature", "issuers"), JOINT.values(), ids=JOINT.keys())
def test_joint_issuers_are_all_named(header: str, signature: str, issuers: tuple[str, ...]) -> None:
    found = document(f"{header}\n各学校：\n{BODY}\n{signature}")
    assert (found.issuers, found.issuer) == (issuers, "、".join(issuers))


def test_order_is_issued_by_the_head_and_signed_by_a_person() -> None:
    cover = "某市人民政府令\n第5号\n《某市公园管理办法》现予公布。\n市长 张三\n2026年1月10日"
    found = document(f"{cover}\n某市公园管理办法\n第一章 总则\n{BODY}")
    assert (found.number, found.issuer, found.signed_on) == (
        "某市人民政府令第5号",
        "某市人民政府",
        dt.date(2026, 1, 10),
    )


def test_notice_that_passes_on_another_is_issued_and_signed_by_its_own_page() -> None:
    text = (
        "某市政府办公室转发市教育局关于校服意见的通知\n各学校：\n现转发给你们。\n2026年3月1日\n"
        f"关于校服的意见\n{BODY}\n某市教育局\n2026年2月1日"
    )
    assert (document(text).issuer, document(text).signed_on) == ("某市政府办公室", dt.date(2026, 3, 1))


DISCLOSED = {
    "此件公开发布": ("（此件公开发布）", "公开发布"),
    "依申请公开": ("（此件依申请公开）", "依申请公开"),
    "没有写": ("", None),
}


@pytest.mark.parametrize(("line", "disclosure"), DISCLOSED.values(), ids=DISCLOSED.keys())
def test_disclosure_is_stated_below_the_signature(line: str, disclosure: str | None) -> None:
    assert document(f"关于校服的通知\n各学校：\n{BODY}\n{SIGNED}\n{line}").disclosure == disclosure


def test_subject_words_stand_at_the_end() -> None:
    found = document(f"关于校服的通知\n各学校：\n{BODY}\n{SIGNED}\n主题词：教育 校服 通知\n抄送：市政府。")
    assert (found.subject_words, found.copied_to) == (("教育", "校服", "通知"), ("市政府",))


def test_date_below_the_title_is_that_of_the_notice() -> None:
    assert document(f"关于校服的意见\n（2026年3月1日）\n为办好教育，提出意见。\n{BODY}").signed_on == dt.date(
        2026, 3, 1
    )


NOTES = {
    "令": ("（1991年3月26日某市人民政府令第19号发布）", ("某市人民政府令第19号", "某市人民政府", dt.date(1991, 3, 26))),
    "没有第字": (
        "(1991年3月26日某市人民政府令19号公布)",
        ("某市人民政府令第19号", "某市人民政府", dt.date(1991, 3, 26)),
    ),
    "会议通过": ("（1991年3月26日某市人大常委会会议通过）", (None, None, None)),
}


@pytest.mark.parametrize(("note", "stated"), NOTES.values(), ids=NOTES.keys())
def test_note_below_the_title_of_a_rule_states_its_order(
    note: str, stated: tuple[str | None, str | None, dt.date | None]
) -> None:
    found = document(f"某市公园管理规定\n{note}\n第一条 为加强管理，制定本规定。\n第二条 适用于公园。")
    assert (found.number, found.issuer, found.signed_on) == stated


PERIODS = {
    "只有年份的括号": ("校园计划（2026-2028）", (dt.date(2026, 1, 1), dt.date(2028, 12, 31))),
    "五年规划": ("某市“十四五”校园规划", (dt.date(2021, 1, 1), dt.date(2025, 12, 31))),
    "第十五个五年规划": ("某市“十五五”校园规划", (dt.date(2026, 1, 1), dt.date(2030, 12, 31))),
    "倒着的年份": ("校园计划（2028—2026年）", None),
    "长横": ("校园计划（2026—2028年）", (dt.date(2026, 1, 1), dt.date(2028, 12, 31))),
    "短横": ("校园计划（2026-2028年）", (dt.date(2026, 1, 1), dt.date(2028, 12, 31))),
    "至": ("2026年至2028年校园计划", (dt.date(2026, 1, 1), dt.date(2028, 12, 31))),
    "一年": ("2026年校园计划", None),
    "没有年份": ("校园计划", None),
}


@pytest.mark.parametrize(("title", "period"), PERIODS.values(), ids=PERIODS.keys())
def test_period_is_that_of_the_title(title: str, period: tuple[dt.date, dt.date] | None) -> None:
    assert document(f"{title}\n{BODY}").period == period


ADDRESSEES = {
    "顿号": ("各区教育局、局属各学校：", ("各区教育局", "局属各学校")),
    "逗号": ("各区教育局，局属各学校：", ("各区教育局", "局属各学校")),
    "半角": ("各区教育局,局属各学校:", ("各区教育局", "局属各学校")),
    "两行": ("各区教育局，\n局属各学校：", ("各区教育局", "局属各学校")),
    "一类连着写": ("市法院、检察院：", ("市法院、检察院",)),
    "没有写": ("", ()),
}


@pytest.mark.parametrize(("line", "names"), ADDRESSEES.values(), ids=ADDRESSEES.keys())
def test_addressees_are_listed_one_by_one(line: str, names: tuple[str, ...]) -> None:
    assert document(f"某市教育局关于校服的通知\n{line}\n{BODY}\n{SIGNED}").addressees == names


COPIES = {
    "逗号": ("抄送：市政府办公厅，市财政局。", ("市政府办公厅", "市财政局")),
    "字间空格": ("抄 送: 市政府办公厅,市财政局。", ("市政府办公厅", "市财政局")),
    "几行": ("抄送：市政府办公厅，\n市财政局。\n市法院、检察院。", ("市政府办公厅", "市财政局", "市法院、检察院")),
    "没有写": ("", ()),
}


@pytest.mark.parametrize(("lines_below", "names"), COPIES.values(), ids=COPIES.keys())
def test_copy_recipients_are_listed_one_by_one(lines_below: str, names: tuple[str, ...]) -> None:
    assert document(f"关于校服的通知\n各学校：\n{BODY}\n{SIGNED}\n{lines_below}").copied_to == names


def test_box_above_the_notice_states_what_the_notice_does_not() -> None:
    box = "索引号：X-1\n发文机关：某市教育局\n成文日期：2026年3月1日\n发文字号：某教发〔2026〕12号"
    found = document(f"{box}\n关于校服的通知\n各学校：\n{BODY}")
    assert (found.issuer, found.signed_on, found.number) == ("某市教育局", dt.date(2026, 3, 1), "某教发〔2026〕12号")


def test_box_states_what_pages_add() -> None:
    box = "索引号：X-1\n公开方式：主动公开\n有效性：有效\n主题词：教育\n生效日期：2026-04-01\n失效日期：2028-03-31"
    found = document(f"{box}\n关于校服的通知\n各学校：\n{BODY}")
    assert (found.index_number, found.disclosure, found.status, found.subject_words) == (
        "X-1",
        "主动公开",
        "有效",
        ("教育",),
    )
    assert (found.in_force_from, found.valid_until) == (dt.date(2026, 4, 1), dt.date(2028, 3, 31))


def test_nothing_states_nothing() -> None:
    assert document("") == Document("")


def test_notice_without_a_title_goes_by_what_it_proposes() -> None:
    text = "各区：为发展渔业，现就促进渔业发展提出如下实施意见。\n一、建渔港。\n"
    assert parse_text(RawDocument(text), "样本.txt").title == "关于促进渔业发展的实施意见"


def test_own_title_comes_before_what_is_proposed() -> None:
    text = "某市关于渔港的意见\n各区：现就促进渔业发展提出如下实施意见。\n一、建渔港。\n"
    assert parse_text(RawDocument(text), "样本.txt").title == "某市关于渔港的意见"
