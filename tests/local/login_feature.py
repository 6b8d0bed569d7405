"""The one feature of the repository that conftest.py makes."""

SPEC = """# Feature Specification: Login

**Feature Branch**: `001-login`

## User Scenarios & Testing

### User Story 1 - Sign in (Priority: P1)

A person signs in.

**Acceptance Scenarios**:

1. **Given** a person, **When** they sign in, **Then** they see their page

## Requirements

### Functional Requirements

- **FR-001**: System MUST lock an account after 5 failed attempts
- **FR-002**: System MUST show the reason of a failure

## Success Criteria

- **SC-001**: People sign in within 10 seconds
"""
TASKS = """# Tasks: Login

## Phase 3: User Story 1 - Sign in (Priority: P1)

- [ ] T001 [US1] Lock accounts (FR-001) in src/login.py
- [ ] T002 [US1] Test the lock in tests/test_login.py
"""
CODE = "LIMIT = 8\n\n\ndef failed(attempts):\n    return attempts >= LIMIT\n"
