"""GitHub requests of a review: `python benchmarks/requests.py`.

Runs the real service against the simulator and opens pull requests of 10 and of 1,000 files: one with nothing to say,
one with a finding that becomes an inline comment. Pushes to each; the finding stays, and is mended at last. Counts the
requests of each review; Git fetches apart. Webhooks go the other way and are not counted.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from app.demo.service import free_port, new_key_pair, serving
from app.simulator import Simulator

REPOSITORY = "acme/rag"
WHO = ["-c", "user.name=a", "-c", "user.email=a@example.com"]


def git(folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True, env=environment)


def write(work: Path, files: int, value: int, *, fault: bool) -> None:
    """`fault` ticks a task whose file is not there, which a rule finds without a model."""
    (work / "specs" / "001-limits").mkdir(parents=True, exist_ok=True)
    done, undone = "x" if value else " ", "x" if fault else " "
    tasks = f"# Tasks: Limits\n\n- [{done}] T001 Set limits in m0.py\n- [{undone}] T002 Write answers in answers.py\n"
    (work / "specs/001-limits/tasks.md").write_text(tasks)
    for number in range(files - 1):
        (work / f"m{number}.py").write_text(f"LIMIT = {value}\n")


def commit(work: Path, message: str) -> None:
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", message)
    git(work, "push", "--quiet", "origin", "HEAD")


def wait(simulator: Simulator, sha: str) -> None:
    """Until the check is completed, which is the last request of a review."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if any(run.status == "completed" for run in simulator.check_runs(REPOSITORY, sha)):
            return
        time.sleep(0.05)
    raise SystemExit(f"no completed check on {sha}")


def counted(simulator: Simulator, since: int) -> str:
    routes = [f"{one.method} {one.path}" for one in simulator.requests[since:]]
    fetches = [route for route in routes if ".git/" in route]
    asked = [route for route in routes if route not in fetches]
    tokens = sum("access_tokens" in route for route in asked)
    return f"{len(asked)} requests (of them {tokens} for a token), {len(fetches)} requests of one git fetch"


def lifetime(simulator: Simulator, work: Path, files: int, *, fault: bool) -> None:
    """Open a pull request and push to it twice."""
    branch = f"{files}-files-{'fault' if fault else 'right'}"
    git(work, "checkout", "--quiet", "-b", branch, "main")
    number = 0
    reviews = (
        [("first", fault), ("second", fault), ("third, mended", False)]
        if fault
        else [("first", False), ("second", False)]
    )
    for value, (name, faulty) in enumerate(reviews, start=1):
        write(work, files, value, fault=faulty)
        commit(work, "Change")
        since = len(simulator.requests)
        if number:
            simulator.push(REPOSITORY, number)
        else:
            number = simulator.open_pull_request(REPOSITORY, branch)[0].number
        wait(simulator, simulator.store.pulls[simulator.store.repository(REPOSITORY).id, number].head_sha)
        kind = "a finding" if fault else "no finding"
        print(f"{files:>5} files, {kind}, {name}: {counted(simulator, since)}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work, bare = folder / "work", folder / "rag.git"
        work.mkdir()
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
        git(work, "init", "--quiet", "--initial-branch=main")
        git(work, "remote", "add", "origin", str(bare))
        write(work, 1_000, 0, fault=False)
        commit(work, "Begin")
        simulator, keys, port = Simulator(), new_key_pair(), free_port()
        app = simulator.add_app(keys.public, webhook_url=f"http://127.0.0.1:{port}/webhooks/github", webhook_secret="s")
        simulator.add_repository(REPOSITORY, bare)
        simulator.install(app, "acme")
        with simulator.running() as url:
            settings = {
                "SPECKEEPER_DATA_DIR": str(folder),
                "SPECKEEPER_GITHUB_APP_ID": str(app.id),
                "SPECKEEPER_GITHUB_PRIVATE_KEY": keys.private,
                "SPECKEEPER_GITHUB_WEBHOOK_SECRET": "s",
                "SPECKEEPER_GITHUB_API_URL": url,
            }
            with serving(folder, port, settings):
                for files in (10, 1_000):
                    for fault in (False, True):
                        lifetime(simulator, work, files, fault=fault)


if __name__ == "__main__":
    main()
