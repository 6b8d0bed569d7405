"""Secrets found by the rules of a maintained detector: what secret_rules.json, written by a program, says of each.

The rules are Betterleaks' and Veles' as Kingfisher publishes them. The detector itself stays outside: it takes three
seconds to start, and a floor that must have no client would get one for a dozen protocols.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from re import Match, Pattern

from pydantic import BaseModel, ConfigDict, TypeAdapter

MASK = "[masked-secret]"
_MASKED = re.compile(r"\[masked-[a-z-]+\]")
_SHORTEST = 8  # characters of a secret that are left beside a mask


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    pattern: str
    group: int  # that holds the secret; 0 is the first that matched and is no mere part of one, or all of it
    entropy: float
    no_words: bool  # what reads like words is none
    needs: tuple[str, ...]  # one of them is in every text that matches, in whatever case


class _File(BaseModel):
    placeholders: tuple[str, ...]
    rules: tuple[_Rule, ...]


class _Catalog:
    """The rules by the texts that they need, which one expression finds in a pass."""

    def __init__(self, file: _File) -> None:
        needs = {need for rule in file.rules for need in rule.needs}
        starts = {need for need in needs if not any(need[:n] in needs for n in range(1, len(need)))}
        self.starts = re.compile(f"(?=({_alternatives(starts)}))")
        self.rules = _by_start(file.rules, starts)
        self.placeholder = re.compile("|".join(f"(?:{one})" for one in file.placeholders))

    def tried(self, text: str) -> Iterator[_Rule]:
        """The rules that could match in the text, each once and in an order that is always the same."""
        lower = text.lower()
        found = {rule.id: rule for start in set(self.starts.findall(lower)) for rule in self.rules[start]}
        return (rule for _, rule in sorted(found.items()) if any(need in lower for need in rule.needs))


def _by_start(rules: Sequence[_Rule], starts: Collection[str]) -> Mapping[str, Sequence[_Rule]]:
    """The rules by how the texts that they need begin: no start begins with another, so each text has one."""
    found: dict[str, list[_Rule]] = {start: [] for start in starts}
    for rule in rules:
        begun = (need[:length] for need in rule.needs for length in range(1, len(need) + 1))
        for start in dict.fromkeys(begin for begin in begun if begin in found):
            found[start].append(rule)
    return found


def mask_detected(text: str) -> str:
    """The text with every secret that a rule finds replaced; lines stay lines."""
    for rule in _catalog().tried(text):
        text = _pattern(rule.pattern).sub(lambda match, rule=rule: _masked(match, rule), text)
    return text


def entropy(value: str) -> float:
    """Shannon entropy in bits a character."""
    counts = Counter(value).values()
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts)


@cache
def _catalog() -> _Catalog:
    data = resources.files("app.stages").joinpath("secret_rules.json").read_bytes()
    return _Catalog(TypeAdapter(_File).validate_python(json.loads(data)))


@cache
def _pattern(pattern: str) -> Pattern[str]:
    """Compiled when it is needed first: most rules never are. ASCII, as where the rules were written for."""
    return re.compile(pattern, re.ASCII)


def _masked(match: Match[str], rule: _Rule) -> str:
    group = rule.group or next(
        (n for n, said in enumerate(match.groups(), start=1) if said and len(said) >= _SHORTEST), 0
    )
    secret = match[group]
    if not _is_secret(secret, rule):
        return match[0]
    start, end = (place - match.start() for place in match.span(group))
    return match[0][:start] + re.sub(r"\S+(?:[ \t]+\S+)*", MASK, secret) + match[0][end:]


def _is_secret(value: str, rule: _Rule) -> bool:
    left = _MASKED.sub("", value)
    if len(left) < _SHORTEST or _catalog().placeholder.fullmatch(left) or entropy(left) < rule.entropy:
        return False
    return not rule.no_words or any(char.isdigit() for char in left)


def _alternatives(words: set[str]) -> str:
    """An expression for the words that looks at each character once: what begins alike stands together."""
    if "" in words:
        return ""
    firsts = sorted({word[0] for word in words})
    return _group([re.escape(c) + _alternatives({word[1:] for word in words if word[0] == c}) for c in firsts])


def _group(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
