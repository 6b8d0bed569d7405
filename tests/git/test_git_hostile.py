"""Nothing of a repository runs, whatever its configuration, attributes, hooks and refs say.

Each test first shows that a plain git does run it, or is misled: otherwise the trap would prove nothing.
"""

import os
import subprocess
from pathlib import Path

import pytest
from sandbox import GIT, Sandbox

from app.git.repository import GitRepository


def plain_git(sandbox: Sandbox, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Git as a careless program would call it."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(sandbox.path), "GIT_CONFIG_NOSYSTEM": "1"}
    command = [GIT, "-C", str(sandbox.path), *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)


def read_everything(path: Path, base: str, head: str) -> None:
    """Every question that the port has."""
    with GitRepository.open(path) as repository:
        repository.merge_base(base, head)
        change = repository.change(base, head)
        assert [file.path for file in change.files if file.hunks] == ["a.txt"]
        repository.read("HEAD", [file.path for file in change.files])
        repository.search("HEAD", ["two"])
        repository.messages(base, head)


@pytest.fixture
def program(tmp_path: Path) -> tuple[Path, Path]:
    """A program, and the file that shows that it ran."""
    ran = tmp_path / "ran"
    script = tmp_path / "program"
    script.write_text(f"#!/bin/sh\necho $0 $* >>{ran}\nexit 1\n")
    script.chmod(0o755)
    return script, ran


SIGNATURE = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n"
TRAPS = {
    "diff.external": ("diff", "HEAD~1", "HEAD"),
    "diff.trap.textconv": ("diff", "HEAD~1", "HEAD"),
    "diff.trap.command": ("diff", "HEAD~1", "HEAD"),
    "core.fsmonitor": ("status",),
    "core.pager": ("-p", "log"),
    "pager.log": ("-p", "log"),
    "gpg.program": ("log", "--show-signature"),
    "filter.trap.clean": ("add", "--renormalize", "."),
    "filter.trap.process": ("add", "--renormalize", "."),
    "alias.merge-bases": ("merge-bases",),
}


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("file", ["config", "included"])
def test_no_program_of_the_configuration_runs(sandbox: Sandbox, program: tuple[Path, Path], name: str, file: str):
    script, ran = program
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    sandbox.write(".git/info/attributes", b"*.txt diff=trap filter=trap\n")
    value = f"!{script}" if name.startswith("alias") else str(script)
    sandbox.git("config", "--file", f".git/{file}", name, value)
    if file == "included":
        sandbox.git("config", "include.path", "included")
    if name == "gpg.program":
        sandbox.git("config", "log.showSignature", "true")
        signed = sandbox.git("cat-file", "commit", head).replace(b"\n\n", SIGNATURE, 1)
        head = sandbox.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=signed).decode().strip()
        sandbox.git("update-ref", "refs/heads/main", head)
    os.utime(sandbox.path / "a.txt", (1, 1))

    plain_git(sandbox, *TRAPS[name])
    if name not in ("pager.log", "core.pager"):  # a pager is only started on a terminal
        assert ran.exists(), "the trap does not work"
        ran.unlink()
    read_everything(sandbox.path, base, head)

    assert not ran.exists()


def test_no_hook_runs(sandbox: Sandbox, program: tuple[Path, Path]):
    script, ran = program
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
        (sandbox.path / ".git" / "hooks" / hook).symlink_to(script)

    plain_git(sandbox, "tag", "trap")
    assert ran.exists(), "the trap does not work"
    ran.unlink()
    read_everything(sandbox.path, base, head)

    assert not ran.exists()


