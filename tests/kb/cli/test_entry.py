"""The way in and out of every command: help in Chinese, errors in one line, exit codes."""

import re

import click
import pytest

from kb.cli.entry import cli
from tests.kb.cli.running import Run

COMMANDS = sorted(cli.commands)
ENGLISH = re.compile(r"Usage|Options|Commands|Show this|Error|Missing|Invalid|No such|default:|required", re.IGNORECASE)


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)])
def test_help_is_chinese(run: Run, arguments: list[str]) -> None:
    """No word of click's own reaches a user."""
    shown = run(*arguments, "--help")
    assert shown.code == 0
    assert shown.out.startswith("用法：kb ")
    assert "选项：" in shown.out
    assert "显示帮助后退出" in shown.out
    assert not ENGLISH.search(shown.out)


def test_help_lists_every_command_exit_code_and_setting(run: Run) -> None:
    shown = run("--help").out
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert all(f"\n  {code} " in shown for code in (0, 1, 2, 130, 141))
    assert "KB_HOME" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help(command: str) -> None:
    options = [param for param in cli.commands[command].params if isinstance(param, click.Option)]
    assert all(option.help for option in options)


def test_without_a_command_the_help_goes_to_stderr(run: Run) -> None:
    shown = run()
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("用法：kb ")


def test_version(run: Run) -> None:
    shown = run("--version")
    assert shown.code == 0
    assert re.fullmatch(r"kb \d+\.\d+\.\d+\n", shown.out)


USAGE_ERRORS = {
    "选项写错": (["parse", "--jsn"], "没有 --jsn 这个选项，最接近的是 --json。用法见 kb parse --help。"),
    "命令写错": (["pars"], "没有 pars 这个命令，最接近的是 parse。用法见 kb --help。"),
    "缺少参数": (["parse"], "缺少参数 文件。用法见 kb parse --help。"),
    "参数过多": (["docs", "甲", "乙"], "多出了参数 甲 乙。用法见 kb docs --help。"),
    "开关带值": (["docs", "--json=1"], "选项 --json 不带值。用法见 kb docs --help。"),
    "选项缺值": (["tasks", "--unit"], "选项 --unit 后面缺少值。用法见 kb tasks --help。"),
    "只有横线": (["--"], "命令写得不完整。用法见 kb --help。"),
    "日期不对": (
        ["ask", "--as-of", "2026年", "问"],
        "--as-of 的值不对：“2026年”不是 YYYY-MM-DD 格式的日期。用法见 kb ask --help。",
    ),
    "日子没有": (
        ["tasks", "--by", "2026-02-30"],
        "--by 的值不对：“2026-02-30”不是 YYYY、YYYY-MM 或 YYYY-MM-DD 格式的期限。用法见 kb tasks --help。",
    ),
    "不是 UTF-8": (["ask", "\udcff"], "第 2 个参数不是有效的 UTF-8。"),
}


@pytest.mark.parametrize(("arguments", "message"), USAGE_ERRORS.values(), ids=USAGE_ERRORS.keys())
def test_usage_error_is_one_chinese_line(run: Run, arguments: list[str], message: str) -> None:
    shown = run(*arguments)
    assert (shown.code, shown.out, shown.err) == (2, "", message + "\n")


def test_setting_that_cannot_be_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_EMBEDDING", "bert")
    shown = run("docs")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("设置 KB_EMBEDDING 无效：")


def _fails(error: BaseException) -> click.Command:
    def fail() -> None:
        raise error

    return click.Command("fails", callback=fail)


def test_interrupt_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.commands, "docs", _fails(KeyboardInterrupt()))
    shown = run("docs")
    assert (shown.code, shown.out, shown.err.strip()) == (130, "", "已中断。")


def test_unforeseen_error_is_one_line_without_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.commands, "docs", _fails(ZeroDivisionError("除以\n零")))
    shown = run("docs")
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert "ZeroDivisionError：除以 零" in shown.err


def test_unforeseen_error_keeps_its_traceback_on_request(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.commands, "docs", _fails(ZeroDivisionError()))
    monkeypatch.setenv("KB_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("docs")
