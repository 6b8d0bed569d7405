"""Where a text defines a name, and how far the definition goes, by the looks of its lines.

It holds for most languages that indent: the head of a definition stands further left than its body.
"""

import re
from collections.abc import Iterator, Sequence

_NAMED = re.compile(
    r"^[ \t]*(?:export |default |public |private |protected |internal |static |final |abstract |async |sealed |data |"
    r"pub(?:\([\w:]+\))? |unsafe |override |declare |readonly )*"
    r"(?:class|def|function\*?|func|fun|fn|interface|type|struct|enum|record|trait|module|object|impl)\s+"
    r"(?:\([^)\n]*\)\s*)?(?:self\.)?(?P<name>[A-Za-z_]\w*)",
    re.MULTILINE,
)
_METHOD = re.compile(
    r"^[ \t]+(?:(?:public|private|protected|static|final|abstract|synchronized|async|override|default)\s+)*"
    r"(?:[\w<>\[\],.?]+\s+)?(?P<name>[A-Za-z_]\w*)\s*\([^;{}]*\)[^;{}\n]*\{[ \t]*$",
    re.MULTILINE,
)
# Further right it would be a variable of a function.
_VARIABLE = re.compile(
    r"^(?:export |default |public |private |internal |static |final |pub(?:\([\w:]+\))? |declare )*"
    r"(?:const|let|var|val)\s+(?P<name>[A-Za-z_]\w*)",
    re.MULTILINE,
)
_CONSTANT = re.compile(r"^(?P<name>[A-Z][A-Z0-9_]{3,})\s*(?::[^=\n]+)?=", re.MULTILINE)
_BLOCKS = ("if", "for", "foreach", "while", "until", "unless", "switch", "catch", "return", "else", "with", "match")
_NO_NAMES = frozenset({*_BLOCKS, "try", "using", "lock", "synchronized", "function", "pub", "constructor", "__init__"})
_CLOSING = re.compile(r"^\s*(?:[)\]}]+[;,)\]}]*|end)\s*(?:$|[;,)]|else|catch|finally|->|\{)")


def definitions(text: str) -> Iterator[tuple[str, int]]:
    """Each defined name with its line, from the top; a name may come more than once.

    A head whose brackets are still open at its end is a call that is given a function: it defines nothing.
    """
    found = [
        (match.start("name"), match["name"])
        for form in (_NAMED, _METHOD, _VARIABLE, _CONSTANT)
        for match in form.finditer(text)
        if form is not _METHOD or match[0].count("(") == match[0].count(")")
    ]
    for start, name in sorted(set(found)):
        if name not in _NO_NAMES:
            yield name, text.count("\n", 0, start) + 1


def end_of(lines: Sequence[str], first: int, most: int) -> int:
    """The last line of the definition whose head is line `first`, or `first + most - 1` where it is longer."""
    depth = depth_of(lines[first - 1])
    last = first
    for number in range(first + 1, min(len(lines), first + most - 1) + 1):
        line = lines[number - 1]
        if not line.strip():
            continue
        if depth_of(line) <= depth and not _belongs(line, depth):
            return last
        last = number
        if depth_of(line) == depth and _CLOSING.match(line) and not line.rstrip().endswith(("{", "(", ":", "=>")):
            return last
    return last


def depth_of(line: str) -> int:
    """How far a line is indented; a tab counts as one."""
    return len(line) - len(line.lstrip())


def _belongs(line: str, depth: int) -> bool:
    """Whether a line as far left as the head still is of it: a closing bracket, or the end of its parameters."""
    return depth_of(line) == depth and bool(_CLOSING.match(line) or re.match(r"\s*[)\]}{]", line))
