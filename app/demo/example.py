"""The example of the demo as a real Git repository."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

_INSTALLED = Path(__file__).parent / "rag-service"
_CHECKOUT = Path(__file__).parents[2] / "examples" / "rag-service"
_SECONDS = 60
_COMPILED = shutil.ignore_patterns("__pycache__")  # an installer compiles whatever ends in `.py`, the example too

# Fixed, so that every demo has the same commits: its requests to the model are known by their content.
_IDENTITY = {
    "GIT_AUTHOR_NAME": "Tessa Lind",
    "GIT_AUTHOR_EMAIL": "tessa@example.com",
    "GIT_COMMITTER_NAME": "Tessa Lind",
    "GIT_COMMITTER_EMAIL": "tessa@example.com",
    "GIT_AUTHOR_DATE": "2026-11-02T09:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-02T09:00:00Z",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@dataclass(frozen=True, slots=True)
class Example:
    """The pull request of the example, in a bare repository with both branches."""

    git_dir: Path
    title: str
    body: str
    branch: str
    base: str
    author: str


def example_files() -> Path:
    """Where the files of the example lie: in the installed package, or in a checkout beside it."""
    for folder in (_INSTALLED, _CHECKOUT):
        if (folder / "pull-request.yml").is_file():
            return folder
    raise FileNotFoundError(
        f"The example is missing: neither {_INSTALLED} nor {_CHECKOUT} holds it; reinstall speckeeper"
    )


def build_example(folder: Path) -> Example:
    """A bare repository in `folder` with the base branch and the branch of the pull request.

    The commits of the pull request carry its messages; the last of them holds all files, the ones before are
    empty, because the example says what changes and not in which order it was typed.
    """
    files = example_files()
    told = yaml.safe_load((files / "pull-request.yml").read_text("utf-8"))
    work, git_dir = folder / "work", folder / "rag-service.git"
    # Without their times: a task list that only gets ticks keeps its size, and Git would take it for unchanged where
    # both files were checked out in the same second.
    shutil.copytree(files / "base", work, copy_function=shutil.copyfile, ignore=_COMPILED)
    _git(work, "init", "--quiet", f"--initial-branch={told['base']}")
    _commit(work, "Specify and build document ingestion")
    _git(work, "checkout", "--quiet", "-b", told["branch"])
    shutil.copytree(files / "pull-request", work, dirs_exist_ok=True, copy_function=shutil.copyfile, ignore=_COMPILED)
    for path in told["deleted"]:
        (work / path).unlink()
    *earlier, last = told["commits"]
    for message in earlier:
        _git(work, "commit", "--quiet", "--allow-empty", "-m", message)
    _commit(work, last)
    _git(folder, "clone", "--quiet", "--bare", str(work), str(git_dir))
    return Example(git_dir, told["title"], told["body"], told["branch"], told["base"], told["author"])


def _commit(work: Path, message: str) -> None:
    _git(work, "add", "--all", "--force")
    _git(work, "commit", "--quiet", "-m", message)


def _git(folder: Path, *arguments: str) -> None:
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("GIT_")}, **_IDENTITY}
    subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, timeout=_SECONDS, env=environment
    )
