"""One child process that reads documents: started, waited for, ended."""

import multiprocessing
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Literal, Protocol

from app.parsing.child import ANSWER, ReadingLimits, Serving, serve

# `fork` is for a program with one thread, such as the command line; with more threads a child may inherit a lock
# that nobody will ever release. `forkserver` keeps a small process that has the readers loaded.
Start = Literal["fork", "forkserver"]

_LARGEST_ANSWER = 256_000_000


@dataclass(frozen=True, slots=True)
class Death:
    """Why a child gave no answer, in words that follow "cannot be read:"."""

    reason: str


def preload(modules: Sequence[str]) -> None:
    """Make the fork server load the readers once, before the first child is needed.

    Every child runs the main module again, under another name: what that one imports belongs to `modules`.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["app.parsing.child", *modules])


def run(start: Start, serving: Serving, job: bytes, limits: ReadingLimits) -> bytes | Death:
    """What a new child answers. The child is gone afterwards, whatever happened."""
    context = multiprocessing.get_context("fork") if start == "fork" else multiprocessing.get_context("forkserver")
    receiving, sending = Pipe(duplex=False)
    arguments = (sending, serving, job, limits)
    process = context.Process(target=serve, args=arguments, daemon=True)
    try:
        process.start()
        sending.close()
        answer = _receive(receiving, process, limits)
    finally:
        receiving.close()
        sending.close()
        _end(process)
    if isinstance(answer, Death):
        return answer
    if answer.startswith(ANSWER):
        return answer[len(ANSWER) :]
    return Death(answer[1:].decode())


class _Source(Protocol):
    """The end of a pipe that is read from, whatever the platform calls it."""

    def fileno(self) -> int: ...
    def recv_bytes(self, maxlength: int | None = None) -> bytes: ...


def _receive(receiving: _Source, process: BaseProcess, limits: ReadingLimits) -> bytes | Death:
    if not wait([receiving.fileno(), process.sentinel], limits.seconds):
        return Death(f"it takes longer than {limits.seconds:g} seconds")
    try:
        return receiving.recv_bytes(_LARGEST_ANSWER)
    except (EOFError, OSError):
        process.join(limits.seconds)
        return Death(_cause(process.exitcode))


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the reader was ended by {signal.Signals(-code).name}"
    return f"the reader ended without an answer (status {code})"


def _end(process: BaseProcess) -> None:
    if process.pid is None:  # never started
        return
    if process.is_alive():
        process.kill()
    process.join()
    process.close()
