"""The number of a notice in every form; never that of a document which it cites."""

import pytest

from ingest.numbers import stated_number

STATED = {
    "一行": (["某教发〔2026〕12号"], "某教发〔2026〕12号"),
    "括号里": (["（某教发〔2026〕12号）"], "某教发〔2026〕12号"),
    "混用括号": (["某教发［2026〕12号"], "某教发〔2026〕12号"),
    "函": (["某政办函〔2026〕5号"], "某政办函〔2026〕5号"),
    "两字的函": (["某函〔2026〕5号"], "某函〔2026〕5号"),
    "标题连着函": (["某市关于校园规划的批复某函〔2026〕5号"], "某函〔2026〕5号"),
    "发明电": (["某办发明电〔2026〕5号"], "某办发明电〔2026〕5号"),
    "序号前有零": (["教文[2026]03号"], "教文〔2026〕3号"),
    "两位年份在前": (["(86)某财字第8号"], "（86）某财字第8号"),
    "令一行": (["某市人民政府令第5号"], "某市人民政府令第5号"),
    "令两行": (["某市人民政府令", "第 5 号"], "某市人民政府令第5号"),
    "令，括号里": (["某市人民政府令", "（第5号）"], "某市人民政府令第5号"),
    "年份的令": (["某某部令", "2026年第5号"], "某某部令2026年第5号"),
    "公告": (["某市财政局公告", "2026年第5号"], "某市财政局公告2026年第5号"),
    "公告一行": (["某市财政局公告2026年第5号"], "某市财政局公告2026年第5号"),
    "令字没有写": (["某市人民政府", "第5号"], "某市人民政府第5号"),
    "只有第几号": (["第5号"], None),
    "标题下的第几号": (["某市校园管理办法", "第5号"], None),
    "引用别的文件": (["根据某教发〔2025〕3号文件"], None),
    "没有": (["某市教育局关于校服的通知"], None),
    "空": ([], None),
}


@pytest.mark.parametrize(("lines", "number"), STATED.values(), ids=STATED.keys())
def test_number_is_stated_in_the_title_block(lines: list[str], number: str | None) -> None:
    assert stated_number(lines, None) == number


BOXED = {
    "文号": ("某教发[2026]12号", "某教发〔2026〕12号"),
    "令": ("某令第707号", "某令第707号"),
    "没有数字": ("无", None),
}


@pytest.mark.parametrize(("boxed", "number"), BOXED.values(), ids=BOXED.keys())
def test_number_is_stated_in_the_box(boxed: str, number: str | None) -> None:
    assert stated_number([], boxed) == number
