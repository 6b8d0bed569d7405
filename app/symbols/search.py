"""Patterns of data files → matches in one file."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ast_grep_py import Config, Pattern, Rule, SgNode

from app.symbols.source import Source

# tree-sitter takes `a.B(c)` by itself for a type conversion of Go; within a function it is a call.
_WITHIN_GO = "package a\nfunc a() {{ {pattern} }}"


def matches(source: Source, patterns: Sequence[str], names: Iterable[str] = ()) -> list[SgNode]:
    """Every call in the file that fits one of `patterns`; `$METHOD` in them is one of `names`."""
    allowed = tuple(names)
    return [node for pattern in patterns for node in _matches(source, pattern, allowed)]


def _matches(source: Source, pattern: str, names: tuple[str, ...]) -> Sequence[SgNode]:
    """The matches of one pattern: frameworks share patterns, and ask for them more than once."""
    key = (pattern, *names)
    if key not in source.found:
        found = _search(source, pattern, names) if _may_match(source, pattern, names) else []
        source.found[key] = found
    return source.found[key]


def _search(source: Source, pattern: str, names: tuple[str, ...]) -> list[SgNode]:
    wanted = "|".join(re.escape(name) for name in names)
    constraints: dict[str, Mapping[str, str]] = {"METHOD": {"regex": f"^({wanted})$"}} if names else {}
    rule = Rule(pattern=pattern)
    if source.language == "go":
        context = _WITHIN_GO.format(pattern=pattern)
        rule = Rule(pattern=Pattern(context=context, selector="call_expression", strictness="smart"))
    return source.root.find_all(Config(rule=rule, constraints=constraints))


def _may_match(source: Source, pattern: str, names: Sequence[str]) -> bool:
    """Whether the fixed words of a pattern are in the file at all: cheaper than asking its tree."""
    words = re.findall(r"(?<![$\w])[A-Za-z_]\w+", pattern.replace("new ", ""))
    return all(word in source.text for word in words) and (not names or any(f".{one}" in source.text for one in names))


def has(node: SgNode, name: str) -> SgNode | None:
    """What `$NAME` stands for in a match, where the pattern has it."""
    return node.get_match(name)
