"""A small repository with a change in it, in place of the real ones that seeds are about."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from evaluation_case import SPEC, TASKS

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "seeded.py"
CODE = """LIMIT = 5


def locked(attempts):
    if attempts >= LIMIT:
        return True
    return False
"""
WHO = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", folder, *WHO, *arguments], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().strip()


def make(repositories, name="acme/login"):
    """The bare repository of `name` below `repositories`, as a clone; base and head of the change, merged at main."""
    work = repositories / "work"
    work.mkdir(parents=True)
    git(work, "init", "--quiet", "--initial-branch=main")
    write(work, {"specs/001-login/spec.md": SPEC, "specs/001-login/tasks.md": TASKS.format(" "), "src/a b.sh": "ls\n"})
    (work / "src" / "a b.sh").chmod(0o755)
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "Specify")
    base = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "--quiet", "-b", "001-login")
    for message, files in (
        ("Lock accounts", {"src/login.py": CODE}),
        ("Tick the task\n\nIt is done.", {"specs/001-login/tasks.md": TASKS.format("X"), "src/a b.sh": "pwd\n"}),
    ):
        write(work, files)
        git(work, "add", "--all")
        git(work, "commit", "--quiet", "-m", message)
    head = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "--quiet", "main")
    git(work, "merge", "--quiet", "--no-ff", "001-login", "-m", "Merge pull request #7 from ana/001-login\n\nLock them")
    bare = repositories / name.replace("/", "+") / "repo"
    git(work, "clone", "--quiet", "--bare", str(work), str(bare))
    return bare, base, head


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def hash_of(*lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def a_seed(base, head, /, **fields):
    """A seed that makes the comparison of the code strict."""
    edit = {
        "path": "src/login.py",
        "line": 5,
        "sha256": hash_of("    if attempts >= LIMIT:"),
        "operator": "token",
        "arguments": {"old": ">=", "new": ">"},
    }
    known = {
        "id": "login-one-more",
        "kind": "breaking",
        "repo": "acme/login",
        "base": base,
        "head": head,
        "feature_dir": "specs/001-login",
        "language": "python",
        "project": "rest",
        "edits": [edit],
        "breaks": ["FR-001"],
        "may_break": ["T001"],
        "reason": "The account is locked one attempt later",
    }
    return {**known, **fields}


def build(folder, seeds, *options):
    """The finished script, with the cases in `folder`/cases."""
    (folder / "seeds.json").write_text(json.dumps(seeds))
    command = [sys.executable, str(SCRIPT), str(folder / "seeds.json"), str(folder / "mirror")]
    command += ["--out", str(folder / "cases"), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
