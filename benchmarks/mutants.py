"""Do the tests notice small faults? Mutation testing of a sample of specs_schema, app/rules and app/stages.

    python benchmarks/mutants.py record --to record.json TESTS...
    python benchmarks/mutants.py run --record record.json --to outcomes.jsonl --sample 210 --seed 5
    python benchmarks/mutants.py run --record record.json --to controls.jsonl --sample 30 --seed 5 --unharmed
    python benchmarks/mutants.py run --record record.json --to outcomes.jsonl --only KEY... [--tests TESTS...]

The first line runs the tests with coverage.py (which has to be installed; nothing else needs it) and keeps which test
ran which line. The second one makes one fault at a time in a sample of places, as many in each of the three folders,
and runs the tests that ran the line until one fails. The fault is made while its module is imported, in a process of
its own: no file is touched. So a process that a test starts does not have it. A run that was ended goes on where it
was. The third line makes no faults, only all else: everything has to survive. The fourth one has certain faults made
again, with other tests if they are named.

An outcome is one of: killed (a test failed, or the module did not load), expired (the tests did not end), survived,
uncovered (no test runs the line).
"""

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import os
import random
import re
import resource
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final, Literal

import pytest
from mutant_operators import Place, mutant, places
from mutant_tests import Record, record
from pydantic import BaseModel, ConfigDict

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGES: Final = ("specs_schema", "app/rules", "app/stages")
# What most tests need is imported only once. No plugin of pytest is among it: those it wants to import itself.
PRELOADED: Final = ("ast_grep_py", "click", "jsonschema", "markdown_it", "sqlalchemy", "structlog", "yaml")
SECONDS: Final = 150  # of the processor: then the tests are taken for endless
SECONDS_IN_ALL: Final = 1_200.0  # the same for tests that wait
LONGEST = 300  # characters of what the tests said that are kept
ENDED: Final = 100  # added to pytest's exit status: any other status is not pytest's
NOT_LOADED: Final = 99  # the exit status when no test imported the module with the fault

Verdict = Literal["killed", "expired", "survived", "uncovered"]


@dataclass(frozen=True)
class Fault:
    """A place in a file. Where it is `unharmed`, all is done but the fault."""

    path: str
    place: Place
    unharmed: bool = False

    @property
    def key(self) -> str:
        return f"{self.path}:{self.place.number}"

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Outcome(BaseModel):
    """What became of a fault; `by` is what the tests said last."""

    model_config = ConfigDict(frozen=True)

    key: str
    line: int
    operator: str
    before: str
    after: str
    verdict: Verdict
    tests: int  # that were chosen
    of: int  # that ran the line
    by: str = ""


# Choosing


def sampled(sample: int, seed: int) -> tuple[Fault, ...]:
    """Faults drawn at random, as many in each folder, in turn."""
    drawn = random.Random(seed)  # noqa: S311  # a sample, not a secret
    share = sample // len(PACKAGES)
    strata = [drawn.sample(faults(package), share) for package in PACKAGES]
    return tuple(one for one in chain.from_iterable(zip_longest(*strata)) if one)


def faults(package: str) -> list[Fault]:
    """Every fault that can be made in the folder."""
    paths = sorted((ROOT / package).rglob("*.py"))
    return [
        Fault(path.relative_to(ROOT).as_posix(), place) for path in paths for place in places(path.read_text("utf-8"))
    ]


def tests_of(fault: Fault, known: Record) -> set[int]:
    """The tests that ran the line; where a line runs at import, those of the module and of the ones that import it."""
    if fault.place.inside:
        return known.of_lines(fault.path, range(fault.place.first, fault.place.last + 1))
    return {test for path in (fault.path, *_importers(fault.module)) for test in known.of_file(path)}


