"""`kb parse --check` and `kb parse --html`: a person can see what was recognised and what was not."""

import re
from html import unescape

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.cli.ledger import Ledger
from kb.cli.page import page
from kb.notices import Notice, Unplaced

SOURCE = """关于开展植树活动的通知
各区人民政府：
一、目标
到2027年，新增绿地20亩。（责任单位：市园林局）
二、<script>alert(1)</script>&要求
"""


def notice() -> Notice:
    return parse_text(RawDocument(SOURCE), "植树.txt")


def test_the_ledger_counts_what_was_recognised() -> None:
    ledger = Ledger.of(notice())
    assert (ledger.placed, ledger.clauses, ledger.units, ledger.deadlines, ledger.targets) == (1.0, 3, 1, 1, 1)


def test_the_ledger_lists_what_found_no_place_and_lowers_the_share() -> None:
    whole = notice()
    left = Unplaced(0, 4, whole.text[:4])
    ledger = Ledger.of(Notice(whole.source, whole.text, whole.document, whole.clauses, (), (left,)))
    assert ledger.placed < 1
    assert list(ledger.lines())[1] == f"  未归位 [0, 4)：{left.text}"


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        pytest.param("周末的打算\n先去公园，再去图书馆。", True, id="随笔"),
        pytest.param("江城市举行数据要素大会\n本报讯　昨日，二十家企业签约，总金额超过30亿元。", True, id="新闻"),
        pytest.param("江教发〔2026〕3号\n关于放假的通知\n今年端午节放假三天。", False, id="有发文字号"),
        pytest.param("江城市教育局关于放假的通知\n今年端午节放假三天。", False, id="有发文机关"),
        pytest.param("关于放假的通知\n今年端午节放假三天。\n\n2026年5月30日", False, id="有日期"),
        pytest.param("加强领导。\n一、成立专班。\n二、定期调度。", False, id="有条款"),
    ],
)
def test_the_ledger_says_where_a_text_may_be_no_notice(text: str, is_doubtful: bool) -> None:
    lines = list(Ledger.of(parse_text(RawDocument(text), "文件.txt")).lines())
    assert lines[1:] == (["  没有发文字号、发文机关、日期和条款，可能不是公文"] if is_doubtful else [])


def test_the_page_shows_the_whole_source_and_nothing_of_it_runs() -> None:
    html = page(notice())
    shown = unescape(re.sub(r"<[^>]*>", "", re.search(r"<pre>(.*)</pre>", html, re.DOTALL)[1]))
    assert shown == SOURCE
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=.(?!#)", html)


def test_the_page_colours_units_deadlines_and_targets() -> None:
    html = page(notice())
    coloured = {(kind, unescape(text)) for kind, text in re.findall(r'<span class="(\w+)">([^<]*)</span>', html)}
    assert {("unit", "（责任单位：市园林局）"), ("deadline", "到2027年"), ("target", "新增绿地20亩")} <= coloured


def test_the_page_shows_the_data_of_the_document_escaped() -> None:
    head = "某教发〔2026〕12号\n某市教育局关于<b>校服</b>的通知\n各学校："
    text = f"{head}\n一、检查。\n《旧<b>办法》同时废止。\n"
    html = page(parse_text(RawDocument(text), "校服.txt"))
    rows = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", html))
    assert (rows["发文字号"], rows["废止"]) == ("某教发〔2026〕12号", "旧&lt;b&gt;办法")
    assert "<b>" not in html


def test_a_notice_without_a_title_goes_by_the_name_of_its_file() -> None:
    html = page(parse_text(RawDocument("各学校：\n一、检查。\n"), "目录/校服.txt"))
    assert "<h1>校服</h1>" in html
