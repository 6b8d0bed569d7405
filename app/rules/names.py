"""The words of names: what is left when spelling, number, test marks and empty words are taken away."""

import re
from functools import lru_cache
from typing import Final

from app.rules.task_paths import bare_name, ending, is_test, name_of

_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_TEST_WORDS: Final = frozenset({"test", "spec"})
_EMPTY: Final = frozenset({"default", "impl", "base", "abstract", "index"})  # words that come and go in a renaming
_SHORT: Final = {"repo": "repository", "ctrl": "controller", "svc": "service", "config": "configuration"}
# One language, one family: a file that is planned in one of these is delivered in another without a word.
_FAMILIES: Final = (
    frozenset({".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte"}),
    frozenset({".java", ".kt", ".groovy", ".scala"}),
    frozenset({".py", ".pyi"}),
    frozenset({".yml", ".yaml"}),
    frozenset({".h", ".hpp", ".c", ".cc", ".cpp"}),
    frozenset({".css", ".scss", ".sass", ".less"}),
)
_FAMILY: Final = {suffix: min(family) for family in _FAMILIES for suffix in family}
_PROSE: Final = frozenset({".md", ".mdx", ".rst", ".txt", ".adoc", ".html", ".pdf"})
_DATA: Final = frozenset({".json", ".jsonc", ".yml", ".yaml", ".toml", ".xml", ".csv", ".properties", ".ini"})
_LOOKS: Final = frozenset({".css", ".scss", ".sass", ".less", ".svg"})
_PIECE: Final = re.compile(rf"{_WORD.pattern}|[0-9]+|[^\W\d_]+")
_SHORTEST_PLURAL: Final = 4
_TELLING: Final = 2  # letters below which a word is left out: the `I` of an interface


def words(name: str) -> frozenset[str]:
    """The words of an identifier or of a name without its ending: `UserRepos` and `user_repository` are the same."""
    return frozenset(ordered_words(name))


@lru_cache(maxsize=50_000)
def ordered_words(name: str) -> tuple[str, ...]:
    """The same in their order."""
    found = (_singular(word.lower()) for word in _WORD.findall(name))
    return tuple(_SHORT.get(word, word) for word in found if word not in _EMPTY and len(word) >= _TELLING)


def file_words(path: str) -> frozenset[str]:
    """The words of a file's name without endings and without the marks of a test."""
    return frozenset(ordered_file_words(path))


def ordered_file_words(path: str) -> tuple[str, ...]:
    """The same in their order: the last is mostly the kind of thing it is."""
    found = ordered_words(bare_name(path))
    return tuple(word for word in found if word not in _TEST_WORDS) if is_test(path) else found


def kind_of(path: str) -> str:
    """The word of a file's name that says what kind of thing it is: the last one, and `use` for a hook."""
    found = ordered_file_words(path)
    return "use" if found[:1] == ("use",) else (found[-1:] or ("",))[0]


def family(path: str) -> str:
    """What files are written in, so that `.ts` and `.tsx` are the same."""
    suffix = ending(path)
    return _FAMILY.get(suffix, suffix)


def material(path: str) -> str:
    """What a file is made of: prose never stands for code, a style sheet never for a component."""
    suffix = ending(path)
    made_of = (("prose", _PROSE), ("data", _DATA), ("looks", _LOOKS))
    return next((name for name, suffixes in made_of if suffix in suffixes), "code")


def framed_stem(path: str) -> tuple[bool, str]:
    """The name up to its first dot in one spelling, without the marks of a test, and whether it is one."""
    name = name_of(path)
    pieces = [_singular(piece.lower()) for piece in _PIECE.findall(name.split(".", 1)[0] or name)]
    test = is_test(path)
    kept = [piece for piece in pieces if piece not in _TEST_WORDS] if test else pieces
    return test, "".join(kept or pieces)


def _singular(word: str) -> str:
    if len(word) > _SHORTEST_PLURAL and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > _SHORTEST_PLURAL and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word
