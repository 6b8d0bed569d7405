"""Builds cases from real repositories by small edits: `python benchmarks/seeded.py SEEDS REPOSITORIES --out FOLDER`.

SEEDS is a list as seeds.json: where a change lies, which lines of it are edited and how, and what that breaks. It
holds no text of the repositories; the hash of the lines says whether they are the ones that were meant.
REPOSITORIES holds one bare repository for each `owner/name` as `owner+name/repo`, which is only read. FOLDER gets a
folder for each seed, for `speckeeper eval FOLDER`. The exit status is 1 when a seed does not fit.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError
from seed_operators import Argument, WrongSeedError, edited

from app.evaluation.case import Difficulty, Language, ProjectKind
from specs_schema.noun import Noun

SECONDS = 60
ANSWERS = {"violated": "contradicted", "missing": "half-done"}  # answer → situation
MERGE = re.compile(r"Merge (?:pull request #\d+ from [^/\s]+/|branch ')(?P<branch>[^\s']+)'?.*")
NO_BRANCH = "change"  # of a change whose branch nobody knows


class Edit(Noun):
    """Lines of one file at head, and what happens to them. `arguments` are the operator's."""

    path: str
    line: int
    last: int = 0  # the same line, where there is no more
    sha256: str  # of the lines, joined by line feeds, without a last one
    operator: str
    arguments: dict[str, Argument] = Field(default_factory=dict[str, Argument])


