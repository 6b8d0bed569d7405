"""The golden cases of the rules: folders of small repositories, as real Git repositories under review.

A case is `golden/SPECnnn-name/`: `base/` is the repository at the merge base, `head/` and `silent/` are what two changes
make of it, each by the files that it adds or changes, whole. `head.message` and `silent.message` are the commit
messages, where they matter. `expected.json` holds what is told of `head`; the rule is silent about `silent`.

A rule that a program settles is reviewed by the command without a model. For the others `judge.json` has the answers of
the judge by side and subject: `answer` and `quotes` of the first reader, `words` of the subject that are at issue, and
of the second reader what was `expected` and `found`.
"""

import json
import os
import subprocess
import textwrap
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner
from fakes.judge import QuotingJudge, confirmed, placed, replied

from app.cli import speckeeper
from app.git.repository import GitRepository
from app.local import LocalRequest, review_locally
from app.parsing.spec_reader import SpecReader

FOLDER = Path(__file__).parent / "golden"
FIELDS = ("rule", "severity", "path", "line", "subject", "message", "hint")
ROOM = 118  # columns of a page


@dataclass(frozen=True)
class RuleCase:
    folder: Path

    @property
    def code(self):
        return self.folder.name[: len("SPEC000")]

    @property
    def name(self):
        return self.folder.name[len("SPEC000-") :]

    @property
    def expected(self):
        return json.loads((self.folder / "expected.json").read_text("utf-8"))

    def files(self, side):
        """Path → content of `base`, `head` or `silent`, as far as it is written down there."""
        root = self.folder / side
        return {
            file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()
        }

    def message(self, side):
        file = self.folder / f"{side}.message"
        return file.read_text("utf-8").strip() if file.exists() else "Change"

    @property
    def judged(self):
        return (self.folder / "judge.json").exists()

    def answers(self, side):
        return json.loads((self.folder / "judge.json").read_text("utf-8"))[side]

    def told(self):
        """The findings of this case's own rule, as they are expected."""
        return [one for one in self.expected if one["rule"] == self.code]

    def texts(self):
        """Everything that stands somewhere in the case, on one line: what a page can quote from it."""
        said = [self.message(side) for side in ("head", "silent")]
        for side in ("base", "head", "silent"):
            for path, data in self.files(side).items():
                said += [path, data.decode("utf-8", "replace")]
        said += [f"{one['message']} {one['hint']}" for one in self.told()]
        return " ".join(" ".join(said).split())


CASES = tuple(RuleCase(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir() and folder.name[0] != "_")


def git(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    isolated = environment | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.autocrlf=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, env=isolated)


def repository(case, folder):
    """A checkout in `folder` with the branches `main`, `head` and `silent`."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for side, branch in (("base", "main"), ("head", "head"), ("silent", "silent")):
        if side != "base":
            git(folder, "checkout", "--quiet", "-b", branch, "main")
        for path, data in case.files(side).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", case.message(side))
    return folder


class CaseJudge(QuotingJudge):
    """Answers as the case has them; both readers quote the piece that holds the text."""

    def __init__(self, written):
        super().__init__(
            {subject: _reply(subject, one) for subject, one in written.items()},
            {subject: _refutation(subject, one) for subject, one in written.items() if "found" in one},
        )

    async def refute(self, question, packet, accusation, reader):
        refutation, usage = await super().refute(question, packet, accusation, reader)
        return replace(refutation, quotes=tuple(placed(quote, packet) for quote in refutation.quotes)), usage


def _reply(subject, one):
    quotes = [("", quote) for quote in one["quotes"]] if one["answer"] != "missing" else []
    return replied(subject, one["answer"], *quotes, words=one.get("words", ""))


def _refutation(subject, one):
    quotes = [*(("", quote) for quote in one["quotes"]), (subject, one["words"])]
    return confirmed(one["expected"], one["found"], *quotes)


def printed(folder, side, *options):
    """What `speckeeper review --no-model` prints about the branch `side`."""
    arguments = ["review", "--repo", str(folder), "--base", "main", "--head", side, "--no-model", *options]
    ran = CliRunner().invoke(speckeeper, arguments, catch_exceptions=False)
    assert ran.stderr == ""
    return ran.stdout


def report(case, folder, side):
    """The report about the branch `side` of the case's repository, as JSON."""
    if not case.judged:
        return json.loads(printed(folder, side, "--format", "json"))

    @asynccontextmanager
    async def judge(_tier):
        yield CaseJudge(case.answers(side))

    with GitRepository.open(folder) as repository_:
        request = LocalRequest("acme/answers", base="main", head=side)
        return review_locally(repository_, SpecReader("fork"), request, "1.0", judge).report.model_dump(mode="json")


def findings(case, folder, side):
    """What is told of the branch `side`, and the codes of what is told or withheld."""
    made = report(case, folder, side)
    told = [{field: one[field] for field in FIELDS} for one in made["findings"]]
    return told, {one["rule"] for one in (*made["findings"], *made["withheld"])}


def shown(told):
    """Findings as a page shows them: what a terminal prints, in lines that fit."""
    lines = []
    for one in told:
        message = f"{one['path']}:{one['line']}: {one['severity']}: {one['message']}"
        for text, indent in ((message, "    "), (f"  hint: {one['hint']}", "    ")):
            lines += textwrap.wrap(text, ROOM, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(["```text", *lines, "```"])
