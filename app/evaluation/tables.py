"""Figures → tables, as plain cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.evaluation.comparison import Comparison
from app.evaluation.metrics import Distribution, Group, Metrics, Scores, Share
from app.evaluation.outcome import CaseRun, FailingFinding, JudgeIdentity, Run


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title; the first column is text, the others are figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def heading(run: Run, metrics: Metrics) -> tuple[str, ...]:
    """Who answered which cases, a line each."""
    untrusted = metrics.cases - metrics.trusted
    argued = f"; {untrusted} of them argued by one reader alone" if untrusted else "; all argued by two readers"
    lines = [
        f"speckeeper {run.version}, {run.started}",
        f"judge: {judge_line(run.judge)}",
        f"{metrics.cases} cases, {run.repeats} review{'s' if run.repeats > 1 else ''} of each{argued}",
    ]
    if metrics.failures:
        lines.append(f"{metrics.failures} reviews did not come about; their subjects count as `error`")
    return (*lines, *run.notes)


def judge_line(judge: JudgeIdentity) -> str:
    """Kind, models, who really replied, prompts and the digest of the requests."""
    if not judge.prompts:
        return f"{judge.kind} (no model)"
    asked = f"first reading {judge.verdict_model}, second reading {judge.refute_model}"
    by = f"; replies by {judge.replied_by}" if judge.replied_by else ""
    return f"{judge.kind}: {asked}{by}; prompts {', '.join(judge.prompts)}; requests {judge.digest}"


def tables(run: Run, metrics: Metrics, comparison: Comparison | None) -> tuple[Table, ...]:
    """All tables of a report, the most important first; empty ones are left out."""
    found = [
        _overall(metrics),
        _answers(metrics),
        Table(
            "Findings that fail a check, by rule",
            ("rule", "right", "95 %", "without gold"),
            tuple((one.rule, *_cells(one.right), str(one.unknown or "")) for one in metrics.rules),
        ),
        *(_groups(title, groups) for title, groups in _grouped(metrics)),
        _cost(metrics),
        Table("Not as it should be", ("case", "subject", "gold", "answer", "why"), tuple(_wrong(run))),
        Table("Failing findings without gold", ("case", "subject", "rule", "what"), tuple(_unknown(run))),
        *(_compared(comparison) if comparison else ()),
    ]
    return tuple(table for table in found if table.rows)


def _overall(metrics: Metrics) -> Table:
    scores = metrics.scores
    shares: list[tuple[str, Share | None]] = [
        ("findings that fail a check and are right", scores.precision),
        ("violated and missing subjects that were flagged", scores.recall),
        ("clean changes with a failing check", scores.false_failures),
        ("checks that conclude as they should", scores.checks),
        ("subjects with the right answer", scores.agreement),
        ("unsure, of subjects asked about", scores.unsure),
        ("no answer, of subjects asked about", scores.errors),
        ("quotes that stand, before look-up", metrics.quotes_before),
        ("quotes that stand, in the report", metrics.quotes_after),
        ("proving places that were shown", metrics.places_shown),
        ("answers that flip between repeats", metrics.flips),
    ]
    rows = tuple((name, *_cells(one)) for name, one in shares if one is not None)
    return Table("Overall", ("", "share", "95 %"), rows)


def _answers(metrics: Metrics) -> Table:
    rows = (
        (one.answer, *_cells(one.precision), *_cells(one.recall), _decimal(one.f1))
        for one in metrics.answers
        if one.precision.total or one.recall.total
    )
    return Table("Answers", ("answer", "precision", "95 %", "recall", "95 %", "F1"), tuple(rows))


def _grouped(metrics: Metrics) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    return (
        ("By kind of subject", metrics.subjects),
        ("By language", metrics.languages),
        ("By kind of project", metrics.projects),
        ("By difficulty", metrics.difficulties),
        ("By situation", metrics.situations),
    )


def _groups(title: str, groups: Sequence[Group]) -> Table:
    header = ("", "reviews", "right answers", "95 %", "failing, right", "flagged, of broken", "clean, failed")
    return Table(title, header, tuple((one.name, *_scores(one.scores)) for one in groups))


def _scores(scores: Scores) -> tuple[str, ...]:
    return (
        str(scores.reviews),
        *_cells(scores.agreement),
        _cells(scores.precision)[0],
        _cells(scores.recall)[0],
        _cells(scores.false_failures)[0],
    )


def _cost(metrics: Metrics) -> Table:
    cost = metrics.cost
    rows = (
        ("calls", *_figures(cost.calls, 1)),
        ("input tokens", *_figures(cost.input_tokens, 0)),
        ("output tokens", *_figures(cost.output_tokens, 0)),
        ("US dollars at list price", *_figures(cost.cost_usd, 4)),
        ("seconds", *_figures(cost.seconds, 2)),
        ("input tokens read from the cache", _cells(cost.cached)[0], "", "", ""),
    )
    return Table("What a review takes", ("", "all", "mean", "median", "most"), rows)


def _wrong(run: Run) -> Iterator[tuple[str, ...]]:
    for one in run.cases:
        yield from ((_name(one, run), *row) for row in _wrong_in(one, answered=run.judge.kind != "none"))


def _unknown(run: Run) -> Iterator[tuple[str, ...]]:
    """Findings that somebody has to argue: the case does not say whether they are right."""
    for one in run.cases:
        for finding in one.failing:
            if finding.right is None:
                yield _name(one, run), finding.subject, finding.rule, _told(finding)


def _name(one: CaseRun, run: Run) -> str:
    return one.case if run.repeats == 1 else f"{one.case} ({one.repeat})"


def _told(finding: FailingFinding) -> str:
    return f"{finding.path}:{finding.line}: {finding.message}"


def _wrong_in(one: CaseRun, *, answered: bool) -> Iterator[tuple[str, ...]]:
    """What a review got wrong. Where nobody answers, a list of all subjects would tell nothing."""
    if one.failure:
        yield "", one.gold_check, "not reviewed", one.failure
        return
    if one.check_known and one.check != one.gold_check:
        yield "the check", one.gold_check, one.check, ""
    for subject in one.counted:
        if answered and not subject.right:
            unseen = "; not all of its lines were shown" if subject.places_shown < subject.places else ""
            yield subject.subject, subject.gold or "no gold answer", subject.given, f"{subject.reason}{unseen}"
    for finding in one.failing:
        if finding.right is False:
            yield finding.subject, "no finding", finding.rule, _told(finding)


def _compared(comparison: Comparison) -> tuple[Table, ...]:
    titles = {"better": "Better than before", "worse": "Worse than before", "other": "Otherwise than before"}
    header = ("case", "subject", "gold", "before", "after")
    found = [
        Table(
            f"{title} ({comparison.before})",
            header,
            tuple(
                (one.case, one.subject or "the check", one.gold, one.before, one.after)
                for one in comparison.differences
                if one.direction == direction
            ),
        )
        for direction, title in titles.items()
    ]
    only = [("before", name) for name in comparison.only_before] + [("now", name) for name in comparison.only_after]
    return (*found, Table("In one run alone", ("run", "case"), tuple(only)))


def _cells(share: Share) -> tuple[str, str]:
    """The share with its counts, and its interval."""
    if share.value is None:
        return "–", ""
    interval = f"{100 * share.low:.1f}–{100 * share.high:.1f}"
    return f"{100 * share.value:.1f} % ({share.hits}/{share.total})", interval


def _figures(of: Distribution, digits: int) -> tuple[str, ...]:
    known = (of.total, of.mean, of.median, of.most)
    return tuple("unknown" if figure is None else f"{figure:,.{digits}f}" for figure in known)


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
