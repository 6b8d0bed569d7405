"""What a review says about the parts of a contract that no program looked at: a sentence each, with file and line."""

from collections.abc import Iterator
from typing import Final

from app.domain.dossier import Dossier
from specs_schema.contract import Contract

# Languages that serve HTTP and whose routes nobody here can read, by the ending of their files.
UNREAD_LANGUAGES: Final = {
    "clj": "Clojure",
    "cpp": "C++",
    "cs": "C#",
    "dart": "Dart",
    "erl": "Erlang",
    "ex": "Elixir",
    "exs": "Elixir",
    "fs": "F#",
    "hs": "Haskell",
    "kt": "Kotlin",
    "lua": "Lua",
    "php": "PHP",
    "pl": "Perl",
    "rb": "Ruby",
    "rs": "Rust",
    "scala": "Scala",
    "swift": "Swift",
    "zig": "Zig",
}


def not_compared(dossier: Dossier) -> tuple[str, ...]:
    """References that lead out of new contracts, and code in languages whose routes are not read.

    A reference that an existing contract begins to follow is a finding of SPEC406.
    """
    contracts = [contract for feature in dossier.features if feature.head for contract in feature.head.contracts]
    before = {one.path for feature in dossier.features if feature.base for one in feature.base.contracts if one.model}
    changed = [one for one in contracts if one.path in dossier.change.paths and one.path not in before]
    return (*_references(changed), *_languages(dossier, contracts))


def _references(contracts: list[Contract]) -> Iterator[str]:
    """A sentence for each contract: what stands in another document is never fetched or opened."""
    for contract in contracts:
        outside = [one for one in contract.model.unfollowed if not one.target.startswith("#")] if contract.model else []
        if outside:
            first = outside[0]
            more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
            yield (
                f"`{first.target}`{more} in `{contract.path}`, line {first.span.first}, "
                "leads to another document: such references are not followed, so what stands there was not compared"
            )


def _languages(dossier: Dossier, contracts: list[Contract]) -> Iterator[str]:
    """One sentence, where a contract has operations and the change serves them in another language."""
    if dossier.code.routes or not any(contract.operations for contract in contracts):
        return
    there = sorted(file.path for file in dossier.change.files if file.status != "deleted")
    unread = {path: language for path in there if (language := UNREAD_LANGUAGES.get(path.rpartition(".")[2]))}
    if unread:
        path, language = next(iter(unread.items()))
        more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
        yield f"Operations of contracts were not compared with code: routes in {language} are not read (`{path}`{more})"
