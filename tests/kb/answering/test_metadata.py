"""Document data: as the notice states it, cited; what it does not state is refused."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind
from kb.text import visible
from tests.kb.answering.checking import OPINION, PLAN, cited

Ask = Callable[..., Answer]

STATED = {
    "文号": ("三年行动方案的文号是多少", PLAN["number"], "题头"),
    "印发日期": ("68号文的印发日期", "2025年6月19日", "落款"),
    "什么时候印的": ("68号文什么时候印发的", "2025年6月19日", "落款"),
    "不是另一个": ("印发日期是几号？不是成文那天，我说的是武政办2025-68", "2025年6月19日", "落款"),
    "成文日期": ("68号文什么时候成文", "2025年6月18日", "题头"),
    "发文机关": ("68号文是谁发的", PLAN["issuer"], "题头"),
    "抄送": ("68号文抄送哪些单位", "，".join(PLAN["copied_to"]), "落款"),
    "主送": ("68号文主送哪些单位", "，".join(PLAN["addressees"]), "题头"),
    "执行期": ("方案的执行期是哪几年", "2025—2027年", "题头"),
    "标题": ("68号文件的全称是什么", PLAN["title"], "题头"),
    "意见的发文机关": ("2021年的意见是谁发的", OPINION["issuer"], "B:题头"),
    "意见的成文日期": ("2021年的意见什么时候成文", "2021年8月25日", "B:题头"),
    "什么机关": ("你好，我是外国人，68号文是什么机关发出来的", PLAN["issuer"], "题头"),
    "意见的主送": ("意见主送哪些单位", "，".join(OPINION["addressees"]), "B:题头"),
}


@pytest.mark.parametrize(("question", "value", "path"), STATED.values(), ids=STATED.keys())
def test_datum_is_said_as_the_notice_states_it(ask: Ask, question: str, value: str, path: str) -> None:
    answer = ask(question)
    assert (answer.kind, answer.refused, cited(answer)) == (Kind.METADATA, False, [path])
    assert visible(value) in visible(answer.answer)


def test_days_that_are_not_the_same_are_both_told(ask: Ask) -> None:
    answer = ask("68号文印发是几号？跟落款是同一天吗")
    assert cited(answer) == ["落款", "题头"]
    assert answer.answer.endswith("相差1天。")


def test_where_a_document_was_passed_is_told(ask: Ask) -> None:
    answer = ask("孵化器那份意见是市政府常务会议讨论通过的，对不？")
    assert cited(answer) == ["B:题头"]
    assert "局长办公会" in answer.answer


def test_addressees_that_are_claimed_are_put_right(ask: Ask) -> None:
    answer = ask("2021年那个孵化载体的通知,抬头写的是发给各大学和孵化器老板的,对吗?")
    assert (answer.reason, cited(answer)) == (Reason.FALSE_PREMISE, ["B:题头"])


def test_issuer_that_is_claimed_and_is_another_is_put_right(ask: Ask) -> None:
    answer = ask("68号文是教育部发的吧？")
    assert (answer.refused, answer.reason, cited(answer)) == (False, Reason.FALSE_PREMISE, ["题头"])
    assert ask("68号文是市政府办公厅发的吧？").reason is None


def test_recipients_over_several_lines_are_quoted_whole(ask: Ask) -> None:
    quote = ask("68号文抄送哪些单位").citations[0].quote
    assert quote.startswith("抄送")
    assert all(name in visible(quote) for group in PLAN["copied_to"] for name in group.split("、"))


UNSTATED = {
    "废止": ("68号文废止了哪些文件", "废止的文件"),
    "施行": ("68号文什么时候施行", "施行日期"),
    "有效期": ("意见的有效期", "有效期"),
    "文号": ("2021年的意见文号是多少", "发文字号"),
    "抄送": ("意见抄送谁", "抄送"),
    "执行期": ("意见的执行期", "执行期"),
}


@pytest.mark.parametrize(("question", "label"), UNSTATED.values(), ids=UNSTATED.keys())
def test_datum_that_the_notice_does_not_state_is_refused(ask: Ask, question: str, label: str) -> None:
    answer = ask(question)
    assert (answer.refused, answer.reason, answer.citations) == (True, Reason.NOT_STATED, ())
    assert f"没有写明{label}" in answer.answer


def test_what_one_of_two_notices_states_is_said_and_the_other_noted(ask: Ask) -> None:
    answer = ask("两个文件的文号分别是什么")
    assert (answer.refused, PLAN["number"] in answer.answer) == (False, True)
    assert [note for note in answer.notes if "没有写明发文字号" in note] != []


@pytest.mark.parametrize(
    "question",
    [
        "孵化载体的那份意见是谁印发的，哪一天",
        "孵化载体那份意见谁发的,啥时候",
        "孵化载体意见 发文单位+日期",
        "孵化载体专业化提升的意见是哪个局、哪天印发的",
    ],
)
def test_who_issued_a_notice_and_when_are_asked_together(ask: Ask, question: str) -> None:
    answer = ask(question).answer
    assert ("武汉市科学技术局" in answer, "2021年8月25日" in answer) == (True, True)


def test_years_between_two_notices_are_counted(ask: Ask) -> None:
    answer = ask("两个文件相隔几年")
    assert "相差4年" in answer.answer
    assert cited(answer) == ["B:题头", "题头"]


def test_days_between_signature_and_printing_are_counted(ask: Ask) -> None:
    assert "相差1天" in ask("68号文成文和印发隔了几天").answer


def test_validity_is_asked_as_of_a_later_year(ask: Ask) -> None:
    assert "已过期" in ask("68号文2029年还有效吗").answer
    assert "尚未到期" in ask("68号文现在还有效吗").answer


def test_notice_that_repeals_nothing_is_not_said_to(ask: Ask) -> None:
    answer = ask("68号文从哪天起把2021年的意见废止的")
    assert (answer.refused, answer.reason) == (True, Reason.FALSE_PREMISE)


def test_full_name_of_a_notice_is_its_title(ask: Ask) -> None:
    assert PLAN["title"] in ask("高校师生创新创业那个方案，全称叫什么").answer


def test_which_of_two_notices_is_earlier_is_told_by_their_dates(ask: Ask) -> None:
    answer = ask("行动方案和孵化载体意见，哪份出得早？")
    assert [day for day in ("2025年6月18日", "2021年8月25日") if day not in answer.answer] == []


def test_year_of_signature_that_the_question_has_wrong_is_put_right(ask: Ask) -> None:
    answer = ask("68号文是2024年6月发的，对吗？")
    assert (answer.refused, answer.reason) == (False, Reason.FALSE_PREMISE)


def test_who_approved_is_quoted(ask: Ask) -> None:
    assert "第7次局长办公会审议通过" in ask("意见经什么会议审议通过").answer
    assert "已经市人民政府同意" in visible(ask("68号文谁同意的").answer)


def test_who_approved_is_quoted_beside_the_date(ask: Ask) -> None:
    answer = ask("孵化载体那个意见是局里第几次会过的，哪天发的")
    assert [words for words in ("2021年8月25日", "第7次局长办公会") if words not in answer.answer] == []


def test_who_else_was_sent_a_copy_is_told_by_the_copies(ask: Ask) -> None:
    assert "检察院" in ask("师生创业方案有没有给法院检察院也送一份？").answer


def test_why_a_notice_was_issued_is_told_by_its_whole_preamble(ask: Ask) -> None:
    assert "专业化水平不高" in ask("当年为什么要发孵化载体专业化这个意见，武汉存在什么毛病？").answer


def test_two_names_of_one_unit_are_said_to_be_one(ask: Ask) -> None:
    assert ask("市科技局和市科技创新局是一个单位吗").answer.startswith("是。文件写作“市科技创新局”")


def test_goals_are_told_where_no_term_of_validity_is(ask: Ask) -> None:
    assert "没有写明有效期。" in ask("2021年的意见还有效吗").answer


def test_purpose_is_quoted_from_the_preamble(ask: Ask) -> None:
    answer = ask("方案为什么制定")
    assert cited(answer) == ["引言"]
    assert "特制定本行动方案" in answer.answer


def test_term_says_how_long_it_still_runs(ask: Ask) -> None:
    assert "尚未到期" in ask("方案的执行期").answer


IN_FORCE = """甲市人民政府文件
甲政规〔2024〕7号
甲市人民政府关于印发校车管理办法的通知
各区人民政府：
现印发给你们。
甲市人民政府
2024年3月1日
校车管理办法
第一条　校车应当按时年检。
第二条　本办法由市教育局负责解释。
本办法自2024年5月1日起施行，有效期至2029年4月30日。《校车管理规定》（甲政规〔2019〕2号）同时废止。
"""
TERMS = {
    "施行": ("7号文什么时候施行", "2024年5月1日"),
    "有效期": ("校车管理办法有效期到什么时候", "2029年4月30日"),
    "废止": ("7号文废止了哪些文件", "甲政规〔2019〕2号"),
}


@pytest.mark.parametrize(("question", "words"), TERMS.values(), ids=TERMS.keys())
def test_terms_of_a_notice_are_cited_where_they_stand(ask_of: Callable[..., Ask], question: str, words: str) -> None:
    answer = ask_of(IN_FORCE)(question)
    assert (answer.refused, [citation.clause for citation in answer.citations]) == (False, ["第二条"])
    assert words in answer.answer


def test_year_that_no_notice_is_of_is_said(ask: Ask) -> None:
    answer = ask("2019年的意见是谁发的")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_IN_CORPUS)
    assert "2019年的意见" in answer.answer


def test_term_that_the_question_has_wrong_is_put_right(ask: Ask) -> None:
    answer = ask("三年方案是2024年到2026年的，已经快到头了？")
    assert (answer.refused, answer.reason) == (False, Reason.FALSE_PREMISE)
    assert "2025—2027年" in answer.answer


ORDER = """某市公园管理办法
（2020年5月15日某市人民政府令第16号公布）

