"""The box of data above a notice on a government page 信息公开目录: 索引号, 发文机关, 成文日期, 发文字号 …"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from ingest.normalise import Line

_NAMES = (
    "索引号|信息索引号|主题分类|组配分类|信息分类|体裁分类|服务对象分类|公文种类|文件类型|"
    "发文机关|发文机构|发文单位|发布机关|发布机构|发布单位|制定机关|公开责任部门|责任部门|"
    "成文日期|成文时间|发文日期|发文时间|发布日期|发布时间|生成日期|印发日期|公开日期|更新时间|"
    "生效日期|生效时间|实施日期|施行日期|失效日期|失效时间|废止日期|废止时间|终止日期|"
    "标题|名称|文件名称|公文名称|发文字号|文件编号|文号|主题词|关键词|内容概述|内容摘要|"
    "公开方式|公开范围|公开属性|公开类别|公开程度|公开形式|公开时限|公开目录|"
    "有效性|时效性|时效|政策有效性|文件有效性|文件状态|有效状态|"
    "层级|类型|分类|状态|官方链接|原文链接|来源|信息来源|文件来源|文章来源|作者|编辑|编辑人|责任编辑|审核人|"
    "浏览次数|访问次数|点击数|点击次数|阅读次数|阅读|浏览|字号|字体大小|字体|下载地址|登记号|统一登记号|时间|备注"
)
_SPACED = "|".join(r"\s*".join(name) for name in sorted(_NAMES.split("|"), key=len, reverse=True))
_FIELD = re.compile(rf"(?<![\u4e00-\u9fff])[【\[•·●■◆\s]*(?P<name>{_SPACED})[】\]]?\s*(?:[:：]|(?=\t|$))\s*")
_GLUED = re.compile(rf"(?P<name>{_SPACED})\s*[:：]\s*")
_FURNITURE = re.compile(
    r"-{3,}|>.*|.*【法宝引证码】.*|(?:您?(?:现在|当前)?的?(?:所在)?位置|当前位置).*|.*(?:»|>>| > ).*|"
    r"返回顶部|欢迎访问.*|首页\s*[|>›].*|[^。，；]*[|｜][^。，；]*[|｜][^。，；]*|(?:打印|关闭|分享到?|下载|收藏)(?:本页|窗口)?|"
    r"【.*(?:大\s*中\s*小|打印|关闭).*】"
)
_EMPTY = re.compile(r"[/\\\-—无\s]*")


def is_furniture(text: str) -> bool:
    """Whether a line is what a site or a collector puts around a notice: where the reader is, what can be clicked.

    >>> is_furniture("当前位置：首页 > 政府文件"), is_furniture("某市教育局关于校服的通知")
    (True, False)
    """
    return bool(_FURNITURE.fullmatch(text))


def is_boxed(text: str) -> bool:
    """Whether a line begins with the name of a field.

    >>> is_boxed("索 引 号：X-1"), is_boxed("来源可靠的数据")
    (True, False)
    """
    field = _FIELD.match(text)
    return field is not None and (field[0].rstrip()[-1:] in (":", "：") or field.end() == len(text) or "\t" in text)


def box_length(lines: list[Line]) -> int:
    """How many of the first lines are of the box or of the site; the value of a field may stand on the next line."""
    length, waiting = 0, False
    for i, line in enumerate(lines):
        if is_boxed(line.text):
            length = i + 1
            waiting = not any(value for _, value in _fields_of(line.text))
        elif is_furniture(line.text):
            length = i + 1
        elif waiting and i + 1 < len(lines) and is_boxed(lines[i + 1].text):
            length, waiting = i + 1, False
        else:
            break
    return length


def box_fields(lines: list[Line]) -> dict[str, str]:
    """The fields that are stated, by their names without white space; of a name that comes twice the first."""
    fields: dict[str, str] = {}
    name = ""
    for line, below in zip_longest(lines, lines[1:]):
        if is_boxed(line.text):
            found = list(_fields_of(line.text))
            for key, value in found:
                if value:
                    fields.setdefault(key, value)
            name = "" if not found or found[-1][1] else found[-1][0]
        elif name and not is_furniture(line.text) and below and is_boxed(below.text):
            fields.setdefault(name, line.text.strip())
            name = ""
    return fields


def _fields_of(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a line, one or several, with what stands up to the next; an empty value is ""."""
    first = _FIELD.match(text)
    if first is None:
        return
    found = [first, *_FIELD.finditer(text, first.end())] if "\t" in text else [first, *_later(text, first.end())]
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        value = text[match.end() : end].strip(" \t　|｜")
        yield re.sub(r"\s", "", match["name"]), "" if _EMPTY.fullmatch(value) else value


def _later(text: str, at: int) -> Iterator[re.Match[str]]:
    return _GLUED.finditer(text, at)
