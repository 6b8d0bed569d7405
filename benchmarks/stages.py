"""How long each stage of a review without a model takes: `python benchmarks/stages.py --repo PATH --base REV`.

Runs the review as the command does, in this process, with a clock around the functions that `app/local.py` and the
stages call; what a function calls that has a clock of its own counts there and not twice. The clock is the processor
time (user and system) of this process and of the ones it has started and ended, so that other work on the machine
does not count. Prints a table, or with `--json` stage → seconds.
"""

import argparse
import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import app.cli
import app.git.repository
import app.local
import app.stages.findings
import app.workflow.judging
import app.workflow.loading
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.parsing.spec_reader import SpecReader

Work = Callable[..., object]

# What a module calls, and the stage it belongs to.
CLOCKED: list[tuple[ModuleType | type, str, str]] = [
    (app.local, "_facts", "load: commits"),
    (app.local, "load", "load: the rest"),
    (app.git.repository.GitRepository, "_index", "load: trees"),
    (app.git.repository.GitRepository, "change", "load: difference, by Git"),
    (app.git.repository, "read_change", "load: difference, read"),
    (app.workflow.loading, "governing", "load: configuration, constitutions"),
    (app.workflow.loading, "changed_constitutions", "load: configuration, constitutions"),
    (app.workflow.loading, "find_features", "resolve"),
    (app.workflow.loading, "_resolve", "resolve"),
    (app.workflow.loading, "read_versions", "load: spec documents"),
    (app.workflow.loading, "committed_descriptions", "load: spec documents"),
    (app.workflow.loading, "_reviewed", "claims"),
    (app.workflow.loading, "with_code", "load: routes and models"),
    (app.workflow.loading, "with_deliveries", "load: who names new modules"),
    (app.local, "judge_by_rules", "rules: what is told"),
    (app.local, "write_report", "report"),
    (app.cli, "_rendered", "report"),
]


class Clock:
    """Processor time by stage, each without the stages inside it."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def around(self, stage: str, work: Work) -> Work:
        def timed(*arguments: object, **named: object) -> object:
            self._inside.append(0.0)
            started = processor_seconds()
            try:
                return work(*arguments, **named)
            finally:
                whole = processor_seconds() - started
                self.taken[stage] += whole - self._inside.pop()
                if self._inside:
                    self._inside[-1] += whole

        return timed


def processor_seconds() -> float:
    """User and system time of this process and of those it has waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(repository: Path, base: str, head: str) -> dict[str, float]:
    """Stage → seconds, in the order in which they end."""
    clock = Clock()
    clock.taken["start: Python and what it imports"] = processor_seconds()
    for where, name, stage in CLOCKED:
        setattr(where, name, clock.around(stage, getattr(where, name)))
    for rule, check in app.stages.findings.CHECKS.items():
        app.stages.findings.CHECKS[rule] = clock.around(f"rules: {rule.code} {rule.name}", _whole(check))
    clock.around("load: start and end of Git", _review)(repository, base, head)
    return dict(clock.taken)


def _review(repository: Path, base: str, head: str) -> None:
    with app.git.repository.GitRepository.open(repository) as opened:
        request = app.local.LocalRequest(name="measured", base=base, head=head, today="2026-01-01")
        reviewed = app.local.review_locally(opened, SpecReader("fork"), request, "0", None)
        app.cli._rendered(reviewed.report, app.cli._Show("json", "", "", without_withheld=False), coloured=False)  # noqa: SLF001


def _whole(check: Callable[[Dossier], Iterable[Finding]]) -> Work:
    """`check` to its end: most rules find one thing after the other, as they are asked."""
    return lambda dossier: list(check(dossier))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repo", type=Path, default=Path())
    parser.add_argument("--base", default="main")
    parser.add_argument("--head", default="HEAD")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    taken = measure(chosen.repo, chosen.base, chosen.head)
    if chosen.json:
        print(json.dumps(taken))
        return
    whole = sum(taken.values())
    for stage, seconds in sorted(taken.items(), key=lambda pair: -pair[1]):
        if seconds >= 0.001 * whole:
            print(f"{stage:<48} {seconds:7.3f} s  {seconds / whole:6.1%}")
    print(f"{'in all':<48} {whole:7.3f} s")


if __name__ == "__main__":
    main()
