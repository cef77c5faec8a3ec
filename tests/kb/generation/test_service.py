"""A language model service that fails, is slow, breaks off or is set wrongly: the offline answer, a line, no key."""

import json
import logging
import time
import traceback
from dataclasses import replace

import pytest

from kb import prompts
from kb.errors import SettingError
from kb.generation import reworded
from kb.generation import service as model_service
from kb.settings import Settings
from tests.kb.generation.asking import GOOD, INSURANCE, KEY, Ask
from tests.kb.llm_service import Reply, Service, says, sends

FAILURES = {
    "500": (sends('{"error": {"message": "boom"}}', 500), "{address} 出错（500）"),
    "密钥不对": (sends(json.dumps({"error": {"message": f"bad key {KEY}"}}), 401), "{address} 不接受密钥（401）"),
    "没有模型": (sends("{}", 404), "{address} 没有这个地址或模型（404）"),
    "额度用完": (sends("{}", 429), "{address} 请求太多或额度已用完（429）"),
    "不是 JSON": (sends("<html>您好</html>"), "{address} 的回答不合 OpenAI 的格式"),
    "JSON 不对": (sends('{"answer": "甲"}'), "{address} 的回答不合 OpenAI 的格式"),
    "没有选项": (sends('{"choices": []}'), "{address} 的回答不合 OpenAI 的格式"),
    "没有内容": (says(None), "它的回答是空的"),
}


@pytest.mark.parametrize(("reply", "why"), FAILURES.values(), ids=FAILURES.keys())
def test_a_service_that_fails(
    ask: Ask, service: Service, settings: Settings, reply: Reply, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    """One attempt, one line; the key is in none of it, whatever the service repeats."""
    offline = ask(INSURANCE)
    service.replies.append(reply)
    with caplog.at_level(logging.DEBUG):
        shown = reworded(offline, settings)
    why = why.format(address=service.address)
    assert shown == replace(offline, notes=(*offline.notes, f"没有采用语言模型的改写（{why}），以上是离线答案。"))
    assert len(service.requests) == 1
    assert caplog.records
    assert all(KEY not in record.getMessage() for record in caplog.records)
    assert KEY not in repr(settings) + repr(shown)


@pytest.mark.parametrize("dribble", [False, True], ids=["不作声", "一点一点地发"])
def test_a_service_that_is_slow(ask: Ask, service: Service, settings: Settings, dribble: bool) -> None:
    """The limit holds for the whole answer: a service that sends something now and then does not stretch it."""
    model_service._model(settings)
    offline, hurried = ask(INSURANCE), replace(settings, llm_timeout=0.4)
    model_service._model(hurried)
    service.replies.append(says(GOOD, wait=30, dribble=dribble))
    start = time.monotonic()
    shown = reworded(offline, hurried)
    assert time.monotonic() - start < 15
    assert shown.answer == offline.answer
    assert shown.notes[-1] == "没有采用语言模型的改写（它在 0.4 秒内没有答完），以上是离线答案。"


def test_a_service_that_is_not_there(ask: Ask, service: Service, settings: Settings) -> None:
    nowhere = replace(settings, llm_base_url="http://127.0.0.1:9/v1")
    assert "（连不上 http://127.0.0.1:9/v1）" in reworded(ask(INSURANCE), nowhere).notes[-1]


STREAMS = {
    "中途断线": (says(GOOD, "后面还有", finish=None, broken=True), "它的回答中途断了"),
    "没有说完": (says(GOOD, "后面还有", finish=None), "它的回答中途断了"),
    "长度到头": (says(GOOD, "后面还有", finish="length"), "它的回答中途断了"),
    "不让说": (says(GOOD, finish="content_filter"), "它的回答中途断了"),
    "坏的事件": (replace(says(GOOD), parts=("data: {坏\n\n",)), "{address} 的回答不合 OpenAI 的格式"),
    "中途出错": (replace(says(GOOD), parts=('data: {"error": {"message": "boom"}}\n\n',)), "{address} 的回答不合"),
    "越说越慢": (says(*GOOD, pause=0.2), "它在 2 秒内没有答完"),
}


@pytest.mark.parametrize(("reply", "why"), STREAMS.values(), ids=STREAMS.keys())
def test_a_stream_that_does_not_end_well(
    ask: Ask, service: Service, settings: Settings, reply: Reply, why: str
) -> None:
    """However good its beginning was, the offline answer is the one that counts, and a line says why."""
    offline = ask(INSURANCE)
    service.replies.append(reply)
    shown = reworded(offline, replace(settings, llm_timeout=2))
    assert shown.answer == offline.answer
    assert why.format(address=service.address) in shown.notes[-1]


def test_no_traceback_holds_the_key(ask: Ask, service: Service, settings: Settings) -> None:
    service.replies.append(sends(json.dumps({"error": {"message": f"bad key {KEY}"}}), 401))
    with pytest.raises(model_service.Unusable) as caught:
        model_service.asked([prompts.Message("user", "")], settings, time.monotonic() + 20)
    assert KEY not in "".join(traceback.format_exception(caught.value))


VALUES = {
    "秒数是零": ({"KB_LLM_TIMEOUT": "0"}, "KB_LLM_TIMEOUT"),
    "秒数不是数": ({"KB_LLM_TIMEOUT": "快"}, "KB_LLM_TIMEOUT"),
    "秒数没有尽头": ({"KB_LLM_TIMEOUT": "inf"}, "KB_LLM_TIMEOUT"),
    "秒数不是一个数": ({"KB_LLM_TIMEOUT": "nan"}, "KB_LLM_TIMEOUT"),
    "网址不对": ({"KB_LLM_BASE_URL": "ftp://h"}, "KB_LLM_BASE_URL"),
    "网址里有密码": ({"KB_LLM_BASE_URL": f"http://u:{KEY}@h/v1"}, "KB_LLM_BASE_URL"),
}


@pytest.mark.parametrize(("environ", "name"), VALUES.values(), ids=VALUES.keys())
def test_a_setting_that_cannot_be_used_is_named(environ: dict[str, str], name: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment(environ)
    assert (caught.value.name, KEY in str(caught.value)) == (name, False)
