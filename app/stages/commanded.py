"""Which lines of a comment are commands: what GitHub shows as code, as a quote or not at all is none."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt

_COMMAND = re.compile(r"^ {0,3}/spec(?=[ \t\r\f\v\xa0]|$)", re.MULTILINE | re.IGNORECASE)
_OPENING = re.compile(r"\\.|`+|<!--", re.DOTALL)
_DEEPEST = 20  # nesting beyond this is an attack on the parser's stack, and what stands in it no command


def command_lines(body: str) -> Iterator[str]:
    """The text after `/spec` of every line that is a command, in order. Takes linear time; never fails."""
    source = body.replace("\r\n", "\n").replace("\r", "\n")
    if not _COMMAND.search(source):
        return
    lines = source.split("\n")
    for first, last in _paragraphs(source):
        yield from _of_paragraph(lines[first:last])


def _paragraphs(source: str) -> Iterator[tuple[int, int]]:
    """First line and the line after the last of every run of plain text outside of quotes."""
    quotes = 0
    for token in _parser().parse(source):
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and token.map and not quotes:
            yield token.map[0], token.map[1]


def _parser() -> MarkdownIt:
    """CommonMark's blocks alone. Definitions of links are text here: they only cost time."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.disable("reference")


def _of_paragraph(lines: Sequence[str]) -> Iterator[str]:
    text = "\n".join(lines)
    hidden = tuple(_hidden(text))
    starts = [start for start, _ in hidden]
    for found in _COMMAND.finditer(text):
        index = bisect_right(starts, found.start()) - 1
        if index < 0 or found.start() >= hidden[index][1]:
            end = text.find("\n", found.end())
            yield text[found.end() : end if end >= 0 else len(text)].strip()


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Where code spans and comments begin and end, the way CommonMark reads a paragraph."""
    fences: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        fences.setdefault(len(run[0]), []).append(run.start())
    last_close = text.rfind("-->")
    position = 0
    while found := _OPENING.search(text, position):
        end = 0
        if found[0][0] == "`":
            end = _closing(fences[len(found[0])], found) if len(found[0]) in fences else 0
        elif found[0] == "<!--" and last_close >= found.start() + 2:
            end = text.find("-->", found.start() + 2) + 3  # `<!-->` is a whole comment
        if end:
            yield found.start(), end
        position = end or found.end()


def _closing(fences: Sequence[int], opening: re.Match[str]) -> int:
    """Where the code span ends that begins here; 0 when no run of as many back-ticks follows."""
    index = bisect_right(fences, opening.end() - 1)
    return fences[index] + len(opening[0]) if index < len(fences) else 0
