"""The review of a local repository: the same engine as the App, without a forge."""

import asyncio
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.domain.decisions import Decisions
from app.domain.dossier import Dossier
from app.domain.event import PullRequest
from app.parsing.junit import read_results
from app.ports import NotFound, OpenJudge, Repository, SpecReader
from app.stages.conclude import Decision
from app.stages.report import Judgement, write_report
from app.stages.test_evidence import with_tests
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge, judge_by_rules
from app.workflow.loading import Instructions, load
from specs_schema.config_layers import ReadConfig
from specs_schema.config_reader import read_config
from specs_schema.report import Report

# Where a branch most likely started, the most likely first.
_BASES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


@dataclass(frozen=True, slots=True)
class LocalRequest:
    """What `speckeeper review` was asked for."""

    name: str  # how the report calls the repository
    base: str | None = None
    head: str = "HEAD"
    features: tuple[str, ...] = ()
    config: Path | None = None
    mode: Literal["advisory", "gate"] | None = None
    today: str = ""  # ISO 8601; decides which waivers have ended
    junit: tuple[Path, ...] = ()  # results of tests, to be shown beside what they name


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report, and what it means for the check and for the exit status."""

    report: Report
    decision: Decision


def review_locally(
    repository: Repository, reader: SpecReader, request: LocalRequest, version: str, open_judge: OpenJudge | None
) -> Reviewed:
    """The review of what `request.head` adds to `request.base`. Without `open_judge` no model takes part.

    Raises NotFound for revisions, repositories and files that do not exist or cannot be read.
    """
    started = time.monotonic()
    results = [case for file in request.junit for case in read_results(file)]
    facts = _facts(repository, request)
    decisions = Decisions(today=request.today)
    instructions = Instructions(_config(request.config), request.features, decisions, search=open_judge is not None)
    dossier = load(repository, reader, facts, instructions)
    _check_features(request, [feature.dir.dir for feature in dossier.features])
    if request.mode:
        dossier = replace(dossier, config=dossier.config.model_copy(update={"mode": request.mode}))
    if open_judge is None:
        judgement = judge_by_rules(dossier)
    else:
        head = HeadReader(repository, facts.head_sha, dossier.paths)
        judgement = asyncio.run(_judged(dossier, head, open_judge))
    report, decision = write_report(dossier, judgement, version, time.monotonic() - started)
    if request.junit:
        report = with_tests(report, dossier, results, len(request.junit))
    return Reviewed(report, decision)


async def _judged(dossier: Dossier, head: HeadReader, open_judge: OpenJudge) -> Judgement:
    async with open_judge(dossier.config.model) as model:
        return await judge(dossier, head, model)


def _facts(repository: Repository, request: LocalRequest) -> PullRequest:
    head = repository.resolve(request.head)
    base = repository.resolve(request.base) if request.base else _default_base(repository)
    merge_base = repository.merge_base(base, head)
    return PullRequest(
        repository=request.name,
        branch=repository.branch(request.head),
        head_sha=head,
        base_sha=base,
        merge_base=merge_base,
        commit_messages=repository.messages(merge_base, head),
    )


def _default_base(repository: Repository) -> str:
    for candidate in _BASES:
        try:
            return repository.resolve(candidate)
        except NotFound:
            continue
    raise NotFound(f"Found none of {', '.join(_BASES)} to compare with; name the base with --base REV")


def _config(path: Path | None) -> ReadConfig | None:
    if path is None:
        return None
    try:
        config, problems = read_config(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"Cannot read the configuration `{path}`: {error}") from error
    return ReadConfig(config=config, problems=problems, source="repository")


def _check_features(request: LocalRequest, found: list[str]) -> None:
    for feature in request.features:
        if feature.strip("/") not in found:
            raise NotFound(f"No feature directory `{feature}` at base or head; name one as in `specs/001-login`")
