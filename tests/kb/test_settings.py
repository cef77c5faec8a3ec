"""Settings: what may stand in KB_*, and what a wrong value is answered with."""

from pathlib import Path

import pytest

from kb.errors import SettingError
from kb.settings import SECRETS, VARIABLES, Settings

NAMES = [variable.name for variable in VARIABLES]


def test_an_empty_environment_gives_the_offline_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.home, settings.embedding, settings.embedding_api_key) == (Path(".kb"), "hashed", "")
    assert settings.llm_model == "", "no language model unless one is asked for"


def test_every_default_in_the_table_is_the_default_that_holds() -> None:
    spelled_out = {variable.name: variable.default for variable in VARIABLES}
    assert Settings.from_environment(spelled_out) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        pytest.param("KB_HOME", "/data/公文", "home", Path("/data/公文"), id="目录"),
        pytest.param("KB_HOME", "~/kb", "home", Path.home() / "kb", id="用户目录"),
        pytest.param("KB_HOME", "  ", "home", Path(".kb"), id="空白等于没设"),
        pytest.param("KB_PLACE", "宜昌市", "place", "宜昌市", id="所在地"),
        pytest.param("KB_EMBEDDING", " openai: bge-m3 ", "embedding", "openai:bge-m3", id="空格不算"),
        pytest.param("KB_EMBEDDING", "openai:a:b", "embedding", "openai:a:b", id="模型名里有冒号"),
        pytest.param("KB_EMBEDDING", "fastembed:/m/bge", "embedding", "fastembed:/m/bge", id="本地模型"),
        pytest.param(
            "KB_EMBEDDING_BASE_URL", "http://[::1]:8/v1/", "embedding_base_url", "http://[::1]:8/v1", id="去掉末尾斜线"
        ),
    ],
)
def test_values(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(Settings.from_environment({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("KB_HOME", "~没有这个用户/kb", id="没有这个用户"),
        pytest.param("KB_EMBEDDING", "bge-m3", id="没有说是哪一种"),
        pytest.param("KB_EMBEDDING", "openai:", id="没有模型名"),
        pytest.param("KB_EMBEDDING", "hashed:512", id="hashed 没有参数"),
        pytest.param("KB_EMBEDDING_BASE_URL", "localhost:8080/v1", id="没有 http"),
        pytest.param("KB_EMBEDDING_BASE_URL", "http://", id="没有主机"),
        pytest.param("KB_EMBEDDING_BASE_URL", "http://[::1/v1", id="不是网址"),
        pytest.param("KB_EMBEDDING_BASE_URL", "http://u:secret@h/v1", id="网址里有密码"),
        pytest.param("KB_LLM_BASE_URL", "http://u:secret@h/v1", id="语言模型的网址里有密码"),
        pytest.param("KB_LLM_TIMEOUT", "半分钟", id="不是数"),
        pytest.param("KB_LLM_TIMEOUT", "nan", id="不是一个时长"),
        pytest.param("KB_LLM_TIMEOUT", "0", id="不等"),
        pytest.param("KB_PROMPTS", "/没有/这个目录", id="没有提示词的目录"),
        pytest.param("KB_MAX_PAGES", "0", id="一页也不读"),
        pytest.param("KB_MAX_FILE_MB", "-1", id="负数"),
        pytest.param("KB_MAX_RATIO", "1.5", id="不是整数"),
        pytest.param("KB_MAX_TABLE_ROWS", "9" * 5000, id="数字太长"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({name: value})
    assert caught.value.name == name
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_limits_are_settings() -> None:
    limits = Settings.from_environment({"KB_MAX_PAGES": "20", "KB_MAX_TABLE_ROWS": "500"}).limits
    assert (limits.pages, limits.table_rows, limits.file_mb) == (20, 500, 50)


def test_secrets_are_marked() -> None:
    """Every key and password, and who the administrators are."""
    assert {name for name in NAMES if name.endswith(("_KEY", "_PASSWORD", "_ADMINS"))} == SECRETS


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_is_never_shown(name: str) -> None:
    settings = Settings.from_environment({name: "sk-secret"})
    assert settings != Settings()
    assert "sk-secret" not in repr(settings)
