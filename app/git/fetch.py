"""A few commits of a remote repository, for the length of one review."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import stamina

from app.domain.repository import Remote
from app.git.command import Git, Limits, Output, failure, git_executable
from app.git.isolation import write_config
from app.git.refusal import refusal
from app.git.repository import GitRepository
from app.ports import NotFound, Unavailable

_PREFIX = "speckeeper-fetch-"
_LOCK = "speckeeper.lock"
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HISTORY = "Only single commits were fetched: ask the code host for history"

# Old objects that GitHub stores and that harm nobody who only reads. What could make one tree mean two things to
# two readers (duplicate entries, wrong order) stays an error. Nothing is checked out and no submodule is
# followed, so the rules about .gitmodules and .gitattributes protect nothing here; a filtered fetch breaks them.
_TOLERATED = (
    *("badDate", "badDateOverflow", "badEmail", "badName", "badTimezone", "zeroPaddedDate"),
    *("missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeDate", "missingSpaceBeforeEmail"),
    *("missingAuthor", "missingCommitter", "multipleAuthors", "missingTaggerEntry", "nulInCommit"),
    *("zeroPaddedFilemode", "badFilemode"),
    *("gitmodulesBlob", "gitmodulesLarge", "gitmodulesMissing", "gitmodulesName", "gitmodulesParse"),
    *("gitmodulesPath", "gitmodulesSymlink", "gitmodulesUpdate", "gitmodulesUrl"),
    *("gitattributesBlob", "gitattributesLarge", "gitattributesLineLength", "gitattributesMissing"),
)
_CONFIG = """\
[http]
\tfollowRedirects = false
\tsslVerify = true
\tlowSpeedLimit = 1000
\tlowSpeedTime = 30
[protocol "https"]
\tallow = always
[fetch]
\tunpackLimit = 1
\twriteCommitGraph = false
[fsck]
"""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost."""

    seconds: float = 120.0  # for one attempt
    disk: int = 1_000_000_000  # bytes in the folder
    attempts: int = 3
    first_wait: float = 1.0  # seconds before the second attempt; doubled before each further one
    read: Limits = field(
        default_factory=Limits
    )  # for reading what was fetched; larger files than `read.file` are not fetched


@contextmanager
def fetch(
    remote: Remote,
    commits: Sequence[str],
    *,
    into: Path,
    limits: FetchLimits | None = None,
    environment: Mapping[str, str] | None = None,
) -> Generator[GitRepository]:
    """The given commits of `remote` in a folder below `into`, which is deleted at the end in every case.

    Trees are whole, history is not there, and neither are files over `limits.read.file` bytes. `environment` may
    hold the operator's proxy and certificate variables. `remote.authorization` is the value of the
    `Authorization` header. Raises Unavailable when the host does not answer after all attempts, and NotFound,
    at once, for what another attempt cannot change.
    """
    limits = limits or FetchLimits()
    _check(remote, commits)
    into.mkdir(parents=True, exist_ok=True)
    with _folder(into) as folder:

        def attempt() -> Git:  # without parameters, because stamina logs those
            git = _prepare(folder, remote, limits, environment or {})
            _fetch_once(git, remote, commits, limits)
            return git

        again = stamina.RetryingCaller(
            limits.attempts,
            timeout=None,
            wait_initial=limits.first_wait,
            wait_jitter=limits.first_wait,
            wait_max=60.0,
        )
        git = again(Unavailable, attempt)
        # What git noted about the remote would make it fetch again what it lacks.
        write_config(git.directory, limits.read.file)
        reading = Git(git.directory, git.executable, limits.read)
        with GitRepository(reading, remote.url, _HISTORY) as repository:
            yield repository


def remove_leftovers(into: Path) -> int:
    """Delete the folders of fetches whose process is gone, killed in the middle; how many there were."""
    left = [folder for folder in into.glob(f"{_PREFIX}*") if _is_abandoned(folder)]
    for folder in left:
        shutil.rmtree(folder)
    return len(left)


def _check(remote: Remote, commits: Sequence[str]) -> None:
    """Refuse what is ours to get right: the address and the names of commits."""
    parts = urlsplit(remote.url)
    allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not allowed or not parts.hostname or "@" in parts.netloc:
        address = f"{parts.scheme}://{parts.hostname}"
        raise NotFound(
            f"`{address}` is no address to fetch from\n\nhint: Use https, and give credentials apart from the address"
        )
    wrong = [commit for commit in commits if not _COMMIT.fullmatch(commit)]
    if wrong or not commits:
        raise ValueError(f"only commit ids can be fetched, not {wrong or 'nothing'}")


