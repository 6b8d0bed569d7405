from contextlib import asynccontextmanager

import pytest
from builders import a_pull_request
from merge_queue import FEATURE, LIMIT, Queue, a_finding, a_plan, a_report, a_review, a_verdict, reviewed

from app.domain.forge import GroupEntry
from app.git.repository import GitRepository
from app.ports import NotFound, Refused, Unavailable
from app.workflow.merge_group import EntryResult, GroupJudge, combine, entry_facts, entry_plan, still_holds

RAISED = LIMIT.replace("LIMIT = 5", "LIMIT = 6")


@pytest.fixture
def queue(tmp_path):
    return Queue(tmp_path / "work")


class World:
    """What lies outside of a group's judge: the queue, the ledger, the objects, the reviews."""

    def __init__(self, queue, entries, own=(), again=None):
        self.queue, self.entries, self.own = queue, entries, {entry.number: review for entry, review in own}
        self.again = again or {}
        self.fetched, self.judged = [], []

    async def group(self, plan):
        assert plan.merge_group
        return tuple(self.entries)

    async def last_review(self, pull_request, head_sha):
        number = int(pull_request.removeprefix("2#"))
        assert head_sha == next(entry.pull_head for entry in self.entries if entry.number == number)
        return self.own.get(number)

    @asynccontextmanager
    async def objects(self, plan, commits):
        assert plan.merge_group
        self.fetched.append(commits)
        with GitRepository.open(self.queue.path) as repository:
            for commit in commits:
                repository.resolve(commit)
            yield repository

    async def judge_entry(self, plan, entry):
        self.judged.append((plan, entry))
        outcome = self.again[entry.number]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def check(self):
        judge = GroupJudge(self.group, self.last_review, self.objects, self.judge_entry)
        return await judge(a_plan(self.entries))


def own(queue, entry, **fields):
    """A pull request and its own review, on the base that it was opened on."""
    outcome = reviewed(base=queue.base, head=entry.pull_head, **fields)
    return entry, a_review(entry.number, outcome)


def two_pulls(queue):
    """#4 raises the limit, #7 adds a file; main has moved on since."""
    heads = {4: queue.pull(4, {"app.py": RAISED}), 7: queue.pull(7, {"new.py": "NEW = 1\n"})}
    queue.on_main({"app.py": LIMIT + "MOVED = 1\n", "README.md": "Moved on\n"})
    return queue.group(heads)


async def test_pull_requests_that_add_what_they_were_reviewed_for_are_not_judged_again(queue):
    entries = two_pulls(queue)
    world = World(queue, entries, [own(queue, entry) for entry in entries])

    output = await world.check()

    assert (output.conclusion, output.title) == ("success", "2 pull requests: #4, #7 as reviewed")
    assert world.judged == []
    assert len(world.fetched) == 1


async def test_a_pull_request_that_the_group_alters_is_judged_again_on_its_part_of_the_group(queue):
    heads = {4: queue.pull(4, {"app.py": RAISED}), 7: queue.pull(7, {"new.py": "NEW = 1\n"})}
    queue.on_main({f"{FEATURE}/spec.md": "- **FR-001**: System MUST unlock\n"})
    entries = queue.group(heads)
    failing = reviewed("failure", conclusion="fail", title="FR-003 not met; 0 of 1", findings=(a_finding(),))
    empty = reviewed(base=queue.base, head=heads[7], features=())
    world = World(queue, entries, [own(queue, entries[0]), (entries[1], a_review(7, empty))], {4: failing})

    output = await world.check()

    assert output.conclusion == "failure"
    assert output.title == "2 pull requests: #7 as reviewed, #4 judged again; #4 not met: FR-003"
    assert [(plan.number, plan.head_sha, entry.base_sha) for plan, entry in world.judged] == [
        (4, entries[0].head_sha, entries[0].base_sha)
    ]


