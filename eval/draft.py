"""Questions on one's own notices, drafted from what was parsed of them, for a person to read, correct and add to.

A draft holds what the parser found, so by itself it finds no fault in the parser: a question counts only once somebody
has held it against the notice. That is why each says that it is a draft, and `kb eval check` counts those that do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

import msgspec

from eval.check import DRAFT
from eval.corpus import Corpus
from eval.dataset import Named
from eval.measures import plain
from ingest.parsing import parse
from kb.clauses import Clause
from kb.errors import UnreadableSource
from kb.notices import Notice

_NOTE = f"{DRAFT}：请对照公文核对、改写"
_NOT_THERE = ("本市哪家医院看牙最好？", "明天会下雨吗？")


@dataclass(frozen=True)
class Draft:
    """A question with the gold that the parser gives; the clauses as a data set names them."""

    kind: str
    question: str
    clauses: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()


def draft(paths: Sequence[Path], out: Path, each: int) -> int:
    """Writes questions on the notices at `paths` to `out`, and which notices they are to the file beside it.

    Of every notice and kind at most `each`, spread over its length. Returns how many. Raises UnreadableSource where a
    file cannot be read, where there are more than 26, or where `out` is there already.
    """
    header = out.with_suffix(".documents.toml")
    for path in (out, header):
        if path.exists():
            raise UnreadableSource(path, "文件已经有了，不覆盖，请换一个名字")
    if len(paths) > len(ascii_uppercase):
        raise UnreadableSource(out, f"一个问题集最多 {len(ascii_uppercase)} 份公文，这里有 {len(paths)} 份")
    notices = dict(zip(ascii_uppercase, map(parse, paths), strict=False))
    names = {letter: _named(notice) for letter, notice in notices.items()}
    drafts = {found.question: found for found in (*drafted(notices, each), *_refusals())}.values()
    corpus = Corpus(notices, {}, {})
    rows = [{"id": f"q{number:03}", **_row(found, corpus)} for number, found in enumerate(drafts, start=1)]
    try:
        header.write_text("[documents]\n" + "".join(_line(*pair) for pair in names.items()), encoding="utf-8")
        out.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    except OSError as error:
        raise UnreadableSource(out, f"写不进去（{error.strerror}）") from None
    return len(rows)


def _refusals() -> Iterator[Draft]:
    return (Draft("no_answer", words) for words in _NOT_THERE)


def drafted(notices: Mapping[str, Notice], each: int) -> Iterator[Draft]:
    """The questions on notices by letter, each notice's together, then the complete sets over all of them."""
    for letter, notice in notices.items():
        said = f"{_named(notice)}里，" if len(notices) > 1 else ""
        for group in (_responsibilities, _deadlines, _targets, _contents):
            yield from _spread(list(group(letter, notice, said)), each)
        yield from _metadata(letter, notice)
    yield from list(_tasks(notices))[:each]


def _responsibilities(letter: str, notice: Notice, said: str) -> Iterator[Draft]:
    for clause in notice.clauses:
        if clause.units and clause.heading:
            names = tuple(unit.name for unit in clause.units)
            yield Draft(
                "responsibility", f"{said}{clause.heading}由哪些单位负责？", (f"{letter}:{clause.path}",), names
            )


def _deadlines(letter: str, notice: Notice, said: str) -> Iterator[Draft]:
    for clause in _headed(notice):
        years = [str(d.date.year) for d in clause.deadlines if d.date and str(d.date.year) in plain(clause.text)]
        if years:
            question = f"{said}{clause.heading}的时限是什么？"
            yield Draft("deadline", question, (f"{letter}:{clause.path}",), must_contain=(years[0],))


def _targets(letter: str, notice: Notice, said: str) -> Iterator[Draft]:
    for clause in notice.clauses:
        for target in clause.targets:
            figure = f"{target.value}{target.uom}"
            if target.indicator and figure in plain(target.text):
                question = f"{said}{target.indicator}的目标是多少？"
                yield Draft("target", question, (f"{letter}:{clause.path}",), must_contain=(figure,))


def _contents(letter: str, notice: Notice, said: str) -> Iterator[Draft]:
    above = {path for clause in notice.clauses for path in clause.parents}
    for clause in _headed(notice):
        if not clause.units and not clause.targets and clause.path not in above and clause.text != clause.heading:
            yield Draft("content", f"{said}{clause.heading}是怎么规定的？", (f"{letter}:{clause.path}",))


def _metadata(letter: str, notice: Notice) -> Iterator[Draft]:
    data = notice.document
    signed = data.signed_on and f"{data.signed_on.year}年{data.signed_on.month}月{data.signed_on.day}日"
    for question, words in (("的发文字号是什么？", data.number), ("的成文日期是哪一天？", signed)):
        holder = next((clause for clause in notice.clauses if words and plain(words) in plain(clause.text)), None)
        if data.title and words and holder:
            asked = f"《{data.title}》{question}"
            yield Draft("metadata", asked, (f"{letter}:{holder.path}",), must_contain=(words,))


def _tasks(notices: Mapping[str, Notice]) -> Iterator[Draft]:
    """All tasks of a unit, over all notices; the units with the most tasks first."""
    held = [(unit.name, f"{a}:{c.path}") for a, notice in notices.items() for c in notice.clauses for unit in c.units]
    for name, count in Counter(name for name, _ in held).most_common():
        if count > 1:
            yield Draft("unit_tasks", f"{name}负责哪些任务？", tuple(dict.fromkeys(r for n, r in held if n == name)))


def _headed(notice: Notice) -> Iterator[Clause]:
    return (clause for clause in notice.clauses if clause.heading)


def _spread(found: Sequence[Draft], most: int) -> list[Draft]:
    """At most so many, from the first to the last at even steps."""
    if len(found) <= most:
        return list(found)
    return [found[place * len(found) // most] for place in range(most)]


def _row(found: Draft, corpus: Corpus) -> dict[str, object]:
    """A line of the data set; headings above a gold clause may be cited, too."""
    clauses = [(ref.partition(":")[0], corpus.clause(ref)) for ref in found.clauses]
    above = dict.fromkeys(f"{letter}:{path}" for letter, clause in clauses if clause for path in clause.parents)
    row = {
        "kind": found.kind,
        "question": found.question,
        "answerable": bool(found.clauses),
        "doc": "".join(dict.fromkeys(letter for letter, _ in clauses)) or None,
        "clauses": found.clauses,
        "also_ok": [ref for ref in above if ref not in found.clauses],
        "units": found.units,
        "must_contain": found.must_contain,
        "must_not_contain": (),
        "note": _NOTE,
    }
    return row if found.clauses else {**row, "reason": "not_in_corpus"}


def _named(notice: Notice) -> Named:
    """What the header calls a notice: its number, else its title, else its file."""
    data = notice.document
    if data.number:
        return Named(number=data.number)
    return Named(title=data.title) if data.title else Named(file=Path(notice.source).name)


def _line(letter: str, named: Named) -> str:
    known = {key: words for key in ("number", "title", "file") if (words := getattr(named, key))}
    stated = ", ".join(f"{key} = {msgspec.json.encode(words).decode()}" for key, words in known.items())
    return f"{letter} = {{ {stated} }}\n"
