"""One run of the command as a user starts it, and what it took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REVIEW = (sys.executable, "-P", "-m", "app.cli", "review", "--no-model", "--format", "json")
STAGES = (sys.executable, "-P", str(ROOT / "benchmarks" / "stages.py"), "--json")


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `processor` is user and system time of it and of all that it started, `mebibytes` the most that one
    of these processes held."""

    seconds: float
    processor: float
    mebibytes: float
    status: int
    out: bytes
    errors: str


@contextmanager
def installed() -> Iterator[Mapping[str, str]]:
    """The environment in which Python finds our modules compiled, as after an installation, wherever they lie."""
    with tempfile.TemporaryDirectory(prefix="speckeeper-compiled-") as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield kept | {"PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Start the command and wait for it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, env=dict(environment))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        return Run(
            seconds=seconds,
            processor=usage.ru_utime + usage.ru_stime,
            mebibytes=usage.ru_maxrss / 1024,
            status=process.returncode,
            out=out.read(),
            errors=errors.read().decode(errors="replace"),
        )


def by_group(taken: Mapping[str, float]) -> dict[str, float]:
    """Seconds by stage → seconds by group: start, load, resolve, claims, rules, report."""
    groups: dict[str, float] = {}
    for stage, seconds in taken.items():
        group = stage.partition(":")[0]
        groups[group] = groups.get(group, 0.0) + seconds
    return groups
