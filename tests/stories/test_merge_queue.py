"""The merge queue: a required check must be reported for the group's commit, or the queue stands still."""

from stories.world import FEATURE, tasks

GATE = "version: 1\nmode: gate\n"


def opened(story, number, files, title="Do it", body=""):
    branch = f"001-limits-{number}"
    story.git("switch", "-q", "main")
    pull = story.opens(files, title, body, branch=branch)
    story.quiet()
    return pull


def test_a_group_of_three_pull_requests_that_are_reviewed_already(story):
    pulls = [
        opened(story, 1, {"answer.py": "LIMIT = 5\n"}, body="Implements FR-001"),
        opened(story, 2, {"timeout.py": "TIMEOUT = 30\n"}, body="Implements FR-002"),
        opened(story, 3, {"retry.py": "RETRIES = 2\n"}, body="Implements FR-003"),
    ]
    story.tell("three pull requests are reviewed")
    asked = story.model.requests
    delivery = story.people.queue(story.name, [pull.number for pull in pulls], by="mia")

    story.tell("mia puts them into the merge queue together")
    assert delivery is not None
    assert story.model.requests == asked
    assert story.group_check().conclusion == "success"


def test_a_group_with_a_pull_request_that_is_not_met(story):
    story.configures(GATE)
    pulls = [
        opened(story, 1, {"answer.py": "LIMIT = 6\n", f"{FEATURE}/tasks.md": tasks("T001")}),
        opened(story, 2, {"timeout.py": "TIMEOUT = 30\n"}, body="Implements FR-002"),
    ]
    story.quiet()
    story.people.queue(story.name, [pull.number for pull in pulls], by="mia")

    story.tell("one of two pull requests in a group is not met")
    assert story.group_check().conclusion == "failure"


def test_what_the_group_alters_is_judged_again(story):
    pull = opened(story, 1, {f"{FEATURE}/tasks.md": tasks("T001"), "answer.py": "LIMIT = 5\n"})
    story.quiet()
    story.git("switch", "-q", "main")
    story.commit({f"{FEATURE}/spec.md": (story.work / f"{FEATURE}/spec.md").read_text().replace("`5`", "`7`")}, "Seven")
    story.people.queue(story.name, [pull.number], by="mia")

    story.tell("the spec changed on main while the pull request waited")
    assert story.group_check().conclusion == "neutral"
