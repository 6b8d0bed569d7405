"""Report → one HTML file that asks for nothing else: no script, no picture, no request.

Every text goes through `_line` or `_block`, which escape it; what they do not escape is written here.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.stages.defuse import plain
from app.stages.html_style import STYLE
from app.stages.links import Link, Links
from app.stages.markdown import in_table, old_text, tested_alone
from app.stages.mask import shown
from app.stages.spec_table import TITLE, Row, spec_rows
from app.stages.test_evidence import failing_tests, in_a_sentence, tally
from specs_schema.report import Report, ReportedEvidence, ReportedFinding, ReportedTest, ReportedVerdict

_CONCLUSIONS: Final = {
    "pass": ("pass", "green"),
    "fail": ("fail", "red"),
    "advisory": ("advisory", "amber"),
    "incomplete": ("incomplete", "amber"),
    "no_spec": ("no spec", "blue"),
}
_SEVERITIES: Final = {"error": "red", "warning": "amber", "notice": "blue"}
_ANSWERS: Final = {
    "violated": ("✗ violated", "red"),
    "missing": ("✗ missing", "red"),
    "error": ("! not judged", "amber"),
    "unsure": ("? unsure", "amber"),
    "met": ("✓ met", "green"),
    "waived": ("– waived", "blue"),
}
_ORDER: Final = {answer: rank for rank, answer in enumerate(_ANSWERS)}
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SPAN: Final = re.compile(r"(`[^`]+`)")
_LINKED: Final = re.compile(r"https?://\S+")
_NOWHERE: Final = Links()


def as_html(report: Report, links: Links = _NOWHERE) -> str:
    """The report as one file. Places are links where `links` knows their addresses."""
    title = f"{_line(report.title)} · {_line(report.repository)}"
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
    )
    return "\n".join([head, *_body(report, links), "</body></html>\n"])


def _body(report: Report, links: Links) -> Iterator[str]:
    yield from _about(report)
    yield from _findings(report, links)
    yield from _table(report, links.lines)
    yield from _tests(report, links.lines)
    yield from _differences(report, links)
    yield from _unjudged(report)
    yield from _withheld(report)
    yield f"<footer>{_cost(report)}</footer>"


def _about(report: Report) -> Iterator[str]:
    name, colour = _CONCLUSIONS[report.conclusion]
    commits = f"<code>{_line(report.merge_base[:9])}</code> to <code>{_line(report.head[:9])}</code>"
    yield f'<header><p class="soft">{_line(report.repository)} · {commits} · {report.mode} mode</p>'
    yield f'<h1>{_prose(report.title)}</h1><p><span class="badge {colour}">{name}</span></p></header>'
    for feature in report.features:
        reasons = ", ".join(_prose(reason) for reason in feature.reasons[:5])
        yield f"<p>Held to <code>{_line(feature.dir)}</code>: {reasons}</p>"
    if not report.features:
        yield "<p>No feature directory is touched, named or continued by this change, so it was held to no spec.</p>"
    yield from (f"<p>{_prose(note, 600)}</p>" for note in report.notes)


def _findings(report: Report, links: Links) -> Iterator[str]:
    loud = [finding for finding in report.findings if finding.severity != "notice"]
    notices = [finding for finding in report.findings if finding.severity == "notice"]
    yield "<h2>Findings</h2>"
    if not report.findings:
        yield "<p>None.</p>"
    yield from (_finding(finding, report, links) for finding in loud)
    if notices:
        listed = "\n".join(_finding(finding, report, links) for finding in notices)
        yield f"<details><summary>{_counted(len(notices), 'notice')}</summary>\n{listed}</details>"


def _finding(finding: ReportedFinding, report: Report, links: Links) -> str:
    colour = _SEVERITIES[finding.severity]
    rule = _anchor(finding.rule, links.rule(finding.rule) if links.rule else "")
    where = _place(finding.path, finding.line, finding.end_line, links.lines)
    kind = f'<strong class="{colour}">{finding.severity}</strong>'
    parts = [
        f'<article class="{colour}"><h3>{_prose(finding.message, 600)}</h3>',
        f'<p class="soft">{kind} · {rule} {_line(finding.name)} · {where}</p>',
        *_quotes(finding, links.lines, links.base(report.merge_base)),
        f'<p class="hint">hint: {_prose(finding.hint, 400)}</p></article>',
    ]
    return "\n".join(parts)


def _quotes(finding: ReportedFinding, link: Link, before: Link) -> Iterator[str]:
    """Spec first, then claim and code, then the records of searches."""
    old = old_text(finding)
    if old is not None:
        yield _quote("spec before", old, before)
    for side in ("spec", "claim", "code"):
        yield from (_quote(side, one, link) for one in finding.evidence if one.side == side and one is not old)
    searched = "\n".join(dict.fromkeys(one.quote for one in finding.evidence if one.side == "search"))
    if searched:
        yield f'<p class="quote">searched</p><pre>{_block(searched)}</pre>'


def _quote(name: str, evidence: ReportedEvidence, link: Link) -> str:
    where = _place(evidence.path, evidence.start_line, evidence.end_line, link)
    return f'<p class="quote">{name} {where}</p><pre>{_block(evidence.quote)}</pre>'


def _table(report: Report, link: Link) -> Iterator[str]:
    rows = sorted(filter(in_table, report.verdicts), key=lambda verdict: _ORDER[verdict.answer])
    if not rows:
        return
    heads = ["subject", "answer", *(["tests"] if report.tests else []), "claimed by", "code", "spec"]
    yield "<h2>What is claimed, and what the code does</h2>"
    yield _rows(heads, (_row(verdict, link, tests=report.tests is not None) for verdict in rows))


def _row(verdict: ReportedVerdict, link: Link, *, tests: bool) -> str:
    name, colour = _ANSWERS[verdict.answer]
    code = next((one for one in verdict.evidence if one.side == "code"), None)
    cells = [
        f'<code title="{_line(verdict.text)}">{_line(verdict.subject)}</code>',
        *([_results(verdict.tests)] if tests else []),
        _prose(", ".join(verdict.claimed_by[:3]) or "not claimed, contradicted"),
        _place(code.path, code.start_line, code.end_line, link) if code else "",
        _place(verdict.path, verdict.line, verdict.line, link),
    ]
    first, *rest = [f"<td>{cell}</td>" for cell in cells]
    return f'<tr>{first}<td class="state {colour}">{name}</td>{"".join(rest)}</tr>'


def _results(tests: Sequence[ReportedTest]) -> str:
    """How the tests of a subject ended; those that failed by name."""
    failing = failing_tests(tests)[:5]
    named = (f'<br><code class="red">{_line(one.name)}</code> {_line(one.message)}'.rstrip() for one in failing)
    return f"{tally(tests)}{''.join(named)}"


def _tests(report: Report, link: Link) -> Iterator[str]:
    if report.tests is None:
        return
    yield f"<h2>Tests</h2><p>{_line(in_a_sentence(report.tests))}.</p>"
    rows = [
        f"<tr><td><code>{_line(one.subject)}</code></td><td>{_results(one.tests)}</td>"
        f"<td>{_place(one.path, one.line, one.line, link)}</td></tr>"
        for one in tested_alone(report)
    ]
    if rows:
        yield _rows(["subject", "tests", "spec"], rows)


def _differences(report: Report, links: Links) -> Iterator[str]:
    """Everything in which the spec differs from that of the merge base."""
    rows = spec_rows(report)
    if rows:
        yield f"<h2>{TITLE}</h2>"
        heads = ["subject", "change", "before", "after", "spec", "told"]
        before = links.base(report.merge_base)
        yield _rows(heads, (_difference(row, before if row.gone else links.lines) for row in rows))


def _difference(row: Row, link: Link) -> str:
    cells = (
        f"{row.noun} {' → '.join(f'<code>{_line(one)}</code>' for one in row.ids)}".strip(),
        _prose(row.change, 600),
        _prose(row.before, 600),
        _prose(row.after, 600),
        _place(row.place.path, row.place.line, row.place.line, link) if row.place else "",
        _line(row.told),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _unjudged(report: Report) -> Iterator[str]:
    """What this review does not say anything about, and why."""
    coverage = report.coverage
    parts: list[str] = []
    if report.features and not coverage.requirements_judged:
        parts.append(
            f"<p><strong>Requirements were not judged</strong>: no model took part. {coverage.subjects} subjects are "
            "claimed; only what a program can settle was checked.</p>"
        )
    for answers, name in ((("error", "unsure"), "not settled"), (("waived",), "waived")):
        told = [one for one in report.verdicts if one.answer in answers]
        lines = [f"<code>{_line(one.subject)}</code>: {_prose(one.reason)}" for one in told]
        parts.extend(_list(f"{_counted(len(told), 'subject')} {name}", lines))
    skipped = [f"<code>{_line(one.path)}</code>: {_prose(one.why)}" for one in coverage.files_skipped]
    parts.extend(_list(f"{_counted(len(skipped), 'changed file')} not considered", skipped))
    if parts:
        yield "<h2>Not judged</h2>"
        yield from parts


def _withheld(report: Report) -> Iterator[str]:
    lines = [
        f"{_prose(one.message)} ({_line(one.rule)} <code>{_line(f'{one.path}:{one.line}')}</code>): {_prose(one.why)}"
        for one in report.withheld
    ]
    if lines:
        yield "<h2>Withheld</h2>"
        yield from _list(f"{_counted(len(lines), 'finding')} withheld", lines)


def _cost(report: Report) -> str:
    usage, coverage = report.usage, report.coverage
    parts = [f"{coverage.files_considered} of {coverage.files_changed} changed files considered"]
    if coverage.requirements_judged:
        parts.append(f"{coverage.judged_now} subjects judged, {coverage.remembered} remembered")
    if usage.model_calls:
        cost = "price unknown" if usage.cost_usd is None else f"{usage.cost_usd:.3f} USD"
        tokens = f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out"
        parts.extend([f"{usage.model_calls} model calls", tokens, cost])
    parts.extend([f"{usage.seconds:.1f} s", f"{_line(report.tool.name)} {_line(report.tool.version)}"])
    return " · ".join(parts)


def _rows(heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{head}</th>" for head in heads)
    body = "\n".join(rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>'


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        listed = "\n".join(f"<li>{line}</li>" for line in lines)
        yield f"<details><summary>{title}</summary><ul>\n{listed}</ul></details>"


def _place(path: str, first: int, last: int, link: Link) -> str:
    name = f"{path}:{first}" if last == first else f"{path}:{first}-{last}"
    return f"<code>{_anchor(name, link(path, first, last))}</code>"


def _anchor(name: str, address: str) -> str:
    """A link where the address is one that a browser may open, and the name alone otherwise.

    A long path is broken after a slash, if it has to be.
    """
    shown_name = _line(name).replace("/", "/<wbr>")
    return f'<a href="{html.escape(address)}">{shown_name}</a>' if _LINKED.fullmatch(address) else shown_name


def _prose(text: str, limit: int = 300) -> str:
    """One line of text in which back-ticks set off code."""
    parts = _SPAN.split(plain(text, limit))
    return "".join(
        f"<code>{html.escape(part[1:-1])}</code>" if place % 2 else html.escape(part)
        for place, part in enumerate(parts)
    )


def _line(text: str) -> str:
    return html.escape(plain(text))


def _block(text: str, limit: int = 4_000) -> str:
    """Lines as they stand, without secrets and without characters that nobody sees."""
    kept = shown(text)
    return html.escape(kept if len(kept) <= limit else f"{kept[: limit - 1]}…")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
