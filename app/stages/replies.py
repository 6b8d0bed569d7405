"""Every text of a reply to a command. What comes from a repository or a person goes through `defuse`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.decisions import Waiver
from app.stages.commands import Malformed
from app.stages.defuse import block, code, prose
from app.stages.entitlement import Refusal
from app.stages.links import Links
from app.stages.markdown import SYMBOLS, in_table, place, quotes, rule_name
from app.stages.subjects import Known
from specs_schema.config import CONFIG_PATH, Commands
from specs_schema.config_difference import differences
from specs_schema.config_layers import ReadConfig
from specs_schema.report import Answer, Report, ReportedFinding, ReportedVerdict

LONGEST: Final = 60_000  # bytes; GitHub takes 65,536 characters of a comment
_LISTED: Final = 10
_QUOTE: Final = 600
_COUNTED: Final[dict[Answer, str]] = {
    "met": "met",
    "violated": "violated",
    "missing": "missing",
    "unsure": "unsure",
    "error": "not judged",
    "waived": "waived",
}
_OPEN: Final[frozenset[Answer]] = frozenset({"violated", "missing", "unsure", "error"})
_SOURCES: Final = {
    "repository": f"{code(CONFIG_PATH)} at the base branch",
    "organisation": "the organisation's `.github` repository",
    "last valid": f"the last valid {code(CONFIG_PATH)}",
    "defaults": "the defaults: there is no configuration file",
}
USAGE: Final = {
    "verify": (
        "`/spec verify [--full] [FEATURE]`",
        "review the newest commit again; `--full` without remembered answers",
    ),
    "status": ("`/spec status`", "the last report in a few lines"),
    "explain": ("`/spec explain ID`", "the answer about one subject, with its evidence"),
    "waive": ("`/spec waive ID [until YYYY-MM-DD] REASON`", "make an accountable exception"),
    "unwaive": ("`/spec unwaive ID`", "take it back"),
    "feature": ("`/spec feature DIR`, `none` or `auto`", "say which feature this is about"),
    "config": ("`/spec config`", "what is configured, and from where"),
    "help": ("`/spec help`", "this table"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The last report, the head at this moment, and where things are."""

    report: Report
    head: str
    links: Links


def marker(to: int | str) -> str:
    """What tells our answer to a comment (its id), or to a button, from others. Trusted in our own comments alone."""
    return f"<!-- speckeeper:reply:{to} -->"


def reply(to: int | str, parts: Sequence[str]) -> str:
    """The one comment that answers another, whatever the number of commands in it."""
    text = "\n\n---\n\n".join(dict.fromkeys(part for part in parts if part))
    if len(text.encode()) > LONGEST:
        text = f"{_whole_lines(text)}\n\nThe rest did not fit; ask for fewer subjects in one comment."
    return f"{text}\n\n{marker(to)}"


def _whole_lines(text: str) -> str:
    """As much as fits, up to the end of a line, and no fence or fold left open by the cut."""
    cut = text.encode()[: LONGEST - 500].decode("utf-8", "ignore").rpartition("\n")[0]
    return cut[: cut.rfind("\n\n---\n\n")] if "\n\n---\n\n" in cut else cut[: max(cut.find("\n\n"), 0)]


def status(standing: Standing) -> str:
    """The last report in a few lines: title, counts by answer, what is not met."""
    report = standing.report
    lines = [f"**{prose(report.title)}**", _head(standing)]
    shown = [verdict for verdict in report.verdicts if in_table(verdict)]
    if counts := _counts(shown):
        lines.append(counts)
    if unsettled := "\n".join(_unmet([one for one in shown if one.answer in _OPEN], standing.links)):
        lines.append(unsettled)
    others = [one for one in report.findings if not one.subject and one.severity != "notice"]
    if found := "\n".join(_others(others, standing.links)):
        lines.append(found)
    return "\n\n".join(lines)


def _head(standing: Standing) -> str:
    reviewed = code(standing.report.head[:9])
    if standing.report.head == standing.head:
        return f"Reviewed: {reviewed}, the newest commit."
    return f"Reviewed: {reviewed}. The newest commit is {code(standing.head[:9])}; its review has not ended."


def _counts(verdicts: Sequence[ReportedVerdict]) -> str:
    counted = {word: sum(verdict.answer == answer for verdict in verdicts) for answer, word in _COUNTED.items()}
    return " · ".join(f"{number} {word}" for word, number in counted.items() if number)