@pytest.mark.parametrize(
    "review",
    [
        None,
        a_review(4, None),
        a_review(4, reviewed(head="9" * 40)),
        a_review(4, reviewed("neutral", conclusion="incomplete")),
    ],
    ids=["none", "no report", "another head", "could not judge"],
)
async def test_a_pull_request_without_an_answer_of_its_own_is_judged_again(queue, review):
    entries = queue.group({4: queue.pull(4, {"app.py": RAISED})})
    if review and review.reviewed and review.reviewed.report.conclusion == "incomplete":
        report = a_report(queue.base, entries[0].pull_head, conclusion="incomplete")
        review = review.model_copy(update={"reviewed": review.reviewed.model_copy(update={"report": report})})
    world = World(queue, entries, [(entries[0], review)], {4: reviewed()})

    output = await world.check()

    assert output.title == "1 pull request: #4 judged again"
    assert world.fetched == []


async def test_a_pull_request_whose_check_showed_something_else_is_judged_again(queue):
    entries = two_pulls(queue)[:1]
    entry, review = own(queue, entries[0])
    shown = review.model_copy(update={"output": combine(())})
    world = World(queue, entries, [(entry, shown)], {4: reviewed()})

    assert (await world.check()).title == "1 pull request: #4 judged again"


async def test_who_asked_for_the_own_review_has_asked_for_the_group_too(queue):
    entries = queue.group({4: queue.pull(4, {"app.py": RAISED})})
    review = a_review(4, reviewed("neutral", conclusion="incomplete"), asked_by="ada")
    world = World(queue, entries, [(entries[0], review)], {4: reviewed()})

    await world.check()

    assert world.judged[0][0].asked_by == "ada"


async def test_everything_is_judged_again_when_a_commit_of_an_own_review_is_gone(queue):
    entries = two_pulls(queue)
    world = World(queue, entries, [own(queue, entry, merge_base="9" * 40) for entry in entries])
    world.again = {4: reviewed(), 7: reviewed()}

    assert (await world.check()).title == "2 pull requests: #4, #7 judged again"


async def test_a_pull_request_that_is_not_reviewed_says_why_and_passes(queue):
    entries = queue.group({4: queue.pull(4, {"app.py": RAISED})})

    output = await World(queue, entries, again={4: "Pull requests by `robot` are not reviewed"}).check()

    assert (output.conclusion, output.title) == ("success", "1 pull request: #4 not reviewed")
    assert "- #4, not reviewed: `skipped`. Pull requests by `robot` are not reviewed" in output.summary


async def test_a_queue_that_names_no_pull_requests_is_told_at_once(queue):
    output = await World(queue, []).check()

    assert output.conclusion == "neutral"
    assert output.title == "Not judged: the merge queue names no pull requests"


@pytest.mark.parametrize(("patience", "told"), [(None, 1_800), (7_200, 1_800), (60, 60)])
async def test_an_outage_is_waited_out_no_longer_than_a_queue_waits(queue, patience, told):
    entries = two_pulls(queue)
    away = Unavailable("The model is away", retry_after=5.0, patience=patience, fallback=reviewed())
    world = World(queue, entries, again={4: away, 7: reviewed()})

    with pytest.raises(Unavailable, match="The model is away") as raised:
        await world.check()

    assert (raised.value.patience, raised.value.retry_after, raised.value.fallback) == (told, 5.0, None)
    assert len(world.judged) == 2


@pytest.mark.parametrize("error", [Refused("No access to the repository"), NotFound("The commit is gone")])
async def test_what_cannot_be_done_is_told_as_it_is(queue, error):
    with pytest.raises(type(error), match=str(error)):
        await World(queue, two_pulls(queue), again={4: error, 7: reviewed()}).check()


def holds(queue, entry, report):
    with GitRepository.open(queue.path) as repository:
        return still_holds(repository, entry, report)


