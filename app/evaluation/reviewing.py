"""One review of one case: the engine of `speckeeper review`, and what it came to."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from app.domain.dossier import Dossier
from app.domain.event import PullRequest
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.usage import Usage
from app.domain.verdict import Verdict
from app.evaluation.building import Built
from app.evaluation.case import BROKEN, Case, GoldenCase
from app.evaluation.narrowing import NarrowedJudge
from app.evaluation.outcome import CaseRun, FailingFinding, Given, QuoteCount, Spent, SubjectRun
from app.evaluation.watching import WatchedJudge
from app.git.repository import GitRepository
from app.ports import Judge, SpecReader
from app.stages.findings import failing
from app.stages.mask import shown
from app.stages.report import Judgement, write_report
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge, judge_by_rules
from app.workflow.loading import Instructions, load
from specs_schema.config import Depth
from specs_schema.subject import Subject

OpenCaseJudge = Callable[[GoldenCase], AbstractAsyncContextManager[Judge]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case that is ready to be judged, and how long that took."""

    golden: GoldenCase
    built: Built
    dossier: Dossier
    seconds: float


def load_case(
    golden: GoldenCase, built: Built, reader: SpecReader, *, search: bool, depth: Depth | None = None
) -> Loaded:
    """Everything that the engine reads for the review of a case. Raises Unavailable and NotFound."""
    started = time.monotonic()
    with GitRepository.open(built.git_dir) as repository:
        dossier = load(repository, reader, _facts(golden, built), Instructions(search=search))
    wanted = {"mode": golden.case.mode} | ({"depth": depth} if depth else {})
    config = dossier.config.model_copy(update=wanted)
    return Loaded(golden, built, replace(dossier, config=config), time.monotonic() - started)


def _facts(golden: GoldenCase, built: Built) -> PullRequest:
    said = golden.case.pull_request
    return PullRequest(
        repository=f"golden/{golden.name}",
        title=said.title,
        body=said.body,
        branch=said.branch,
        head_sha=built.head,
        base_ref="main",
        base_sha=built.base,
        merge_base=built.base,
        commit_messages=built.messages,
    )


async def review_case(
    loaded: Loaded, open_judge: OpenCaseJudge | None, repeat: int, version: str, *, gold_only: bool = False
) -> CaseRun:
    """One review. Without `open_judge` the rules decide alone; with `gold_only` nothing else is asked about."""
    started = time.monotonic()
    dossier, watched = loaded.dossier, None
    if open_judge is None:
        judgement = judge_by_rules(dossier)
    else:
        async with open_judge(loaded.golden) as model:
            known = NarrowedJudge(model, loaded.golden.case.gold) if gold_only else model
            watched = WatchedJudge(known)
            with GitRepository.open(loaded.built.git_dir) as repository:
                head = HeadReader(repository, loaded.built.head, dossier.paths)
                judgement = await judge(dossier, head, watched)
    seconds = loaded.seconds + time.monotonic() - started
    _, decision = write_report(dossier, judgement, version, seconds)
    outcome = _outcome(loaded, judgement, watched)
    told = {"repeat": repeat, "check": decision.check, "spent": _spent(judgement.usage, seconds)}
    return outcome.model_copy(update=told)


def _outcome(loaded: Loaded, judgement: Judgement, watched: WatchedJudge | None) -> CaseRun:
    """What was answered and told, beside what was right."""
    golden, dossier = loaded.golden, loaded.dossier
    told = [finding for finding in judgement.findings if failing(finding, dossier.config)]
    found = {
        "subjects": _subjects(loaded, judgement.verdicts, told, watched),
        "failing": tuple(_failing(finding, golden) for finding in told),
        "features": tuple(feature.dir.dir for feature in dossier.features),
        "quotes": _quotes(golden, judgement.verdicts, watched),
    }
    return described(golden, 1).model_copy(update=found)


def described(golden: GoldenCase, repeat: int, failure: str = "") -> CaseRun:
    """What is known of a review before it is done: the case. With `failure`, every subject has the answer `error`."""
    case = golden.case
    every = [*case.gold, *case.not_claimed] if failure else []
    return CaseRun(
        case=golden.name,
        repeat=repeat,
        language=case.language,
        project=case.kind,
        difficulty=case.difficulty,
        situation=case.situation,
        readers=len(case.readers),
        gold_check=case.check,
        check="error",
        subjects=tuple(
            SubjectRun(subject=key, kind="requirement", gold=case.answer(key), given="error", reason=failure)
            for key in every
        ),
        failure=failure,
    )


