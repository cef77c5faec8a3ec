"""Questions offered on a first visit, by kind of user."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from kb.answering import Engine
from kb.catalogue import Catalogue
from kb.suggestions import openings


@dataclass(frozen=True)
class Examples:
    audience: str
    questions: tuple[str, ...]


EXAMPLES = (
    Examples("学生", ("我想休学创业，学校能保留学籍吗？", "大学生创业培训由哪些部门负责？")),
    Examples("教师", ("教师离岗创业还能评职称吗？", "到2027年要建多少家孵化器？")),
    Examples("机关", ("科技保险归谁管？", "市教育局负责哪些任务？", "武昌区到2025年的目标是多少？")),
)
_ALL = tuple(question for examples in EXAMPLES for question in examples.questions)


_turn = Lock()


def answered_examples(engine: Engine, catalogue: Catalogue) -> tuple[Examples, ...]:
    """The examples that the notices of the catalogue answer; where they answer few, questions made from them.

    Found out once, however many first visits there are at the same time.
    """
    with _turn:
        return _answered(engine, catalogue)


@lru_cache(maxsize=4)
def _answered(engine: Engine, catalogue: Catalogue) -> tuple[Examples, ...]:
    answered = openings(catalogue, _ALL, engine.answer, len(_ALL))
    kept = (Examples(e.audience, tuple(q for q in e.questions if q in answered)) for e in EXAMPLES)
    groups = tuple(examples for examples in kept if examples.questions)
    others = tuple(question for question in answered if question not in _ALL)
    if others and len(groups) < len(EXAMPLES):
        return (*groups, Examples("可以这样问", others))
    return groups or (Examples("可以这样问", others or _ALL[:1]),)
