"""`speckeeper eval` from its request to its report and exit status."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.evaluation.case_reader import read_cases
from app.evaluation.evaluate import EvalRequest, evaluate
from app.evaluation.show import Form, read_run, shown
from app.parsing.spec_reader import SpecReader
from app.ports import NotFound

_DONE, _BAD_INPUT = 0, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases, how the report is shown, and the earlier run that it is compared with."""

    cases: Path
    only: str = "*"
    form: Form = "text"
    before: Path | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The report, empty where no case could be run, and the exit status: 2 where the run is not whole."""

    text: str
    status: int


def run_eval(wanted: Wanted, request: EvalRequest, say: Callable[[str], object]) -> Evaluated:
    """The report on a run. A wrong case is told to `say`, and nothing is run. Raises NotFound for what is not there."""
    before = read_run(wanted.before) if wanted.before else None
    read = read_cases(wanted.cases, wanted.only)
    if read.problems:
        for problem in read.problems:
            say(str(problem))
        return Evaluated("", _BAD_INPUT)
    run = evaluate(read.cases, SpecReader("fork"), request, say)
    whole = not run.notes and not any(one.failure for one in run.cases)
    return Evaluated(shown(run, wanted.form, before), _DONE if whole else _BAD_INPUT)


def replies_of(cases: Path, replies: Path | None) -> Path:
    """The folder of recorded replies: the one that is named, or `replies` beside the cases. Raises NotFound."""
    if replies is not None and replies.is_file():
        raise NotFound(f"`{replies}` is a file; name a folder for the replies")
    return replies or cases / "replies"
