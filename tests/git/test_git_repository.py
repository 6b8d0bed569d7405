import gc
import os
import shutil
import time
from pathlib import Path

import pytest
from sandbox import GIT, Sandbox

from app.git.command import Git, Limits
from app.git.isolation import find, isolate
from app.git.repository import GitRepository
from app.ports import NotFound, Unavailable


def test_revisions_of_every_form_resolve(sandbox: Sandbox):
    first = sandbox.commit_files({"a": b"1\n"}, "first")
    sandbox.git("tag", "--annotate", "v1", "--message", "one")
    second = sandbox.commit_files({"a": b"2\n"}, "second")
    sandbox.git("branch", "feature/x")

    with GitRepository.open(sandbox.path) as repository:
        names = ("HEAD~1", "v1", "main", "feature/x", second[:10], ":/first", "HEAD@{0}")
        assert [repository.resolve(name) for name in names] == [
            first,
            first,
            second,
            second,
            second,
            first,
            second,
        ]


@pytest.mark.parametrize(
    "revision", ["", "nowhere", "--all", "-n", "--output=/tmp/x", "a\nb", "main:a", "0" * 40, "x" * 70_000]
)
def test_a_revision_that_does_not_exist_is_named_and_never_becomes_an_option(sandbox: Sandbox, revision: str):
    sandbox.commit_files({"a": b"1\n"})

    with GitRepository.open(sandbox.path) as repository, pytest.raises(NotFound) as caught:
        repository.resolve(revision)

    assert f"There is no commit `{revision}` in `{sandbox.path}`" in str(caught.value)
    assert "hint: " in str(caught.value)


def test_a_branch_that_only_the_remote_has_is_pointed_out(sandbox: Sandbox):
    commit = sandbox.commit_files({"a": b"1\n"})
    sandbox.git("update-ref", "refs/remotes/origin/develop", commit)

    with GitRepository.open(sandbox.path) as repository, pytest.raises(NotFound, match="`origin/develop`"):
        repository.resolve("develop")


def test_a_folder_that_is_no_repository_is_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotFound, match=r"hint: Give the folder of a clone"):
            GitRepository.open(path)


def test_a_broken_git_folder_is_refused(tmp_path: Path):
    (tmp_path / ".git").mkdir()

    with pytest.raises(NotFound, match="is not inside a Git repository"):
        GitRepository.open(tmp_path)


def test_every_kind_of_repository_gives_the_same_answers(sandbox: Sandbox, tmp_path: Path):
    base = sandbox.commit_files({"sub/folder/a.txt": b"1\n"})
    head = sandbox.commit_files({"sub/folder/a.txt": b"2\n"})
    sandbox.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    sandbox.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), head)
    sandbox.git("clone", "--quiet", "--shared", ".", str(tmp_path / "shared"))
    places = (
        sandbox.path,
        sandbox.path / "sub" / "folder",
        sandbox.path / ".git",
        tmp_path / "bare.git",
        tmp_path / "linked",
        tmp_path / "linked" / "sub",
        tmp_path / "shared",
    )

    for place in places:
        with GitRepository.open(place) as repository:
            assert repository.resolve("HEAD") == head
            assert repository.merge_base(base, "HEAD") == base
            assert [file.path for file in repository.change(base, "HEAD").files] == ["sub/folder/a.txt"]
            assert repository.read("HEAD", ["sub/folder/a.txt"])["sub/folder/a.txt"].data == b"2\n"


def test_a_linked_worktree_has_a_head_of_its_own(sandbox: Sandbox, tmp_path: Path):
    base = sandbox.commit_files({"a": b"1\n"})
    head = sandbox.commit_files({"a": b"2\n"})
    sandbox.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), base)

    with GitRepository.open(tmp_path / "linked") as repository:
        assert (repository.resolve("HEAD"), repository.resolve("main")) == (base, head)


def test_a_separate_git_folder_with_a_head_that_is_a_link_is_read(tmp_path: Path):
    inner = Sandbox.make(tmp_path / "inner", "--separate-git-dir", str(tmp_path / "elsewhere"))
    commit = inner.commit_files({"a": b"1\n"})
    head = tmp_path / "elsewhere" / "HEAD"
    head.unlink()
    head.symlink_to("refs/heads/main")

    with GitRepository.open(inner.path) as repository:
        assert repository.resolve("HEAD") == commit


def test_a_repository_with_sha256_ids_is_read(tmp_path: Path):
    sandbox = Sandbox.make(tmp_path / "long", "--object-format=sha256")
    base = sandbox.commit_files({"a": b"1\n"})
    head = sandbox.commit_files({"a": b"2\n"})

    with GitRepository.open(sandbox.path) as repository:
        assert len(head) == 64
        assert repository.change(base, head).files[0].new_oid == repository.read(head, ["a"])["a"].oid


def test_packed_refs_are_seen(sandbox: Sandbox):
    commit = sandbox.commit_files({"a": b"1\n"})
    sandbox.git("branch", "packed")
    sandbox.git("pack-refs", "--all")

    with GitRepository.open(sandbox.path) as repository:
        assert repository.resolve("packed") == commit


