"""How long the command takes: `python benchmarks/command.py`.

Builds a repository whose change touches ten files, and times `speckeeper --help` and `speckeeper review --no-model`
from process start to exit, beside `python -c pass` and `git diff` on the same machine in the same run, as ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
WHO = ["-c", "user.name=a", "-c", "user.email=a@example.com"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True)


def write(folder: Path, ticked: str, limit: int) -> None:
    feature = folder / "specs" / "001-limits"
    feature.mkdir(parents=True, exist_ok=True)
    requirements = "\n".join(f"- **FR-{n:03}**: System MUST cap value {n} at {n * 5}" for n in range(1, 21))
    (feature / "spec.md").write_text(f"# Feature Specification: Limits\n\n## Requirements\n\n{requirements}\n")
    tasks = "\n".join(f"- [{ticked}] T{n:03} [US1] Cap value {n} (FR-{n:03}) in src/m{n}.py" for n in range(1, 11))
    (feature / "tasks.md").write_text(f"# Tasks: Limits\n\n## Phase 1: Setup\n\n{tasks}\n")
    (folder / "src").mkdir(exist_ok=True)
    for number in range(1, 60):
        value = limit if number <= 9 else 1  # nine modules and tasks.md: ten files
        body = "\n".join(f"def f{n}(x):\n    return min(x, {n * value})\n" for n in range(20))
        (folder / "src" / f"m{number}.py").write_text(body)


def seconds(command: list[str], folder: Path) -> float:
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    speckeeper = [sys.executable, "-P", "-m", "app.cli"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        git(folder, "init", "--quiet", "--initial-branch=main")
        for ticked, limit, branch in ((" ", 1, "main"), ("x", 2, "001-limits")):
            if branch != "main":
                git(folder, "checkout", "--quiet", "-b", branch)
            write(folder, ticked, limit)
            git(folder, "add", "--all")
            git(folder, "commit", "--quiet", "-m", "Change")
        python = seconds([sys.executable, "-c", "pass"], folder)
        rows = {
            "git diff main...HEAD": seconds(["git", "diff", "main...HEAD"], folder),
            "python -c pass": python,
            "speckeeper --help": seconds([*speckeeper, "--help"], folder),
            "speckeeper review --no-model": seconds([*speckeeper, "review", "--no-model", "--base", "main"], folder),
        }
    for what, taken in rows.items():
        print(f"{what:<30} {taken:6.3f} s  {taken / python:5.1f} x python -c pass")
    print(f"median of {RUNS} runs, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
