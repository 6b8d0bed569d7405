"""Markdown as blocks with line numbers: headings, list items, paragraphs, table rows, fences.

The blocks are found by a CommonMark parser; what stands inside a line is the reader's business. Differences
from CommonMark, each because nothing that a spec says may vanish: indented text is never code (only fences
are), HTML other than comments is text, link definitions are text, a comment or a fence that is never closed
hides nothing, and every white space is a space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from specs_schema.span import Span

BlockKind = Literal["heading", "item", "paragraph", "row", "fence", "comment"]

# Deeper nesting than this is no document but an attack on the parser's stack; see `Document.lost`.
MAX_NESTING = 60
_LONGEST_UNDERLINED = 120  # characters of a heading marked by a line below it
_MOST_OPEN_FENCES = 4  # that are looked behind; each costs a second reading
_PLAINLY_MARKDOWN = re.compile(r"^(?:#{2,6} +\S|\s*[-*+] (?:\[[ xX]\] |\*\*[A-Z]))", re.MULTILINE)
# White space for Python and for whoever looks at it, but not for CommonMark: it would begin no list, and the parser
# would strip whole lines of it from a paragraph, whose other lines would then not stand where they are said to.
_ODD_SPACE = re.compile(r"[^\S\n\t ]")
# In pairs only: `_id` and `type_` are names.
_EMPHASIS = re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])(.{1,200}?)(?<=\S)\1(?!\w)", re.DOTALL)
_ROW_TOKENS = 1_000  # of a table row that are looked at
_CONTAINERS = frozenset(
    {
        "blockquote_open",
        "bullet_list_open",
        "ordered_list_open",
        "list_item_open",
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document. Line numbers count from 1, both ends included.

    `text` is the block's own text with its line breaks, one line of it for each source line from `first`:
    for an item its first paragraph, without the list marker. `last` of an item is where the whole item ends,
    and `end` the index after its last descendant. `section` holds the indexes of the headings above it,
    outermost first, `parent` the index of the item around it.
    """

    kind: BlockKind
    first: int
    last: int
    text: str = ""
    level: int = 0  # of a heading; depth of an item, 1 for the outermost
    number: int | None = None  # of an item in an ordered list, as written
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()  # the header cells of a row's table; empty for the header row itself
    info: str = ""  # language of a fence
    closed: bool = True  # False: a fence that runs to the end because nobody closed it
    quoted: bool = False  # inside `>`
    parent: int | None = None
    section: tuple[int, ...] = ()
    end: int = 0

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line of the own text with its number."""
        return enumerate(self.text.split("\n"), start=self.first)


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown document. `lines` are its source lines; `blocks` are in document order, parents first."""

    path: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    front: int = 0  # lines of front matter at the top
    lost: tuple[int, ...] = ()  # first lines of text too deeply nested to be read
    open_fences: tuple[int, ...] = ()  # lines that open a fence which nobody closes, read as if they were not there

    @property
    def span(self) -> Span:
        """The whole document."""
        return Span(path=self.path, first=1, last=max(1, len(self.lines)))

    def span_of(self, first: int, last: int) -> Span:
        """From `first` to `last`, without blank lines at the end."""
        while last > first and (last > len(self.lines) or not self.lines[last - 1].strip()):
            last -= 1
        return Span(path=self.path, first=first, last=last)

    def headings(self, block: Block) -> tuple[Block, ...]:
        """The headings above a block, outermost first."""
        return tuple(self.blocks[index] for index in block.section)

    def children(self, index: int) -> range:
        """Indexes of everything inside the item at `index`."""
        return range(index + 1, self.blocks[index].end)

    def under(self, index: int) -> range:
        """Indexes of everything below the heading at `index`, up to the next of its level or higher."""
        return range(index + 1, self.blocks[index].end)