def test_a_shallow_clone_says_what_it_lacks(sandbox: Sandbox, tmp_path: Path):
    root = sandbox.commit_files({"a": b"1\n"})
    sandbox.git("checkout", "--quiet", "-b", "topic")
    sandbox.commit_files({"b": b"1\n"})
    sandbox.git("checkout", "--quiet", "main")
    sandbox.commit_files({"c": b"something else\n"})
    url = sandbox.path.as_uri()
    sandbox.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, str(tmp_path / "shallow"))

    with GitRepository.open(tmp_path / "shallow") as repository:
        assert repository.shallow
        assert [file.path for file in repository.change("origin/topic", "main").files] == ["b", "c"]
        with pytest.raises(NotFound, match=r"git fetch --unshallow.*fetch-depth: 0"):
            repository.merge_base("origin/topic", "main")
        with pytest.raises(NotFound, match=r"is shallow.*git fetch --unshallow"):
            repository.resolve(root)
        assert len(repository.messages("origin/topic", "main")) == 1


def test_unrelated_histories_have_no_merge_base(sandbox: Sandbox):
    sandbox.commit_files({"a": b"1\n"})
    sandbox.git("checkout", "--quiet", "--orphan", "other")
    sandbox.commit_files({"b": b"1\n"})

    with GitRepository.open(sandbox.path) as repository, pytest.raises(NotFound) as caught:
        repository.merge_base("main", "other")

    assert "`main` and `other` have no commit in common anywhere in their history" in str(caught.value)


def test_messages_are_those_between_the_commits_newest_first(sandbox: Sandbox):
    base = sandbox.commit("zero")
    sandbox.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--allow-empty", "-qF-", stdin=b"f\xfcr T001\n")
    sandbox.commit("two\n\nSpec: specs/001-login")

    with GitRepository.open(sandbox.path) as repository:
        assert repository.messages(base, "HEAD") == ("two\n\nSpec: specs/001-login", "für T001")


def test_the_tree_lists_every_file_with_mode_and_size(sandbox: Sandbox):
    sandbox.write("a/ü\tb.txt", b"12345")
    sandbox.write("empty", b"")
    (sandbox.path / "link").symlink_to("empty")
    sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    sandbox.git("add", "--all", "--", "a", "empty", "link")
    sandbox.git("commit", "--quiet", "-m", "x")

    with GitRepository.open(sandbox.path) as repository:
        assert [(entry.path, entry.mode, entry.size) for entry in repository.tree("HEAD")] == [
            ("a/ü\tb.txt", "100644", 5),
            ("empty", "100644", 0),
            ("link", "120000", 5),
            ("module", "160000", None),
        ]


def test_reading_answers_files_that_exist_and_fit(sandbox: Sandbox):
    sandbox.write("small", b"\x00\xff\n")
    sandbox.write("large", b"x" * 101)
    sandbox.write(b"caf\xe9", b"latin")
    (sandbox.path / "link").symlink_to("/etc/passwd")
    sandbox.commit()

    with GitRepository.open(sandbox.path) as repository:
        paths = ["small", "large", "link", "missing", "../small", "", "caf\\xe9"]
        found = repository.read("HEAD", paths, limit=100)
        assert {path: blob.data for path, blob in found.items()} == {"small": b"\x00\xff\n", "caf\\xe9": b"latin"}


def test_search_is_literal_keeps_case_and_follows_pathspecs(sandbox: Sandbox):
    sandbox.write("a.py", b"x = 1\nrate.limit(5)\nratexlimit\n")
    sandbox.write("ü\n/b.py", b"Rate.limit\n-e rate.limit\r\n")
    sandbox.write("caf.md", b"rate.limit f\xfcr\n")
    sandbox.write("blob.bin", b"\0rate.limit\n")
    sandbox.commit()

    with GitRepository.open(sandbox.path) as repository:
        hits = repository.search("HEAD", ["rate.limit", "", "a\nb"]).hits
        assert [(hit.path, hit.line, hit.text) for hit in hits] == [
            ("a.py", 2, "rate.limit(5)"),
            ("caf.md", 1, "rate.limit f\ufffdr"),
            ("ü\n/b.py", 2, "-e rate.limit\r"),
        ]
        assert len(repository.search("HEAD", ["rate.limit", "x"], limit=2).hits) == 2
        assert not repository.search("HEAD", ["rate.limit", "x"], limit=2).complete
        assert repository.search("HEAD", ["rate.limit", "x"]).complete
        assert [hit.path for hit in repository.search("HEAD", ["-e", "x = 1"], ["*.py"]).hits] == ["a.py", "ü\n/b.py"]
        assert repository.search("HEAD", ["nowhere"]).hits == ()
        assert repository.search("HEAD", ["", "a\nb"]).hits == ()


