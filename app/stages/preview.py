"""What a pull request would come to under the configuration that it brings. Told, and never applied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.check import CheckConclusion
from app.domain.dossier import Dossier
from app.domain.verdict import Verdict
from app.stages.admit import admit
from app.stages.conclude import Decision
from app.stages.findings import rule_findings, select, verdict_findings
from app.stages.report import Judgement, write_report
from app.stages.waive import in_force, waive
from specs_schema.config_difference import differences
from specs_schema.config_layers import ORGANISATION_PATH

# Keys that decide what is loaded and asked: with other values, other things would have to be read.
_NOT_FORESEEN: Final = ("specs", "formats", "find_by", "ignore", "model", "budget")
_LEAD: Final = "With the configuration of this pull request"

_Outcome = tuple[Decision, str]  # decision and title


@dataclass(frozen=True, slots=True)
class Preview:
    """One line for the report, in which `code spans` are the only Markdown, and what it rests on."""

    sentence: str
    check: CheckConclusion | None = None  # None: there would be no review, or the configuration is not valid
    same: bool = False  # conclusion and title are those of the configuration in force


def preview(dossier: Dossier, judgement: Judgement, weighed: Sequence[Verdict]) -> Preview | None:
    """What the check would conclude with `dossier.proposed`; None when the change brings no configuration.

    `weighed` are the verdicts before any was waived, because the two configurations may waive others.
    """
    if dossier.proposed_problems:
        return Preview("The configuration of this pull request is not valid; merged, it would not come into force")
    if dossier.proposed is None:
        return None
    refusal = admit(
        dossier.pull_request, dossier.proposed, author_trusted=dossier.decisions.author_trusted, asked=False
    )
    if refusal:
        return Preview(f"{_LEAD} it would not be reviewed: {refusal}")
    kept = tuple(problem for problem in dossier.config_problems if problem.span.path == ORGANISATION_PATH)
    under = replace(dossier, config=dossier.proposed, config_problems=kept)
    return _compared(_outcome(dossier, judgement, weighed), _outcome(under, judgement, weighed), _open_keys(dossier))


def _compared(now: _Outcome, then: _Outcome, open_keys: Sequence[str]) -> Preview:
    decision, title = then
    said = "the same" if now == then else f"`{decision.check}`: {title}"
    rest = f" (not foreseen: what {', '.join(f'`{key}`' for key in open_keys)} would change)" if open_keys else ""
    return Preview(f"{_LEAD} the check would conclude {said}{rest}", decision.check, now == then)


def _outcome(dossier: Dossier, judgement: Judgement, weighed: Sequence[Verdict]) -> _Outcome:
    """What `dossier` comes to with its configuration, from the same verdicts: no model is asked."""
    # Without a proposal of its own: its faults are told beside the preview, and are not part of it.
    alone = replace(dossier, proposed=None, proposed_problems=())
    verdicts = waive(weighed, in_force(alone.config, alone.decisions), alone.decisions.today)
    findings = [*rule_findings(alone), *verdict_findings(verdicts)]
    told, withheld = select(findings, verdicts, alone)
    again = replace(judgement, verdicts=verdicts, findings=told, withheld=withheld)
    report, decision = write_report(alone, again, version="")
    return decision, report.title


def _open_keys(dossier: Dossier) -> tuple[str, ...]:
    """The keys with another value whose consequences nobody can tell from what was loaded."""
    changed = differences(dossier.proposed or dossier.config, dossier.config)
    names = dict.fromkeys(one.key.partition(".")[0] for one in changed)
    return tuple(name for name in names if name in _NOT_FORESEEN)
