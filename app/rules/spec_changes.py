"""A subject that was changed or removed → Finding, for the rules about changes of the spec."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import Edited
from specs_schema.report import Severity
from specs_schema.span import Span
from specs_schema.subject import Subject


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a change."""

    message: str
    hint: str
    severity: Severity


def removed(rule: Rule, feature: Edited, subject: Subject) -> Finding:
    """The finding that `subject` is gone, where a reader of the head would look for it."""
    reused = any(other.key == subject.key for other in feature.head.subjects)
    lead = f"Change removes `{subject.id}` from the spec"
    told = Told(
        f"{lead}, whose number another has now" if reused else lead,
        f"Put `{subject.id}` back, or have its removal accepted",
        rule.severity,
    )
    return finding(rule, feature, (subject, None), told)


def rewritten(rule: Rule, feature: Edited, old: Subject, new: Subject) -> Finding:
    """The finding that `new` stands where `old` stood and hardly shares a word: for a reader to compare."""
    place = f" as `{new.id}`" if new.id != old.id else ""
    told = Told(
        f"Change rewrites `{old.id}`{place}; too little of its text is left to compare",
        f"Read both versions: `{new.id}` may demand less than before",
        "notice",
    )
    return finding(rule, feature, (old, new), told)


def finding(rule: Rule, feature: Edited, versions: tuple[Subject, Subject | None], told: Told) -> Finding:
    """A finding about a subject at merge base and head. Its citations are the old text and, if any, the new one.

    Its key is the subject's key at the merge base, by which a verdict about the old version finds it.
    """
    old, new = versions
    texts = (old,) if new is None else (old, new)
    return Finding(
        rule=rule,
        severity=told.severity,
        feature=feature.dir,
        span=new.span if new else _place(old, feature.head.subjects),
        subject=new.key if new else old.key,
        message=told.message,
        hint=told.hint,
        key=old.key,
        citations=tuple(Citation("spec", one.span, one.text) for one in texts),
    )


def _place(gone: Subject, after: Iterable[Subject]) -> Span:
    """The last subject at head that stands above where the one that is gone stood."""
    above = [other.span for other in after if other.span.path == gone.span.path]
    nearest = max((span for span in above if span.first <= gone.span.first), key=_first, default=None)
    return nearest or Span(path=gone.span.path, first=1, last=1)


def _first(span: Span) -> int:
    return span.first
