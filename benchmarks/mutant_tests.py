"""Which tests run which lines of a program: recorded with coverage.py once, and chosen for a mutant ever after."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from coverage import Coverage

SECONDS_FOR_ONE: Final = 20.0  # a test that took longer is never chosen


class Record(BaseModel):
    """The tests that passed, with their seconds, and for each file and line the places in `tests` of those that ran it.

    What runs when a module is imported is run by no test.
    """

    model_config = ConfigDict(frozen=True)

    tests: tuple[tuple[str, float], ...]
    files: Mapping[str, Mapping[int, tuple[int, ...]]]

    def of_lines(self, path: str, lines: Iterable[int]) -> set[int]:
        """The tests that ran one of these lines."""
        ran = self.files.get(path, {})
        return {test for line in lines for test in ran.get(line, ())}

    def of_file(self, path: str) -> set[int]:
        """The tests that ran any line of the file."""
        return self.of_lines(path, self.files.get(path, {}))

    def chosen(self, tests: Iterable[int], near: str, seconds: float) -> tuple[str, ...]:
        """As many of the tests as fit into the seconds: `near` in the name of the file first, then the quickest."""
        ordered = sorted(tests, key=lambda at: (near not in self.tests[at][0].partition("::")[0], self.tests[at][1]))
        chosen: list[str] = []
        for name, took in (self.tests[at] for at in ordered):
            if took <= SECONDS_FOR_ONE and (seconds := seconds - took) >= 0:
                chosen.append(name)
        return tuple(chosen)


class Recorder:
    """A pytest plugin that has coverage told which test runs, and keeps what each test took."""

    def __init__(self, coverage: "Coverage") -> None:
        self._coverage = coverage
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._seconds[report.nodeid] = self._seconds.get(report.nodeid, 0) + report.duration
        if report.outcome != "passed":
            self._failed.add(report.nodeid)

    def passed(self) -> tuple[tuple[str, float], ...]:
        return tuple((test, took) for test, took in self._seconds.items() if test not in self._failed)


def record(root: Path, packages: Sequence[str], tests: Sequence[str]) -> Record:
    """Run the tests in this process, in the folder `root`, and say which lines of the packages each of them ran."""
    from coverage import Coverage  # noqa: PLC0415  # only this needs it

    coverage = Coverage(data_file=None, include=[f"{root / package}/*" for package in packages])
    recorder = Recorder(coverage)
    coverage.start()
    pytest.main([*tests, "-p", "no:cacheprovider"], plugins=[recorder])
    coverage.stop()
    passed = recorder.passed()
    return Record(tests=passed, files=_files(coverage, root, {test: at for at, (test, _) in enumerate(passed)}))


def _files(coverage: "Coverage", root: Path, places: Mapping[str, int]) -> Mapping[str, Mapping[int, tuple[int, ...]]]:
    data = coverage.get_data()
    return {
        Path(path).relative_to(root).as_posix(): {
            line: tuple(sorted(places[test] for test in tests if test in places))
            for line, tests in data.contexts_by_lineno(path).items()
        }
        for path in data.measured_files()
    }
