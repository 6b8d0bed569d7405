"""Errands over the real ledger on SQLite, with a forge in memory."""

# ruff: noqa: ARG002 - a fake takes what its port gives

import pytest

from app.domain.check import CheckOutput
from app.domain.event import (
    CheckEvent,
    CommentEvent,
    Ignored,
    InstallationEvent,
    MergeGroup,
    MergeGroupEvent,
    PullRequestEvent,
    PushEvent,
    RepositoryEvent,
    ReviewPlan,
)
from app.domain.forge import OpenPull
from app.domain.review import Acceptable, Reviewed
from app.ledger.ledger import SqlLedger
from app.ports import Refused, Unavailable
from app.stages.links import Links
from app.stages.plan import plan_event
from app.workflow.errands import ErrandPolicy, Errands
from specs_schema.report import Report, ReportedFeature, ReportedSubject, ReportedVerdict, Tool

HEAD, OLD = "a" * 40, "b" * 40
LOGIN, ANSWERS = "specs/001-login", "specs/002-answers"
WHERE = {"installation_id": 1, "repository_id": 2, "repository": "acme/rag"}
KEY = "2#7"
TODAY = "2026-10-16"
POLICY = ErrandPolicy(first_wait=0.5, longest_wait=60.0, spacing=0.0)


def links(where, sha):
    return Links(lambda path, first, last: f"https://g/{where.repository}/{sha[:7]}/{path}#{first}-{last}")


class Clock:
    def __init__(self):
        self.now = 1_792_000_000.0  # 2026-10-14

    def __call__(self):
        return self.now


class Forge:
    """The forge in memory: who may do what, what was written, and what fails next."""

    def __init__(self):
        self.permissions = {"bob": "write", "mia": "admin", "ann": "read", "rita": "read"}
        self.committers = frozenset({"ann", "carl"})
        self.pulls = {7: self.pull(7)}
        self.files = {}
        self.organisation = None
        self.comments = {}
        self.reactions = set()
        self.checks = []
        self.asked = []
        self.failing = {}

    def pull(self, number, head=HEAD, **fields):
        return OpenPull(**WHERE, number=number, head_sha=head, base_ref="main", **{"author": "ann", **fields})

    def fail(self, name, *errors):
        self.failing[name] = list(errors)

    def _ask(self, name):
        self.asked.append(name)
        errors = self.failing.get(name)
        if errors:
            error = errors.pop(0)
            if error is not None:
                raise error

    async def react(self, where, place, comment_id, reaction):
        self._ask("react")
        self.reactions.add((place, comment_id, reaction))

    async def reply(self, where, number, body):
        self._ask("reply")
        comment_id = 900 + len(self.comments)
        self.comments[comment_id] = body
        self._ask("replied")  # the answer gets lost
        return comment_id

    async def find_reply(self, where, number, marker):
        self._ask("find_reply")
        return next((one for one, body in self.comments.items() if marker in body), None)

    async def edit_reply(self, where, comment_id, body):
        self._ask("edit_reply")
        if comment_id not in self.comments:
            return False
        self.comments[comment_id] = body
        return True

    async def permission(self, where, login):
        self._ask("permission")
        return self.permissions.get(login, "none")

    async def authors(self, where, number):
        self._ask("authors")
        return self.committers

    async def pull_request_head(self, where, number):
        self._ask("pull_request_head")
        return self.pulls[number]

    async def pull_requests_at(self, where, sha):
        self._ask("pull_requests_at")
        return tuple(pull for pull in self.pulls.values() if pull.head_sha == sha and pull.state == "open")

    async def file(self, where, revision, path):
        self._ask("file")
        return self.files.get((revision, path))

    async def defaults(self, where):
        self._ask("defaults")
        return self.organisation

    async def write_check(self, where, sha, name, output):
        self._ask("write_check")
        self.checks.append((sha, name, output))


