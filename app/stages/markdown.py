"""Report → Markdown: for the check's summary and for `--format markdown`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.rules.counterparts import BEFORE
from app.stages.defuse import block, code, prose
from app.stages.links import Link, Links, no_link
from app.stages.mask import shown
from app.stages.spec_differences import around
from app.stages.spec_table import TITLE, Row, spec_rows
from app.stages.test_evidence import failing_tests, in_a_sentence, tally
from app.stages.told import Told, missing_permission
from specs_schema.config import CONFIG_PATH
from specs_schema.report import (
    Report,
    ReportedEvidence,
    ReportedFinding,
    ReportedTest,
    ReportedVerdict,
    TestedSubject,
)

SYMBOLS: Final = {
    "met": "✓ met",
    "violated": "✗ **violated**",
    "missing": "✗ **missing**",
    "unsure": "? unsure",
    "error": "! not judged",
    "waived": "– waived",
    "not_claimed": "– not claimed",
}
TABLE_TITLE: Final = "### What is claimed, and what the code does"
TABLE_HEAD: Final = "| subject | answer | claimed by | code | spec |\n| --- | --- | --- | --- | --- |\n"
_HEAD_WITH_TESTS: Final = (
    "| subject | answer | tests | claimed by | code | spec |\n| --- | --- | --- | --- | --- | --- |\n"
)
_TESTED_TITLE: Final = "### Tests that name a subject"
_TESTED_HEAD: Final = "| subject | tests | spec |\n| --- | --- | --- |\n"
_CHANGES_OF_THE_SPEC: Final = ("SPEC6", "SPEC405", "SPEC406")  # their first quote is the text of the merge base
_DIFFERENCES_HEAD: Final = (
    "| subject | change | before | after | spec | told |\n| --- | --- | --- | --- | --- | --- |\n"
)
_ORDER: Final = {
    answer: rank for rank, answer in enumerate(["violated", "missing", "error", "unsure", "met", "waived"])
}
_MOST_REASONS: Final = 5
_MOST_FEATURES: Final = 10
_MOST_NOTES: Final = 20
_MOST_LISTED: Final = 50  # a list nobody reads further
_MOST_DIFFERENCES: Final = 30  # rows of a table that is folded
_LONGEST_CELL: Final = 160
_LONGEST_TABLE: Final = 15_000  # characters: the page has room for more than this
_NOWHERE: Final = Links()
_NOTHING: Final = Told()


@dataclass(frozen=True, slots=True)
class Page:
    """A report in the parts in which it can be cut: nothing but whole findings, rows and sections is left out."""

    lead: str
    findings: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    head: str = TABLE_HEAD  # of the table that the rows make

    def whole(self) -> str:
        """Everything, for where there is no limit."""
        parts = [self.lead, *self.findings, *([table(self.rows, head=self.head)] if self.rows else []), *self.rest]
        return "\n\n".join(parts) + "\n"


def table(rows: Iterable[str], title: str = TABLE_TITLE, head: str = TABLE_HEAD) -> str:
    """The table of verdicts that these rows make."""
    return f"{title}\n\n{head}{''.join(rows)}".rstrip("\n")


def in_table(verdict: ReportedVerdict) -> bool:
    """Whether a verdict has a row: what is claimed, and what is contradicted without being claimed."""
    if verdict.subject.endswith(BEFORE):  # what the code does with an old text is told with its finding
        return False
    if not verdict.demanded:  # an open task is nobody's fault, unless the code contradicts it
        return verdict.answer == "violated" or (verdict.answer == "met" and bool(verdict.claimed_by))
    return verdict.answer != "not_claimed" and bool(verdict.claimed_by or verdict.answer == "violated")


def tested_alone(report: Report) -> tuple[TestedSubject | ReportedVerdict, ...]:
    """The subjects that tests name and that have no row among the verdicts."""
    without = report.tests.subjects if report.tests else ()
    return (*without, *(verdict for verdict in report.verdicts if verdict.tests and not in_table(verdict)))


def page(report: Report, links: Links = _NOWHERE, told: Told = _NOTHING, *, first_contact: bool = False) -> Page:
    """The report as Markdown, with what became of the inline comments."""
    rows = [verdict for verdict in report.verdicts if in_table(verdict)]
    ordered = sorted(rows, key=lambda verdict: _ORDER.get(verdict.answer, len(_ORDER)))
    return Page(
        lead="\n\n".join([*_about(report), *_asked(report, first_contact), *_comments(report, links, told)]),
        findings=tuple(_finding(one, report, links, told) for one in report.findings if one.severity != "notice"),
        rows=tuple(_row(verdict, links.lines, tests=report.tests is not None) for verdict in ordered),
        rest=tuple(part for part in _rest(report, links) if part),
        head=TABLE_HEAD if report.tests is None else _HEAD_WITH_TESTS,
    )


def place(path: str, first: int, last: int, link: Link) -> str:
    """A path with its lines, linked where there is a forge."""
    name = code(f"{path}:{first}" if last == first else f"{path}:{first}-{last}")
    address = link(path, first, last)
    return f"[{name}]({address})" if address else name


def quotes(finding: ReportedFinding, link: Link, before: Link = no_link, limit: int = 1_500) -> Iterator[str]:
    """Spec first, then code and claim, then all records of searches as one block; `limit` characters of each.

    A finding about a change of the spec quotes the old text first, whose lines are those of the merge base (`before`).
    """
    old = old_text(finding)
    if old is not None:
        yield _quoted("spec before", old, before, limit)
    for side in ("spec", "claim", "code"):
        for evidence in finding.evidence:
            if evidence.side == side and evidence is not old:
                yield _quoted(side, evidence, link, limit)
    searched = [evidence.quote for evidence in finding.evidence if evidence.side == "search"]
    if searched:
        yield f"searched\n{block(shown(chr(10).join(dict.fromkeys(searched))), limit)}"


def old_text(finding: ReportedFinding) -> ReportedEvidence | None:
    """What the spec said at the merge base, when the finding is about a change of it."""
    if not finding.rule.startswith(_CHANGES_OF_THE_SPEC):
        return None
    return next((evidence for evidence in finding.evidence if evidence.side == "spec"), None)


def _quoted(name: str, evidence: ReportedEvidence, link: Link, limit: int) -> str:
    where = place(evidence.path, evidence.start_line, evidence.end_line, link)
    return f"{name} {where}\n{block(shown(evidence.quote), limit)}"


def rule_name(finding: ReportedFinding, links: Links) -> str:
    """The code of the finding's rule, linked to its page where there is one."""
    address = links.rule(finding.rule) if links.rule else ""
    return f"[{finding.rule}]({address})" if address else finding.rule


