"""The entry point: the group of commands, and what becomes of an error."""

import os
import sys
from collections.abc import Sequence

import click

from kb.cli import console, exits
from kb.cli.ask import ask
from kb.cli.chinese import Group, explain
from kb.cli.doctor import doctor
from kb.cli.evaluate import evaluate
from kb.cli.ingest import ingest
from kb.cli.lookup import docs, tasks, units
from kb.cli.parse import parse
from kb.errors import PolicyKBError
from kb.settings import VARIABLES


class _Root(Group):
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("环境变量"):
            formatter.write_dl([(row.name, f"{row.meaning}{_default(row.default)}") for row in VARIABLES])
        with formatter.section("退出码"):
            formatter.write_dl([(str(code), meaning) for code, meaning in exits.MEANINGS.items()])


def _default(value: str) -> str:
    return f"（默认 {value}）" if value else ""


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        console.write(f"kb {version('policy-kb')}")
        ctx.exit()


@click.group(cls=_Root)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本后退出"
)
def cli() -> None:
    """公文知识库：解析公文，回答问题，每个答案引证到条款。"""


for _command in (parse, ingest, ask, units, tasks, docs, evaluate, doctor):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command in `arguments` (default: those of the process) and returns its exit code.

    Every error becomes one line on stderr; with KB_DEBUG set, an unforeseen one keeps its traceback.
    """
    console.speak_utf8()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        console.flush()
    except BrokenPipeError:
        console.drop_output()
        return exits.PIPE_CLOSED
    except console.OutputLostError as error:
        console.drop_output()
        console.complain(f"结果写不出去（{error}）。")
        return exits.UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        console.complain("已中断。")
        return exits.INTERRUPTED
    return code


def _run(arguments: list[str]) -> int:
    try:
        _refuse_undecodable(arguments)
        with cli.make_context("kb", arguments) as context:
            return cli.invoke(context) or exits.DONE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.message, file=sys.stderr)
    except click.ClickException as error:
        console.complain(explain(error))
    except PolicyKBError as error:
        console.complain(str(error))
    except (BrokenPipeError, console.OutputLostError, click.Abort):
        raise
    except Exception as error:
        # The last door: a traceback never reaches a user who did not ask for it.
        if os.environ.get("KB_DEBUG"):
            raise
        console.complain(f"程序内部出错（{type(error).__name__}：{error}）。设 KB_DEBUG=1 再运行可以看到详情。")
    return exits.UNUSABLE


def _refuse_undecodable(arguments: list[str]) -> None:
    for place, argument in enumerate(arguments, 1):
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise click.UsageError(f"第 {place} 个参数不是有效的 UTF-8")
