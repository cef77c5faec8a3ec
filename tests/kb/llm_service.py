"""A language model service on loopback that speaks the OpenAI chat protocol and says what a queue holds."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """`body` is sent with `status`, after `wait` seconds; `dribble` sends a blank each 0.05 s until then."""

    body: str | bytes
    status: int = 200
    wait: float = 0.0
    dribble: bool = False


def says(text: str | None, **parts: Any) -> Reply:
    """The reply of a model that says `text`."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    whole = {"id": "1", "object": "chat.completion", "created": 0, "model": "fake", "choices": [choice]}
    return Reply(json.dumps(whole, ensure_ascii=False), **parts)


@dataclass
class Service:
    """`replies` are given in their order; `requests` are the bodies that came, `keys` what authorised them."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""

    @property
    def prompt(self) -> dict[str, str]:
        """What the last request says, by role."""
        return {message["role"]: message["content"] for message in self.requests[-1]["messages"]}


@contextmanager
def running() -> Iterator[Service]:
    """The service, until the block ends."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.requests.append({**json.loads(body), "path": self.path})
            service.keys.append(self.headers["Authorization"])
            _send(self, service.replies.pop(0))

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
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    pauses = int(reply.wait / 0.05) if reply.dribble else 0
    try:
        if not reply.dribble:
            time.sleep(reply.wait)
        handler.send_response(reply.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(pauses + len(body)))
        handler.end_headers()
        for _ in range(pauses):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
        handler.wfile.write(body)
    except OSError:
        return  # the client has waited long enough
