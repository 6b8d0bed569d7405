from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_feature
from specs_schema.problem import SpecProblem

DIR = FeatureDir(dir="specs/001-a", format="speckit", number="001")

SPEC = """# Feature Specification: Grounded answers

**Feature Branch**: `001-a`
**Created**: 2026-01-02

## Clarifications

### Session 2026-01-03

- Q: How many sources? → A: Three

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Ask a question (Priority: P1)

A reader asks and gets an answer.

**Why this priority**: It is the product.

**Acceptance Scenarios**:

1. **Given** an index, **When** a reader asks, **Then** three sources come
   with the answer
2. **Given** no match, **When** a reader asks, **Then** nothing is invented

### User Story 2 - See the source (Priority: P2)

**Acceptance Scenarios**:

1. **Given** an answer, **When** a source is opened, **Then** the passage is marked

### Edge Cases

- What happens when the index is empty?

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: System MUST cite at least three sources (see SC-001, US1)
- **FR-002**: System SHOULD answer within
  two seconds
- **FR-017b**: The index MAY be rebuilt [NEEDS CLARIFICATION: how often?]

### Non-Functional

- **NFR-001**: Memory stays below 1 GB

### Key Entities *(include if feature involves data)*

- **Answer**: What the reader gets
- **Source** - a passage with a score

## Success Criteria *(mandatory)*

### Measurable Outcomes

- **SC-001**: 95% of answers carry three sources

## Assumptions

- The corpus is English
"""


def read(documents: Mapping[str, str]) -> tuple[Feature, tuple[SpecProblem, ...]]:
    return read_feature(DIR, {f"specs/001-a/{name}": text for name, text in documents.items()})


def spec(text: str) -> Feature:
    return read({"spec.md": text})[0]


def test_the_template_is_read_completely():
    feature, problems = read({"spec.md": SPEC})

    assert (feature.title, feature.branch) == ("Grounded answers", "001-a")
    assert [(story.id, story.title, story.priority) for story in feature.stories] == [
        ("US1", "Ask a question", "P1"),
        ("US2", "See the source", "P2"),
    ]
    assert feature.stories[0].text == "A reader asks and gets an answer."
    assert [(story.span.first, story.span.last) for story in feature.stories] == [(14, 24), (26, 30)]
    assert [(one.id, one.span.first, one.span.last) for story in feature.stories for one in story.scenarios] == [
        ("US1/AC1", 22, 23),
        ("US1/AC2", 24, 24),
        ("US2/AC1", 30, 30),
    ]
    assert [(one.id, one.strength) for one in feature.requirements] == [
        ("FR-001", "must"),
        ("FR-002", "should"),
        ("FR-017b", "may"),
        ("NFR-001", None),
    ]
    assert feature.requirements[0].cites == ("SC-001", "US1")
    assert feature.requirements[0].heading == "Functional Requirements"
    assert feature.requirements[1].text == "System SHOULD answer within two seconds"
    assert (feature.requirements[1].span.first, feature.requirements[1].span.last) == (41, 42)
    assert [one.id for one in feature.success_criteria] == ["SC-001"]
    assert [(one.id, one.text) for one in feature.entities] == [
        ("Answer", "What the reader gets"),
        ("Source", "a passage with a score"),
    ]
    assert sorted((one.kind, one.text) for one in feature.statements) == [
        ("assumption", "The corpus is English"),
        ("clarification", "Q: How many sources? → A: Three"),
        ("edge_case", "What happens when the index is empty?"),
        ("open_clarification", "how often?"),
    ]
    assert [(problem.kind, problem.span.first) for problem in problems] == [("open-clarification", 43)]


@pytest.mark.parametrize(
    "line",
    [
        "- **FR-001**: It works",
        "- **FR-001** It works",
        "- **FR-001:** It works",
        "- **FR-001 — It works**",
        "- FR-001: It works",
        "- `FR-001`: It works",
        "- [FR-001] It works",
        "* **FR-001**: It works",
        "1. **FR-001**: It works",
        "- [x] **FR-001**: It works",
        "**FR-001**: It works",
        "#### FR-001: It works",
    ],
)
def test_requirements_are_read_in_every_form(line: str):
    feature = spec(f"# S\n\n## Requirements\n\n{line}\n")

    assert [(one.id, one.text, one.span.first) for one in feature.requirements] == [("FR-001", "It works", 5)]


