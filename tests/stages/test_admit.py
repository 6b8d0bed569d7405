import pytest
from builders import a_pull_request

from app.stages.admit import RULES_ALONE, admit, may_use_model
from specs_schema.config import Authors, Labels, RepoConfig


def why_not(config=None, *, author_trusted=True, asked=False, **facts):
    return admit(a_pull_request(**facts), config or RepoConfig(), author_trusted=author_trusted, asked=asked)


NO_DRAFTS = RepoConfig(drafts="skip")
NO_WIP = RepoConfig(labels=Labels(skip=("WIP", "no-spec")))
ONLY_READY = RepoConfig(labels=Labels(require=("ready", "spec")))
NO_BOTS = RepoConfig(authors=Authors(skip=("dependabot[bot]", "Renovate[bot]")))
NO_FORKS = RepoConfig(forks="off")


def test_an_ordinary_pull_request_is_reviewed():
    assert why_not(author="alice", labels=("wip",)) is None


def test_a_draft_is_not_reviewed_before_it_is_ready():
    assert why_not(NO_DRAFTS, draft=True) == (
        "This pull request is a draft; the review starts when it is marked as ready, and somebody with write access can "
        "comment `/spec verify` to have it reviewed all the same."
    )
    assert why_not(RepoConfig(drafts="review"), draft=True) is None


def test_a_label_can_keep_the_review_away():
    assert why_not(NO_WIP, labels=("bug", "wip")) == (
        "This pull request has the label `wip`, which is in `labels.skip` of `.github/speckeeper.yml`; the review starts "
        "when it is taken off, and somebody with write access can comment `/spec verify` to have it reviewed all the same."
    )
    assert why_not(NO_WIP, labels=("bug",)) is None


def test_a_label_can_be_what_the_review_waits_for():
    assert why_not(ONLY_READY, labels=("bug",)) == (
        "This pull request has no label of `labels.require` in `.github/speckeeper.yml`; the review starts when it gets "
        "`ready` or `spec`, and somebody with write access can comment `/spec verify` to have it reviewed all the same."
    )
    assert why_not(ONLY_READY, labels=("bug", "Spec")) is None


def test_a_label_that_keeps_away_stands_above_one_that_is_waited_for():
    config = RepoConfig(labels=Labels(skip=("wip",), require=("ready",)))

    assert "`wip`" in why_not(config, labels=("ready", "wip"))


@pytest.mark.parametrize("author", ["dependabot[bot]", "renovate[bot]", "Dependabot[BOT]"])
def test_authors_can_be_left_out(author):
    assert why_not(NO_BOTS, author=author) == (
        f"Pull requests by `{author}` are not reviewed (`authors.skip` in `.github/speckeeper.yml`); somebody with write "
        "access can comment `/spec verify` to have it reviewed all the same."
    )


@pytest.mark.parametrize("author", ["dependabot", "alice", ""])
def test_other_authors_are_reviewed(author):
    assert why_not(NO_BOTS, author=author) is None


def test_a_fork_of_an_outsider_is_not_reviewed_where_forks_are_off():
    assert why_not(NO_FORKS, fork=True, author_trusted=False) == (
        "Pull requests from forks by people without write access are not reviewed here (`forks: off` in "
        "`.github/speckeeper.yml`); somebody with write access can push the branch to this repository to have it reviewed."
    )


def test_a_fork_of_somebody_with_write_access_is_reviewed():
    assert why_not(NO_FORKS, fork=True, author_trusted=True) is None
    assert why_not(NO_FORKS, fork=False, author_trusted=False) is None


@pytest.mark.parametrize(
    ("config", "facts"),
    [
        (NO_DRAFTS, {"draft": True}),
        (NO_WIP, {"labels": ("wip",)}),
        (ONLY_READY, {}),
        (NO_BOTS, {"author": "dependabot[bot]"}),
    ],
)
def test_who_asks_with_write_access_gets_the_review(config, facts):
    assert why_not(config, **facts) is not None
    assert why_not(config, asked=True, **facts) is None


def test_nobody_asks_an_outsiders_fork_past_forks_off():
    assert why_not(NO_FORKS, fork=True, author_trusted=False, asked=True) is not None


def test_names_from_a_repository_reach_the_reason_as_code_alone():
    config = RepoConfig(labels=Labels(skip=("@all `<img>`",)))

    assert "the label `` @all `<img>` ``, which" in why_not(config, labels=("@all `<img>`",))


@pytest.mark.parametrize(
    ("forks", "fork", "author_trusted", "asked", "model"),
    [
        ("on_request", True, False, False, False),
        ("on_request", True, False, True, True),
        ("on_request", True, True, False, True),
        ("on_request", False, False, False, True),
        ("review", True, False, False, True),
        ("off", True, False, False, False),
        ("off", True, True, False, True),
    ],
)
def test_a_model_takes_part_for_an_outsiders_fork_only_when_wanted(forks, fork, author_trusted, asked, model):
    facts = a_pull_request(fork=fork)

    assert may_use_model(facts, RepoConfig(forks=forks), author_trusted=author_trusted, asked=asked) is model


def test_the_sentence_for_rules_alone_says_how_to_get_the_rest():
    assert RULES_ALONE.startswith(
        "This pull request comes from a fork of somebody without write access; it was reviewed by rules alone. "
        "Somebody with write access can comment `/spec verify`"
    )
