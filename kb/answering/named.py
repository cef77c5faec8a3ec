"""The clauses that a question names by task number, article or path."""

import re
from collections.abc import Sequence

from kb.answering.draft import Context
from kb.catalogue import Catalogue, Located
from kb.clauses import REPEATED, Part
from kb.text import NUMERAL, fold, number_of

_IN_SECTION = re.compile(
    rf"第?[(（](?P<n>{NUMERAL})[)）](?:条|项|点|款|小点|部分|(?=[是讲说写归由]|$|[,，?？]))|第(?P<point>{NUMERAL})(?:点|款|小点|小条|个方面)"
    r"|[打开]头|(?P<last>(?:最后|末尾|收尾|压轴)的?(?:一?(?:点|款|小点|个方面)|那一?[项条]))"
    rf"|(?:里|中|,)排第(?P<rank>{NUMERAL})位?的?(?:任务|[项条个])"
)
_SAYING = re.compile(r"[“\"](?P<words>[^”\"]{2,20})[”\"]的?[那这]一?[条项款]")
_ARTICLE = re.compile(r"第(.{1,6})条")


def named_clauses(context: Context) -> list[Located]:
    """The clauses that the question names by task number or path, in the order of the question."""
    question, catalogue = context.question, context.catalogue
    if within := _within_named(context):
        return within
    found = [c for number in question.tasks for c in numbered(number, catalogue)]
    found += [c for path in question.paths for c in catalogue.clauses if c.clause.path == path]
    if question.paths:
        return list(dict.fromkeys(found))
    return list(dict.fromkeys(found)) or _only_one_labelled(context) or _only_one_saying(context)


def _within_named(context: Context) -> list[Located]:
    """“第二部分（一）的第5条”, “有关要求里最后一条”: by its place below the clause or section that is named with it."""
    question, catalogue = context.question, context.catalogue
    above = [c for c in catalogue.clauses if c.clause.path in question.paths]
    above = above or [catalogue.by_key[key] for key in question.sections]
    places = question.tasks or _place_in(question.folded)
    if len(above) != 1 or not places:
        return []
    below = catalogue.children(above[0])
    through = any(t.clause.task_number for t in catalogue.tasks if t.holding is above[0].holding)
    if question.sections and question.tasks and through and not any(c.is_leaf for c in below):
        return []  # “重点任务第二条”: tasks count through its sections
    labelled = {number_of(_numeral(c)): c for c in below}
    counted = {at: c for i, c in enumerate(below) for at in (i + 1, i - len(below))}
    by_place = (labelled.get(at) or counted.get(at) for at in places)
    return [located for located in by_place if located]


def _only_one_labelled(context: Context) -> list[Located]:
    """“第（二十一）条” of a document whose sections go on counting: the one clause that has the number."""
    places = _place_in(context.question.folded)
    labelled = [c for c in context.catalogue.clauses if number_of(_numeral(c)) in places]
    return labelled if len(labelled) == 1 else []


def _only_one_saying(context: Context) -> list[Located]:
    """“讲‘市区协同’的那一条”: the one clause that has the quoted words in its heading, else in its text."""
    quoted = _SAYING.search(context.question.folded)
    leaves = [c for c in context.catalogue.clauses if c.is_leaf and quoted]
    headed = [c for c in leaves if quoted and quoted["words"] in fold(c.heading)]
    having = headed or [c for c in leaves if quoted and quoted["words"] in fold(c.text)]
    return having if len(having) == 1 else []


def _numeral(located: Located) -> str:
    return located.clause.label.strip("（）()、.．")


def _place_in(folded: str) -> tuple[int, ...]:
    """“第（三）条”, “第三点”, “最后一点” (-1) as they count within a section."""
    found = _IN_SECTION.search(folded)
    if found and found["last"]:
        return (-1,)
    return (number_of(found["n"] or found["point"] or found["rank"] or "一") or 1,) if found else ()


def numbered(number: int, catalogue: Catalogue) -> list[Located]:
    """The articles (第十二条) or tasks of that number; a negative one counts from the last task.

    Where nothing is numbered so, it counts from the last clause before the annexes.
    """
    if articles := [c for c in catalogue.clauses if article_number(c) == number]:
        own = [c for c in articles if REPEATED not in c.clause.path]  # not those of rules that are appended
        return own or articles
    tasks = [t for t in catalogue.tasks if t.clause.task_number is not None]
    if number < 0 and not tasks:
        return [own[number] for h in catalogue.holdings if -number <= len(own := _in_order(h.clauses))]
    last = max((t.clause.task_number or 0 for t in tasks), default=0)
    wanted = last + 1 + number if number < 0 else number
    return [t for t in tasks if t.clause.task_number == wanted]


def _in_order(clauses: Sequence[Located]) -> list[Located]:
    """The clauses that say something themselves, without the named parts around them and the annexes."""
    parts = tuple(Part)
    return [c for c in clauses if c.is_leaf and not c.clause.path.startswith(parts)]


def article_number(located: Located) -> int | None:
    label = _ARTICLE.fullmatch(located.clause.label)
    return number_of(label[1]) if label else None
