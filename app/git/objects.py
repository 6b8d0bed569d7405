"""Objects by name, through one `git cat-file --batch` that stays for the whole review."""

import os
import selectors
import subprocess
import threading
import time
from dataclasses import dataclass

from app.git.command import Git, stop
from app.ports import Unavailable

_CHUNK = 1 << 16
_LONGEST_NAME = 4096
_LONGEST_HEADER = 2 * _LONGEST_NAME


@dataclass(frozen=True, slots=True)
class GitObject:
    """One object of the repository."""

    oid: str
    type: str
    data: bytes


class ObjectReader:
    """Answers any revision or object id. Started at the first question, safe to share between threads."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._buffer = bytearray()
        self._lock = threading.Lock()

    def read(self, name: str, limit: int) -> GitObject | None:
        """The object that `name` names, None when there is none or it is absent. Raises Unavailable."""
        question = name.encode("utf-8", "surrogateescape")
        if b"\n" in question or b"\0" in question or len(question) > _LONGEST_NAME:
            return None  # git would take a line feed for the end of the question
        with self._lock:
            try:
                return self._ask(question, limit)
            except BaseException:
                self._stop()  # half an answer may be left in the pipe
                raise

    def close(self) -> None:
        """End the process. The next question starts another."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            stop(self._process)
        self._process = None
        self._buffer.clear()

    def _ask(self, question: bytes, limit: int) -> GitObject | None:
        # Nobody reads what it complains about, and a full pipe would stop it.
        start = self._git.start
        process = self._process = self._process or start(("cat-file", "--batch"), errors=subprocess.DEVNULL)
        if process.stdin is None:
            raise AssertionError("cat-file is started with a pipe")
        deadline = time.monotonic() + self._git.limits.seconds
        try:
            os.write(process.stdin.fileno(), question + b"\n")
        except BrokenPipeError as error:
            raise Unavailable("`git cat-file` has ended") from error
        header = self._take_line(deadline).decode("ascii", "replace").split(" ")
        if len(header) != 3 or not header[2].isdigit():  # noqa: PLR2004 - id, type and size
            return None  # `<name> missing` or `<name> ambiguous`
        oid, kind, size = header[0], header[1], int(header[2])
        if size > limit:
            raise Unavailable(f"Object {oid} has {size} bytes, more than the {limit} that are read")
        return GitObject(oid, kind, self._take(size, deadline))

    def _take_line(self, deadline: float) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _LONGEST_HEADER:
                raise Unavailable("`git cat-file` gave an answer that is no answer")
            self._fill(deadline)
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line

    def _take(self, size: int, deadline: float) -> bytes:
        """The content, and the line feed after it."""
        while len(self._buffer) <= size:
            self._fill(deadline)
        data = bytes(self._buffer[:size])
        del self._buffer[: size + 1]
        return data

    def _fill(self, deadline: float) -> None:
        if self._process is None or self._process.stdout is None:
            raise AssertionError("nobody asked")
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise Unavailable("`git cat-file` took too long and was stopped")
        chunk = os.read(self._process.stdout.fileno(), _CHUNK)
        if not chunk:
            raise Unavailable("`git cat-file` has ended")
        self._buffer += chunk
