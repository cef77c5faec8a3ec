"""The clauses that a question names by task number, article or path."""

import re

from kb.answering.draft import Context
from kb.catalogue import Catalogue, Located
from kb.text import number_of

_ARTICLE = re.compile(r"第(.{1,6})条")


def named_clauses(context: Context) -> list[Located]:
    """The clauses that the question names by task number or path, in the order of the question."""
    question, catalogue = context.question, context.catalogue
    found = [c for number in question.tasks for c in _numbered(number, catalogue)]
    found += [c for path in question.paths for c in catalogue.clauses if c.clause.path == path]
    return list(dict.fromkeys(found))


def _numbered(number: int, catalogue: Catalogue) -> list[Located]:
    """The articles (第十二条) or tasks of that number; a negative one counts from the last task."""
    if articles := [c for c in catalogue.clauses if article_number(c) == number]:
        return articles
    tasks = [t for t in catalogue.tasks if t.clause.task_number is not None]
    last = max((t.clause.task_number or 0 for t in tasks), default=0)
    wanted = last + 1 + number if number < 0 else number
    return [t for t in tasks if t.clause.task_number == wanted]


def article_number(located: Located) -> int | None:
    label = _ARTICLE.fullmatch(located.clause.label)
    return number_of(label[1]) if label else None
