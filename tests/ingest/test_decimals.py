"""Clauses numbered 1, 1.1, 3.2.1, and numbers that only look like theirs."""

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument


def paths(text: str) -> str:
    return "  ".join(clause.path for clause in parse_text(RawDocument(text), "样本.txt").clauses)


PLANS = {
    "三层": (
        "1 总则\n1.1 目的\n为了应急。\n1.2 依据\n2 组织\n2.1 机构\n2.1.1 指挥部\n2.1.2 办公室\n2.2 职责",
        "1  1.1  1.2  2  2.1  2.1.1  2.1.2  2.2",
    ),
    "第一层有点": ("1. 总则\n1.1 目的\n1.2 依据\n2. 组织\n2.1 机构", "1  1.1  1.2  2  2.1"),
    "下面还有项": ("1 总则\n1.1 目的\n（1）学生\n（2）教师\n1.2 依据", "1  1.1  1.1（1）  1.1（2）  1.2"),
    "在附件里": (
        "某市通知\n各学校：\n一、检查\n某市教育局\n2026年3月1日\n附件\n应急预案\n1 总则\n1.1 目的\n1.2 依据",
        "题头  一  落款  附件  附件 1  附件 1.1  附件 1.2",
    ),
    "正文里的小数": ("一、投资\n1.5亿元用于食堂。\n2.5亿元用于宿舍。\n3.2.1 略", "一"),
    "小数碰巧接着": ("1. 投资\n1.1亿元用于食堂。\n2. 建设", "1  2"),
    "一行一个数": ("一、人数\n28.03\n4.16", "一"),
}


@pytest.mark.parametrize(("text", "expected"), PLANS.values(), ids=PLANS.keys())
def test_numbers_in_their_order_are_clauses(text: str, expected: str) -> None:
    assert paths(text) == expected


def test_parents_are_the_numbers_above() -> None:
    text = "1 总则\n1.1 目的\n1.1.1 学生\n1.2 依据"
    notice = parse_text(RawDocument(text), "样本.txt")
    assert notice.by_path["1.1.1"].parents == ("1", "1.1")
    assert notice.headings(notice.by_path["1.1.1"]) == ("总则", "目的")
