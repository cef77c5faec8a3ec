"""Citations: a quote that stands in its clause has its true place; any other has none."""

from dataclasses import replace

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.citations import Citation, CitedDocument, cite, is_true
from kb.notices import Notice

SOURCE = """某教发〔2026〕12 号
某市教育局关于校园的通知
各学校：
一、重点任务
1. 改善食堂。到 2027 年,改 造 食堂 20 个,
添置冰箱 20 个。(责任单位:市教育局)
某市教育局
2026年3月1日
"""
NOTICE = parse_text(RawDocument(SOURCE, (0, SOURCE.index("一、"))), "通知.txt")
TASK = NOTICE.by_path["一、1"]


def cited(quote: str, notice: Notice = NOTICE) -> Citation | None:
    return cite(1, "d1", notice, notice.by_path["一、1"], quote)


QUOTES = {
    "整句": "到2027年,改造食堂20个,添置冰箱20个。",
    "一部分": "改造食堂20个",
    "跨过断行": "20个,添置",
    "跨过字间空格": "改造",
    "一个字": "到",
    "最后一个字": "。",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES.keys())
def test_quote_is_what_stands_at_its_place_in_the_source(quote: str) -> None:
    citation = cited(quote)
    assert citation is not None
    assert "".join(SOURCE[citation.start : citation.end].split()) == quote
    assert is_true(citation, NOTICE)


def test_citation_says_where_it_is_from() -> None:
    assert cited("到2027年") == Citation(
        marker=1,
        document=CitedDocument("d1", "某市教育局关于校园的通知", "某教发〔2026〕12号", "某市教育局"),
        clause="一、1",
        heading="改善食堂",
        quote="到2027年",
        start=SOURCE.index("到 2027"),
        end=SOURCE.index(",改 造"),
        page=2,
        source="通知.txt",
        assignment="(责任单位:市教育局)",
    )


NOT_THERE = {
    "空": "",
    "别的话": "到2028年",
    "分工不在正文里": "责任单位",
    "标题不在正文里": "改善食堂",
    "照原文带空格": "到 2027 年",
    "省略号": "到2027年…添置冰箱",
    "全角标点": "到2027年，改造",
}


@pytest.mark.parametrize("quote", NOT_THERE.values(), ids=NOT_THERE.keys())
def test_quote_that_does_not_stand_in_the_text_is_not_cited(quote: str) -> None:
    assert cited(quote) is None


TRUE = Citation(1, CitedDocument("d1", "", None, None), TASK.path, None, "添置冰箱", 0, 0, None, "通知.txt")
TRUE = replace(TRUE, start=SOURCE.index("添置"), end=SOURCE.index("添置") + 4)
FALSE = {
    "起点错一个字": replace(TRUE, start=TRUE.start - 1),
    "终点错一个字": replace(TRUE, end=TRUE.end + 1),
    "在别的条款": replace(TRUE, clause="一"),
    "没有这个条款": replace(TRUE, clause="九"),
    "引文改了字": replace(TRUE, quote="添置冰柜"),
    "引文是空的": replace(TRUE, quote=""),
    "是第二处": replace(TRUE, quote="20个", start=SOURCE.rindex("20 个"), end=SOURCE.rindex("20 个") + 4),
}


def test_true_citation_is_true() -> None:
    assert is_true(TRUE, NOTICE)


@pytest.mark.parametrize("citation", FALSE.values(), ids=FALSE.keys())
def test_citation_that_is_off_in_anything_is_not_true(citation: Citation) -> None:
    assert not is_true(citation, NOTICE)


def test_citation_of_an_older_version_is_not_true_of_the_new_one() -> None:
    newer = parse_text(RawDocument(f"（修订）\n{SOURCE}"), "通知.txt")
    assert is_true(cited("添置冰箱"), NOTICE)
    assert not is_true(cited("添置冰箱"), newer)


def test_clause_tells_where_a_quote_stands() -> None:
    assert TASK.locate("改造") == (SOURCE.index("改 造"), SOURCE.index("改 造") + 3)
    assert TASK.locate("没有") is None
