"""Which clauses a question names: task numbers, clause paths, parts."""

import re

from kb.text import HAN, HAN_DIGITS, ORDINAL, blanked, counted, number_of

_LONGEST_RANGE = 100
_TASK = re.compile(
    rf"(?:(?<!倒数)第(?P<n>{ORDINAL})(?:号)?(?:的?[那这]一?)?(?:项任务|条任务|个任务|项|条|(?=[,、和跟与]第(?>{ORDINAL})(?![两二三四五]?个?大?(?:工程|行动|部分))))|任务(?P<m>{ORDINAL})(?![个项家条共些样种起览\d年])|(?P<k>{ORDINAL})号任务|(?<!证)编号(?:是|为)?(?P<e>{ORDINAL})的?那?一?(?:条|项|任务)|^(?P<b>\d{{1,2}}|[{HAN}]{{2,3}})[条项](?=主?要?(?:讲|说|写|归|由|是(?:由|归|什么|啥)))|(?:task|no\.?|#)(?P<t>\d{{1,3}})|(?P<first>(?:(?<!手)头一|首|排在?最前头?的?那?|打头的那?一?)(?:项|条|个任务)|(?<![局委办团院府])排在?(?:头一|第一)[个位项条]的(?=任务))|(?P<last>(?:最[后末]的?一?|末尾?一|压轴的?那?一)(?:项|条|个任务))|倒数第(?P<back>{ORDINAL})(?:项|条|个(?!大?(?:工程|行动|部分))))(?:任务)?"
)
_NUMBERED = ("n", "m", "k", "e", "b", "t", "back")
_MORE = rf"(?:、|和|跟|与|及|,|看?到|至|-|—)第?(?>{ORDINAL})(?![句下次个家共起样些种年])(?:项|条)?"
_TASK_LIST = re.compile(
    rf"(?:第|任务){ORDINAL}(?:项|条)?(?:{_MORE})+(?:任务)?(?![两二三四五]?个?大?(?:工程|行动|部分))|(?<![\d.]){ORDINAL}(?:项(?=[和跟与])|条(?=[和跟与]))?(?:{_MORE})*(?:、|和|跟|与|及|到|至)第?{ORDINAL}(?:这?[两二三四五几])?(?:项|条)(?:任务)?|{ORDINAL}号(?:[、和跟与]{ORDINAL}号)+(?:[这那]?[两二三四五几])?(?:项|条|个任务)"
)
_FIRST_TASKS = re.compile(rf"前(?P<n>{ORDINAL})(?:(?:项|条|个)任务|[项条](?=当中|里|中))")
_LAST_TASKS = re.compile(rf"最后的?(?P<n>(?!一)[{HAN}]|[2-9])(?:项|条|个任务)(?:任务)?")
_TASK_OR_RANGE = re.compile(rf"(?P<sep>看?到|至|-|—)?第?(?P<n>{ORDINAL})(?:项|条|号)?")
_PART = re.compile(
    rf"第(?P<part>{ORDINAL})(?:大?部分|大点|大块(?=[分有里中讲说写底下叫是]))(?:的?(?:底下|下面|里面?)?的?(?:[(（](?P<sub>{ORDINAL})[)）]|括号(?P<mark>{ORDINAL})|第(?P<point>{ORDINAL})(?:条|点|项|款|小点|节)))?"
)
_POINT_OF = re.compile(
    rf"[“\"](?P<part>[{HAN}]{{1,3}})、?[”\"](?:这?部分)?(?:里面?|下面|中|的)*(?:第(?P<point>{ORDINAL})(?:小点|小项|点|条|项|款)|[(（](?P<sub>{ORDINAL})[)）])"
)
_QUOTED_PART = re.compile(rf"[“\"](?P<part>[{HAN}]{{1,3}})[”\"]的?[那这]一?(?:大?块|大?部分|[章节段])")
_BARE = re.compile(rf"(?:^|[,，的里])第?(?P<han>[{HAN_DIGITS[1:]}])、?(?=(?:是|讲|说|写)了?的?(?:什么|啥))")
_PATH = re.compile(rf"(?P<han>[{HAN}]{{1,3}})、?[(（](?P<sub>[{HAN}]{{1,3}})[)）](?P<leaf>\d{{1,3}})?")
_CHAPTER = re.compile(rf"第(?P<n>{ORDINAL})章(?![^，。,？?]{{0,4}}第)")  # of a notice without chapters its part
_NTH_ITEM = re.compile(rf"第{ORDINAL}项大?(?:工程|行动)")


def without_nth_section(folded: str) -> str:
    """A folded question without “第四项工程”, where that names a section: it counts no task."""
    return blanked(folded, [match.span() for match in _NTH_ITEM.finditer(folded)])


def named_tasks(folded: str) -> tuple[tuple[int, ...], str]:
    """The task numbers in a folded question (-1: the last task, -2 the one before), and the question without them."""
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _FIRST_TASKS.finditer(folded):
        numbers += range(1, (number_of(match["n"]) or 0) + 1)
        spans.append(match.span())
    for match in _LAST_TASKS.finditer(folded):
        numbers += range(-(number_of(match["n"]) or 0), 0)
        spans.append(match.span())
    folded = blanked(folded, spans)
    for match in _TASK_LIST.finditer(folded):
        numbers += _listed(match[0])
        spans.append(match.span())
    rest = blanked(folded, spans)
    for match in _TASK.finditer(rest):
        number = number_of(next(filter(None, match.group(*_NUMBERED)), "1")) or 0
        numbers.append(-number if match["last"] or match["back"] else number)
        spans.append(match.span())
    return tuple(dict.fromkeys(numbers)), blanked(folded, spans)


def _listed(words: str) -> list[int]:
    """The numbers of a list with ranges: “第1、2项和第10到第12项”."""
    numbers: list[int] = []
    for match in _TASK_OR_RANGE.finditer(words):
        number = number_of(match["n"]) or 0
        first = numbers[-1] + 1 if match["sep"] and numbers and number - numbers[-1] < _LONGEST_RANGE else number
        numbers += range(first, number + 1)
    return numbers


def named_paths(folded: str) -> tuple[tuple[str, ...], str]:
    """The clause paths that a folded question names (“二、(五)”, “第二部分的(二)”), and the question without them."""
    paths: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _PART.finditer(folded):
        part = _han(match["part"])
        point = match["sub"] or match["mark"] or match["point"]
        sub = _han(point) if point else ""
        paths.append(f"{part}、（{sub}）" if sub else part)
        spans.append(match.span())
    for match in _POINT_OF.finditer(folded):
        paths.append(f"{match['part']}、（{_han(match['point'] or match['sub'])}）")
        spans.append(match.span())
    for match in _QUOTED_PART.finditer(folded):
        paths.append(match["part"])
        spans.append(match.span())
    for match in _BARE.finditer(folded):
        paths.append(match["han"])
        spans.append(match.span("han"))
    for match in _CHAPTER.finditer(folded):
        paths += [f"第{_han(match['n'])}章", _han(match["n"])]
        spans.append(match.span())
    for match in _PATH.finditer(blanked(folded, spans)):
        paths.append(f"{match['han']}、（{match['sub']}）{match['leaf'] or ''}")
        spans.append(match.span())
    return tuple(paths), blanked(folded, spans)


def _han(numeral: str) -> str:
    return counted(number_of(numeral) or 0)
