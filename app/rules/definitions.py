"""What a line of code defines, in the languages that people write specs for."""

import re
from collections.abc import Iterator
from typing import Final

_KEYWORD: Final = re.compile(
    r"(?<![\w.$-])(?:class|interface|trait|struct|enum|protocol|object|record|type|module|namespace|def|defp|fn|func|"
    r"function|fun|const|let|var|val|mixin|message|service|rpc|TABLE|VIEW|INDEX)\s+"
    r"(?:IF NOT EXISTS\s+)?(?:\([^()]{0,120}\)\s*)?(?:self\.)?[\"`]?([A-Za-z_$][\w$]*)"
)
_MODIFIED: Final = re.compile(
    r"^\s*(?:(?:public|private|protected|static|async|final|override|internal|virtual|suspend|open|get|set)\s+)+"
    r"(?:[\w<>\[\],.?]+\s+){0,4}([A-Za-z_$][\w$]*)\s*[(<]"
)
_METHOD: Final = re.compile(r"^\s+([A-Za-z_$][\w$]*)\s*\([^()]{0,200}\)\s*(?::[^{}]{0,120})?\{\s*$")
_CONSTANT: Final = re.compile(r"^\s*(?:export\s+)?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*[:=]")
_STATEMENTS: Final = frozenset({"if", "for", "while", "switch", "catch", "with", "foreach", "using", "lock", "elif"})
_LONGEST: Final = 400  # characters of a line; longer ones are made by tools


def defined(line: str) -> Iterator[str]:
    """The identifiers that `line` defines: types, functions, constants, tables."""
    if len(line) > _LONGEST or line.lstrip().startswith(("#", "//", "*", "/*", "import ", "from ")):
        return
    for found in _KEYWORD.finditer(line):
        yield found[1]
    for pattern in (_MODIFIED, _METHOD, _CONSTANT):
        if (found := pattern.match(line)) and found[1] not in _STATEMENTS:
            yield found[1]
