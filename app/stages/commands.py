"""`/spec` commands in the text of a comment. Nothing in a comment can change configuration, model or budget."""

import calendar
import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, get_args

from app.stages.commanded import command_lines
from app.stages.subjects import Known

MOST: Final = 10  # commands of one comment that are looked at
LONGEST_REASON: Final = 1_000  # characters, as in the configuration file

Written = Literal[
    "verify", "status", "explain", "waive", "unwaive", "feature", "config", "help"
]  # accepting is a button
_ALL: tuple[Written, ...] = get_args(Written)
_NAMES: Final[Mapping[str, Written]] = {name: name for name in _ALL}
_METHOD: Final = re.compile(r"(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY)", re.IGNORECASE)
_QUALIFIED: Final = re.compile(r"([^\s:`]+):(?=\S)")
_TICKED: Final = re.compile(r"(`+)([^`]+)\1(?!`)")
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DIRECTORY: Final = re.compile(r"(?!.*(?:^|/)\.\.?(?:/|$))[\w.@+-]+(?:/[\w.@+-]+)*")
_FULL: Final = frozenset({"--full", "\u2014full", "\u2013full"})  # telephones make a dash of two hyphens
_TRAILING: Final = ",.:;"
_MONTHS: Final = 12
_LONGEST_DIRECTORY: Final = 200


@dataclass(frozen=True, slots=True)
class Verify:
    """Review the head again; `full` without remembered verdicts, `feature` alone where one is named."""

    name: ClassVar[Written] = "verify"
    full: bool = False
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Tell the last report in a few lines."""

    name: ClassVar[Written] = "status"


@dataclass(frozen=True, slots=True)
class Explain:
    """Tell the answer about one subject with all its evidence."""

    name: ClassVar[Written] = "explain"
    id: str
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Waive:
    """Make an accountable exception of one subject. `until` is its last day (ISO 8601); empty: no end."""

    name: ClassVar[Written] = "waive"
    id: str
    reason: str
    until: str = ""
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Unwaive:
    """Take a waiver back."""

    name: ClassVar[Written] = "unwaive"
    id: str
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """Say which feature the pull request is about: a directory, `none`, or empty to find it as before."""

    name: ClassVar[Written] = "feature"
    dir: str


@dataclass(frozen=True, slots=True)
class Config:
    """Tell what is configured."""

    name: ClassVar[Written] = "config"


@dataclass(frozen=True, slots=True)
class Help:
    """Tell which commands there are."""

    name: ClassVar[Written] = "help"


Command = Verify | Status | Explain | Waive | Unwaive | Feature | Config | Help


@dataclass(frozen=True, slots=True)
class Malformed:
    """A command that cannot be followed: what is wrong, and the text to write instead. `help`: tell all commands."""

    problem: str
    write: str = ""
    help: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a command is read with: ids of known subjects as people may write them, and today's date (ISO 8601)."""

    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    most: int = 0  # words of one id
    today: str = ""

    @classmethod
    def of(cls, known: Sequence[Known], today: str) -> "Words":
        """The words of a comment on what the last report knows."""
        ids = {" ".join(one.id.split()).casefold(): one.id for one in known}
        return cls(ids, max((len(one.split()) for one in ids), default=0), today)

    def longest(self, words: Sequence[str]) -> tuple[int, str]:
        """How many of the first words are the id of a known subject, and the id; 0 when they are none."""
        for count in range(min(self.most, len(words)), 0, -1):
            text = " ".join(words[:count]).casefold()
            found = self.ids.get(text) or self.ids.get(text.rstrip(_TRAILING))
            if found:
                return count, found
        return 0, ""


@dataclass(frozen=True, slots=True)
class _Named:
    """The subject that a command names, and the words after it."""

    id: str
    feature: str
    rest: tuple[str, ...]

    @property
    def written(self) -> str:
        return f"{self.feature}:{self.id}" if self.feature else self.id


_NO_WORDS: Final = Words()


def parse(body: str, previous: str = "", words: Words = _NO_WORDS) -> tuple[Command | Malformed, ...]:
    """The commands of a comment, in order; of an edited one only those that `previous` did not have.

    At most ten, and one Malformed more that says how many were left out. Never raises.
    """
    old = Counter(_folded(line) for line in command_lines(previous)) if previous else Counter[str]()
    lines: list[str] = []
    for line in command_lines(body):
        folded = _folded(line)
        if old[folded] > 0:
            old[folded] -= 1
        else:
            lines.append(line)
    read = [_read(line, words) for line in lines[:MOST]]
    if len(lines) > MOST:
        read.append(Malformed(f"{len(lines) - MOST} more commands were left out: a comment may hold {MOST}"))
    return tuple(read)


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _read(line: str, words: Words) -> Command | Malformed:
    first, *rest = line.split() or ["help"]
    name = _NAMES.get(first.casefold())
    match name:
        case None:
            return _unknown(first)
        case "verify":
            return _verify(rest)
        case "feature":
            return _feature(rest)
        case "explain" | "waive" | "unwaive":
            return _about(name, rest, words)
        case "status":
            return _alone(Status(), rest)
        case "config":
            return _alone(Config(), rest)
        case "help":
            return Help()


def _unknown(word: str) -> Malformed:
    shown = word[:40]
    near = difflib.get_close_matches(shown.casefold(), list(_NAMES), n=1)
    return Malformed(f"`/spec {_code(shown)}` is no command", f"/spec {near[0]}" if near else "", help=True)