def test_requirements_in_a_paragraph_or_table_are_separate_ones():
    lines = spec("## Requirements\n\n**FR-001**: One\n**FR-002**: Two\nmore\n")
    assert [(one.id, one.text, one.span.first) for one in lines.requirements] == [
        ("FR-001", "One", 3),
        ("FR-002", "Two more", 4),
    ]
    rows = spec("## Requirements\n\n| ID | Text |\n|---|---|\n| FR-001 | One |\n| SC-001 | Fast |\n")
    assert [one.id for one in rows.requirements] == ["FR-001"]
    assert [one.id for one in rows.success_criteria] == ["SC-001"]


def test_nested_text_belongs_to_its_requirement():
    (one,) = spec("- **FR-001**: System MUST:\n  - log in\n  - log out\n").requirements

    assert one.text == "System MUST: log in log out"
    assert (one.span.first, one.span.last) == (1, 3)


def test_references_are_no_requirements():
    feature = spec(
        "- **FR-001**: One\n\n## Traceability\n\n- FR-001\n- FR-001, FR-002 are covered\n"
        "- FR-001–FR-003: tested\n\n| ID | Where |\n|---|---|\n| FR-001 | here |\n"
    )

    assert [one.key for one in feature.requirements] == ["FR-001"]


def test_a_number_after_the_id_is_text():
    assert spec("- **SC-004** — **100%** of calls\n").success_criteria[0].text == "**100%** of calls"


def test_other_families_count_below_a_requirements_heading_only():
    text = "## Requirements\n\n- **LOGIN-001**: One\n- **R002** (MUST): Two\n\n## Notes\n\n- **ADR-005**: decided\n"

    assert [one.id for one in spec(text).requirements] == ["LOGIN-001", "R002"]


def test_a_second_requirement_with_an_id_is_kept_and_reported():
    feature, problems = read({"spec.md": "- **FR-001**: One\n- **FR-001**: Two\n"})

    assert [(one.key, one.text) for one in feature.requirements] == [("FR-001", "One"), ("FR-001~2", "Two")]
    assert [(problem.kind, problem.key, problem.span.first) for problem in problems] == [("duplicate-id", "FR-001", 2)]


def test_a_requirement_without_words_is_reported():
    feature, problems = read({"spec.md": "- **FR-001**:\n- **FR-002**: Two\n"})

    assert [one.id for one in feature.requirements] == ["FR-001", "FR-002"]
    assert [(problem.kind, problem.span.first) for problem in problems] == [("unreadable-line", 1)]


def test_specs_without_ids_fall_back_to_bullets_and_then_to_headings():
    bullets = spec("# S\n\n## Requirements\n\n- One MUST\n- Two\n\n## Success Criteria\n\n- Fast\n")
    assert [one.id for one in bullets.requirements] == ["Requirements #1", "Requirements #2"]
    assert [one.id for one in bullets.success_criteria] == ["Success Criteria #1"]
    headings = spec("# S\n\n## Requirements\n\n### Locking\n\nAccounts lock.\n")
    assert [(one.id, one.text) for one in headings.requirements] == [("Locking", "Accounts lock.")]


@pytest.mark.parametrize(
    ("heading", "scenario"),
    [
        (
            "### História de Usuário 2 - Comprar (Prioridade: P1)",
            "1. **Dado** um item, **Quando** paga, **Então** recebe",
        ),
        ("### 用户故事 2 - 购买 (优先级: P1)", "1. **假设** 有商品, **当** 付款, **那么** 收货"),
        ("### US2 (P1) — Buy", "1. **Given** an item, **When** paid, **Then** sent"),
        ("## User Story 2: Buy [P1]", "- Given an item, when paid, then sent"),
        ("#### Récit utilisateur 2 – Acheter (P1)", "1. **Étant donné** un article, **Quand** payé, **Alors** reçu"),
    ],
)
def test_headings_may_be_translated_and_ids_are_not(heading: str, scenario: str):
    feature = spec(f"# S\n\n{heading}\n\nText.\n\n{scenario}\n")

    assert [(story.id, story.priority) for story in feature.stories] == [("US2", "P1")]
    assert [one.id for one in feature.stories[0].scenarios] == ["US2/AC1"]


