"""The box above a notice on a government page: 索引号, 发文机关, 成文日期, 发文字号 and their like."""

import re
from collections.abc import Iterable, Sequence

Field = tuple[str, str]

NAMES = (
    *(
        "索引号",
        "信息索引号",
        "公开目录",
        "主题分类",
        "体裁分类",
        "组配分类",
        "服务对象分类",
        "信息分类",
        "分类",
        "主题词",
        "关键词",
        "体裁",
    ),
    *(
        "发文机关",
        "发布机关",
        "制发机关",
        "制定机关",
        "公开主体",
        "公开单位",
        "发布机构",
        "发布单位",
        "发文单位",
        "发文机构",
        "所属机构",
        "印发单位",
    ),
    *(
        "成文日期",
        "发文日期",
        "发布日期",
        "发布时间",
        "发文时间",
        "印发日期",
        "公开日期",
        "公开时间",
        "生成日期",
        "签发日期",
        "成文时间",
        "日期",
    ),
    *(
        "施行日期",
        "实施日期",
        "生效日期",
        "生效时间",
        "失效日期",
        "失效时间",
        "废止日期",
        "有效期",
        "有效性",
        "时效性",
        "是否有效",
        "状态",
        "效力状态",
    ),
    *(
        "标题",
        "名称",
        "信息名称",
        "文件名称",
        "文件标题",
        "发文字号",
        "发文文号",
        "文号",
        "文件编号",
        "公文编号",
        "统一编号",
        "登记号",
        "规范性文件统一编号",
    ),
    *(
        "公开方式",
        "公开范围",
        "公开属性",
        "公开类别",
        "公开形式",
        "公文种类",
        "文种",
        "文件类型",
        "文件状态",
        "载体类型",
        "语种",
        "内容概述",
        "概述",
    ),
    *("来源", "信息来源", "文章来源", "稿件来源", "发布来源"),
)
TOOLS = (
    *(
        "浏览次数",
        "阅读次数",
        "点击次数",
        "访问次数",
        "浏览量",
        "阅读量",
        "点击量",
        "访问量",
        "点击数",
        "浏览",
        "阅读",
        "点击",
    ),
    *("字体", "字号", "字体大小", "文字大小", "分享", "分享到", "打印", "责任编辑", "编辑", "作者", "审核", "校对"),
)
_KNOWN = frozenset(NAMES)
_SPACED = "|".join(r"\s*".join(name) for name in sorted(NAMES + TOOLS, key=len, reverse=True))
_STAMP = re.compile(r"^(?:20|19)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?\s*(?=\D)")
_FIELD = re.compile(rf"(?<![\u4e00-\u9fff])({_SPACED})\s*[:：]")
_BRACKETS = "【】[]"
_MARGIN = "【[（(| \t\u3000\xa0"
_LONGEST_NAME = 12
_LEAST_KNOWN = 2
_SHARE = 0.8


def fields_of(line: str) -> tuple[Field, ...]:
    """The fields that a line consists of, none where it is no line of the box; without the page's tools and date.

    >>> fields_of("索 引 号：0143/2018  发文机关: 某市人民政府"), fields_of("文号")
    ((('索引号', '0143/2018'), ('发文机关', '某市人民政府')), (('文号', ''),))
    """
    if _name(line) in _KNOWN:
        return ((_name(line), ""),)
    text = _STAMP.sub("", line.strip()).lstrip(_BRACKETS)
    found = list(_FIELD.finditer(text))
    if not found or found[0].start():
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    fields = ((_name(m[1]), text[m.end() : end].strip(_MARGIN)) for m, end in zip(found, ends, strict=True))
    return tuple((name, value) for name, value in fields if name in _KNOWN)


def fields_of_table(rows: Sequence[Sequence[str]]) -> tuple[Field, ...]:
    """The fields of a table that is a box: names, each before its value; none where it is another table.

    >>> fields_of_table([["索引号", "113325/2023", "文号", "丽政发〔2023〕30号"], ["组配分类", "市政府文件"]])
    (('索引号', '113325/2023'), ('文号', '丽政发〔2023〕30号'), ('组配分类', '市政府文件'))
    """
    cells = [[cell for cell in row if cell] for row in rows]
    found = [field for row in rows for field in _pairs(row)]
    known = sum(name in _KNOWN for name, _ in found)
    held = sum(1 + bool(value) for _, value in found)
    whole = sum(len(row) for row in cells)
    return tuple(found) if known >= min(_LEAST_KNOWN, len(found)) and held >= _SHARE * whole else ()


def _pairs(row: Sequence[str]) -> Iterable[Field]:
    name: str | None = None
    for cell in row:
        if fields := fields_of(cell):
            yield from ((name, ""),) if name else ()
            yield from fields[:-1]
            name, value = fields[-1]
            if value:
                yield name, value
                name = None
        elif name is None or _is_named(cell):
            yield from ((name, ""),) if name else ()
            name = _name(cell) if _is_named(cell) else None
        else:
            yield name, cell.strip()
            name = None
    if name:
        yield name, ""


def _is_named(cell: str) -> bool:
    bare = _name(cell)
    return bare in _KNOWN or (cell.rstrip().endswith((":", "：")) and 0 < len(bare) <= _LONGEST_NAME)


def _name(text: str) -> str:
    return re.sub(r"\s", "", text).strip("【】[]:：")
