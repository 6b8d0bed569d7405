"""What the author is told."""

import hashlib
from dataclasses import dataclass

from app.domain.evidence import Citation
from app.domain.rule import Rule
from specs_schema.report import Severity
from specs_schema.span import Span


def fingerprint(rule: str, feature: str, subject: str, key: str = "") -> str:
    """The identity of a finding of the rule with this code, in hexadecimal digits."""
    parts = (rule, feature, subject, key)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


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
    fix: str | None = None  # what the first line of `span` should say, where the rule is certain of it

    @property
    def fingerprint(self) -> str:
        """The identity across pushes: rule, feature, subject and the rule's own key."""
        return fingerprint(self.rule.code, self.feature, self.subject, self.key)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that was not shown as one, and why."""

    finding: Finding
    why: str