def test_dotted_story_numbers_are_kept():
    feature = spec(
        "### User Story 1.1 - A (P1)\n\n1. **Given** a, **Then** b\n\n"
        "### User Story 1.2 - B (P1)\n\n1. **Given** a, **Then** b\n"
    )

    assert [one.id for story in feature.stories for one in story.scenarios] == ["US1.1/AC1", "US1.2/AC1"]


def test_scenarios_without_a_story_heading_are_read():
    feature = spec(
        "## Acceptance Scenarios\n\n1. **Given** a, **When** b, **Then** c\n2. **Given** d, **When** e, **Then** f\n"
    )

    assert [one.id for story in feature.stories for one in story.scenarios] == ["US1/AC1", "US1/AC2"]


def test_steps_on_lines_of_their_own_are_one_scenario():
    feature = spec(
        "### User Story 1 - A (P1)\n\n- **Given** a\n- **When** b\n- **Then** c\n- **And** d\n\n"
        "**Given** e\n**When** f\n**Then** g\n"
    )

    assert [(one.id, one.span.first, one.span.last) for one in feature.stories[0].scenarios] == [
        ("US1/AC1", 3, 6),
        ("US1/AC2", 8, 10),
    ]
    assert feature.stories[0].scenarios[0].text == "**Given** a **When** b **Then** c **And** d"


def test_a_list_that_starts_again_goes_on_counting():
    feature = spec(
        "### User Story 1 - A (P1)\n\n1. **Given** a, **Then** b\n\n"
        "**More**:\n\n1. **Given** c, **Then** d\n1. **Given** e, **Then** f\n"
    )

    assert [one.id for one in feature.stories[0].scenarios] == ["US1/AC1", "US1/AC2", "US1/AC3"]


@pytest.mark.parametrize("name", ["AC", "AC-", "SCN", "AS-0", "**AC0"])
def test_scenarios_keep_the_numbers_that_they_give_themselves(name: str):
    feature = spec(
        f"### User Story 1 - A (P1)\n\n- {name}2: **Given** a, **When** b, **Then** c\n"
        f"- {name}5: **Given** d, **When** e, **Then** f\n"
    )

    assert [one.id for one in feature.stories[0].scenarios] == ["US1/AC2", "US1/AC5"]


@pytest.mark.parametrize(
    ("heading", "scenarios"),
    [
        ("### Acceptance Criteria", ["US1/AC1", "US1/AC2"]),
        ("### Notes", []),
    ],
)
def test_a_numbered_list_without_steps_is_scenarios_only_below_acceptance(heading: str, scenarios: list[str]):
    feature = spec(f"## User Story 1 - A (P1)\n\n{heading}\n\n1. The cart is empty\n2. The total is zero\n")

    assert [one.id for one in feature.stories[0].scenarios] == scenarios


def test_a_story_that_speaks_of_acceptance_is_no_heading_of_scenarios():
    feature = spec("## User Story 1 - Acceptance of terms (P1)\n\n1. The terms are shown\n2. They are accepted\n")

    assert feature.stories[0].scenarios == ()


def test_stories_without_a_number_get_the_free_ones():
    feature = spec("### User Story - A\n\na\n\n### User Story 1 - B\n\nb\n\n### User Story - C\n\nc\n")

    assert [(story.id, story.title) for story in feature.stories] == [("US2", "A"), ("US1", "B"), ("US3", "C")]


@pytest.mark.parametrize("line", ["**Priority**: P2", "Priority: P2", "Prioridade: P2"])
def test_the_priority_may_stand_below_the_heading(line: str):
    assert spec(f"### User Story 1 - A\n\nA reader asks.\n\n{line}\n").stories[0].priority == "P2"


def test_a_success_criterion_that_begins_with_given_is_no_scenario():
    feature = spec(
        "### User Story 1 - A (P1)\n\ntext\n\n## Success Criteria\n\n- **SC-001**: Given a corpus, then it is fast\n"
    )

    assert [one.id for one in feature.success_criteria] == ["SC-001"]
    assert feature.stories[0].scenarios == ()