@contextmanager
def _folder(into: Path) -> Generator[Path]:
    """A new folder that is ours as long as its lock file is open."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=into))
    try:
        with (folder / _LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder)


def _is_abandoned(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):  # being made or deleted at this moment, or in use
        return False
    return True


def _prepare(folder: Path, remote: Remote, limits: FetchLimits, environment: Mapping[str, str]) -> Git:
    """An empty git directory. Each attempt gets a new one: a killed fetch leaves half a pack."""
    directory = folder / "repository"
    if directory.exists():
        shutil.rmtree(directory)
    for part in ("objects", "refs"):
        (directory / part).mkdir(parents=True)
    (directory / "HEAD").write_text("ref: refs/heads/none\n")
    write_config(directory, limits.read.file)
    with (directory / "config").open("a") as config:
        config.write(_CONFIG + "".join(f"\t{message} = warn\n" for message in _TOLERATED))
    reading = replace(limits.read, seconds=limits.seconds)
    return Git(directory, git_executable(), reading, {**environment, **_access(remote)})


def _access(remote: Remote) -> dict[str, str]:
    """The variables that open the remote, and no other. They are seen by nobody but this user."""
    scheme = urlsplit(remote.url).scheme  # https, or http on this machine: _check said so
    access = {"GIT_ALLOW_PROTOCOL": scheme}
    if remote.authorization:
        access["GIT_CONFIG_COUNT"] = "1"
        access["GIT_CONFIG_KEY_0"] = f"http.{remote.url}.extraHeader"
        access["GIT_CONFIG_VALUE_0"] = f"Authorization: {remote.authorization}"
    return access


def _fetch_once(git: Git, remote: Remote, commits: Sequence[str], limits: FetchLimits) -> None:
    arguments = (
        *("-c", "protocol.version=2", "fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head"),
        *("--no-auto-maintenance", "--no-recurse-submodules", f"--filter=blob:limit={limits.read.file + 1}"),
        *("--end-of-options", remote.url, *dict.fromkeys(commits)),
    )
    watch = _quota(git.directory, limits.disk, remote.url)
    output = git.run(arguments, watch=watch)
    watch()  # a fast fetch may end between two looks
    if output.status == 0 and not output.cut:
        _examine(git, remote)
        return
    output = _without_secret(output, remote)
    final = "" if output.cut else refusal(output.stderr, remote.url)
    if final:
        raise NotFound(final)
    raise Unavailable(f"{failure('fetch', output)} (from {remote.url})")


def _examine(git: Git, remote: Remote) -> None:
    """Refuse malformed objects before anything reads them.

    `transfer.fsckObjects` would do it on the way, but does not know what is tolerated: up to Git 2.44 a filtered
    fetch ignores `fetch.fsck.*`.
    """
    output = git.run(("fsck", "--no-dangling", "--no-progress"))
    if output.cut or output.status < 0:
        raise Unavailable(f"{failure('fsck', output)} (from {remote.url})")
    if output.status:
        said = " ".join((output.stderr + output.stdout.decode(errors="replace")).split())[:300]
        raise NotFound(
            f"`{remote.url}` holds objects that Git refuses: {said}\n\nhint: Run `git fsck` in a clone, and mend them"
        )


def _quota(directory: Path, disk: int, url: str) -> Callable[[], None]:
    """A watch that raises NotFound as soon as the folder holds more than `disk` bytes."""

    def watch() -> None:
        size = 0
        for folder, _, names in os.walk(directory):
            for name in names:
                with suppress(FileNotFoundError):  # git renames its packs while we count
                    size += (Path(folder) / name).lstat().st_size
        if size > disk:
            raise NotFound(
                f"`{url}` is larger than the {disk} bytes that a fetch may take\n\n"
                "hint: Review this repository from the command line, or raise the quota"
            )

    return watch


def _without_secret(output: Output, remote: Remote) -> Output:
    """What git printed, without anything that a server may have sent back to it of the credentials."""
    said = output.stderr
    for secret in (remote.authorization, *remote.authorization.split()):
        if len(secret) > len("Bearer"):
            said = said.replace(secret, "***")
    return replace(output, stderr=said)
