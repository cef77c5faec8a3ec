"""The command line 命令行: `kb`, one module a command."""

from kb.cli.entry import main

__all__ = ["main"]
