"""A spec document that cannot be read at all.

# What it checks
Every document of a reviewed feature and the constitution: UTF-8, size, and syntax that the reader survives. A symbolic
link is not followed, so a document that is one cannot be read either.

# Why it matters
A document that cannot be read would otherwise look like a document that demands nothing.

# Example
`tasks.md` saved as UTF-16, or Markdown nested so deeply that the reader runs out of memory.

```text
specs/001-answers/tasks.md:1: error: `specs/001-answers/tasks.md` cannot be read: byte 0xff in line 1 is not UTF-8
  hint: Save the document as UTF-8
```

# How to fix it
Save the file as UTF-8 text; the message says what the reader met and where.

# How to silence it
It cannot be silenced: the review would be a pass that nobody earned.
"""

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.problems import findings_of

RULE = Rule("SPEC901", "unreadable-document", "error", "stable")


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """One finding for each document that was given up."""
    return findings_of(RULE, "unreadable-document", dossier)
