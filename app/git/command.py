"""One run of the git executable: clean environment, time limit, bounded output, nothing left behind."""

import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Literal

from app.ports import NotFound, Unavailable

# Nothing of the operator's or the repository's settings reaches git: no GIT_* variable is inherited, no
# configuration but the one in our own git directory is read, and no transport is allowed unless a fetch asks.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "PATH": os.defpath,
}
_CHUNK = 1 << 16
_TICK = 0.1  # seconds between two looks at the clock and at the watch
_ERROR_BYTES = 1 << 16
# Git yields to whatever answers people on the same machine, where the system knows how.
_BEHIND: Final = ("nice", "-n", "10") if shutil.which("nice", path=os.defpath) else ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a repository may cost."""

    seconds: float = 30.0  # for one command
    output: int = 128_000_000  # bytes that one command may print
    file: int = 1_000_000  # bytes of a file whose changes are read line by line
    patch: int = 16_000_000  # bytes of the whole difference


@dataclass(frozen=True, slots=True)
class Output:
    """What a command printed. `cut` says which limit ended it; what was printed until then is here."""

    stdout: bytes
    stderr: str
    status: int
    cut: Literal["", "size", "time"] = ""


def git_executable() -> str:
    """The absolute path of git. A relative entry of PATH could name a file of the repository."""
    found = shutil.which("git")
    if found is None or not Path(found).is_absolute():
        raise NotFound("There is no `git` on the PATH\n\nhint: Install Git 2.30 or newer")
    return found


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started, and wait for it."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


@dataclass(slots=True)
class _Conversation:
    """The pipes of one running command."""

    process: subprocess.Popen[bytes]
    unsent: memoryview
    limit: int
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)

    def hold(self, seconds: float, watch: Callable[[], None]) -> Literal["", "size", "time"]:
        """Talk until the command has ended, or a limit is reached; `watch` is called about ten times a second."""
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            self._register(selector)
            while selector.get_map():
                watch()
                left = deadline - time.monotonic()
                if left <= 0:
                    return "time"
                for key, _ in selector.select(min(_TICK, left)):
                    if not key.data():
                        selector.unregister(key.fileobj)
                if len(self.stdout) > self.limit:
                    del self.stdout[self.limit :]
                    return "size"
        return ""

    def _register(self, selector: selectors.BaseSelector) -> None:
        process = self.process
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise AssertionError("a command is started with three pipes")
        out, err, inn = process.stdout, process.stderr, process.stdin
        os.set_blocking(inn.fileno(), False)
        selector.register(out, selectors.EVENT_READ, lambda: self._receive(out, self.stdout, self.limit + _CHUNK))
        selector.register(err, selectors.EVENT_READ, lambda: self._receive(err, self.stderr, _ERROR_BYTES))
        selector.register(inn, selectors.EVENT_WRITE, lambda: self._send(inn))

    @staticmethod
    def _receive(stream: IO[bytes], into: bytearray, limit: int) -> bool:
        chunk = os.read(stream.fileno(), _CHUNK)
        into += chunk[: max(0, limit - len(into))]
        return bool(chunk)

    def _send(self, stream: IO[bytes]) -> bool:
        """Whether there is more to send. A command that stops listening has its reasons, told by its status."""
        try:
            sent = os.write(stream.fileno(), self.unsent[:_CHUNK]) if self.unsent else 0
        except BrokenPipeError:
            sent = len(self.unsent)
        self.unsent = self.unsent[sent:]
        if not self.unsent:
            stream.close()
        return bool(self.unsent)


def _nothing() -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Git:
    """The git executable on one git directory, which must be of our own making (see isolation.py)."""

    directory: Path
    executable: str
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)  # may hold a secret

    def start(self, arguments: Sequence[str], errors: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        """A running command in a process group of its own, behind what answers people; the caller stops it."""
        known = _ENVIRONMENT | {"GIT_DIR": str(self.directory), "HOME": str(self.directory)}
        return subprocess.Popen(
            [*_BEHIND, self.executable, "--no-pager", *arguments],
            cwd=self.directory,
            env=known | dict(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )

    def run(
        self,
        arguments: Sequence[str],
        *,
        stdin: bytes = b"",
        limit: int | None = None,
        watch: Callable[[], None] = _nothing,
    ) -> Output:
        """What the command printed. The process group is gone afterwards, whatever happened."""
        process = self.start(arguments)
        talk = _Conversation(process, memoryview(stdin), self.limits.output if limit is None else limit)
        try:
            cut = talk.hold(self.limits.seconds, watch)
            if not cut:
                process.wait(timeout=self.limits.seconds)
        finally:
            stop(process)
        return Output(bytes(talk.stdout), talk.stderr.decode(errors="replace"), process.returncode, cut)

    def text(self, arguments: Sequence[str], *, stdin: bytes = b"", limit: int | None = None) -> bytes:
        """What a command printed that has to succeed. Raises Unavailable."""
        output = self.run(arguments, stdin=stdin, limit=limit)
        if output.cut or output.status != 0:
            raise Unavailable(failure(arguments[0], output))
        return output.stdout


def failure(command: str, output: Output) -> str:
    """Why a command is of no use, in one line."""
    if output.cut == "time":
        return f"`git {command}` took too long and was stopped"
    if output.cut == "size":
        return f"`git {command}` printed more than {len(output.stdout)} bytes and was stopped"
    said = " ".join(output.stderr.split())[:500]
    return f"`git {command}` failed with status {output.status}: {said or 'it said nothing'}"
