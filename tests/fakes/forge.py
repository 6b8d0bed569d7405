"""A GitHub with one repository, one App and one branch to review, over the product's own simulator."""

import hmac
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
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
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def signed(body: bytes, delivery: str = "a-delivery", event: str = "pull_request") -> dict[str, str]:
    """The headers that GitHub sends with a body."""
    signature = hmac.new(SECRET.encode(), body, "sha256").hexdigest()
    return {
        "content-type": "application/json",
        "x-github-event": event,
        "x-github-delivery": delivery,
        "x-hub-signature-256": f"sha256={signature}",
    }


class Forge:
    """The simulator and what a test needs of it."""

    def __init__(self, folder: Path, webhook_url: str = "") -> None:
        self.folder = folder
        self._limit = 5
        self.simulator = Simulator(self._now)
        self._make_repository()
        self.app = self.simulator.add_app(key_pair()[1], webhook_url=webhook_url, webhook_secret=SECRET)
        self.repository = self.simulator.add_repository(
            REPOSITORY, folder / "rag.git", permissions={"bob": "write", "mia": "admin"}
        )
        self.installation = self.simulator.install(self.app, "acme")

    def _now(self) -> datetime:
        # GitHub's times have no fractions, and what happens in a test happens within one second.
        return datetime.now(UTC) + timedelta(seconds=self._limit)

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

    def pull_request(self, title: str = "Raise the limit", branch: str = "", *, draft: bool = False):
        """Open a pull request; the webhook is delivered where there is somebody to listen."""
        self._limit += 1
        branch = branch or f"feature-{self._limit}"
        self.commit(branch, f"LIMIT = {self._limit}\n")
        pull, _ = self.simulator.open_pull_request(
            REPOSITORY, branch, title=title, body="Implements FR-001", draft=draft
        )
        return pull

    def push(self, pull) -> str:
        """A newer head of a pull request, its webhook delivered; its id."""
        self._limit += 1
        sha = self.commit(pull.head_ref, f"LIMIT = {self._limit}\n")
        self.simulator.push(REPOSITORY, pull.number)
        return sha

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """What happens within is written down, and no webhook leaves."""
        url, self.app.webhook_url = self.app.webhook_url, ""
        yield
        self.app.webhook_url = url

    def push_unheard(self, pull) -> str:
        """A newer head whose webhook gets lost; its id."""
        with self.unheard():
            return self.push(pull)

    def beside(self, full_name: str):
        """A pull request in another repository, which is of another account where the App is installed, too."""
        self._limit += 1
        branch = f"feature-{self._limit}"
        self.commit(branch, f"LIMIT = {self._limit}\n")
        self.simulator.add_repository(full_name, self.folder / "rag.git")
        account = full_name.partition("/")[0]
        if account != self.installation.account.login:
            self.simulator.install(self.app, account)
        pull, _ = self.simulator.open_pull_request(full_name, branch)
        return pull

    def last_delivery(self):
        """The newest webhook about a pull request."""
        return [one for one in self.simulator.deliveries if one.event == "pull_request"][-1]

    def checks(self, sha: str):
        """The check runs of a commit, oldest first."""
        return self.simulator.check_runs(REPOSITORY, sha)

    def configure(self, text: str) -> None:
        """Push `.github/speckeeper.yml` to the default branch, with its webhook."""
        before = self.git("rev-parse", "main")
        self.git("switch", "-q", "main")
        (self.folder / "work" / ".github").mkdir(exist_ok=True)
        (self.folder / "work" / ".github" / "speckeeper.yml").write_text(text)
        self.git("add", ".")
        self.git("commit", "-qm", "Configure")
        self.git("push", "-q", "origin", "main")
        self.simulator.people.push_branch(REPOSITORY, "main", "mia", before)

    def end_outages(self) -> None:
        """Nothing that was told to fail fails any more."""
        with self.simulator.store.lock:
            self.simulator.journal._outages.clear()

    def inline(self, pull):
        """Our inline comments on a pull request, oldest first."""
        return self._ours(self.simulator.store.review_comments, pull)

    def comments(self, pull) -> list[str]:
        """What they say."""
        return [one.body for one in self.inline(pull)]

    def replies(self, pull) -> list[str]:
        """Our comments below a pull request, oldest first."""
        return [one.body for one in self._ours(self.simulator.store.issue_comments, pull)]

    def _ours(self, comments, pull):
        with self.simulator.store.lock:
            mine = [one for one in comments.values() if one.author.login == self.app.bot.login]
        return [one for one in mine if (one.repository_id, one.number) == (pull.repository_id, pull.number)]

    def asked(self) -> list[str]:
        """Every request to the REST and GraphQL interfaces, as `METHOD route`; Git's own left out."""
        return [
            f"{one.method} {one.route}"
            for one in self.simulator.requests
            if "git-upload-pack" not in one.route and "/info/refs" not in one.route
        ]


@contextmanager
def running_forge(folder: Path, webhook_url: str = "") -> Iterator[Forge]:
    """A forge that answers on loopback for the length of the block."""
    forge = Forge(folder, webhook_url)
    with forge.simulator.running():
        yield forge
