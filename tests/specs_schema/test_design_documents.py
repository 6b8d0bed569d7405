import pytest

from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_constitution, read_feature

DIR = FeatureDir(dir="specs/001-a", format="speckit", number="001")


def read(**documents: str) -> Feature:
    names = {name.replace("_", "-") + ".md": text for name, text in documents.items()}
    feature, problems = read_feature(DIR, {f"specs/001-a/{name}": text for name, text in names.items()})
    assert problems == ()
    return feature


PLAN = """# Implementation Plan: Answers

**Branch**: `001-a` | **Date**: 2026-01-01

## Summary

Answers with sources.

## Technical Context

**Language/Version**: Python 3.11
**Storage**: SQLite
**Performance Goals**: p95 below
two seconds

## Constitution Check

| Gate | Status |
|---|---|
| I. Library first | PASS |

- [x] **Tests first**: planned

## Project Structure

### Documentation (this feature)

```text
specs/001-a/
└── plan.md
```

### Source Code

```text
src/
├── api/
│   ├── ask.py          # the endpoint
│   └── limits.py
└── main.py
tests/
    test_ask.py
```

## Complexity Tracking

| Violation | Why Needed | Simpler Alternative Rejected Because |
|---|---|---|
| Second store | Speed | Too slow |
"""


def test_a_summary_is_its_sentences_without_code_and_tables():
    plan = read(plan="# Plan\n\n## Summary\n\nOne.\n\n```sh\nmake\n```\n\n| a |\n|---|\n| b |\n\n- Two.\n").plan

    assert plan is not None
    assert plan.summary == "One. Two."


def test_the_plan_gives_context_gates_complexity_and_the_tree():
    plan = read(plan=PLAN).plan

    assert plan is not None
    assert plan.summary == "Answers with sources."
    assert [(one.kind, one.key, one.text, one.span.first, one.span.last) for one in plan.entries] == [
        ("technical_context", "Language/Version", "Python 3.11", 11, 11),
        ("technical_context", "Storage", "SQLite", 12, 12),
        ("technical_context", "Performance Goals", "p95 below two seconds", 13, 14),
        ("constitution_check", "I. Library first", "PASS", 20, 20),
        ("constitution_check", "Tests first", "planned", 22, 22),
        ("complexity", "Second store", "Speed | Too slow", 49, 49),
    ]
    assert plan.structure == (
        "src/",
        "src/api/",
        "src/api/ask.py",
        "src/api/limits.py",
        "src/main.py",
        "tests/",
        "tests/test_ask.py",
    )


def test_title_and_branch_come_from_the_plan_when_there_is_no_spec():
    feature = read(plan=PLAN)

    assert (feature.title, feature.branch) == ("Answers", "001-a")


def test_decisions_are_read_in_their_usual_forms():
    feature = read(
        research="""# Research

## R1 - Store

- **Decision**: SQLite
- **Rationale**: One file
- **Alternatives considered**:
  - PostgreSQL: heavier

## Decision 2: Queue

- **Rationale**: None needed

## Cache

**Decision**: Redis
because it is there

**Rationale**: Fast

### Alternatives

Memory.

## Background

Nothing decided.

## Decisão: Fila

- **Escolha**: RabbitMQ
- **Racional**: conhecida

| Topic | Decision | Rationale |
|---|---|---|
| Hash | bcrypt | known |
"""
    )

    assert [(one.id, one.topic, one.text, one.rationale, one.alternatives) for one in feature.decisions] == [
        ("R1", "Store", "SQLite", "One file", "PostgreSQL: heavier"),
        ("Decision 2", "Queue", "Queue", "None needed", ""),
        ("Cache", "Cache", "Redis because it is there", "Fast", "Memory."),
        ("Fila", "Fila", "RabbitMQ", "conhecida", ""),
        ("Hash", "Hash", "bcrypt", "known", ""),
    ]
    assert (feature.decisions[0].span.first, feature.decisions[0].span.last) == (3, 8)


def test_a_part_of_a_decision_goes_on_until_the_next_label():
    (decision,) = read(
        research="# R\n\n## Store\n\n**Decision**: SQLite\n\nwith a file per tenant.\n**Rationale**: small\nand known\n"
    ).decisions

    assert (decision.text, decision.rationale) == ("SQLite with a file per tenant.", "small and known")


def test_a_data_model_gives_entities_with_fields_and_rules():
    feature = read(
        data_model="""# Data Model

## Overview

- nothing here

## Entities

### Entity: Answer

What the reader gets.

| Field | Type | Rules |
|---|---|---|
| `id` | uuid | required |
| `score` | number | 0..1 |

#### Validation

- score is never negative

### 2. Source (new)

- **url**: string, absolute
- `rank` (int): from 1

### Marker

Only prose.

## Relationships

- Answer has many Source
"""
    )

    assert [(one.id, one.text, [(field.name, field.text) for field in one.fields]) for one in feature.entities] == [
        (
            "Answer",
            "What the reader gets.",
            [("id", "uuid | required"), ("score", "number | 0..1"), ("", "score is never negative")],
        ),
        ("Source", "Source", [("url", "string, absolute"), ("rank", "(int): from 1")]),
        ("Marker", "Only prose.", []),
    ]
    assert [field.span.first for field in feature.entities[0].fields] == [15, 16, 20]


