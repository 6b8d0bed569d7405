"""The one door through which text of a repository or a model reaches Markdown that GitHub renders."""

import re

from app.stages.mask import UNSEEN

_CONTROL = re.compile(rf"[\x0b\x0c\x0d\x1c-\x1e]|{UNSEEN.pattern}")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!$&])")
_SPANS = re.compile(r"(`[^`]+`)")
_BACKTICKS = re.compile(r"`+")
# Whatever stands before them: GitHub links `_https://` and `3https://`, too, where no word begins.
_SCHEME = re.compile(r"(https?|ftp|mailto|xmpp)(?=:)", re.IGNORECASE)
_WWW = re.compile(r"www(?=\.)", re.IGNORECASE)
_REFERENCE = re.compile(r"GH(?=-\d)", re.IGNORECASE)
_OUR_MARKER = re.compile(r"<!--(?=\s*speckeeper)", re.IGNORECASE)  # ends comments of ours, and tells which is which
_BREAK = "\u2060"  # word joiner: invisible, and no mention, reference or link goes across it


def plain(text: str, limit: int = 300) -> str:
    """One line without control characters, cut at `limit` characters: for places that render no Markdown."""
    line = _SPACE.sub(" ", _CONTROL.sub("", text)).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def prose(text: str, limit: int = 300) -> str:
    """One line of Markdown that renders as `text` and does nothing: no mention, link, image, HTML or marker.

    Code spans survive, because our own templates put ids and paths into them.
    """
    parts = _SPANS.split(plain(text, limit))  # every second one is a span, whatever the others look like
    return "".join(code(part[1:-1]) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def code(text: str, limit: int = 300) -> str:
    """A code span that holds exactly `text`, whatever back-ticks are in it; safe inside a table cell."""
    line = plain(text, limit)
    if not line:
        return ""
    line = _OUR_MARKER.sub(f"<!--{_BREAK}", line)
    longest = max((len(run) for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", "\\|")


def block(text: str, limit: int = 1_500) -> str:
    """A fenced block that holds `text`, whatever fences are in it."""
    kept = "\n".join(_CONTROL.sub("", line) for line in text.split("\n"))
    kept = kept if len(kept) <= limit else f"{kept[: limit - 1].rstrip()}…"
    kept = _OUR_MARKER.sub(f"<!--{_BREAK}", kept)
    longest = max((len(run) for run in _BACKTICKS.findall(kept)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{kept}\n{fence}"


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    for pattern in (_SCHEME, _WWW, _REFERENCE):
        escaped = pattern.sub(lambda match: match[0] + _BREAK, escaped)
    return escaped.replace("@", f"@{_BREAK}").replace("\\#", f"\\#{_BREAK}")