class Seed(Noun):
    """A change of a repository, and what was done to it. `as_is`: nothing; `control`: nothing that matters."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Literal["breaking", "control", "as_is"]
    repo: str
    base: str
    head: str
    feature_dir: str
    language: Language
    project: ProjectKind
    difficulty: Difficulty = "medium"
    edits: tuple[Edit, ...] = ()
    breaks: tuple[str, ...] = ()  # subjects that the edited code does not meet
    answer: Literal["violated", "missing"] = "violated"
    may_break: tuple[str, ...] = ()  # further ones of which that can be said, too
    keeps: tuple[str, ...] = ()  # subjects that the edited lines meet, before and after
    reason: str = ""


@dataclass(frozen=True)
class EditedFile:
    """A file as the case has it at head, and the lines that were touched."""

    text: str
    places: tuple[str, ...]


def git(git_dir: Path, *arguments: str) -> str:
    """What a plain git prints about somebody's repository."""
    command = ["git", f"--git-dir={git_dir}", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode:
        raise WrongSeedError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout.decode("utf-8")


def edited_files(seed: Seed, git_dir: Path) -> dict[str, EditedFile]:
    """Every edited file of a seed. Raises WrongSeedError when a line is not as it was."""
    files: dict[str, EditedFile] = {}
    for edit in sorted(seed.edits, key=lambda one: (one.path, one.line)):
        before = files.get(edit.path) or EditedFile(git(git_dir, "show", f"{seed.head}:{edit.path}"), ())
        if before.places:
            raise WrongSeedError(f"`{edit.path}` is edited twice: a seed has one edit in a file")
        files[edit.path] = apply(edit, before.text)
    return files


def apply(edit: Edit, text: str) -> EditedFile:
    """The file with the edited lines, and where they are then."""
    lines = text.split("\n")
    last = edit.last or edit.line
    if not 1 <= edit.line <= last <= len(lines):
        raise WrongSeedError(f"`{edit.path}` has {len(lines)} lines, not {edit.line} to {last}")
    old = "\n".join(lines[edit.line - 1 : last])
    found = hashlib.sha256(old.encode()).hexdigest()
    if found != edit.sha256:
        raise WrongSeedError(f"`{edit.path}:{edit.line}` is not the text that was meant: sha256 {found[:12]}")
    new = edited(old, edit.operator, edit.arguments)
    middle = new.split("\n") if new else []
    whole = [*lines[: edit.line - 1], *middle, *lines[last:]]
    return EditedFile("\n".join(whole), (touched(edit, lines[edit.line - 1 : last], middle, whole),))


def touched(edit: Edit, old: list[str], new: list[str], whole: list[str]) -> str:
    """The lines at head that show the edit; where lines are gone, those around the gap."""
    first = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    same = next((at for at, pair in enumerate(zip(old[::-1], new[::-1], strict=False)) if pair[0] != pair[1]), 0)
    start, end = edit.line + first, edit.line + len(new) - 1 - same
    if not new:
        start, end = edit.line - 1, edit.line
    start, end = max(1, start), min(max(start, end), len(whole))
    while start > 1 and not "".join(whole[start - 1 : end]).strip():
        start -= 1
    return f"{edit.path}:{start}-{end}"


def pull_request(seed: Seed, git_dir: Path) -> dict[str, str]:
    """Title and branch, as far as the commit that merged the change says them, or the last commit of the change."""
    merges = git(git_dir, "log", "--all", "--merges", "--format=%x00%P%n%B", f"^{seed.head}~1")
    for parents, _, message in (entry.partition("\n") for entry in merges.split("\0")[1:]):
        named = MERGE.match(message)
        if named and seed.head in parents.split()[1:]:
            title = next((line for line in message.splitlines()[1:] if line.strip()), named["branch"])
            return {"title": title.strip(), "branch": named["branch"]}
    return {"title": git(git_dir, "log", "-1", "--format=%s", seed.head).strip() or seed.id, "branch": NO_BRANCH}


def case_file(seed: Seed, git_dir: Path, files: Mapping[str, EditedFile]) -> dict[str, object]:
    """What case.yml says."""
    places = [place for file in files.values() for place in file.places]
    answers = dict.fromkeys(seed.breaks, seed.answer) | dict.fromkeys(seed.keeps, "met")
    gold = {subject: {"answer": answer, "reason": seed.reason, "code": places} for subject, answer in answers.items()}
    return {
        "title": seed.id,
        "language": seed.language,
        "kind": seed.project,
        "difficulty": seed.difficulty,
        "situation": ANSWERS[seed.answer] if seed.kind == "breaking" else "clean",
        "feature": seed.feature_dir,
        "pull_request": pull_request(seed, git_dir),
        "source": {
            "git": str(git_dir.resolve()),
            "base": seed.base,
            "head": seed.head,
            "edits": [{"path": path, "text": text_file(number)} for number, path in enumerate(files)],
        },
        "partial": True,
        "gold": gold,
        "may_break": list(seed.may_break),
        "check": "failure" if seed.kind == "breaking" else "unknown",
        "readers": ["seeds"],
    }


def text_file(number: int) -> str:
    return f"edits/{number}.txt"


def write_case(seed: Seed, repositories: Path, out: Path) -> None:
    """The folder of a case. Raises WrongSeedError when the seed does not fit the repository."""
    git_dir = repositories / seed.repo.replace("/", "+") / "repo"
    if not git_dir.is_dir():
        raise WrongSeedError(f"there is no `{git_dir}`")
    files = edited_files(seed, git_dir)
    folder = out / seed.id
    (folder / "edits").mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(files.values()):
        (folder / text_file(number)).write_bytes(file.text.encode())
    written = json.dumps(case_file(seed, git_dir, files), indent=2, ensure_ascii=False)  # which is YAML, too
    (folder / "case.yml").write_text(written + "\n", "utf-8")


def read_seeds(path: Path) -> tuple[Seed, ...]:
    """Every seed of a file. Raises WrongSeedError for a wrong one."""
    try:
        seeds = TypeAdapter(tuple[Seed, ...]).validate_json(path.read_bytes())
    except ValidationError as error:
        raise WrongSeedError(f"`{path}`: {error}") from error
    twice = {seed.id for seed in seeds if sum(one.id == seed.id for one in seeds) > 1}
    if twice:
        raise WrongSeedError(f"`{path}`: more than one seed is called {', '.join(sorted(twice))}")
    for seed in seeds:
        if wrong := unsound(seed):
            raise WrongSeedError(f"{seed.id}: {wrong}")
    return seeds


def unsound(seed: Seed) -> str:
    """What is wrong with a seed by itself."""
    if (seed.kind == "breaking") != bool(seed.breaks):
        return "a breaking seed names what it `breaks`, and no other does"
    if (seed.kind == "as_is") == bool(seed.edits):
        return "an `as_is` seed has no edits, and every other has some"
    if seed.kind != "as_is" and not seed.reason:
        return "there is no `reason`"
    return ""


def write_cases(seeds: Iterable[Seed], repositories: Path, out: Path) -> int:
    """How many seeds do not fit; each is told."""
    wrong = 0
    for seed in seeds:
        try:
            write_case(seed, repositories, out)
        except WrongSeedError as error:
            wrong += 1
            print(f"{seed.id}: {error}", file=sys.stderr)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="*", metavar="GLOB", help="only seeds whose id fits")
    wanted = parser.parse_args()
    try:
        seeds = [seed for seed in read_seeds(wanted.seeds) if fnmatchcase(seed.id, wanted.only)]
    except WrongSeedError as error:
        print(error, file=sys.stderr)
        return 1
    wrong = write_cases(seeds, wanted.repositories, wanted.out)
    print(f"{len(seeds) - wrong} cases in {wanted.out}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
