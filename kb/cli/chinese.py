"""Commands whose help and usage errors are Chinese: click's own words are replaced, its parsing is kept."""

import re
import unicodedata
from collections.abc import Iterable
from gettext import gettext
from typing import Any

import click

_HEADINGS = {gettext("Options"): "选项", gettext("Commands"): "命令", gettext("Positional arguments"): "参数"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def width(text: str) -> int:
    """The columns that `text` takes on a terminal, where a Chinese character takes two.

    >>> width("kb 问题")
    7
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


class Formatter(click.HelpFormatter):
    """Lays help out in columns of Chinese; lines break where the author broke them."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"{prefix or '用法：'}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        self.write("".join(f"{' ' * self.current_indent}{line}".rstrip() + "\n" for line in text.splitlines()))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = max(width(term) for term, _ in rows) + col_spacing
        for term, meaning in rows:
            self.write(f"{' ' * self.current_indent}{padded(term, column)}{meaning}".rstrip() + "\n")


class Context(click.Context):
    formatter_class = Formatter


class _Chinese(click.Command):
    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault("context_settings", {"help_option_names": ["-h", "--help"], "allow_extra_args": True})
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助后退出"
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        return (self.help or "").partition("\n")[0]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Command(_Chinese):
    """A command with Chinese help; its callback returns the exit code, or None for 0."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(f"多出了参数 {' '.join(rest)}", ctx)
        return rest


class Group(_Chinese, click.Group):
    """A group of such commands, listed in the order in which they were added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "命令 [参数]...")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def explain(error: click.ClickException) -> str:
    """A usage error as one Chinese line that says what is wrong and where the help is."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"用法见 {ctx.command_path} --help。" if ctx else ""
    return f"{_reason(error)}。{hint}"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{_meant(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有 {error.command_name} 这个命令{_meant(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少参数 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{error.message}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} {_usage_of(error)}"
    return error.message if _CHINESE.search(error.message) else "命令写得不完整"


def _meant(possibilities: list[str] | None) -> str:
    return f"，最接近的是 {'、'.join(possibilities)}" if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx).strip("[].") if error.param and error.ctx else ""


def _usage_of(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    takes_value = any(isinstance(p, click.Option) and error.option_name in p.opts and not p.is_flag for p in params)
    return "后面缺少值" if takes_value else "不带值"
