"""Which judge answers, and who that is."""

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.evaluation.case import GoldenCase
from app.evaluation.outcome import JudgeIdentity, JudgeKind
from app.evaluation.reviewing import OpenCaseJudge
from app.evaluation.scripted import ContraryJudge, GoldJudge
from app.judge.anthropic_judge import AnthropicJudge
from app.judge.identity import identity
from app.judge.replay import Replay, Store
from app.judge.request import REFUTE_PROMPT, VERDICT_PROMPT
from app.judge.settings import JudgeSettings
from app.ports import Judge, NotFound

_MODELS: Final = frozenset({"anthropic", "recorded"})


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """Which judge is wanted. `replies` is the folder of recorded replies; `record` adds to it what a model answers."""

    kind: JudgeKind
    settings: JudgeSettings
    replies: Path
    record: bool = False
    replied_by: str = ""  # who really replies, where the endpoint is not the vendor's


@dataclass(slots=True)
class Opened:
    """The judge of one repeat. `unknown` is how many requests no recorded reply was found for."""

    open: OpenCaseJudge | None
    unknown: Callable[[], int] = field(default=lambda: 0)


def who(request: JudgeRequest) -> JudgeIdentity:
    """Who answers: models and prompts where there are any."""
    if request.kind not in _MODELS:
        return JudgeIdentity(kind=request.kind)
    settings = request.settings
    return JudgeIdentity(
        kind=request.kind,
        verdict_model=settings.verdict_model,
        refute_model=settings.refute_model,
        replied_by=request.replied_by,
        prompts=(VERDICT_PROMPT, REFUTE_PROMPT),
        digest=identity(settings).rsplit("/", 1)[-1],
    )


@contextmanager
def opened(request: JudgeRequest, repeat: int) -> Generator[Opened]:
    """The judge of one repeat of all cases. Raises NotFound where it cannot answer anything.

    Each repeat has a folder of replies of its own: two recorded runs may differ, as two asked ones do.
    """
    match request.kind:
        case "none":
            yield Opened(None)
        case "scripted":
            yield Opened(_of_case(lambda golden: GoldJudge(golden.case)))
        case "contrary":
            yield Opened(_of_case(lambda golden: ContraryJudge(golden.case)))
        case "anthropic" | "recorded":
            with _model(request, repeat) as judge:
                yield judge


@contextmanager
def _model(request: JudgeRequest, repeat: int) -> Generator[Opened]:
    settings, store = request.settings, Store(request.replies / str(repeat))
    if request.kind == "anthropic" and not settings.api_key:
        raise NotFound("There is no key for the model: set ANTHROPIC_API_KEY, or use --judge scripted")
    if request.kind == "recorded" and not store.folder.is_dir():
        raise NotFound(
            f"There are no recorded replies in `{store.folder}`: record some with --judge anthropic --record"
        )
    if request.kind == "anthropic" and not request.record:
        yield Opened(_of_model(settings))
        return
    upstream = settings.base_url if request.kind == "anthropic" else None
    with Replay(store, upstream, timeout=settings.deadline) as replay:
        key = settings.api_key if upstream else "recorded"
        yield Opened(_of_model(replace(settings, base_url=replay.url, api_key=key)), lambda: len(replay.unknown))


def _of_model(settings: JudgeSettings) -> OpenCaseJudge:
    def open_judge(golden: GoldenCase) -> AnthropicJudge:
        _ = golden
        return AnthropicJudge(settings)

    return open_judge


def _of_case(make: Callable[[GoldenCase], Judge]) -> OpenCaseJudge:
    @asynccontextmanager
    async def open_judge(golden: GoldenCase) -> AsyncGenerator[Judge]:
        yield make(golden)

    return open_judge
