"""A second reader sees what other places of the spec say of the same things."""

import pytest
from builders import (
    FEATURE,
    a_change,
    a_changed_file,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
)

from app.stages.spec_beside import passages_of

SKIPPED = a_requirement(
    "US1/AC2", "The report names the matched exclusion as the reason of a skipped source path", line=4
)
SPEC = """# Feature

## Scenarios
The report names the matched exclusion as the reason of a skipped source path

## Requirements
- **FR-004**: A skipped path has a reason that indicates a source-path exclusion"""
CONTRACT = """# Output

Paths are printed.

## Reason
The reason of a skipped source path is: exclusion matched"""
OTHERS = "# Users\n\nEverybody has an address and a name, and a language."


def of(change=None, base=None, **documents):
    feature = a_reviewed_feature(a_feature(), base)
    texts = {f"{FEATURE}/{name}": text for name, text in documents.items()}
    return passages_of(a_dossier(feature, change=change, texts=texts), feature)


def test_passages_about_the_same_things_are_shown_without_the_subject_s_own_lines():
    found = of(**{"spec.md": SPEC, "contracts/output.md": CONTRACT, "data-model.md": OTHERS}).beside(SKIPPED)

    assert [(piece.side, piece.span.path.removeprefix(f"{FEATURE}/"), piece.span.first) for piece in found] == [
        ("spec", "contracts/output.md", 5),
        ("spec", "spec.md", 6),
    ]
    assert found[0].text.startswith("## Reason\nThe reason")


@pytest.mark.parametrize("name", ["tasks.md", "checklists/requirements.md"])
def test_claims_and_questions_about_the_spec_are_no_places_of_the_spec(name):
    assert of(**{name: CONTRACT, "spec.md": SPEC}).beside(SKIPPED) == of(**{"spec.md": SPEC}).beside(SKIPPED)


def test_documents_of_another_feature_say_nothing():
    feature = a_reviewed_feature(a_feature())
    dossier = a_dossier(feature, texts={"specs/002-other/spec.md": CONTRACT, f"{FEATURE}/spec.md": OTHERS})

    assert passages_of(dossier, feature).beside(SKIPPED) == ()


def test_what_the_change_writes_into_a_spec_that_was_there_before_excuses_nothing():
    change = a_change(a_changed_file(f"{FEATURE}/contracts/output.md", line=6))
    documents = {"contracts/output.md": CONTRACT, "data-model.md": OTHERS}

    assert of(change, a_feature(), **documents).beside(SKIPPED) == ()
    assert of(change, None, **documents).beside(SKIPPED) != ()


def test_a_heading_in_a_fence_begins_no_passage_and_a_long_section_is_shown_in_parts():
    body = [
        "## Reason",
        "```",
        "# The reason of a skipped source path",
        "```",
        *["matched exclusion, skipped source path"] * 60,
    ]

    found = of(**{"contracts/output.md": "\n".join(body), "data-model.md": OTHERS}).beside(SKIPPED)

    assert sorted((piece.span.first, piece.span.last) for piece in found) == [(1, 40), (41, 64)]


def test_no_more_is_shown_than_has_room():
    long = "\n".join(f"## Reason {number}\nskipped source path matched exclusion {'x' * 2000}" for number in range(9))

    found = of(**{"research.md": long}).beside(SKIPPED)

    assert 1 <= len(found) <= 2  # of 2,040 characters each, within 4,500
