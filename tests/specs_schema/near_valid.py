"""Documents as teams write them, and what happens to documents: half-edited, pasted, saved by other editors."""

import json
from collections.abc import Callable

from hypothesis import strategies as st

SPEC = """# Feature Specification: Answer questions

**Feature Branch**: `001-answers` | **Status**: Draft

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Ask a question (Priority: P1)

A reader asks, and sees the answer with its sources.

**Acceptance Scenarios**:

1. **Given** an index with documents, **When** the reader asks, **Then** the answer names its sources
2. **Given** an empty index,
   **When** the reader asks, **Then** nothing is claimed

### User Story 2 - Rate an answer (Priority: P2)

- **AC-1**: **Given** an answer, **When** it is rated, **Then** the rating is kept

### Edge Cases

- What happens when the model is away?

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: System MUST answer within ten seconds
- **FR-002**: System SHOULD name every source (see FR-001)
  - also those that were only read
- **FR-003**: System MUST keep [NEEDS CLARIFICATION: for how long are questions kept?]

| ID | Requirement |
|----|-------------|
| NFR-1 | Pages MUST work without scripts |

### Key Entities *(include if feature involves data)*

- **Question**: what a reader asked, with its language
- **Answer**: text and sources

## Success Criteria *(mandatory)*

- **SC-001**: Nine readers of ten find what they asked for

## Assumptions

- Documents are public
"""
PLAN = """# Implementation Plan: Answer questions

**Branch**: `001-answers` | **Date**: 2026-01-01

## Summary

Ask an index and a model.

## Technical Context

**Language/Version**: Python
**Storage**: [NEEDS CLARIFICATION: which database is meant here?]

## Constitution Check

- [x] **Tests first**: PASS
- [ ] **Simplicity**: FAIL, three projects

## Project Structure

```text
src/
├── answers/
│   ├── api.py
│   └── index.py
└── web/
tests/
```

## Complexity Tracking

| Violation | Why Needed | Simpler Alternative |
|-----------|------------|---------------------|
| Third project | worker | one process |
"""
TASKS = """# Tasks: Answer questions

## Phase 1: Setup

- [x] T001 Create the project per plan in pyproject.toml
- [ ] T002 [P] Configure linting (depends on T001)

## Phase 3: User Story 1 - Ask a question (Priority: P1)

- [ ] T003 [P] [US1] Write `POST /answers` in src/answers/api.py for FR-001
  - [ ] keep the order of sources
- [x] T004 [US1] Index documents in src/answers/index.py

### Rating

| ID | Task | Status |
|----|------|--------|
| T005 | Rate in src/answers/rate.py | done |

## Dependencies & Execution Order

- T004 depends on T003
- T001 → T002 → T003
"""
RESEARCH = """# Research: Answer questions

## R1 - Which index

**Decision**: Use a vector index in the database

**Rationale**: One service less to run

**Alternatives considered**: a service of its own

## Languages

- **Decision**: detect the language of a question
- **Rationale**: readers write in four

| Topic | Decision | Rationale |
|-------|----------|-----------|
| Cache | none at first | measure before |
"""
DATA_MODEL = """# Data Model: Answer questions

## Entities

### Question

What a reader asked.

| Field | Type | Rules |
|-------|------|-------|
| id | uuid | primary key |
| text | string | required |

### 2. Answer (stored)

- **text**: string, required
- `sources`: list of links
- An answer has at least one source

**Relationships**: one question has many answers
"""
QUICKSTART = """# Quickstart

## Run it

Start the service:

```bash
$ make up
curl -X POST localhost:8000/answers \\
  -d '{}'
```

## Ask

1. Open the page
2. Ask something
"""
CHECKLIST = """# Checklist: Requirements

## Completeness

- [x] CHK001 Are all answers covered? [Spec FR-001]
- [ ] CHK002 Is the empty index covered?
- [ ] No id here
"""
CONSTITUTION = """<!-- Sync report: Version 1.0.0 -> 1.1.0 -->

# Project Constitution

## Core Principles

### I. Tests First (NON-NEGOTIABLE)

Every change MUST come with a test.

### II. [PRINCIPLE_2_NAME]

Services SHOULD be small.

## Security

- Secrets MUST NOT be committed

## Governance

This document wins over habits.

**Version**: 1.1.0 | **Ratified**: 2026-01-01
"""
PROSE = """# API

## POST /answers

Asks. Returns `201`.

| Field | Type |
|-------|------|
| text | string |

### Errors

- 404 when nothing is known

## GET `/answers/{id}` and GET /answers
"""
OPENAPI = """openapi: 3.1.0
info:
  title: Answers
  version: 1.0.0
paths:
  /answers/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get: &get
      operationId: readAnswer
      summary: Reads an answer
      responses:
        '200':
          description: the answer
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Answer'}
  /answers:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [text]
              properties:
                text: {type: string, maxLength: 400}
      responses:
        '201': {description: made}
        default: {$ref: '#/components/responses/Failed'}
components:
  responses:
    Failed: {description: failed}
  schemas:
    Answer:
      type: object
      required:
        - text
      properties:
        text: {type: string}
        sources:
          type: array
          items: {$ref: '#/components/schemas/Source'}
    Source:
      allOf:
        - {$ref: 'common.yaml#/Link'}
        - properties:
            answer: {$ref: '#/components/schemas/Answer'}
            kind: {type: [string, 'null'], enum: [page, book, null]}
"""
_JSON_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Answer",
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "source": {"$ref": "#/$defs/source"},
        "near": {"anyOf": [{"$ref": "#"}, {"type": "null"}]},
    },
    "$defs": {"source": {"type": "object", "properties": {"link": {"type": "string", "format": "uri"}}}},
}
CONFIG = """# How this repository is reviewed
mode: gate
depth: standard
ignore:
  - "docs/**"
rules:
  SPEC101: error
  SPEC7: off
comments:
  max: 5
waivers:
  - subject: FR-001
    reason: later
    author: octocat
    until: 2027-01-31
"""
# Each document by its name in a feature directory.
DOCUMENTS = {
    "spec.md": SPEC,
    "plan.md": PLAN,
    "tasks.md": TASKS,
    "research.md": RESEARCH,
    "data-model.md": DATA_MODEL,
    "quickstart.md": QUICKSTART,
    "checklists/requirements.md": CHECKLIST,
    "contracts/api.md": PROSE,
    "contracts/api.yaml": OPENAPI,
    "contracts/answer.json": json.dumps(_JSON_SCHEMA, indent=2) + "\n",
}
# What ends a line for Python, for YAML 1.1 or for nobody, and what editors leave behind.
ODD = "\t \u00a0\u2028\u2029\x0b\x0c\x1c\x85\r\0\ufeff\u200b\u202e\ufffd²٣漢"
_PIECES = (
    "```", "~~~yaml", "<!--", "-->", "> ", "  ", "\t", "- [ ] ", "- ", "1. ", "## ", "| ", "|---|---|", "---", "***",
    "**", "`", "[", "](", "{", "}", "&a ", "*a", "<<: *get", "$ref: '#/components'", "$ref: '#'", "FR-001", "T003", "US1/AC1",
    "FR-001-", "T001-T900", "[NEEDS CLARIFICATION", "#", ":", ": ", "'", '"', "\\", "%", "?", "!!binary ", "!x ", "..",
    "999999999999999999999", "null", "2026-02-30",
)  # fmt: skip

