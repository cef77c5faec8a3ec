"""A whole notice as a page: nothing of it is left out without a word."""

import pytest

from kb.clauses import Clause
from kb.documents import Document
from kb.notices import Notice, Table
from kb.ui.notice import page


@pytest.mark.parametrize(
    ("rows", "rest"), [(1, ""), (200, ""), (201, "其余 1 行见原文件"), (300, "其余 100 行见原文件")]
)
def test_a_long_table_says_how_many_rows_it_does_not_show(rows: int, rest: str) -> None:
    clause = Clause("附件", "附件", "口袋公园名单", "口袋公园名单", 0, 0)
    table = Table("附件", "", ("序号", "名称"), tuple((str(each), f"第{each}号公园") for each in range(1, rows + 1)))
    shown = page(Notice("名单.txt", "", Document("名单"), (clause,), (table,)))
    assert shown.count("号公园</td>") == min(rows, 200)
    assert ("见原文件" in shown) == bool(rest)
    assert f"{rest}</td></tr></table>" in shown
