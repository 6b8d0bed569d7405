"""What a pull request says it does, sentence by sentence."""

import re
from collections.abc import Iterator

from app.domain.event import PullRequest

# A sentence ends at a line end or at a full stop before a space: ids such as `FR-001.` and paths survive.
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_QUOTED_LINE = re.compile(r"^\s*>")
_FENCE = re.compile(r"^\s*(```|~~~)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_DENIES = re.compile(
    r"\b(not|n't|cannot|without|except|excluding|exclud\w+|defer\w*|later|follow-?up|remain\w*|still open|"
    r"out of scope|todo|next pr|upcoming|future|separate(ly)?|skip\w*|omit\w*|postpone\w*|pending|untouched)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(background|context|see also|for reference|similar to|unlike|as in|introduced (in|by)|builds? on|"
    r"based on|supersed\w+|replac\w+ the|related|previous(ly)?|earlier|inspired|compare|according to the old|"
    r"already (shipped|merged|delivered)|follows? (up )?(on|to)|after)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(implement\w*|complet\w+|deliver\w*|finish\w*|add(s|ed|ing)?|build(s|ing)?|ship(s|ped|ping)?|"
    r"clos(e|es|ed|ing)|resolv\w+|cover\w*|satisf\w+|meet(s|ing)?|part of|spec|feature|tasks?|feat)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a Markdown text, without code fences, quotes and HTML comments."""
    fenced = False
    kept: list[str] = []
    for line in _COMMENT.sub("", text.replace("\r\n", "\n")).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not _QUOTED_LINE.match(line):
            kept.append(line)
    yield from (part.strip() for part in _SENTENCE.split("\n".join(kept)) if part.strip())


def claiming(sentence: str) -> bool:
    """Whether what the sentence names is done here, as far as its words tell: it is not denied."""
    return not _DENIES.search(sentence)


def about_this_change(sentence: str) -> bool:
    """Whether the sentence says that the change does what it names, and not that it exists elsewhere."""
    return bool(_DOES.search(sentence)) and not _BACKGROUND.search(sentence) and claiming(sentence)


def spoken(pull_request: PullRequest) -> Iterator[tuple[str, str]]:
    """Source (`title`, `body`, `a commit message`) and sentence of all that the author says."""
    yield "title", pull_request.title
    yield from (("body", sentence) for sentence in sentences(pull_request.body))
    for message in pull_request.commit_messages:
        yield from (("a commit message", sentence) for sentence in sentences(message))