def test_a_key_entity_and_its_model_are_one_subject():
    feature = read(
        spec="## Key Entities\n\n- **Recent Contract**: kept for a week\n- **User**: a person\n",
        data_model="## RecentContract\n\n- **id**: uuid\n",
    )

    assert [one.id for one in feature.entities] == ["User", "RecentContract"]
    assert [(field.name, field.text, str(field.span)) for field in feature.entities[1].fields] == [
        ("id", "uuid", "specs/001-a/data-model.md:3"),
        ("", "kept for a week", "specs/001-a/spec.md:3"),
    ]


def test_checklists_keep_ids_and_ticks():
    feature, problems = read_feature(
        DIR,
        {
            "specs/001-a/checklists/api.md": "# API Checklist\n\n- [ ] CHK001 Is it clear? [Clarity, Spec §FR-1]\n"
            "- [x] No details leak\n  of any kind\n"
        },
    )
    (checklist,) = feature.checklists

    assert problems == ()
    assert checklist.title == "API Checklist"
    assert [(one.id, one.text, one.done, one.span.first) for one in checklist.items] == [
        ("CHK001", "Is it clear? [Clarity, Spec §FR-1]", False, 3),
        ("", "No details leak of any kind", True, 4),
    ]


def test_a_quickstart_gives_sections_and_commands():
    feature = read(
        quickstart="# Quickstart\n\n## Run\n\nStart it:\n\n```bash\n# note\n$ make run\ncurl a \\\n  b\n```\n"
    )

    assert [(one.title, one.text, one.commands) for one in feature.quickstart] == [
        ("Run", "Start it:", ("make run", "curl a b"))
    ]


CONSTITUTION = """<!-- Sync Impact Report
Version: 1.0.0 → 1.1.0
- [OLD_TOKEN]
-->
# Answers Constitution

## Core Principles

### I. Library First (NON-NEGOTIABLE)

Every feature MUST be a library.

### II. [PRINCIPLE_2_NAME]

[PRINCIPLE_2_DESCRIPTION]

### Tests

Tests SHOULD come first.

## Additional Constraints

Data MUST stay in the region.

## Workflow

We meet on Mondays.

## Governance

Amendments MUST be reviewed.

**Version**: 1.1.0 | **Ratified**: 2026-01-01 | **Last Amended**: 2026-02-02
"""


def test_a_constitution_gives_principles_version_and_what_nobody_filled_in():
    constitution, problems = read_constitution(".specify/memory/constitution.md", CONSTITUTION)

    assert problems == ()
    assert (constitution.title, constitution.version) == ("Answers Constitution", "1.1.0")
    assert [(one.id, one.name, one.strength, one.span.first) for one in constitution.principles] == [
        ("I", "Library First", "must", 9),
        ("Tests", "Tests", "should", 17),
        ("Additional Constraints", "Additional Constraints", "must", 21),
    ]
    assert constitution.placeholders == ("[PRINCIPLE_2_NAME]", "[PRINCIPLE_2_DESCRIPTION]")


@pytest.mark.parametrize("heading", ["### 1) Simple", "### 1. Simple", "### Principle 1: Simple", "### 1 - Simple"])
def test_principles_are_numbered_in_many_ways(heading: str):
    constitution, _ = read_constitution("c.md", f"# C\n\n## Core Principles\n\n{heading}\n\nKeep it simple.\n")

    assert [(one.id, one.name) for one in constitution.principles] == [("1", "Simple")]


def test_two_principles_with_one_number_are_reported():
    constitution, problems = read_constitution("c.md", "## Core Principles\n\n### I. A\n\nx\n\n### I. B\n\ny\n")

    assert [one.key for one in constitution.principles] == ["I", "I~2"]
    assert [problem.kind for problem in problems] == ["duplicate-id"]


@pytest.mark.parametrize(
    "text", ["**Version**: 1.1.0", "- **Version**: 1.1.0", "| **Version**: 1.1.0 | b |\n|---|---|\n| c | d |"]
)
def test_the_version_of_a_constitution_may_stand_in_a_list_or_a_table(text):
    constitution, _ = read_constitution("constitution.md", f"# C\n\n## Governance\n\n{text}\n")

    assert constitution is not None
    assert constitution.version == "1.1.0"


def test_the_unfilled_template_has_no_version_and_no_principles():
    constitution, problems = read_constitution(
        "c.md",
        "# [PROJECT_NAME] Constitution\n\n## Core Principles\n\n### [PRINCIPLE_1_NAME]\n\n[PRINCIPLE_1_DESCRIPTION]\n\n"
        "**Version**: [CONSTITUTION_VERSION]\n",
    )

    assert problems == ()
    assert (constitution.version, constitution.principles) == ("", ())
    assert "[PROJECT_NAME]" in constitution.placeholders


def test_an_openapi_document_beside_the_spec_is_a_contract_and_other_data_is_not():
    feature, problems = read_feature(
        DIR,
        {
            "specs/001-a/api.yaml": "openapi: 3.0.0\npaths:\n  /a:\n    get: {responses: {200: {description: x}}}\n",
            "specs/001-a/broken.yaml": "a: [\n",
            "specs/001-a/other.md": "# Notes\n\n- [ ] T001 no task of this feature\n",
        },
    )

    assert problems == ()
    assert [one.id for contract in feature.contracts for one in contract.operations] == ["GET /a"]
    assert feature.tasks == ()


def test_the_same_operation_in_two_contracts_is_told_apart_without_a_fault():
    feature, problems = read_feature(
        DIR, {f"specs/001-a/contracts/{name}.md": "## GET /a\n\ntext\n" for name in ("one", "two")}
    )

    assert problems == ()
    assert [one.key for contract in feature.contracts for one in contract.operations] == ["GET /a", "GET /a~2"]
