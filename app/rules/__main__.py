"""`python -m app.rules > docs/rules.md`: every rule's page."""

import sys

from app.rules.catalogue import RULES, page


def document() -> str:
    """All pages as one Markdown document with a table on top."""
    rows = [f"| [{rule.code}](#{rule.name}-{rule.code.lower()}) | {rule.name} | {rule.severity} |" for rule in RULES]
    pages = [page(rule).strip().replace("\n# ", "\n### ").replace("# ", "## ", 1) for rule in RULES]
    table = "\n".join(["| code | name | severity |", "| --- | --- | --- |", *rows])
    return f"# Rules\n\nWritten by `python -m app.rules > docs/rules.md`.\n\n{table}\n\n" + "\n\n".join(pages) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