def test_a_review_holds_on_another_base_when_nothing_it_rests_on_has_changed(queue):
    first, second = two_pulls(queue)

    assert holds(queue, first, a_report(queue.base, first.pull_head))
    assert holds(queue, second, a_report(queue.base, second.pull_head))


@pytest.mark.parametrize(
    "moved",
    [
        {f"{FEATURE}/spec.md": "- **FR-001**: System MUST unlock\n"},
        {f"{FEATURE}/plan.md": "# Plan\n"},
        {".github/speckeeper.yml": "mode: advisory\n"},
        {".specify/memory/constitution.md": "# Another constitution\n"},
        {"lib/.specify/memory/constitution.md": "# One more\n"},
    ],
    ids=str,
)
def test_a_review_holds_no_longer_under_other_documents_or_configuration(queue, moved):
    head = queue.pull(4, {"app.py": RAISED})
    queue.on_main(moved)
    [entry] = queue.group({4: head})

    assert not holds(queue, entry, a_report(queue.base, head))


def test_documents_of_other_features_are_nothing_to_it(queue):
    head = queue.pull(4, {"app.py": RAISED})
    queue.on_main({"specs/001-login-again/spec.md": "- **FR-001**: System MUST wait\n"})
    [entry] = queue.group({4: head})

    assert holds(queue, entry, a_report(queue.base, head))


def test_an_earlier_pull_request_of_the_group_can_change_the_documents(queue):
    heads = {4: queue.pull(4, {f"{FEATURE}/tasks.md": "- [x] T001\n"}), 7: queue.pull(7, {"app.py": RAISED})}
    first, second = queue.group(heads)

    assert holds(queue, first, a_report(queue.base, first.pull_head))
    assert not holds(queue, second, a_report(queue.base, second.pull_head))


def test_a_change_that_merging_alters_is_another(queue):
    head = queue.pull(4, {"app.py": RAISED.replace("LAST = 1", "LAST = 2")})
    queue.on_main({"app.py": RAISED})
    [entry] = queue.group({4: head})

    assert not holds(queue, entry, a_report(queue.base, head))


@pytest.mark.parametrize(
    ("verdict", "held"),
    [
        (a_verdict("other.py", "    return 1"), False),
        (a_verdict("other.py", "def other():"), True),
        (a_verdict("app.py", "LAST = 1"), True),
        (a_verdict("other.py", "    return 1", side="search"), True),
    ],
    ids=["altered", "still there", "another file", "not code"],
)
def test_a_verdict_holds_only_while_its_quotes_of_code_stand(queue, verdict, held):
    head = queue.pull(4, {"app.py": RAISED})
    queue.on_main({"other.py": "def other():\n    return 2\n"})
    [entry] = queue.group({4: head})

    assert holds(queue, entry, a_report(queue.base, head, verdicts=(verdict,))) is held


def test_a_verdict_on_a_file_that_the_group_deletes_does_not_hold(queue):
    head = queue.pull(4, {"app.py": RAISED})
    queue.git("switch", "-q", "main")
    queue.git("rm", "-q", "other.py")
    queue.commit({})
    [entry] = queue.group({4: head})

    assert not holds(queue, entry, a_report(queue.base, head, verdicts=(a_verdict("other.py", "def other():"),)))


def an_entry(number=4):
    return GroupEntry(number=number, pull_head="1" * 40, base_sha="2" * 40, head_sha="3" * 40)


def a_result(number, outcome, *, remembered=False):
    return EntryResult(an_entry(number), outcome, remembered=remembered)


def test_the_facts_of_an_entry_are_the_pull_requests_words_on_the_groups_commits():
    facts = entry_facts(a_pull_request(title="Raise", body="Implements FR-001"), an_entry())

    assert (facts.base_sha, facts.merge_base, facts.head_sha) == ("2" * 40, "2" * 40, "3" * 40)
    assert (facts.title, facts.body, facts.number) == ("Raise", "Implements FR-001", 7)


