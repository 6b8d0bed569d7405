import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sandbox import Sandbox
from smart_http import Host, serving

from app.domain.repository import Remote
from app.git.command import Limits
from app.git.fetch import FetchLimits, fetch, remove_leftovers
from app.ports import NotFound, Unavailable

SECRET = "Basic eC1hY2Nlc3MtdG9rZW46Z2hzX3NlY3JldA=="
QUICK = FetchLimits(seconds=20.0, attempts=3, first_wait=0.01)
ONCE = FetchLimits(seconds=20.0, attempts=1)


@pytest.fixture
def host(sandbox: Sandbox) -> Iterator[Host]:
    for name in ("allowFilter", "allowAnySHA1InWant"):
        sandbox.git("config", f"uploadpack.{name}", "true")
    with serving(sandbox.path.parent) as host:
        yield host


def two_commits(sandbox: Sandbox) -> tuple[str, str]:
    sandbox.commit_files({"old": b"history\n"})
    base = sandbox.commit_files({"a": b"1\n", "same": b"s\n"})
    return base, sandbox.commit_files({"a": b"2\n"})


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


def test_the_commits_of_a_change_are_read_and_the_folder_is_gone_afterwards(
    sandbox: Sandbox, host: Host, tmp_path: Path
):
    base, head = two_commits(sandbox)
    host.authorization = SECRET

    with fetch(Remote(host.url, SECRET), [base, head], into=tmp_path / "into", limits=ONCE) as repository:
        change = repository.change(base, head)
        assert [(file.path, file.added, file.removed) for file in change.files] == [("a", 1, 1)]
        assert repository.read(head, ["a"])["a"].data == b"2\n"
        assert [hit.path for hit in repository.search(head, ["s\n", "tory"]).hits] == ["old"]
        assert len(left_in(tmp_path / "into")) == 1

    assert left_in(tmp_path / "into") == []


def test_history_is_not_there_and_the_code_host_is_to_be_asked(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, head = two_commits(sandbox)

    with fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=ONCE) as repository:
        assert repository.shallow
        with pytest.raises(NotFound, match="ask the code host for history"):
            repository.merge_base(base, head)
        with pytest.raises(NotFound, match="ask the code host for history"):
            repository.resolve(f"{base}~1")


def test_large_files_stay_away_and_are_never_fetched_later(sandbox: Sandbox, host: Host, tmp_path: Path):
    base = sandbox.commit_files({"large": b"x" * 3000, "exact": b"e" * 1000, "small": b"1\n"})
    head = sandbox.commit_files({"large": b"y" * 3000, "exact": b"E" * 1000, "small": b"2\n"})
    limits = FetchLimits(attempts=1, read=Limits(file=1000))

    with fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=limits) as repository:
        requests = len(host.seen)
        found = {file.path: file.unread for file in repository.change(base, head).files}
        assert found == {"exact": "", "large": "is not in this copy of the repository", "small": ""}
        assert sorted(repository.read(head, ["large", "exact", "small"])) == ["exact", "small"]
        assert repository.search(head, ["y", "2"]).hits[0].path == "small"
        config = (repository._git.directory / "config").read_text()
        assert ("promisor" in config, "partialclone" in config.lower()) == (False, False)

    assert len(host.seen) == requests


@pytest.mark.parametrize("mishap", [500, 502, 503, 429, "drop"])
def test_an_outage_is_tried_again(sandbox: Sandbox, host: Host, tmp_path: Path, mishap):
    base, head = two_commits(sandbox)
    host.mishaps = [mishap, mishap]

    with fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=QUICK) as repository:
        assert len(repository.change(base, head).files) == 1


@pytest.mark.parametrize("mishap", [500, "drop"])
def test_an_outage_that_lasts_is_unavailable_after_all_attempts(sandbox: Sandbox, host: Host, tmp_path: Path, mishap):
    base, head = two_commits(sandbox)
    host.repeated = mishap

    with pytest.raises(Unavailable, match="`git fetch` failed"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=QUICK))

    assert len(host.seen) == 3
    assert left_in(tmp_path / "into") == []


def test_nobody_listening_is_unavailable(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, _ = two_commits(sandbox)
    port = host.url.split(":")[2].split("/")[0]
    nobody = host.url.replace(port, "1")

    with pytest.raises(Unavailable, match="`git fetch` failed"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(nobody, ""), [base], into=tmp_path / "into", limits=ONCE))


