"""The chat from question to cited answer, on Streamlit's own test runner, over the seeds as they are ingested."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.pipeline import ingest
from kb.answering import Answer, AnsweredUnit, Reason
from kb.answering.answer import Kind
from kb.citations import Citation, CitedDocument, cite
from kb.errors import KnowledgeBaseError
from kb.feedback import FeedbackStore
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.text import fold
from kb.ui import elements, markup, roles
from kb.ui.chinese import translation
from kb.ui.examples import EXAMPLES
from kb.units import Role
from tests.kb.llm_service import running, says

Visit = Callable[..., AppTest]
Shown = Callable[[AppTest], str]


def button(page: AppTest, label: str) -> Any:
    return next(found for found in page.button if found.label == label)


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input(key="question").set_value(question).run()


def test_first_visit(chat: Visit, library: Path, shown: Shown) -> None:
    """Says what the page is for, offers questions to each kind of user."""
    page = chat(library)
    said = shown(page)
    for examples in EXAMPLES:
        assert examples.audience in said
        assert all(question in said for question in examples.questions)
    assert "现有2件公文" in said


def test_question_answer_citation(chat: Visit, library: Path, shown: Shown) -> None:
    page = ask(chat(library), "科技保险归谁管？")
    said = shown(page)
    assert [message.name for message in page.chat_message] == ["user", "assistant"]
    assert "市委金融办" in said
    assert "[1]" in said
    assert "[1] 68号 二、（三）10" in page.pills[0].options[0].replace("\\", "")


def test_a_chip_opens_the_source_and_closes_it(chat: Visit, library: Path, shown: Shown) -> None:
    """Which notice, whether it holds, which clause; the whole notice, the quote marked; and the original file."""
    page = ask(chat(library), "科技保险归谁管？")
    assert 'class="kb-excerpt"' not in made_from_text(page)
    page.pills[0].select(1).run()
    said, html = shown(page), made_from_text(page)
    assert (
        "出处[1]《武汉市推进以科技为支撑的高校师生创新创业三年行动方案（2025—2027年）》（武政办〔2025〕68号）" in said
    )
    assert "武汉市人民政府办公厅2025年6月18日成文" in said
    assert "执行期" in said
    assert "二、重点任务(三)实施科技金融全周期赋能工程二、（三）10完善高校师生创新创业保险机制" in said
    assert re.search(r"<mark>.+</mark>", html)
    assert "三、保障措施" in said
    assert [button.label for button in page.get("download_button")][-1] == "下载原文件"
    button(page, "关闭").click().run()
    assert 'class="kb-excerpt"' not in made_from_text(page)
    assert page.pills[0].value is None


def test_one_source_is_open(chat: Visit, library: Path) -> None:
    page = ask(ask(chat(library), "科技保险归谁管？"), "市教育局负责哪些任务？")
    page.pills[0].select(1).run()
    page.pills[1].select(3).run()
    assert page.pills[0].value is None
    assert made_from_text(page).count('class="kb-excerpt"') == 1
    assert "出处 [3]" in made_from_text(page)


def test_follow_up(chat: Visit, library: Path, shown: Shown) -> None:
    """A follow-up is understood from the questions before it; the earlier turns stay on the page."""
    page = ask(ask(chat(library), "科技保险归谁管？"), "期限是什么时候？")
    said = shown(page)
    assert [message.name for message in page.chat_message] == ["user", "assistant"] * 2
    assert "科技保险归谁管？" in said
    assert "2027" in said.split("期限是什么时候？")[1]


@pytest.mark.parametrize("question", [question for examples in EXAMPLES for question in examples.questions])
def test_every_example_has_an_answer(chat: Visit, library: Path, question: str) -> None:
    page = chat(library)
    next(button for button in page.button if button.label == question).click().run()
    assert "kb-reason" not in page.chat_message[1].get("html")[0].value
    assert page.pills


def test_refusal(chat: Visit, library: Path, shown: Shown) -> None:
    """A question beyond the documents is refused, with the reason in words."""
    page = ask(chat(library), "养老金每月发多少钱？")
    assert "知识库未收录" in shown(page)


def test_refusal_offers_the_nearest_clauses(chat: Visit, library: Path, shown: Shown, answers: Any) -> None:
    answers.append(Answer("问", Kind.CONTENT, "没有规定。", True, Reason.NOT_STATED, (citation(library),)))
    said = shown(ask(chat(library), "问"))
    assert "公文未写明" in said
    assert "最接近的条款（1处）" in said


@pytest.mark.parametrize(
    ("question", "line"),
    [
        pytest.param("   ", "问题是空的，请写下想问的事。", id="空白"),
        pytest.param("甲" * 10_000, "问题太长（10000字），请写在2000字以内。", id="一万字"),
    ],
)
def test_bad_question(chat: Visit, library: Path, shown: Shown, question: str, line: str) -> None:
    assert line in shown(ask(chat(library), question))


def test_empty_knowledge_base(chat: Visit, tmp_path: Path, shown: Shown) -> None:
    """Says how to fill it, and offers to look again."""
    page = chat(tmp_path / "none")
    assert "知识库里还没有公文。请先运行kbingest" in shown(page)
    assert not page.chat_input
    assert not (tmp_path / "none").exists()
    ingest([Path("seeds")], Settings(home=tmp_path / "none"))
    button(page, "重新读取").click().run()
    assert page.chat_input


def test_unusable_knowledge_base(chat: Visit, tmp_path: Path, shown: Shown) -> None:
    """One line that names the place; once it is mended, the next visit works."""
    home = tmp_path / "kb_[x]_*"
    home.write_text("")
    page = chat(home)
    assert f"知识库目录{fold(str(home))}不是目录" in fold(shown(page))
    assert not page.chat_input
    home.unlink()
    assert "还没有公文" in shown(page.run())


def test_damaged_knowledge_base(chat: Visit, own_library: Path, shown: Shown) -> None:
    (own_library / "manifest.json").write_text("{")
    said = shown(chat(own_library))
    assert "已损坏" in said
    assert str(own_library) in said


def test_where_the_files_are_is_not_told_to_others(
    chat: Visit, own_library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "is_local", lambda: False)
    (own_library / "manifest.json").write_text("{")
    said = shown(chat(own_library))
    assert "已损坏" in said
    assert str(own_library) not in said


def test_wrong_setting(chat: Visit, library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_EMBEDDING", "nonsense")
    assert "设置KB_EMBEDDING无效" in shown(chat(library))


def test_new_document_is_seen_without_restart(
    chat: Visit, own_library: Path, hostile_notice: Path, shown: Shown
) -> None:
    page = chat(own_library)
    ingest([hostile_notice], Settings(home=own_library))
    said = shown(ask(page, "网络安全教育由谁负责？"))
    assert "市<i>网信</i>办" in said


def test_a_hostile_notice_is_text(chat: Visit, own_library: Path, hostile_notice: Path) -> None:
    """No tag of a notice reaches the page as a tag, in the answer, its source, or the list of documents."""
    ingest([hostile_notice], Settings(home=own_library))
    page = ask(chat(own_library), "网络安全教育由谁负责？")
    html = made_from_text(page.pills[0].select(1).run())
    assert "&lt;img src=x" in html
    assert not re.search(r"<(script|img|b|i)\b", html)


def test_a_hostile_question_is_text(chat: Visit, library: Path, shown: Shown) -> None:
    question = "<script>alert(1)</script>![](http://evil.test/x.png):red[x]$x$**保险**"
    page = ask(chat(library), question)
    assert question in shown(page)
    assert "<script>" not in made_from_text(page)
    assert not [element for element in page.markdown if "evil.test" in element.value]


def test_engine_fails(chat: Visit, library: Path, shown: Shown, answers: Any) -> None:
    """An error becomes one line in the conversation; the next question works."""
    answers += [KnowledgeBaseError("向量索引<x>不完整。"), RuntimeError("secret"), Answer("丙", Kind.CONTENT, "答。")]
    page = chat(library)
    for question in "甲乙丙":
        ask(page, question)
    said = shown(page)
    assert "向量索引<x>不完整。" in said
    assert "程序出错，这个问题没有答成" in said
    assert "secret" not in said
    assert "答。" in said


def test_the_log_tells_how_long_a_question_was(
    chat: Visit, library: Path, answers: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answers += [RuntimeError("broken")]
    ask(chat(library), "我家的科技保险归谁管？")
    (told,) = [record.getMessage() for record in caplog.records if record.name == "kb.ui.knowledge"]
    assert "11 characters" in told
    assert "科技保险" not in caplog.text


def test_history(chat: Visit, library: Path, answers: Any) -> None:
    """The earlier questions go with the next one, but for those that failed and those that were none."""
    no_question = Answer("乙", Kind.CONTENT, "问题是空的。", refused=True, reason=Reason.NO_QUESTION)
    answers += [
        Answer("甲", Kind.CONTENT, "答。"),
        no_question,
        RuntimeError(),
        *2 * [Answer("丁", Kind.CONTENT, "答。")],
    ]
    page = chat(library)
    for question in "甲乙丙丁戊":
        ask(page, question)
    assert answers.asked[-1] == ("戊", ["甲", "丁"])


def test_page_fails(chat: Visit, library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.ui.chat.sidebar", lambda *_: 1 / 0)
    assert "程序出错，页面没有显示完整" in shown(chat(library))


def test_a_citation_that_fails_its_check_is_not_shown(chat: Visit, library: Path, shown: Shown, answers: Any) -> None:
    false = CitedDocument(citation(library).document.id, "假", None, None)
    answers.append(
        Answer("问", Kind.CONTENT, "答。[1]", citations=(Citation(1, false, "一", None, "编造", 0, 2, None, "x"),))
    )
    page = ask(chat(library), "问")
    assert not page.pills
    assert "有1处引证的公文刚刚更新" in shown(page)


def test_units_by_role(chat: Visit, library: Path, shown: Shown, answers: Any) -> None:
    """A list for each role, leaders first; what a note says already is not said twice."""
    units = (
        AnsweredUnit("乙", Role.RESPONSIBLE, "含甲，下同"),
        AnsweredUnit("丙", Role.SUPPORTING),
        AnsweredUnit("甲", Role.LEAD, resolved="某市甲局"),
    )
    answers += [
        Answer("问", Kind.RESPONSIBILITY, "答。", units=units),
        Answer("问", Kind.RESPONSIBILITY, "答。", units=units, notes=("“乙”含甲，下同。",)),
    ]
    page = ask(chat(library), "问")
    assert "牵头单位甲（某市甲局）责任单位乙（含甲，下同）配合单位丙" in shown(page)
    assert "责任单位乙配合单位丙“乙”含甲，下同。" in shown(ask(page, "问"))


def test_what_to_ask_next(chat: Visit, library: Path, shown: Shown) -> None:
    """After an answer what its clauses have more to say; a click asks it."""
    page = ask(chat(library), "科技保险归谁管？")
    assert "接着问" in shown(page)
    button(page, "期限是什么时候？").click().run()
    assert len(page.chat_message) == 4
    assert "2027" in shown(page)


def test_what_to_ask_instead(chat: Visit, library: Path, shown: Shown) -> None:
    """After a refusal questions that have an answer."""
    page = ask(chat(library), "养老金每月发多少钱？")
    assert "可以改问" in shown(page)
    page.button(key="next-0").click().run()
    assert "kb-reason" not in page.chat_message[3].get("html")[0].value


def test_filter(chat: Visit, library: Path, shown: Shown) -> None:
    """What was chosen is said, holds for the next question, and is taken back with a click."""
    page = chat(library)
    page.selectbox(key="filter-year").select(2021).run()
    assert "只查：2021年" in shown(page)
    assert "知识库未收录" in shown(ask(page, "科技保险归谁管？"))
    page.button(key="filter-none").click().run()
    assert "市委金融办" in shown(ask(page, "科技保险由谁负责？"))
    page.selectbox(key="filter-unit").select(("市教育局",)).run()
    assert "只查：市教育局" in shown(page)
    assert "市委金融办" not in shown(ask(button(page, "新的对话").click().run(), "科技保险归谁管？"))


def test_shared_link(chat: Visit, library: Path, shown: Shown) -> None:
    """The questions in the address are asked once, with what was chosen for them."""
    page = chat(library, q=["科技保险归谁管？", "期限呢？"], year="2025")
    assert [message.name for message in page.chat_message] == ["user", "assistant"] * 2
    assert shown(page).count("只查：2025年") == 3
    assert "q=%E7%A7%91%E6%8A%80%E4%BF%9D%E9%99%A9" in shown(page)
    assert not page.query_params
    assert len(page.run().chat_message) == 4


@pytest.mark.parametrize(
    "year", [pytest.param("2" * 5000, id="太长"), pytest.param("²⁰²⁵", id="上标"), pytest.param("今年", id="不是数")]
)
def test_a_link_with_no_true_year_is_asked_of_all(chat: Visit, library: Path, shown: Shown, year: str) -> None:
    page = chat(library, q=["科技保险归谁管？"], year=year)
    assert not page.exception
    assert "市委金融办" in shown(page)
    assert "只查" not in shown(page)


def test_earlier_conversations(chat: Visit, library: Path, shown: Shown) -> None:
    """They are listed, found by their words, opened again, deleted and brought back."""
    page = ask(chat(library), "科技保险归谁管？")
    ask(button(page, "新的对话").click().run(), "市教育局负责哪些任务？")
    search = page.text_input(key="search-past")
    search.set_value("市委金融办").run()
    titles = [found.label for found in page.button if (found.key or "").startswith("past-")]
    assert titles == ["科技保险归谁管？"]
    button(page, "科技保险归谁管？").click().run()
    assert len(page.chat_message) == 2
    assert page.pills
    next(found for found in page.button if (found.key or "").startswith("delete-")).click().run()
    assert not page.chat_message
    assert "没有提到这些字的对话" in shown(page)
    next(found for found in page.button if found.label.startswith("撤销删除")).click().run()
    button(page, "科技保险归谁管？").click().run()
    assert len(page.chat_message) == 2


def test_conversations_of_strangers_are_not_kept(
    chat: Visit, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kb.ui.past.owner", lambda: None)
    page = ask(chat(library), "科技保险归谁管？")
    assert not (tmp_path / "records" / "history.sqlite").exists()
    assert not [field for field in page.text_input if field.key == "search-past"]


def test_feedback(chat: Visit, library: Path, tmp_path: Path) -> None:
    """The last word on an answer is kept with its reason."""
    page = ask(chat(library), "科技保险归谁管？")
    page.feedback[0].set_value(0).run()
    page.pills[1].select("不完整").run()
    kept = FeedbackStore(tmp_path / "records" / "feedback.jsonl").all()
    assert [(each.is_good, each.question, each.reason) for each in kept] == [(False, "科技保险归谁管？", "不完整")]
    page.feedback[0].set_value(1).run()
    kept = FeedbackStore(tmp_path / "records" / "feedback.jsonl").all()
    assert [(each.is_good, each.reason) for each in kept] == [(True, None)]


def test_an_answer_to_copy(chat: Visit, library: Path) -> None:
    page = ask(chat(library), "科技保险归谁管？")
    copied = page.code[0].value
    assert "[1] 《武汉市推进以科技为支撑的高校师生创新创业三年行动方案（2025—2027年）》" in copied
    assert "（武政办〔2025〕68号）二、（三）10：“" in copied
    assert [found.label for found in page.get("download_button")] == ["导出 Markdown", "导出 Word"]


def test_an_earlier_answer_to_copy(chat: Visit, library: Path) -> None:
    """What its pop-up holds is made when it is opened, and goes when it is closed."""
    page = ask(ask(chat(library), "科技保险归谁管？"), "市教育局负责哪些任务？")
    (last, _) = page.code
    assert "市教育局" in last.value
    first = f"take-{page.session_state['conversation'].id}-0"
    page.session_state[first] = True
    earlier, _, last, _ = page.run().code
    assert "市委金融办" in earlier.value
    assert "市教育局" in last.value
    page.session_state[first] = False
    assert len(page.run().code) == 2


def test_new_conversation(chat: Visit, library: Path, shown: Shown) -> None:
    page = ask(chat(library), "科技保险归谁管？")
    next(button for button in page.button if button.label == "新的对话").click().run()
    assert not page.chat_message
    assert "用一句话提问" in shown(page)


def made_from_text(page: AppTest) -> str:
    """The HTML of the page but for the scripts that are its own, each a constant but for a name in it."""
    scripts = [element.value for element in page.get("html") if element.proto.unsafe_allow_javascript]
    constant = {elements.TO_LAST_QUESTION, elements.MARKERS, elements.TO_QUOTE, translation()}
    name = re.compile(r"(?<=<!-- )\w+(?= -->)|(?<=\")[0-9a-f]{32}-\d+(?=\")")
    assert {name.sub("{}", script) for script in scripts} <= constant
    return "".join(element.value for element in page.get("html") if not element.proto.unsafe_allow_javascript)


def citation(home: Path) -> Citation:
    """A true citation from the library."""
    base = KnowledgeBase.open(Settings(home=home))
    entry = next(entry for entry in base.documents() if entry.number)
    notice = base.notice(entry.id)
    made = cite(1, entry.id, notice, notice.by_path["二、（三）10"], "激励科技企业投保。")
    assert made
    return made


def test_a_configured_model_words_the_answer_as_it_speaks(
    chat: Visit, library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page gets every sentence when it is verified; the answer keeps its citations and is remembered as shown."""
    sentences = "科技保险由市委金融办、市科技创新局和各区人民政府负责[1]。", "到2027年开发科技保险产品10个[1]。"
    told: list[str] = []
    monkeypatch.setattr(markup, "words", lambda text: told.append(text) or "<p></p>")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as service:
        service.replies.append(says(*sentences))
        monkeypatch.setenv("KB_LLM_MODEL", "fake")
        monkeypatch.setenv("KB_LLM_BASE_URL", service.address)
        page = ask(chat(library), "科技保险归谁管？")
    assert told == [sentences[0], "".join(sentences)]
    assert "".join(sentences) in shown(page)
    assert len(page.pills[0].options) == 1
    assert "".join(sentences) in shown(page.run())
