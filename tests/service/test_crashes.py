"""Processes that are killed, or die beside others: nothing is lost, nothing happens twice."""

import signal

REVIEW = (
    ["ledger.receive:after", "ledger.take:after", "host.create_check:before", "host.create_check:after"],
    ["ledger.announced:after", "judge", "ledger.reviewed:after", "host.discussion:after"],
    [
        "host.create_comments:before",
        "host.create_comments:after",
        "host.find_comments:after",
        "ledger.commented:before",
    ],
    ["ledger.commented:after", "ledger.begin_completing:after", "host.complete_check:after", "host.find_check:after"],
    ["ledger.finish:after"],
)
MENDING = (
    ["host.edit_comment:before", "host.edit_comment:after", "host.resolve_thread:after"],
    ["ledger.commented:before", "ledger.commented:after"],
)
COMMENT = "/spec waive FR-001 It is known\n/spec status"
ERRAND = (
    ["ledger.receive:after", "ledger.take:after", "talk.react:before", "talk.react:after", "talk.permission:after"],
    ["talk.pull_request_head:after", "talk.file:after", "ledger.count_command:after", "ledger.waive:before"],
    ["ledger.waive:after", "ledger.order:before", "ledger.order:after", "ledger.replying:before"],
    ["talk.reply:after", "talk.find_reply:after", "talk.edit_reply:before", "talk.edit_reply:after"],
    ["talk.reply:before", "ledger.replied:before", "ledger.replied:after", "ledger.finish_errand:before"],
    ["ledger.finish_errand:after"],
)


class Deaths:
    """Runs a service that dies again and again. The moments of one list come to pass one after the other, in the
    work for one pull request, which each new process takes up where the last one fell.
    """

    def __init__(self, story, moments):
        self.story = story
        # Some are enough to show that the other database keeps the same.
        self.moments = moments if story.kind == "sqlite" else moments[1::3]
        self.pulls = {}

    def begin(self, prepare=None):
        """A reviewed pull request for each list of moments."""
        with self.story.serving():
            for moments in self.moments:
                pull = self.pulls[moments[0]] = self.story.forge.pull_request()
                self.story.check(pull.head_sha)
        for pull in self.pulls.values():
            if prepare:
                prepare(pull)

    def die(self, act):
        """Let `act` happen on each, and the service die of it."""
        for moments in self.moments:
            for number, moment in enumerate(moments):
                with self.story.serving() as server:
                    if number == 0:
                        self.story.quiet()
                        self.story.dies_at(*moments)
                        self.pulls[moment] = act(self.pulls.get(moment))
                    server.process.join(20)
                    assert server.process.exitcode == -signal.SIGKILL, f"did not come to {moment}"

    def survive(self):
        """Let the last process end all that is left."""
        with self.story.serving():
            self.story.quiet()
        return [(moments, self.pulls[moments[0]]) for moments in self.moments]


def test_a_review_that_is_killed_at_any_moment_ends_in_one_check_and_one_comment(story):
    deaths = Deaths(story, REVIEW)

    deaths.die(lambda _: story.forge.pull_request())

    for moments, pull in deaths.survive():
        (check,) = story.forge.checks(pull.head_sha)
        assert (check.conclusion, check.title, len(check.annotations)) == ("neutral", "2 findings", 1), moments
        assert len(story.forge.comments(pull)) == 1, moments


def test_a_comment_that_is_being_ended_when_the_process_is_killed_says_once_that_it_is_fixed(story):
    deaths = Deaths(story, MENDING)
    deaths.begin(lambda pull: story.people.edit("acme/rag", pull.number, title="mended"))

    def push(pull):
        story.forge.push(pull)
        return pull

    deaths.die(push)

    for moments, pull in deaths.survive():
        (check,) = story.forge.checks(pull.head_sha)
        assert check.title == "1 finding", moments
        (comment,) = story.forge.comments(pull)
        assert comment.count("**Fixed** in") == 1, moments


def test_a_command_that_is_killed_at_any_moment_is_followed_once_and_answered_once(story):
    deaths = Deaths(story, ERRAND)
    deaths.begin()

    def command(pull):
        story.people.comment("acme/rag", pull.number, COMMENT, by="bob")
        return pull

    deaths.die(command)

    for moments, pull in deaths.survive():
        assert [check.title for check in story.forge.checks(pull.head_sha)] == ["2 findings", "1 finding"], moments
        (reply,) = story.forge.replies(pull)
        assert "FR-001" in reply, moments
        assert story.books.rows(
            "SELECT count(*) FROM waivers WHERE pull_request LIKE :pull", pull=f"%#{pull.number}"
        ) == [(1,)]


def test_a_refusal_is_said_once_though_the_process_was_killed_when_it_was_noted(story):
    deaths = Deaths(story, [["talk.reply:before", "talk.reply:after"], ["ledger.first_refusal:after"]])
    deaths.begin()

    def command(pull):
        story.people.comment("acme/rag", pull.number, "/spec waive FR-001 I want it so", by="stranger")
        return pull

    deaths.die(command)

    for moments, pull in deaths.survive():
        assert len(story.forge.replies(pull)) == 1, moments
        assert len(story.forge.checks(pull.head_sha)) == 1, moments


def test_a_button_that_is_pressed_when_the_process_is_killed_brings_one_new_check(story):
    deaths = Deaths(
        story, [["ledger.take:after"], ["talk.pull_request_head:after", "ledger.order:before", "ledger.order:after"]]
    )
    deaths.begin()

    def press(pull):
        (check,) = story.forge.checks(pull.head_sha)
        story.people.press(check.id, "verify", by="bob")
        return pull

    deaths.die(press)

    for killed, pull in deaths.survive():
        assert [check.title for check in story.forge.checks(pull.head_sha)] == ["2 findings"] * 2, killed
        assert len(story.forge.comments(pull)) == 1, killed


def test_what_a_dead_executor_left_behind_is_taken_over_by_another(story):
    with story.holding(), story.serving(dead=1.0) as first:
        sha = story.forge.pull_request("hold").head_sha
        story.until_judging(sha)
        with story.serving_twice(dead=1.0):
            first.kill()
            story.until_judging(sha, times=2)
            story.release()
            assert story.check(sha).title == "2 findings"


def test_a_review_that_ends_the_process_again_and_again_is_given_up_and_says_so(story):
    story.dies_at(*["judge"] * 4)
    sha = ""
    for _ in range(3):
        with story.serving() as server:
            sha = sha or story.forge.pull_request().head_sha
            server.process.join(20)

    with story.serving():
        check = story.check(sha)
    assert check.title == "Not judged: internal error"
    assert story.times_judged(sha) == 3
