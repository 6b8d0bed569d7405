"""Cases → a run: every case is loaded once and judged as often as wanted."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.evaluation.building import build
from app.evaluation.case import GoldenCase
from app.evaluation.judges import JudgeRequest, Opened, opened, who
from app.evaluation.outcome import CaseRun, Run
from app.evaluation.reviewing import Loaded, described, load_case, review_case
from app.ports import NotFound, SpecReader, Unavailable
from specs_schema.config import Depth

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class EvalRequest:
    """What `speckeeper eval` was asked for, beside the cases."""

    judge: JudgeRequest
    version: str
    started: str  # ISO 8601
    repeats: int = 1
    concurrency: int = 4
    depth: Depth | None = None  # instead of what the cases configure
    gold_only: bool = False  # make only requests about subjects whose right answer is known


def evaluate(cases: Sequence[GoldenCase], reader: SpecReader, request: EvalRequest, say: Say) -> Run:
    """Review every case `request.repeats` times. A case that cannot be reviewed is part of the run, with the reason.

    `say` is told each review as it ends.
    """
    runs: list[CaseRun] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="speckeeper-eval-") as folder:
        # All are loaded before anything runs beside them: the reader forks.
        loaded = [_loaded(golden, reader, request, Path(folder)) for golden in cases]
        for repeat in range(1, request.repeats + 1):
            with opened(request.judge, repeat) as judge:
                runs.extend(asyncio.run(_repeat(loaded, judge, repeat, request, say)))
                if missing := judge.unknown():
                    notes.append(f"{missing} requests of repeat {repeat} have no recorded reply")
    order = {golden.name: number for number, golden in enumerate(cases)}
    return Run(
        version=request.version,
        started=request.started,
        judge=who(request.judge),
        repeats=request.repeats,
        cases=tuple(sorted(runs, key=lambda run: (order[run.case], run.repeat))),
        notes=tuple(notes),
    )


def _loaded(golden: GoldenCase, reader: SpecReader, request: EvalRequest, folder: Path) -> Loaded | CaseRun:
    """The case ready to be judged, or why it cannot be."""
    try:
        search = request.judge.kind != "none"
        return load_case(golden, build(golden, folder), reader, search=search, depth=request.depth)
    except (NotFound, Unavailable) as error:
        return described(golden, 1, str(error) or type(error).__name__)


async def _repeat(
    loaded: Sequence[Loaded | CaseRun], judge: Opened, repeat: int, request: EvalRequest, say: Say
) -> list[CaseRun]:
    slots = asyncio.Semaphore(request.concurrency)

    async def one(case: Loaded | CaseRun) -> CaseRun:
        async with slots:
            done = await _reviewed(case, judge, repeat, request)
        say(told(done))
        return done

    return list(await asyncio.gather(*(one(case) for case in loaded)))


async def _reviewed(case: Loaded | CaseRun, judge: Opened, repeat: int, request: EvalRequest) -> CaseRun:
    if isinstance(case, CaseRun):
        return case.model_copy(update={"repeat": repeat})
    try:
        return await review_case(case, judge.open, repeat, request.version, gold_only=request.gold_only)
    except (NotFound, Unavailable) as error:
        return described(case.golden, repeat, str(error) or type(error).__name__)


def told(run: CaseRun) -> str:
    """One review in a line."""
    if run.failure:
        return f"{run.case}: not reviewed: {run.failure}"
    right = sum(subject.right for subject in run.counted)
    as_wanted = run.check == run.gold_check or not run.check_known
    check = run.check if as_wanted else f"{run.check}, not {run.gold_check}"
    return f"{run.case}: {check}; {right} of {len(run.counted)} right; {run.spent.seconds:.1f} s"
