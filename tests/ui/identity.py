"""An OpenID provider on loopback: discovery, a page to choose who one is, codes for tokens, signed ID tokens, keys.

After OpenID Connect Core 1.0 (authorisation code flow) and RFC 7636 (S256). It refuses what a provider has to refuse.
"""

import base64
import hashlib
import html
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "policy-kb", "secret-of-the-tests"
Claims = dict[str, object]


@dataclass
class Provider:
    """`accounts`: what is told of each, by the name on the page; tokens are signed with `signing`, else `published`."""

    accounts: dict[str, Claims]
    address: str = ""
    published: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}))
    signing: RSAKey | None = None
    codes: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def discovery(self) -> Claims:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> Claims:
        return {"keys": [{**self.published.as_dict(private=False), "kid": self.published.thumbprint()}]}

    def chooser(self, asked: dict[str, str]) -> str:
        """The page on which one says who one is."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        links = []
        for account in self.accounts:
            code = secrets.token_urlsafe()
            self.codes[code] = account, asked
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<p><a href="{html.escape(back)}">{html.escape(account)}</a></p>')
        return f"<!doctype html><meta charset=utf-8><title>身份提供者</title><h1>您是谁？</h1>{''.join(links)}"

    def token(self, authorization: str, given: dict[str, str]) -> Claims:
        """The tokens for a code, which holds once, for the client and the page that asked for it."""
        assert authorization == f"Basic {base64.b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"
        account, asked = self.codes.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert given["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        head = {"alg": "RS256", "kid": self.published.thumbprint()}
        signed = jwt.encode(head, {**told, **self.accounts[account]}, self.signing or self.published)
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def provided(accounts: dict[str, Claims]) -> Iterator[Provider]:
    """A provider with these accounts, as long as the block lasts."""
    provider = Provider(accounts)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            if asked.path == "/authorize":
                self._send(provider.chooser(query), "text/html; charset=utf-8")
            elif asked.path == "/keys":
                self._send(json.dumps(provider.keys()))
            else:
                self._send(json.dumps(provider.discovery()))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(json.dumps(provider.token(self.headers["Authorization"], given)))

        def _send(self, content: str, kind: str = "application/json") -> None:
            sent = content.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()