def test_the_plan_of_an_entry_is_that_of_its_pull_request():
    plan = entry_plan(a_plan([an_entry()], full=True), an_entry(9))

    assert (plan.number, plan.head_sha, plan.merge_group, plan.pull_request) == (9, "3" * 40, None, "2#9")


@pytest.mark.parametrize(
    ("conclusions", "worst"),
    [
        (["success"], "success"),
        (["success", "neutral"], "neutral"),
        (["neutral", "action_required", "success"], "action_required"),
        (["action_required", "failure", "neutral"], "failure"),
        (["cancelled", "neutral"], "cancelled"),
        (["success", "skipped"], "success"),
        (["skipped", "skipped"], "success"),
        (["skipped", "neutral"], "neutral"),
    ],
)
def test_the_group_concludes_as_its_worst_pull_request(conclusions, worst):
    results = [a_result(number, reviewed(conclusion)) for number, conclusion in enumerate(conclusions)]

    assert combine(results).conclusion == worst


def test_the_title_names_every_pull_request_and_what_is_wrong():
    failing = reviewed("failure", conclusion="fail", title="FR-003 not met; 11 of 12", findings=(a_finding(),))
    results = [
        a_result(4, reviewed(), remembered=True),
        a_result(7, reviewed(), remembered=True),
        a_result(9, failing),
    ]

    output = combine(results)

    assert output.title == "3 pull requests: #4, #7 as reviewed, #9 judged again; #9 not met: FR-003"
    assert "- #4, as reviewed: `success`. 12 of 12 claimed subjects met" in output.summary
    assert "- #9, judged again: `failure`. FR-003 not met; 11 of 12" in output.summary
    assert "- #9: Change does not meet `FR-003` (SPEC201, `app.py:4`)" in output.summary


def test_many_unmet_subjects_are_counted_once_each():
    findings = tuple(a_finding(f"FR-00{number}") for number in (1, 2, 2, 3, 4, 5))
    output = combine([a_result(9, reviewed("neutral", conclusion="advisory", findings=findings))])

    assert output.title == "1 pull request: #9 judged again; #9 not met: FR-001, FR-002, FR-003 and 2 more"


@pytest.mark.parametrize(
    ("conclusion", "title", "told"),
    [
        ("action_required", "Could not be judged; 1 of 4 claimed subjects met", "; #9: Could not be judged"),
        ("failure", "2 faults", "; #9: 2 faults"),
        ("failure", "", ""),
        ("neutral", "No spec for this change", ""),
    ],
)
def test_what_fails_without_a_subject_is_told_by_the_reviews_own_title(conclusion, title, told):
    notices = (a_finding(severity="notice"), a_finding(subject=""))
    output = combine([a_result(9, reviewed(conclusion, title=title, findings=notices))])

    assert output.title == f"1 pull request: #9 judged again{told}"


def test_text_of_a_repository_does_nothing_in_the_summary():
    finding = a_finding("@ada", "See ![x](http://evil.example) <b>@ada</b>")
    output = combine([a_result(9, reviewed("failure", title="<!-- x --> @ada http://a.example", findings=(finding,)))])

    for harm in ("@ada", "<b>", "<!--", "http:", "!["):
        assert harm not in output.summary


def test_a_large_group_is_told_within_what_github_takes_and_cut_at_a_line():
    findings = tuple(a_finding(message="ü" * 300) for _ in range(40))
    outcome = reviewed("failure", title="(" * 300, findings=findings)
    output = combine([a_result(number, outcome) for number in range(1_000, 1_100)])

    assert len(output.summary.encode()) <= 65_535
    assert len(output.title) <= 250
    assert output.summary.endswith("more lines did not fit")


def test_more_findings_than_anybody_reads_are_counted():
    outcome = reviewed("failure", findings=tuple(a_finding() for _ in range(40)))

    assert combine([a_result(9, outcome)]).summary.endswith("\n- and 10 more")
