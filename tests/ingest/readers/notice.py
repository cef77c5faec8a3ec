"""One invented notice, which the tests put into every format: with numbering, units, deadlines, targets and a table."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ingest.parsing import parse_text
from ingest.readers import RawDocument, read
from kb.notices import Notice
from kb.text import visible

NUMBER = "江政办〔2026〕12号"
TITLE = ("江城市人民政府办公室关于印发", "《江城市校园食堂提升行动方案（2026—2028年）》的通知")
PLAN = "江城市校园食堂提升行动方案（2026—2028年）"
ANNEX = ("附件", "重点任务分工表")
OPENING = (
    "各区人民政府，市人民政府各部门：",
    f"《{PLAN}》已经市人民政府同意，现印发给你们，请认真组织实施。",
    "江城市人民政府办公室",
    "2026年3月2日",
    PLAN,
    "为了让师生吃得安全、吃得满意，制定本方案。",
)


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph: `level` 0 is “一、”, 1 “（一）”, 2 “1.”; `label` is what its number reads."""

    level: int
    label: str
    words: str

    @property
    def text(self) -> str:
        return self.label + self.words


BODY = (
    Paragraph(0, "一、", "总体要求"),
    Paragraph(1, "（一）", "主要目标。到2028年，新建改造学校食堂60个，师生满意度不低于90%。"),
    Paragraph(0, "二、", "重点任务"),
    Paragraph(1, "（一）", "改善食堂条件"),
    Paragraph(
        2, "1.", "改造老旧食堂。2027年底前，改造老旧食堂30个以上。（责任单位：市教育局、市住建局，各区人民政府）"
    ),
    Paragraph(
        2, "2.", "配齐检测设备。到2026年12月，快检设备覆盖率达到95%。（牵头单位：市市场监管局；配合单位：市财政局）"
    ),
    Paragraph(1, "（二）", "规范日常管理"),
    Paragraph(2, "1.", "落实陪餐制度。每学期开展检查不少于2次，持续推进。（责任单位：市教育局）"),
    Paragraph(0, "三、", "保障措施"),
    Paragraph(1, "（一）", "加强组织领导。市教育局牵头建立联席会议，每季度会商一次。（责任单位：市教育局、市卫健委）"),
)
HEAD = ("序号", "任务", "责任单位", "完成时限")
ROWS = (
    ("1", "改造老旧食堂", "市教育局、市住建局", "2027年12月底前"),
    ("2", "配齐快检设备", "市市场监管局", "2026年12月底前"),
    ("3", "公示食材来源", "市市场监管局", "长期坚持"),
)
LINES = (*TITLE, NUMBER, *OPENING, *(paragraph.text for paragraph in BODY), *ANNEX)
TEXT = "\n".join([*LINES, "", *("\t".join(row) for row in (HEAD, *ROWS)), ""])
PAGE_TITLE = "".join(TITLE)


@cache
def facts_of_text() -> dict[str, Any]:
    """The facts of the notice as plain text: what every format must give."""
    return facts(parse_text(RawDocument(TEXT), "样本"))


def facts_of_file(path: Path) -> dict[str, Any]:
    """The facts that are read from a file."""
    return facts(parse_text(read(path), str(path)))


def facts(notice: Notice) -> dict[str, Any]:
    """What must not depend on the format: data of the document, clauses with their facts, tables. Without places."""
    shown = msgspec.json.decode(msgspec.json.encode(notice.to_json()))
    clauses = [
        {key: value for key, value in clause.items() if key not in ("start", "end", "page")}
        for clause in shown["clauses"]
    ]
    for clause in clauses:
        clause["text"] = visible(clause["text"])
    return {**shown, "clauses": clauses, "source": None, "unassigned": [u["text"] for u in shown["unassigned"]]}
