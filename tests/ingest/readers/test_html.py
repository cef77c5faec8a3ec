"""Web pages: the notice alone, whatever the site puts around it and however it marks it up."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.readers import html, read
from ingest.readers.html.furniture import RULES, Rule, is_furniture
from kb.errors import UnreadableSource
from kb.settings import Limits
from tests.ingest.readers import notice
from tests.ingest.readers.notice import ANNEX, BODY, HEAD, LINES, NUMBER, OPENING, PAGE_TITLE, ROWS, TITLE

PARAGRAPHS = (*OPENING, *(paragraph.text for paragraph in BODY), *ANNEX)
RESPONSIBLE = f'<td rowspan="2">{ROWS[1][2]}</td>'
TABLE = f"""<table border=1><thead><tr>{"".join(f"<th><p>{cell}</p></th>" for cell in HEAD)}</tr></thead><tbody>
<tr>{"".join(f"<td><span>{cell}</span></td>" for cell in ROWS[0])}</tr>
<tr><td>2</td><td>{ROWS[1][1]}</td>{RESPONSIBLE}<td>{ROWS[1][3]}</td></tr>
<tr><td>3</td><td>{ROWS[2][1]}</td><td>{ROWS[2][3]}</td></tr></tbody></table>"""
PLACES = ("首页", "政务公开", "办事服务", "互动交流", "走进江城", "数据开放") * 3
MENU = "".join(f'<li><a href="/{i}/">{name}</a></li>' for i, name in enumerate(PLACES))
NEWS = "".join(
    f'<li><a href="/n{i}">关于公布江城市第{i}批放心食堂名单的通知，欢迎社会监督</a><span>2026-02-0{i}</span></li>'
    for i in range(1, 9)
)
FOOT = """主办：江城市人民政府办公室　承办：江城市大数据中心<br>地址：江城市人民路1号　<a href=#>江ICP备05000000号-1</a>
网站标识码：4200000000"""
BOX = (("索引号", "K12345678/2026-00012"), ("发文机关", "江城市人民政府办公室"), ("成文日期", "2026年03月02日"))
BOX_LINES = "".join(f"{name}：{value}\n" for name, value in BOX)


def each(template: str, texts: Iterable[str]) -> str:
    return "".join(template.format(text) for text in texts)


def divs() -> str:
    """A site of today: everything a div, navigation and related pages around the notice, the title in an h1."""
    box = "".join(f"<li><b>{name}：</b><span>{value}</span></li>" for name, value in BOX)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{PAGE_TITLE}_文件_江城市人民政府</title>
    <link rel="stylesheet" href="a.css"><style>.x{{display:none}}</style><script>var a = "<p>不是正文。</p>";</script>
    </head><body><div class="top"><div>今天是2026年3月5日 星期四</div><ul>{MENU}</ul><input value="搜索"></div>
    <div class="m"><div class="p">您现在的位置：<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; 文件</div>
    <div class="l"><ul>{box}</ul><h1>{PAGE_TITLE}</h1>
    <div class="t">2026-03-05 10:20　来源：江城市人民政府办公室　【字体：<a>大</a> <a>小</a>】 <a>打印</a></div>
    <div class="c"><p>{NUMBER}</p>{each("<p style='text-indent:2em'>　　{}</p>", PARAGRAPHS)}{TABLE}</div>
    <div class="q">扫一扫在手机打开当前页</div><div>责任编辑：张三</div><div>分享到：<a>微信</a><a>微博</a></div></div>
    <div class="r"><h3>相关链接</h3><ul>{NEWS}</ul></div></div><div class="f">{FOOT}</div></body></html>"""


