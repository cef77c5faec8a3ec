"""What a government page puts around a notice: tools, places, counters, footers, links to other pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.text import HAN

_TOOLS = (
    "打印(?:本页|此页|文章)?|关闭(?:本页|窗口|此页)?|返回(?:顶部|列表|首页|上一页)?|回到顶部|收藏(?:本页)?|分享|我?要?纠错|下载(?:本文|文件)?|"
    "保存(?:本页)?|复制链接|刷新|导出|全文下载|手机版|(?:语音|语言)?播报|朗读|听全文|繁体|简体|无障碍(?:浏览|阅读)?|长者模式|大|中|小|首页|正文|登录|注册"
)
_SIZES = r"(?:[超特]?[大中小]|A[+-]?|加大|缩小|默认|标准|正常|打印|关闭|收藏|[\[\]【】()（）|｜/·+-]){0,14}"
_SITES = "微信|新浪微博|腾讯微博|微博|新浪|腾讯|QQ空间|QQ好友|QQ|人人网|豆瓣网?|朋友圈|钉钉|[、|·-]"
_SHOWN = "手机|微信|打开|访问|浏览|查看|关注|分享|当前页|本页|页面|阅读|公众号"
_LABEL = re.compile(rf"[（(]?[\d{HAN}]+[、.．)）]|第[\d{HAN}]+[章节条]|[①-⑳]|附件")


@dataclass(frozen=True)
class Rule:
    """`pattern` matches the whole of a line without white space; `within`: even beside the notice's last words."""

    name: str
    pattern: re.Pattern[str]
    example: str
    within: bool = True


RULES = (
    Rule(
        "place",
        re.compile(r"(?:您|你)?(?:现在|当前|目前|所在)?(?:的|所在)*(?:位置|位于)[:：>].*"),
        "当前位置：首页>政务公开>文件",
    ),
    Rule("crumbs", re.compile(r"(?:网站)?首页(?:[>＞»/\\|·-]+[^>＞»，。；]{1,20})+"), "首页 > 政务公开 > 市政府文件"),
    Rule(
        "tools",
        re.compile(rf"[\[【(（|｜]*(?:{_TOOLS})(?:[\[\]【】()（）|｜/·]*(?:{_TOOLS}))*[\]】)）|｜]*"),
        "【打印】【关闭】",
    ),
    Rule(
        "size",
        re.compile(rf"[\[【(（|]?(?:选择|设置|调整)?(?:字体|字号|文字)(?:大小)?[:：]?{_SIZES}"),
        "字体：[大 中 小]",
    ),
    Rule(
        "code",
        re.compile(rf".{{0,12}}(?:扫一扫|扫一下|扫描?二维码|扫码).{{0,8}}(?:{_SHOWN}).{{0,20}}"),
        "扫一扫在手机打开当前页",
    ),
    Rule(
        "share", re.compile(rf"(?:一键)?(?:分享|转发)(?:本文|文章)?(?:到|至)?[:：]?(?:{_SITES}){{0,9}}"), "分享到：微信"
    ),
    Rule("social", re.compile(rf"(?:{_SITES}){{1,9}}"), "新浪微博"),
    Rule("counter", re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数|人数)?[:：]?\d{0,9}次?"), "浏览次数：35次"),
    Rule(
        "stamp",
        re.compile(r"(?:20|19)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\d{1,2}:\d\d(?::\d\d)?)?"),
        "2021-08-01 06:59",
        within=False,
    ),
    Rule("neighbour", re.compile(r"[上下]一?[篇条页](?:[:：].*)?"), "上一篇：关于…的通知"),
    Rule("editor", re.compile(r"[\[【(（]?(?:责任编辑|文章编辑|网络编辑|责编)[:：].{0,30}"), "责任编辑：张三"),
    Rule(
        "related",
        re.compile(
            r"[\[【]?(?:(?:相关|延伸|推荐|更多|热点|关联|图文|媒体)(?:链接|文档|文章|文件|解读|信息|稿件|新闻|政策|阅读|内容|图解|报道|推荐|导读|附件)"
            r"|政策(?:解读|图解|问答)|(?:部门|图片|图文|视频|媒体|专家|文字)解读|解读|一图读懂.*)[\]】]?[:：]?"
        ),
        "相关链接",
    ),
    Rule(
        "footer",
        re.compile(
            r".*(?:ICP备|公网安备|网站标识码|版权所有|网站地图|Copyright|©|建议使用.{1,20}浏览器).*", re.IGNORECASE
        ),
        "版权所有：某市人民政府",
    ),
    Rule(
        "office",
        re.compile(r"(?:主办|承办|协办|主管|维护|网站|技术支持)(?:单位|维护)?[:：].{0,60}"),
        "主办：某市人民政府办公室",
        within=False,
    ),
    Rule(
        "people",
        re.compile(r"[\[【(（]?(?:编辑|审核|初审|复审|终审|校对|作者|录入)[:：].{0,20}"),
        "编辑：张三",
        within=False,
    ),
    Rule(
        "greeting",
        re.compile(r"(?:今天是|现在是|欢迎您?(?:访问|光临|来到)).{0,40}"),
        "欢迎访问某市人民政府网站",
        within=False,
    ),
    Rule("disclaimer", re.compile(r"(?:网站|免责|版权|郑重)声明[:：]?.*"), "免责声明", within=False),
)
_HEADING_OF_LINKS = next(rule.pattern for rule in RULES if rule.name == "related")
_LONGEST = 300
_FILE = re.compile(r"\s*(?:[（(]\d+[）)])?\s*\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpe?g|png|txt)\W*$", re.IGNORECASE)
_ANNEX = re.compile(r"附\s*[件表图录]")


def _any_of(rules: Iterable[Rule]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules), re.IGNORECASE)


_ANYWHERE, _CLOSE_BY = _any_of(RULES), _any_of(rule for rule in RULES if rule.within)


def is_furniture(text: str, *, within: bool = False) -> bool:
    """Whether a line before or behind the notice's words is the page's; `within`: it stands close to them.

    >>> is_furniture("【字体：大 中 小】"), is_furniture("主办：市教育局"), is_furniture("主办：市教育局", within=True)
    (True, True, False)
    """
    bare = "".join(text.split())
    if len(bare) > _LONGEST or _LABEL.match(bare):
        return False
    return bool((_CLOSE_BY if within else _ANYWHERE).fullmatch(bare))


def attached_name(text: str) -> str | None:
    """What a line that names an annex or a file names, without the suffix; None where it names neither.

    >>> attached_name("附件1：分工表.docx"), attached_name("某通知 (1).pdf"), attached_name("更多")
    ('附件1：分工表', '某通知', None)
    """
    return _FILE.sub("", text) if _ANNEX.match(text) or _FILE.search(text) else None


def opens_links(text: str) -> bool:
    """Whether a line is the heading of a list of links to other pages."""
    return bool(_HEADING_OF_LINKS.fullmatch("".join(text.split())))
