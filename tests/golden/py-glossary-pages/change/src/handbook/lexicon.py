"""Words that the handbook explains."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from handbook.page import Page
from handbook.text import WORD, folded


class Ambiguous(ValueError):
    pass


class Lexicon:
    def __init__(self, entries: Mapping[str, str]) -> None:
        self._terms: dict[str, str] = {}
        self._meanings = dict(entries)
        for term in entries:
            if self._terms.setdefault(folded(term), term) is not term:
                raise Ambiguous(f"{term} is explained twice")

    def link(self, page: Page) -> Page:
        """The page with a link to the glossary at the first place of each term."""
        unlinked = dict(self._terms)

        def linked(match: re.Match[str]) -> str:
            term = unlinked.pop(folded(match[0]), None)
            return match[0] if term is None else f"[{match[0]}](glossary.md#{_anchor(term)})"

        return Page(page.path, WORD.sub(linked, page.body))

    def page(self) -> Page:
        terms = sorted(self._meanings, key=folded)
        parts = [f"## {letter}\n\n" + "\n".join(map(self._entry, group)) for letter, group in groupby(terms, _letter)]
        return Page("glossary.md", "\n\n".join(parts) + "\n")

    def unused(self, pages: Iterable[Page]) -> list[str]:
        used = {folded(word) for page in pages for word in WORD.findall(page.body)}
        return sorted(term for key, term in self._terms.items() if not used & {key})

    def _entry(self, term: str) -> str:
        return f'<a id="{_anchor(term)}"></a>**{term}**: {self._meanings[term]}'


def _anchor(term: str) -> str:
    return folded(term)


def _letter(term: str) -> str:
    return folded(term)[0].upper()
