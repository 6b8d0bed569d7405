import os
import subprocess

import pytest
from login_feature import CODE, SPEC, TASKS


class Checkout:
    """A repository with one feature on main and a branch that claims to implement it."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write({"specs/001-login/spec.md": SPEC, "specs/001-login/tasks.md": TASKS, "README.md": "Login\n"})
        self.write({"src/server.py": "from src.login import failed\n"})
        self.commit("Specify")
        self.git("checkout", "--quiet", "-b", "001-login")

    def git(self, *arguments):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        return subprocess.run(
            ["git", "-C", str(self.path), *who, *arguments], check=True, capture_output=True, text=True, env=environment
        ).stdout.strip()

    def write(self, files):
        for name, content in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message="Change"):
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)
        return self.git("rev-parse", "HEAD")

    def change(self, files, message="Change"):
        self.write(files)
        return self.commit(message)


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path / "checkout")


@pytest.fixture
def done(checkout):
    """The branch with T001 and T002 ticked, T001 done with another limit and T002 not done."""
    ticked = TASKS.replace("[ ] T001", "[x] T001").replace("[ ] T002", "[x] T002")
    checkout.change({"specs/001-login/tasks.md": ticked, "src/login.py": CODE}, "Lock accounts")
    return checkout