def fold(text: str) -> str:
    """`text` on one line."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """`text` on one line without emphasis, back-ticks and link targets, as a reader sees it."""
    text = re.sub(r"!?\[([^\]\[]*)\]\([^()\s]*\)", r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return fold(re.sub(r"\*{1,3}|`+|~~", "", text))


def read_markdown(path: str, text: str) -> Document:
    """The blocks of `text`. Never fails: every text is Markdown."""
    lines = _lines(text)
    front = _front_matter(lines)
    body = [""] * front + [_ODD_SPACE.sub(" ", line) for line in lines[front:]]
    opened: list[int] = []
    building, blocks = _parse(body)
    while len(opened) < _MOST_OPEN_FENCES and (line := _open_fence(blocks)):
        opened.append(line)
        body[line - 1] = ""
        building, blocks = _parse(body)
    return Document(
        path=path,
        lines=tuple(lines),
        blocks=blocks,
        front=front,
        lost=building.lost(),
        open_fences=tuple(opened),
    )


def _parse(body: Sequence[str]) -> "tuple[_Building, tuple[Block, ...]]":
    building = _Building(body)
    building.read(_parser().parse("\n".join(body)))
    return building, building.close()


def _open_fence(blocks: Sequence[Block]) -> int:
    """The line of a fence that nobody closes and that hides what is plainly Markdown; 0 without one.

    One forgotten or surplus line of back-ticks must not swallow half a spec, as CommonMark would have it.
    """
    for block in reversed(blocks):
        if block.kind == "fence" and not block.closed and _PLAINLY_MARKDOWN.search(block.text):
            return block.first
    return 0


def _lines(text: str) -> list[str]:
    """Lines as Git counts them: only a line feed ends one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", " ").replace("\0", "\ufffd")
    lines = text.split("\n")
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the top are YAML front matter."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:100], start=1):
        if line.rstrip() in {"---", "..."}:
            return index + 1
        allowed = r"[\w$.-]+\s*:" if index == 1 else r"[\w$.-]+\s*:|\s|#|- (?!\[.?\])"
        if line.strip() and not re.match(allowed, line):
            return 0
    return 0


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.enable("table").disable(["code", "reference"])
    parser.block.ruler.at("html_block", _comment, {"alt": ["paragraph", "blockquote"]})
    return parser


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - signature of a block rule
    """Block rule: an HTML comment that is closed somewhere."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position):
        return False
    # Looked up from here once per comment: without it, a text of nothing but `<!--` takes quadratic time.
    if "last" not in state.env:
        state.env["last"] = state.src.rfind("-->")
    close = state.src.find("-->", position + 4) if position < state.env["last"] else -1
    if close < 0:
        return False
    if silent:
        return True
    line = start
    while line < end and state.eMarks[line] < close:
        line += 1
    state.line = min(line + 1, end)
    state.push("comment", "", 0).map = [start, state.line]
    return True


@dataclass(slots=True)
class _Building:
    """Turns the parser's tokens into blocks."""

    lines: Sequence[str]
    blocks: list[Block] = field(default_factory=list[Block])
    items: list[int] = field(default_factory=list[int])  # the open items, outermost first
    sections: tuple[int, ...] = ()
    quotes: int = 0
    header: tuple[str, ...] = ()
    seen: set[int] = field(default_factory=set[int])  # lines that some token stands for

    def read(self, tokens: Sequence[Token]) -> None:
        """Take up every token."""
        for index, token in enumerate(tokens):
            match token.type:
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "list_item_open":
                    self._open_item(token, tokens[index + 1 : index + 3])
                case "list_item_close":
                    self._end(self.items.pop())
                case "table_open":
                    self.header = ()
                case _:
                    self._leaf(token, tokens, index)
            if token.map and token.type not in _CONTAINERS:
                self.seen.update(range(*token.map))

    def _leaf(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        match token.type:
            case "paragraph_open" if tokens[index - 1].type != "list_item_open":
                self._add(token, "paragraph", tokens[index + 1].content)
            case "heading_open":
                self._heading(token, tokens[index + 1].content)
            case "tr_open":
                self._row(token, tokens[index + 1 : index + 1 + _ROW_TOKENS])
            case "fence":
                self._fence(token)
            case "comment":
                self._add(token, "comment")
            case _:
                pass

    def close(self) -> tuple[Block, ...]:
        """The blocks, when every token was read."""
        while self.sections:
            self._close_section()
        return tuple(self.blocks)

    def lost(self) -> tuple[int, ...]:
        """First lines of the runs of text that no token stands for: nested too deeply for the parser."""
        runs: list[int] = []
        for index, line in enumerate(self.lines):
            if index not in self.seen and any(character.isalnum() for character in line):
                if not runs or index not in {runs[-1], runs[-1] + 1}:
                    runs.append(index)
                self.seen.add(index)
        return tuple(index + 1 for index in runs)

    def _add(self, token: Token, kind: BlockKind, text: str = "", level: int = 0) -> int:
        first, last = (token.map[0] + 1, token.map[1]) if token.map else (1, 1)
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        block = Block(
            kind=kind,
            first=first,
            last=max(first, last),
            text=text,
            level=level,
            quoted=self.quotes > 0,
            parent=self.items[-1] if self.items else None,
            section=self.sections,
            end=len(self.blocks) + 1,
        )
        self.blocks.append(block)
        return len(self.blocks) - 1

    def _end(self, index: int) -> None:
        self.blocks[index] = replace(self.blocks[index], end=len(self.blocks))

    def _open_item(self, token: Token, following: Sequence[Token]) -> None:
        text = ""
        if following[0].type == "paragraph_open" and following[0].map and token.map:
            text = "\n" * (following[0].map[0] - token.map[0]) + following[1].content
        index = self._add(token, "item", text, len(self.items) + 1)
        number = int(token.info) if token.info.isdigit() else None
        self.blocks[index] = replace(self.blocks[index], number=number)
        self.items.append(index)

    def _heading(self, token: Token, text: str) -> None:
        level = int(token.tag[1:])
        underlined = token.markup in {"-", "="}
        if underlined and ("\n" in text or len(text) > _LONGEST_UNDERLINED or text.startswith("**")):
            # A paragraph with a rule right below it, not a heading: Spec Kit's templates are full of both.
            self._add(token, "paragraph", text)
        elif self.quotes or self.items:
            self._add(token, "paragraph", text, level)
        else:
            while self.sections and self.blocks[self.sections[-1]].level >= level:
                self._close_section()
            self.sections = (*self.sections, self._add(token, "heading", text, level))

    def _close_section(self) -> None:
        self._end(self.sections[-1])
        self.sections = self.sections[:-1]

    def _row(self, token: Token, following: Sequence[Token]) -> None:
        row = takewhile(lambda cell: cell.type != "tr_close", following)
        cells = tuple(cell.content for cell in row if cell.type == "inline")
        index = self._add(token, "row", self.lines[token.map[0]].strip() if token.map else "")
        self.blocks[index] = replace(self.blocks[index], cells=cells, header=self.header)
        self.header = self.header or cells

    def _fence(self, token: Token) -> None:
        index = self._add(token, "fence", token.content)
        block = self.blocks[index]
        closing = self.lines[block.last - 1].strip().lstrip("> ")
        closed = block.last > block.first and closing.startswith(token.markup) and not closing.strip("`~")
        self.blocks[index] = replace(block, info=token.info.strip(), closed=closed)
