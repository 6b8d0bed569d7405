"""Report → Markdown: for the check's summary and for `--format markdown`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.stages.defuse import block, code, prose
from specs_schema.report import Report, ReportedFinding, ReportedVerdict

Link = Callable[[str, int, int], str]  # path, first and last line → address, or nothing

SYMBOLS: Final = {
    "met": "✓ met",
    "violated": "✗ **violated**",
    "missing": "✗ **missing**",
    "unsure": "? unsure",
    "error": "! not judged",
    "waived": "– waived",
    "not_claimed": "– not claimed",
}
TABLE_HEAD: Final = "| subject | answer | claimed by | code | spec |\n| --- | --- | --- | --- | --- |\n"
_ORDER: Final = {
    answer: rank for rank, answer in enumerate(["violated", "missing", "error", "unsure", "met", "waived"])
}
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A report in the parts in which it can be cut: nothing but whole rows is ever left out."""

    lead: str
    rows: tuple[str, ...]
    rest: str

    def whole(self) -> str:
        """Everything, for where there is no limit."""
        table = TABLE_HEAD + "".join(self.rows) if self.rows else ""
        return "\n".join(part for part in (self.lead, table, self.rest) if part)


def in_table(verdict: ReportedVerdict) -> bool:
    """Whether a verdict has a row: what is claimed, and what is contradicted without being claimed."""
    return verdict.answer != "not_claimed" and bool(verdict.claimed_by or verdict.answer == "violated")


def no_link(path: str, first: int, last: int) -> str:
    """For places without a forge."""
    del path, first, last
    return ""


def page(report: Report, link: Link = no_link, rule_link: Callable[[str], str] | None = None) -> Page:
    """The report as Markdown. `link` gives the address of lines, `rule_link` that of a rule's page."""
    lead = "\n\n".join([_about(report), *_findings(report, link, rule_link)])
    table = [verdict for verdict in report.verdicts if in_table(verdict)]
    ordered = sorted(table, key=lambda verdict: _ORDER.get(verdict.answer, len(_ORDER)))
    heading = "\n\n### What is claimed, and what the code does\n" if ordered else "\n"
    return Page(
        lead=lead + heading,
        rows=tuple(_row(verdict, link) for verdict in ordered),
        rest="\n\n".join(part for part in _closing(report) if part) + "\n",
    )


def _about(report: Report) -> str:
    lines = [f"**{prose(report.title)}**"]
    lines.extend(
        f"Held to {code(feature.dir)}: {', '.join(prose(reason) for reason in feature.reasons[:_MOST_REASONS])}"
        for feature in report.features
    )
    if not report.features:
        lines.append(
            "No feature directory is touched, named or continued by this change, so nothing was held against a spec."
        )
    if report.mode == "advisory" and report.findings:
        lines.append("Advisory mode: nothing here fails the check.")
    return "\n\n".join(lines)


def _findings(report: Report, link: Link, rule_link: Callable[[str], str] | None) -> Iterator[str]:
    for finding in report.findings:
        if finding.severity == "notice":
            continue
        address = rule_link(finding.rule) if rule_link else ""
        rule = f"[{finding.rule}]({address})" if address else finding.rule
        place = _place(finding.path, finding.line, finding.end_line, link)
        parts = [f"#### {_mark(finding)} {prose(finding.message, 600)}", f"{rule} · {place}"]
        parts.extend(_quotes(finding, link))
        parts.append(f"hint: {prose(finding.hint, 400)}")
        yield "\n\n".join(parts)


def _mark(finding: ReportedFinding) -> str:
    return "✗" if finding.severity == "error" else "⚠"


def _quotes(finding: ReportedFinding, link: Link) -> Iterator[str]:
    """Spec first, then code and claim, then all records of searches as one block."""
    for side in ("spec", "claim", "code"):
        for evidence in finding.evidence:
            if evidence.side == side:
                where = _place(evidence.path, evidence.start_line, evidence.end_line, link)
                yield f"{side} {where}\n{block(evidence.quote)}"
    searched = [evidence.quote for evidence in finding.evidence if evidence.side == "search"]
    if searched:
        yield f"searched\n{block(chr(10).join(dict.fromkeys(searched)))}"


def _place(path: str, first: int, last: int, link: Link) -> str:
    name = code(f"{path}:{first}" if last == first else f"{path}:{first}-{last}")
    address = link(path, first, last)
    return f"[{name}]({address})" if address else name


def _row(verdict: ReportedVerdict, link: Link) -> str:
    found = next((evidence for evidence in verdict.evidence if evidence.side == "code"), None)
    cells = (
        code(verdict.subject),
        SYMBOLS[verdict.answer],
        prose(", ".join(verdict.claimed_by[:2]) or "not claimed, contradicted")
        + (" …" if len(verdict.claimed_by) > 2 else ""),  # noqa: PLR2004
        _place(found.path, found.start_line, found.end_line, link) if found else "",
        _place(verdict.path, verdict.line, verdict.line, link),
    )
    return f"| {' | '.join(cells)} |\n"


def _closing(report: Report) -> Iterator[str]:
    coverage = report.coverage
    if not coverage.requirements_judged and report.features:
        yield (
            f"**Requirements were not judged**: no model took part. {coverage.subjects} subjects are claimed; "
            "only what a program can settle was checked."
        )
    unsettled = [verdict for verdict in report.verdicts if verdict.answer in {"unsure", "error"}]
    reasons = [f"{code(verdict.subject)}: {prose(verdict.reason)}" for verdict in unsettled]
    yield _details(f"{len(reasons)} subjects not settled", reasons)
    skipped = [f"{code(one.path)}: {prose(one.why)}" for one in coverage.files_skipped]
    yield _details(f"{len(skipped)} changed files not considered", skipped)
    notices = [
        f"{prose(one.message)} ({one.rule}, {code(f'{one.path}:{one.line}')})"
        for one in report.findings
        if one.severity == "notice"
    ]
    yield _details(f"{len(notices)} {'notice' if len(notices) == 1 else 'notices'}", notices)
    withheld = [f"{prose(one.message)} ({one.rule}): {prose(one.why)}" for one in report.withheld]
    yield _details(f"{len(withheld)} findings withheld", withheld)
    yield _cost(report)


def _details(summary: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    if not listed:
        return ""
    shown = "\n".join(f"- {line}" for line in listed[:50])
    more = f"\n- and {len(listed) - 50} more" if len(listed) > 50 else ""  # noqa: PLR2004 (a list nobody reads further)
    return f"<details><summary>{summary}</summary>\n\n{shown}{more}\n\n</details>"


def _cost(report: Report) -> str:
    usage = report.usage
    merge_base, head = code(report.merge_base[:9]), code(report.head[:9])
    parts = [f"{merge_base} to {head}", f"{report.coverage.files_considered} of {report.coverage.files_changed} files"]
    if usage.model_calls:
        tokens = f"{usage.input_tokens:,} in, {usage.output_tokens:,} out"
        cost = "price unknown" if usage.cost_usd is None else f"{usage.cost_usd:.3f} USD"
        parts.extend([f"{usage.model_calls} model calls", f"{tokens} tokens", cost])
    return f"<sub>{' · '.join(parts)} · {report.tool.name} {report.tool.version}</sub>"
