"""What is loaded when: no command waits for a library that it does not use."""

import subprocess
import sys

import pytest

from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import Keep

LOADED = "import sys; print(*sorted({'chromadb', 'llama_index', 'jieba', 'openai'} & set(sys.modules)))"


@pytest.mark.parametrize(
    ("work", "loaded"),
    [
        pytest.param("kb.documents(); kb.notice(kb.documents()[0].id)", [], id="列出公文"),
        pytest.param("kb.lexical('科技保险', 5)", [], id="全文检索"),
        pytest.param("kb.clauses()", ["chromadb"], id="全部条款"),
        pytest.param("from kb.retrieval.hybrid import search; search(kb, '科技保险')", [], id="混合检索"),
        pytest.param(
            "from kb.retrieval.hybrid import search; search(kb, '樱花')", ["chromadb"], id="混合检索，词都不在公文里"
        ),
    ],
)
def test_what_is_loaded(
    knowledge_base: KnowledgeBase, settings: Settings, keep: Keep, plan: Notice, work: str, loaded: list[str]
) -> None:
    keep(knowledge_base, plan)
    opening = "from pathlib import Path; from kb.index import KnowledgeBase; from kb.settings import Settings"
    script = f"{opening}; kb = KnowledgeBase.open(Settings(home=Path({str(settings.home)!r})))\n{work}\n{LOADED}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == loaded


def test_a_model_is_not_loaded_before_it_is_asked(settings: Settings) -> None:
    """Whether all vectors must be made anew is known without the model."""
    script = (
        "from pathlib import Path; from kb.index import KnowledgeBase; from kb.settings import Settings\n"
        f"kb = KnowledgeBase.open(Settings(Path({str(settings.home)!r}), 'openai:bge-m3'))\n"
        f"with kb.writer() as writer: assert writer.reembed() is False\n{LOADED}"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
