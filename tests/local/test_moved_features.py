"""A feature whose directory is renamed is the feature that it was."""

import pytest
from login_feature import CODE, SPEC, TASKS

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
from app.stages.findings import rule_findings
from app.workflow.loading import load

OLD, NEW = "specs/001-login", "specs/007-login"
WEAKER = SPEC.replace("System MUST lock", "System SHOULD lock")
TICKED = TASKS.replace("[ ] T001", "[x] T001")


@pytest.fixture
def moved(checkout):
    """A branch that renames the feature of which T001 was done before."""

    def move(spec, tasks=TICKED, to=NEW):
        checkout.git("checkout", "--quiet", "main")
        checkout.change({f"{OLD}/tasks.md": TICKED, "src/login.py": CODE}, "Lock accounts")
        checkout.git("checkout", "--quiet", "-B", "rename")
        checkout.git("mv", OLD, to)
        checkout.change({f"{to}/spec.md": spec, f"{to}/tasks.md": tasks}, "Rename")
        return loaded(checkout)

    return move


def loaded(checkout):
    with GitRepository.open(checkout.path) as repository:
        head, base = repository.resolve("HEAD"), repository.resolve("main")
        facts = PullRequest(repository="acme/app", branch="rename", head_sha=head, base_sha=base, merge_base=base)
        return load(repository, SpecReader("fork"), facts)


def feature(dossier, directory=NEW):
    return next(one for one in dossier.features if one.dir.dir == directory)


def found(dossier):
    return {(one.rule.code, one.subject, one.span.path) for one in rule_findings(dossier)}


def test_a_requirement_that_is_weakened_on_the_way_is_told(moved):
    assert ("SPEC602", "FR-001", f"{NEW}/spec.md") in found(moved(WEAKER))


def test_a_requirement_that_is_lost_on_the_way_is_told(moved):
    shorter = SPEC.replace("- **FR-002**: System MUST show the reason of a failure\n", "")

    assert ("SPEC601", "FR-002", f"{NEW}/spec.md") in found(moved(shorter))


def test_a_feature_that_only_moves_claims_nothing_and_loses_nothing(moved):
    dossier = moved(SPEC)

    assert feature(dossier).newly_done == frozenset()
    assert {code for code, _, _ in found(dossier) if code.startswith("SPEC6")} == set()


def test_a_tick_on_the_way_is_a_claim(moved):
    dossier = moved(SPEC, TICKED.replace("[ ] T002", "[x] T002"))

    assert feature(dossier).newly_done == {"T002"}


def test_documents_that_were_written_anew_on_the_way_are_followed_by_the_name_of_the_feature(moved):
    anew = "# Feature Specification: Signing in\n\n## Requirements\n\n- **FR-001**: People MAY sign in with a card\n"

    dossier = moved(anew, "# Tasks\n\n- [ ] T001 Read cards in src/card.py\n")

    assert feature(dossier).base is not None
    assert any(code == "SPEC601" for code, _, _ in found(dossier))


def test_another_feature_that_comes_while_one_goes_is_a_new_one(checkout):
    checkout.git("checkout", "--quiet", "main")
    checkout.git("checkout", "--quiet", "-B", "rename")
    checkout.git("rm", "--quiet", "-r", OLD)
    checkout.change(
        {"specs/002-payment/spec.md": "# Feature Specification: Payment\n\n- **FR-001**: System MUST pay\n"}
    )

    assert feature(loaded(checkout), "specs/002-payment").base is None
