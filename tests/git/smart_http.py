"""A code host on loopback: Git's own HTTP server, which can also misbehave."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from sandbox import GIT

Mishap = int | Literal["hang", "drop", "slow", "none"]


@dataclass
class Host:
    """What the server serves, what it does wrong next, and what it saw."""

    root: Path
    authorization: str = ""
    mishaps: list[Mishap] = field(default_factory=list)
    repeated: Mishap | None = None
    body: bytes = b"no"
    seen: list[str] = field(default_factory=list)
    stuck: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    host: Host

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing."""

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body: bytes) -> None:
        host = self.host
        host.seen.append(f"{self.command} {self.path}")
        mishap = host.mishaps.pop(0) if host.mishaps else host.repeated
        if isinstance(mishap, int):
            self.refuse(mishap)
        elif mishap == "drop":
            self.close_connection = True
        elif mishap == "hang":
            host.stuck.set()
            host.released.wait(60)
        elif host.authorization and self.headers.get("Authorization") != host.authorization:
            self.refuse(401)
        else:
            self.pass_on(body, slow=mishap == "slow")

    def refuse(self, status: int) -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="code"')
        if 300 <= status < 400:
            self.send_header("Location", self.host.url.replace("/work/", "/elsewhere/") + "/info/refs")
        self.send_header("Content-Length", str(len(self.host.body)))
        self.end_headers()
        self.wfile.write(self.host.body)

    def pass_on(self, body: bytes, *, slow: bool) -> None:
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_PROJECT_ROOT": str(self.host.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
        }
        # A status other than 0 is an answer, too: git has told the client what is wrong.
        command = [GIT, "http-backend"]
        done = subprocess.run(command, input=body, capture_output=True, check=False, env=environment, timeout=60)
        header, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in header.decode().split("\r\n")]
        status = next((value for name, value in fields if name == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) * 3 // 4] if slow else content)
        if slow:
            self.wfile.flush()
            self.host.stuck.set()
            self.host.released.wait(60)


@contextmanager
def serving(root: Path) -> Iterator[Host]:
    """The server, until the end of the block. Repositories below `root` need `uploadpack.*` settings."""
    host = Host(root)
    handler = type("BoundHandler", (Handler,), {"host": host})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        host.url = f"http://127.0.0.1:{server.server_port}/work/.git"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield host
        finally:
            host.released.set()
            server.shutdown()
            thread.join()
