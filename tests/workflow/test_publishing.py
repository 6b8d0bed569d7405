"""The publisher over the real ledger on SQLite and the real client, against the simulator over HTTP."""

from datetime import timedelta

import pytest
from builders import (
    FEATURE,
    a_change,
    a_citation,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_span,
    a_verdict,
    an_added_file,
)
from fakes.forge import REPOSITORY, key_pair, running_forge
from githubkit.retry import RetryOption

from app.domain.event import OrderEvent
from app.domain.finding import Finding, Withheld
from app.domain.review import Reviewed
from app.github.api import Api
from app.github.errors import Retry
from app.github.host import GitHubHost
from app.ledger.ledger import SqlLedger
from app.ports import Unavailable
from app.rules import violated_requirement
from app.stages.links import Links
from app.stages.placements import placements
from app.stages.plan import plan_event
from app.stages.report import Judgement, write_report
from app.workflow.publishing import Publisher, Told

CODE = "answer.py"


class Impatient(Retry):
    """The same decisions, without the waits."""

    def __call__(self, error, count):
        return RetryOption(super().__call__(error, count).do_retry, timedelta(milliseconds=1))


class Clock:
    """Seconds that pass by sleeping alone."""

    def __init__(self):
        self.now = 1_792_000_000.0
        self.slept = []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


def a_finding(number=1, line=1, quote="LIMIT = 6", severity="error"):
    return Finding(
        violated_requirement.RULE,
        severity,
        FEATURE,
        a_span(CODE, line),
        f"Change does not meet `FR-{number:03}`",
        "Meet it",
        subject=f"FR-{number:03}",
        citations=(a_citation(path=CODE, line=line, quote=quote),),
    )


def a_review(*findings, most=10, withheld=(), unsure=(), lines=1):
    head = a_feature(requirements=tuple(a_requirement(f"FR-{number:03}") for number in range(1, 9)))
    change = a_change(an_added_file(CODE, ["LIMIT = 6"] * lines))
    dossier = a_dossier(a_reviewed_feature(head), change=change)
    verdicts = tuple(a_verdict(a_requirement(f"FR-{number:03}"), "unsure") for number in unsure)
    report, _ = write_report(dossier, Judgement(verdicts, findings, withheld, judged=True), "1.0")
    return Reviewed(report=report, conclusion="neutral", placements=placements(dossier, findings), most_comments=most)


class Stage:
    """One pull request, and reviews of its heads one after the other."""

    def __init__(self, forge, ledger, host, clock):
        self.forge = forge
        self.ledger = ledger
        self.host = host
        self.clock = clock
        self.publisher = Publisher(ledger, lambda _: Links(), spacing=1.0, sleep=clock.sleep)
        self.pull = forge.pull_request()
        self.deliveries = 0
        self.id = ""
        self.seen = 0

    async def begin(self, reviewed):
        """A review of the head with this outcome, up to its publication."""
        self.deliveries += 1
        plan = self.forge.plan(self.pull.number, self.pull.head_sha)
        event = OrderEvent(
            delivery=f"delivery-{self.deliveries}",
            action="verify",
            number=plan.number,
            head_sha=plan.head_sha,
            installation_id=plan.installation_id,
            repository_id=plan.repository_id,
            repository=plan.repository,
        )
        await self.ledger.receive(event)
        taken = await self.ledger.take(plan_event)
        self.id = taken.review
        await self.ledger.reviewed(self.id, reviewed)

    async def publish(self):
        """One attempt at the review that was begun."""
        review = await self.ledger.review(self.id)
        discussion = await self.host.discussion(review.plan)
        return await self.publisher.publish_comments(self.host, review, review.reviewed, discussion)

    async def end(self):
        await self.ledger.finish(self.id, "completed")

    async def reviewed(self, reviewed):
        """A whole review: what its comments tell."""
        await self.begin(reviewed)
        told = await self.publish()
        await self.end()
        return told

    @property
    def comments(self):
        return list(self.forge.simulator.store.review_comments.values())

    @property
    def people(self):
        return self.forge.simulator.people

    def writes(self):
        """Requests that change something, since the last call of this."""
        asked = [
            f"{one.method} {one.route.removeprefix(f'/repos/{REPOSITORY}/')} {one.status}"
            for one in self.forge.simulator.requests[self.seen :]
            if one.method != "GET" and "access_tokens" not in one.route
        ]
        self.seen = len(self.forge.simulator.requests)
        return [one for one in asked if "graphql" not in one]


@pytest.fixture
async def stage(tmp_path):
    clock = Clock()
    ledger = SqlLedger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", clock)
    with running_forge(tmp_path) as forge:
        forge.commit("main", "".join(f"line {number}\n" for number in range(40)))
        api = Api(str(forge.app.id), key_pair()[0], forge.simulator.store.url, timeout=5, retry=Impatient())
        yield Stage(forge, ledger, GitHubHost(api), clock)
        await api.close()
    ledger.close()


def fingerprints(*findings):
    return {finding.fingerprint for finding in findings}