class Desk:
    """The errands over a ledger, and the deliveries that come in."""

    def __init__(self, ledger, forge):
        self.ledger = ledger
        self.forge = forge
        self.forgotten = []
        self.number = 0
        self.plans = []
        self.errands = self.restarted()

    def restarted(self):
        """The errands of a process that remembers nothing but what is in the ledger."""
        self.errands = Errands(self.ledger, self._talk, links, POLICY, lambda: TODAY)
        self.errands.on_forgotten = self._forget
        return self.errands

    async def _talk(self):
        return self.forge

    async def _forget(self, ids):
        self.forgotten.extend(ids)

    async def take(self, event):
        """Put the event into the inbox, and take out what waits, this one last: the id of its errand or review."""
        assert await self.ledger.receive(event) != "repeat"
        while (taken := await self.ledger.take(plan_event)) is not None:
            if taken.delivery == event.delivery:
                return taken.errand or taken.review
            await self._note(taken)
        raise AssertionError(event.delivery)

    async def _note(self, taken):
        if taken.review:
            self.plans.append((await self.ledger.review(taken.review)).plan)

    async def does(self, event):
        """The errand of an event, done without waiting."""
        errand = await self.take(event)
        assert await self.errands.run(errand) is None
        return errand

    async def comments(self, body, by="bob", **fields):
        """Somebody comments; what is done about it."""
        return await self.does(self.comment(body, by, **fields))

    def comment(self, body, by="bob", **fields):
        self.number += 1
        defaults = {"delivery": f"d{self.number}", "action": "created", "sender": by, "author": by}
        ids = {"number": 7, "comment_id": 100 + self.number, "place": "conversation"}
        return CommentEvent(**{**WHERE, **defaults, **ids, "body": body, **fields})

    async def ordered(self):
        """The reviews that were ordered since, as their plans."""
        while (taken := await self.ledger.take(plan_event)) is not None:
            await self._note(taken)
        plans, self.plans = self.plans, []
        return plans

    async def reviewed(self, number=7, acceptable=(), features=(LOGIN,)):
        """A review of the head that ended with a report; its id."""
        review = await self.take(
            PullRequestEvent(**WHERE, delivery=f"r{number}", action="opened", number=number, head_sha=HEAD)
        )
        await self.ledger.reviewed(review, a_reviewed(acceptable, features))
        await self.ledger.finish(review, "completed")
        return review

    async def decisions(self):
        return await self.ledger.decisions(ReviewPlan(**WHERE, number=7, head_sha=HEAD))

    def texts(self):
        return list(self.forge.comments.values())


def a_reviewed(acceptable=(), features=(LOGIN,)):
    subjects = tuple(
        ReportedSubject(id=one, kind="requirement", text=f"The service MUST do {one}", path="spec.md", line=3)
        for one in ("FR-001", "FR-003")
    )
    report = Report(
        tool=Tool(version="1"),
        repository="acme/rag",
        base=OLD,
        head=HEAD,
        merge_base=OLD,
        conclusion="fail",
        title="FR-003 not met",
        features=tuple(
            ReportedFeature(dir=one, format="speckit", reasons=("touched",), requirements=subjects) for one in features
        ),
        verdicts=(
            ReportedVerdict(
                feature=LOGIN,
                subject="FR-003",
                kind="requirement",
                text="The service MUST lock @everyone out",
                path="spec.md",
                line=3,
                answer="violated",
                claimed_by=("ticks `T001`",),
            ),
        ),
    )
    accepted = tuple(Acceptable(fingerprint=one, basis=f"basis of {one}") for one in acceptable)
    return Reviewed(report=report, conclusion="failure", acceptable=accepted)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    ledger = SqlLedger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", clock)
    yield ledger
    ledger.close()


@pytest.fixture
def forge():
    return Forge()


@pytest.fixture
def desk(ledger, forge):
    return Desk(ledger, forge)


# Commands.


async def test_a_comment_without_a_command_asks_nothing_of_github(desk, forge):
    await desk.comments("Looks good to me. `/spec verify` would be nice")

    assert forge.asked == []


