"""Compare every change of a list of cases with Git's own counts of it, and time the reading.

    python benchmarks/diff.py CASES.json FOLDERS

CASES.json is a list of objects with `repo` (owner/name), `base` and `head`; FOLDERS is a pattern that says where
each repository lies, such as `mirrors/{owner}-{name}.git`. Two readers that share nothing with ours count the same
change: `git diff --numstat`, and `git apply --numstat` over the text of the diff. The exit status is 1 when one of
them disagrees about a file that we read.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from app.domain.change import Change
from app.git.command import Git
from app.git.repository import GitRepository
from app.stages.diff import path_text

Counts = dict[str, tuple[int, int] | None]
FLAGS = ("-M", "-C", "--no-ext-diff", "--no-textconv")


@dataclass
class Outcome:
    """What one case showed."""

    name: str
    files: int
    unread: int
    wrong: int
    processes: int
    seconds: float
    git_seconds: float


def git(folder: Path, *arguments: str, text: bytes = b"") -> bytes:
    """What a plain git prints."""
    command = ["git", f"--git-dir={folder}", *arguments]
    return subprocess.run(command, input=text, capture_output=True, check=True, timeout=300).stdout


def numstat(output: bytes) -> Counts:
    """Path at head to added and removed lines, None for binary; of `--numstat -z`."""
    counts: Counts = {}
    fields = iter(output.split(b"\0"))
    for field in fields:
        if not field:
            continue
        added, removed, path = field.split(b"\t", 2)
        if not path:
            next(fields)
            path = next(fields)
        counts[path_text(path)] = None if added == b"-" else (int(added), int(removed))
    return counts


def disagreements(change: Change, counts: Counts) -> list[str]:
    """The files about which the two differ. What we say that we did not read is not compared."""
    ours = {file.path: None if file.binary else (file.added, file.removed) for file in change.files}
    read = {file.path for file in change.files if file.binary or not file.unread}
    wrong = [path for path in read if ours[path] != counts.get(path)]
    return wrong + sorted(counts.keys() ^ ours.keys())


def measure(folder: Path, name: str, base: str, head: str) -> Outcome:
    """One case, read by us and counted by Git."""
    started = time.perf_counter()
    git(folder, "diff", "-p", *FLAGS, base, head)
    git_seconds = time.perf_counter() - started
    with Counted() as counted, GitRepository.open(folder) as repository:
        started = time.perf_counter()
        merge_base = repository.merge_base(base, head)
        change = repository.change(merge_base, head)
        repository.read(head, [file.path for file in change.files])
        repository.messages(merge_base, head)
        seconds = time.perf_counter() - started
    patch = git(folder, "diff", "-p", "--binary", *FLAGS, merge_base, head)
    by_diff = numstat(git(folder, "diff", "--numstat", "-z", *FLAGS, merge_base, head))
    by_apply = numstat(git(folder, "apply", "--numstat", "-z", "-", text=patch))
    wrong = {*disagreements(change, by_diff), *disagreements(change, by_apply)}
    unread = sum(bool(file.unread) and not file.binary for file in change.files)
    return Outcome(name, len(change.files), unread, len(wrong), counted.processes, seconds, git_seconds)


class Counted:
    """Counts the processes that are started in its block."""

    processes = 0

    def __enter__(self) -> Self:
        self._start = Git.start

        def start(git: Git, *arguments: object, **named: object) -> object:
            self.processes += 1
            return self._start(git, *arguments, **named)

        Git.start = start
        return self

    def __exit__(self, *error: object) -> None:
        Git.start = self._start


def main(cases: str, folders: str) -> int:
    """Print a line for each case and a summary; the exit status."""
    outcomes: list[Outcome] = []
    for case in json.loads(Path(cases).read_text()):
        owner, name = case["repo"].split("/")
        folder = Path(folders.format(owner=owner, name=name))
        outcomes.append(measure(folder, f"{case['repo']} {case['head'][:9]}", case["base"], case["head"]))
        one = outcomes[-1]
        print(
            f"{one.name:60} files {one.files:4}  unread {one.unread:2}  wrong {one.wrong:2}  "
            f"processes {one.processes}  {one.seconds:.3f} s  {one.seconds / one.git_seconds:.1f} x `git diff -p`"
        )
    ratios = sorted(one.seconds / one.git_seconds for one in outcomes)
    files, unread, wrong = (sum(getattr(one, name) for one in outcomes) for name in ("files", "unread", "wrong"))
    print(f"{len(outcomes)} changes, {files} files, {unread} unread, {wrong} wrong")
    print(f"whole reading: median {ratios[len(ratios) // 2]:.1f} x, worst {ratios[-1]:.1f} x `git diff -p` alone")
    print(f"slowest {max(one.seconds for one in outcomes):.3f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