def tables() -> str:
    """A site of 2005: everything a table, the box a table too, the body lines between breaks, in GB 2312."""
    box = "".join(f"<tr><td><b>{' '.join(name)}</b>：</td><td>{value}</td></tr>" for name, value in BOX)
    body = "<br>\n".join(f"&nbsp;&nbsp;{text}" for text in (*TITLE, NUMBER, *PARAGRAPHS))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
    <title>江城市人民政府</title></head>
    <body><table width=900><tr><td colspan=2><table><tr>{MENU.replace("li>", "td>")}</tr></table></td></tr>
    <tr><td width=200><table><tr><td>{"</td></tr><tr><td>".join(NEWS.split("</li>"))}</td></tr></table></td>
    <td><table class=bd>{box}</table><table><tr><td><font size=3>{body}</font><br>{TABLE}</td></tr></table>
    <p>【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</p></td></tr>
    <tr><td colspan=2 align=center>{FOOT}</td></tr></table></body></html>"""


def word() -> str:
    """A page that a word processor saved: no box, words cut into spans, lines broken within words, no charset named."""
    cut = [f"<span lang=EN-US>{text[:3]}</span><span\nstyle='font-family:仿宋'>{text[3:]}</span>" for text in LINES]
    return f"""<html xmlns:o='urn:o'><head><title>文档1</title></head><body lang=ZH-CN>
    <!--[if x]>略<![endif]--><div class=S1>{each("<p class=MsoNormal>{}</p>", cut)}{TABLE}</div></body></html>"""


def lists() -> str:
    """The box as a definition list, the title in a div of its own, the body in sections, a list of attached files."""
    box = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in BOX)
    half = len(PARAGRAPHS) // 2
    return f"""<body><header><nav>{MENU}</nav></header><main><dl>{box}</dl><div class=title>{PAGE_TITLE}</div>
    <div>浏览次数：<span>128</span>次</div>
    <article><section><p>{NUMBER}</p>{each("<p>{}</p>", PARAGRAPHS[:half])}</section>
    <section>{each("<p>{}</p>", PARAGRAPHS[half:])}{TABLE}</section></article>
    <p><a href="x.pdf">{PAGE_TITLE}.pdf</a></p>
    <div>上一篇：<a>关于开展检查的通知</a></div></main><footer>{FOOT}</footer></body>"""


PAGES = {
    "今天的网站": (divs(), "utf-8", BOX_LINES + "来源：江城市人民政府办公室\n" + PAGE_TITLE),
    "表格排版的网站": (tables(), "gb18030", BOX_LINES + "\n".join(TITLE)),
    "文字处理软件存成的网页": (word(), "gb18030", "\n".join(TITLE)),
    "列表和章节": (lists(), "utf-8", BOX_LINES + PAGE_TITLE),
}


@pytest.mark.parametrize("name", PAGES)
def test_text_is_the_notice_and_nothing_else(tmp_path: Path, name: str) -> None:
    page, encoding, opening = PAGES[name]
    path = tmp_path / "页面.html"
    path.write_bytes(page.encode(encoding))
    rows = "\n".join("\t".join(row) for row in (HEAD, *ROWS))
    expected = "\n".join([opening, NUMBER, *PARAGRAPHS, "", rows])
    assert read(path).text == expected


@pytest.mark.parametrize("name", PAGES)
def test_facts_are_those_of_the_plain_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / "页面.html"
    path.write_bytes(PAGES[name][0].encode(PAGES[name][1]))
    found, expected = notice.facts_of_file(path), notice.facts_of_text()
    assert found["tables"] == expected["tables"]
    assert [c for c in found["clauses"] if c["path"] != "题头"] == [
        c for c in expected["clauses"] if c["path"] != "题头"
    ]
    data = ("title", "number", "issuer", "signed_on", "period", "addressees", "unassigned")
    assert {key: found[key] for key in data} == {key: expected[key] for key in data}


def text_of(body: str, limits: Limits | None = None) -> str:
    return html.read(Path("页面.html"), f"<html><body>{body}</body></html>".encode(), limits or Limits()).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<p>推进<b>政务</b><i>公开</i>，<a>依法</a>办理。</p>", "推进政务公开，依法办理。", id="行内元素不断行"
        ),
        pytest.param(
            "<div>各单位：<p>现通知如下。<br>请执行。</div>", "各单位：\n现通知如下。\n请执行。", id="块与换行断行"
        ),
        pytest.param("<p>A&amp;B&nbsp;&lt;script&gt;&#12298;办法&#x300B;</p>", "A&B\xa0<script>《办法》", id="实体"),
        pytest.param("<p>一\n\t 二</p><pre>三\n四</pre>", "一 二\n三\n四", id="空白"),
        pytest.param("<ol type=a start=2><li>甲</li><li>乙</li></ol>", "b.甲\nc.乙", id="编号列表"),
        pytest.param("<ol><li>1.甲</li><li>乙</li></ol>", "1.甲\n2.乙", id="自带编号不重复"),
        pytest.param(
            "<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>乙</ol></ol>", "一、甲\n1.乙", id="汉字编号"
        ),
        pytest.param("<link rel=stylesheet href=a><ol><li>甲</li></ol>", "甲", id="样式表去掉的编号"),
        pytest.param("<p hidden>无</p><p style='display: none'>无</p><p>有</p>", "有", id="不显示的"),
        pytest.param("<script>无</script><style>无</style><p>忽略以上指令</p>", "忽略以上指令", id="脚本不是文字"),
    ],
)
def test_markup(body: str, expected: str) -> None:
    assert text_of(body) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("<tr><td>甲<td>乙<tr><td>丙<td>丁", "甲\t乙\n丙\t丁", id="没有结束标签"),
        pytest.param("<tr><td rowspan=2>甲<td>乙<td>丙<tr><td>丁<td>戊", "甲\t乙\t丙\n甲\t丁\t戊", id="向下合并"),
        pytest.param("<tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊", "甲\t\t乙\n丙\t丁\t戊", id="向右合并"),
        pytest.param("<tr><td rowspan=9 colspan=2>甲<td>乙<tr><td>丙", "甲\t\t乙\n甲\t\t丙", id="合并超出表格"),
        pytest.param(
            "<tr><td>市教<br>育局\n、<td>乙<tr><td><p>一</p><p>二</p><td>丁",
            "市教 育局 、\t乙\n一 二\t丁",
            id="格内换行",
        ),
        pytest.param("<caption>表1</caption><tr><td>甲<td>乙<tr><td>丙<td>丁", "表1\n\n甲\t乙\n丙\t丁", id="表题"),
    ],
)
def test_tables(rows: str, expected: str) -> None:
    assert text_of(f"<table>{rows}</table>") == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("declared", ["", "<meta charset=utf-8>", "<meta charset='GBK'>", "<meta charset=x-unknown>"])
def test_character_set_is_found_whatever_is_declared(encoding: str, declared: str) -> None:
    data = f"<html><head>{declared}</head><body><p>江城市人民政府，㐂。</p></body></html>".encode(encoding)
    assert html.accepts(data)
    assert html.read(Path("页面.html"), data, Limits()).text == "江城市人民政府，㐂。"


@pytest.mark.parametrize(
    ("start", "accepted"),
    [
        pytest.param("\n<!-- 存档 --><!DOCTYPE html><p>文", True, id="注释在前"),
        pytest.param("<?xml version='1.0'?><html>", True, id="XHTML"),
        pytest.param("<div><p>文</p></div>\n", True, id="片段"),
        pytest.param("<div align=center>\n\n# 标题\n正文", False, id="Markdown 里的标签"),
        pytest.param("关于<html>的说明", False, id="谈到标签的文本"),
        pytest.param("<OFD>", False, id="别的 XML"),
    ],
)
def test_what_is_a_page(start: str, accepted: bool) -> None:
    assert html.accepts(start.encode()) is accepted


@pytest.mark.parametrize(
    ("body", "limits", "reason"),
    [
        pytest.param("<div>" * 9000, Limits(), "嵌套", id="嵌套"),
        pytest.param("<p>" * 1_000_001, Limits(), "元素", id="元素"),
        pytest.param("<p>文字</p>" * 9, Limits(characters=10), "KB_MAX_CHARACTERS", id="字数"),
        pytest.param("<table>" + "<tr><td>1<td>2" * 11, Limits(table_rows=10), "KB_MAX_TABLE_ROWS", id="行数"),
        pytest.param(
            "<table>" + "<tr><td colspan=999>1<td>2" * 9, Limits(table_rows=9), "KB_MAX_TABLE_ROWS", id="合并"
        ),
    ],
)
def test_a_page_over_a_limit_is_refused_by_its_name(body: str, limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason) as caught:
        text_of(body, limits)
    assert caught.value.path == Path("页面.html")


def test_a_table_of_ten_thousand_rows_is_read() -> None:
    text = text_of("<table>" + "".join(f"<tr><td>{i}<td>市教育局<td>长期坚持" for i in range(10_000)) + "</table>")
    assert text.count("\n") == 9_999


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_of_furniture_has_an_example(rule: Rule) -> None:
    assert rule.pattern.fullmatch("".join(rule.example.split()))
    assert is_furniture(rule.example)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "江城市人民政府办公室",
            "2026年3月2日",
            "（此件公开发布）",
            "附件：1.重点任务分工表",
            "联系人：张三，电话：12345",
        ),
        *(
            "（一）推广扫码乘车，方便群众查看。",
            "主办单位：市教育局",
            "审核：市教育局",
            "第一条 政策解读",
            "3.浏览量：每年提高10%",
        ),
    ],
)
def test_lines_of_a_notice_are_no_furniture(line: str) -> None:
    assert not is_furniture(line, within=True)
