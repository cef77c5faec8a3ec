"""Prompts: what a file must have, and the one line that says what it lacks."""

from pathlib import Path

import pytest

from kb.prompts import Message, PromptError, load, names, read

FRONT = "---\npurpose: 问候\nvariables: name, day\nversion: 1\n---\n"
BODY = "## system\n\n要有礼貌。\n\n## user\n\n{name}，{day}好，{name}！\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "问候.md"


def test_a_prompt_is_read_and_filled(path: Path) -> None:
    path.write_text(FRONT + BODY, encoding="utf-8")
    prompt = read(path)
    assert (prompt.purpose, prompt.variables, prompt.version) == ("问候", ("name", "day"), "1")
    assert prompt.filled(name="小王", day="早上") == (
        Message("system", "要有礼貌。"),
        Message("user", "小王，早上好，小王！"),
    )


def test_a_value_is_no_template(path: Path) -> None:
    r"""What stands in braces or after a backslash in a value is put in as it is."""
    path.write_text(FRONT + BODY, encoding="utf-8")
    assert read(path).filled(name="{day}", day=r"\1{}")[1].text == r"{day}，\1{}好，{day}！"


FILES = {
    "没有文件": (None, "文件不存在"),
    "不是 UTF-8": (b"\xd6\xd0", "文件读不出来，或不是 UTF-8 编码"),
    "没有文首": (BODY, "开头要有两行“---”，其间写明 purpose、variables、version"),
    "缺少版本": (FRONT.replace("version: 1\n", "") + BODY, "缺少 version"),
    "有别的键": (FRONT.replace("version", "author: 甲\nversion") + BODY, "有不认识的 author"),
    "没有分段": (FRONT + "你好 {name} {day}", "正文要分成以“## system”或“## user”一行开头的段落"),
    "没有正文": (FRONT, "正文要分成以“## system”或“## user”一行开头的段落"),
    "正文少用一个变量": (FRONT + BODY.replace("{day}", ""), "有不认识的变量 day"),
    "正文多用一个变量": (FRONT + BODY + "{place}", "缺少变量 place"),
}


@pytest.mark.parametrize(("content", "reason"), FILES.values(), ids=FILES.keys())
def test_a_bad_file_is_one_line(path: Path, content: str | bytes | None, reason: str) -> None:
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(PromptError) as caught:
        read(path)
    assert str(caught.value) == f"提示词 {path} 不能用：{reason}。"


GIVEN = {
    "少一个": ({"name": "甲"}, "缺少变量 day"),
    "少两个": ({}, "缺少变量 name、day"),
    "多一个": ({"name": "甲", "day": "早上", "place": "武汉"}, "有不认识的变量 place"),
}


@pytest.mark.parametrize(("values", "reason"), GIVEN.values(), ids=GIVEN.keys())
def test_variables_must_be_those_of_the_prompt(path: Path, values: dict[str, str], reason: str) -> None:
    path.write_text(FRONT + BODY, encoding="utf-8")
    with pytest.raises(PromptError) as caught:
        read(path).filled(**values)
    assert str(caught.value) == f"提示词 {path} 不能用：{reason}。"


def test_every_prompt_of_the_project_can_be_used() -> None:
    assert names() == ["answer", "condense", "judge", "rewrite"]
    for name in names():
        prompt = load(name)
        text = "".join(message.text for message in prompt.filled(**dict.fromkeys(prompt.variables, "某值")))
        assert text.count("某值") >= len(prompt.variables)


def test_a_prompt_that_is_not_there() -> None:
    with pytest.raises(PromptError, match=r"prompts/没有\.md 不能用：文件不存在"):
        load("没有")


def test_a_prompt_of_the_user_takes_the_place_of_ours(tmp_path: Path) -> None:
    """Only those that are there; a folder that has another answers for itself."""
    own = "---\npurpose: 短\nvariables: question, refusal\nversion: 我的\n---\n## user\n\n{question}{refusal}"
    (tmp_path / "rewrite.md").write_text(own, encoding="utf-8")
    assert load("rewrite", tmp_path).version == "我的"
    assert load("answer", tmp_path) == load("answer")


OVERRIDES = {
    "少一个变量": ("question", "{question}", "缺少变量 refusal"),
    "多一个变量": ("question, refusal, mood", "{question}{refusal}{mood}", "有不认识的变量 mood"),
}


@pytest.mark.parametrize(("variables", "body", "reason"), OVERRIDES.values(), ids=OVERRIDES.keys())
def test_a_prompt_of_the_user_has_our_variables(tmp_path: Path, variables: str, body: str, reason: str) -> None:
    own = f"---\npurpose: 短\nvariables: {variables}\nversion: 1\n---\n## user\n\n{body}"
    (tmp_path / "rewrite.md").write_text(own, encoding="utf-8")
    with pytest.raises(PromptError, match=rf"rewrite\.md 不能用：{reason}。"):
        load("rewrite", tmp_path)
