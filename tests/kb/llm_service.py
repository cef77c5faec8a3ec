"""A language model service on loopback that speaks the OpenAI chat protocol and says what a queue holds."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EVENTS = "text/event-stream"


@dataclass(frozen=True)
class Reply:
    """`parts` are sent with `status`, `pause` seconds after each, the first after `wait` seconds.

    `dribble` sends a comment each 0.05 s while it waits; `broken` closes the connection before the body has ended.
    `hold` keeps back the second half of the parts until it is set.
    """

    parts: tuple[str | bytes, ...]
    status: int = 200
    wait: float = 0.0
    pause: float = 0.0
    dribble: bool = False
    broken: bool = False
    kind: str = "application/json"
    hold: threading.Event | None = None


def sends(body: str | bytes, status: int = 200, **how: Any) -> Reply:
    """The reply of a service that sends just this."""
    return Reply((body,), status, **how)


def says(*pieces: str | None, finish: str | None = "stop", **how: Any) -> Reply:
    """The reply of a model that says `pieces`, each a server-sent event; None is an event without text."""
    events = [_event({"content": piece}) for piece in pieces]
    ends = [_event({}, finish), _data({**_CHUNK, "choices": [], "usage": _USAGE}), "data: [DONE]\n\n"] if finish else []
    return Reply((*events, *ends), kind=EVENTS, **how)


_USAGE = {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000}
_CHUNK = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake"}


def _event(delta: dict[str, Any], finish: str | None = None) -> str:
    return _data({**_CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _data(value: object) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


@dataclass
class Service:
    """`replies` are given in their order, then what `always` makes of a prompt.

    `requests` are the bodies that came, `keys` what authorised them.
    """

    replies: list[Reply] = field(default_factory=list)
    always: Callable[[dict[str, str]], Reply] | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""

    @property
    def prompt(self) -> dict[str, str]:
        """What the last request says, by role."""
        return {message["role"]: message["content"] for message in self.requests[-1]["messages"]}

    def next(self) -> Reply:
        if self.always and not self.replies:
            return self.always(self.prompt if "messages" in self.requests[-1] else {})
        return self.replies.pop(0)


@contextmanager
def running() -> Iterator[Service]:
    """The service, until the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.requests.append({**json.loads(body), "path": self.path})
            service.keys.append(self.headers["Authorization"])
            _send(self, service.next())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    service.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    parts = [part.encode() if isinstance(part, str) else part for part in reply.parts]
    comments = int(reply.wait / 0.05) if reply.dribble else 0
    comment = b": wait\n\n"
    try:
        if not reply.dribble:
            time.sleep(reply.wait)
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.kind)
        length = comments * len(comment) + sum(map(len, parts))
        handler.send_header("Content-Length", str(length + 99 if reply.broken else length))
        handler.end_headers()
        for _ in range(comments):
            _write(handler, comment, 0.05)
        for place, part in enumerate(parts):
            if reply.hold and place == len(parts) // 2:
                reply.hold.wait(60)
            _write(handler, part, reply.pause)
        if reply.broken:
            handler.connection.close()
    except OSError:
        return  # the client has waited long enough


def _write(handler: BaseHTTPRequestHandler, part: bytes, pause: float) -> None:
    handler.wfile.write(part)
    handler.wfile.flush()
    time.sleep(pause)