def _importers(module: str) -> Iterator[str]:
    parent, _, name = module.rpartition(".")
    ways = (rf"from {re.escape(module)} import", rf"from {re.escape(parent)} import .*\b{name}\b")
    imports = re.compile(rf"^\s*(?:{'|'.join(ways)})", re.MULTILINE)
    for path in chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES):
        if imports.search(path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix()


# Making one fault, in a process of its own


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads the module of a fault with the fault in it, and knows whether it did."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.module, str(ROOT / fault.path))
        self._fault = fault
        self.loaded = False

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  # the import system's signature
        self.loaded = True
        text = Path(self.path).read_text("utf-8")
        return compile(text if self._fault.unharmed else mutant(text, self._fault.place.number), self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    """Has one module loaded by a loader of ours. Also a pytest plugin, to stand before the finder that pytest adds."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  # the same
        target: ModuleType | None = None,  # noqa: ARG002  # the same
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._loader.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._loader.path, loader=self._loader)

    def pytest_sessionstart(self) -> None:
        sys.meta_path.remove(self)
        sys.meta_path.insert(0, self)


class Only:
    """A pytest plugin that runs these tests and no others, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (one for one in items if one.nodeid in self._places), key=lambda one: self._places[one.nodeid]
        )


def _tested(fault: Fault, arguments: Sequence[str], plugins: Sequence[object], said: str) -> None:
    """Run pytest with the fault made; the exit status is pytest's and `ENDED`. What it says goes to the file `said`."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    out = os.open(said, os.O_WRONLY | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    loader = _Loader(fault)
    finder = _Finder(loader)
    sys.meta_path.insert(0, finder)
    status = pytest.main([*arguments, "-x", "-q", "--tb=line", "-p", "no:cacheprovider"], plugins=[finder, *plugins])
    sys.stdout.flush()
    os._exit(ENDED + status if loader.loaded else NOT_LOADED)


def _outcome_of(said: str) -> str:
    """The first test that failed, with what it found; of output that names none, the end."""
    named = (line for line in said.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next(named, said.strip()[-LONGEST:])[:LONGEST]


def judged(fault: Fault, arguments: Sequence[str], plugins: Sequence[object]) -> tuple[Verdict, str]:
    """Whether the tests notice the fault, and what they said last. Raises RuntimeError if they could not be run."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as said:
        process = multiprocessing.get_context("fork").Process(
            target=_tested, args=(fault, arguments, plugins, said.name)
        )
        process.start()
        process.join(SECONDS_IN_ALL)
        if process.exitcode is None and process.pid:
            os.killpg(process.pid, signal.SIGKILL)
            process.join()
            return "expired", ""
        words = _outcome_of(said.read())
    if process.exitcode == -signal.SIGXCPU:
        return "expired", ""
    match (process.exitcode or 0) - ENDED:
        case pytest.ExitCode.OK:
            return "survived", ""
        case pytest.ExitCode.TESTS_FAILED | pytest.ExitCode.INTERRUPTED:  # interrupted: a module did not load
            return "killed", words
        case _:
            raise RuntimeError(f"{fault.key}: the tests could not be run: {words}")


def _judged_by(fault: Fault, chosen: Sequence[str]) -> tuple[Verdict, str]:
    """First by the tests of the fault's own folder: most faults need no others, and those import much."""
    own = f"tests/{Path(fault.path).parts[fault.path.startswith('app/')]}"
    verdict: tuple[Verdict, str] = ("uncovered", "")
    for of_own in (True, False):
        part = [test for test in chosen if test.startswith(own) == of_own]
        if part and verdict[0] in {"uncovered", "survived"}:
            verdict = judged(fault, sorted({test.partition("::")[0] for test in part}), (Only(part),))
    return verdict


def outcome(fault: Fault, known: Record, seconds: float, tests: Sequence[str]) -> Outcome:
    """What becomes of the fault, with the tests that were named, or else with so many seconds of those that ran it."""
    ran = tests_of(fault, known)
    chosen = known.chosen(ran, Path(fault.path).stem, seconds)
    if tests:
        verdict, by = judged(fault, tests, ())
    else:
        verdict, by = _judged_by(fault, chosen)
    place = fault.place
    return Outcome(
        key=fault.key, line=place.first, operator=place.operator, before=place.before, after=place.after,
        verdict=verdict, tests=len(chosen), of=len(ran), by=by,
    )  # fmt: skip


def table(outcomes: Iterable[Outcome]) -> str:
    """How many faults of each folder came to what."""
    counts = Counter((package, one.verdict) for one in outcomes for package in PACKAGES if one.key.startswith(package))
    verdicts: tuple[Verdict, ...] = ("killed", "expired", "survived", "uncovered")
    rows = [(package, *(str(counts[package, verdict]) for verdict in verdicts)) for package in PACKAGES]
    return "\n".join(f"| {' | '.join(row)} |" for row in (("", *verdicts), ("---",) * 5, *rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record")
    recording.add_argument("--to", type=Path, required=True)
    recording.add_argument("tests", nargs="+")
    running = commands.add_parser("run")
    running.add_argument("--record", type=Path, required=True)
    running.add_argument("--to", type=Path, required=True)
    running.add_argument("--sample", type=int, default=210)
    running.add_argument("--seed", type=int, default=5)
    running.add_argument("--seconds", type=float, default=20, help="of tests for a fault, as they were recorded")
    running.add_argument("--only", nargs="+", default=())
    running.add_argument("--tests", nargs="+", default=())
    running.add_argument("--unharmed", action="store_true")
    given = parser.parse_args()
    if given.command == "record":
        given.to.write_text(record(ROOT, PACKAGES, given.tests).model_dump_json(), "utf-8")
    else:
        _run(given)


def _run(given: argparse.Namespace) -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    known = Record.model_validate_json(given.record.read_bytes())
    with given.to.open("a+", encoding="utf-8") as kept:
        kept.seek(0)
        outcomes = [Outcome.model_validate_json(line) for line in kept]
        for fault in _wanted(given, outcomes):
            outcomes.append(outcome(replace(fault, unharmed=given.unharmed), known, given.seconds, given.tests))
            kept.write(outcomes[-1].model_dump_json() + "\n")
            kept.flush()
            print(f"{outcomes[-1].verdict:9} {fault.key} line {fault.place.first}: {fault.place.operator}", flush=True)
    print(table(outcomes))


def _wanted(given: argparse.Namespace, outcomes: Iterable[Outcome]) -> Iterator[Fault]:
    """The faults that are named, or those of the sample that have no outcome yet."""
    if given.only:
        yield from (one for package in PACKAGES for one in faults(package) if one.key in given.only)
        return
    had = {one.key for one in outcomes}
    yield from (one for one in sampled(given.sample, given.seed) if one.key not in had)


if __name__ == "__main__":
    main()
