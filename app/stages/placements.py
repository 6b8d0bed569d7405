"""Findings → the lines of the diff at which they can be told."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.change import Change, ChangedFile, Hunk
from app.domain.conversation import Placement
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.stages.spec_evidence import lines_of
from app.stages.suggest import suggestion
from specs_schema.span import Span

_MOST_LINES: Final = 20  # GitHub shows a comment below its last line: a longer span hides what it is about


def placements(dossier: Dossier, findings: Sequence[Finding]) -> tuple[Placement, ...]:
    """Where each of the told `findings` can stand as an inline comment, in their order.

    A notice, and what is about the change as a whole, gets none; nor does what lies outside every hunk.
    """
    told = (one for one in findings if one.severity != "notice" and one.rule.annotated)
    return tuple(_placements(dossier, told))


def _placements(dossier: Dossier, findings: Iterator[Finding]) -> Iterator[Placement]:
    for finding in findings:
        fix = suggestion(finding, dossier.texts)
        fixed = _lines(dossier.change, fix[0]) if fix else None
        lines = fixed or _lines(dossier.change, finding.span)
        if lines:
            yield Placement(
                fingerprint=finding.fingerprint,
                path=finding.span.path,
                line=lines.last,
                start_line=lines.first if lines.first < lines.last else None,
                basis=_basis(dossier, finding),
                suggestion=fix[1] if fix and fixed else None,
            )


def _lines(change: Change, span: Span) -> Span | None:
    """The part of `span` that lies in one hunk, at most so many lines of it; None when no hunk has any."""
    file = change.file(span.path)
    if file is None or file.status == "deleted":
        return None
    inside = _inside(file, span)
    if inside is None:
        return None
    return Span(path=span.path, first=inside[0], last=min(inside[-1], inside[0] + _MOST_LINES - 1))


def _inside(file: ChangedFile, span: Span) -> list[int] | None:
    """The lines of `span` that the file's hunks show at head: of the hunk with an added one, else of the first."""
    found = [(any(added for _, added in lines), lines) for hunk in file.hunks if (lines := _shown(hunk, span))]
    chosen = next((lines for added, lines in found if added), found[0][1] if found else None)
    return None if chosen is None else [number for number, _ in chosen]


def _shown(hunk: Hunk, span: Span) -> list[tuple[int, bool]]:
    """Each line of `span` that `hunk` has at head, and whether the change added it."""
    return [
        (line.new_number, line.kind == "added")
        for line in hunk.lines
        if line.new_number is not None and line.kind != "removed" and span.contains(line.new_number)
    ]


def _basis(dossier: Dossier, finding: Finding) -> str:
    """A digest of what the finding rests on: the subject's text and what is quoted, or the lines themselves.

    No line number is in it, and nothing that a model wrote: records of searches are left out.
    """
    quotes = {" ".join(one.quote.split()) for one in finding.citations if one.side != "search"}
    if not quotes:
        quotes = {" ".join(lines_of(finding.span, dossier.texts).split())}
    parts = (_subject_text(dossier, finding), sorted(quotes))
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _subject_text(dossier: Dossier, finding: Finding) -> str:
    """What the spec says about the finding's subject: at head, or at the merge base when it is gone."""
    for feature in dossier.features:
        if feature.dir.dir == finding.feature:
            versions = [version for version in (feature.head, feature.base) if version]
            subjects = (one for version in versions for one in version.subjects)
            return next((one.text for one in subjects if one.key == finding.subject), "")
    return ""
