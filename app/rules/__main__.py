"""The documents that are made from the catalogue.

`python -m app.rules > docs/rules.md` writes every rule's page; `python -m app.rules readme < README.md` writes the
README with its table of rules brought up to date.
"""

import re
import sys
from collections.abc import Sequence
from typing import Final

from app.rules.catalogue import RULES, page
from app.rules.pages import table

_MARKED: Final = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- end of rules -->)", re.DOTALL)


def document() -> str:
    """All pages as one Markdown document with a table on top."""
    pages = [page(rule).strip().replace("\n# ", "\n### ").replace("# ", "## ", 1) for rule in RULES]
    return f"# Rules\n\nWritten by `python -m app.rules > docs/rules.md`.\n\n{table()}\n\n" + "\n\n".join(pages) + "\n"


def readme(text: str) -> str:
    """The README with the table of today's rules between its two markers."""
    made, found = _MARKED.subn(lambda _: f"\n{table('docs/rules.md')}\n\n", text)
    if found != 1:
        raise SystemExit("Found no `<!-- rules -->` and `<!-- end of rules -->` to write the table between")
    return made


def main(arguments: Sequence[str]) -> None:
    """Write the document that is asked for to standard output."""
    sys.stdout.write(readme(sys.stdin.read()) if arguments == ["readme"] else document())


if __name__ == "__main__":
    main(sys.argv[1:])
