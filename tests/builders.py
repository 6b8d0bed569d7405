"""Nouns with defaults, so that a test names only what it is about."""

from app.domain.change import Change, ChangedFile, Hunk, Line
from app.domain.claim import Claim
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.event import PullRequest
from app.domain.evidence import Citation
from app.domain.verdict import Failure, Verdict
from specs_schema.config import RepoConfig
from specs_schema.feature import Feature, FeatureDir
from specs_schema.requirement import Requirement, Scenario, Story, SuccessCriterion
from specs_schema.span import Span
from specs_schema.subject import Subject
from specs_schema.task import Task, TaskPath

FEATURE = "specs/001-login"


def a_span(path=f"{FEATURE}/spec.md", first=1, last=None):
    return Span(path=path, first=first, last=last or first)


def a_requirement(id="FR-001", text="", line=10, **fields):  # noqa: A002 (the noun's own field)
    text = text or f"System MUST do what {id} says"
    strength = "must" if "MUST" in text else "should" if "SHOULD" in text else None
    return Requirement(id=id, text=text, span=a_span(first=line), **{"strength": strength, **fields})


def a_task(id="T001", text="", *, done=True, line=5, paths=(), **fields):  # noqa: A002
    return Task(
        id=id,
        text=text or f"{id} Do something",
        done=done,
        state="x" if done else " ",
        span=a_span(f"{FEATURE}/tasks.md", line),
        paths=tuple(TaskPath(text=path) if isinstance(path, str) else path for path in paths),
        **fields,
    )


def a_story(id="US1", scenarios=1, text="", line=20):  # noqa: A002
    made = tuple(
        Scenario(id=f"{id}/AC{number}", text=f"Given {number}", span=a_span(first=line + number), story=id)
        for number in range(1, scenarios + 1)
    )
    return Story(id=id, title=id, priority="P1", text=text, span=a_span(first=line, last=line + 9), scenarios=made)


def a_criterion(id="SC-001", line=60):  # noqa: A002
    return SuccessCriterion(id=id, text="Users are happy", span=a_span(first=line))


def a_feature_dir(dir=FEATURE, number="001", root=""):  # noqa: A002
    return FeatureDir(dir=dir, format="speckit", root=root, number=number)


def a_feature(**fields):
    return Feature(**{"dir": FEATURE, "format": "speckit", "number": "001", **fields})


def an_added_file(path="src/login.py", lines=("def login():", "    return True")):
    numbered = tuple(Line("added", None, number, text) for number, text in enumerate(lines, start=1))
    hunk = Hunk(0, 0, 1, len(lines), "", numbered)
    return ChangedFile(path=path, status="added", hunks=(hunk,), added=len(lines))


def a_changed_file(path="src/login.py", line=10, added="x = 2", removed="x = 1"):
    lines = (
        Line("context", line - 1, line - 1, "before"),
        Line("removed", line, None, removed),
        Line("added", None, line, added),
        Line("context", line + 1, line + 1, "after"),
    )
    return ChangedFile(
        path=path, status="modified", hunks=(Hunk(line - 1, 3, line - 1, 3, "", lines),), added=1, removed=1
    )


def a_change(*files):
    return Change(tuple(file if isinstance(file, ChangedFile) else a_changed_file(file) for file in files))


def a_pull_request(**fields):
    defaults = {
        "repository": "acme/app",
        "number": 7,
        "head_sha": "h" * 40,
        "base_sha": "b" * 40,
        "merge_base": "m" * 40,
    }
    return PullRequest(**{**defaults, **fields})


def a_reviewed_feature(head=None, base=None, **fields):
    return ReviewedFeature(
        **{"dir": a_feature_dir(), "head": head, "base": base, "reasons": ("branch `001-login`",), **fields}
    )


def a_dossier(*features, change=None, config=None, **fields):
    return Dossier(
        pull_request=a_pull_request(),
        change=change or a_change("src/login.py"),
        config=config or RepoConfig(),
        features=features,
        **fields,
    )


def a_citation(side="code", path="src/login.py", line=3, quote="limit = 8"):
    return Citation(side, a_span(path, line), quote)


def a_verdict(subject: Subject | None = None, answer="met", *, claimed=True, claim="ticked", failure=None, **fields):
    subject = subject or a_requirement()
    return Verdict(
        feature=FEATURE,
        subject=subject,
        answer=answer,
        claims=(Claim(subject.key, claim, "ticks `T001`"),) if claimed else (),
        failure=Failure(failure, f"the model: {failure}") if failure else None,
        **fields,
    )