async def test_verify_orders_a_review_of_the_head_of_that_moment(desk, forge):
    forge.pulls[7] = forge.pull(7, head="c" * 40)
    errand = await desk.comments("/spec verify --full specs/002-answers")

    (plan,) = await desk.ordered()
    assert (plan.number, plan.head_sha, plan.full, plan.feature) == (7, "c" * 40, True, ANSWERS)
    assert plan.asked_by == "bob"
    assert forge.reactions == {("conversation", 101, "eyes"), ("conversation", 101, "+1")}
    assert desk.texts() == []
    assert (await desk.ledger.errand(errand)).finished


async def test_a_feature_is_known_by_its_last_part(desk):
    await desk.reviewed()
    await desk.comments("/spec verify 001-login")

    (plan,) = await desk.ordered()
    assert plan.feature == LOGIN


async def test_an_outsiders_verify_gives_the_review_by_rules_alone(desk):
    await desk.comments("/spec verify --full", by="ann")

    (plan,) = await desk.ordered()
    assert (plan.asked_by, plan.full) == ("", False)


async def test_a_stranger_is_refused_in_words_once(desk, forge):
    await desk.comments("/spec verify", by="rita")
    await desk.comments("/spec verify", by="rita")
    await desk.comments("/spec nonsense", by="rita")

    assert await desk.ordered() == []
    assert len(desk.texts()) == 2  # `verify`, and `help`, which a command that nobody knows amounts to
    assert "`/spec verify` needs `write` permission on this repository" in desk.texts()[0]
    assert [one for _, _, one in sorted(forge.reactions)].count("-1") == 3


async def test_waive_unwaive_and_feature_go_to_the_ledger_and_bring_the_check_up_to_date(desk):
    await desk.reviewed()
    await desk.comments("/spec waive fr-003 until 2026-12-31 old clients\n/spec feature specs/002-answers")

    decisions = await desk.decisions()
    (waiver,) = decisions.waivers
    assert (waiver.subject, waiver.feature, waiver.by, waiver.until) == ("FR-003", LOGIN, "bob", "2026-12-31")
    assert waiver.reason == "old clients"
    assert decisions.feature == ANSWERS
    (plan,) = await desk.ordered()
    assert (plan.full, plan.feature, plan.asked_by) == (False, "", "bob")

    await desk.comments("/spec unwaive FR-003\n/spec feature auto")
    decisions = await desk.decisions()
    assert (decisions.waivers, decisions.feature) == ((), "")
    assert desk.texts() == []


async def test_a_waiver_that_is_not_there_cannot_be_taken_back(desk):
    await desk.reviewed()
    await desk.comments("/spec unwaive FR-003")

    assert "`FR-003` is not waived by a command on this pull request" in desk.texts()[0]


@pytest.mark.parametrize("login", ["ann", "carl", "CARL"])
async def test_nobody_waives_for_a_change_of_their_own(desk, forge, login):
    forge.permissions |= {"ann": "admin", "carl": "admin", "CARL": "admin"}
    await desk.reviewed()
    await desk.comments("/spec waive FR-003 I know better", by=login)

    assert (await desk.decisions()).waivers == ()
    assert "Nobody waives a requirement for a change that they wrote or committed to." in desk.texts()[0]
    assert await desk.ordered() == []


async def test_an_id_that_does_not_exist_is_answered_with_the_nearest(desk):
    await desk.reviewed()
    await desk.comments("/spec waive FR-030 why not")

    assert "knows no subject `FR-030`. Nearest: `FR-003`, `FR-001`." in desk.texts()[0]
    assert (await desk.decisions()).waivers == ()


async def test_an_id_of_two_features_is_told_apart_by_what_to_write(desk):
    await desk.reviewed(features=(LOGIN, ANSWERS))
    await desk.comments("/spec waive FR-001 until 2027-01-01 why not")

    assert "- `/spec waive specs/002-answers:FR-001 until 2027-01-01 why not`" in desk.texts()[0]
    await desk.comments("/spec waive specs/002-answers:FR-001 why not")
    assert [one.feature for one in (await desk.decisions()).waivers] == [ANSWERS]


