"""The box above a notice on a government page, in the forms in which pages become text."""

import pytest

from ingest.boxes import box_fields, box_length
from ingest.normalise import lines

BOXES = {
    "一行一项": (
        "索引号：X-1\n文号：某教发〔2026〕12号\n某市公园管理办法",
        {"索引号": "X-1", "文号": "某教发〔2026〕12号"},
        2,
    ),
    "一行几项": (
        "索引号：X-1 主题分类：教育 发文机关：某市教育局\n某市公园管理办法",
        {"发文机关": "某市教育局", "索引号": "X-1"},
        1,
    ),
    "字间空格": ("索 引 号：X-1\n主 题 词：教育 校服\n某市公园管理办法", {"索引号": "X-1", "主题词": "教育 校服"}, 2),
    "表格": ("索引号\tX-1\t公开方式\t主动公开\n某市公园管理办法", {"索引号": "X-1", "公开方式": "主动公开"}, 1),
    "值在下一行": ("• 索引号:\nX-1\n• 文号:\n某教发〔2026〕12号\n• 有效性:\n某市公园管理办法", {"索引号": "X-1"}, 5),
    "空的值": ("文号：\n主题词：无\n某市公园管理办法", {}, 2),
    "网站的行": ("当前位置：首页 > 文件\n索引号：X-1\n某市公园管理办法", {"索引号": "X-1"}, 2),
    "没有": ("某市公园管理办法\n各学校：", {}, 0),
}


@pytest.mark.parametrize(("text", "expected", "length"), BOXES.values(), ids=BOXES.keys())
def test_fields_of_the_box(text: str, expected: dict[str, str], length: int) -> None:
    found = lines(text)
    assert box_length(found) == length
    assert expected.items() <= box_fields(found).items()
    assert "某市公园管理办法" not in box_fields(found).values()
