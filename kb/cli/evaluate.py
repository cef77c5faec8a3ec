"""`kb eval`: how well the product finds and answers, measured on a benchmark or on a set of questions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from kb.cli import console, exits, figures
from kb.cli.chinese import Command, Group
from kb.cli.progress import progress
from kb.settings import Settings

_PATH = click.Path(path_type=Path)


class _HalfName(click.ParamType[str]):
    """“dev” or “test”; click's own choice would complain in English."""

    name = "半集"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value) if value in ("dev", "test") else self.fail(f"“{value}”不是 dev 或 test", param, ctx)


class _Above(click.ParamType[float]):
    """A number above 0."""

    name = "数"

    def __init__(self, number: type[int] | type[float]) -> None:
        self._number = number

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            found = self._number(str(value))
        except ValueError:
            found = 0
        words = "整数" if self._number is int else "数"
        return found if 0 < found < float("inf") else self.fail(f"“{value}”不是大于 0 的{words}", param, ctx)


@click.group("eval", cls=Group)
def evaluate() -> None:
    """用评测集衡量检索与答案。"""


@evaluate.command("retrieval", cls=Command)
@click.argument("benchmark", metavar="目录或问题集", type=_PATH)
@click.option("--out", metavar="目录", type=_PATH, help="把检索结果和相关性判断存为 TREC 文件")
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def retrieval(benchmark: Path, out: Path | None, as_json: bool) -> None:
    """用 BEIR 格式的评测集，或用问题集，衡量检索的效果与速度。

    目录里要有 corpus.jsonl（或 corpus.jsonl.gz）、queries.jsonl 和 qrels.tsv。
    语料写入临时的知识库，用完即删，不动 KB_HOME；几万条语料要几分钟。
    问题集（.jsonl 文件）则在 KB_HOME 里找它的标准条款，追问和答不了的题除外。
    """
    from eval.retrieval import evaluate as of_benchmark
    from eval.retrieval import of_questions

    measure = of_questions if benchmark.is_file() else of_benchmark
    with progress("检索") as on_progress:
        report = measure(benchmark, Settings.from_environment(), out, on_progress)
    if as_json:
        console.write_json(report)
    else:
        console.write_table(("项目", "结果"), list(figures.retrieval(report)))


@evaluate.command("answers", cls=Command)
@click.argument("dataset", required=False, metavar="[评测集]", type=_PATH)
@click.option("--half", metavar="半集", type=_HalfName(), help="只问 dev（开发）或 test（留出）那一半")
@click.option("--engine", metavar="引擎", default="offline", help="offline（默认）、model、baseline，或答案文件")
@click.option("--out", metavar="目录", type=_PATH, help="存下每题答案、得分和网页报告；中断后用同一命令接着做")
@click.option("--gate", metavar="文件", type=_PATH, help="低于这份 TOML 里的门槛，退出码为 1")
@click.option("--judge", is_flag=True, help="由 KB_LLM_MODEL 判定引证是否支持，不用规则")
@click.option("--time-limit", metavar="秒", type=_Above(float), default=60, help="每题的时限，默认 60，超过得 0")
@click.option("--jobs", metavar="题数", type=_Above(int), help="同时问几题，默认 1；要等语言模型时默认 4")
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def answers(dataset: Path | None, out: Path | None, gate: Path | None, as_json: bool, **chosen: Any) -> int:
    """用问题集衡量答案、引证与拒答，默认用 eval/datasets/seeds.jsonl。

    问的是 KB_HOME 里的知识库，问题集所说的公文要先入库。格式见 eval/datasets/README.md，指标见 kb eval measures。
    先列各类问题的得分（0 到 1，“-”为不适用），再列没有全对的问题和错处；没有 --gate，退出码都是 0。
    答案文件一行一个对象，同 kb ask --json，用来评测别的系统。
    """
    from eval.answers import SEEDS
    from eval.dataset import Half
    from eval.evaluation import Request
    from eval.evaluation import evaluate as measure
    from eval.gate import fallen, read_gate

    least = read_gate(gate) if gate else None
    half = Half(chosen.pop("half")) if chosen["half"] else chosen.pop("half")
    request = Request(dataset or SEEDS, half=half, out=out, **chosen)
    try:
        with progress("提问") as on_progress:
            report = measure(request, Settings.from_environment(), on_progress).report
    except KeyboardInterrupt:
        console.complain(f"已中断。{f'答过的题在 {out}，用同一命令接着做。' if out else ''}")
        return exits.INTERRUPTED
    if as_json:
        console.write_json(report)
    else:
        _write_answers(report, out)
    fell = list(fallen(least, report)) if least else []
    for line in fell:
        console.complain(f"低于门槛：{line}")
    return exits.INCOMPLETE if fell else exits.DONE


def _write_answers(report: Mapping[str, Any], out: Path | None) -> None:
    rows = [*report["by_kind"].items(), *(("公文 " + name, found) for name, found in report["by_document"].items())]
    console.write_table(figures.columns(), [figures.row(name, summary) for name, summary in [*rows, ("全部", report)]])
    console.write()
    console.write_table(("项目", "结果", "95% 区间"), list(figures.overall(report)))
    console.write()
    failed = [(row["id"], row["kind"], row["question"], "；".join(row["problems"])) for row in report["failures"]]
    console.write_table(("编号", "类别", "没有全对的问题", "错处"), failed)
    if out:
        console.write(f"\n报告：{out / 'report.html'}")


