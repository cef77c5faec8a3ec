"""Tables of contents open no clauses, whether dots lead to the pages or not."""

import pytest

from ingest.contents import with_contents
from ingest.normalise import lines

BODY = "第一章 总则\n第一条 为了管理。\n第二章 附则\n第二条 施行。"
CONTENTS = {
    "点线和页码": ("第一章 总则……………1\n第二章 附则……………2\n", 2),
    "目录和页码": ("目　录\n第一章 总则 1\n第二章 附则 2\n", 3),
    "目录没有页码": ("目录\n第一章 总则\n第二章 附则\n", 3),
    "没有目录": ("", 0),
    "只有省略号": ("第一章 总则…\n", 0),
    "提到目录": ("目录\n另行公布。\n", 0),
}


@pytest.mark.parametrize(("contents", "plain"), CONTENTS.values(), ids=CONTENTS.keys())
def test_entries_are_plain(contents: str, plain: int) -> None:
    found = with_contents(lines(contents + BODY))
    assert [line.plain for line in found][:plain] == [True] * plain
    assert sum(line.plain for line in found) == plain
    assert [line.label is None for line in found][:plain] == [True] * plain