async def test_before_the_first_report_there_is_nothing_to_tell(desk):
    await desk.comments("/spec status\n/spec explain FR-003")

    (text,) = desk.texts()
    assert text.count("No review of this pull request has ended yet") == 1


async def test_several_questions_get_one_reply(desk):
    await desk.reviewed()
    await desk.comments("/spec status\n/spec explain FR-003\n/spec config\n/spec help", by="ann")

    (text,) = desk.texts()
    for part in ("**FR-003 not met**", "**`FR-003`** of `specs/001-login`", "In force: the defaults", "| command |"):
        assert part in text
    assert "```text\nThe service MUST lock @everyone out\n```" in text  # where GitHub takes it for no mention
    assert text.endswith("<!-- speckeeper:reply:101 -->")


async def test_a_reply_tells_what_else_was_done(desk):
    await desk.reviewed()
    await desk.comments("/spec waive FR-003 old clients\n/spec status")

    assert "`FR-003` of `specs/001-login` is waived without end: old clients" in desk.texts()[0]


async def test_eleven_commands_in_ten_minutes_are_one_too_many_and_said_once(desk, clock):
    for _ in range(10):
        await desk.comments("/spec feature none")
    await desk.comments("/spec feature auto")
    await desk.comments("/spec feature auto")

    (text,) = desk.texts()
    assert "At most 10 commands of one person are followed in 10 minutes" in text
    assert (await desk.decisions()).feature == "none"
    clock.now += 601
    await desk.comments("/spec feature auto")
    assert (await desk.decisions()).feature == ""


async def test_the_limit_is_for_each_person(desk):
    await desk.comments("/spec feature none\n" * 10)
    await desk.comments("/spec feature auto", by="mia")

    assert (await desk.decisions()).feature == ""


async def test_an_edited_comment_counts_only_by_its_author_and_only_what_is_new(desk):
    await desk.reviewed()
    await desk.comments("/spec waive FR-003", comment_id=500)
    (told,) = desk.texts()
    assert "A waiver needs a reason. Write `/spec waive FR-003 REASON`" in told

    edited = {"action": "edited", "comment_id": 500, "previous": "/spec waive FR-003"}
    await desk.comments("/spec waive FR-003 by somebody else", by="mia", author="bob", **edited)
    assert (await desk.decisions()).waivers == ()
    await desk.comments("/spec waive FR-003 old clients", **edited)

    (waiver,) = (await desk.decisions()).waivers
    assert waiver.reason == "old clients"
    (now,) = desk.texts()  # the earlier answer was edited
    assert "is waived without end: old clients" in now


async def test_an_edit_after_our_answer_was_deleted_is_answered_anew(desk, forge):
    await desk.comments("/spec nonsense", comment_id=500)
    forge.comments.clear()
    await desk.comments("/spec other", comment_id=500, action="edited", previous="/spec nonsense")

    assert len(desk.texts()) == 1


async def test_a_program_commands_nothing(desk, forge):
    forge.permissions["robot[bot]"] = "admin"
    await desk.comments("/spec verify", by="robot[bot]")

    assert forge.asked == []


async def test_a_closed_pull_request_is_not_reviewed(desk, forge):
    forge.pulls[7] = forge.pull(7, state="closed")
    await desk.reviewed()
    await desk.comments("/spec verify\n/spec waive FR-003 old clients")

    assert await desk.ordered() == []
    assert "This pull request is closed" in desk.texts()[0]
    assert len((await desk.decisions()).waivers) == 1


async def test_who_may_is_configured_at_the_base_branch(desk, forge):
    forge.files["main", ".github/speckeeper.yml"] = "version: 1\ncommands:\n  who: admin\n"
    forge.files[HEAD, ".github/speckeeper.yml"] = "version: 1\ncommands:\n  who: read\n"
    await desk.comments("/spec feature none")
    assert (await desk.decisions()).feature == ""
    await desk.comments("/spec feature none", by="mia")

    assert (await desk.decisions()).feature == "none"