@evaluate.command("measures", cls=Command)
def measures() -> None:
    """列出各项指标的定义、边界与出处。"""
    from eval.measures import meanings

    rows = [(name, m.label, m.definition, m.edges, m.source) for name, m in meanings().items()]
    console.write_table(("名称", "指标", "定义（0 到 1，1 最好）", "哪些题、边界", "出处"), rows)


@evaluate.command("compare", cls=Command)
@click.argument("before", metavar="旧目录", type=_PATH)
@click.argument("after", metavar="新目录", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def compare(before: Path, after: Path, as_json: bool) -> None:
    """逐题比较两次评测（--out 的目录）：哪些好了，哪些坏了，差别是不是偶然。

    p 是配对随机化检验的双侧概率，符号 p 是符号检验的；小于 0.05 通常认为不是偶然。
    """
    from eval.compare import compare as measure
    from eval.folder import read_scores

    found = measure(read_scores(before), read_scores(after))
    if as_json:
        console.write_json(found)
        return
    console.write_table(figures.CHANGES, list(figures.changes(found)))
    console.write()
    console.write_table(figures.MOVED, list(figures.moved(found)))
    for line in figures.remarks(found):
        console.write(line)


@evaluate.command("check", cls=Command)
@click.argument("dataset", required=False, metavar="[评测集或目录]", type=_PATH)
def check(dataset: Path | None) -> int:
    """检查问题集：格式，标准条款是否存在，单位和字句是否在所引条款里。

    对照的是 KB_HOME 里的公文，要先入库。目录按 BEIR 格式检查。一处问题一行，写明文件和行号；有问题退出码为 1。
    """
    from eval.answers import SEEDS
    from eval.check import check as measure

    checked = measure(dataset or SEEDS, Settings.from_environment())
    for problem in checked.problems:
        console.write(str(problem))
    drafts = f"，其中 {checked.drafts} 题是草稿，请核对后删去 note 里的“草稿”" if checked.drafts else ""
    console.write(f"{checked.questions} 题，{len(checked.problems)} 处问题{drafts}。")
    return exits.INCOMPLETE if checked.problems else exits.DONE


@evaluate.command("parsing", cls=Command)
@click.argument("documents", metavar="公文目录", type=_PATH)
@click.argument("gold", metavar="标注目录", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def parsing(documents: Path, gold: Path, as_json: bool) -> None:
    """用人工标注衡量解析：条款路径、责任单位与牵头、时限、指标。

    标注目录里每份公文一个 JSON，文件名是公文文件名的开头（017.json 标注 017_….txt），格式见 eval/parsing.py。
    先列准确率、召回率和 F1，再列每处差别；有没有差别，退出码都是 0。
    """
    from eval.parsing import evaluate as measure

    score = measure(documents, gold)
    if as_json:
        console.write_json(score.to_json())
        return
    console.write_table(figures.PARSED, list(figures.parsed(score)))
    console.write()
    console.write_table(figures.MISSED, list(figures.missed(score)))


@evaluate.command("baseline", cls=Command)
@click.argument("dataset", required=False, metavar="[评测集]", type=_PATH)
@click.option("--beir", "benchmarks", metavar="目录", type=_PATH, multiple=True, help="再比 BEIR 格式的检索，可写多次")
@click.option("--readme", "readmes", metavar="文件", type=_PATH, multiple=True, help="用结果替换文件里的表，可写多次")
@click.option("--json", "as_json", is_flag=True, help="结果输出为一行 JSON")
def baseline(dataset: Path | None, benchmarks: tuple[Path, ...], readmes: tuple[Path, ...], as_json: bool) -> None:
    """与 llama-index 的原装部件并排比较：效果、入库秒数、每问毫秒、内存。

    对照是 SentenceSplitter、Chroma、BM25Retriever、CitationQueryEngine，向量与本引擎相同；
    没有 KB_LLM_MODEL 时，由一个只会摘句的假模型代替语言模型。两边各用一个新进程，问 KB_HOME 里的公文。
    要先安装 .[baseline]。“比”是本引擎除以对照。
    """
    from eval.answers import SEEDS
    from eval.engines import require_baseline
    from eval.sides import facts_of, ratio, rewrite, side_by_side

    require_baseline()
    with progress("比较") as on_progress:
        rows = side_by_side(dataset or SEEDS, Settings.from_environment(), benchmarks, on_progress)
    for readme in readmes:
        rewrite(readme, rows, facts_of(dataset or SEEDS))
    if as_json:
        console.write_json(rows)
    else:
        shown = [(row.corpus, row.name, f"{row.product:g}", f"{row.baseline:g}", ratio(row)) for row in rows]
        console.write_table(("评测集", "项目", "本引擎", "llama-index", "比"), shown)


@evaluate.command("draft", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="公文...", type=_PATH)
@click.option("--out", required=True, metavar="文件", type=_PATH, help="写到这个 .jsonl，旁边再写 .documents.toml")
@click.option("--each", metavar="题数", type=_Above(int), default=3, help="每份公文每类最多几题，默认 3")
def draft(files: tuple[Path, ...], out: Path, each: int) -> None:
    """从解析的结果为自己的公文起草一套问题，供人核对、改写、增补。

    草稿的标准出自解析，未经核对不能说明解析得对不对：请逐题对照公文，改好后删去 note 里的“草稿”。
    """
    from eval.draft import draft as write

    count = write(files, out, each)
    console.write(f"已起草 {count} 题：{out}；请逐题核对后删去 note 里的“草稿”，再运行 kb eval check {out}。")
