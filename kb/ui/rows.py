"""Tasks and targets as rows of a table: the same words on every page and in every export."""

from kb.board import Item, title_of
from kb.catalogue import Located
from kb.directory import Assigned
from kb.ui import notice
from kb.ui.words import ROLES, short_name


def task_row(assigned: Assigned) -> dict[str, object]:
    """A task of a unit: which, where, in which role, by when, with what targets."""
    clause = assigned.task.clause
    return {
        "任务": title_of(assigned.task),
        "公文": document_name(assigned.task),
        "条款": clause.path,
        "角色": ROLES[assigned.role].removesuffix("单位"),
        "时限": "；".join(map(notice.deadline, clause.deadlines)),
        "指标": "；".join(map(notice.target, clause.targets)),
    }


def item_row(item: Item) -> dict[str, object]:
    """A line of the board."""
    return {
        "到期日": item.due,
        "时间": item.when.value,
        "类别": item.what.value,
        "内容": item.name,
        "责任单位": "、".join(item.units),
        "公文": document_name(item.located),
        "条款": item.located.clause.path,
        "原文时限": item.term,
    }


def document_name(located: Located) -> str:
    """The short name of the document of a clause."""
    data = located.holding.notice.document
    return short_name(data.title, data.number)
