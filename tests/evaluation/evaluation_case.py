"""A case of three subjects."""

SPEC = """# Feature Specification: Login

**Feature Branch**: `001-login`

## Requirements

### Functional Requirements

- **FR-001**: System MUST lock an account after 5 failed attempts
- **FR-002**: System MUST show the reason of a failure
"""
TASKS = "# Tasks: Login\n\n## Phase 1: Lock\n\n- [{}] T001 Lock accounts in src/login.py (FR-001)\n- [ ] T002 Show the reason in src/reason.py (FR-002)\n"
CODE = "LIMIT = 5\n\n\ndef locked(attempts):\n    return attempts >= LIMIT\n"
CASE = """\
title: Accounts are locked
language: python
kind: rest
difficulty: easy
situation: clean
feature: specs/001-login
pull_request:
  title: Lock accounts
  branch: 001-login
gold:
  FR-001:
    answer: met
    reason: Five attempts lock the account
    code: ["src/login.py:1", "src/login.py:4-5"]
  T001:
    answer: met
    reason: It is in the named file
    code: ["src/login.py:4-5"]
not_claimed: [FR-002, T002]
check: success
readers: [ana, bo]
"""
