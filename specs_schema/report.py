"""The published report, version 1. Fields may be added, never renamed or removed."""

from typing import Literal

from pydantic import Field

from specs_schema.contract import ContractKind
from specs_schema.feature import Format
from specs_schema.noun import Noun
from specs_schema.subject import SubjectKind

Conclusion = Literal["pass", "fail", "advisory", "incomplete", "no_spec"]
Answer = Literal["met", "violated", "missing", "not_claimed", "unsure", "error", "waived"]
Severity = Literal["error", "warning", "notice"]
Side = Literal["spec", "code", "claim", "search"]
Outcome = Literal["passed", "failed", "error", "skipped"]
DifferenceKind = Literal[
    "added",
    "removed",
    "merged",  # into another, which says all that it said
    "renumbered",  # the same words under another id
    "reworded",  # other words, of which no program can tell that they demand more or less
    "rewritten",  # hardly a word is left
    "strengthened",
    "weakened",
    "threshold_raised",
    "threshold_lowered",
    "threshold_changed",
    "contract_relaxed",
    "contract_tightened",
    "contract_changed",
    "clarification_opened",
    "clarification_answered",
    "document_added",
    "feature_moved",
    "feature_archived",  # deleted after all its tasks were ticked
    "feature_removed",
]
DifferenceAbout = Literal[SubjectKind, "clarification", "contract", "document", "feature"]


class Tool(Noun):
    """Which Speckeeper wrote the report."""

    name: str = "speckeeper"
    version: str


class ReportedEvidence(Noun):
    """An exact quote and where it stands. `search` quotes a record, made by program, of a search."""

    path: str
    start_line: int
    end_line: int
    quote: str
    side: Side


class ReportedSubject(Noun):
    """A requirement, scenario, success criterion, entity, decision or principle."""

    id: str
    kind: SubjectKind
    text: str
    path: str
    line: int


class ReportedTask(Noun):
    """A task, with whether this change ticked it."""

    id: str
    text: str
    path: str
    line: int
    done: bool
    newly_done: bool
    story: str | None = None
    parallel: bool = False
    paths: tuple[str, ...] = ()


class ReportedOperation(Noun):
    """One operation of a contract."""

    id: str
    line: int


class ReportedContract(Noun):
    """One contract of a feature."""

    path: str
    kind: ContractKind
    operations: tuple[ReportedOperation, ...] = ()


class ReportedFeature(Noun):
    """A feature that the change was held to, and why this one."""

    dir: str
    format: Format
    reasons: tuple[str, ...]
    requirements: tuple[ReportedSubject, ...] = ()
    tasks: tuple[ReportedTask, ...] = ()
    contracts: tuple[ReportedContract, ...] = ()


class ReportedWaiver(Noun):
    """Who lets a subject be, and why. `until` is the last day (ISO 8601); empty: no end."""

    by: str
    reason: str
    until: str = ""
    source: Literal["command", "configuration"]


class ReportedTest(Noun):
    """A test that names a subject, and how it ended. Passing is not conformance: no answer follows from it."""

    name: str
    path: str = ""  # the file of the test, where it is known
    outcome: Outcome
    message: str = ""  # of a failure, its first line


class ReportedVerdict(Noun):
    """The answer about one subject, why it was asked, and the quotes that carry the answer.

    `remembered`: the model was not asked again, because nothing of what it had been asked before has changed.
    """

    feature: str
    subject: str
    kind: SubjectKind
    text: str = ""
    path: str
    line: int
    answer: Answer
    claimed_by: tuple[str, ...] = ()
    demanded: bool = True  # False: claimed by nothing but touching the files of an open task
    reason: str = ""
    evidence: tuple[ReportedEvidence, ...] = ()
    waiver: ReportedWaiver | None = None  # when the answer is `waived`
    remembered: bool = False
    tests: tuple[ReportedTest, ...] = ()  # those that name the subject, in the results that were given


class ReportedFinding(Noun):
    """What the author is told. `fingerprint` is stable across pushes: no line, no wording in it."""

    rule: str
    name: str
    severity: Severity
    feature: str
    subject: str
    path: str
    line: int
    end_line: int
    message: str
    hint: str
    fingerprint: str
    evidence: tuple[ReportedEvidence, ...] = ()


class WithheldFinding(ReportedFinding):
    """A finding that was not shown as one, and why."""

    why: str


class ReportedSpecChange(Noun):
    """A change that weakens the spec: the finding that tells it, and who accepted it.

    `waits`: it is not accepted, and the configuration requires that it be.
    """

    fingerprint: str
    accepted_by: str = ""
    waits: bool = False


class SpecVersion(Noun):
    """What the spec says at the merge base or at head, with the line there. A long text is cut, around what differs."""

    id: str
    text: str
    path: str
    line: int


class ReportedDifference(Noun):
    """One difference of the spec between merge base and head.

    `before` is None where something is new, `after` where it is gone. `rule` and `fingerprint` are those of the finding
    about it, if a rule has one. `severity` is that of the finding, None where it is not shown; a feature that is gone
    as a whole is a notice without a rule.
    """

    feature: str  # empty for the constitution
    kind: DifferenceKind
    about: DifferenceAbout
    before: SpecVersion | None = None
    after: SpecVersion | None = None
    detail: str = ""
    rule: str = ""
    severity: Severity | None = None
    fingerprint: str = ""


class TestedSubject(Noun):
    """A subject without a verdict, and the tests that name it."""

    feature: str
    subject: str
    kind: SubjectKind
    path: str
    line: int
    tests: tuple[ReportedTest, ...]


class ReportedTests(Noun):
    """The results of tests that were given, and how many of them name a subject.

    `unplaced` name an id, and nothing tells of which feature. `subjects` are those without a verdict.
    """

    files: int
    cases: int
    linked: int
    unplaced: int = 0
    subjects: tuple[TestedSubject, ...] = ()


class SkippedFile(Noun):
    """A changed file that was not considered, and why."""

    path: str
    why: str


class Coverage(Noun):
    """How much of the change and of the spec was looked at. `judged` is `judged_now` and `remembered` together."""

    files_changed: int = 0
    files_considered: int = 0
    files_skipped: tuple[SkippedFile, ...] = ()
    subjects: int = 0
    judged: int = 0
    judged_now: int = 0
    remembered: int = 0
    requirements_judged: bool = False  # False: no model took part


class Usage(Noun):
    """What the review cost. `cost_usd` is None where the model's price is not in the table."""

    model_calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    github_requests: int = 0
    seconds: float = 0.0


class Report(Noun):
    """One review of one change."""

    schema_version: Literal[1] = 1
    tool: Tool
    repository: str
    base: str
    head: str
    merge_base: str
    mode: Literal["advisory", "gate"] = "advisory"
    conclusion: Conclusion
    title: str = ""
    features: tuple[ReportedFeature, ...] = ()
    verdicts: tuple[ReportedVerdict, ...] = ()
    findings: tuple[ReportedFinding, ...] = ()
    withheld: tuple[WithheldFinding, ...] = ()
    spec_changes: tuple[ReportedSpecChange, ...] = ()
    spec_differences: tuple[ReportedDifference, ...] = ()  # those that findings tell first
    notes: tuple[str, ...] = ()  # what the review says about itself, a sentence each
    tests: ReportedTests | None = None  # None: no results of tests were given
    coverage: Coverage = Field(default_factory=Coverage)
    usage: Usage = Field(default_factory=Usage)
