"""A table as an answer reads it: which column names the rows, which hold numbers, which row is the total."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kb.answering.draft import Context, Evidence
from kb.catalogue import Catalogue, Located
from kb.lexicon import thesaurus
from kb.notices import Cell, Table
from kb.questions import Concept
from kb.text import COUNTING, NUMERAL, bigrams, fold, number_of

Row = tuple[Cell, ...]

_TOTAL = re.compile(r"合计|总计|总数|小计")
EXISTING = re.compile(
    r"现有|原有|原来有|原先有|原[来先](?=[是有]?(?:多少|几))|当初|手[头上里]有?|现在|眼下|目前|如今|已有|当前|存量|现存|已经有|眼前|既有|那会儿?|那时候?|当时|底数|起步时|起始|基数"
)
GOAL = re.compile(
    r"目标|任务|要建|建到|[要得想][搞弄做办]?到|[要得]达到|计划|指标"
    r"|(?<!\d)(?:20\d\d(?!\d)|2\d(?=年))(?!年[^，。,？?]{0,6}(?:表|文|意见|通知))(?!年?底?的?(?:现有|已有|原有|手[头上里]|存量|已经|那会|那时|当时))"
)
IN_TABLE = re.compile(r"附件|附表|表格|(?:任务|分解|目标)表|表[里中上]")
_THE_TABLE = r"(?:目标)?(?:任务|计划)(?:分解|分配)?表"
_WHOLE_COLUMN = re.compile(r"总数(?:量)?|总的|总目标|总任务|总共(?=要|得)")
_ZONE, _ZONES = (
    re.compile(r"开发区|高新|经开|新区$|经济区|园区"),
    re.compile(r"(?:[两二三四五几各]个?|哪些|所有|的)开发区|开发区(?:们|加|合计|一共|的|有)"),
)
_INCLUDES = re.compile(
    r"(?:注[:：])?(?P<whole>[\u4e00-\u9fff]{2,20}?)(?:包括|包含|含)(?P<parts>[^。；]{2,60}?)(?:等|[。；]|$)"
)
_KINDS = ("区", "县", "市", "街道", "乡镇")
_NO_KIND = re.compile(r"单位|部门|项目|名称|内容|事项|指标|类别|[^\u4e00-\u9fff]")
_LONGEST_KIND = 4
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(r"(?:到|至)?20\d\d年(?:底|末)?")
_EXCLUDED = re.compile(
    r"(?:除了|除去|除开|除|不算|去掉|[刨扣除]掉|刨开|撇开|抛开|不含|不包括|扣除|刨去)(?P<names>[^，,。？?]{2,30}?)(?:不算|不计|不说|不提)?(?:[，,]|之?外|以外|哪|谁|其他|其余|剩)"
)
_SET_ASIDE = re.compile(r"把(?P<names>[^，,。？?]{2,16}?)(?:撇开|除开|刨开|刨除|去掉|扣掉|扣除|排除)")
_FIGURE_WORDS = re.compile(
    r"[最多少差倍比占总加增减排名前后]|高出|合计|平均|中位|超过|以[上下]|接近|达到|目标|任务|相同|一样|一致|数[量字]?$|新[添增]|筛选|条件|结果|从[高大]|[区县市家个]"
)
SERIAL = re.compile(rf"第(?P<nth>{NUMERAL})号|序号(?:是|为)?(?P<serial>{NUMERAL})")
_ENDS = r"(?=[区当原的要有和、跟与比现专国一总几多到目呢占那能离差,，?？]|$)"
_OF_CAPTION = 0.4
_LONG_CORE = 4
_HEAVY = 4.0


@dataclass(frozen=True, eq=False)
class Grid:
    """A table with the place of its labels: `label` is the column of row names, `total` the row of totals."""

    located: Located
    table: Table
    label: int

    @cached_property
    def rows(self) -> list[Row]:
        return [row for row in self.table.rows if not _is_total(row)]

    @cached_property
    def vocabulary(self) -> str:
        """All words that the table is about: its columns, names, caption, notes, and the title of its notice."""
        words = (*self.table.columns, *map(self.name, self.rows), self.table.caption, *self.table.notes)
        return fold(" ".join((*words, self.located.holding.title)))

    def speaks_of(self, concepts: Iterable[Concept]) -> bool:
        """Whether every heavy concept is one of the table, or of what can be done with numbers."""
        return all(
            concept.weight < _HEAVY
            or any(words.search(concept.surface) for words in (_FIGURE_WORDS, EXISTING))
            or concept.surface[0].isdigit()
            or any(form in self.vocabulary for form in concept.forms)
            for concept in concepts
        )

    @cached_property
    def spellings(self) -> list[tuple[re.Pattern[str], Row]]:
        """How a question may write the name of each row: in full, without 区, by another name, or shortened."""
        return [(_spelling(self._names(row), self.said(row), self), row) for row in self.rows]

    def _names(self, row: Row) -> list[str]:
        known = self.located.holding.registry.find(self.name(row))
        return [fold(name) for name in (self.name(row), *(known.names if known else ()))]

    def said(self, row: Row) -> list[str]:
        """What people call a row: 光谷."""
        return [say for synonyms in thesaurus() if self.name(row) in synonyms.means for say in synonyms.say]

    @cached_property
    def counted_together(self) -> list[tuple[str, list[str]]]:
        """What the table counts as one, with its kinds, as its notes say: “载体包括孵化器、众创空间等”."""
        told = filter(None, map(_INCLUDES.search, self.table.notes))
        return [(match["whole"], match["parts"].split("、")) for match in told]

    @cached_property
    def total(self) -> Row | None:
        """The row of totals, where its numbers stand in their columns."""
        totals = (row for row in self.table.rows if _is_total(row))
        return next((row for row in totals if all(isinstance(row[i], int | float) for i in self.numeric)), None)

    def name(self, row: Row) -> str:
        """The name of a row; that of the totals may stand in the column before."""
        return next(str(cell) for cell in (row[self.label], *row) if cell is not None)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What the rows may be called: districts and the like, the title of their column, how some of them end."""
        title = re.sub(r"[（(].*|名称$", "", fold(self.table.columns[self.label]))
        endings = Counter(fold(self.name(row))[-2:] for row in self.rows)
        words = (title, *(ending for ending, count in endings.items() if count > 1), *_KINDS)
        kinds = {word for word in words if 0 < len(word) <= _LONGEST_KIND and not _NO_KIND.search(word)}
        return tuple(sorted(kinds, key=lambda kind: (-len(kind), kind)))

    @cached_property
    def any_kind(self) -> str:
        """The kinds as a group of a pattern."""
        return f"(?:{'|'.join(self.kinds)})"

    @cached_property
    def numeric(self) -> list[int]:
        """The columns of numbers, without the serial number."""
        return [
            i
            for i, column in enumerate(self.table.columns)
            if "序号" not in column and all(isinstance(row[i], int | float) for row in self.rows)
        ]

    @property
    def ends(self) -> tuple[int, int]:
        """The column of what there is and that of what there is to be."""
        return self.numeric[0], next((i for i in self.numeric[1:] if "/" in self.table.columns[i]), self.numeric[-1])

    @cached_property
    def is_plan(self) -> bool:
        """Whether the ends are what there is and what there is to be, or two years, so that one grows to the other."""
        first, last = (fold(self.table.columns[i]) for i in self.ends)
        two_years = first != last and bool(_YEAR.search(first) and _YEAR.search(last))
        return bool(EXISTING.search(first) or "/" in last or GOAL.search(last)) or two_years

    @cached_property
    def uom(self) -> str:
        """The unit of measure that the notice counts the table's subject in (“载体总量600家”), or nothing."""
        subject = set(bigrams(fold(self.table.caption)))
        shares = Counter[str]()
        for clause in self.located.holding.notice.clauses:
            for target in clause.targets:
                pairs = bigrams(fold(target.indicator))
                if "%" not in target.uom and pairs:
                    shares[target.uom] = max(shares[target.uom], sum(100 * (p in subject) for p in pairs) // len(pairs))
        best = shares.most_common(1)
        return best[0][0] if best and best[0][1] >= 100 * _OF_CAPTION else ""

    def amount(self, value: Cell | float) -> str:
        """A number with the table's unit of measure."""
        return f"{value:g}{self.uom}" if isinstance(value, float) else f"{value}{self.uom}"

    def title(self, column: int) -> str:
        """A column as an answer names it: “到2025年目标任务（国家级数量）”."""
        above, _, name = self.table.columns[column].rpartition("/")
        return f"{above}（{name}）" if above else name

    @cached_property
    def _lines(self) -> list[str]:
        return self.located.clause.text.split("\n")

    def _place(self, row: Row) -> int:
        """Which line of the clause's text holds the row; the first where none does."""
        cells = [str(cell) for cell in row if cell is not None]
        held = (at for at, line in enumerate(self._lines) if [c for c in line.split("\t") if c] == cells)
        return next(held, 0)

    def evidence(self, row: Row) -> Evidence:
        """The line of the clause's text that holds the row."""
        return Evidence(self.located, self._lines[self._place(row)])

    def proof(self, rows: Iterable[Row]) -> tuple[Evidence, ...]:
        """The lines that hold the rows; those that stand below one another are one quote."""
        runs: list[list[int]] = []
        for place in sorted({self._place(row) for row in rows}):
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        return tuple(Evidence(self.located, "\n".join(self._lines[run[0] : run[-1] + 1])) for run in runs)


def number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def grids(context: Context) -> list[Grid]:
    """The tables of the documents in question that have a column of names."""
    return _grids(context.catalogue)


@lru_cache(maxsize=64)
def _grids(catalogue: Catalogue) -> list[Grid]:
    found = []
    for holding, table in catalogue.tables:
        located = catalogue.by_key.get((holding.id, table.path))
        label = _label_column(table)
        if located and label is not None:
            found.append(Grid(located, table, label))
    return found


def row_cited(quotes: Collection[str], catalogue: Catalogue) -> str | None:
    """The name of the one row that is among what an answer quotes; None where there are more, or none."""
    rows = [grid.name(row) for grid in _grids(catalogue) for row in grid.rows if grid.evidence(row).quote in quotes]
    return rows[0] if len(rows) == 1 else None


def _label_column(table: Table) -> int | None:
    rows = [row for row in table.rows if not _is_total(row)]
    return next((i for i in range(len(table.columns)) if rows and all(isinstance(row[i], str) for row in rows)), None)


def _is_total(row: Row) -> bool:
    """Whether its name, which may run over the serial number, is 合计."""
    return any(isinstance(cell, str) and _TOTAL.match(cell) for cell in row[:2])


def _spelling(names: list[str], said: list[str], grid: Grid) -> re.Pattern[str]:
    """Each name in full, without 区, with up to three characters put in (武汉经济技术开发区), or its own last pair.

    What people say counts where it is no part of another name (光谷青桐汇).
    """
    others = " ".join(fold(grid.name(row)) for row in grid.rows if fold(grid.name(row)) != names[0])
    forms: dict[str, None] = {}
    for name in names:
        core = re.sub(r"(?:开发区|区|县|市)$", "", name)
        forms |= dict.fromkeys((re.escape(name), re.escape(core) if len(core) > 1 else re.escape(name)))
        if len(core) >= _LONG_CORE:
            forms["[\u4e00-\u9fff]{0,3}".join(map(re.escape, name))] = None
            if core[-2:] not in others:
                forms |= dict.fromkeys((f"{re.escape(core[-2:])}区", f"{re.escape(core[-2:])}{_ENDS}"))
    forms |= dict.fromkeys(f"{re.escape(name)}{_ENDS}" for name in said)
    return re.compile("|".join(sorted(forms, key=len, reverse=True)))


def named_rows(grid: Grid, folded: str) -> list[Row]:
    """The rows whose name the question gives, in its order; “第6号” is a serial number."""
    if serial := SERIAL.search(folded):
        return [row for row in grid.rows if row[0] == number_of(serial["nth"] or serial["serial"])]
    found = ((spelling.search(folded), row) for spelling, row in grid.spellings)
    named = sorted(((match.start(), match.end(), i, row) for i, (match, row) in enumerate(found) if match))
    return [
        row
        for start, end, _, row in named
        if not any(s <= start and end <= e and e - s > end - start for s, e, *_ in named)
    ]


def rows_of_class(grid: Grid, folded: str) -> list[Row]:
    """The rows of a class that the question names (“三个开发区”, “各县”), where they are several and not all."""
    of_zones = _ZONES.search(folded) and not re.search(r"各区、?开发区", folded)
    zones = [row for row in grid.rows if of_zones and _ZONE.search(grid.name(row))]
    said = (
        kind for kind in grid.kinds if re.search(rf"(?:[{COUNTING}几哪各每]个?|[哪这那]些|所有|全部){kind}", folded)
    )
    classes = (zones, *([row for row in grid.rows if fold(grid.name(row)).endswith(kind)] for kind in said))
    return next((rows for rows in classes if 1 < len(rows) < len(grid.rows)), [])


def excluded_rows(grid: Grid, folded: str) -> list[Row]:
    """The rows that the question leaves out: “除了江岸区，…”."""
    match = _SET_ASIDE.search(folded) or _EXCLUDED.search(folded)
    return named_rows(grid, match["names"]) if match else []


def named_columns(grid: Grid, folded: str) -> list[int]:
    """The columns that the question names by the words that set them apart from the others, or by others for these.

    Beside what there is, the goal is that of the whole.
    """
    parts = {i: _DATE.sub("", fold(grid.table.columns[i].rpartition("/")[2])) for i in grid.numeric}
    signed = grid.located.holding.notice.document.signed_on
    of_its_year = rf"(?:(?:20)?{signed:%y}年的?)?" if signed else ""  # “21年任务表” names no goal of that year
    folded = re.sub(of_its_year + _THE_TABLE, "", folded)
    said = _WHOLE_COLUMN.sub("总量", EXISTING.sub("现有", folded))
    named = [i for i, part in parts.items() if any(pair in said for pair in _own_pairs(part, tuple(parts.values())))]
    if named == [grid.ends[0]] and grid.ends[0] != grid.ends[1] and GOAL.search(folded) and EXISTING.search(folded):
        return list(grid.ends)
    return named


@cache
def _own_pairs(part: str, parts: tuple[str, ...]) -> list[str]:
    """The first two pairs of characters that only this column has."""
    others = [other for other in parts if other != part]
    return [pair for pair in bigrams(part) if not any(pair in other for other in others)][:2]
