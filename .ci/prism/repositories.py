"""A Git repository whose review fills a check run to its limits."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BRANCH: Final = "001-orders"
_REQUIREMENTS: Final = 500
_SECONDS: Final = 60
_IDENTITY: Final = {
    "GIT_AUTHOR_NAME": "Ada Berg",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada Berg",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """A bare repository and a clone of it to commit in."""

    git_dir: Path
    clone: Path

    def commit(self, branch: str, files: Mapping[str, str], message: str) -> str:
        """Write `files` on `branch` and push; the commit id."""
        _git(self.clone, "checkout", "--quiet", "-B", branch)
        for name, content in files.items():
            path = self.clone / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        _git(self.clone, "add", "--all")
        _git(self.clone, "commit", "--quiet", "-m", message)
        _git(self.clone, "push", "--quiet", "--force", "origin", branch)
        return _git(self.clone, "rev-parse", "HEAD")


def new_workshop(folder: Path) -> Workshop:
    """A repository in `folder` with `main`, and `BRANCH` that adds a large spec, most of it still to be clarified."""
    workshop = Workshop(folder / "orders.git", folder / "orders")
    _git(folder, "init", "--quiet", "--bare", str(workshop.git_dir))
    _git(folder, "clone", "--quiet", str(workshop.git_dir), str(workshop.clone))
    workshop.commit("main", {"README.md": "# Orders\n", "src/orders.py": "ORDERS = []\n"}, "Begin")
    spec = f"specs/{BRANCH}"
    files = {f"{spec}/spec.md": _spec(), f"{spec}/tasks.md": _tasks(), "src/orders.py": "ORDERS = {}\n"}
    workshop.commit(BRANCH, files, "Specify orders and keep them by number (T001)")
    return workshop


def _spec() -> str:
    requirements = "".join(
        f"- **FR-{number:03d}**: The system MUST keep order kind {number} under its number and answer for it within "
        f"a time [NEEDS CLARIFICATION: which time is meant for order kind {number}, and who measures it?]\n"
        for number in range(1, _REQUIREMENTS + 1)
    )
    return f"# Feature Specification: Orders\n\n## Requirements\n\n### Functional Requirements\n\n{requirements}"


def _tasks() -> str:
    return "# Tasks: Orders\n\n## Phase 1: Setup\n\n- [x] T001 Keep orders by number in src/orders.py\n"


def _git(folder: Path, *arguments: str) -> str:
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("GIT_")}, **_IDENTITY}
    # Pushed branches come out of one clone; what its user has configured elsewhere is no part of them.
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        env=environment,
    )
    return done.stdout.strip()