async def test_the_last_valid_configuration_says_who_may_while_the_file_is_mistyped(desk, forge):
    await desk.reviewed()
    await desk.ledger.keep_configuration(2, "version: 1\ncommands:\n  who: admin\n")
    forge.files["main", ".github/speckeeper.yml"] = "version: 1\ncomands: {}\n"
    await desk.comments("/spec feature none\n/spec config")

    assert (await desk.decisions()).feature == ""
    await desk.comments("/spec config", by="mia")
    assert "the last valid `.github/speckeeper.yml`" in desk.texts()[-1]
    assert "Unknown key `comands`" in desk.texts()[-1]


# Nothing twice, nothing lost.


async def test_an_outage_is_waited_out_and_nothing_is_counted_or_said_twice(desk, forge):
    await desk.reviewed()
    forge.fail("reply", *[Unavailable("away")] * 15)
    errand = await desk.take(desk.comment("/spec status", by="ann"))
    waits = [await desk.errands.run(errand) for _ in range(15)]

    assert waits == [0.5] * 15  # no time has passed
    assert await desk.errands.run(errand) is None
    assert len(desk.texts()) == 1
    assert "FR-003 not met" in desk.texts()[0]


async def test_waits_grow_and_honour_what_github_asks_for(desk, forge, clock):
    forge.fail("permission", Unavailable("away"), Unavailable("away"), Unavailable("limited", retry_after=900))
    errand = await desk.take(desk.comment("/spec status"))

    assert await desk.errands.run(errand) == 0.5
    clock.now += 20
    assert await desk.errands.run(errand) == 20
    assert await desk.errands.run(errand) == 900
    assert await desk.errands.run(errand) is None


async def test_patience_ends_after_a_day_and_it_is_said(desk, forge, clock):
    forge.fail("permission", Unavailable("GitHub is away"), Unavailable("GitHub is away"))
    errand = await desk.take(desk.comment("/spec status"))
    await desk.errands.run(errand)
    clock.now += 86_401

    assert await desk.errands.run(errand) is None
    assert "The command could not be followed: GitHub is away" in desk.texts()[0]
    assert await desk.ledger.receive(desk.comment("/spec status", delivery="d1")) == "again"


async def test_a_reply_whose_answer_got_lost_is_found_and_not_written_again(desk, forge):
    await desk.reviewed()
    forge.fail("replied", Unavailable("the connection broke"))
    errand = await desk.take(desk.comment("/spec status"))
    assert await desk.errands.run(errand) is not None

    desk.restarted()
    assert await desk.errands.run(errand) is None
    assert len(desk.texts()) == 1
    assert "find_reply" in forge.asked


async def test_a_refusal_that_was_not_told_before_a_crash_is_told_after_it(desk, forge):
    forge.fail("reply", Unavailable("the process died here"))
    errand = await desk.take(desk.comment("/spec verify", by="rita"))
    await desk.errands.run(errand)

    desk.restarted()
    assert await desk.errands.run(errand) is None
    assert "needs `write` permission" in desk.texts()[0]


@pytest.mark.parametrize("where", ["permission", "pull_request_head", "file", "authors", "react", "replied"])
async def test_run_again_from_any_point_there_is_one_waiver_one_order_and_one_reply(desk, forge, where):
    await desk.reviewed()
    forge.fail(where, Unavailable("away"))
    errand = await desk.take(desk.comment("/spec waive FR-003 old clients\n/spec status"))
    assert await desk.errands.run(errand) is not None
    desk.restarted()
    assert await desk.errands.run(errand) is None
    assert await desk.errands.run(errand) is None

    assert len((await desk.decisions()).waivers) == 1
    assert len(await desk.ordered()) == 1
    assert len(desk.texts()) == 1


