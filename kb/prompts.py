"""Prompts 提示词: one Markdown file each in prompts/, with front matter and named {variables}.

Those of the user's folder KB_PROMPTS take the place of the ones of the same name.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from kb.errors import PolicyKBError

_HERE = Path(__file__).parent
_PLACES = (_HERE.parent / "prompts", _HERE / "data" / "prompts")  # in the source tree, in an installed package
_PARTS = re.compile(r"---\n(?P<front>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_ROLE = re.compile(r"^## (system|user)$", re.MULTILINE)
_VARIABLE = re.compile(r"\{(\w+)\}")
_KEYS = ("purpose", "variables", "version")


class PromptError(PolicyKBError):
    """A prompt that cannot be used: its file, or the variables that it was given."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"提示词 {path} 不能用：{reason}。")
        self.path = path


@dataclass(frozen=True)
class Message:
    """What one side says to a model; `role` is “system” or “user”."""

    role: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """A prompt as its file has it. `variables` are the names that its messages have in braces, each at least once."""

    path: Path
    purpose: str
    variables: tuple[str, ...]
    version: str
    messages: tuple[Message, ...]

    def filled(self, **values: str) -> tuple[Message, ...]:
        """The messages with a value for each variable. Braces in a value stay as they are. Raises PromptError."""
        _same(self.path, self.variables, tuple(values))
        return tuple(Message(m.role, _VARIABLE.sub(lambda found: values[found[1]], m.text)) for m in self.messages)


def load(name: str, folder: Path | None = None) -> Prompt:
    """The prompt in prompts/`name`.md, or the one in `folder`, whose variables must be the same. Raises PromptError."""
    paths = [place / f"{name}.md" for place in _PLACES]
    prompt = read(next((path for path in paths if path.is_file()), paths[0]))
    if folder is None or not (folder / f"{name}.md").exists():
        return prompt
    own = read(folder / f"{name}.md")
    _same(own.path, prompt.variables, own.variables)
    return own


def names() -> list[str]:
    """The names of all prompts."""
    return sorted({path.stem for place in _PLACES for path in place.glob("*.md")})


def read(path: Path) -> Prompt:
    """The prompt in a file, whose messages begin with a line “## system” or “## user”. Raises PromptError."""
    parts = _PARTS.fullmatch(_text(path))
    if parts is None:
        raise PromptError(path, "开头要有两行“---”，其间写明 purpose、variables、version")
    front = _front(path, parts["front"])
    messages = _messages(path, parts["body"])
    used = tuple(dict.fromkeys(name for message in messages for name in _VARIABLE.findall(message.text)))
    variables = tuple(name.strip() for name in front["variables"].split(",") if name.strip())
    _same(path, used, variables)
    return Prompt(path, front["purpose"], variables, front["version"], messages)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PromptError(path, "文件不存在") from None
    except (OSError, UnicodeDecodeError):
        raise PromptError(path, "文件读不出来，或不是 UTF-8 编码") from None


def _front(path: Path, text: str) -> dict[str, str]:
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    front = {key.strip(): value.strip() for key, _, value in rows}
    if missing := [key for key in _KEYS if key not in front]:
        raise PromptError(path, f"缺少 {'、'.join(missing)}")
    if unknown := [key for key in front if key not in _KEYS]:
        raise PromptError(path, f"有不认识的 {'、'.join(unknown)}")
    return front


def _messages(path: Path, body: str) -> tuple[Message, ...]:
    before, *rest = _ROLE.split(body)
    if before.strip() or not rest:
        raise PromptError(path, "正文要分成以“## system”或“## user”一行开头的段落")
    return tuple(Message(role, text.strip()) for role, text in zip(rest[::2], rest[1::2], strict=True))


def _same(path: Path, wanted: tuple[str, ...], given: tuple[str, ...]) -> None:
    """Raises PromptError where a variable is missing or not known."""
    if missing := [name for name in wanted if name not in given]:
        raise PromptError(path, f"缺少变量 {'、'.join(missing)}")
    if unknown := [name for name in given if name not in wanted]:
        raise PromptError(path, f"有不认识的变量 {'、'.join(unknown)}")