def _subjects(
    loaded: Loaded, verdicts: Sequence[Verdict], told: Sequence[Finding], watched: WatchedJudge | None
) -> tuple[SubjectRun, ...]:
    """A line for each subject that the engine or the case knows: none is left out, on either side."""
    case = loaded.golden.case
    answers = {verdict.subject.key: verdict for verdict in verdicts if verdict.feature == case.feature}
    known = {subject.key: subject for subject in _known(loaded)}
    known |= {key: verdict.subject for key, verdict in answers.items()}
    failed = {finding.subject for finding in told if finding.feature == case.feature}
    lines: list[SubjectRun] = []
    for key in dict.fromkeys([*known, *case.gold, *case.not_claimed]):
        line = _answered(key, answers.get(key), case)
        kind = known[key].kind if key in known else line.kind
        if key not in known:
            line = line.model_copy(update={"reason": "there is no such subject"})
        flagged = line.given in BROKEN or key in failed
        lines.append(line.model_copy(update={"kind": kind, "flagged": flagged, **_watched(key, case, watched)}))
    return tuple(lines)


def _known(loaded: Loaded) -> Sequence[Subject]:
    feature = next((one for one in loaded.dossier.features if one.dir.dir == loaded.golden.case.feature), None)
    head = feature.head if feature else None
    return head.subjects if head else ()


def _answered(key: str, verdict: Verdict | None, case: Case) -> SubjectRun:
    """The right answer and the one given."""
    gold = case.gold.get(key)
    given: Given = verdict.answer if verdict else "not_judged"
    return SubjectRun(
        subject=key,
        kind="requirement",
        gold=case.answer(key),
        given=given,
        claimed_by=tuple(claim.reason for claim in verdict.claims) if verdict else (),
        reason=(verdict.reason or verdict.found) if verdict else "",
        why=gold.reason if gold else "",
        counted=case.counts(key),
    )


def _watched(key: str, case: Case, watched: WatchedJudge | None) -> dict[str, bool | int]:
    """Whether the model was asked about a subject, and how much of the proof it was shown."""
    if watched is None or not watched.asked(key):
        return {}
    spans = case.gold[key].spans if key in case.gold else ()
    return {"asked": True, "places": len(spans), "places_shown": sum(watched.shown(key, span) for span in spans)}


def _failing(finding: Finding, golden: GoldenCase) -> FailingFinding:
    return FailingFinding(
        rule=finding.rule.code,
        subject=finding.subject,
        path=finding.span.path,
        line=finding.span.first,
        message=finding.message,
        right=_right(finding, golden.case),
    )


def _right(finding: Finding, case: Case) -> bool | None:
    """Whether a finding that fails a check is right; None where the case does not know."""
    own = finding.feature == case.feature
    if finding.rule.code in case.rules or (own and finding.subject in case.may_break):
        return True
    answer = case.answer(finding.subject) if own else None
    return None if answer is None and case.partial else answer in BROKEN


def _quotes(golden: GoldenCase, verdicts: Sequence[Verdict], watched: WatchedJudge | None) -> QuoteCount:
    """Quotes before the look-up, and those of the verdicts, held against the files themselves."""
    quoted = [(one, citation) for one in verdicts for citation in one.citations if citation.side != "search"]
    standing = sum(_stands(citation, verdict.subject, golden) for verdict, citation in quoted)
    return QuoteCount(
        given=watched.given if watched else 0,
        standing=watched.standing if watched else 0,
        reported=len(quoted),
        reported_standing=standing,
    )


def _stands(citation: Citation, subject: Subject, golden: GoldenCase) -> bool:
    """Whether a quote stands in the lines that it names, at head or at the merge base.

    The subject's own words are the reader's text of those lines, folded and without list marks.
    """
    wanted = " ".join(citation.quote.split())
    if citation.side == "spec" and wanted in " ".join(shown(subject.text).split()):
        return True
    return any(wanted in _folded(files, citation) for files in (golden.head, golden.base))


def _folded(files: Mapping[str, bytes], citation: Citation) -> str:
    text = shown(files.get(citation.span.path, b"").decode("utf-8", "replace"))
    return " ".join(" ".join(text.split("\n")[citation.span.first - 1 : citation.span.last]).split())


def _spent(usage: Usage, seconds: float) -> Spent:
    return Spent(
        calls=usage.model_calls,
        input_tokens=usage.input_tokens,
        cached_input_tokens=usage.cached_input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
        seconds=round(seconds, 3),
    )
