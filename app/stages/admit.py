"""Facts and configuration → whether a pull request is reviewed, and whether a model takes part."""

from typing import Final

from app.domain.event import PullRequest
from app.stages.defuse import code
from specs_schema.config import CONFIG_PATH, RepoConfig

_ASK: Final = "somebody with write access can comment `/spec verify` to have it reviewed all the same"

RULES_ALONE: Final = (
    "This pull request comes from a fork of somebody without write access; it was reviewed by rules alone. "
    "Somebody with write access can comment `/spec verify` to have its requirements judged."
)
"""What a report says where `may_use_model` answers no."""


def admit(facts: PullRequest, config: RepoConfig, *, author_trusted: bool, asked: bool) -> str | None:
    """Why the pull request is not reviewed, as Markdown that says how to get the review; None: it is reviewed.

    `author_trusted`: its author has write access. `asked`: somebody with write access asked for this review, which
    stands above everything but `forks: off`.
    """
    if _from_outside(facts, author_trusted=author_trusted) and config.forks == "off":
        return (
            f"Pull requests from forks by people without write access are not reviewed here (`forks: off` in "
            f"`{CONFIG_PATH}`); somebody with write access can push the branch to this repository to have it reviewed."
        )
    if asked:
        return None
    reasons = (_draft, _skipping_label, _no_label, _author)
    return next((why for reason in reasons if (why := reason(facts, config))), None)


def may_use_model(facts: PullRequest, config: RepoConfig, *, author_trusted: bool, asked: bool) -> bool:
    """Whether a model may take part in the review of a pull request that is admitted. If not: `RULES_ALONE`."""
    return asked or config.forks == "review" or not _from_outside(facts, author_trusted=author_trusted)


def _from_outside(facts: PullRequest, *, author_trusted: bool) -> bool:
    return facts.fork and not author_trusted


def _draft(facts: PullRequest, config: RepoConfig) -> str:
    if not facts.draft or config.drafts == "review":
        return ""
    return f"This pull request is a draft; the review starts when it is marked as ready, and {_ASK}."


def _skipping_label(facts: PullRequest, config: RepoConfig) -> str:
    found = [label for label in facts.labels if _is_among(label, config.labels.skip)]
    if not found:
        return ""
    return (
        f"This pull request has the label {code(found[0])}, which is in `labels.skip` of `{CONFIG_PATH}`; the review "
        f"starts when it is taken off, and {_ASK}."
    )


def _no_label(facts: PullRequest, config: RepoConfig) -> str:
    required = config.labels.require
    if not required or any(_is_among(label, required) for label in facts.labels):
        return ""
    wanted = " or ".join(code(label) for label in required[:5])
    return (
        f"This pull request has no label of `labels.require` in `{CONFIG_PATH}`; the review starts when it gets "
        f"{wanted}, and {_ASK}."
    )


def _author(facts: PullRequest, config: RepoConfig) -> str:
    if not _is_among(facts.author, config.authors.skip):
        return ""
    return f"Pull requests by {code(facts.author)} are not reviewed (`authors.skip` in `{CONFIG_PATH}`); {_ASK}."


def _is_among(name: str, names: tuple[str, ...]) -> bool:
    """GitHub takes labels and logins that differ in case alone for the same."""
    return name.casefold() in {one.casefold() for one in names}
