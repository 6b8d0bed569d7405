import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "reading.py"


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def measured(folder: Path, documents: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for name, text in documents.items():
        path = folder / "specs/001-a" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "specs")
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(folder)], capture_output=True, text=True, timeout=120, check=False
    )


def test_what_is_read_reaches_the_bars(tmp_path: Path):
    result = measured(
        tmp_path,
        {
            "tasks.md": "- [x] T001 a\n- [ ] [P] **T002** b\n```\n- [ ] T003 no\n```\n",
            "spec.md": "- **FR-001**: a\n\n1. **Given** a, **Then** b\n\n<!--\n- **FR-002**: no\n-->\n",
        },
    )

    assert result.returncode == 0, result.stdout + result.stderr
    figures = [line.split()[:4] for line in result.stdout.split("\n") if " of " in line]
    assert figures == [["task", "2", "of", "2"], ["requirement", "1", "of", "1"], ["scenario", "1", "of", "1"]]


def test_what_is_missed_is_named_with_file_and_line_and_fails(tmp_path: Path):
    nested = "".join("  " * depth + f"- [ ] T{depth:03} a\n" for depth in range(50))
    result = measured(tmp_path, {"tasks.md": nested})

    assert result.returncode == 1
    assert "BELOW THE BAR" in result.stdout
    assert "missed task specs/001-a/tasks.md:50: - [ ] T049 a" in result.stdout