@pytest.mark.parametrize("mishap", ["hang", "slow"])
def test_a_host_that_stops_talking_is_unavailable_within_the_time_limit(
    sandbox: Sandbox, host: Host, tmp_path: Path, mishap
):
    base, head = two_commits(sandbox)
    host.mishaps = ["none", mishap]
    limits = FetchLimits(seconds=1.0, attempts=1)
    started = time.monotonic()

    with pytest.raises(Unavailable, match="took too long"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=limits))

    assert time.monotonic() - started < 10
    assert left_in(tmp_path / "into") == []


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "refused the credentials"),
        (403, "refused the credentials"),
        (404, "There is no repository at"),
        (301, "has moved"),
        (302, "has moved"),
    ],
)
def test_a_refusal_is_final_and_says_what_to_do(
    sandbox: Sandbox, host: Host, tmp_path: Path, status: int, message: str
):
    base, head = two_commits(sandbox)
    host.repeated = status

    with pytest.raises(NotFound, match=rf"{message}[^\0]*hint: "), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, SECRET), [base, head], into=tmp_path / "into", limits=QUICK))

    assert all("/elsewhere/" not in request for request in host.seen)
    assert len([request for request in host.seen if request.startswith("GET")]) <= 2
    assert left_in(tmp_path / "into") == []


def test_a_commit_that_is_gone_is_final(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, _ = two_commits(sandbox)

    with pytest.raises(NotFound, match="does not have a commit of this change any more"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [base, "1" * 40], into=tmp_path / "into", limits=QUICK))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.git",
        "ssh://git@example.org/x.git",
        "file:///etc",
        "/etc",
        "ext::sh -c true",
        "https://user:password@example.org/x.git",
        "--upload-pack=touch ran",
    ],
)
def test_no_other_address_is_fetched_from_and_no_password_is_repeated(tmp_path: Path, url: str):
    with pytest.raises(NotFound, match="Use https") as caught, ExitStack() as stack:
        stack.enter_context(fetch(Remote(url, ""), ["1" * 40], into=tmp_path / "into"))

    assert "password" not in str(caught.value)


@pytest.mark.parametrize("commits", [[], ["main"], ["--upload-pack=x"], ["1" * 39]])
def test_only_commit_ids_are_fetched(tmp_path: Path, commits: list[str]):
    with pytest.raises(ValueError, match="only commit ids"), ExitStack() as stack:
        stack.enter_context(fetch(Remote("https://example.org/x", ""), commits, into=tmp_path / "into"))


def test_more_than_the_quota_is_never_kept(sandbox: Sandbox, host: Host, tmp_path: Path):
    head = sandbox.commit_files({"noise": os.urandom(300_000)})
    limits = FetchLimits(disk=100_000)

    with pytest.raises(NotFound, match=r"larger than the 100000 bytes[^\0]*hint: "), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [head], into=tmp_path / "into", limits=limits))

    assert left_in(tmp_path / "into") == []


def test_a_fetch_over_the_quota_is_ended_while_it_runs(sandbox: Sandbox, host: Host, tmp_path: Path):
    head = sandbox.commit_files({"noise": os.urandom(900_000)})
    host.mishaps = ["none", "slow"]  # the first request asks what the host can do, the second for the pack
    limits = FetchLimits(disk=100_000, seconds=50.0, attempts=1)
    started = time.monotonic()

    with pytest.raises(NotFound, match="larger than"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [head], into=tmp_path / "into", limits=limits))

    assert host.stuck.is_set()
    assert time.monotonic() - started < 20


