"""Report → text for a terminal."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.stages.defuse import plain
from app.stages.markdown import in_table, tested_alone
from app.stages.spec_table import TITLE, spec_rows
from app.stages.test_evidence import failing_tests, in_a_sentence, tally
from specs_schema.report import Report, ReportedFinding, ReportedTest

Paint = Callable[[str, str], str]  # text, colour → text

_COLOURS: Final = {"error": "red", "warning": "yellow", "notice": "blue"}
_WIDTH_OF_TESTS: Final = 10
_MOST_FAILING: Final = 3  # tests of one subject that are named
_MOST_DIFFERENCES: Final = 12
_ANSWERS: Final = {"met": "green", "violated": "red", "missing": "red", "unsure": "yellow", "error": "yellow"}


def uncoloured(text: str, colour: str) -> str:
    """For files, pipes and `NO_COLOR`."""
    del colour
    return text


def as_text(report: Report, paint: Paint = uncoloured) -> str:
    """The report for a person at a terminal: findings first, the table after, the conclusion last."""
    tables = (*_table(report, paint), *_tested(report), *_differences(report))
    lines = [*_about(report), *_findings(report, paint), *tables, *_closing(report, paint)]
    return "\n".join(lines) + "\n"


def _about(report: Report) -> Iterator[str]:
    for feature in report.features:
        yield f"{plain(feature.dir)} ({', '.join(plain(reason) for reason in feature.reasons[:5])})"
    yield ""


def _findings(report: Report, paint: Paint) -> Iterator[str]:
    for finding in report.findings:
        severity = paint(finding.severity, _COLOURS[finding.severity])
        told = f"{plain(finding.message, 600)} ({finding.rule} {finding.name})"
        yield f"{plain(finding.path)}:{finding.line}: {severity}: {told}"
        yield from _evidence(finding)
        yield f"  hint: {plain(finding.hint, 400)}"
        yield ""


def _evidence(finding: ReportedFinding) -> Iterator[str]:
    for evidence in finding.evidence:
        where = (
            "searched" if evidence.side == "search" else f"{evidence.side} {plain(evidence.path)}:{evidence.start_line}"
        )
        for number, line in enumerate(evidence.quote.split("\n")[:6]):
            yield f"  {where if number == 0 else ' ' * len(where)} | {plain(line, 200)}"


def _table(report: Report, paint: Paint) -> Iterator[str]:
    shown = [verdict for verdict in report.verdicts if in_table(verdict)]
    width = max((len(plain(verdict.subject)) for verdict in shown), default=0)
    for verdict in shown:
        code = next((one for one in verdict.evidence if one.side == "code"), None)
        place = f"{plain(code.path)}:{code.start_line}" if code else plain(verdict.reason, 120)
        answer = paint(f"{verdict.answer:<9}", _ANSWERS.get(verdict.answer, "blue"))
        tests = "" if report.tests is None else f"{tally(verdict.tests) or '-':<{_WIDTH_OF_TESTS}} "
        yield f"  {plain(verdict.subject):<{width}}  {answer} {tests}{place}".rstrip()
        yield from _failing(verdict.tests)
    if shown:
        yield ""


def _failing(tests: Sequence[ReportedTest]) -> Iterator[str]:
    for test in failing_tests(tests)[:_MOST_FAILING]:
        yield f"    ✗ {plain(test.name)}{f': {plain(test.message)}' if test.message else ''}"


def _tested(report: Report) -> Iterator[str]:
    """The tests of subjects without a verdict, and what was given in all."""
    if report.tests is None:
        return
    for subject in tested_alone(report):
        yield f"  {plain(subject.subject):<8}  tests: {tally(subject.tests)}"
        yield from _failing(subject.tests)
    yield in_a_sentence(report.tests)


def _differences(report: Report) -> Iterator[str]:
    """What became of the spec, a line each: what findings tell comes first."""
    rows = spec_rows(report)
    if not rows:
        return
    yield f"{TITLE}: {len(rows)}"
    for row in rows[:_MOST_DIFFERENCES]:
        told = f" ({plain(row.told)})" if row.told else ""
        where = f"  {plain(row.place.path)}:{row.place.line}" if row.place else ""
        yield f"  {plain(row.subject, 80):<8}  {plain(row.change, 160)}{told}{where}"
    if len(rows) > _MOST_DIFFERENCES:
        yield f"  and {len(rows) - _MOST_DIFFERENCES} more (see --format html)"
    yield ""


def _closing(report: Report, paint: Paint) -> Iterator[str]:
    coverage, usage = report.coverage, report.usage
    if report.features and not coverage.requirements_judged:
        yield f"Requirements were not judged: no model took part ({coverage.subjects} subjects are claimed)"
    if coverage.files_skipped:
        yield f"{len(coverage.files_skipped)} of {coverage.files_changed} changed files were not considered"
    yield from (plain(note) for note in report.notes)
    if report.withheld:
        yield f"{len(report.withheld)} findings withheld (see --format json)"
    if usage.model_calls:
        cost = "price unknown" if usage.cost_usd is None else f"{usage.cost_usd:.3f} USD"
        tokens = f"{usage.input_tokens} tokens in, {usage.output_tokens} out"
        yield f"{usage.model_calls} model calls, {tokens}, {cost}"
    colour = {"pass": "green", "fail": "red"}.get(report.conclusion, "yellow")
    yield f"{paint(report.conclusion, colour)}: {plain(report.title)}"
