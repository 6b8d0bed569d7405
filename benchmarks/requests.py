"""GitHub requests of a review: `python benchmarks/requests.py`.

Runs the real service against the simulator, opens a pull request of 10 and one of 1,000 files, pushes to each, and
counts the requests of each review. Git fetches are counted apart. Webhooks go the other way and are not counted.
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


def write(work: Path, files: int, value: int) -> None:
    (work / "specs" / "001-limits").mkdir(parents=True, exist_ok=True)
    tick = "x" if value else " "
    (work / "specs/001-limits/tasks.md").write_text(f"# Tasks: Limits\n\n- [{tick}] T001 Set limits in m0.py\n")
    for number in range(files - 1):
        (work / f"m{number}.py").write_text(f"LIMIT = {value}\n")


def commit(work: Path, message: str) -> None:
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", message)
    git(work, "push", "--quiet", "origin", "HEAD")


def wait(simulator: Simulator, sha: str) -> None:
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


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work, bare = folder / "work", folder / "rag.git"
        work.mkdir()
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
        git(work, "init", "--quiet", "--initial-branch=main")
        git(work, "remote", "add", "origin", str(bare))
        write(work, 1_000, 0)
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
                    branch = f"{files}-files"
                    git(work, "checkout", "--quiet", "-b", branch, "main")
                    write(work, files, 1)
                    commit(work, "Change")
                    since = len(simulator.requests)
                    pull, _ = simulator.open_pull_request(REPOSITORY, branch)
                    wait(simulator, pull.head_sha)
                    print(f"first review of {files:>5} files:  {counted(simulator, since)}")
                    write(work, files, 2)
                    commit(work, "Change again")
                    since = len(simulator.requests)
                    simulator.push(REPOSITORY, pull.number)
                    wait(simulator, pull.head_sha)
                    print(f"second review of {files:>4} files:  {counted(simulator, since)}")


if __name__ == "__main__":
    main()