async def test_findings_become_one_review_and_the_ledger_knows_each_comment(stage):
    findings = [a_finding(1), a_finding(2)]

    told = await stage.reviewed(a_review(*findings))

    assert stage.writes() == ["POST pulls/1/reviews 200"]
    assert told.fingerprints == fingerprints(*findings)
    assert dict(told.comments) == {
        finding.fingerprint: comment.id for finding, comment in zip(findings, stage.comments, strict=True)
    }
    assert (told.posted, told.beyond, told.missing) == (2, 0, "")
    known = await stage.ledger.comments(f"{stage.forge.repository.id}#1")
    assert [(one.comment_id, one.state) for one in known] == [(one.id, "open") for one in stage.comments]


async def test_a_report_equal_to_the_last_writes_nothing(stage):
    first = await stage.reviewed(a_review(a_finding(1)))
    stage.writes()

    second = await stage.reviewed(a_review(a_finding(1)))

    assert stage.writes() == []
    assert second == Told(first.fingerprints, first.comments)


async def test_a_report_without_findings_asks_nothing(stage):
    told = await stage.reviewed(a_review())

    assert told == Told()
    assert stage.writes() == []
    assert stage.clock.slept == []


async def test_a_finding_that_is_gone_is_told_to_be_fixed_and_its_thread_stays_where_we_may_not(stage):
    await stage.reviewed(a_review(a_finding(1), a_finding(2)))
    stage.writes()
    stage.forge.push(stage.pull)

    told = await stage.reviewed(a_review(a_finding(2)))

    first, second = stage.comments
    assert stage.writes() == [f"PATCH pulls/comments/{first.id} 200"]
    assert first.body.startswith(f"**Fixed** in `{stage.pull.head_sha[:7]}`\n\n<details><summary>What it said")
    assert "Change does not meet `FR-001`" in first.body
    assert second.body.startswith("**Change does not meet `FR-002`**")
    assert told.fingerprints == fingerprints(a_finding(2))
    assert not any(thread.is_resolved for thread in stage.forge.simulator.store.threads.values())
    await stage.reviewed(a_review(a_finding(2)))
    assert stage.writes() == []


async def test_a_finding_that_is_back_gets_a_new_comment(stage):
    await stage.reviewed(a_review(a_finding(1)))
    await stage.reviewed(a_review())

    told = await stage.reviewed(a_review(a_finding(1)))

    assert len(stage.comments) == 2
    assert told.comments == {a_finding(1).fingerprint: stage.comments[1].id}


async def test_a_finding_that_is_withheld_is_not_called_fixed(stage):
    await stage.reviewed(a_review(a_finding(1)))

    await stage.reviewed(a_review(withheld=(Withheld(a_finding(1), "waived by ann: later"),)))

    assert stage.comments[0].body.startswith("**No longer told** in ")


async def test_a_subject_that_could_not_be_judged_keeps_its_comment(stage):
    await stage.reviewed(a_review(a_finding(1)))
    stage.writes()

    await stage.reviewed(a_review(unsure=(1,)))

    assert stage.writes() == []


@pytest.mark.parametrize("do", ["resolve", "delete_review_comment"])
async def test_what_a_person_settled_is_respected_until_the_code_changes(stage, do):
    await stage.reviewed(a_review(a_finding(1)))
    getattr(stage.people, do)(stage.comments[0], by="ann")
    stage.writes()

    again = await stage.reviewed(a_review(a_finding(1)))

    assert stage.writes() == []
    assert again.fingerprints == fingerprints(a_finding(1))
    assert again.comments == {}
    changed = await stage.reviewed(a_review(a_finding(1, quote="LIMIT = 7")))
    assert (changed.posted, stage.writes()) == (1, ["POST pulls/1/reviews 200"])


async def test_an_answered_comment_is_edited_and_never_deleted(stage):
    await stage.reviewed(a_review(a_finding(1)))
    stage.people.reply(stage.comments[0], "We know", by="ann")

    await stage.reviewed(a_review())

    assert len(stage.comments) == 2
    assert stage.comments[0].body.startswith("**Fixed**")


async def test_editing_a_comment_of_ours_changes_nothing(stage):
    await stage.reviewed(a_review(a_finding(1)))
    stage.people.edit_review_comment(stage.comments[0], "nothing to see here", by="mallory")
    stage.writes()

    told = await stage.reviewed(a_review(a_finding(1)))

    assert stage.writes() == []
    assert told.fingerprints == fingerprints(a_finding(1))


async def test_a_comment_that_is_gone_is_no_obstacle(stage):
    await stage.reviewed(a_review(a_finding(1), a_finding(2)))
    stage.people.delete_review_comment(stage.comments[0])

    await stage.reviewed(a_review())
    stage.writes()
    await stage.reviewed(a_review())

    assert stage.writes() == []


async def test_what_has_no_room_is_counted(stage):
    findings = [a_finding(number) for number in range(1, 6)]

    told = await stage.reviewed(a_review(*findings, most=3))

    assert told.fingerprints == fingerprints(*findings[:3])
    assert (told.posted, told.beyond) == (3, 2)


