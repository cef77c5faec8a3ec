"""Reading pictures of text, by RapidOCR, whose models come with it: the extra `ocr`, no network."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ingest.readers.limits import Refusal, over
from kb.settings import MAX_OCR_PAGES, Limits

if TYPE_CHECKING:
    from ingest.readers.ocr.engine import Recogniser

LONGEST_SIDE = 2000
INSTALL = '.venv/bin/python -m pip install -e ".[ocr]"'
_NAMED = 10


def recogniser(pages: Sequence[int] | None, limits: Limits) -> "Recogniser":
    """What reads these pages of a file, counted from 1 (None: a picture). Raises Refusal without the extra `ocr`."""
    which = f"第{named(pages)}页" if pages is not None else "图片里"
    if pages is not None and len(pages) > limits.ocr_pages:
        raise over(f"{which}没有可用的文字，要识别的页数", limits.ocr_pages, "页", MAX_OCR_PAGES)
    try:
        return _loaded()
    except ImportError:
        reason = "没有可用的文字（是扫描的图片，或者文字画成了图形）" if pages is not None else "的文字"
        raise Refusal(f"{which}{reason}，要识别，请在项目目录里安装：{INSTALL}") from None


@cache
def _loaded() -> "Recogniser":
    from ingest.readers.ocr.engine import Recogniser

    return Recogniser()


def named(pages: Sequence[int]) -> str:
    """Pages as they are told, runs put together.

    >>> named([1, 2, 3, 7, 9, 10]), named(list(range(1, 40, 2)))
    ('1-3、7、9-10', '1、3、5、7、9、11、13、15、17、19等20')
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    told = "、".join("-".join(map(str, run)) for run in runs[:_NAMED])
    return told if len(runs) <= _NAMED else f"{told}等{len(pages)}"
