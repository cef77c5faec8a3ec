"""Charts as inline SVG: bars with their intervals, and a histogram. Numbers only; labels are escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_LABEL, _BAR, _FIGURE, _ROW = 115, 175, 160, 24
_BINS = 24


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1 with its interval; `remark` stands behind the figure."""

    label: str
    value: float
    interval: tuple[float, float] | None = None
    remark: str = ""


def bars(rows: Sequence[Bar]) -> str:
    """A row each: label, bar with whisker, figure."""
    width, height = _LABEL + _BAR + _FIGURE, _ROW * len(rows)
    drawn = "".join(_bar(row, place * _ROW) for place, row in enumerate(rows))
    return f'<svg viewBox="0 0 {width} {height}" role="img">{drawn}</svg>'


def _bar(row: Bar, top: int) -> str:
    middle = top + _ROW / 2
    whisker = ""
    if row.interval and row.interval[0] < row.interval[1]:
        low, high = (_LABEL + _BAR * edge for edge in row.interval)
        ends = "".join(f"M{edge:.1f} {middle - 4}v8" for edge in (low, high))
        whisker = f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}{ends}"/>'
    figure = f"{row.value:.3f}　{row.remark}".strip()
    return (
        f'<text x="{_LABEL - 8}" y="{middle + 5}" text-anchor="end">{escape(row.label)}</text>'
        f'<rect class="track" x="{_LABEL}" y="{top + 5}" width="{_BAR}" height="{_ROW - 10}"/>'
        f'<rect class="bar" x="{_LABEL}" y="{top + 5}" width="{_BAR * row.value:.1f}" height="{_ROW - 10}"/>{whisker}'
        f'<text x="{_LABEL + _BAR + 8}" y="{middle + 5}">{escape(figure)}</text>'
    )


def histogram(values: Sequence[float], unit: str) -> str:
    """How many values fall into each of 24 equal steps; the last holds the largest hundredth, however large."""
    if not values:
        return ""
    top = sorted(values)[int(0.99 * (len(values) - 1))] or 1.0
    counts = [0] * _BINS
    for value in values:
        counts[min(int(value / top * _BINS), _BINS - 1)] += 1
    width, height = _LABEL + _BAR + _FIGURE, 120
    step, tallest = width / _BINS, max(counts)
    columns = "".join(
        f'<rect class="bar" x="{place * step + 1:.1f}" y="{height - 20 - 90 * count / tallest:.1f}" '
        f'width="{step - 2:.1f}" height="{90 * count / tallest:.1f}"><title>{count}</title></rect>'
        for place, count in enumerate(counts)
    )
    last = f"{top:.0f} {escape(unit)}" + (" 以上" if max(values) > top else "")
    scale = f'<text x="0" y="{height - 4}">0</text><text x="{width}" y="{height - 4}" text-anchor="end">{last}</text>'
    return f'<svg viewBox="0 0 {width} {height}" role="img">{columns}{scale}</svg>'
