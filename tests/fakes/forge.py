"""A GitHub with one repository, one App and one branch to review, over the product's own simulator."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.domain.event import ReviewPlan
from app.simulator.simulator import Simulator

SECRET = "the webhook secret of the tests"
REPOSITORY = "acme/rag"


@lru_cache
def key_pair() -> tuple[str, str]:
    """A private and a public key in PEM, one pair for all tests."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


class Forge:
    """The simulator and what a test needs of it."""

    def __init__(self, folder: Path, webhook_url: str = "") -> None:
        self.folder = folder
        self.simulator = Simulator()
        self._make_repository()
        self.app = self.simulator.add_app(key_pair()[1], webhook_url=webhook_url, webhook_secret=SECRET)
        self.repository = self.simulator.add_repository(REPOSITORY, folder / "rag.git")
        self.installation = self.simulator.install(self.app, "acme")

    def _make_repository(self) -> None:
        work = self.folder / "work"
        work.mkdir()
        self.git("init", "-q", "-b", "main")
        (work / "answer.py").write_text("LIMIT = 5\n")
        self.git("add", ".")
        self.git("commit", "-qm", "Begin")
        self.git("clone", "-q", "--bare", ".", str(self.folder / "rag.git"))
        self.git("remote", "add", "origin", str(self.folder / "rag.git"))

    def git(self, *arguments: str) -> str:
        """Run git in the work tree."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder / "work", env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, branch: str, text: str, base: str = "main") -> str:
        """A new commit on `branch`, pushed; its id."""
        exists = self.git("branch", "--list", branch)
        self.git("switch", "-q", branch) if exists else self.git("switch", "-qc", branch, base)
        (self.folder / "work" / "answer.py").write_text(text)
        self.git("commit", "-qam", f"Write {text.strip()}")
        self.git("push", "-q", "--force", "origin", branch)
        return self.git("rev-parse", "HEAD")

    def plan(self, number: int, head_sha: str) -> ReviewPlan:
        """The plan for one head of one pull request."""
        return ReviewPlan(
            installation_id=self.installation.id,
            repository_id=self.repository.id,
            repository=REPOSITORY,
            number=number,
            head_sha=head_sha,
        )

    def pull_request(self, branch: str = "feature", text: str = "LIMIT = 6\n", *, draft: bool = False):
        """Open a pull request; the webhook is delivered where there is somebody to listen."""
        self.commit(branch, text)
        pull, _ = self.simulator.open_pull_request(
            REPOSITORY, branch, title="Raise the limit", body="Implements FR-001", draft=draft
        )
        return pull

    def push(self, number: int, branch: str = "feature", text: str = "LIMIT = 7\n") -> str:
        """A newer head of a pull request, its webhook delivered; its id."""
        sha = self.commit(branch, text)
        self.simulator.push(REPOSITORY, number)
        return sha

    def checks(self, sha: str):
        """The check runs of a commit, oldest first."""
        return self.simulator.check_runs(REPOSITORY, sha)

    def asked(self) -> list[str]:
        """Every request to the REST and GraphQL interfaces, as `METHOD route`; Git's own left out."""
        return [
            f"{one.method} {one.route}" for one in self.simulator.requests if "git-upload-pack" not in one.route
            and "/info/refs" not in one.route
        ]


@contextmanager
def running_forge(folder: Path, webhook_url: str = "") -> Iterator[Forge]:
    """A forge that answers on loopback for the length of the block."""
    forge = Forge(folder, webhook_url)
    with forge.simulator.running():
        yield forge
