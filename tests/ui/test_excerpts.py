"""The quote of a citation is marked in its exact place in the source."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.parsing import parse, parse_text
from ingest.readers import RawDocument
from kb.citations import Citation, cite
from kb.notices import Notice
from kb.ui.excerpts import REACH, Look, Piece, Place, Source, source_of
from kb.ui.quoting import excerpt

SEEDS = Path(__file__).parents[2] / "seeds"
PLAN, OPINION = (parse(SEEDS / name) for name in ("wuzhengban-2025-68.txt", "wuhan-kejiju-2021-incubators.txt"))
PIECES = st.text("甲乙丙。：一二、（）(3)10.责任单位市局 \n\t<>&\"'—8-", min_size=1, max_size=300)


def opened(notice: Notice, path: str, quote: str) -> Source:
    citation = cite(1, "a", notice, notice.by_path[path], quote)
    assert citation
    source = source_of(citation, notice)
    assert source
    return source


def said(source: Source, *places: Place, looks: tuple[Look, ...] = tuple(Look)) -> str:
    return "".join(piece.text for piece in source.pieces if piece.place in places and piece.look in looks)


@pytest.mark.parametrize(
    ("notice", "path", "quote", "expected"),
    [
        pytest.param(PLAN, "二、（三）10", "激励科技企业投保。", "激励科技企业\n\n投保。", id="跨行"),
        pytest.param(PLAN, "二、（五）18", "投融资对接等支持。", "投融资对接等支\n\n—8—\n\n\n\n持。", id="跨页"),
        pytest.param(PLAN, "二、（四）13", "以技术开发、转让", "以 技 术 开 发、 转 让", id="字间有空格"),
        pytest.param(OPINION, "附件", "8\t武昌区\t28\t45\t10\t22", "8\t武昌区\t28\t45\t10\t22", id="表格一行"),
        pytest.param(OPINION, "三、（一）", "开展市级", "开展市级", id="标题下一行起"),
        pytest.param(PLAN, "落款", "2025年6月19日印发", "2025 年 6 月 19 日印发", id="落款"),
    ],
)
def test_quote_in_the_source(notice: Notice, path: str, quote: str, expected: str) -> None:
    assert said(opened(notice, path, quote), Place.QUOTE) == expected


@pytest.mark.parametrize(
    ("notice", "path", "quote", "expected"),
    [
        pytest.param(
            PLAN,
            "二、（三）10",
            "激励科技企业投保。",
            "10. 完善高校师生创新创业保险机制。 鼓励保险公司开发创业保险产品,为高校创业师生提供人身意外和"
            "成果转化费用损失补偿。 引导风险管理机构为高校师生创业提供方案定制、风险评估、防灾防损等服务。 "
            "完善科技保险保费补贴机制,激励科技企业投保。 到 2027 年,"
            "开发定制科技保险产品 10 个,对有保险需求的师生创业企业做到应保尽保。 "
            "(责任单位:市委金融办,市科技创新局,各区人民政府)",
            id="断行不显示，责任单位在内",
        ),
        pytest.param(
            OPINION,
            "二、（一）5",
            "贴身孵化培育初创企业。",
            "5.引导投资金融机构兴建专业型载体。鼓励创投机构根据自己投资偏好、擅长领域，创办专业企业孵化基地，推广“基金+基地”、"
            "“投孵一体化”模式，贴身孵化培育初创企业。支持商业银行利用资金、资产优势，创办专业型孵化基地等，为企业开展融资、孵化服务。",
            id="本来无断行",
        ),
    ],
)
def test_clause_as_it_is_read(notice: Notice, path: str, quote: str, expected: str) -> None:
    source = opened(notice, path, quote)
    assert said(source, Place.CLAUSE, Place.QUOTE, looks=(Look.TEXT,)).strip() == expected


def test_a_page_mark_inside_a_word_is_set_aside() -> None:
    source = opened(PLAN, "二、（五）18", "投融资对接等支持。")
    assert said(source, Place.QUOTE, looks=(Look.TEXT,)) == "投融资对接等支持。"
    assert said(source, Place.QUOTE, looks=(Look.ASIDE,)) == "—8—"


def test_heading_and_body_stay_apart() -> None:
    """Where the text begins on a line of its own, that line break is shown, once."""
    source = opened(OPINION, "三、（一）", "开展市级")
    assert "（一）完善考核评价机制\n开展市级" in said(source, *Place, looks=(Look.TEXT,))


def test_a_label_on_its_own_line_stays_there() -> None:
    assert "附件\n各区（开发区）" in said(opened(OPINION, "附件", "合计"), *Place, looks=(Look.TEXT,))


def test_headings_above() -> None:
    assert opened(PLAN, "二、（三）10", "投保").above == ("二、重点任务", "(三)实施科技金融全周期赋能工程")


def test_no_place_for_a_quote_that_is_not_there() -> None:
    """A citation of another version of the notice, or with another span, is not shown."""
    citation = cite(1, "a", PLAN, PLAN.by_path["二、（三）10"], "激励科技企业投保。")
    assert citation
    assert source_of(replace(citation, start=citation.start + 1), PLAN) is None
    assert source_of(citation, OPINION) is None


def test_a_very_long_clause_is_shown_around_the_quote() -> None:
    notice = parse_text(RawDocument("一、总则\n" + "甲" * (REACH + 5) + "乙。" + "丙" * (REACH + 5)), "长.txt")
    source = opened(notice, "一", "乙。")
    assert len("".join(piece.text for piece in source.pieces)) == 2 * REACH + 2
    assert source.starts_inside
    assert source.ends_inside


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(PIECES, st.data())
def test_every_excerpt_is_the_source(plain: Callable[[str], str], text: str, data: st.DataObject) -> None:
    """Of any quote in any notice: the pieces are an unbroken stretch of the source, those of the quote are its span,
    and the HTML says the same.
    """
    notice = parse_text(RawDocument(text), "文.txt")
    clauses = [clause for clause in notice.clauses if clause.text]
    assume(clauses)
    clause = data.draw(st.sampled_from(clauses))
    start = data.draw(st.integers(0, len(clause.text) - 1))
    quote = clause.text[start : data.draw(st.integers(start + 1, len(clause.text)))]
    citation = cite(1, "a", notice, clause, quote)
    source = source_of(citation, notice) if citation else None
    assume(citation and source)
    check(citation, source, notice, plain)


def check(citation: Citation, source: Source, notice: Notice, plain: Callable[[str], str]) -> None:
    whole = "".join(piece.text for piece in source.pieces)
    first = citation.start - _length_before_quote(source.pieces)
    assert whole == notice.text[first : first + len(whole)]
    assert said(source, Place.QUOTE) == notice.text[citation.start : citation.end]
    assert plain(excerpt(source.pieces)) == whole


def _length_before_quote(pieces: tuple[Piece, ...]) -> int:
    at = next(i for i, piece in enumerate(pieces) if piece.place is Place.QUOTE)
    return sum(len(piece.text) for piece in pieces[:at])


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(
            [Piece("甲", Place.CLAUSE), Piece("<乙>", Place.QUOTE)],
            '<span class="kb-clause">甲</span><mark>&lt;乙&gt;</mark>',
            id="引文加标记",
        ),
        pytest.param(
            [Piece("甲", Place.QUOTE), Piece("\n\n", Place.QUOTE, Look.FOLDED), Piece("乙", Place.QUOTE)],
            '<mark>甲<span class="kb-folded">&#10;&#10;</span>乙</mark>',
            id="断行折起",
        ),
        pytest.param(
            [Piece("甲\t1\n", Place.CLAUSE), Piece("乙\t2\n", Place.QUOTE), Piece("注", Place.CLAUSE)],
            '<table class="kb-table"><tr><td><span class="kb-clause">甲<span class="kb-folded">&#9;</span></span></td>'
            '<td><span class="kb-clause">1<span class="kb-folded">&#10;</span></span></td></tr>'
            '<tr><td><mark>乙<span class="kb-folded">&#9;</span></mark></td>'
            '<td><mark>2<span class="kb-folded">&#10;</span></mark></td></tr></table><span class="kb-clause">注</span>',
            id="表格",
        ),
    ],
)
def test_excerpt_html(pieces: list[Piece], expected: str) -> None:
    assert excerpt(pieces) == expected
