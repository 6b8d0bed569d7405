"""Texts to hold the rules to: made from their expressions, and judged by the detector itself."""

import json
import random
import re._constants as op
import re._parser as parser
import string
from collections.abc import Callable, Iterable, Iterator

TRIES = 60
PRINTABLE = [c for c in string.printable if c not in "\n\r\x0b\x0c\t"]
CATEGORIES = {
    op.CATEGORY_DIGIT: string.digits,
    op.CATEGORY_WORD: string.ascii_letters + string.digits + "_",
    op.CATEGORY_SPACE: " ",
}
# What people write where a secret belongs.
STAND_INS = ("x" * 40, "${SECRET}", "<your-key-here>", "{{ secret }}", "changeme", "none")

Found = Callable[[str], list[tuple[str, str]]]  # the rules that find something in a text, with the secrets


def samples(rules: list[dict], patterns: dict[str, str], beside: dict[str, list[str]], found: Found) -> dict[str, list]:
    """`secret`: rule, secret and text; `harmless`: rule and text. All of it backwards, so that no file has a token.

    `beside` says which other rules have to find something as well before the detector tells of a secret. `silent` are
    the rules of which no such text was made.
    """
    out: dict[str, list] = {"secret": [], "harmless": [], "silent": []}
    for rule in rules:
        hit = _hit(rule["id"], patterns, beside[rule["id"]], found)
        if hit is None:
            out["silent"].append(rule["id"])
            continue
        text, secret = hit
        out["secret"].append([rule["id"], secret[::-1], text[::-1]])
        harmless = (text.replace(secret, other) for other in (*STAND_INS, secret[: len(secret) // 2]))
        out["harmless"] += [[rule["id"], other[::-1]] for other in harmless if not found(other)]
    return out


def _hit(name: str, patterns: dict[str, str], beside: Iterable[str], found: Found) -> tuple[str, str] | None:
    """A text in which the detector finds a secret, by this rule if it tells of that, and the secret."""
    others: list[tuple[str, str]] = []
    for seed in range(TRIES):
        chance = random.Random(f"{name} {seed}")  # noqa: S311 -- no secret is made
        text = "\n".join(_written(patterns[one], chance) for one in (name, *beside))
        hits = [(by, secret) for by, secret in found(text) if secret in text.split("\n", 1)[0]]
        others += [(text, secret) for by, secret in hits if by not in beside]
        if own := [(text, secret) for by, secret in hits if by == name]:
            return own[0]
    return others[0] if others else None


def _written(pattern: str, chance: random.Random) -> str:
    return "".join(_texts(parser.parse(pattern), chance))


def _texts(sequence: parser.SubPattern, chance: random.Random) -> Iterator[str]:
    """Something that each part of an expression matches."""
    for code, value in sequence:
        if code is op.LITERAL:
            yield chr(value)
        elif code is op.ANY:
            yield "_"
        elif code in {op.IN, op.NOT_LITERAL}:
            yield chance.choice(_members(value if code is op.IN else [(op.NEGATE, None), (op.LITERAL, value)]))
        elif code is op.BRANCH:
            yield from _texts(chance.choice(value[1]), chance)
        elif code is op.SUBPATTERN:
            yield from _texts(value[-1], chance)
        elif code in {op.MAX_REPEAT, op.MIN_REPEAT}:
            least, most, inner = value
            for _ in range(least if least != 1 else chance.randint(1, min(most, 24))):
                yield from _texts(inner, chance)


def _members(said: list) -> list[str]:
    negated = said[0][0] is op.NEGATE
    members = {char for code, value in said for char in _class(code, value)}
    return [c for c in PRINTABLE if (c in members) != negated] or ["\n"]


def _class(code: object, value: object) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code is op.RANGE:
        return "".join(map(chr, range(value[0], value[1] + 1)))
    return CATEGORIES.get(value, "") if code is op.CATEGORY else ""


def lines(found: dict[str, list], source: str) -> str:
    """JSON with one line for each sample."""
    parts = [f' "{key}": [\n' + ",\n".join(map(json.dumps, found[key])) + "\n]" for key in sorted(found)]
    return f'{{"source": {json.dumps(source)}, "order": "backwards",\n' + ",\n".join(parts) + "}\n"
