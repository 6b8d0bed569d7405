"""Code that contradicts an operation of a contract.

# What it checks
Each operation of the contracts that the change claims: method, path, parameters, fields, status codes.

# Why it matters
A contract is what others already build against.

# Example
The contract requires `evidence_score` in the response; the response model has no such field.

# How to fix it
Change the code, or change the contract and have that accepted.

# How to silence it
`rules: {SPEC402: warning}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC402", "violated-contract", "error", "stable")