async def test_a_missing_permission_to_write_never_blocks_the_command(desk, forge):
    await desk.reviewed()
    forbidden = Refused("GitHub forbids it: grant the App `pull_requests=write`")
    forge.fail("react", *[forbidden] * 9)
    forge.fail("reply", *[forbidden] * 9)
    await desk.comments("/spec waive FR-003 old clients\n/spec status")
    await desk.comments("/spec verify\n/spec status")

    assert len((await desk.decisions()).waivers) == 1
    assert len(await desk.ordered()) == 2
    assert desk.texts() == []


async def test_what_may_not_be_written_is_logged_once_for_an_installation(desk, forge):
    from structlog.testing import capture_logs

    forge.fail("react", *[Refused("grant the App `pull_requests=write`")] * 9)
    with capture_logs() as logs:
        await desk.comments("/spec verify")
        await desk.comments("/spec verify")

    told = [one for one in logs if one["event"] == "errand.may_not_write"]
    assert [(one["installation"], one["error"]) for one in told] == [(1, "grant the App `pull_requests=write`")]


async def test_what_github_refuses_ends_the_errand_and_is_said(desk, forge):
    forge.fail("permission", Refused("GitHub forbids @bob: grant the App `metadata=read`"))
    await desk.comments("/spec status")

    assert "The command could not be followed: GitHub forbids" in desk.texts()[0]
    assert "@bob" not in desk.texts()[0]


async def test_a_fault_of_ours_is_told_with_its_id_and_a_redelivery_runs_again(desk, forge):
    from structlog.testing import capture_logs

    await desk.reviewed()
    forge.fail("permission", ZeroDivisionError("a secret"))
    comment = desk.comment("/spec feature none")
    with capture_logs() as logs:
        await desk.does(comment)

    (error_id,) = [one["error_id"] for one in logs if one["event"] == "errand.internal_error"]
    assert f"error `{error_id}` in the log" in desk.texts()[0]
    assert "secret" not in desk.texts()[0]
    await desk.does(comment)
    assert (await desk.decisions()).feature == "none"
    (text,) = desk.texts()  # what we said of the fault does not stay
    assert "This pull request is about no feature." in text


async def test_an_errand_that_failed_while_github_is_away_ends_all_the_same(desk, forge):
    forge.fail("permission", ZeroDivisionError())
    forge.fail("reply", Unavailable("away"))
    errand = await desk.comments("/spec status")

    assert (await desk.ledger.errand(errand)).finished


async def test_an_errand_that_was_forgotten_has_ended(desk):
    assert await desk.errands.run("nobody knows") is None


async def test_a_ledger_that_is_away_is_waited_for(desk):
    class Away:
        async def errand(self, errand):
            message = "the database is away"
            raise Unavailable(message)

    assert await Errands(Away(), desk._talk, links, POLICY).run("any") == 0.5


async def test_a_turn_to_write_that_is_far_away_is_waited_for_outside(desk):
    desk.errands = Errands(desk.ledger, desk._talk, links, ErrandPolicy(spacing=60.0, longest_turn=5.0))
    await desk.comments("/spec help")
    errand = await desk.take(desk.comment("/spec help"))

    assert await desk.errands.run(errand) == 60.0
    assert len(desk.texts()) == 1


# Checks and their buttons.


def a_check(**fields):
    defaults = {"delivery": "c1", "action": "rerequested", "sender": "bob", "head_sha": HEAD}
    return CheckEvent(**{**WHERE, **defaults, **fields})


async def test_a_rerequested_run_orders_the_review_that_it_belongs_to(desk):
    review = await desk.reviewed()
    await desk.does(a_check(external_id=review))

    (plan,) = await desk.ordered()
    assert (plan.number, plan.head_sha, plan.full, plan.asked_by) == (7, HEAD, False, "bob")


async def test_a_rerequested_suite_of_a_fork_is_found_by_its_commit(desk, forge):
    forge.pulls[8] = forge.pull(8)
    await desk.does(a_check())

    assert sorted(plan.number for plan in await desk.ordered()) == [7, 8]


async def test_a_rerequested_suite_names_its_pull_requests_and_closed_ones_are_left_out(desk, forge):
    forge.pulls[8] = forge.pull(8, state="closed")
    await desk.does(a_check(numbers=(7, 8)))

    assert [plan.number for plan in await desk.ordered()] == [7]
    assert "pull_requests_at" not in forge.asked


