"""The few errors that a user can meet, each one Chinese line that says what, where and what to do."""

from pathlib import Path


class PolicyKBError(Exception):
    """Base of every error that a face shows to its user as one line."""


class UnreadableSource(PolicyKBError):
    """A file that cannot be read as a notice: missing, empty, binary, undecodable.

    `path` names the file, `reason` says in Chinese what is wrong with it and, where possible, what to do.
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"无法读取 {path}：{reason}")
        self.path = Path(path)
        self.reason = reason


class KnowledgeBaseError(PolicyKBError):
    """The knowledge base on disk cannot be used: unwritable, locked, damaged, or made with another embedding."""


class ServiceDown(KnowledgeBaseError):
    """A service that the settings name does not answer now: what needs it fails, a question is answered without it."""


class SettingError(PolicyKBError):
    """A KB_* setting whose value cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"设置 {name} 无效：{reason}")
        self.name = name
