"""Acceptance: a change that weakens the spec, and somebody other than its author who agrees to it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from app.domain.decisions import Decisions
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.review import Acceptable
from app.rules.catalogue import WEAKENS
from specs_schema.config import RepoConfig


def required(config: RepoConfig) -> bool:
    """Whether a change that weakens the spec needs acceptance; in gate mode it does unless somebody decides else."""
    by_default = "require_acceptance" if config.mode == "gate" else "report"
    return (config.spec_changes or by_default) == "require_acceptance"


def weakens(finding: Finding) -> bool:
    """Whether the finding tells of a weaker spec, and loudly enough to need acceptance."""
    return finding.rule.code in WEAKENS and finding.severity != "notice"


def basis(finding: Finding) -> str:
    """A digest of the texts before and after, as the finding quotes them: what acceptance is given for."""
    quotes = [citation.quote for citation in finding.citations if citation.side == "spec"]
    return hashlib.sha256(repr(quotes).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def accepted_by(finding: Finding, decisions: Decisions) -> str:
    """Who accepted this very change; empty when nobody did."""
    if finding.rule.code not in WEAKENS:
        return ""
    known = {(one.fingerprint, one.basis): one.by for one in decisions.accepted}
    return known.get((finding.fingerprint, basis(finding)), "")


def soften(finding: Finding, decisions: Decisions) -> Finding:
    """The finding; as a notice that says by whom, when its change was accepted."""
    by = accepted_by(finding, decisions)
    return replace(finding, severity="notice", message=f"{finding.message} (accepted by {by})") if by else finding


def acceptable(findings: Sequence[Finding], dossier: Dossier) -> tuple[Acceptable, ...]:
    """The changes among the told findings that wait for acceptance; none where acceptance is not required."""
    if not required(dossier.config):
        return ()
    waiting = (one for one in findings if weakens(one) and not accepted_by(one, dossier.decisions))
    return tuple(Acceptable(fingerprint=one.fingerprint, basis=basis(one)) for one in waiting)
