"""What became of each pull request of a merge group → the check on the group's commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.check import CheckConclusion, CheckOutput
from app.domain.forge import GroupEntry
from app.domain.review import Reviewed
from app.stages.defuse import code, plain, prose

# The worst first. `cancelled` is no conclusion of a report; it would be no pass either.
_WORST: Final[tuple[CheckConclusion, ...]] = ("failure", "action_required", "cancelled", "neutral", "success")
_LONGEST_TITLE: Final = 250
_MOST_BYTES: Final = 60_000  # of the 65,535 that GitHub takes
_MOST_FINDINGS: Final = 30
_MOST_NAMED: Final = 3  # ids that a title names before it counts
_EXPLAINED: Final = (
    "*As reviewed*: the pull request adds to the group what it was reviewed for, and the documents of its features "
    "and the configuration are the same, so its own verdict counts. *Judged again*: the group alters one of them."
)


@dataclass(frozen=True, slots=True)
class EntryResult:
    """One pull request of the group: what its review came to, or in a few words why it is not reviewed.

    `remembered`: the review is the pull request's own; otherwise it was judged again as a part of the group.
    """

    entry: GroupEntry
    outcome: Reviewed | str
    remembered: bool = False

    @property
    def conclusion(self) -> CheckConclusion:
        """How the pull request's part of the group concludes."""
        return "skipped" if isinstance(self.outcome, str) else self.outcome.conclusion

    @property
    def how(self) -> str:
        """Where the conclusion comes from."""
        if isinstance(self.outcome, str):
            return "not reviewed"
        return "as reviewed" if self.remembered else "judged again"

    @property
    def line(self) -> str:
        """The one line worth knowing."""
        return self.outcome if isinstance(self.outcome, str) else self.outcome.report.title


def combine(results: Sequence[EntryResult]) -> CheckOutput:
    """The check of a merge group: the worst conclusion of its pull requests. A skipped one is as good as a pass.

    Where the queue did not say which pull requests there are, that is what the check says.
    """
    if not results:
        return _unknown()
    title = _title(results)
    lines = [f"**{prose(title, _LONGEST_TITLE)}**\n", *map(_entry, results), f"\n{_EXPLAINED}", *_findings(results)]
    return CheckOutput(conclusion=_worst(results), title=title, summary=_cut(lines))


def _unknown() -> CheckOutput:
    return CheckOutput(
        conclusion="neutral",
        title="Not judged: the merge queue names no pull requests",
        summary="GitHub did not say which pull requests this merge group holds, so there is nothing to compare with "
        "a spec. Each pull request has its own check. This says nothing about the change.",
    )


def _worst(results: Sequence[EntryResult]) -> CheckConclusion:
    found = {result.conclusion for result in results}
    for conclusion in _WORST:
        if conclusion in found:
            return conclusion
    return "success"  # all are skipped


def _title(results: Sequence[EntryResult]) -> str:
    number = len(results)
    parts = [f"{number} {'pull request' if number == 1 else 'pull requests'}: {_hows(results)}"]
    parts.extend(fault for result in results if (fault := _fault(result)))
    return plain("; ".join(parts), _LONGEST_TITLE)


def _hows(results: Sequence[EntryResult]) -> str:
    """`#4, #7 as reviewed, #9 judged again`."""
    kinds: dict[str, list[str]] = {"as reviewed": [], "judged again": [], "not reviewed": []}
    for result in results:
        kinds[result.how].append(f"#{result.entry.number}")
    return ", ".join(f"{', '.join(numbers)} {how}" for how, numbers in kinds.items() if numbers)


def _fault(result: EntryResult) -> str:
    """What is wrong with one pull request; nothing where it passes, or where there is nothing to name."""
    if isinstance(result.outcome, str) or result.conclusion == "success":
        return ""
    unmet = _unmet(result.outcome)
    if not unmet:
        lead = result.line.split(";")[0]
        return "" if result.conclusion == "neutral" or not lead else f"#{result.entry.number}: {lead}"
    more = f" and {len(unmet) - _MOST_NAMED} more" if len(unmet) > _MOST_NAMED else ""
    return f"#{result.entry.number} not met: {', '.join(unmet[:_MOST_NAMED])}{more}"


def _unmet(reviewed: Reviewed) -> list[str]:
    errors = (finding for finding in reviewed.report.findings if finding.severity == "error")
    return list(dict.fromkeys(finding.subject for finding in errors if finding.subject))


def _entry(result: EntryResult) -> str:
    what = prose(result.line, 200)
    return f"- #{result.entry.number}, {result.how}: {code(result.conclusion)}{f'. {what}' if what else ''}"


def _findings(results: Sequence[EntryResult]) -> Iterator[str]:
    told = [
        f"- #{result.entry.number}: {prose(finding.message)} ({finding.rule}, {code(f'{finding.path}:{finding.line}')})"
        for result in results
        if not isinstance(result.outcome, str)
        for finding in result.outcome.report.findings
        if finding.severity == "error"
    ]
    if told:
        yield "\n### What is not as specified\n"
    yield from told[:_MOST_FINDINGS]
    if len(told) > _MOST_FINDINGS:
        yield f"- and {len(told) - _MOST_FINDINGS} more"


def _cut(lines: Sequence[str]) -> str:
    """As many whole lines as GitHub takes, and how many are missing."""
    taken = 0
    for number, line in enumerate(lines):
        taken += len(line.encode("utf-8", "replace")) + 1
        if taken > _MOST_BYTES:
            return "\n".join([*lines[:number], f"\n{len(lines) - number} more lines did not fit"])
    return "\n".join(lines)
