"""Question → what bears on it, whatever request it will be asked in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.domain.question import Bearing, Question
from app.domain.repository import Hit
from app.rules.counterparts import is_before
from app.stages.doing import is_prose
from app.stages.excerpts import excerpt_around
from app.stages.governed import governing_subjects
from app.stages.path_names import named
from app.stages.pool import Pool
from app.stages.questions import is_spec, questions, questions_on, terms
from app.stages.spec_evidence import claim_evidence, spec_evidence
from app.stages.triage import trace
from app.stages.words import words

# Characters of code of the change that one question may bring into a packet. More context makes every model judge
# worse (eight of eight models in a public benchmark), so it is what bears on the question and no more.
_CODE_BUDGET = 12_000
_AGAIN_BUDGET = 5_000  # the same for a question that was answered before, which is mostly confirmed
_NEAR = 0.45  # of the best match's score: what matches worse is background, and alters no answer by itself
_NEAR_MOST = 16
_CONTRADICTIONS = 12  # unclaimed subjects that a review asks about, at most
_TOUCHED = 0.35  # share of a subject's words that an excerpt must hold to count as touched
_SEARCHED_FILES = 3  # unchanged files of which a search may add excerpts
_SEARCHED_PLACES = 3  # in each of them
_SEARCHED_BUDGET = 6_000  # characters of these excerpts together
_USED_BUDGET = 5_000  # characters of definitions in unchanged files
_PLACES = 6  # files that a record names for one term
_NAME = re.compile(r"[A-Za-z_]\w{3,}")
_ABOUT = re.compile(r"(^|/)\.github/")  # workflows and templates speak of the repository, not of what it does


def every_question(dossier: Dossier, feature: ReviewedFeature, pool: Pool) -> tuple[Question, ...]:
    """Every question that the review of `feature` has.

    Claimed subjects first, then unclaimed ones that the change seems to touch, then principles and decisions that
    speak of it, then what it takes back.
    """
    asked = questions(feature)
    known = {question.subject.key for question in asked}
    claimed = [question for question in asked if question.claimed]
    others = [question for question in asked if not question.claimed]
    governing = [one for one in governing_subjects(dossier, feature, pool) if one.key not in known]
    return (*claimed, *_touched_unclaimed(feature, pool, known), *questions_on(governing, feature), *others)


def bearings(dossier: Dossier, feature: ReviewedFeature, asked: Iterable[Question], pool: Pool) -> tuple[Bearing, ...]:
    """What bears on each of the questions."""
    return tuple(_bearing(dossier, feature, question, pool) for question in asked)


def closest(bearing: Bearing, cited: frozenset[str]) -> Bearing:
    """What bears most closely, and what was quoted when it was asked before (`cited`, digests): enough to confirm."""
    kept = [piece for piece in bearing.code[: bearing.near] if trace(piece) in cited]
    room = _AGAIN_BUDGET - sum(len(piece.text) for piece in kept)
    kept += list(within((piece for piece in bearing.code[: bearing.near] if piece not in kept), room))
    rest = tuple(piece for piece in bearing.rest if piece.side != "code" or trace(piece) in cited)
    return replace(bearing, code=tuple(kept), near=len(kept), rest=rest, searched=())


def _touched_unclaimed(feature: ReviewedFeature, pool: Pool, claimed: set[str]) -> tuple[Question, ...]:
    """Unclaimed subjects that the change seems to touch: they are asked about for contradictions alone."""
    kinds = {"requirement", "operation", "entity"}
    subjects = feature.head.subjects if feature.head else ()
    others = [one for one in subjects if one.kind in kinds and one.key not in claimed]
    scored = sorted(((pool.coverage(one), one) for one in others), key=lambda pair: -pair[0])
    wanted = {one.key for score, one in scored[:_CONTRADICTIONS] if score >= _TOUCHED}
    return questions_on([one for one in others if one.key in wanted], feature)


def _bearing(dossier: Dossier, feature: ReviewedFeature, question: Question, pool: Pool) -> Bearing:
    code, near = _code(question, pool)
    # The version of the merge base stands alone: the documents at head say what became of it.
    head = None if is_before(question.subject) else feature.head
    spoken = (
        (*spec_evidence(question, head, dossier.texts), *claim_evidence(question, head, dossier.texts)) if head else ()
    )
    hits = {term: _outside(dossier.hits.get(term, ()), feature) for term in terms(question.subject)}
    used = tuple(_used(question, code[:near], pool))
    found = _looked_up(dossier, hits, {piece.span.path for piece in code})
    searched = tuple(f"{term}: {_places(of_term)}" for term, of_term in hits.items())
    return Bearing(question, code, near, (*spoken, *used, *found), searched)


def _code(question: Question, pool: Pool) -> tuple[tuple[Evidence, ...], int]:
    """The excerpts of the change, what matches best first, within the budget, and how many of them match well."""
    ranked = pool.ranked(question.subject)
    least = _NEAR * ranked[0][0] if ranked else 0.0
    room, chosen, near = _CODE_BUDGET, list[Evidence](), 0
    for score, place in ranked:
        excerpt = pool.excerpts[place]
        if len(excerpt.text) <= room:
            chosen.append(excerpt)
            room -= len(excerpt.text)
            near += score >= least and near < _NEAR_MOST
    if pool.size <= _CODE_BUDGET:
        # Words match little where the spec is in another language than the code: a small change is shown even so.
        chosen.extend(excerpt for excerpt in pool.excerpts if excerpt not in chosen)
    return tuple(chosen), near


def _used(question: Question, near: Sequence[Evidence], pool: Pool) -> Iterator[Evidence]:
    """Definitions in unchanged files that the closest excerpts name: base classes, helpers, constants.

    Those that share words with the subject come first, then those that are named most often.
    """
    named = Counter(name for piece in near for name in _NAME.findall(piece.text) if name in pool.defined)
    wanted = words(question.subject.text).keys()
    order = sorted(named, key=lambda name: (-len(wanted & words(name).keys()), -named[name], name))
    yield from within(dict.fromkeys(pool.defined[name] for name in order), _USED_BUDGET)


def _outside(hits: Iterable[Hit], feature: ReviewedFeature) -> list[Hit]:
    return [hit for hit in hits if not is_spec(hit.path, feature)]


def _looked_up(dossier: Dossier, hits: Mapping[str, Sequence[Hit]], shown: set[str]) -> Iterator[Evidence]:
    """Excerpts of unchanged files that hold the searched terms, the most telling files and lines first.

    A term tells the more, the fewer files hold it.
    """
    telling: dict[str, dict[int, float]] = {}
    for of_term in hits.values():
        weight = 1 / max(1, len({hit.path for hit in of_term}))
        for hit in of_term:
            if hit.path not in shown and hit.path in dossier.texts and not _is_about(hit.path):
                lines = telling.setdefault(hit.path, {})
                lines[hit.line] = lines.get(hit.line, 0.0) + weight
    likely = sorted(telling, key=lambda path: (-sum(telling[path].values()), path))[:_SEARCHED_FILES]
    found = (
        Evidence("", "code", excerpt.span, excerpt.text, excerpt.note)
        for path in likely
        for excerpt in excerpt_around(
            path, dossier.texts[path], _most_telling(telling[path]), "unchanged, found by search"
        )
    )
    yield from within(found, _SEARCHED_BUDGET)


def _is_about(path: str) -> bool:
    """Whether a file says what code should do, and does nothing of it itself."""
    return is_prose(path) or bool(_ABOUT.search(path))


def _most_telling(lines: Mapping[int, float]) -> list[int]:
    return sorted(lines, key=lambda line: (-lines[line], line))[:_SEARCHED_PLACES]


def within(pieces: Iterable[Evidence], room: int) -> Iterator[Evidence]:
    """The pieces that fit into `room` characters, one after the other; one that is too long is passed over."""
    for piece in pieces:
        if len(piece.text) <= room:
            room -= len(piece.text)
            yield piece


def _places(hits: Sequence[Hit]) -> str:
    counted = Counter(hit.path for hit in hits)
    if not counted:
        return "nowhere"
    shown = [f"{named(path)} ({number})" for path, number in sorted(counted.items())[:_PLACES]]
    more = len(counted) - len(shown)
    return ", ".join(shown) + (f" and {more} more files" if more else "")
