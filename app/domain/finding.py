"""What the author is told."""

import hashlib
from dataclasses import dataclass

from app.domain.evidence import Citation
from app.domain.rule import Rule
from specs_schema.report import Severity
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. `key` tells findings of one rule and subject apart, without line or wording."""

    rule: Rule
    severity: Severity
    feature: str
    span: Span
    message: str
    hint: str
    subject: str = ""
    key: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The identity across pushes: rule, feature, subject and the rule's own key."""
        parts = (self.rule.code, self.feature, self.subject, self.key)
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that was not shown as one, and why."""

    finding: Finding
    why: str