def test_nothing_is_fetched_for_an_absent_object(sandbox: Sandbox, program: tuple[Path, Path]):
    script, ran = program
    base = sandbox.commit_files({"a.txt": b"one\n", "large.txt": b"x\n"})
    head = sandbox.commit_files({"a.txt": b"two\n", "large.txt": b"y\n"})
    sandbox.git("config", "core.repositoryformatversion", "1")
    sandbox.git("config", "extensions.partialClone", "trap")
    sandbox.git("config", "remote.trap.promisor", "true")
    sandbox.git("config", "remote.trap.url", f"ext::{script}")
    sandbox.git("config", "protocol.ext.allow", "always")
    oid = sandbox.git("rev-parse", "HEAD:large.txt").decode().strip()
    (sandbox.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()

    plain_git(sandbox, "diff", "HEAD~1", "HEAD")
    assert ran.exists(), "the trap does not work"
    ran.unlink()
    read_everything(sandbox.path, base, head)

    assert not ran.exists()


def test_a_change_cannot_hide_behind_attributes(sandbox: Sandbox):
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n", ".gitattributes": b"*.txt -diff\n"})
    sandbox.write(".git/info/attributes", b"* binary\n")

    assert b"Binary files" in plain_git(sandbox, "diff", base, head).stdout, "the trap does not work"
    with GitRepository.open(sandbox.path) as repository:
        file = repository.change(base, head).file("a.txt")

    assert file is not None
    assert list(file.added_lines()) == [(1, "two")]


def test_a_change_cannot_hide_behind_replaced_objects_or_grafts(sandbox: Sandbox):
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    sandbox.git("replace", head, base)
    sandbox.write(".git/info/grafts", f"{head}\n".encode())

    assert plain_git(sandbox, "diff", base, head).stdout == b"", "the trap does not work"
    with GitRepository.open(sandbox.path) as repository:
        assert len(repository.change(base, head).files) == 1
        assert repository.merge_base(base, head) == base


def test_a_submodule_is_never_followed(sandbox: Sandbox, tmp_path: Path, program: tuple[Path, Path]):
    script, ran = program
    inner = Sandbox.make(tmp_path / "inner")
    inner.commit_files({"x": b"secret\n"})
    base = sandbox.commit_files({"a.txt": b"one\n"})
    sandbox.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "module")
    sandbox.git("config", "submodule.module.update", f"!{script}")
    sandbox.git("config", "diff.submodule", "diff")
    sandbox.git("config", "submodule.recurse", "true")
    head = sandbox.commit_files({"a.txt": b"two\n"})

    with GitRepository.open(sandbox.path) as repository:
        change = repository.change(base, head)
        module = change.file("module")
        assert module is not None
        assert (module.submodule, module.added) == (True, 1)
        assert repository.search(head, ["secret"]).hits == ()
        assert repository.read(head, ["module", "module/x"]) == {}
    assert not ran.exists()


def test_variables_of_the_caller_do_not_reach_git(
    sandbox: Sandbox, program: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    script, ran = program
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    for name, value in {
        "GIT_DIR": str(tmp_path / "nowhere"),
        "GIT_EXTERNAL_DIFF": str(script),
        "GIT_TRACE": str(ran),
        "GIT_OBJECT_DIRECTORY": str(tmp_path),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "diff.external",
        "GIT_CONFIG_VALUE_0": str(script),
    }.items():
        monkeypatch.setenv(name, value)

    read_everything(sandbox.path, base, head)

    assert not ran.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a repository to somebody else")
def test_a_repository_of_another_user_is_read_safely(sandbox: Sandbox):
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    for path in (sandbox.path, *sandbox.path.rglob("*")):
        os.chown(path, 65534, 65534)

    assert b"dubious ownership" in plain_git(sandbox, "log").stderr, "the trap does not work"
    read_everything(sandbox.path, base, head)


def test_a_configuration_that_git_cannot_read_does_no_harm(sandbox: Sandbox):
    base = sandbox.commit_files({"a.txt": b"one\n"})
    head = sandbox.commit_files({"a.txt": b"two\n"})
    sandbox.write(".git/config", b"[core\nnonsense \xff\0")

    assert plain_git(sandbox, "log").returncode != 0, "the trap does not work"
    read_everything(sandbox.path, base, head)