def processes_with(text: str) -> list[int]:
    """Ids of the processes that have `text` on their command line."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and text.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads the process list of Linux")
def test_the_secret_is_on_no_command_line_and_in_no_file(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, head = two_commits(sandbox)
    host.mishaps = ["hang"]
    host.authorization = SECRET
    token = SECRET.split()[1]
    seen: dict[str, list[int]] = {}
    files: list[bytes] = []

    def look() -> None:
        host.stuck.wait(30)
        seen.update({"url": processes_with(host.url), "secret": processes_with(token)})
        files.extend(path.read_bytes() for path in (tmp_path / "into").rglob("*") if path.is_file())
        host.released.set()

    watcher = threading.Thread(target=look)
    watcher.start()
    remote = Remote(host.url, SECRET)
    with fetch(remote, [base, head], into=tmp_path / "into", limits=QUICK) as repository:
        files.extend(path.read_bytes() for path in repository._git.directory.rglob("*") if path.is_file())
    watcher.join()

    assert seen["url"], "no running git was seen"
    assert seen["secret"] == []
    assert files
    assert not any(token.encode() in content for content in files)
    assert token not in repr(remote)


def test_a_host_that_repeats_the_secret_does_not_get_it_into_a_message(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, _ = two_commits(sandbox)
    host.repeated = 500
    host.body = f"you sent {SECRET}".encode()

    with pytest.raises(Unavailable) as caught, ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, SECRET), [base], into=tmp_path / "into", limits=ONCE))

    assert SECRET.split()[1] not in str(caught.value)


def test_the_folder_is_gone_when_the_reader_fails(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, head = two_commits(sandbox)

    with (
        pytest.raises(ZeroDivisionError),
        fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=ONCE) as repository,
    ):
        _ = 1 // len(repository.search(head, ["nowhere"]).hits)

    assert left_in(tmp_path / "into") == []


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads the process list of Linux")
def test_an_interrupt_ends_the_fetch_and_everything_it_started(sandbox: Sandbox, host: Host, tmp_path: Path):
    base, head = two_commits(sandbox)
    host.mishaps = ["hang"]
    interrupter = threading.Thread(target=lambda: host.stuck.wait(30) and os.kill(os.getpid(), signal.SIGINT))
    interrupter.start()

    with pytest.raises(KeyboardInterrupt), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [base, head], into=tmp_path / "into", limits=QUICK))
    interrupter.join()

    assert left_in(tmp_path / "into") == []
    deadline = time.monotonic() + 10
    while processes_with(host.url) and time.monotonic() < deadline:
        os.sched_yield()
    assert processes_with(host.url) == []


def test_leftovers_of_killed_processes_are_removed_and_living_fetches_stay(
    sandbox: Sandbox, host: Host, tmp_path: Path
):
    base, head = two_commits(sandbox)
    into = tmp_path / "into"
    killed = into / "speckeeper-fetch-killed"
    killed.mkdir(parents=True)
    (killed / "speckeeper.lock").touch()
    (into / "not ours").mkdir()

    with fetch(Remote(host.url, ""), [base, head], into=into, limits=ONCE) as repository:
        assert remove_leftovers(into) == 1
        assert repository.resolve(head) == head

    assert [path.name for path in left_in(into)] == ["not ours"]


OLD_COMMIT = b"tree %s\nauthor Ada<ada@example.org> 1 +0000\ncommitter <> 1 +051800\n\nold\n"


def test_mistakes_of_old_tools_are_no_reason_to_refuse_a_repository(sandbox: Sandbox, host: Host, tmp_path: Path):
    sandbox.commit_files({"a/b": b"1\n"})
    inner = sandbox.git("rev-parse", "HEAD:a").decode().strip()
    listing = b"040000 a\0" + bytes.fromhex(inner)
    tree = sandbox.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=listing).strip()
    text = OLD_COMMIT % tree
    commit = sandbox.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=text).decode().strip()

    with fetch(Remote(host.url, ""), [commit], into=tmp_path / "into", limits=ONCE) as repository:
        assert [entry.path for entry in repository.tree(commit)] == ["a/b"]


def test_a_tree_that_means_two_things_is_refused(sandbox: Sandbox, host: Host, tmp_path: Path):
    sandbox.commit_files({"a": b"1\n"})
    blob = bytes.fromhex(sandbox.git("rev-parse", "HEAD:a").decode().strip())
    listing = (b"100644 a\0" + blob) * 2
    tree = sandbox.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=listing).decode().strip()
    commit = sandbox.git("commit-tree", tree, "-m", "two files of one name").decode().strip()

    with pytest.raises(NotFound, match="objects that Git refuses"), ExitStack() as stack:
        stack.enter_context(fetch(Remote(host.url, ""), [commit], into=tmp_path / "into", limits=QUICK))
