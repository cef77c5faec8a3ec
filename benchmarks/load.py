"""How the chat bears many people at once: each opens the page and asks, by Streamlit's own protocol.

    python benchmarks/load.py http://127.0.0.1:8501 --people 30 --questions 5
    python benchmarks/load.py http://127.0.0.1:8501 --people 30 --questions 5 --pause 5 20

All open the page at once. Without --pause each asks as soon as the answer before is complete, which is more than people
can do; with it each reads before asking, for times spread evenly between two numbers of seconds, the same at every run.
The application must be running on this machine. Bounded: so many people, so many questions each, then it ends.
Prints milliseconds to the first page, to the first words of an answer and to its end; exit code 1 where any failed.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

QUESTIONS = (
    "科技保险归谁管？",
    "市教育局负责哪些任务？",
    "武昌区到2025年的目标是多少？",
    "我想休学创业，学校能保留学籍吗？",
    "养老金每月发多少钱？",
    "期限是什么时候？",
)
_LONGEST = 120.0  # seconds for one run of the page
Pause = tuple[float, float]  # seconds, at least and at most


@dataclass
class Measured:
    """Milliseconds of each page, of the first words and of the end of each answer; what went wrong."""

    pages: list[float] = field(default_factory=list)
    first_words: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """One session: what the page said of its input, and how long it took."""

    socket: ClientConnection
    measured: Measured
    chat_input: str = ""

    async def open(self) -> None:
        began = time.perf_counter()
        await self._send(BackMsg())
        async for _ in self._run():
            pass
        self.measured.pages.append(_since(began))

    async def ask(self, question: str) -> None:
        began, first, before = time.perf_counter(), 0.0, self.measured.failures[:]
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add(id=self.chat_input)
        state.chat_input_value.data = question
        await self._send(message)
        async for html in self._run():
            if "kb-answer" in html:
                first = _since(began)  # the last one is that of this question: the earlier ones come again
        if not first and before == self.measured.failures:
            self.measured.failures.append(f"没有答案：{question}")
        self.measured.first_words.append(first)
        self.measured.answers.append(_since(began))

    async def _send(self, message: BackMsg) -> None:
        message.rerun_script.SetInParent()
        await self.socket.send(message.SerializeToString())

    async def _run(self) -> AsyncIterator[str]:
        """The HTML that comes until the page is complete."""
        while True:
            data = await asyncio.wait_for(self.socket.recv(), _LONGEST)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                return
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                yield self._element(message.delta.new_element)

    def _element(self, element: object) -> str:
        kind = element.WhichOneof("type")  # type: ignore[attr-defined]
        if kind == "chat_input":
            self.chat_input = element.chat_input.id  # type: ignore[attr-defined]
        if kind == "exception":
            self.measured.failures.append(element.exception.message)  # type: ignore[attr-defined]
        html = element.html.body if kind == "html" else ""  # type: ignore[attr-defined]
        if "kb-alert" in html and "<style>" not in html:
            self.measured.failures.append(html)
        return html


async def visit(address: str, questions: int, pause: Pause, start: int, measured: Measured) -> None:
    """One person: the page, then the questions, one after the other, each after a pause."""
    try:
        async with connect(address, max_size=None, subprotocols=["streamlit"], proxy=None) as socket:
            visitor = Visitor(socket, measured)
            await visitor.open()
            for place in range(start, start + questions):
                await asyncio.sleep(_share(start * questions + place, *pause))
                await visitor.ask(QUESTIONS[place % len(QUESTIONS)])
    except Exception as error:  # noqa: BLE001 - whatever ends a visit is what is counted here
        measured.failures.append(f"{type(error).__name__}: {error}")


async def load(address: str, people: int, questions: int, pause: Pause) -> Measured:
    measured = Measured()
    await asyncio.gather(*(visit(address, questions, pause, number, measured) for number in range(people)))
    return measured


def _share(number: int, least: float, most: float) -> float:
    """The `number`-th of many values spread evenly between two: the fractions of the golden ratio's multiples."""
    return least + (most - least) * (number * 0.6180339887 % 1)


def _since(began: float) -> float:
    return 1000 * (time.perf_counter() - began)


def _line(name: str, found: list[float]) -> str:
    if not found:
        return f"{name}: -"
    p95 = statistics.quantiles(found, n=20, method="inclusive")[-1] if len(found) > 1 else found[0]
    return f"{name}: p50 {statistics.median(found):.0f} ms, p95 {p95:.0f} ms, max {max(found):.0f} ms ({len(found)})"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8501")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--questions", type=int, default=5)
    parser.add_argument("--pause", type=float, nargs=2, default=(0.0, 0.0), metavar=("LEAST", "MOST"), help="seconds")
    chosen = parser.parse_args()
    place = urlsplit(chosen.address)
    if place.hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("only an application on this machine")
    began = time.perf_counter()
    measured = asyncio.run(
        load(f"ws://{place.netloc}/_stcore/stream", chosen.people, chosen.questions, tuple(chosen.pause))
    )
    print(_line("page", measured.pages))
    print(_line("first words", measured.first_words))
    print(_line("whole answer", measured.answers))
    print(f"{chosen.people} people, {len(measured.answers)} answers in {time.perf_counter() - began:.1f} s")
    print(f"failures: {len(measured.failures)}")
    for failure in dict.fromkeys(measured.failures[:10]):
        print(f"  {failure[:200]}")
    return 1 if measured.failures else 0


if __name__ == "__main__":
    sys.exit(main())
