"""Two runs side by side: what moved, what only one has, and how sure a difference is."""

from typing import Any

from eval.compare import compare
from eval.folder import Scored, Scores


def _scores(run: dict[str, Any], **values: tuple[float, float]) -> Scores:
    """A run whose questions have these values of decision and clause_recall."""
    questions = tuple(
        Scored(name, "content", f"问{name}", {"decision": a, "clause_recall": b}, (), 1.0)
        for name, (a, b) in values.items()
    )
    return Scores(run, {}, questions)


def test_what_got_better_and_what_got_worse() -> None:
    before = _scores({"engine": "a", "half": None}, 甲=(1, 1), 乙=(0, 0), 丙=(1, 0.5), 丁=(1, 1))
    after = _scores({"engine": "b", "half": None}, 甲=(1, 0), 乙=(1, 0), 丙=(1, 0.5), 戊=(1, 1))
    found = compare(before, after)
    assert (found.questions, found.alone, found.differing) == (3, ("丁", "戊"), ("engine",))
    decision, recall = found.changes
    assert (decision.measure, decision.questions, decision.better, decision.worse) == ("decision", 3, 1, 0)
    assert (recall.before, recall.after, recall.better, recall.worse) == (0.5, 0.1667, 0, 1)
    assert (decision.p, decision.sign_p) == (1.0, 1.0)
    assert [(m.id, m.difference, dict(m.measures)) for m in found.moved] == [
        ("甲", -0.5, {"clause_recall": (1, 0)}),
        ("乙", 0.5, {"decision": (0, 1)}),
    ]


def test_a_question_that_was_changed_is_another() -> None:
    before = _scores({}, 甲=(1, 1))
    (question,) = before.questions
    after = Scores({}, {}, (Scored("甲", "content", "别的", question.measures, (), 1.0),))
    assert compare(before, after).questions == 0
    assert compare(before, after).alone == ("甲",)


def test_a_difference_on_many_questions_is_significant() -> None:
    names = [f"q{n}" for n in range(40)]
    before = _scores({}, **dict.fromkeys(names, (0, 0)))
    after = _scores({}, **{name: (1, place % 2) for place, name in enumerate(names)})
    decision, recall = compare(before, after).changes
    assert max(decision.p, recall.p, decision.sign_p, recall.sign_p) < 0.001
    assert decision.interval == (1.0, 1.0)
    assert 0.3 < recall.interval[0] < 0.5 < recall.interval[1] < 0.7