async def test_the_check_of_a_merge_group_is_made_again(desk):
    group = {"base_sha": OLD, "base_ref": "main"}
    review = await desk.take(MergeGroupEvent(**WHERE, delivery="m1", action="checks_requested", head_sha=HEAD, **group))
    await desk.ledger.reviewed(review, a_reviewed())
    await desk.ledger.finish(review, "completed")
    await desk.does(a_check(external_id=review))

    orders = []
    await desk.ledger.take(lambda event: orders.append(event) or Ignored(reason="looked at"))
    (order,) = orders
    assert (order.kind, order.number, order.head_sha, order.merge_group) == ("order", 0, HEAD, MergeGroup(**group))


@pytest.mark.parametrize(
    ("by", "button", "full", "asked_by"),
    [("bob", "verify", False, "bob"), ("bob", "verify_full", True, "bob"), ("ann", "verify_full", False, "")],
)
async def test_buttons_order_a_review_and_only_write_access_spends_money(desk, by, button, full, asked_by):
    review = await desk.reviewed()
    await desk.does(a_check(action="requested_action", external_id=review, button=button, sender=by))

    (plan,) = await desk.ordered()
    assert (plan.full, plan.asked_by) == (full, asked_by)


async def test_a_button_that_is_not_ours_does_nothing(desk, forge):
    await desk.does(a_check(action="requested_action", button="launch"))

    assert (forge.asked, await desk.ordered()) == ([], [])


async def test_a_button_that_is_pressed_too_often_is_let_be(desk):
    review = await desk.reviewed()
    for number in range(12):
        await desk.does(a_check(delivery=f"p{number}", action="requested_action", external_id=review, button="verify"))

    orders = 0
    while (await desk.ledger.take(plan_event)) is not None:
        orders += 1
    assert orders <= 10


async def test_a_spec_change_is_accepted_by_somebody_who_did_not_write_it(desk):
    review = await desk.reviewed(acceptable=("f1", "f2"))
    await desk.does(a_check(action="requested_action", external_id=review, button="accept"))

    accepted = (await desk.decisions()).accepted
    assert [(one.fingerprint, one.basis, one.by) for one in accepted] == [
        ("f1", "basis of f1", "bob"),
        ("f2", "basis of f2", "bob"),
    ]
    assert len(await desk.ordered()) == 1


@pytest.mark.parametrize("by", ["ann", "carl", "rita"])
async def test_an_acceptance_by_an_author_or_without_access_is_refused_once(desk, forge, by):
    forge.permissions |= {"ann": "admin", "carl": "admin"}
    review = await desk.reviewed(acceptable=("f1",))
    for number in range(2):
        press = a_check(
            delivery=f"p{number}", action="requested_action", external_id=review, button="accept", sender=by
        )
        await desk.does(press)

    assert (await desk.decisions()).accepted == ()
    assert await desk.ordered() == []
    (text,) = desk.texts()
    assert ("Nobody accepts" in text) == (by != "rita")


async def test_where_nothing_waits_for_acceptance_it_is_said(desk):
    review = await desk.reviewed()
    await desk.does(a_check(action="requested_action", external_id=review, button="accept"))

    assert "No change of the spec waits for acceptance" in desk.texts()[0]
    assert await desk.ordered() == []


# Labels, pushes, installations.


def a_label(label="no-spec", **fields):
    defaults = {"delivery": "l1", "action": "labeled", "sender": "bob", "number": 7, "head_sha": HEAD, "label": label}
    return PullRequestEvent(**{**WHERE, **defaults, **fields})


@pytest.mark.parametrize(("label", "orders"), [("No-Spec", 1), ("with-spec", 1), ("bug", 0)])
async def test_a_label_matters_where_the_configuration_names_it(desk, forge, label, orders):
    forge.files["main", ".github/speckeeper.yml"] = "version: 1\nlabels:\n  skip: [no-spec]\n  require: [with-spec]\n"
    await desk.does(a_label(label))

    assert len(await desk.ordered()) == orders


