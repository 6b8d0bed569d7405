"""Code of a repository → routes and models, where a crash cannot take the service down."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.domain.code import ReadCode
from app.parsing.child import ReadingLimits, Serving
from app.parsing.process import Death, Start, run

_ANSWER: Final = TypeAdapter(ReadCode)
_MOST_SINGLE: Final = 40  # files that are tried one by one after all of them together ended a child
_LONGEST_LINE: Final = 20_000  # characters; what has longer ones is made by tools


class CodeJob(BaseModel):
    """Files by path, the literals that were found in others, and the names of the records that are wanted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: dict[str, str]
    marks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def read_code_json(job: bytes) -> bytes:
    """What a child does. The parsers are imported there and nowhere else: they may end the process."""
    from app.symbols.reading import read_code  # noqa: PLC0415

    work = CodeJob.model_validate_json(job)
    return _ANSWER.dump_json(read_code(work.files, work.marks, work.names))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked of the files beside their routes and models."""

    marks: Collection[str]
    names: Collection[str]


class CodeReader:
    """Reads code in child processes: all files in one; when that ends early, without the files that ended it."""

    def __init__(self, start: Start, limits: ReadingLimits, serving: Serving = read_code_json) -> None:
        self._start: Start = start
        self._limits = limits
        self._serving = serving

    def read(self, files: Mapping[str, str], marks: Collection[str] = (), names: Collection[str] = ()) -> ReadCode:
        """Routes, models and records; files that cannot be read are named with the reason, without raising."""
        long = {path for path, text in files.items() if any(len(line) > _LONGEST_LINE for line in text.split("\n"))}
        unread = dict.fromkeys(sorted(long), f"a line of it is longer than {_LONGEST_LINE} characters")
        plain = {path: text for path, text in files.items() if path not in long}
        if not plain:
            return ReadCode(unread=unread, complete=not unread)
        deadline = time.monotonic() + self._limits.total
        wanted = _Wanted(marks, names)
        answer = self._run(plain, wanted, deadline)
        if isinstance(answer, Death):
            answer = self._without_killers(plain, wanted, deadline, answer)
        return replace(answer, unread={**unread, **answer.unread}, complete=answer.complete and not answer.unread)

    def _without_killers(self, files: Mapping[str, str], wanted: _Wanted, deadline: float, death: Death) -> ReadCode:
        """Everything but the files that end a child: each of those had two attempts."""
        if len(files) > _MOST_SINGLE:
            return ReadCode(unread=dict.fromkeys(files, death.reason))
        alone = {path: self._run({path: text}, wanted, deadline) for path, text in files.items()}
        dead = {path: answer.reason for path, answer in alone.items() if isinstance(answer, Death)}
        rest = {path: text for path, text in files.items() if path not in dead}
        answer = self._run(rest, wanted, deadline) if rest else ReadCode()
        if isinstance(answer, Death):
            return ReadCode(unread={**dead, **dict.fromkeys(rest, answer.reason)})
        return replace(answer, unread=dead)

    def _run(self, files: Mapping[str, str], wanted: _Wanted, deadline: float) -> ReadCode | Death:
        if time.monotonic() >= deadline:
            return Death("the time for reading the code of this review is used up")
        job = CodeJob(files=dict(files), marks=tuple(sorted(wanted.marks)), names=tuple(sorted(wanted.names)))
        answer = run(self._start, self._serving, job.model_dump_json().encode(), self._limits)
        return answer if isinstance(answer, Death) else _ANSWER.validate_json(answer)
