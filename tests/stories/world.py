"""A GitHub, the real service that listens to it, and the model that reads: one for all stories.

Each story has a repository of its own, acts as people do, and ends in a transcript: which webhooks came in, and what
was written, with the exact Markdown.
"""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

from fakes.forge import SECRET, key_pair
from fakes.service import free_port, wait_until
from stories.reading_model import reading_model
from stories.transcript import Transcript

from app.simulator import Simulator

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.main", "app.github.host", "app.web.application", "app.workflow.pump"])

FEATURE = "specs/001-limits"
SPEC = """# Feature Specification: Limits

**Feature Branch**: `001-limits`

## User Scenarios & Testing

### User Story 1 - Ask within limits (Priority: P1)

Somebody asks a question and gets an answer in time.

**Acceptance Scenarios**:

1. **Given** a question, **When** it is asked, **Then** the service sets `LIMIT` to `5`

## Requirements

### Functional Requirements

- **FR-001**: The service MUST set `LIMIT` to `5`
- **FR-002**: The service MUST set `TIMEOUT` to `30`
- **FR-003**: The service MUST set `RETRIES` to `2`
"""
TASKS = """# Tasks: Limits

## Phase 3: User Story 1

- [ ] T001 [US1] Set `LIMIT` to `5` in answer.py (FR-001)
- [ ] T002 Set `TIMEOUT` to `30` in answer.py (FR-002)
- [ ] T003 Set `RETRIES` to `2` in retry.py (FR-003)
"""
README = "# Answers\n"


def tasks(*ticked):
    """The task list with these tasks ticked."""
    text = TASKS
    for task in ticked:
        text = text.replace(f"- [ ] {task} ", f"- [x] {task} ")
    return text


