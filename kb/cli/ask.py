"""`kb ask`: one question, or a file of them."""

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click
import msgspec

from kb.cli import console, exits
from kb.cli.chinese import Command
from kb.cli.dates import Day
from kb.cli.questions import Asked, read

if TYPE_CHECKING:
    from kb.answering.answer import Answer

Tell = Callable[[str], object]
_LINES = '从 JSONL 文件读问题，每行 {"id", "question", "history"}，逐行输出答案；- 为标准输入'


@click.command(cls=Command)
@click.argument("question", required=False, metavar="[问题]")
@click.option("--json", "as_json", is_flag=True, help="每个答案输出一行 JSON")
@click.option("--as-of", metavar="日期", type=Day(), help="以这一天（YYYY-MM-DD）为今天，默认取系统时间")
@click.option("--input", "source", metavar="文件", help=_LINES)
def ask(question: str | None, as_json: bool, as_of: dt.date | None, source: str | None) -> int:
    """回答问题，逐条引证到条款。

    答不了的问题说明原因并给出最接近的条款，退出码为 0。
    没有问题、问题过长、输入文件有坏行，退出码为 2；坏行之前的答案照常输出。
    """
    if source is None:
        return _ask_one(Asked(question or ""), as_json, as_of)
    if question is not None:
        raise click.UsageError("问题和 --input 只能给一个", click.get_current_context())
    return _ask_all(source, as_json, as_of)


def _ask_one(asked: Asked, as_json: bool, as_of: dt.date | None) -> int:
    from kb.answering.answer import Reason

    told: list[str] = []
    answer = Desk().answer(asked, as_of, None if as_json or not sys.stdout.isatty() else partial(_tell, told))
    refused = answer.reason is Reason.NO_QUESTION
    if as_json:
        console.write_json(as_object(answer, asked))
    elif not refused:
        _write(answer, "".join(told))
    if refused:
        console.complain(answer.answer)
    return exits.UNUSABLE if refused else exits.DONE


def _ask_all(source: str, as_json: bool, as_of: dt.date | None) -> int:
    desk = Desk()
    for asked in read(source):
        answer = desk.answer(asked, as_of)
        if as_json:
            console.write_json(as_object(answer, asked))
        else:
            console.write(f"问：{asked.question}")
            _write(answer)
            console.write()
            console.flush()
    return exits.DONE


class Desk:
    """The engine over the knowledge base of the settings, worded by their model; an empty one is no place to ask."""

    def __init__(self) -> None:
        from kb.answering import Engine
        from kb.index import KnowledgeBase
        from kb.settings import Settings

        self._settings = Settings.from_environment()
        self._knowledge_base = KnowledgeBase.open(self._settings)
        self._engine = Engine(self._knowledge_base, self._settings.place)

    def answer(self, asked: Asked, as_of: dt.date | None, tell: Tell | None = None) -> "Answer":
        """The answer; `tell` gets a model's verified words as they arrive.

        Raises KnowledgeBaseError where there is a question and nothing to answer it from.
        """
        from kb.answering.answer import Reason
        from kb.cli.knowledge import refuse_empty

        answer = self._answer(asked.question, asked.history or (), as_of, tell)
        if answer.reason is not Reason.NO_QUESTION:
            refuse_empty(self._knowledge_base)
        return answer

    def _answer(self, question: str, history: Sequence[str], as_of: dt.date | None, tell: Tell | None) -> "Answer":
        if not self._settings.llm_model:
            return self._engine.answer(question, history, as_of)
        from kb.generation import WordedEngine, result

        return result(WordedEngine(self._engine, self._settings).stream(question, history, as_of), tell or str)


def as_object(answer: "Answer", asked: Asked) -> dict[str, object]:
    """The object that `kb ask --json` prints: the id of the question, then the answer."""
    return {"id": asked.id, **msgspec.to_builtins(answer)}


def _tell(told: list[str], words: str) -> None:
    """Writes a model's words as they come, and notes them."""
    told.append(words)
    console.write(words, end="")
    console.flush()


def _write(answer: "Answer", told: str = "") -> None:
    """Writes the answer; of one that has been told already, what goes with it."""
    from kb.cli.answers import lines

    rows = list(lines(answer))
    if told == answer.answer:
        rows[0] = ""
    elif told:
        rows[0] = f"\n\n（以上改写没有采用，答案以下面的为准。）\n\n{rows[0]}"
    console.write("\n".join(rows))
