"""Exit codes 退出码, which scripts rely on."""

DONE, INCOMPLETE, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

MEANINGS = {
    DONE: "完成（有依据地拒答也算完成）",
    INCOMPLETE: "没有查到；或入库时有文件被拒；或设置的服务不能用（doctor）",
    UNUSABLE: "输入有误，或知识库不能用：标准错误上有一行说明",
    INTERRUPTED: "被 Ctrl-C 中断",
    PIPE_CLOSED: "接收输出的一方提前关闭",
}
