"""Differences of the spec → what the report says of them."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.spec_difference import SpecDifference, Version
from app.rules.differences.every import spec_differences
from app.stages.mask import mask_secrets
from specs_schema.report import DifferenceKind, ReportedDifference, Severity, SpecVersion

_LONGEST: Final = 600  # characters of a text in the report
_CONTEXT: Final = 6  # words that are left in front of what differs
_RANK: Final[dict[Severity | None, int]] = {"error": 0, "warning": 1, "notice": 2, None: 3}
_NOTED: Final[frozenset[DifferenceKind]] = frozenset({"feature_archived", "feature_removed"})


def reported_differences(dossier: Dossier, findings: Iterable[Finding]) -> tuple[ReportedDifference, ...]:
    """Everything in which the spec differs, what `findings` tell first, what only has another id last."""
    told: dict[str, Severity] = {finding.fingerprint: finding.severity for finding in findings}
    found = (
        _reported(one, told.get(one.finding.fingerprint) if one.finding else None) for one in spec_differences(dossier)
    )
    return tuple(sorted(found, key=lambda one: (_RANK[one.severity], one.kind == "renumbered")))


def around(before: str, after: str, limit: int = _LONGEST) -> tuple[str, str]:
    """Both texts within `limit` characters each: what they begin with alike is left out where they are longer."""
    if max(len(before), len(after)) <= limit:
        return before, after
    old, new = before.split(), after.split()
    least = min(len(old), len(new))
    same = next((at for at in range(least) if old[at] != new[at]), least)
    start = max(0, same - _CONTEXT)
    return _cut(old, start, limit), _cut(new, start, limit)


def _cut(words: Sequence[str], start: int, limit: int) -> str:
    text = f"{'… ' if start else ''}{' '.join(words[start:])}"
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _reported(one: SpecDifference, severity: Severity | None) -> ReportedDifference:
    old, new = (mask_secrets(version.text) if version else "" for version in (one.before, one.after))
    before, after = around(old, new)
    return ReportedDifference(
        feature=one.feature,
        kind=one.kind,
        about=one.about,
        before=_version(one.before, before),
        after=_version(one.after, after),
        detail=mask_secrets(one.detail),
        rule=one.finding.rule.code if one.finding else "",
        severity="notice" if one.kind in _NOTED else severity,
        fingerprint=one.finding.fingerprint if one.finding else "",
    )


def _version(version: Version | None, text: str) -> SpecVersion | None:
    if version is None:
        return None
    return SpecVersion(id=version.id, text=text, path=version.span.path, line=version.span.first)
