"""Principles and decisions that a change touches: they become questions, for contradictions alone."""

import re
from collections.abc import Iterable, Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.stages.pool import Pool
from app.stages.words import words
from specs_schema.subject import Decision, Principle, Subject

_MUST = re.compile(r"\b(?:MUST|SHALL|REQUIRED|NEVER|PROHIBITED)\b")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\s|$)|$)")
_TELLING = 5  # words that a sentence needs for a match to mean something
_TOUCHED = 0.5  # share of them that one excerpt holds
_DECISIONS = 4  # of one feature, those that match best
_PRINCIPLES = 3


def governing_subjects(dossier: Dossier, feature: ReviewedFeature, pool: Pool) -> tuple[Subject, ...]:
    """The feature's decisions and the constitution's sentences with a MUST that speak of what the change touches."""
    decisions = [one for one in (feature.head.subjects if feature.head else ()) if isinstance(one, Decision)]
    principles = (one for constitution in dossier.constitutions for one in constitution.principles)
    narrowed = (_narrowed(one, pool) for one in principles if one.strength == "must")
    return (
        *_best(((_share(one.text, pool), one) for one in decisions), _DECISIONS),
        *_best((pair for pair in narrowed if pair is not None), _PRINCIPLES),
    )


def _best(scored: Iterable[tuple[float, Subject]], most: int) -> Iterator[Subject]:
    """Those that match best. Of two with one key, as two constitutions may have, the better: answers go by keys."""
    touched = sorted((pair for pair in scored if pair[0] >= _TOUCHED), key=lambda pair: -pair[0])
    once: dict[str, Subject] = {}
    for _, subject in touched:
        once.setdefault(subject.key, subject)
    yield from list(once.values())[:most]


def _narrowed(principle: Principle, pool: Pool) -> tuple[float, Subject] | None:
    """The principle in those of its sentences that demand something and are touched: the rest is rationale."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(principle.text)]
    scored = [(_share(one, pool), one) for one in sentences if _MUST.search(one)]
    touched = [(share, one) for share, one in scored if share >= _TOUCHED]
    if not touched:
        return None
    text = " ".join(one for _, one in touched)
    return max(share for share, _ in touched), principle.model_copy(update={"text": text})


def _share(text: str, pool: Pool) -> float:
    """The largest share of the words of `text` that one excerpt holds; 0 where they are too few to mean anything."""
    wanted = set(words(text))
    return pool.share(wanted) if len(wanted) >= _TELLING else 0.0
