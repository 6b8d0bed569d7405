"""What is left of an installation that was removed: nothing, in no table of ours and in none of the durable engine."""

from contextlib import contextmanager

import pytest
from happenings import REPOSITORY, reviews_and_commands

KEPT = "umbrella/rag"


@contextmanager
def busy(story):
    """A review that is being judged, reviews that wait for their turn, and an errand that waits for GitHub."""
    asked = story.forge.pull_request()
    story.check(asked.head_sha)
    with story.holding():
        held = [story.forge.pull_request("hold") for _ in range(3)]
        story.until_judging(held[0].head_sha)
        story.forge.simulator.fail_next("POST", f"{REPOSITORY}/.*/reactions", 502, times=1_000)
        story.people.comment(REPOSITORY, asked.number, "/spec status", by="bob")
        story.until(lambda: '"event": "errand.waiting"' in story.log, "an errand that waits for GitHub")
        yield
        story.quiet()


def known(story):
    """All by which the installation could be known."""
    forge = story.forge
    with forge.simulator.store.lock:
        mine = [one for one in forge.simulator.deliveries if one.installation_id == forge.installation.id]
        return [forge.installation.id, forge.repository.id, REPOSITORY, *(one.guid for one in mine)]


def left(story):
    """Where something of the installation stands."""
    return story.books.mentions(*known(story))


def test_nothing_is_left_of_an_installation_that_was_removed_and_another_loses_nothing(story):
    with story.serving():
        kept = story.forge.beside(KEPT)
        reviews_and_commands(story)
        with busy(story):
            assert left(story)
            story.people.uninstall(story.forge.installation, by="mia")

        story.until(lambda: not left(story), lambda: f"the end of {left(story)}")
        assert story.books.rows("SELECT count(*) FROM reviews") == [(1,)]
        assert kept.head_sha in str(story.books.rows("SELECT id FROM reviews"))
    assert "internal_error" not in story.log
    assert "Traceback" not in story.log


@pytest.mark.parametrize("moment", ["ledger.forget:before", "ledger.forget:after"])
def test_nothing_is_left_of_it_where_the_process_that_forgot_it_was_killed_in_the_middle(story, moment):
    with story.serving() as server:
        story.check(story.forge.pull_request().head_sha)
        with story.holding():
            story.until_judging(story.forge.pull_request("hold").head_sha)
            story.dies_at(moment)
            story.people.uninstall(story.forge.installation, by="mia")
            server.process.join(20)

    with story.serving(sweep=0.3):
        story.until(lambda: not left(story), lambda: f"the end of {left(story)}")


def test_nothing_is_left_of_it_where_two_processes_work_for_it(story):
    with story.serving(), story.serving_twice():
        pulls = [story.forge.pull_request() for _ in range(3)]
        for pull in pulls:
            story.check(pull.head_sha)
        with busy(story):
            story.people.uninstall(story.forge.installation, by="mia")

        story.until(lambda: not left(story), lambda: f"the end of {left(story)}")


def test_a_repository_that_was_taken_away_is_forgotten_and_the_others_are_not(story):
    with story.serving():
        other = story.forge.beside("acme/other")
        # GitHub names what is taken away only where the App was given a selection.
        story.forge.installation.repository_ids = {story.forge.repository.id, other.repository_id}
        reviewed = story.forge.pull_request()
        story.check(reviewed.head_sha)
        with busy(story):
            story.people.remove_repositories(story.forge.installation, [REPOSITORY], by="mia")

        gone = [story.forge.repository.id, REPOSITORY]
        # Only the event that it was taken away names its number, for as long as errands are kept.
        story.until(lambda: story.books.mentions(*gone) == {"errands.event"}, lambda: f"{story.books.mentions(*gone)}")
        assert other.head_sha in str(story.books.rows("SELECT id FROM reviews"))