第一章 总则

第一条 为了加强公园管理，制定本办法。

第二章 附则

第二条 本办法自2020年6月15日起施行，有效期至2025年6月14日。
"""
JOINT = """甲市农业局
甲市财政局
关于印发甲市果园补贴方案的通知
甲农发〔2024〕7号
各区农业局：
一、补贴标准
果园每亩补贴。
甲市农业局
甲市财政局
2024年3月5日
（此件主动公开）
"""
ELSEWHERE = {
    "令，号在前": ("某市政府第16号令什么时候施行", "2020年6月15日"),
    "令，号在后": ("某市人民政府令第16号的有效期", "到2025年6月14日为止。以2026年11月21日为准，已过有效期"),
    "还有效吗": ("某市公园管理办法还有效吗", "已过有效期"),
    "共几条": ("某市公园管理办法一共多少条", "共有2条"),
    "共几章": ("某市公园管理办法有几章", "共有2章"),
    "联合发文": ("甲市果园补贴方案是哪几个部门联合发的", "甲市农业局、甲市财政局。（联合发文，共2家）"),
    "公开方式": ("甲市果园补贴方案的公开方式", "主动公开"),
    "其中一家的文件": ("甲市财政局那份通知的文号", "甲农发〔2024〕7号"),
}


@pytest.mark.parametrize(("question", "value"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_data_of_orders_and_of_joint_notices_are_said(ask_of: Callable[..., Ask], question: str, value: str) -> None:
    answer = ask_of(ORDER, JOINT)(question)
    assert not answer.refused
    assert value in answer.answer


WHEN_PRINTED = (
    "意见什么时候印发的",
    "众创孵化载体那份意见是哪家单位哪天印发的",
    "孵化载体意见:哪家发、哪天、哪次会过的",
)


@pytest.mark.parametrize("question", WHEN_PRINTED)
def test_day_of_signature_is_told_where_no_day_of_printing_is_stated(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (answer.refused, set(cited(answer))) == (False, {"B:题头"})
    assert "2021年8月25日" in answer.answer