def _about(report: Report) -> Iterator[str]:
    yield f"**{prose(report.title)}**"
    for feature in report.features[:_MOST_FEATURES]:
        yield f"Held to {code(feature.dir)}: {', '.join(prose(reason) for reason in feature.reasons[:_MOST_REASONS])}"
    if len(report.features) > _MOST_FEATURES:
        yield f"Held to {len(report.features) - _MOST_FEATURES} features more"
    if not report.features:
        yield "No feature directory is touched, named or continued by this change, so nothing was held against a spec."
    if report.mode == "advisory" and report.findings:
        yield "Advisory mode: nothing here fails the check."


def _asked(report: Report, first_contact: bool) -> Iterator[str]:  # noqa: FBT001 - a fact, not a way to behave
    """What somebody may want to do, and what the review says about itself."""
    if waiting := sum(one.waits for one in report.spec_changes):
        yield (
            f"**{_counted(waiting, 'spec change')} {'waits' if waiting == 1 else 'wait'} for acceptance** by somebody "
            "with write access who did not write this change: **Accept spec change**, below the check."
        )
    yield from (prose(note, 600) for note in report.notes[:_MOST_NOTES])
    if first_contact:
        yield f"First review here. Settings, all of them optional: {code(CONFIG_PATH)} on the base branch."


def _comments(report: Report, links: Links, told: Told) -> Iterator[str]:
    if told.missing:
        yield missing_permission(told.missing)
    commented = [(one, told.comments[one.fingerprint]) for one in report.findings if one.fingerprint in told.comments]
    if commented:
        named = ", ".join(_comment(one.subject or one.rule, comment, links) for one, comment in commented)
        yield f"{_counted(len(commented), 'inline comment')}: {named}"
    if told.beyond:
        are = "is an annotation" if told.beyond == 1 else "are annotations"
        yield f"{_counted(told.beyond, 'finding')} more had no room among the comments and {are}."


def _comment(name: str, comment_id: int, links: Links) -> str:
    return f"[{code(name)}]({links.comment(comment_id)})" if links.comment else code(name)


def _finding(finding: ReportedFinding, report: Report, links: Links, told: Told) -> str:
    where = [rule_name(finding, links), place(finding.path, finding.line, finding.end_line, links.lines)]
    if finding.fingerprint in told.comments and links.comment:
        where.append(f"[comment]({links.comment(told.comments[finding.fingerprint])})")
    mark = "✗" if finding.severity == "error" else "⚠"
    heading = f"#### {mark} {prose(finding.message, 600)}"
    return "\n\n".join(
        [
            heading,
            " · ".join(where),
            *quotes(finding, links.lines, links.base(report.merge_base)),
            f"hint: {prose(finding.hint, 400)}",
        ]
    )


def _row(verdict: ReportedVerdict, link: Link, *, tests: bool) -> str:
    found = next((evidence for evidence in verdict.evidence if evidence.side == "code"), None)
    cells = (
        code(verdict.subject),
        SYMBOLS[verdict.answer],
        *([_results(verdict.tests)] if tests else []),
        prose(", ".join(verdict.claimed_by[:2]) or "not claimed, contradicted")
        + (" …" if len(verdict.claimed_by) > 2 else ""),  # noqa: PLR2004
        place(found.path, found.start_line, found.end_line, link) if found else "",
        place(verdict.path, verdict.line, verdict.line, link),
    )
    return f"| {' | '.join(cells)} |\n"