def _unmet(verdicts: Sequence[ReportedVerdict], links: Links) -> Iterator[str]:
    for verdict in verdicts[:_LISTED]:
        found = next((one for one in verdict.evidence if one.side == "code"), None)
        spec = place(verdict.path, verdict.line, verdict.line, links.lines)
        where = f", {place(found.path, found.start_line, found.end_line, links.lines)}" if found else ""
        yield f"- {SYMBOLS[verdict.answer]} {code(verdict.subject)} ({spec}{where}): {prose(verdict.text, 120)}"
    if len(verdicts) > _LISTED:
        yield f"- and {len(verdicts) - _LISTED} more, in the check"


def _others(findings: Sequence[ReportedFinding], links: Links) -> Iterator[str]:
    for one in findings[:_LISTED]:
        where = place(one.path, one.line, one.end_line, links.lines)
        yield f"- {rule_name(one, links)} {prose(one.message, 200)} ({where})"
    if len(findings) > _LISTED:
        yield f"- and {len(findings) - _LISTED} more findings, in the check"


def explain(standing: Standing, subject: Known, rules: Commands) -> str:
    """All that the last report has about one subject, on both sides, and how to waive it."""
    report, links = standing.report, standing.links
    verdict = next(
        (one for one in report.verdicts if (one.feature, one.subject) == (subject.feature, subject.id)), None
    )
    findings = [one for one in report.findings if (one.feature, one.subject) == (subject.feature, subject.id)]
    withheld = [one for one in report.withheld if (one.feature, one.subject) == (subject.feature, subject.id)]
    parts = [
        _about(report, subject, verdict, links),
        _head(standing),
        *(_why(verdict, findings, links) if verdict else ()),
    ]
    parts.extend(_finding(one, links) for one in findings)
    parts.extend(f"Withheld: {prose(one.message)} ({rule_name(one, links)}): {prose(one.why)}" for one in withheld)
    if findings or (verdict and verdict.answer in _OPEN):
        parts.append(how_to_waive(subject, rules))
    return "\n\n".join(parts)


def _about(report: Report, subject: Known, verdict: ReportedVerdict | None, links: Links) -> str:
    answer = SYMBOLS[verdict.answer] if verdict else SYMBOLS["not_claimed"]
    text, path, line = (verdict.text, verdict.path, verdict.line) if verdict else _text(report, subject)
    heading = f"**{code(subject.id)}** of {code(subject.feature)}: {answer}"
    spec = f"spec {place(path, line, line, links.lines)}" if path else ""
    return "\n\n".join(part for part in (heading, spec, block(text, _QUOTE) if text else "") if part)


def _text(report: Report, subject: Known) -> tuple[str, str, int]:
    """Text and place of a subject that has no verdict."""
    for feature in report.features:
        if feature.dir == subject.feature:
            for one in (*feature.requirements, *feature.tasks):
                if one.id == subject.id:
                    return one.text, one.path, one.line
            for contract in feature.contracts:
                for operation in contract.operations:
                    if operation.id == subject.id:
                        return "", contract.path, operation.line
    return "", "", 0


def _why(verdict: ReportedVerdict, findings: Sequence[ReportedFinding], links: Links) -> Iterator[str]:
    """Claims, reason and the evidence that no finding quotes again."""
    claimed = ", ".join(prose(one, 200) for one in verdict.claimed_by[:_LISTED])
    yield f"Claimed: {claimed}." if claimed else "This change does not claim it."
    if verdict.reason:
        yield prose(verdict.reason, 600)
    quoted = [quote for finding in findings for quote in finding.evidence]
    own = [one for one in verdict.evidence if one not in quoted]
    for one in own[:_LISTED]:
        if one.side in {"code", "claim"}:
            yield f"{one.side} {place(one.path, one.start_line, one.end_line, links.lines)}\n{block(one.quote, _QUOTE)}"
    searched = list(dict.fromkeys(one.quote for one in own if one.side == "search"))
    if searched:
        yield f"searched\n{block(chr(10).join(searched), _QUOTE)}"


def _finding(finding: ReportedFinding, links: Links) -> str:
    told = f"{rule_name(finding, links)} {code(finding.name)}: {prose(finding.message, 600)}"
    return "\n\n".join([told, *quotes(finding, links.lines, limit=_QUOTE), f"hint: {prose(finding.hint, 400)}"])


def how_to_waive(subject: Known, rules: Commands) -> str:
    """The text to write, and who may."""
    written = code(f"/spec waive {subject.id} until YYYY-MM-DD REASON")
    return f"To let it be: {written}, by somebody with `{rules.who}` permission who did not write this change."