class World:
    """What all stories share."""

    def __init__(self, folder, model):
        self.folder = folder
        self.model = model
        self.port = free_port()
        self.simulator = Simulator()
        self.app = self.simulator.add_app(
            key_pair()[1], webhook_url=f"http://127.0.0.1:{self.port}/webhooks/github", webhook_secret=SECRET
        )
        self.simulator.add_account("acme", "Organization")
        self.process = None
        self.installation = None

    def install(self, account="acme"):
        return self.simulator.install(self.app, account)

    def settings(self):
        return {
            "SPECKEEPER_PORT": str(self.port),
            "SPECKEEPER_DATA_DIR": str(self.folder),
            "SPECKEEPER_GITHUB_APP_ID": str(self.app.id),
            "SPECKEEPER_GITHUB_PRIVATE_KEY": key_pair()[0],
            "SPECKEEPER_GITHUB_WEBHOOK_SECRET": SECRET,
            "SPECKEEPER_GITHUB_API_URL": self.simulator.store.url,
            "SPECKEEPER_EXECUTOR_ID": "stories",
            "SPECKEEPER_WRITE_SPACING": "0",
            "SPECKEEPER_MODEL_RETRIES": "0",
            "ANTHROPIC_API_KEY": "a-key",
            "ANTHROPIC_BASE_URL": self.model.url,
        }

    def start(self):
        """Start the service, and wait until it is ready."""
        self.process = _FORKS.Process(target=_serve, args=(self.settings(), self.folder))
        self.process.start()
        wait_until(self._ready, 30, "the service to be ready")

    def stop(self):
        """SIGTERM, as a deployment sends it; the exit code."""
        self.process.terminate()
        self.process.join(20)
        return self.process.exitcode

    def _ready(self):
        import httpx

        if not self.process.is_alive():
            raise AssertionError((self.folder / "log").read_text()[-3_000:])
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def quiet(self):
        """Wait until every webhook is delivered and all work that they caused is done."""
        self.simulator.settle()
        wait_until(lambda: self._busy() == 0, 30, f"quiet; busy with {self._open_work()}")
        self.simulator.settle()
        wait_until(lambda: self._busy() == 0, 30, "quiet")

    def _busy(self):
        with closing(sqlite3.connect(self.folder / "speckeeper.sqlite", timeout=30)) as database:
            inbox = database.execute("SELECT count(*) FROM inbox WHERE state IN ('received', 'working')").fetchone()
            reviews = database.execute("SELECT count(*) FROM reviews WHERE finished_at IS NULL").fetchone()
        return inbox[0] + reviews[0]

    def _open_work(self):
        with closing(sqlite3.connect(self.folder / "speckeeper.sqlite", timeout=30)) as database:
            query = "SELECT delivery, action, state FROM inbox WHERE state IN ('received', 'working')"
            return database.execute(query).fetchall()

    def rows_about(self, installation):
        """How many rows of each table mention the installation."""
        with closing(sqlite3.connect(self.folder / "speckeeper.sqlite", timeout=30)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {name: database.execute(f"SELECT * FROM '{name}'").fetchall() for name in tables}  # noqa: S608
        counts = {name: sum(str(installation) in str(row) for row in rows) for name, rows in found.items()}
        return {name: count for name, count in counts.items() if count}

    @property
    def log(self):
        return (self.folder / "log").read_text()


def _serve(variables, folder):
    from app.main import serve
    from app.settings import read_settings

    os.environ.update(variables)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    serve(read_settings())


@contextmanager
def running_world(folder: Path):
    """The world, for the length of the block."""
    with reading_model() as model:
        world = World(folder, model)
        world.installation = world.install()
        with world.simulator.running():
            world.start()
            try:
                yield world
            finally:
                world.process.kill()
                world.process.join(10)


class Story:
    """One repository and what happens in it. `tell` waits until nothing is under way, and notes what came of it."""

    def __init__(self, world, name, owner="acme"):
        self.world = world
        self.simulator = world.simulator
        self.people = world.simulator.people
        self.model = world.model
        self.model.behaviour = "well"
        self.installation = world.installation
        self.owner = owner
        self.name = f"{owner}/{name}"
        self.folder = world.folder / name
        self.work = self.folder / "work"
        self.work.mkdir(parents=True)
        self._minutes = 0
        self.transcript = Transcript(world.simulator, self.name)
        self.git("init", "-q", "-b", "main")
        documents = {f"{FEATURE}/spec.md": SPEC, f"{FEATURE}/tasks.md": TASKS, "README.md": README}
        self.commit({**documents, "serve.py": "import answer\nimport retry\nimport timeout\n"}, push=False)
        self.git("clone", "-q", "--bare", ".", str(self.folder / "bare.git"))
        self.git("remote", "add", "origin", str(self.folder / "bare.git"))
        self.repository = self.simulator.add_repository(
            self.name,
            self.folder / "bare.git",
            permissions={"ann": "write", "bob": "write", "mia": "admin", "reader": "read"},
        )
        self._asked = self.model.requests

    def git(self, *arguments, author="ann"):
        """Run git in the work tree, as `author`, at a time of its own, so that commit ids repeat."""
        moment = f"2026-11-20T10:{self._minutes // 60:02}:{self._minutes % 60:02}Z"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": author for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": f"{author}@users.noreply.github.com" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_DATE": moment for who in ("AUTHOR", "COMMITTER")},
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.work, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, files, message="Change something", branch=None, base="main", author="ann", *, push=True):
        """Write files (None deletes one) on `branch` and push it; the commit's id. No webhook is sent."""
        self._minutes += 1
        if branch is not None:
            known = self.git("branch", "--list", branch)
            self.git("switch", "-q", branch) if known else self.git("switch", "-qc", branch, base)
        for path, text in files.items():
            target = self.work / path
            if text is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-qm", message, author=author)
        if push:
            self.git("push", "-q", "--force", "origin", branch or "main")
        sha = self.git("rev-parse", "HEAD")
        self.transcript.knows(sha)
        return sha

    def opens(self, files, title="Set the limit", body="Implements FR-001", branch="001-limits", **more):
        """A pull request with one commit, by ann unless `author` says otherwise."""
        author = more.pop("author", "ann")
        self.commit(files, title, branch, author=author)
        pull, _ = self.simulator.open_pull_request(self.name, branch, title=title, body=body, author=author, **more)
        return pull

    def pushes(self, pull, files, message="Mend it", author="ann"):
        """One more commit on the branch of the pull request, once nothing is under way: what is told has one order."""
        self.quiet()
        sha = self.commit(files, message, pull.head_ref, author=author)
        self.simulator.push(self.name, pull.number, by=author)
        return sha

    def comments(self, pull, body, by="ann"):
        """A comment below the pull request, once nothing is under way, for the same reason."""
        self.quiet()
        comment, _ = self.people.comment(self.name, pull.number, body, by=by)
        return comment

    def configures(self, text):
        """`.github/speckeeper.yml` on the main branch, pushed, with its webhook."""
        before = self.git("rev-parse", "main")
        self.git("switch", "-q", "main")
        self.commit({".github/speckeeper.yml": text}, "Configure Speckeeper")
        self.people.push_branch(self.name, "main", "mia", before)
        self.quiet()  # its check comes before whatever follows

    def until(self, condition, what):
        """Wait until `condition` holds."""
        wait_until(condition, 20, what)

    def until_asked(self):
        """Wait until the model was asked once more than when this story began."""
        self.until(lambda: self.model.requests > self._asked, "the model to be asked")

    def organisation_configures(self, text):
        """The same file in the organisation's `.github` repository."""
        work, bare = self.folder / "organisation", self.folder / "organisation.git"
        path = work / ".github" / "speckeeper.yml"
        path.parent.mkdir(parents=True)
        path.write_text(text)
        for arguments in (("init", "-qb", "main"), ("add", "."), ("commit", "-qm", "Defaults")):
            self.git("-C", str(work), *arguments)
        self.git("clone", "-q", "--bare", str(work), str(bare))
        self.simulator.add_repository(f"{self.owner}/.github", bare)

    def quiet(self):
        """Wait until nothing is under way."""
        self.world.quiet()

    def tell(self, what):
        """Wait until nothing is under way, and note what happened and what was written since the last time."""
        self.quiet()
        self.transcript.scene(what)

    def checks(self, sha):
        """The check runs of a commit, oldest first."""
        return self.simulator.check_runs(self.name, sha)

    def check(self, sha):
        """The newest check run of a commit."""
        self.quiet()
        return self.checks(sha)[-1]

    def group_check(self):
        """The newest check run on a commit of the merge queue."""
        self.quiet()
        heads = {pull.head_sha for pull in self.simulator.store.pulls.values()}
        return [run for run in self.simulator.check_runs(self.name) if run.head_sha not in heads][-1]

    def writes(self):
        """How many writes there were in this repository."""
        return len(self.transcript.all_writes())

    def our_comments(self, pull):
        """Our inline comments on the pull request, oldest first."""
        bot = self.world.app.bot.login
        found = self.simulator.store.review_comments.values()
        return [one for one in found if self._is_on(one, pull) and one.author.login == bot]

    def replies(self, pull):
        """Our comments below the pull request, oldest first."""
        bot = self.world.app.bot.login
        found = self.simulator.store.issue_comments.values()
        return [one for one in found if self._is_on(one, pull) and one.author.login == bot]

    def _is_on(self, comment, pull):
        return (comment.repository_id, comment.number) == (pull.repository_id, pull.number)

    def close(self):
        """Nothing of the story's files is needed any more."""
        shutil.rmtree(self.folder, ignore_errors=True)