async def test_one_line_that_github_refuses_loses_none_of_the_others(stage):
    findings = [a_finding(1), a_finding(2, line=50), a_finding(3)]

    told = await stage.reviewed(a_review(*findings, lines=60))

    assert stage.writes() == [
        "POST pulls/1/reviews 422",
        "POST pulls/1/comments 201",
        "POST pulls/1/comments 422",
        "POST pulls/1/comments 201",
    ]
    assert told.fingerprints == fingerprints(findings[0], findings[2])
    assert told.posted == 2
    await stage.reviewed(a_review(*findings, lines=60))
    assert len(stage.comments) == 2


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [502, 0])
async def test_a_lost_answer_doubles_nothing_and_loses_nothing(stage, status, when):
    await stage.begin(a_review(a_finding(1), a_finding(2)))
    stage.forge.simulator.fail_next("POST", "/reviews", status, when=when)

    with pytest.raises(Unavailable):
        await stage.publish()
    told = await stage.publish()

    assert len(stage.comments) == 2
    assert told.fingerprints == fingerprints(a_finding(1), a_finding(2))
    assert set(told.comments.values()) == {one.id for one in stage.comments}


async def test_an_outage_between_posting_and_noting_doubles_nothing(stage):
    await stage.begin(a_review(a_finding(1)))
    stage.forge.simulator.fail_next("GET", "/pulls/1/comments", 502, times=3)

    with pytest.raises(Unavailable):
        await stage.publish()
    told = await stage.publish()

    assert len(stage.comments) == 1
    assert told.comments == {a_finding(1).fingerprint: stage.comments[0].id}


async def test_an_outage_among_single_comments_doubles_nothing(stage):
    await stage.begin(a_review(a_finding(1), a_finding(2, line=50), a_finding(3), lines=60))
    stage.forge.simulator.fail_next("POST", "/pulls/1/comments", 502, when="after")

    with pytest.raises(Unavailable):
        await stage.publish()
    told = await stage.publish()

    assert len(stage.comments) == 2
    assert told.fingerprints == fingerprints(a_finding(1), a_finding(3))


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_outage_while_editing_is_made_up_for(stage, when):
    await stage.reviewed(a_review(a_finding(1), a_finding(2)))
    await stage.begin(a_review())
    stage.forge.simulator.fail_next("PATCH", "/pulls/comments", 502, when=when)

    with pytest.raises(Unavailable):
        await stage.publish()
    await stage.publish()

    assert [one.body.count("**Fixed**") for one in stage.comments] == [1, 1]


async def test_a_secondary_limit_is_passed_on_with_its_wait(stage):
    await stage.begin(a_review(a_finding(1)))
    stage.forge.simulator.fail_next("POST", "/reviews", 403, headers={"retry-after": "60"})

    with pytest.raises(Unavailable) as caught:
        await stage.publish()

    assert caught.value.retry_after == pytest.approx(60, abs=2)
    await stage.publish()
    assert len(stage.comments) == 1


async def test_a_comment_that_may_not_be_edited_loses_none_of_the_others(stage):
    await stage.reviewed(a_review(a_finding(1), a_finding(2)))
    await stage.begin(a_review())
    stage.forge.simulator.fail_next("PATCH", f"/pulls/comments/{stage.comments[0].id}", 422)

    await stage.publish()

    assert [one.body.startswith("**Fixed**") for one in stage.comments] == [False, True]
    await stage.publish()
    assert [one.body.startswith("**Fixed**") for one in stage.comments] == [True, True]


async def test_writes_of_one_installation_lie_a_second_apart(stage):
    await stage.reviewed(a_review(a_finding(1), a_finding(2, line=50), a_finding(3), lines=60))

    assert stage.clock.slept == [1.0, 1.0, 1.0]


async def test_a_missing_permission_turns_comments_into_annotations_and_is_named(stage):
    stage.forge.installation.permissions["pull_requests"] = "read"

    told = await stage.reviewed(a_review(a_finding(1)))

    assert (told.missing, told.fingerprints) == ("pull_requests: write", frozenset())
    assert stage.writes() == []
    nothing = await stage.reviewed(a_review())
    assert nothing.missing == ""


async def test_what_a_replaced_review_had_posted_is_known_to_the_next(stage):
    await stage.begin(a_review(a_finding(1)))
    stage.forge.simulator.fail_next("GET", "/pulls/1/comments", 502, times=3)
    with pytest.raises(Unavailable):
        await stage.publish()
    old = await stage.ledger.review(stage.id)
    await stage.ledger.supersede(stage.id, "f" * 40)

    await stage.publisher.recover(stage.host, old)
    await stage.end()
    stage.forge.push(stage.pull)
    told = await stage.reviewed(a_review(a_finding(1)))

    assert len(stage.comments) == 1
    assert told.comments == {a_finding(1).fingerprint: stage.comments[0].id}
