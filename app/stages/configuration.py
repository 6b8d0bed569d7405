"""A change that edits the configuration, and what a push to the default branch is told about it."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.domain.check import Annotation, CheckOutput
from app.stages.defuse import code, plain, prose
from specs_schema.config import CONFIG_PATH
from specs_schema.config_difference import differences
from specs_schema.config_layers import ORGANISATION_PATH, ReadConfig, Source, read_configs
from specs_schema.problem import SpecProblem

# https://docs.github.com/en/rest/checks/runs: 65,535 characters of summary, 50 annotations a request.
_LONGEST_TABLE: Final = 20_000  # bytes; there are three at most
_MOST_ANNOTATIONS: Final = 50

_IN_FORCE: Final[dict[Source, str]] = {
    "repository": f"`{CONFIG_PATH}` is in force.",
    "organisation": f"There is no `{CONFIG_PATH}`; the organisation's configuration is in force.",
    "last valid": "The last valid configuration stays in force.",
    "defaults": f"There is no `{CONFIG_PATH}`; the defaults are in force.",
}
_INSTEAD: Final[dict[Source, str]] = {
    **_IN_FORCE,
    "organisation": "No valid configuration of this repository is known; the organisation's configuration is in force.",
    "defaults": "No valid configuration of this repository is known; the defaults are in force.",
}


def proposed_configuration(
    base: str | None, head: str | None, merge_base: str | None, organisation: str | None
) -> ReadConfig | None:
    """What would be in force with the configuration that a change brings; None when it brings none.

    Texts of the file at the base branch's tip, at head and at the merge base; None: there is no such file. A file
    that the change leaves as it was, or that the base branch has by now, is not edited. The problems are those of
    head's file alone; with one, what is in force today is the answer.
    """
    if head in {merge_base, base}:
        return None
    read = read_configs(head, organisation, base)
    return read.model_copy(update={"problems": read.own_problems})


def configuration_output(read: ReadConfig) -> CheckOutput:
    """The check of a push to the default branch that changes the configuration."""
    own, inherited = read.own_problems, read.organisation_problems
    lead = (_INSTEAD if own else _IN_FORCE)[read.source]
    parts = [_table(own, CONFIG_PATH), _table(inherited, ORGANISATION_PATH), _differences(read)]
    if inherited:
        parts.insert(1, f"The organisation's configuration, `{ORGANISATION_PATH}`, is not valid and left out.")
    return CheckOutput(
        conclusion="failure" if own else "neutral" if inherited else "success",
        title=_title(own, inherited),
        summary="\n\n".join(part for part in (lead, *parts) if part),
        annotations=tuple(_annotation(problem) for problem in own[:_MOST_ANNOTATIONS]),
    )


def _title(own: Sequence[SpecProblem], inherited: Sequence[SpecProblem]) -> str:
    if own:
        return f"Configuration is not valid: {len(own)} {'problem' if len(own) == 1 else 'problems'}"
    return "Configuration is valid, the organisation's is not" if inherited else "Configuration is valid"


def _table(problems: Sequence[SpecProblem], path: str) -> str:
    """A row for each problem, as many as fit."""
    if not problems:
        return ""
    rows = [_row(problem, path) for problem in problems]
    return _fitting(["| line | what is wrong | what to do |", "| --- | --- | --- |"], rows)


def _row(problem: SpecProblem, path: str) -> str:
    message = problem.message.removesuffix(f" in `{path}`, line {problem.span.first}")
    return f"| {problem.span.first} | {prose(message)} | {prose(problem.hint)} |"


def _differences(read: ReadConfig) -> str:
    found = differences(read.config)
    if not found:
        return "Nothing differs from the defaults."
    rows = [f"| {code(one.key)} | {code(one.value)} | {code(one.default)} |" for one in found]
    return _fitting(["What differs from the defaults:", "", "| key | value | default |", "| --- | --- | --- |"], rows)


def _fitting(head: Sequence[str], rows: Iterable[str]) -> str:
    """A table cut at a whole row, with the number of those that are missing."""
    lines, left, room = [*head], 0, _LONGEST_TABLE
    for row in rows:
        room -= len(row.encode("utf-8")) + 1
        if room > 0:
            lines.append(row)
        else:
            left += 1
    more = ["", f"and {left} more"] if left else []
    return "\n".join([*lines, *more])


def _annotation(problem: SpecProblem) -> Annotation:
    return Annotation(
        path=problem.span.path,
        start_line=problem.span.first,
        end_line=problem.span.last,
        level="failure",
        title="Configuration is not valid",
        message=plain(f"{problem.message}. Hint: {problem.hint}", 1_000),
    )
