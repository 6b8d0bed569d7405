"""One case: a change, and what the right answers about it are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import ConfigDict, Field, StringConstraints

from specs_schema.noun import Noun
from specs_schema.span import Span

CASE_FILE: Final = "case.yml"
BASE: Final = "base"
CHANGE: Final = "change"

Language = Literal["python", "typescript", "javascript", "go", "java", "ruby", "rust", "csharp", "kotlin", "php"]
ProjectKind = Literal["rest", "cli", "data-model", "events", "ui-text", "library"]
Difficulty = Literal["easy", "medium", "subtle"]
Situation = Literal[
    "clean",
    "contradicted",
    "half-done",
    "ticked-not-done",
    "not-claimed",
    "done-elsewhere",
    "other-name",
    "not-checkable",
    "tests-only",
    "generated",
    "misleading",
    "spec-changed",
]
GoldAnswer = Literal["met", "violated", "missing", "not_claimed", "unsure"]
GoldCheck = Literal["success", "failure", "neutral", "action_required", "unknown"]

GOLD_ANSWERS: Final[tuple[GoldAnswer, ...]] = get_args(GoldAnswer)
BROKEN: Final = frozenset({"violated", "missing"})
FAILED: Final = frozenset({"failure", "action_required"})
PROVEN: Final = frozenset({"met", "violated"})  # answers that lines of code prove

_LINES: Final = r"^[^\s:][^\n:]*(:[0-9]+(-[0-9]+)?)$"
_PLACE = re.compile(r"(?P<path>.+):(?P<first>[0-9]+)(?:-(?P<last>[0-9]+))?")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Lines = Annotated[str, Field(pattern=_LINES)]
RepositoryPath = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^/\s\\][^\\\n]*$")]
Commit = Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]


class Gold(Noun):
    """The right answer about one subject, why, and the lines of code at head that prove it."""

    answer: GoldAnswer = Field(description="The right answer")
    reason: Text = Field(description="Why, in a sentence that a stranger can check")
    code: tuple[Lines, ...] = Field(default=(), description="Lines at head that prove it, as `src/app.py:10-14`")

    @property
    def spans(self) -> tuple[Span, ...]:
        """The proving lines as places."""
        return tuple(place(lines) for lines in self.code)


class PullRequestText(Noun):
    """What the author says about the change."""

    title: Text = Field(description="Title of the pull request")
    body: str = Field(default="", description="Description of the pull request")
    branch: Text = Field(description="Name of its branch")


class Edit(Noun):
    """One file that is not as the source has it at head."""

    path: RepositoryPath = Field(description="A file of the source at head")
    text: RepositoryPath = Field(description="The file beside case.yml that holds the whole text instead")


class Source(Noun):
    """A change that lies in a Git repository, instead of in `base/` and `change/`."""

    git: Text = Field(description="Folder of the Git repository, as seen from the folder of the case; it is only read")
    base: Commit = Field(description="Full id of the commit that the change begins at")
    head: Commit = Field(description="Full id of the last commit of the change")
    edits: tuple[Edit, ...] = Field(default=(), description="Files that are made different at head")


class Case(Noun):
    """The file `case.yml`."""

    model_config = ConfigDict(title="Speckeeper: case.yml of an evaluation")

    version: Literal[1] = Field(default=1, description="Version of this file's format")
    title: Text = Field(description="What the case is about, in a line")
    language: Language = Field(description="Language of the code")
    kind: ProjectKind = Field(description="Kind of project")
    difficulty: Difficulty = Field(description="How hard a careful reader finds it")
    situation: Situation = Field(description="What the case is for")
    feature: RepositoryPath = Field(description="Feature directory that the gold answers are about")
    pull_request: PullRequestText = Field(description="What the author says")
    commits: tuple[Text, ...] = Field(default=(), description="Commit messages; without them the title is the one")
    mode: Literal["advisory", "gate"] = Field(default="gate", description="Mode of the review")
    deleted: tuple[RepositoryPath, ...] = Field(default=(), description="Files of base/ that the change deletes")
    source: Source | None = Field(
        default=None, description="Where the change lies, with its commits, when it is not in `base/` and `change/`"
    )
    partial: bool = Field(
        default=False, description="The right answers about other subjects than those in `gold` are not known"
    )
    gold: dict[Subject, Gold] = Field(description="Right answers by subject")
    may_break: tuple[Subject, ...] = Field(
        default=(), description="Subjects that the fault may be said to break, too: any answer about them is right"
    )
    not_claimed: tuple[Subject, ...] = Field(
        default=(), description="Subjects that the change neither claims nor contradicts, beside those in `gold`"
    )
    rules: tuple[Annotated[str, Field(pattern=r"^SPEC[0-9]{3}$")], ...] = Field(
        default=(), description="Rules whose failing findings are right though their subject has no broken gold answer"
    )
    check: GoldCheck = Field(description="Conclusion of the check in this mode; `unknown` for partial cases alone")
    readers: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Who argued the gold answers on their own and agrees with all of them; two make a case trusted"
    )

    def answer(self, subject: str) -> GoldAnswer | None:
        """The gold answer about a subject, by its key."""
        if subject in self.gold:
            return self.gold[subject].answer
        return "not_claimed" if subject in self.not_claimed else None

    def counts(self, subject: str) -> bool:
        """Whether an answer about a subject can be wrong: not where nobody knows the right one."""
        return self.answer(subject) is not None or not (self.partial or subject in self.may_break)


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A case with its files: as they are at the merge base, and as they are at head."""

    name: str
    folder: Path
    case: Case
    base: Mapping[str, bytes]
    head: Mapping[str, bytes]


def place(lines: str) -> Span:
    """`src/app.py:10-14` as a place. The text has the form that the model of the file demands."""
    match = _PLACE.fullmatch(lines)
    if match is None:
        raise ValueError(f"{lines!r} names no lines")
    first = int(match["first"])
    return Span.model_construct(path=match["path"], first=first, last=int(match["last"] or first))
