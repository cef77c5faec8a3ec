"""The knowledge base as the list commands read it: from the parsed notices alone, without a search."""

import datetime as dt

from kb.catalogue import Catalogue, Located
from kb.errors import KnowledgeBaseError
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.text import fold


def open_filled() -> KnowledgeBase:
    """The knowledge base of the settings; raises KnowledgeBaseError where there is nothing in it."""
    knowledge_base = KnowledgeBase.open(Settings.from_environment())
    refuse_empty(knowledge_base)
    return knowledge_base


def refuse_empty(knowledge_base: KnowledgeBase) -> None:
    if not knowledge_base.documents():
        raise KnowledgeBaseError("知识库是空的，请先入库：kb ingest 文件或目录，例如 kb ingest seeds。")


def unit_named(catalogue: Catalogue, name: str) -> str | None:
    """The unit as the notices write it that goes by `name`, by another of its names, or that includes it."""
    written = {fold(unit): unit for unit in catalogue.unit_names}
    rows = (holding.registry.find(name) for holding in catalogue.holdings)
    names = [name, *(other for row in rows if row for other in row.names), catalogue.members.get(name, "")]
    return next((written[fold(other)] for other in names if fold(other) in written), None)


def units_like(catalogue: Catalogue, name: str) -> list[str]:
    """The units whose names contain `name`, to offer where none goes by it."""
    return [unit for unit in catalogue.unit_names if fold(name) in fold(unit)]


def is_due(task: Located, by: dt.date) -> bool:
    """Whether a deadline or a target of the task falls on the day `by` or before."""
    days = [found.date for found in task.clause.deadlines] + [found.by for found in task.clause.targets]
    return any(day is not None and day <= by for day in days)


def is_in(task: Located, document: str) -> bool:
    """Whether `document` is the id of the task's document, or a part of its number or title."""
    wanted, data = fold(document), task.holding.notice.document
    return wanted == task.holding.id or any(wanted in fold(name) for name in (data.number or "", task.holding.title))
