"""What the rules about ticked tasks ask of head, from a real repository and from one that answers badly."""

import subprocess
from dataclasses import replace

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_pull_request, a_reviewed_feature, a_task, an_added_file

from app.domain.repository import Blob, Found, Hit
from app.git.repository import GitRepository
from app.ports import Unavailable
from app.workflow.delivering import with_deliveries

LIMITER = an_added_file("src/limiter.py", ["class RateLimiter:", "    pass"])


class Head:
    """A head that answers what it is told to."""

    def __init__(self, found=Found(()), ignore=b""):  # noqa: B008 (frozen)
        self.found, self.ignore, self.asked = found, ignore, []

    def search(self, _commit, terms, _paths=(), _limit=200):
        self.asked.append(tuple(terms))
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    def read(self, _commit, paths, _limit=0):
        return {path: Blob(path, "0", self.ignore) for path in paths}


def loaded(head, *, done=True, paths=("src/limiter.py",), sha="h" * 40):
    task = a_task("T012", "T012 Rate limiter", done=done, paths=("src/limiter.py",))
    feature = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({"T012"} if done else ()))
    dossier = a_dossier(feature, change=a_change(LIMITER), paths=frozenset(paths), known_features=(FEATURE,))
    return with_deliveries(head, _at(dossier, sha))


def _at(dossier, sha):
    return replace(dossier, pull_request=a_pull_request(head_sha=sha))


def test_files_that_name_a_new_module_are_told_by_name():
    head = Head(Found((Hit("src/app.py", 3, "from limiter import RateLimiter"), Hit("src/x.py", 1, "a limiter"))))

    dossier = loaded(head)

    assert head.asked == [("RateLimiter", "limiter")]
    assert dossier.mentions == {"RateLimiter": {"src/app.py"}, "limiter": {"src/app.py", "src/x.py"}}


def test_a_search_that_was_cut_short_proves_nothing():
    assert loaded(Head(Found((), complete=False))).mentions == {}


def test_a_search_that_fails_fails_the_loading_and_is_tried_again_by_its_caller():
    with pytest.raises(Unavailable):
        loaded(Head(Unavailable("git took too long")))


def test_nothing_is_searched_for_where_nothing_is_ticked_or_head_is_huge():
    head = Head()

    assert loaded(head, done=False).mentions == {}
    assert loaded(head, paths=[f"src/{number}.py" for number in range(30_001)]).mentions == {}
    assert head.asked == []


def test_what_head_ignores_is_read_without_remarks():
    head = Head(ignore=b"# tools\n\ndist/\n*.local\r\n!keep.local\n/\n")

    assert loaded(head, paths=["src/limiter.py", ".gitignore"]).ignored == ("dist/", "*.local", "!keep.local")
    assert loaded(head).ignored == ()


def test_a_real_repository_answers_with_the_same(tmp_path):
    files = {
        "src/limiter.py": "class RateLimiter: ...\n",
        "src/app.py": "from limiter import x\n",
        ".gitignore": "a/\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)

    with GitRepository.open(tmp_path) as repository:
        dossier = loaded(repository, paths=files, sha=repository.resolve("HEAD"))

    assert dossier.mentions == {"RateLimiter": {"src/limiter.py"}, "limiter": {"src/app.py"}}
    assert dossier.ignored == ("a/",)
