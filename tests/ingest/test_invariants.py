"""What holds of every text, however strange: nothing raises, nothing is dropped, every span is true."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.clauses import Part
from kb.notices import Notice
from kb.text import visible

ROOT = Path(__file__).parents[2]
SEEDS = tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
CONTRACT = {
    *("source", "title", "number", "issuer", "signed_on", "printed_on", "period", "addressees", "copied_to"),
    *("clauses", "tables", "unassigned"),
}
CLAUSE = {*("path", "label", "heading", "text", "start", "end", "page", "task_number", "units", "deadlines", "targets")}
EXTRAS = {"notice_title", "in_force_from", "valid_until", "repeals", "relations", "issuers"} | {
    "index_number",
    "subject_words",
    "disclosure",
    "status",
}
CLAUSE_EXTRAS = {"parents", "assignment"}

FRAGMENTS = """某市教育局文件
某教发〔2026〕12 号
某市教育局关于印发《校园计划（2026—2028年）》的通知
各学校，各区：
校园计划
一、总体要求
（一）健全机制
( 二)加强领导
1. 改善食堂。
10．改善宿舍
3.2026年底前完成。
（1）申请
①其一
第三章 附则
第十二条　本办法
到 2027 年,建成食堂 1,200 个,
每年举办活动3—5场。
不低于 50%；
（责任单位：市教育局、各区〈含开发区，下同〉；完成时限：2026年底前）
（市教育局牵头，市财政局配合）
责任单位：市教育局。
序号\t学校\t数量
序号\t任务\t责任单位
1\t一中\t20
2\t食堂\t市教育局（牵头）
\t合计\t20
注：含分校。
附件
附 件 2：
附件：1. 清单
某市教育局
2026 年 3 月 1 日
二〇二六年三月一日
抄送：市政府办公厅，市财政局。
某市教育局办公室 2026年3月2日印发
索引号：X-1
自2026年5月1日起施行，有效期5年。
—8—
第 3 页
以 技 术 开 发、 转 让
目录
总则……3
1 总则
1.1 目的
3.2.1 略
专栏1 重点工程
㈠健全机制
任务\t责任单位
续表
表2 数量
附件：分工表
附件1：分工表
分工表
序号任务责任单位完成时限1食堂。市教育局2026年底前2宿舍。市教育局、市财政局持续推进
扫一扫在手机打开当前页
·131·""".splitlines()
MARKS = ["\n", "\r\n", "\f", "\u2028", "\x1c", " ", "　", "\t", "\ufeff", "\u200b", *"（）《》“”〈〉、。：；，—x"]
piece = st.sampled_from([*FRAGMENTS, *MARKS])
composed = st.lists(st.lists(piece | st.text(max_size=4), max_size=3).map("".join), max_size=25).map("\n".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A seed with a few pieces of it cut out, repeated elsewhere, or replaced."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        a, b, c = sorted(draw(st.integers(0, len(text))) for _ in range(3))
        new = draw(st.sampled_from(["", text[a:b], text[b:c], *FRAGMENTS, *MARKS]) | st.text(max_size=3))
        text = text[:a] + new + text[draw(st.sampled_from([a, min(b, a + 40), b])) :]
    return text


anything = composed | mutated() | st.text(max_size=200)
thorough = settings(deadline=None, max_examples=150)
brief = settings(deadline=None, max_examples=60)


@cache
def parsed(text: str) -> Notice:
    return parse_text(RawDocument(text), "样本.txt")


@given(anything)
@thorough
def test_every_visible_character_has_its_place(text: str) -> None:
    """In the span of a clause, or among what found no place, in the source's own words."""
    notice = parsed(text)
    placed = [(clause.start, clause.end) for clause in notice.clauses] + [(u.start, u.end) for u in notice.unassigned]
    held = set().union(*(range(start, end) for start, end in placed)) if placed else set()
    assert "".join(c for i, c in enumerate(text) if i not in held and visible(c)) == ""
    assert all(text[unplaced.start : unplaced.end] == unplaced.text for unplaced in notice.unassigned)


@given(anything)
@thorough
def test_text_of_a_clause_is_its_spans_within_the_clause(text: str) -> None:
    for clause in parsed(text).clauses:
        assert "".join(text[start:end] for start, end in clause.spans) == clause.text
        assert all(clause.start <= start < end <= clause.end <= len(text) for start, end in clause.spans)


@given(anything)
@thorough
def test_clauses_stand_one_after_the_other(text: str) -> None:
    """But for the closing lines, which are one clause and may enclose the annexes."""
    notice = parsed(text)
    apart = [clause for clause in notice.clauses if clause.path != Part.CLOSING]
    placed = sorted([(c.start, c.end) for c in apart] + [(u.start, u.end) for u in notice.unassigned])
    assert all(start < end for start, end in placed)
    assert all(end <= start for (_, end), (start, _) in pairwise(placed))
    assert [clause.start for clause in notice.clauses] == sorted(clause.start for clause in notice.clauses)


@given(anything)
@thorough
def test_paths_tell_the_clauses_apart_and_parents_exist(text: str) -> None:
    notice = parsed(text)
    paths = [clause.path for clause in notice.clauses]
    assert len(set(paths)) == len(paths)
    assert {parent for clause in notice.clauses for parent in clause.parents} <= set(paths)
    assert {table.path for table in notice.tables} <= set(paths)


def in_order(words: str, source: str) -> bool:
    """Whether the characters of `words` stand in `source` one behind the other; page marks may stand between."""
    rest = iter(source)
    return all(character in rest for character in visible(words))


@given(anything)
@thorough
def test_facts_are_words_of_their_clause(text: str) -> None:
    for clause in parsed(text).clauses:
        source = text[clause.start : clause.end]
        assert [target.text for target in clause.targets if target.text not in clause.text] == []
        own = f"{clause.text}\n{clause.assignment or ''}"
        assert [deadline.text for deadline in clause.deadlines if deadline.text not in own] == []
        assert in_order(clause.assignment or "", source)
        assert [unit.name for unit in clause.units if not in_order(unit.name, source)] == []


@given(anything)
@brief
def test_parsing_is_the_same_each_time_and_survives_json(text: str) -> None:
    notice = parse_text(RawDocument(text), "样本.txt")
    assert parse_text(RawDocument(text), "样本.txt") == notice
    assert msgspec.json.decode(msgspec.json.encode(notice), type=Notice) == notice


@given(anything)
@thorough
@example(SEEDS[0])
@example(SEEDS[1])
def test_json_has_the_keys_of_the_contract(text: str) -> None:
    shown = msgspec.json.decode(msgspec.json.encode(parsed(text).to_json()))
    assert shown.keys() == CONTRACT | EXTRAS
    assert all(clause.keys() == CLAUSE | CLAUSE_EXTRAS for clause in shown["clauses"])
