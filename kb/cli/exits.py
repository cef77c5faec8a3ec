"""Exit codes 退出码, which scripts rely on."""

DONE, INCOMPLETE, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

MEANINGS = {
    DONE: "完成（有依据地拒答也算完成）",
    INCOMPLETE: "做完了，但有欠缺：没有查到；有文件被拒（ingest）；所设置的不能用（doctor）；"
    "问题集有问题（eval check）；得分低于门槛（eval answers --gate）",
    UNUSABLE: "没有做成：输入有误；有文件读不了（parse），没有一份可用（ingest）；知识库不能用。标准错误上有一行说明",
    INTERRUPTED: "被 Ctrl-C 中断",
    PIPE_CLOSED: "接收输出的一方提前关闭",
}