def _results(tests: Sequence[ReportedTest]) -> str:
    """How the tests of a subject ended, with the first of those that failed."""
    failing = failing_tests(tests)
    return f"{tally(tests)}: {code(failing[0].name, 120)}" if failing else tally(tests)


def _tested(report: Report, link: Link) -> Iterator[str]:
    """What was given of tests, and the subjects that they name where no verdict stands beside them."""
    if report.tests is None:
        return
    yield f"{in_a_sentence(report.tests)}."
    rows = [
        f"| {code(one.subject)} | {_results(one.tests)} | {place(one.path, one.line, one.line, link)} |\n"
        for one in tested_alone(report)
    ]
    if rows:
        yield table(rows, _TESTED_TITLE, _TESTED_HEAD)


def _rest(report: Report, links: Links) -> Iterator[str]:
    yield from _tested(report, links.lines)
    yield _differences(report, links)
    yield from _closing(report, links.lines)


def _differences(report: Report, links: Links) -> str:
    """What became of the spec, folded: whole rows, as many as there is room for."""
    rows = spec_rows(report)
    lines: list[str] = []
    for line in (_difference(row, report, links) for row in rows[:_MOST_DIFFERENCES]):
        if sum(map(len, lines)) + len(line) > _LONGEST_TABLE:
            break
        lines.append(line)
    if not rows:
        return ""
    more = f"\nand {len(rows) - len(lines)} more\n" if len(rows) > len(lines) else ""
    table_of_all = f"{_DIFFERENCES_HEAD}{''.join(lines)}{more}"
    return f"<details><summary>{TITLE}: {len(rows)}</summary>\n\n{table_of_all}\n</details>"


def _difference(row: Row, report: Report, links: Links) -> str:
    before, after = around(row.before, row.after, _LONGEST_CELL)
    link = links.base(report.merge_base) if row.gone else links.lines
    cells = (
        f"{row.noun} {' → '.join(code(one, _LONGEST_CELL) for one in row.ids)}".strip(),
        prose(row.change),
        prose(before),
        prose(after),
        place(row.place.path, row.place.line, row.place.line, link) if row.place else "",
        prose(row.told),
    )
    return f"| {' | '.join(cells)} |\n"


def _closing(report: Report, link: Link) -> Iterator[str]:
    coverage = report.coverage
    if not coverage.requirements_judged and report.features:
        yield (
            f"**Requirements were not judged**: no model took part. {coverage.subjects} subjects are claimed; "
            "only what a program can settle was checked."
        )
    yield _answers(report, "not settled", "unsure", "error")
    yield _answers(report, "waived", "waived")
    skipped = [f"{code(one.path)}: {prose(one.why)}" for one in coverage.files_skipped]
    yield _details(_counted(len(skipped), "changed file"), "not considered", skipped)
    notices = [
        f"{prose(one.message)} ({one.rule}, {place(one.path, one.line, one.end_line, link)})"
        for one in report.findings
        if one.severity == "notice"
    ]
    yield _details(_counted(len(notices), "notice"), "", notices)
    withheld = [f"{prose(one.message)} ({one.rule}): {prose(one.why)}" for one in report.withheld]
    yield _details(_counted(len(withheld), "finding"), "withheld", withheld)
    yield _cost(report)


def _answers(report: Report, state: str, *answers: str) -> str:
    """A folded list of the subjects with one of `answers`, and why."""
    told = [one for one in report.verdicts if one.answer in answers and (one.demanded or one.answer != "unsure")]
    listed = [f"{code(one.subject)}: {prose(one.reason)}" for one in told]
    return _details(_counted(len(listed), "subject"), state, listed)


def _details(count: str, state: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    listed = "\n".join(f"- {line}" for line in lines[:_MOST_LISTED])
    more = f"\n- and {len(lines) - _MOST_LISTED} more" if len(lines) > _MOST_LISTED else ""
    return f"<details><summary>{f'{count} {state}'.rstrip()}</summary>\n\n{listed}{more}\n\n</details>"


def _cost(report: Report) -> str:
    usage = report.usage
    merge_base, head = code(report.merge_base[:9]), code(report.head[:9])
    parts = [f"{merge_base} to {head}", f"{report.coverage.files_considered} of {report.coverage.files_changed} files"]
    if report.coverage.remembered:
        parts.append(f"answers: {report.coverage.judged_now} new, {report.coverage.remembered} remembered")
    if usage.model_calls:
        tokens = f"{usage.input_tokens:,} in, {usage.output_tokens:,} out"
        cost = "price unknown" if usage.cost_usd is None else f"{usage.cost_usd:.3f} USD"
        parts.extend([f"{usage.model_calls} model calls", f"{tokens} tokens", cost])
    return f"<sub>{' · '.join(parts)} · {report.tool.name} {report.tool.version}</sub>"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