def test_two_stories_with_one_number_are_reported_and_their_scenarios_told_apart():
    feature, problems = read(
        {
            "spec.md": "### User Story 1 - A (P1)\n\n1. **Given** a, **Then** b\n\n"
            "### User Story 1 - B (P2)\n\n1. **Given** a, **Then** b\n"
        }
    )

    assert [one.id for story in feature.stories for one in story.scenarios] == ["US1/AC1", "US1/AC2"]
    assert [(problem.kind, problem.key) for problem in problems] == [("duplicate-id", "US1")]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("- [NEEDS CLARIFICATION: which [kind] of\n  lock?]", ["which [kind] of lock?"]),
        ("- [NEEDS CLARIFICATION] How long do we wait?", ["How long do we wait?"]),
        ("- How long do we wait? [NEEDS CLARIFICATION]", ["How long do we wait?"]),
        ("No `[NEEDS CLARIFICATION]` markers remain.", []),
        ("No [NEEDS CLARIFICATION] markers remain.", []),
        ("Use `[NEEDS CLARIFICATION: question]` for it.", []),
        ("```\n[NEEDS CLARIFICATION: in an example]\n```", []),
        ("<!-- [NEEDS CLARIFICATION: in a comment] -->", []),
    ],
)
def test_open_questions_are_told_from_talk_about_them(text: str, questions: list[str]):
    feature, problems = read({"spec.md": f"# S\n\n{text}\n"})

    assert [one.text for one in feature.statements if one.kind == "open_clarification"] == questions
    assert [problem.kind for problem in problems] == ["open-clarification"] * len(questions)


def test_documents_may_be_missing():
    feature, problems = read({"research.md": "# R\n"})

    assert problems == ()
    assert feature.title == "001-a"
    assert feature.plan is None
    assert [document.role for document in feature.documents] == ["research"]


def test_bytes_that_are_no_utf8_are_reported_with_their_line():
    feature, problems = read({"spec.md": "# S\n\n- **FR-001**: caf\ufffd\n", "tasks.md": "- [ ] T001 a\0b\n"})

    assert [(problem.kind, str(problem.span)) for problem in problems] == [
        ("unreadable-document", "specs/001-a/spec.md:3"),
        ("unreadable-document", "specs/001-a/tasks.md:1"),
    ]
    assert [one.id for one in feature.requirements] == ["FR-001"]
    assert [one.id for one in feature.tasks] == ["T001"]


def test_a_fence_nobody_closed_hides_no_requirement_and_is_reported():
    inner = "```text\na brief with\n```yaml\na: 1\n```\n```\n\n## Requirements\n\n- **FR-001**: One\n"
    feature, problems = read({"spec.md": inner})

    assert [(one.id, one.span.first) for one in feature.requirements] == [("FR-001", 10)]
    assert [(problem.kind, problem.span.first) for problem in problems] == [("unreadable-line", 6)]


def test_a_fence_of_mere_code_that_nobody_closed_stays_code():
    feature, problems = read({"spec.md": "- **FR-001**: One\n\n```sh\n# - **FR-002**: no\nls\n"})

    assert [one.id for one in feature.requirements] == ["FR-001"]
    assert problems == ()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    unix, _ = read({"spec.md": SPEC})
    windows, _ = read({"spec.md": "\ufeff" + SPEC.replace("\n", "\r\n")})

    assert windows == unix


PIECES = st.sampled_from(
    [
        *SPEC.split("\n"),
        "- **FR-001**:",
        "```",
        "<!--",
        "-->",
        "> - **FR-009**: quoted",
        "| ID | Text |",
        "|---|---|",
        "| FR-003 | x |",
        "  - [ ] T001 [P] x",
        "\0",
        "\t- a",
        "### US3 (P1)",
        "- Given",
        "[NEEDS CLARIFICATION:",
    ]
)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(PIECES, max_size=30),
    st.sampled_from(
        [
            "spec.md",
            "plan.md",
            "tasks.md",
            "research.md",
            "data-model.md",
            "quickstart.md",
            "checklists/a.md",
            "contracts/a.md",
        ]
    ),
)
def test_no_document_raises_and_every_span_lies_inside(lines: list[str], name: str):
    feature, problems = read({name: "\n".join(lines)})

    last = max(1, len(lines))
    spans = [
        *(one.span for one in feature.subjects),
        *(one.span for one in problems),
        *(one.span for one in feature.statements),
    ]
    assert all(1 <= span.first <= span.last <= last for span in spans)
    keys = [(one.kind, one.key) for one in feature.subjects]
    assert len(keys) == len(set(keys))
