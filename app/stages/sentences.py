"""What a pull request says it does, sentence by sentence."""

import re
from collections.abc import Iterator

from app.domain.event import PullRequest

# A sentence ends at a full stop before a space: ids such as `FR-001.` and paths survive.
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_QUOTED_LINE = re.compile(r"^\s*>")
_FENCE = re.compile(r"^\s*(```|~~~)")
_SPACES = re.compile(r"[^\S\n]+")
_HASHES = re.compile(r"#{7,}")  # no heading has so many
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_HEADING = re.compile(
    r"^\s*(?:#{1,6}\s+(?P<hashes>.+?)\s*#*|\*\*(?P<bold>[^*]+)\*\*:?|(?P<colon>[A-Z][^.!?`]{0,60}):)\s*$"
)

_DENIES = re.compile(
    r"\bnot (?:yet|part|included?|implement\w*|covered?|done|finished|in scope|in this|here|touched|addressed|claimed|"
    r"ready)\b|n't (?:yet |be )?(?:implement|include|cover|touch|address|do|add|finish)\w*|out of scope|non-goals?|"
    r"\bdefer\w*|\bpostpone\w*|\blater\b|\bfollow(?:s|-| )?(?:up| in\b| later)|\bfollows?$|\bremain(?:s|ing)\b|"
    r"\b(?:still|stays?|left|leaves?|is|are) open\b|\b(?:leaves?|leaving|left) (?:it |them )?out\b|\bomit\w*|\bskip\w*|"
    r"\btodo\b|\b(?:next|separate|another|later|future) (?:prs?|pull requests?|changes?|steps?|work|phases?)\b|"
    r"\b(?:future|upcoming|forthcoming|subsequent|awaits?|awaiting)\s+(?:\w+\s+){0,2}`?[A-Z]{1,5}-?\d|"
    r"\b(?:until|once|when|as soon as)\s+(?:\w+\s+){0,4}`?[A-Z]{1,5}-?\d\w*`?\s+"
    r"(?:lands?|arrives?|is (?:done|there|merged))\b|"
    r"\bpending\b|\buntouched\b|\b(?:without|except(?: for)?|excluding|but not)\s+(?:\w+\s+){0,2}`?[A-Z]{1,5}-?\d",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(background|context|see also|for reference|similar to|unlike|as in|introduced (in|by)|builds? on|"
    r"based on|supersed\w+|replac\w+ the|related|previous(ly)?|earlier|inspired|mirror\w*|same as|modell?ed|"
    r"analog\w+|compare|according to the old|"
    r"already (shipped|merged|delivered)|follows? (up )?(on|to)|after)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(implement\w*|complet\w+|deliver\w*|finish\w*|add(s|ed|ing)?|build(s|ing)?|ship(s|ped|ping)?|"
    r"clos(e|es|ed|ing)|resolv\w+|cover\w*|satisf\w+|meet(s|ing)?|part of|tasks?|feat)\b|\b(?:spec|feature)s?\s*:",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a Markdown text, without code fences, quotes and HTML comments.

    A sentence below a heading carries it (`What it leaves out: User Story 3`), because the heading decides what
    the sentence means.
    """
    heading, paragraph = "", list[str]()
    for line in [*_shown_lines(text), ""]:
        found = _HEADING.match(line)
        if not found and line.strip() and not _ITEM.match(line):
            paragraph.append(line.strip())
            continue
        yield from _of_paragraph(heading, paragraph)
        paragraph = [line.strip()] if line.strip() and not found else []
        heading = next(filter(None, found.groups()), "") if found else heading
        if found:
            yield heading


def _tamed(text: str) -> str:
    """`text` with the same sentences, but without runs that expressions over it would try in every combination.

    Anybody may have written it, and nothing may wait for it.
    """
    short = _HASHES.sub("#" * 7, _SPACES.sub(" ", text.replace("\r\n", "\n")))
    closed, end, rest = short.rpartition("-->")
    return closed + end + rest.replace("<!--", "< !--")


def _shown_lines(text: str) -> Iterator[str]:
    fenced = False
    for line in _COMMENT.sub("", _tamed(text)).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not _QUOTED_LINE.match(line):
            yield line


def _of_paragraph(heading: str, lines: list[str]) -> Iterator[str]:
    lead = f"{heading}: " if heading else ""
    yield from (f"{lead}{part.strip()}" for part in _SENTENCE.split(" ".join(lines)) if part.strip())


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
