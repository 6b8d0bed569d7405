"""An operation of a contract that the change claims and that no code offers.

# What it checks
Each operation of the contracts that the change claims, in the change and in the whole tree at head.

# Why it matters
Whoever builds against the contract meets a 404.

# Example
The change completes the feature; `GET /v1/answers/{id}` of its contract has no route.

```text
src/routes.rb:3: error: Change claims `GET /v1/answers/{id}` and does not meet it: the one route adds answers
  hint: Implement `GET /v1/answers/{id}`, or take back the claim (completes the task list)
```

# How to fix it
Implement the operation, or take back the claim.

# How to silence it
`rules: {SPEC403: warning}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC403", "missing-operation", "error", "stable")
