"""The one door through which text of a repository or a model reaches Markdown that GitHub renders."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~!$&])")
_BACKTICKS = re.compile(r"`+")
_SCHEME = re.compile(r"\b(https?|ftp|mailto)(?=:)", re.IGNORECASE)
_WWW = re.compile(r"\bwww(?=\.)", re.IGNORECASE)
_REFERENCE = re.compile(r"\bGH(?=-\d)", re.IGNORECASE)
_BREAK = "\u2060"  # word joiner: invisible, and no mention, reference or link goes across it


def plain(text: str, limit: int = 300) -> str:
    """One line without control characters, cut at `limit` characters: for places that render no Markdown."""
    line = _SPACE.sub(" ", _CONTROL.sub("", text)).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def prose(text: str, limit: int = 300) -> str:
    """One line of Markdown that renders as `text` and does nothing: no mention, link, image, HTML or marker.

    Code spans survive, because our own templates put ids and paths into them.
    """
    parts = re.split(r"(`[^`]+`)", plain(text, limit))
    return "".join(code(part[1:-1]) if _is_span(part) else _escaped(part) for part in parts)


def code(text: str, limit: int = 300) -> str:
    """A code span that holds exactly `text`, whatever back-ticks are in it; safe inside a table cell."""
    line = plain(text, limit)
    if not line:
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", "\\|")


def block(text: str, limit: int = 1_500) -> str:
    """A fenced block that holds `text`, whatever fences are in it."""
    kept = "\n".join(_CONTROL.sub("", line) for line in text.split("\n"))
    kept = kept if len(kept) <= limit else f"{kept[: limit - 1].rstrip()}…"
    longest = max((len(run) for run in _BACKTICKS.findall(kept)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{kept}\n{fence}"


def _is_span(part: str) -> bool:
    return len(part) > 2 and part[0] == part[-1] == "`"  # noqa: PLR2004 (two back-ticks and something between)


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    for pattern in (_SCHEME, _WWW, _REFERENCE):
        escaped = pattern.sub(lambda match: match[0] + _BREAK, escaped)
    return escaped.replace("@", f"@{_BREAK}").replace("\\#", f"\\#{_BREAK}")
