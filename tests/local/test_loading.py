"""The search of head on behalf of claimed subjects."""

import pytest

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
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
    assert "z/last.py" in {hit.path for hit in hits["attempts"]}


def test_a_reader_says_when_there_is_more(crowded):
    with GitRepository.open(crowded.path) as repository:
        reader = HeadReader(repository, repository.resolve("HEAD"), frozenset())

        assert reader.search("account").splitlines()[-1] == "and more"
        assert reader.search("nowhere at all") == "'nowhere at all': nowhere"
