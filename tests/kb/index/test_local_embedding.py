"""Embedding models on this machine: a real ONNX model of a few kilobytes."""

import sys
from pathlib import Path

import pytest

from kb.errors import KnowledgeBaseError, SettingError
from kb.index import KnowledgeBase
from kb.index.embedding import embedder
from kb.notices import Notice
from kb.settings import Settings
from tests.conftest import Keep

CHARACTERS = "保险科技人才归谁管"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that looks up a vector for each character and leaves the pooling to fastembed."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    directory = tmp_path_factory.mktemp("model")
    vocabulary = {"[PAD]": 0, "[UNK]": 1} | {character: place for place, character in enumerate(CHARACTERS, 2)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    tokenizer.save(str(directory / "tokenizer.json"))
    (directory / "tokenizer_config.json").write_text('{"model_max_length": 64, "pad_token": "[PAD]"}')
    (directory / "config.json").write_text('{"pad_token_id": 0, "hidden_size": 8}')
    (directory / "1_Pooling").mkdir()
    (directory / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    table = np.random.default_rng(0).normal(size=(len(vocabulary), 8)).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "look-up",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", 8])],
        [numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    (directory / "onnx").mkdir()
    onnx.save(made, directory / "onnx" / "model.onnx")
    return directory


def test_a_local_model_is_pooled_as_its_own_files_say(settings: Settings, model: Path) -> None:
    local = embedder(Settings(home=settings.home, embedding=f"fastembed:{model}"))
    both, first = local.documents(["保人", "保"])
    assert len(both) == len(local.query("")) == 8
    assert both != pytest.approx(first), "the first character alone is not the text"
    assert local.query("人保") == pytest.approx(both, abs=1e-6), "a mean does not depend on the order"


def test_a_local_model_that_says_nothing_of_pooling_gives_its_first_vector(
    settings: Settings, model: Path, tmp_path: Path
) -> None:
    for path in (*model.glob("*.json"), model / "onnx" / "model.onnx"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    both, first = embedder(Settings(home=settings.home, embedding=f"fastembed:{tmp_path}")).documents(["保人", "保"])
    assert both == pytest.approx(first)


def test_a_knowledge_base_works_on_a_local_model(settings: Settings, model: Path, keep: Keep, plan: Notice) -> None:
    knowledge_base = KnowledgeBase.open(Settings(home=settings.home, embedding=f"fastembed:{model}"))
    keep(knowledge_base, plan)
    assert len(knowledge_base.dense("科技保险", 9)) == 4
    with pytest.raises(KnowledgeBaseError, match="而 KB_EMBEDDING 现在是 hashed"):
        KnowledgeBase.open(settings).dense("科技保险", 9)


def test_a_directory_without_a_model_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"KB_EMBEDDING .*没有 \.onnx 模型文件"):
        embedder(Settings(home=settings.home, embedding=f"fastembed:{tmp_path}")).query("保险")


def test_a_damaged_model_is_one_line(settings: Settings, model: Path, tmp_path: Path) -> None:
    for path in model.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"junk")
    with pytest.raises(SettingError, match=r"KB_EMBEDDING .*不能使用模型") as caught:
        embedder(Settings(home=settings.home, embedding=f"fastembed:{tmp_path}")).query("保险")
    assert "\n" not in str(caught.value)


def test_an_unknown_model_is_refused_without_a_download(settings: Settings) -> None:
    with pytest.raises(SettingError, match="不能使用模型“没有/这个模型”"):
        embedder(Settings(home=settings.home, embedding="fastembed:没有/这个模型")).query("保险")


def test_a_missing_package_names_what_to_install(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    with pytest.raises(SettingError, match=r'pip install -e "\.\[fastembed\]"'):
        embedder(Settings(home=settings.home, embedding="fastembed:BAAI/bge-small-zh-v1.5")).query("保险")
