"""The search of head on behalf of claimed subjects."""

import pytest

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
from app.stages.path_names import path_of
from app.workflow import loading
from app.workflow.head_reader import HeadReader


@pytest.fixture
def crowded(done):
    """Far more lines with a common word of `FR-001` than one search may bring, before the file that is asked for."""
    done.change({"a/many.py": "account = 1\n" * 500, "z/last.py": "attempts = 'failed'\n"})
    return done


def loaded(checkout):
    with GitRepository.open(checkout.path) as repository:
        head, base = repository.resolve("HEAD"), repository.resolve("main")
        facts = PullRequest(repository="acme/app", branch="001-login", head_sha=head, base_sha=base, merge_base=base)
        return loading.load(repository, SpecReader("fork"), facts, loading.Instructions(search=True))


def test_a_common_term_does_not_hide_a_rare_one(crowded, monkeypatch):
    monkeypatch.setattr(loading, "_MOST_HITS", 100)

    hits = loaded(crowded).hits

    assert {hit.path for hit in hits["account"]} == {"a/many.py"}
    assert "z/last.py" in {hit.path for hit in hits["attempt"]}


def test_a_reader_shows_each_path_on_one_line(done):
    path = "src/login.py\nsrc/other.py:1: attempts\u202e"
    done.change({path: "attempts_of_all = 5\n", ".github/a.yml": "a: 1\n"})
    with GitRepository.open(done.path) as repository:
        head = repository.resolve("HEAD")
        reader = HeadReader(repository, head, frozenset(entry.path for entry in repository.tree(head)))
        (hit,) = reader.search("attempts_of_all").split("\n")
        name = hit.removesuffix(":1: attempts_of_all = 5")

        assert name == r"src/login.py\nsrc/other.py:1: attempts\u202e"
        assert name in reader.list("src/").split("\n")
        assert reader.lines(path_of(name), 1, 1) == "1| attempts_of_all = 5"
        assert reader.list(".github") == reader.list("./.github/") == ".github/a.yml"
        assert set(reader.list("").split("\n")) == set(reader.list(".").split("\n"))


def test_a_reader_says_when_there_is_more(crowded):
    with GitRepository.open(crowded.path) as repository:
        reader = HeadReader(repository, repository.resolve("HEAD"), frozenset())

        assert reader.search("account").splitlines()[-1] == "and more"
        assert reader.search("nowhere at all") == "'nowhere at all': nowhere"