def _alone(command: Status | Config, rest: Sequence[str]) -> Command | Malformed:
    if rest:
        return Malformed(f"`/spec {command.name}` takes no words after it", f"/spec {command.name}")
    return command


def _verify(rest: Sequence[str]) -> Command | Malformed:
    options = [word for word in rest if word.startswith(("-", "\u2014", "\u2013"))]
    others = [word for word in rest if word not in options]
    usage = "/spec verify [--full] [FEATURE]"
    if unknown := [word for word in options if word.casefold() not in _FULL]:
        return Malformed(f"`/spec verify` has no option `{_code(unknown[0])}`", usage)
    if len(others) > 1:
        return Malformed("`/spec verify` takes one feature directory", usage)
    directory = _directory(others[0]) if others else ""
    if directory is None:
        return Malformed(f"`{_code(others[0])}` is no feature directory", usage)
    return Verify(full=bool(options), feature=directory)


def _feature(rest: Sequence[str]) -> Command | Malformed:
    usage = "/spec feature specs/NNN-NAME"
    if len(rest) != 1:
        return Malformed("`/spec feature` takes one feature directory, `none` or `auto`", usage)
    word = rest[0].strip("`").casefold()
    if word in {"none", "auto"}:
        return Feature("none" if word == "none" else "")
    directory = _directory(rest[0])
    if directory is None:
        return Malformed(f"`{_code(rest[0])}` is no feature directory", usage)
    return Feature(directory)


def _directory(word: str) -> str | None:
    """A path inside the repository as somebody wrote it; None when it is none."""
    path = word.strip("`").removeprefix("./").rstrip("/")
    return path if len(path) <= _LONGEST_DIRECTORY and _DIRECTORY.fullmatch(path) else None


def _about(name: Written, rest: Sequence[str], words: Words) -> Command | Malformed:
    named = _named(rest, words)
    if named is None:
        more = " REASON" if name == "waive" else ""
        return Malformed(f"`/spec {name}` needs the id of a subject", f"/spec {name} FR-001{more}")
    if name == "waive":
        return _waive(named, words.today)
    if named.rest:
        return Malformed(f"`/spec {name}` takes one id and no words after it", f"/spec {name} {named.written}")
    return Explain(named.id, named.feature) if name == "explain" else Unwaive(named.id, named.feature)


def _named(rest: Sequence[str], words: Words) -> _Named | None:
    """The subject at the beginning of `rest`, by the longest known id; else by its form."""
    text = " ".join(rest)
    if ticked := _TICKED.match(text):
        return _split(ticked[2].split(), words, text[ticked.end() :].lstrip(_TRAILING).split())
    return _split(rest, words, ())


def _split(text: Sequence[str], words: Words, after: Sequence[str]) -> _Named | None:
    """`text` begins with the subject; `after` follows back-ticks that held all of it."""
    if not text:
        return None
    feature, rest = "", list(text)
    count, found = words.longest(rest)
    qualified = _QUALIFIED.match(rest[0])
    if not count and qualified:
        feature = qualified[1].removeprefix("./").rstrip("/")
        rest[0] = rest[0][qualified.end() :]
        count, found = words.longest(rest)
    if not count:
        count = len(rest) if after else _unknown_length(rest)
        found = " ".join(rest[:count]).rstrip(_TRAILING)
    return _Named(found[:200], feature[:200], (*rest[count:], *after)) if found else None


def _unknown_length(words: Sequence[str]) -> int:
    """How many words an id has that nobody knows: an operation's has two (`POST /v1/answers`)."""
    return 1 + (len(words) > 1 and words[1].startswith("/") and bool(_METHOD.fullmatch(words[0])))


def _waive(named: _Named, today: str) -> Command | Malformed:
    rest, until = list(named.rest), ""
    written = f"/spec waive {named.written}"
    if rest and rest[0].casefold() == "until":
        until, rest = (rest[1].strip("`").rstrip(_TRAILING) if len(rest) > 1 else ""), rest[2:]
        if wrong := _wrong_date(until, today):
            return Malformed(wrong, f"{written} until YYYY-MM-DD {_reason(rest)}")
        written = f"{written} until {until}"
    reason = " ".join(rest)
    if not any(character.isalnum() for character in reason):
        return Malformed("A waiver needs a reason", f"{written} REASON")
    if len(reason) > LONGEST_REASON:
        return Malformed(f"A reason may have {LONGEST_REASON:,} characters; this one has {len(reason):,}", "")
    return Waive(named.id, reason, until, named.feature)


def _reason(rest: Sequence[str]) -> str:
    reason = " ".join(rest)
    return reason if 0 < len(reason) <= LONGEST_REASON else "REASON"


def _wrong_date(text: str, today: str) -> str:
    """What is wrong with the last day of a waiver; nothing when it is a day that is not over."""
    found = _DATE.fullmatch(text)
    if not found:
        return f"`{_code(text)}` is no date" if text else "`until` needs a date"
    year, month, day = (int(part) for part in found.groups())
    if not (1 <= month <= _MONTHS and year and 1 <= day <= calendar.monthrange(year, month)[1]):
        return f"There is no day `{text}`"
    return f"`{text}` is in the past" if text < today else ""


def _code(text: str) -> str:
    """What somebody wrote, to stand between back-ticks."""
    return text.replace("`", "'")[:60]
