"""What a change does to constitutions is read from Git on both sides, and told; it never rules the review itself."""

import pytest

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.child import ReadingLimits
from app.parsing.spec_reader import SpecReader
from app.rules import unfilled_constitution
from app.stages.findings import rule_findings, select
from app.workflow.loading import load

PATH = ".specify/memory/constitution.md"
STRICT = (
    "# Acme Constitution\n\n## Core Principles\n\n### I. Tests First\n\nEvery library MUST have tests of its own.\n"
)
LAX = STRICT.replace("MUST", "SHOULD")


@pytest.fixture
def governed(checkout):
    checkout.git("checkout", "--quiet", "main")
    checkout.change({PATH: STRICT, "other/.specify/memory/constitution.md": STRICT})
    checkout.git("checkout", "--quiet", "-b", "002-lax")
    return checkout


def loaded(checkout, reader=None):
    with GitRepository.open(checkout.path) as repository:
        head, base = repository.resolve("HEAD"), repository.resolve("main")
        facts = PullRequest(repository="acme/app", head_sha=head, base_sha=base, merge_base=base)
        return load(repository, reader or SpecReader("fork"), facts)


def told(dossier):
    shown, _ = select(rule_findings(dossier), (), dossier)
    return [(one.rule.code, one.severity, one.span.path) for one in shown if one.rule.code.startswith("SPEC5")]


def test_a_weakened_principle_is_told_and_the_strict_one_rules(governed):
    governed.change({PATH: LAX})

    dossier = loaded(governed)

    assert told(dossier) == [("SPEC503", "warning", PATH)]
    assert {one.principles[0].strength for one in dossier.constitutions} == {"must"}


def test_a_constitution_that_the_change_does_not_touch_is_not_read_again(governed):
    governed.change({"src/a.py": "x = 1\n"})

    assert loaded(governed).changed_constitutions == ()


def test_a_constitution_that_is_moved_keeps_its_principles(governed):
    (governed.path / "memory").mkdir()
    governed.git("mv", PATH, "memory/constitution.md")
    governed.commit()

    dossier = loaded(governed)

    (changed,) = dossier.changed_constitutions
    assert (changed.path, changed.before.path, changed.after.path) == ("memory/constitution.md", PATH, changed.path)
    assert told(dossier) == []


def test_a_new_constitution_has_no_past(checkout):
    checkout.change({PATH: "# [PROJECT_NAME] Constitution\n"})

    dossier = loaded(checkout)

    assert dossier.changed_constitutions[0].before is None
    assert [one.span.first for one in unfilled_constitution.check(dossier)] == [1]
    assert told(dossier) == [("SPEC501", "notice", PATH)]


def test_a_constitution_that_is_deleted_is_told(governed):
    (governed.path / PATH).unlink()
    governed.commit()

    assert told(loaded(governed)) == [("SPEC503", "warning", PATH)]


def test_of_a_constitution_that_cannot_be_read_nothing_is_said(governed):
    governed.change({PATH: LAX})
    hasty = SpecReader("fork", ReadingLimits(total=0.0))

    dossier = loaded(governed, hasty)

    assert dossier.changed_constitutions == ()
    assert told(dossier) == []
