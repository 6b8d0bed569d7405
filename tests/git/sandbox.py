"""Real repositories for the tests, made with the git executable."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

GIT = shutil.which("git") or "git"
_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
}


@dataclass(frozen=True)
class Sandbox:
    """A work tree with a repository in it, as a user's own git sees it."""

    path: Path

    @classmethod
    def make(cls, path: Path, *options: str) -> "Sandbox":
        path.mkdir(parents=True)
        sandbox = cls(path)
        sandbox.git("init", "--quiet", "--initial-branch=main", *options)
        return sandbox

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        command = [GIT, *arguments]
        done = subprocess.run(
            command, cwd=self.path, env=_ENVIRONMENT, input=stdin, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout

    def write(self, name: str | bytes, data: bytes) -> None:
        file = Path(os.fsdecode(os.path.join(os.fsencode(self.path), os.fsencode(name))))  # noqa: PTH118
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def commit(self, message: str = "work") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").decode().strip()

    def commit_files(self, files: dict[str, bytes], message: str = "work") -> str:
        for name, data in files.items():
            self.write(name, data)
        return self.commit(message)