def unreviewed() -> str:
    """Asked about a report that there is none of."""
    return "No review of this pull request has ended yet. Ask again when the check `speckeeper` is complete."


def unknown(subject: str, near: Sequence[str]) -> str:
    """An id that the last report does not know."""
    nearest = f" Nearest: {', '.join(code(one) for one in near)}." if near else ""
    return f"The last report knows no subject {code(subject)}.{nearest}"


def ambiguous(command: str, found: Sequence[Known], rest: str = "") -> str:
    """An id that several features have: what to write for each; `rest` is what follows the id."""
    told = "\n".join(f"- {code(f'/spec {command} {one} {rest}', 1_500)}" for one in found[:_LISTED])
    return f"{code(found[0].id)} is in {len(found)} features. Write one of:\n\n{told}"


def waived(waiver: Waiver) -> str:
    """A waiver that was kept."""
    end = f"until {code(waiver.until)}" if waiver.until else "without end"
    return f"{code(waiver.subject)} of {code(waiver.feature)} is waived {end}: {prose(waiver.reason, 1_000)}"


def unwaived(subject: Known) -> str:
    """A waiver that was taken back. True as well when the command is run twice."""
    return f"{code(subject.id)} is not waived by a command any more."


def not_waived(subject: Known) -> str:
    """There was nothing to take back."""
    return (
        f"{code(subject.id)} is not waived by a command on this pull request. "
        f"What {code(CONFIG_PATH)} waives, a change of that file takes back."
    )


def corrected(feature: str) -> str:
    """Which feature the pull request is about from now on."""
    if not feature:
        return "The feature is found again from the pull request itself."
    if feature == "none":
        return "This pull request is about no feature."
    return f"This pull request is about {code(feature)}."


def ordered() -> str:
    """A review that was asked for."""
    return "The review begins; its check run tells the outcome."


def closed() -> str:
    """A review of a pull request that is closed."""
    return "This pull request is closed, so it is not reviewed. Reopen it first."


def config(read: ReadConfig) -> str:
    """What is in force, from where, what differs from the defaults, and what is wrong."""
    rows = [
        f"| {code(one.key)} | {code(one.value, 120)} | {code(one.default, 120)} |" for one in differences(read.config)
    ]
    parts = [f"In force: {_SOURCES[read.source]}."]
    if rows:
        parts.append("\n".join(["| key | value | default |", "| --- | --- | --- |", *rows]))
    elif read.source != "defaults":
        parts.append("Every value is the default.")
    if read.problems:
        parts.append("\n".join(_problems(read)))
    return "\n\n".join(parts)


def _problems(read: ReadConfig) -> Iterator[str]:
    for problem in read.problems[:_LISTED]:
        yield f"- {prose(problem.message)}. {prose(problem.hint)}"
    if len(read.problems) > _LISTED:
        yield f"- and {len(read.problems) - _LISTED} more problems"


def help_table(rules: Commands) -> str:
    """Every command, and who may use it here."""
    rows = [f"| {usage} | {what} | {_who(name, rules)} |" for name, (usage, what) in USAGE.items()]
    return "\n".join(["| command | does | who |", "| --- | --- | --- |", *rows])


def _who(name: str, rules: Commands) -> str:
    author = ", the author" if name in rules.author else ""
    other = ", no author of the change" if name in {"waive", "unwaive", "feature"} else ""
    return f"`{rules.who}`{author}{other}"


def malformed(one: Malformed, rules: Commands) -> str:
    """What is wrong with a command, and what to write instead."""
    said = prose(one.problem, 400)
    instead = f". Write {code(one.write, 1_500)}" if one.write else "."
    return f"{said}{instead}" + (f"\n\n{help_table(rules)}" if one.help else "")


def refused(refusal: Refusal) -> str:
    """Who may, and why this person may not."""
    return f"{refusal.reason}."


def limited(most: int, minutes: int) -> str:
    """More commands than are followed."""
    return (
        f"At most {most} commands of one person are followed in {minutes} minutes on one pull request. Try again later."
    )


def not_acceptable() -> str:
    """A button that accepts, where nothing waits for it."""
    return "No change of the spec waits for acceptance in that review. Review the newest commit and accept there."


def failed(reason: str) -> str:
    """A command that could not be followed, through no fault of the person."""
    return f"The command could not be followed: {prose(reason, 600)}"


def internal_error(error_id: str) -> str:
    """A fault of ours. The id leads to the log."""
    return f"Speckeeper failed at this command. The operator finds error {code(error_id)} in the log."
