"""What is alive in a Markdown text: whatever GitHub would link, call, load, or take for HTML or for a marker of ours."""

import re
from collections.abc import Iterator

from injection_review import FORGE
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

# The HTML that templates of ours write, and nothing else. A fold's line of summary is numbers and words of ours.
_OURS = re.compile(
    r"(?:<details><summary>[A-Za-z0-9 ,]+</summary>|</details>|<sub>|</sub>)\n?"
    r"|<!-- speckeeper:(?:[0-9a-f]{16}|reply:7) -->\n?"
)
# What GitHub makes of plain text, with or without a word before it: cmark-gfm looks back over letters alone.
_ALIVE = re.compile(
    r"https?://|ftp://|(?:^|[\s*_~(\[])www\.|@[A-Za-z0-9]|\bmailto:|\bxmpp:|(?<![\w&])#[0-9]|\bGH-[0-9]|[\w/]#[0-9]",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2061-\u206f\u3164\ufeff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_MARKER = re.compile(r"<!--\s*speckeeper")


def alive(text: str) -> list[str]:
    """Everything in `text` that does more than to be read; nothing for a text that is as it should be."""
    found = [f"unseen {match[0]!r}" for match in _UNSEEN.finditer(text)]
    markers = [match.start() for match in _MARKER.finditer(text)]
    if len(markers) > 1 or (markers and not re.fullmatch(r"<!-- speckeeper:\S+ -->\s*", text[markers[0] :])):
        found.append(f"{len(markers)} markers, or one that is not at the end")
    return [*found, *(fault for token in _MARKDOWN.parse(text) for fault in _of(token))]


def _of(token: Token) -> Iterator[str]:
    if token.type in {"html_block", "html_inline"}:
        left = _OURS.sub("", token.content).strip()
        yield from [f"html {token.content!r}"] if left else []
    elif token.type == "fence":
        yield from [f"fence {token.info!r}"] if token.info not in {"text", "suggestion"} else []
    elif token.type == "image":
        yield f"image {token.attrs}"
    elif token.type == "link_open":
        yield from [] if str(token.attrs["href"]).startswith(f"{FORGE}/") else [f"link {token.attrs}"]
    elif token.type == "text":
        yield from [f"alive {match[0]!r} in {token.content!r}" for match in _ALIVE.finditer(token.content)]
    elif token.type == "code_block":
        yield f"code block {token.content!r}"
    for child in token.children or ():
        yield from _of(child)


def fences(text: str) -> list[str]:
    """The content of every fenced block."""
    return [token.content for token in _MARKDOWN.parse(text) if token.type == "fence"]


def rows(text: str) -> list[int]:
    """The number of cells of every line of a table, as GitHub splits it."""
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    return [len(re.split(r"(?<!\\)\|", line)) - 2 for line in lines]
