"""Code that contradicts an operation of a contract.

# What it checks
Each operation of the contracts that the change claims: method, path, parameters, fields, status codes.

# Why it matters
A contract is what others already build against.

# Example
The contract requires `evidence_score` in the response; the response has no such field.

```text
src/routes.py:8: error: Change does not meet `POST /v1/answers`: it has a text alone
  hint: Meet `POST /v1/answers`, or change it in `specs/001-answers/contracts/openapi.yaml`
```

# How to fix it
Change the code, or change the contract and have that accepted.

# How to silence it
`rules: {SPEC402: warning}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC402", "violated-contract", "error", "stable")
