"""What readers think of answers, kept on this machine, and as a set of questions to evaluate with."""

import datetime as dt
import json
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kb import json_lines
from kb.answering.answer import Answer
from kb.errors import KnowledgeBaseError
from kb.index import Entry

REASONS = ("答案不对", "不完整", "引证不对", "该答却没答", "文件过时", "看不懂")
_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits


@dataclass(frozen=True)
class Feedback:
    """What a reader thinks of one answer; `id` names the answer, and the last word on it holds."""

    id: str
    at: dt.datetime
    is_good: bool
    question: str
    history: tuple[str, ...]
    answer: Answer
    reason: str | None = None
    comment: str = ""


_FEEDBACK = msgspec.json.Decoder(Feedback)


class FeedbackStore:
    """A file of one JSON object a line. Raises KnowledgeBaseError where it cannot be written or read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, feedback: Feedback) -> None:
        try:
            json_lines.append(self._path, feedback)
        except OSError as error:
            raise KnowledgeBaseError(f"反馈记录 {self._path} 写不进去（{error.strerror}）。") from error

    def all(self) -> list[Feedback]:
        """The last word on each answer, in the order of the first; a line that cannot be read is left out."""
        try:
            found = json_lines.read(self._path, _FEEDBACK)
        except OSError as error:
            raise KnowledgeBaseError(f"反馈记录 {self._path} 读不出来（{error.strerror}）。") from error
        return list({feedback.id: feedback for feedback in found}.values())


def evaluation_set(found: Sequence[Feedback], entries: Iterable[Entry]) -> dict[str, str]:
    """Files by name: the praised answers as gold in the form of eval/datasets, and those to be judged by a person.

    The first two are a set that `kb eval answers` takes; in `to-review.jsonl` an answer that was found wanting stands
    with the reader's reason, for gold is what nobody has written yet.
    """
    good = [feedback for feedback in found if feedback.is_good]
    cited = {citation.document.id for feedback in good for citation in feedback.answer.citations}
    letters = dict(zip((entry.id for entry in entries if entry.id in cited), _LETTERS, strict=False))
    names = {entry.id: entry for entry in entries if entry.id in letters}
    questions = [_gold(feedback, letters) for feedback in good if _is_known(feedback, letters)]
    wanting = [msgspec.to_builtins(feedback) for feedback in found if not feedback.is_good]
    return {
        "feedback.jsonl": _lines(questions),
        "feedback.documents.toml": "\n".join(["[documents]", *(_named(letters[i], names[i]) for i in names)]) + "\n",
        "to-review.jsonl": _lines(wanting),
    }


def _is_known(feedback: Feedback, letters: dict[str, str]) -> bool:
    return all(citation.document.id in letters for citation in feedback.answer.citations)


def _gold(feedback: Feedback, letters: dict[str, str]) -> dict[str, object]:
    answer = feedback.answer
    cited = list(dict.fromkeys(f"{letters[c.document.id]}:{c.clause}" for c in answer.citations))
    refused = {"reason": answer.reason} if answer.reason else {}
    return {
        "id": feedback.id,
        "kind": answer.kind,
        "question": feedback.question,
        "history": list(feedback.history),
        "answerable": not answer.refused,
        "doc": "".join(sorted({clause[0] for clause in cited})) or None,
        "clauses": [] if answer.refused else cited,
        "also_ok": cited if answer.refused else [],
        "units": [unit.name for unit in answer.units],
        "must_contain": [],
        "must_not_contain": [],
        "note": "feedback",
        "as_of": feedback.at.date().isoformat(),
        **refused,
    }


def _named(letter: str, entry: Entry) -> str:
    key, value = ("number", entry.number) if entry.number else ("title", entry.title)
    return f"{letter} = {{ {key} = {json.dumps(value, ensure_ascii=False)} }}"


def _lines(objects: Iterable[object]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
