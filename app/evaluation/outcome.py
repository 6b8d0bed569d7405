"""What a run of the evaluation came to: plain values that are written as JSON and read again to be compared."""

from typing import Literal

from pydantic import Field

from app.evaluation.case import BROKEN, FAILED, Difficulty, GoldAnswer, GoldCheck, Language, ProjectKind, Situation
from specs_schema.noun import Noun
from specs_schema.report import Answer
from specs_schema.subject import SubjectKind

JudgeKind = Literal["anthropic", "recorded", "scripted", "contrary", "none"]
Given = Answer | Literal["not_judged"]


class SubjectRun(Noun):
    """One subject: the right answer, the answer given, and whether the proving lines were shown to the model.

    `gold` is None for a subject that the case has no answer for; that is wrong, unless the subject is not `counted`.
    `asked` says whether the model was asked.
    """

    subject: str
    kind: SubjectKind
    gold: GoldAnswer | None
    given: Given
    claimed_by: tuple[str, ...] = ()
    reason: str = ""  # why the answer was given, in the report's words
    why: str = ""  # why the gold answer is right
    counted: bool = True  # False: nobody knows the right answer, or any is right
    asked: bool = False
    flagged: bool = False  # answered violated or missing, or told by a finding that fails the check
    places: int = 0  # runs of lines that prove the gold answer
    places_shown: int = 0  # those of them that the packet of the question holds in full

    @property
    def answer(self) -> Given:
        """The answer as it is counted: what nobody claims may be found met, too."""
        return "not_claimed" if self.gold == "not_claimed" and self.given == "met" else self.given

    @property
    def right(self) -> bool:
        """Whether the answer is the gold one."""
        return self.gold is not None and self.answer == self.gold

    @property
    def broken(self) -> bool:
        """Whether there is something to be found."""
        return self.gold in BROKEN


class FailingFinding(Noun):
    """A finding of a kind that fails a check, and whether the case says that it is right. None: it does not say."""

    rule: str
    subject: str
    path: str
    line: int
    message: str
    right: bool | None


class QuoteCount(Noun):
    """Quotes as the model gave them and those of them that stand; and the same of what the report shows."""

    given: int = 0
    standing: int = 0
    reported: int = 0
    reported_standing: int = 0


class Spent(Noun):
    """What one review cost. `cost_usd` is None where a price is unknown."""

    calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0
    seconds: float = 0.0


class CaseRun(Noun):
    """One review of one case. `failure` says why there is none."""

    case: str
    repeat: int
    language: Language
    project: ProjectKind
    difficulty: Difficulty
    situation: Situation
    readers: int
    gold_check: GoldCheck
    check: str
    subjects: tuple[SubjectRun, ...] = ()
    failing: tuple[FailingFinding, ...] = ()
    features: tuple[str, ...] = ()  # that the change was held to
    quotes: QuoteCount = Field(default_factory=QuoteCount)
    spent: Spent = Field(default_factory=Spent)
    failure: str = ""

    @property
    def clean(self) -> bool:
        """Whether a failing check would be wrong."""
        return self.check_known and self.gold_check not in FAILED

    @property
    def check_known(self) -> bool:
        """Whether the case says how the check has to conclude."""
        return self.gold_check != "unknown"

    @property
    def counted(self) -> tuple[SubjectRun, ...]:
        """The subjects whose answer can be wrong."""
        return tuple(one for one in self.subjects if one.counted)

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return self.check == "failure"


class JudgeIdentity(Noun):
    """Who answered: the models that were asked for, who really replied, the prompts, and a digest of the requests."""

    kind: JudgeKind
    verdict_model: str = ""
    refute_model: str = ""
    replied_by: str = ""
    prompts: tuple[str, ...] = ()
    digest: str = ""


class Run(Noun):
    """All reviews of all cases, in the order of the cases and then of the repeats."""

    schema_version: Literal[1] = 1
    version: str
    started: str  # ISO 8601
    judge: JudgeIdentity
    repeats: int
    cases: tuple[CaseRun, ...]
    notes: tuple[str, ...] = ()