def test_a_whole_reading_needs_few_processes(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch):
    base = sandbox.commit_files({f"src/{n}.py": b"1\n" for n in range(10)})
    sandbox.commit_files({f"src/{n}.py": b"2\n" for n in range(10)})
    started: list[str] = []
    start = Git.start

    def counted(self: Git, arguments, *rest, **named):
        started.append(arguments[0])
        return start(self, arguments, *rest, **named)

    monkeypatch.setattr(Git, "start", counted)
    with GitRepository.open(sandbox.path) as repository:
        merge_base = repository.merge_base(base, "main")
        change = repository.change(merge_base, "main")
        for commit in (base, merge_base, "main"):
            repository.read(commit, sorted(change.paths))
            repository.tree(commit)
        repository.messages(merge_base, "main")

    assert sorted(started) == ["cat-file", "diff-tree", "log", "ls-tree", "ls-tree", "merge-base"]


def test_closing_ends_every_process_and_leaves_nothing_behind(sandbox: Sandbox):
    sandbox.commit_files({"a": b"1\n"})
    repository = GitRepository.open(sandbox.path)
    repository.resolve("HEAD")
    directory = repository._git.directory
    process = repository._objects._process
    assert process is not None
    assert directory.exists()

    repository.close()
    repository.close()

    assert process.poll() is not None
    assert not directory.exists()


def test_a_forgotten_repository_cleans_up_after_itself(sandbox: Sandbox):
    sandbox.commit_files({"a": b"1\n"})
    repository = GitRepository.open(sandbox.path)
    repository.resolve("HEAD")
    directory = repository._git.directory

    del repository
    gc.collect()

    assert not directory.exists()


def test_nothing_is_written_to_the_repository(sandbox: Sandbox):
    sandbox.commit_files({"a": b"1\n"})

    def state() -> list[tuple[str, int]]:
        files = sorted(path for path in sandbox.path.rglob("*") if path.is_file())
        return [(str(path), path.stat().st_mtime_ns) for path in files]

    before = state()
    with GitRepository.open(sandbox.path) as repository:
        repository.change("HEAD", "HEAD")
        repository.search("HEAD", ["1"])
        repository.messages("HEAD", "HEAD")

    assert state() == before


def a_program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_command_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path):
    pids = tmp_path / "pids"
    program = a_program(tmp_path / "git", f"sleep 60 & echo $! $$ >{pids}; printf half; wait")
    git = Git(tmp_path, program, Limits(seconds=0.5))

    started = time.monotonic()
    output = git.run(["log"])

    assert (output.cut, output.stdout) == ("time", b"half")
    assert time.monotonic() - started < 5
    for pid in pids.read_text().split():
        deadline = time.monotonic() + 5
        while alive(int(pid)) and time.monotonic() < deadline:
            os.sched_yield()
        assert not alive(int(pid))


def test_a_command_that_prints_without_end_is_cut(tmp_path: Path):
    git = Git(tmp_path, a_program(tmp_path / "git", "yes"), Limits(output=1000))

    with pytest.raises(Unavailable, match="printed more than"):
        git.text(["log"])


def test_an_object_reader_that_hangs_or_dies_is_unavailable_and_starts_again(sandbox: Sandbox, tmp_path: Path):
    sandbox.commit_files({"a": b"1\n"})
    switch, how = tmp_path / "broken", tmp_path / "how"
    broken = f'rm {switch}; echo "{"1" * 40} commit 500"; exec $(cat {how})'
    program = a_program(tmp_path / "git", f'[ -e {switch} ] && {{ {broken}; }}; exec {GIT} "$@"')
    directory = isolate(find(sandbox.path), 1000)

    for command, message in (("sleep 60", "took too long"), ("true", "has ended")):
        with GitRepository(Git(directory, program, Limits(seconds=0.3)), "work") as repository:
            switch.touch()
            how.write_text(command)
            with pytest.raises(Unavailable, match=message):
                repository.resolve("HEAD")
            assert repository.resolve("HEAD") == sandbox.git("rev-parse", "HEAD").decode().strip()
        directory = isolate(find(sandbox.path), 1000)
    shutil.rmtree(directory)


def test_a_repository_with_a_broken_object_is_unavailable_not_empty(sandbox: Sandbox):
    base = sandbox.commit_files({"a": b"1\n"})
    head = sandbox.commit_files({"a": b"2\n"})
    tree = sandbox.git("rev-parse", "HEAD^{tree}").decode().strip()
    (sandbox.path / ".git" / "objects" / tree[:2] / tree[2:]).unlink()

    with GitRepository.open(sandbox.path) as repository, pytest.raises(Unavailable, match="`git ls-tree` failed"):
        repository.change(base, head)


def test_without_git_the_message_says_what_to_install(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotFound, match="hint: Install Git"):
        GitRepository.open(sandbox.path)


def test_a_git_named_by_a_relative_path_is_not_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch):
    a_program(sandbox.path / "git", f"touch {sandbox.path}/ran")
    monkeypatch.chdir(sandbox.path)
    monkeypatch.setenv("PATH", ".")

    with pytest.raises(NotFound):
        GitRepository.open(sandbox.path)

    assert not (sandbox.path / "ran").exists()
