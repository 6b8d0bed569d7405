"""The texts of which one is in everything that an expression matches."""

import re._constants as op
import re._parser as parser
from itertools import product

MOST = 24  # texts that an expression may ask for


def needed(pattern: str) -> list[str]:
    """Texts in lower case; none where the expression matches without any."""
    texts = _best(parser.parse(pattern)) or set()
    return sorted(text for text in texts if not any(other in text for other in texts - {text}))


def _best(sequence: parser.SubPattern) -> set[str] | None:
    candidates: list[set[str]] = []
    run = {""}
    for code, value in sequence:
        texts = _exact(code, value)
        if texts is not None and len(texts) * len(run) <= MOST:
            run = {a + b for a, b in product(run, texts)}
            continue
        candidates += [run, *([texts] if texts else []), *_within(code, value)]
        run = {""}
    useful = [one for one in [*candidates, run] if one and min(map(len, one)) > 1]
    return max(useful, key=lambda one: (min(6, *map(len, one)), -len(one)), default=None)


def _within(code: object, value: object) -> list[set[str]]:
    """What has to be in a part that is no plain text as a whole."""
    if code is op.SUBPATTERN:
        return [found] if (found := _best(value[-1])) else []
    if code in {op.MAX_REPEAT, op.MIN_REPEAT} and value[0] > 0:
        return [found] if (found := _best(value[2])) else []
    if code is op.BRANCH:
        found = [_best(one) for one in value[1]]
        return [set().union(*found)] if all(found) else []
    return []


def _exact(code: object, value: object) -> set[str] | None:
    """Everything that one part matches, where that is a handful of texts."""
    if code is op.LITERAL:
        return {chr(value).lower()}
    if code is op.AT:
        return {""}
    if code is op.IN:
        found = {_exact(*one) and chr(one[1]).lower() for one in value if one[0] is op.LITERAL}
        return found if len(value) <= 4 and all(one[0] is op.LITERAL for one in value) else None
    if code is op.SUBPATTERN:
        return _sequence(value[-1])
    if code is op.BRANCH:
        parts = [_sequence(one) for one in value[1]]
        return set().union(*parts) if all(part is not None for part in parts) else None
    if code in {op.MAX_REPEAT, op.MIN_REPEAT} and value[1] is not op.MAXREPEAT and value[1] <= 3:
        texts = _sequence(value[2])
        return None if texts is None else {t * n for t in texts for n in range(value[0], value[1] + 1)}
    return None


def _sequence(sequence: parser.SubPattern) -> set[str] | None:
    texts = {""}
    for code, value in sequence:
        found = _exact(code, value)
        if found is None or len(found) * len(texts) > MOST:
            return None
        texts = {a + b for a, b in product(texts, found)}
    return texts
