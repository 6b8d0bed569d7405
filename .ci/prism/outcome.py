"""What the suite prints: one line for each check, the problems below it, and the count."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

_MOST_TOLD: Final = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, and what is wrong with it. Without problems it passed."""

    name: str
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """The checks so far."""

    passed: int = 0
    failed: int = 0

    def add(self, checks: Iterable[Check]) -> None:
        """Count and print each check as it is made."""
        for check in checks:
            self.failed += bool(check.problems)
            self.passed += not check.problems
            _print(f"{'FAIL' if check.problems else 'pass'}  {check.name}")
            for problem in check.problems[:_MOST_TOLD]:
                _print(f"      {problem}")
            if len(check.problems) > _MOST_TOLD:
                _print(f"      and {len(check.problems) - _MOST_TOLD} more")

    def close(self) -> int:
        """Print the count; the exit status."""
        _print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def grouped(
    title: str, subjects: Iterable[T], kind: Callable[[T], str], judge: Callable[[T], tuple[str, ...]]
) -> Iterator[Check]:
    """One check for each kind of subject, in the order in which they came up, with what `judge` says of any."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for subject in subjects:
        groups[kind(subject)].append(subject)
    for name, group in groups.items():
        problems = dict.fromkeys(problem for subject in group for problem in judge(subject))
        yield Check(f"{title} {name} ({len(group)})", tuple(problems))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
