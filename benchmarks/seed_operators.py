"""Small edits of source text that know nothing of the text: each finds its place by counting.

So a seed can be published without a word of the repository that it is for. All counts begin at 1; `text` is the
lines of the seed, joined by line feeds, and so is what comes back. Where our own code needs a name of the text, it says
`{{3}}`: the third word of the text.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

Argument = int | str | list[int]

_NUMBER = re.compile(r"(?<![\w.])\d+(?:_\d+)*(?:\.\d+)?(?![\w.])")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
_WORD = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*")
_METHOD = re.compile(r"(?:\?\.|\.)[A-Za-z_]\w*[?!]?(?:::<[^>]*>)?")
_CALL = re.compile(r"(?<![\w.])[A-Za-z_][\w.]*!?\(")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_GLUE: Final = "<>=!&|+*/%-"  # a sign beside one of these is part of a longer sign
# Words and signs of programming languages: what a seed may name of a line without quoting a repository.
TOKENS: Final = frozenset(
    {
        *(
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "===",
            "!==",
            "&&",
            "||",
            "and",
            "or",
            "not",
            "!",
            "+",
            "-",
            "*",
            "/",
            "%",
            "??",
        ),
        *("true", "false", "True", "False", "None", "null", "nil", "undefined", "in", "is", "AND", "OR", "ASC", "DESC"),
        *("any", "all", "some", "every", "any?", "all?", "min", "max", "first", "last", "push", "unshift", "append"),
        *(
            "include?",
            "start_with?",
            "end_with?",
            "includes",
            "startsWith",
            "endsWith",
            "contains",
            "break",
            "continue",
        ),
    }
)


class WrongSeedError(Exception):
    """An edit that does not fit the text. The message says what is not there."""


def number(text: str, *, by: int, which: int = 1) -> str:
    """A number changed by `by`."""
    found = _at(_NUMBER, text, which, "number")
    value = found.group()
    changed = f"{float(value) + by:g}" if "." in value else str(int(value) + by)
    return _instead(text, found.span(), changed)


def literal(text: str, *, to: str, which: int = 1) -> str:
    """The content of a string literal replaced."""
    first, last = _at(_STRING, text, which, "string literal").span()
    return _instead(text, (first + 1, last - 1), to)


def token(text: str, *, old: str, new: str, which: int = 1) -> str:
    """A word or sign of the language in place of another: a comparison made strict, `or` for `and`."""
    if not {old, new} <= TOKENS:
        raise WrongSeedError(f"`{old}` or `{new}` is no word or sign of a language that seeds may name")
    edge = (r"(?<![\w$])", r"(?![\w$])") if old[0].isalpha() else (f"(?<![{_GLUE}])", f"(?![{_GLUE}])")
    found = _at(re.compile(edge[0] + re.escape(old) + edge[1]), text, which, f"`{old}`")
    return _instead(text, found.span(), new)


def delete(text: str) -> str:
    """Nothing in place of the lines."""
    _ = text
    return ""


def replace(text: str, *, to: str) -> str:
    """Our own statement in place of the lines, as far to the right."""
    return _indented(_named(to, text), text)


def insert(text: str, *, what: str, after: int = 0) -> str:
    """Our own lines before the first line, or after line `after` of the text, as far to the right as what follows."""
    lines = text.split("\n")
    if not 0 <= after <= len(lines):
        raise WrongSeedError(f"there is no line {after}")
    like = lines[min(after, len(lines) - 1)]
    return "\n".join([*lines[:after], _indented(_named(what, text), like), *lines[after:]])


def method(text: str, *, which: int = 1) -> str:
    """A call in a chain removed, with its arguments: what it was called on remains."""
    found = _at(_METHOD, text, which, "method")
    end = found.end()
    if text[end : end + 1] == "(":
        end = _closing(text, end) + 1
    return _instead(text, (found.start(), end), "")


def unwrap(text: str, *, which: int = 1, keep: int = 1) -> str:
    """A call replaced by one of its arguments."""
    found = _at(_CALL, text, which, "call")
    elements = _elements(text, found.end() - 1)
    first, last = _nth(elements, keep, "argument")
    return _instead(text, (found.start(), _closing(text, found.end() - 1) + 1), text[first:last].strip())


def operand(text: str, *, sign: str, which: int = 1) -> str:
    """The sign number `which` left out with what follows it: a condition fewer, a summand fewer."""
    edge = (r"\s*(?<![\w$])", r"(?![\w$])") if sign.isalpha() else (f"\\s*(?<![{_GLUE}])", f"(?![{_GLUE}])")
    found = _at(re.compile(edge[0] + re.escape(sign) + edge[1]), text, which, f"`{sign}`")
    return _instead(text, (found.start(), _end_of_operand(text, found.end())), "")


def swap(text: str, *, pair: list[int], bracket: int = 1) -> str:
    """Two elements of the same brackets exchanged."""
    elements = _elements(text, _bracket(text, bracket))
    (a, b), (c, d) = (_nth(elements, one, "element") for one in sorted(pair))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def drop(text: str, *, which: int, bracket: int = 1) -> str:
    """An element of brackets left out: an argument, a field of a mapping, a member of a list."""
    elements = _elements(text, _bracket(text, bracket))
    first, last = _nth(elements, which, "element")
    if which < len(elements):
        return _instead(text, (first, elements[which][0]), "")
    return _instead(text, (elements[which - 2][1] if which > 1 else first, last), "")


def negate(text: str) -> str:
    """The condition of the first `if`, `while` or `when` negated."""
    found = _at(re.compile(r"(?<![\w$])(?:if|elif|elsif|while|unless|when)(?![\w$])\s*"), text, 1, "condition")
    start = found.end()
    if text[start : start + 1] == "(" and re.match(r"\s*(?:$|[^\s&|.=<>!+*/?-])", text[_closing(text, start) + 1 :]):
        first, last, sign = start + 1, _closing(text, start), "!"
    else:
        sign = "not " if re.search(r":\s*(?:#.*)?$", text.split("\n", maxsplit=1)[0]) else "!"
        first, last = start, _end_of_condition(text, start)
    inner = text[first:last]
    bare = re.fullmatch(r"(?:!|not )([\w.$]+(?:\([^()]*\))?)", inner)
    return _instead(text, (first, last), bare[1] if bare else f"{sign}({inner})")


def exchange(text: str, *, split: int) -> str:
    """The lines from `split` on put before those that come first."""
    lines = text.split("\n")
    if not 1 < split <= len(lines):
        raise WrongSeedError(f"there are no two parts at line {split}")
    return "\n".join([*lines[split - 1 :], *lines[: split - 1]])


def rename(text: str, *, which: int, to: str) -> str:
    """A name replaced wherever it stands in the text."""
    name = _at(_WORD, text.split("\n", maxsplit=1)[0], which, "name").group()
    return re.sub(rf"(?<![\w$]){re.escape(name)}(?![\w$])", to, text)


OPERATORS: Final[Mapping[str, Callable[..., str]]] = {
    one.__name__: one
    for one in (
        *(number, literal, token, delete, replace, insert, method),
        *(unwrap, operand, swap, drop, negate, exchange, rename),
    )
}


def edited(text: str, operator: str, arguments: Mapping[str, Argument]) -> str:
    """The text after the operator. Raises WrongSeedError when it does not fit, or changes nothing."""
    if operator not in OPERATORS:
        raise WrongSeedError(f"there is no operator `{operator}`")
    try:
        changed = OPERATORS[operator](text, **arguments)
    except TypeError as error:
        raise WrongSeedError(f"`{operator}` takes other arguments: {error}") from error
    if changed == text:
        raise WrongSeedError(f"`{operator}` changes nothing")
    return changed


def _at(pattern: re.Pattern[str], text: str, which: int, what: str) -> re.Match[str]:
    found = [*pattern.finditer(text)]
    if not 1 <= which <= len(found):
        raise WrongSeedError(f"there is no {what} number {which}")
    return found[which - 1]


def _nth(elements: list[tuple[int, int]], which: int, what: str) -> tuple[int, int]:
    if not 1 <= which <= len(elements):
        raise WrongSeedError(f"there is no {what} number {which}")
    return elements[which - 1]


def _instead(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _named(ours: str, text: str) -> str:
    """`ours` with the words of the text that it counts out."""
    return re.sub(r"\{\{(\d+)\}\}", lambda found: _at(_WORD, text, int(found[1]), "word").group(), ours)


def _indented(new: str, like: str) -> str:
    """`new` as far to the right as the first line of `like`."""
    indent = like[: len(like) - len(like.lstrip(" \t"))]
    return "\n".join(indent + line if line else line for line in new.split("\n"))


def _bracket(text: str, which: int) -> int:
    """Where the opening bracket number `which` stands; those in strings do not count."""
    hidden = _STRING.sub(lambda found: " " * len(found.group()), text)
    return _at(re.compile(r"[(\[{]"), hidden, which, "bracket").start()


def _closing(text: str, opening: int) -> int:
    """Where the bracket at `opening` is closed."""
    hidden = _STRING.sub(lambda found: " " * len(found.group()), text)
    depth = 0
    for at in range(opening, len(hidden)):
        depth += (hidden[at] in _CLOSING) - (hidden[at] in _CLOSING.values())
        if depth == 0:
            return at
    raise WrongSeedError("a bracket is not closed in these lines")


def _elements(text: str, opening: int) -> list[tuple[int, int]]:
    """Where the elements between commas stand, without the white space around them."""
    hidden = _STRING.sub(lambda found: "_" * len(found.group()), text)
    end = _closing(text, opening)
    cuts, depth = [opening], 0
    for at in range(opening + 1, end):
        depth += (hidden[at] in _CLOSING) - (hidden[at] in _CLOSING.values())
        if hidden[at] == "," and depth == 0:
            cuts.append(at)
    spans = zip(cuts, [*cuts[1:], end], strict=True)
    trimmed = ((first + 1, last, text[first + 1 : last]) for first, last in spans)
    return [
        (first + len(part) - len(part.lstrip()), last - len(part) + len(part.rstrip()))
        for first, last, part in trimmed
        if part.strip()
    ]


def _end_of_operand(text: str, start: int) -> int:
    """Where the expression at `start` ends: at the next sign of the same kind, or where its brackets or line do."""
    hidden = _STRING.sub(lambda found: "_" * len(found.group()), text)
    depth = 0
    for at in range(start, len(hidden)):
        rest = hidden[at:]
        if (
            depth == 0
            and re.match(r"\s*(?:$|[)\]},;]|&&|\|\||\+|\?\s|\{\s*$|:\s*$|\n|(?:and|or|then)\b)", rest)
            and at > start
        ):
            return at
        depth += (hidden[at] in _CLOSING) - (hidden[at] in _CLOSING.values())
    return len(text)


def _end_of_condition(text: str, start: int) -> int:
    line = text.find("\n", start)
    end = line if line >= 0 else len(text)
    found = re.search(r"\s*(?::|\{|then\b)\s*(?:#.*|//.*)?$", text[start:end])
    return start + found.start() if found else start + len(text[start:end].rstrip())