Lines = list[str]


def _delete(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], *lines[at + 1 + len(piece) :]]


def _repeat(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[: at + 1], *lines[max(0, at - len(piece)) :]]


def _cut(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], lines[at][: len(piece) * 3]] if lines else lines


def _insert(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], piece, *lines[at:]]


def _before(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], piece + lines[at], *lines[at + 1 :]] if lines else lines


def _within(lines: Lines, at: int, piece: str) -> Lines:
    middle = len(lines[at]) // 2 if lines else 0
    return [*lines[:at], lines[at][:middle] + piece + lines[at][middle:], *lines[at + 1 :]] if lines else lines


def _after(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], lines[at] + piece, *lines[at + 1 :]] if lines else lines


def _below(lines: Lines, at: int, piece: str) -> Lines:
    """All that follows indented, quoted, struck through."""
    return [*lines[:at], *(piece + line for line in lines[at:])]


def _join(lines: Lines, at: int, piece: str) -> Lines:
    return [*lines[:at], piece.join(lines[at : at + 2]), *lines[at + 2 :]]


def _swap(lines: Lines, at: int, piece: str) -> Lines:
    other = (at + len(piece)) % len(lines) if lines else 0
    return [lines[{at: other, other: at}.get(place, place)] for place in range(len(lines))]


_EDITS: tuple[Callable[[Lines, int, str], Lines], ...] = (
    _delete, _repeat, _cut, _insert, _before, _within, _after, _below, _join, _swap,
)  # fmt: skip
_SAVINGS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.rstrip("\n"),
    lambda text: text + "\n\n",
    lambda text: text.replace("  ", "\t"),
    lambda text: text.replace("\n", "\r"),
    lambda text: text.replace("\n\n", "\n\u2028\n"),
    lambda text: text.replace(" ", "\u00a0"),
)


@st.composite
def edited(draw: st.DrawFn, text: str, most: int = 6) -> str:
    """`text` after some edits, saved by some editor."""
    lines = text.split("\n")
    pieces = st.one_of(st.sampled_from(_PIECES), st.text(alphabet=ODD, min_size=1, max_size=3))
    for edit, where, piece in draw(
        st.lists(st.tuples(st.sampled_from(_EDITS), st.integers(0, 200), pieces), max_size=most)
    ):
        lines = edit(lines, where % max(1, len(lines)), piece)
    return draw(st.sampled_from(_SAVINGS))("\n".join(lines))


def features(most: int = 3) -> st.SearchStrategy[dict[str, str]]:
    """Some documents of a feature, edited."""
    one = st.sampled_from(sorted(DOCUMENTS)).flatmap(lambda name: st.tuples(st.just(name), edited(DOCUMENTS[name])))
    return st.lists(one, min_size=1, max_size=most).map(dict)
