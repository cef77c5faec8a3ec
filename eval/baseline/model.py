"""A language model that needs none: it answers with the sentences of the sources that share most with the question."""

import re
from collections.abc import Iterator
from typing import Any

from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback

from kb.lexicon import stopwords, weight
from kb.text import sentences, words

_SOURCE = re.compile(r"^Source (\d+):\n(.*?)(?=\n+Source \d+:\n|\n------|\Z)", re.DOTALL | re.MULTILINE)
_TURN, _QUERY = "Now it's your turn.", "Query: "
_ENOUGH = 0.3
_NEARLY = 0.8
_MOST = 3
NOTHING = "资料里没有相关内容。"


class ExtractiveLLM(CustomLLM):
    """Reads the prompt of CitationQueryEngine and quotes up to three sentences, each with its source's number.

    A sentence must hold .3 of the question's words, by their weight (IDF), else there is nothing to quote.
    """

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=1_000_000, num_output=1000, model_name="extractive")

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=said(prompt))

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        def once() -> CompletionResponseGen:
            text = said(prompt)
            yield CompletionResponse(text=text, delta=text)

        return once()


def said(prompt: str) -> str:
    """The answer to the question of a prompt, from its sources."""
    given = prompt.rpartition(_TURN)[2]
    question = given.rpartition(_QUERY)[2].partition("\n")[0]
    wanted = {word: weight(word) for word in words(question) if word not in stopwords()}
    whole = sum(wanted.values()) or 1.0
    scored = sorted(
        ((sum(v for word, v in wanted.items() if word in text) / whole, text, n) for n, text in _sentences(given)),
        key=lambda row: -row[0],
    )
    best = scored[0][0] if scored else 0.0
    if best < _ENOUGH:
        return NOTHING
    kept = dict.fromkeys((text, n) for score, text, n in scored if score >= _NEARLY * best)
    return "\n".join(f"{text}[{n}]" for text, n in list(kept)[:_MOST])


def _sentences(given: str) -> Iterator[tuple[str, str]]:
    for source in _SOURCE.finditer(given.rpartition(_QUERY)[0]):
        text = "".join(source[2].split())
        yield from ((source[1], text[start:end]) for start, end in sentences(text))
