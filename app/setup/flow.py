"""`speckeeper setup`: a page on this machine sends the manifest to GitHub, and GitHub comes back to it with a code."""

import hmac
import html
import json
import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit

from app.setup.conversion import Conversion, Credentials
from app.setup.env_file import env_file
from app.setup.manifest import SetupFailed, Wanted, manifest

Say = Callable[[str], object]


def set_up(wanted: Wanted, path: Path, conversion: Conversion, say: Say, *, seconds: float = 3_600.0) -> Credentials:
    """Register the App and write its credentials to `path`. Raises SetupFailed; GitHub's code lives for an hour."""
    with env_file(path) as file, _Registration(wanted, conversion) as registration:
        say(f"Open {registration.url} in a browser of this machine, and confirm the App on GitHub")
        credentials = registration.wait(seconds)
        file.write(wanted, credentials)
    return credentials


class _Registration:
    """The page, served on loopback until GitHub has come back."""

    def __init__(self, wanted: Wanted, conversion: Conversion) -> None:
        self._wanted = wanted
        self._conversion = conversion
        self._state = secrets.token_urlsafe(24)
        self._done = threading.Event()
        self._turn = threading.Lock()
        self._credentials: Credentials | None = None
        self._failure: SetupFailed | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False  # the last page is told before the server ends
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait(self, seconds: float) -> Credentials:
        """The credentials, once GitHub has come back. Raises SetupFailed."""
        if not self._done.wait(seconds):
            raise SetupFailed(f"Nobody confirmed the App within {seconds / 60:.0f} minutes; run the command again")
        if self._failure is not None:
            raise self._failure
        if self._credentials is None:
            raise SetupFailed("The set-up ended without credentials")
        return self._credentials

    def answer(self, path: str) -> tuple[HTTPStatus, str]:
        """Status and page for one request of the browser."""
        parts = urlsplit(path)
        if parts.path == "/":
            return HTTPStatus.OK, self._form()
        if parts.path != "/created":
            return HTTPStatus.NOT_FOUND, _page("<p>No such page.</p>")
        given = parse_qs(parts.query)
        code, state = given.get("code", [""])[0], given.get("state", [""])[0]
        if not hmac.compare_digest(state.encode(), self._state.encode()) or not code.isalnum():
            return HTTPStatus.BAD_REQUEST, _page("<p>This is not the answer to the page of this set-up.</p>")
        return self._created(code)

    def _created(self, code: str) -> tuple[HTTPStatus, str]:
        with self._turn:  # a browser may load the page twice, and the code works once
            if self._credentials is None and self._failure is None:
                try:
                    self._credentials = self._conversion.credentials(code)
                except SetupFailed as failure:
                    self._failure = failure
        self._done.set()
        if self._failure is not None:
            return HTTPStatus.BAD_GATEWAY, _page(f"<p>{html.escape(str(self._failure))}</p>")
        return HTTPStatus.OK, _page("<h1>The App exists</h1><p>The terminal says what to do next.</p>")

    def _form(self) -> str:
        told = json.dumps(manifest(self._wanted, f"{self.url}created"))
        action = html.escape(self._wanted.registration_url(self._state))
        return _page(
            f'<form action="{action}" method="post"><input type="hidden" name="manifest" value="{html.escape(told)}">'
            f"<p>Speckeeper becomes a GitHub App for {html.escape(self._wanted.service_url)}.</p>"
            "<button>Register it on GitHub</button></form>"
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # a browser may open a connection and say nothing

            def do_GET(self) -> None:
                status, page = answer(self.path)
                data = page.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
                """Nothing: the address holds the code."""
                del format, args

        return Handler


def _page(body: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><title>Speckeeper</title>{body}\n'
