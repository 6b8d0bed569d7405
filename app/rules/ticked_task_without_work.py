"""A task that this change ticks and that is not done.

# What it checks
Each newly ticked task, read by the judge against the change, the files that the task names and searches of the whole
tree at head. Work delivered in another file or under another name counts as done.

# Why it matters
Boxes get ticked for work that was never done, and the next reader of the task list believes them.

# Example
`- [x] T019 Write an integration test for the refusal`, and no test exercises a refusal.

```text
specs/001-answers/tasks.md:5: error: `T019` is ticked and not done: the one test is about citations
  hint: Do `T019`, or untick it in `specs/001-answers/tasks.md`
```

# How to fix it
Do the task, or untick it.

# How to silence it
`rules: {SPEC301: warning}` in `.github/speckeeper.yml`.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC301", "ticked-task-without-work", "error", "stable")
