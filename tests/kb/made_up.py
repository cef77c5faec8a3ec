"""A made-up notice with tasks, deadlines, targets and a table, for what works on a catalogue."""

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.catalogue import Catalogue, Holding

NOTICE = """某市人民政府办公厅文件

某政办〔2025〕3号

某市人民政府办公厅关于印发某市桥梁工作方案的通知

各区人民政府：

一、重点任务

1. 建设桥梁。2025年12月底前，建成桥梁10座。（牵头单位：市桥梁局；配合单位：市水务局）

2. 建设码头。到2027年，建成码头30个以上，新增游船50艘。（责任单位：市水务局）

3. 养护桥梁。每年养护桥梁20座。（责任单位：市桥梁局）

4. 加强宣传。=广泛宣传。（责任单位：市水务局）

附件

各区桥梁任务表

序号\t区\t现有桥梁\t到2027年目标总量
1\t东区\t4\t10
2\t西区\t6\t20
3\t合计\t10\t30

某市人民政府办公厅

2025年2月3日
"""


def catalogue(text: str = NOTICE) -> Catalogue:
    return Catalogue((Holding("a", parse_text(RawDocument(text), "a.txt")),))
