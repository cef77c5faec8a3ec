"""What a command writes: JSON by the line, tables, one line for an error."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec


def speak_utf8() -> None:
    """Makes both streams write any text whatever the locale, so that no character can break a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


class OutputLostError(Exception):
    """What a command wrote has no room where it should go."""


def write(text: str = "", end: str = "\n") -> None:
    with _kept():
        print(text, end=end)


def write_json(value: object) -> None:
    """`value` as one line of JSON, out at once, so that what was answered stays answered."""
    with _kept():
        print(msgspec.json.encode(value).decode(), flush=True)


def flush() -> None:
    """Writes out what is still held back. Raises OutputLostError, or BrokenPipeError where the reader has gone."""
    with _kept():
        sys.stdout.flush()


@contextmanager
def _kept() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLostError(error.strerror) from error


def complain(text: str) -> None:
    """One line on stderr."""
    print(" ".join(text.split()), file=sys.stderr, flush=True)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A drawn table on a terminal; in a pipe a line a row, parted by tabs, the names of the columns first."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(columns, cells)
    else:
        for row in [columns, *cells]:
            write("\t".join(" ".join(cell.split()) for cell in row))


def _draw(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(*(Column(name, overflow="fold") for name in columns), box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*row)
    with _kept():
        Console(markup=False, emoji=False, highlight=False).print(table)


def drop_output() -> None:
    """Sends what is still to be written nowhere: the reader has gone, or the disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
