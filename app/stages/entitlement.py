"""Who may use which command. What is asked of the forge comes in; nothing of a comment's text counts here."""

from dataclasses import dataclass
from typing import Final

from app.domain.conversation import Permission
from specs_schema.config import Command, Commands

RANKS: Final[tuple[Permission, ...]] = ("none", "read", "triage", "write", "maintain", "admin")
_NOT_FOR_AUTHORS: Final[frozenset[Command]] = frozenset({"waive", "unwaive", "feature", "accept"})
_DEEDS: Final = {
    "waive": "waives a requirement",
    "unwaive": "takes a waiver back",
    "feature": "corrects the feature",
    "accept": "accepts a spec change",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for which pull request: `authors` wrote or committed to it, `opener` opened it."""

    login: str
    permission: Permission
    opener: str = ""
    authors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not, in a sentence for them. `what` tells refusals of one kind apart from others."""

    what: str
    reason: str


def may(command: Command, asker: Asker, rules: Commands) -> Refusal | None:
    """None when `asker` may; else why not.

    Nobody waives, accepts or says which spec counts for a change that they wrote or committed to, whatever their
    permission.
    """
    needed = _needed(command, rules)
    if needs_authors(command) and _among(asker.login, asker.authors | {asker.opener}):
        deed = _DEEDS[command]
        return Refusal(f"{command}-author", f"Nobody {deed} for a change that they wrote or committed to")
    if _at_least(asker.permission, needed):
        return None
    if command in rules.author and same_login(asker.login, asker.opener):
        return None
    return Refusal(f"{command}-permission", _missing(command, asker.permission, needed, rules))


def needs_authors(command: Command) -> bool:
    """Whether it matters who wrote the change, so that the forge has to be asked for it."""
    return command in _NOT_FOR_AUTHORS


def entitled(permission: Permission, rules: Commands) -> bool:
    """Whether a review that this person asks for may cost money although the change comes from an outsider.

    Its author may ask without this, and gets the review by rules alone.
    """
    return _at_least(permission, rules.who)


def same_login(one: str, other: str) -> bool:
    """Whether two logins name the same account: case makes no difference, nor does the suffix of a bot."""
    return bool(one) and one.casefold().removesuffix("[bot]") == other.casefold().removesuffix("[bot]")


def _needed(command: Command, rules: Commands) -> Permission:
    """Accepting takes write access even where the configuration lets others command."""
    return "write" if command == "accept" and not _at_least(rules.who, "write") else rules.who


def _at_least(permission: Permission, needed: Permission) -> bool:
    return RANKS.index(permission) >= RANKS.index(needed)


def _among(login: str, authors: frozenset[str]) -> bool:
    return any(same_login(login, author) for author in authors)


def _missing(command: Command, permission: Permission, needed: Permission, rules: Commands) -> str:
    what = "Accepting a spec change" if command == "accept" else f"`/spec {command}`"
    author = ", or being the author of the pull request" if command in rules.author else ""
    return f"{what} needs `{needed}` permission on this repository{author}; yours is `{permission}`"