async def test_a_label_that_the_organisation_names_matters_too(desk, forge):
    forge.organisation = "version: 1\nlabels:\n  skip: [no-spec]\n"
    await desk.does(a_label(sender="rita"))

    (plan,) = await desk.ordered()
    assert plan.asked_by == ""


def a_push(**fields):
    return PushEvent(**{**WHERE, "delivery": "p1", "action": "", "branch": "main", "head_sha": HEAD, **fields})


async def test_a_pushed_configuration_is_validated_and_remembered(desk, forge):
    text = "version: 1\nmode: gate\n"
    forge.files[HEAD, ".github/speckeeper.yml"] = text
    await desk.does(a_push())

    ((sha, name, output),) = forge.checks
    assert (sha, name, output.conclusion) == (HEAD, "speckeeper configuration", "success")
    assert isinstance(output, CheckOutput)
    assert (await desk.decisions()).last_valid == text


async def test_a_mistyped_configuration_is_told_and_the_last_valid_one_kept(desk, forge):
    good, bad = "version: 1\nmode: gate\n", "version: 1\nmod: gate\n"
    forge.files[HEAD, ".github/speckeeper.yml"] = good
    await desk.does(a_push())
    forge.files[OLD, ".github/speckeeper.yml"] = bad
    await desk.does(a_push(delivery="p2", head_sha=OLD))

    assert forge.checks[-1][2].conclusion == "failure"
    assert (await desk.decisions()).last_valid == good


async def test_a_removed_configuration_has_nothing_to_be_said_of(desk, forge):
    await desk.does(a_push())

    assert forge.checks == []


def an_installation(action, **fields):
    return InstallationEvent(
        **{"delivery": f"i-{action}", "action": action, "installation_id": 1, "account": "acme", **fields}
    )


async def test_an_installation_that_is_removed_is_forgotten_everywhere(desk):
    review = await desk.reviewed()
    await desk.comments("/spec waive FR-003 old clients")
    errand = await desk.take(an_installation("deleted"))
    assert await desk.errands.run(errand) is None

    assert review in desk.forgotten
    assert errand not in desk.forgotten  # it ends by itself
    assert (await desk.decisions()).waivers == ()
    assert await desk.ledger.last_review(KEY) is None


async def test_repositories_that_are_taken_away_are_forgotten(desk):
    review = await desk.reviewed()
    await desk.does(an_installation("removed", removed=(99,)))
    assert desk.forgotten == []
    await desk.does(an_installation("removed", delivery="again", removed=(2,)))

    assert desk.forgotten == [review]


@pytest.mark.parametrize("action", ["created", "unsuspend", "suspend", "new_permissions_accepted", "added"])
async def test_an_installation_is_known(desk, forge, action):
    await desk.does(an_installation(action))

    assert forge.asked == []


async def test_a_repository_that_was_renamed_is_known_by_its_new_name(desk):
    review = await desk.take(PullRequestEvent(**WHERE, delivery="o1", action="opened", number=7, head_sha=HEAD))
    await desk.does(
        RepositoryEvent(**{**WHERE, "repository": "acme/new"}, delivery="n1", action="renamed", previous="acme/rag")
    )

    assert (await desk.ledger.review(review)).plan.repository == "acme/new"


async def test_a_repository_that_was_deleted_is_forgotten(desk):
    review = await desk.reviewed()
    await desk.does(RepositoryEvent(**WHERE, delivery="n1", action="deleted"))

    assert desk.forgotten == [review]


async def test_orders_are_the_same_when_the_delivery_comes_again(desk, forge):
    forge.fail("react", None, ZeroDivisionError())  # after the order, at the reaction that tells it
    comment = desk.comment("/spec verify")
    await desk.does(comment)
    assert len(await desk.ordered()) == 1
    await desk.does(comment)

    assert await desk.ordered() == []
    assert await desk.ledger.knows_delivery("order:d1:0")
