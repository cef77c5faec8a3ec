"""Questions offered on a first visit, by kind of user."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Examples:
    audience: str
    questions: tuple[str, ...]


EXAMPLES = (
    Examples("学生", ("我想休学创业，学校能保留学籍吗？", "大学生创业培训由哪些部门负责？")),
    Examples("教师", ("教师离岗创业还能评职称吗？", "到2027年要建多少家孵化器？")),
    Examples("机关", ("科技保险归谁管？", "市教育局负责哪些任务？", "武昌区到2025年的目标是多少？")),
)
