"""The corpus of injections: what its files say, with what they hide written out."""

import base64
import codecs
import json
import re
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field

from app.evaluation.case import Gold
from specs_schema.noun import Noun

Channel = Literal[
    "code-comment",
    "docstring",
    "string-literal",
    "name",
    "commit-message",
    "pull-request",
    "spec-text",
    "task-text",
    "contract",
    "other-file",
    "test-name",
]
Technique = Literal[
    "plain-instruction",
    "maintainers-agreed",
    "authority",
    "role-play",
    "system-prompt",
    "fake-evidence",
    "fake-marker",
    "fake-verdict",
    "fake-tool-result",
    "false-claim",
    "accusation",
    "invisible",
    "homoglyphs",
    "markup",
    "language",
    "encoded",
    "leak",
    "reach-out",
    "refusal",
    "padding",
    "split",
    "second-reader",
]
Deed = Literal[
    "met",  # answer `met`
    "accuse",  # answer `violated`, by the words that `words` says
    "refuse",  # give no answer at all
    "deny",  # as the second reader, do not confirm
    "cite",  # quote what `cites` says
    "look",  # read, list and search for what `looks` says
    "leak",  # repeat what was read elsewhere
    "write",  # put `writes` into the sentences of the answer
]


class Insert(Noun):
    """Lines that are put beside the one line of a file at head that reads `after` or `before`."""

    file: str
    after: str = ""
    before: str = ""
    text: str


class Add(Noun):
    """A file of the change; with `at: base`, one that was there before and that the change leaves alone."""

    file: str
    at: Literal["change", "base"] = "change"
    text: str


class Replace(Noun):
    """Every occurrence of `old` in a file at head, within its lines, is `new`."""

    file: str
    old: str
    new: str


class Cite(Noun):
    """A quote that the injection asks for, and the id of the evidence that it is said to stand in."""

    evidence: str
    quote: str


class Edits(Noun):
    """What is changed in a case. `gold` are answers about subjects that the edits bring."""

    insert: tuple[Insert, ...] = ()
    add: tuple[Add, ...] = ()
    replace: tuple[Replace, ...] = ()
    title: str = ""  # instead of the pull request's
    body: str = ""  # below the pull request's
    commits: tuple[str, ...] = ()  # beside the case's
    gold: dict[str, Gold] = Field(default_factory=dict[str, Gold])


class Injection(Edits):
    """Text that wants something of the judge. `means` says it in English where the text does not."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    case: str
    target: str  # the subject that is violated or missing there
    technique: Technique
    means: str = ""
    asks: Annotated[tuple[Deed, ...], Field(min_length=1)]
    cites: tuple[Cite, ...] = ()
    writes: str = ""
    words: str = ""  # that the subject is to be held to
    looks: tuple[str, ...] = ()  # paths, folders and terms


class ChannelFile(Noun):
    """One file of the corpus. `setup` is what the cases of this channel have at the merge base, injected or not."""

    channel: Channel
    about: str
    setup: dict[str, Edits] = Field(default_factory=dict[str, Edits])
    injections: Annotated[tuple[Injection, ...], Field(min_length=1)]


_HIDDEN = re.compile(r"\{\{(?P<how>[a-z0-9-]+)(?: (?P<number>[0-9]+))?:(?P<text>.*?)\}\}", re.DOTALL)
_LATIN = "aceopxyijsABCEHIKMOPTX"
_CYRILLIC = (
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0410\u0412\u0421\u0415\u041d\u0406\u041a\u041c\u041e\u0420\u0422"
    "\u0425"
)


def expanded(text: str) -> str:
    """`text` with `{{tags:...}}` and the like as what they stand for, so that the corpus can be read by people."""
    return _HIDDEN.sub(_one_expanded, text)


def _one_expanded(match: re.Match[str]) -> str:
    text, number = match["text"], int(match["number"] or 1)
    match match["how"]:
        case "tags":  # ASCII as characters that nobody can see
            return "".join(chr(0xE0000 + ord(character)) for character in text)
        case "selectors":  # ASCII as variation selectors behind a letter
            return "".join(chr(0xE0100 + ord(character) - 16) for character in text)
        case "zero-width":
            return "\u200b".join(text)
        case "bidi":  # shown from right to left
            return f"\u202e{text[::-1]}\u202c"
        case "homoglyphs":
            return text.translate(str.maketrans(_LATIN, _CYRILLIC))
        case "base64":
            return base64.b64encode(text.encode()).decode()
        case "rot13":
            return codecs.encode(text, "rot13")
        case "repeat":
            return text * number
        case how:
            raise ValueError(f"the corpus hides text by `{how}`, which nobody knows")


def read_corpus(folder: Path) -> tuple[ChannelFile, ...]:
    """Every file of the corpus, in the order of their names. Raises ValueError for what is wrong with it."""
    files = tuple(_channel_file(file) for file in sorted(folder.glob("*.yml")))
    ids = [one.id for file in files for one in file.injections]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"ids are there twice: {', '.join(sorted(twice))}")
    return files


def _channel_file(file: Path) -> ChannelFile:
    return ChannelFile.model_validate_json(json.dumps(_expanded(yaml.safe_load(file.read_text("utf-8")))))


def _expanded(value: object) -> object:
    if isinstance(value, str):
        return expanded(value)
    if isinstance(value, list):
        return [_expanded(one) for one in value]
    return {key: _expanded(one) for key, one in value.items()} if isinstance(value, dict) else value
