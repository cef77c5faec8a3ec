"""What the tests share: an empty knowledge base, two small notices, a way to keep them, one fake embedder."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import pytest

from kb.answering import Engine
from kb.catalogue import Catalogue
from kb.clauses import Clause
from kb.commitments import Deadline, DeadlineKind, Target
from kb.documents import Document
from kb.index import Entry, KnowledgeBase
from kb.index.embedding import Vector
from kb.notices import Notice
from kb.settings import Settings
from kb.units import Role, Unit

Keep = Callable[..., Entry]

# How long an example takes says more of the machine and of what it loads first than of the code.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """The settings of a knowledge base that is not there yet, with the offline embedder."""
    settings = Settings(home=tmp_path / "kb")
    yield settings
    KnowledgeBase.open(settings).close()


@pytest.fixture
def knowledge_base(settings: Settings) -> KnowledgeBase:
    """The empty knowledge base of `settings`."""
    return KnowledgeBase.open(settings)


@pytest.fixture
def plan() -> Notice:
    """A plan 方案 with a number: one section with two tasks."""
    insurance = Clause(
        path="二、（三）10",
        label="10.",
        heading="完善创新创业保险机制",
        text="到2027年，开发定制科技保险产品10个。",
        start=0,
        end=19,
        task_number=10,
        units=(Unit("市委金融办", Role.LEAD), Unit("市教育局")),
        deadlines=(
            Deadline("到2025年", DeadlineKind.BY, dt.date(2025, 12, 31)),
            Deadline("到2027年", DeadlineKind.BY, dt.date(2027, 12, 31)),
        ),
        targets=(Target("科技保险产品10个", "科技保险产品", 10, "个"),),
        parents=("二", "二、（三）"),
    )
    talent = Clause(
        path="二、（三）11",
        label="11.",
        heading="引进高层次人才",
        text="每年引进高校毕业生，持续推进。",
        start=19,
        end=34,
        task_number=11,
        units=(Unit("市教育局"), Unit("市人社局", Role.SUPPORTING)),
        deadlines=(Deadline("每年", DeadlineKind.RECURRING),),
        parents=("二", "二、（三）"),
    )
    headings = (
        Clause("二", "二、", "重点任务", "重点任务", 0, 4),
        Clause("二、（三）", "（三）", "强化金融支持", "强化金融支持", 4, 10, parents=("二",)),
    )
    document = Document(
        "高校师生创新创业三年行动方案", "武政办〔2025〕68号", "武汉市人民政府办公厅", dt.date(2025, 6, 18)
    )
    return Notice("plan.txt", "正文", document, (*headings, insurance, talent))


@pytest.fixture
def opinion() -> Notice:
    """An opinion 意见 without a number, of one clause."""
    document = Document("关于孵化器的意见", issuer="武汉市科学技术局", signed_on=dt.date(2021, 3, 1))
    clause = Clause("一", "一、", "孵化器", "建设科技企业孵化器，市教育局配合。", 0, 17, units=(Unit("市教育局"),))
    return Notice("opinion.txt", "正文", document, (clause,))


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """A function that writes a notice into a knowledge base, with a source file of its name."""
    from ingest.passages import passages

    def keep_notice(kb: KnowledgeBase, notice: Notice, recipe: str = "1", content: str | None = None) -> Entry:
        original = tmp_path / notice.source
        original.write_text(notice.text if content is None else content, encoding="utf-8")
        with kb.writer() as writer:
            return writer.replace(notice, passages(notice, recipe), original, recipe)

    return keep_notice


@dataclass
class FakeEmbedder:
    """Counts the characters of a text by their code; says what it was asked, and fails when it is told to."""

    identity: str = "fake"
    dimensions: int = 8
    weight: float = 1.0
    failure: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def documents(self, texts: Sequence[str]) -> list[Vector]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> Vector:
        self.asked.append(text)
        if self.failure:
            raise self.failure
        vector = [0.1] * self.dimensions
        for character in text:
            vector[ord(character) % self.dimensions] += 1.0
        return vector


@pytest.fixture
def use_embedder(monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeEmbedder], FakeEmbedder]:
    """A function that makes every knowledge base opened from then on use a fake embedder."""

    def use(embedder: FakeEmbedder) -> FakeEmbedder:
        monkeypatch.setattr("kb.index.knowledge_base.embedder", lambda settings: embedder)
        return embedder

    return use


@pytest.fixture
def fake_embedder() -> type[FakeEmbedder]:
    return FakeEmbedder


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The knowledge base of the two seed notices, ingested as a user does; only to be read."""
    from ingest.pipeline import ingest

    home = Settings(home=tmp_path_factory.mktemp("seeds"))
    ingest([Path(__file__).parents[1] / "seeds"], home)
    knowledge_base = KnowledgeBase.open(home)
    yield knowledge_base
    knowledge_base.close()


@pytest.fixture(scope="session")
def catalogue(seeds: KnowledgeBase) -> Catalogue:
    """What the two seed notices hold."""
    return Catalogue.of(seeds)


@pytest.fixture(scope="session")
def engine(seeds: KnowledgeBase) -> Engine:
    """The engine that answers from the two seed notices."""
    return Engine(seeds)
