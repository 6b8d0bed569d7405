"""A repository with pull requests and a merge queue, made with the git executable, and the reviews of them."""

import os
import subprocess
from pathlib import Path

from app.domain.event import MergeGroup, ReviewPlan
from app.domain.forge import GroupEntry
from app.domain.review import Review, Reviewed
from specs_schema.report import Report, ReportedEvidence, ReportedFeature, ReportedFinding, ReportedVerdict, Tool

FEATURE = "specs/001-login"
LIMIT = "LIMIT = 5\n" + "".join(f"# line {number}\n" for number in range(1, 30)) + "LAST = 1\n"
BEGINNING = {
    "app.py": LIMIT,
    "other.py": "def other():\n    return 1\n",
    f"{FEATURE}/spec.md": "- **FR-001**: System MUST lock\n",
    ".github/speckeeper.yml": "mode: gate\n",
    ".specify/memory/constitution.md": "# Constitution\n",
}


class Queue:
    """A work tree whose branches are pull requests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.mkdir()
        self.git("init", "-q", "-b", "main")
        self.base = self.commit(BEGINNING)

    def git(self, *arguments: str) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.path, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    def commit(self, files: dict[str, str]) -> str:
        for name, text in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "work")
        return self.git("rev-parse", "HEAD")

    def pull(self, number: int, files: dict[str, str], start: str = "") -> str:
        """The head of a pull request with one commit."""
        self.git("switch", "-q", "-c", f"pull-{number}", start or self.base)
        return self.commit(files)

    def on_main(self, files: dict[str, str]) -> str:
        self.git("switch", "-q", "main")
        return self.commit(files)

    def group(self, heads: dict[int, str], base: str = "main") -> list[GroupEntry]:
        """Each pull request merged on top of the one before it."""
        self.git("switch", "-q", "--detach", base)
        entries: list[GroupEntry] = []
        for number, head in heads.items():
            below = self.git("rev-parse", "HEAD")
            self.git("merge", "-q", "--no-ff", "-m", f"Merge pull request #{number}", head)
            merged = self.git("rev-parse", "HEAD")
            entries.append(GroupEntry(number=number, pull_head=head, base_sha=below, head_sha=merged))
        return entries


def a_plan(entries, **fields):
    group = MergeGroup(base_sha="b" * 40, base_ref="main")
    head = entries[-1].head_sha if entries else "a" * 40
    where = {"installation_id": 1, "repository_id": 2, "repository": "acme/app"}
    return ReviewPlan(**where, number=0, head_sha=head, merge_group=group, **fields)


def a_report(base="b" * 40, head="a" * 40, **fields):
    made = {
        "tool": Tool(version="0.1.0"),
        "repository": "acme/app",
        "base": base,
        "head": head,
        "merge_base": base,
        "conclusion": "pass",
        "title": "12 of 12 claimed subjects met",
        "features": (ReportedFeature(dir=FEATURE, format="speckit", reasons=("a `Spec:` trailer",)),),
    }
    return Report(**{**made, **fields})


def a_verdict(path="app.py", quote="LIMIT = 5", side="code"):
    evidence = ReportedEvidence(path=path, start_line=1, end_line=1, quote=quote, side=side)
    return ReportedVerdict(
        feature=FEATURE,
        subject="FR-001",
        kind="requirement",
        path=f"{FEATURE}/spec.md",
        line=1,
        answer="met",
        evidence=(evidence,),
    )


def a_finding(subject="FR-003", message="Change does not meet `FR-003`", **fields):
    made = {
        "rule": "SPEC201",
        "name": "violated-requirement",
        "severity": "error",
        "feature": FEATURE,
        "subject": subject,
        "path": "app.py",
        "line": 4,
        "end_line": 4,
        "message": message,
        "hint": "Meet it",
        "fingerprint": "f" * 16,
    }
    return ReportedFinding(**{**made, **fields})


def reviewed(check="success", /, **fields):
    return Reviewed(report=a_report(**fields), conclusion=check)


def a_review(number, outcome, **fields):
    """The last review of a pull request."""
    asked = fields.pop("asked_by", "")
    where = {"installation_id": 1, "repository_id": 2, "repository": "acme/app"}
    plan = ReviewPlan(**where, number=number, head_sha="0" * 40, asked_by=asked)
    return Review(id=f"review-{number}", plan=plan, state="completed", reviewed=outcome, finished=True, **fields)
