"""Subjects at the merge base → what became of them at head, followed by their text.

Ids move: one requirement that is put in between renumbers all below it. So a subject is looked for by its words first
and by its id second.
"""

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from app.domain.dossier import Dossier, ReviewedFeature
from specs_schema.feature import Feature
from specs_schema.subject import Subject

_SAME_TEXT = 0.76  # likeness from which two texts are one subject, whatever their ids
_SAME_ID = 0.25  # likeness below which one id stands for two different things
_SAME_NUMBER = 0.5  # the same for what has no id of its own but the number of its place
_NEXT_NUMBER = 0.55  # the same for a scenario that has another number in its story
_OWN_ID = 0.1  # what the same id is worth beside likeness
_SAME_MATTER = 0.33  # share of rare words from which a new text under a new id is the old one written anew
_LEFT = 0.6  # share of the old words from which a new text is the old one in other words, or with more
_ANEW = 3  # one in so many subjects without a counterpart: the document was written anew
_MOST_COMPARED = 40_000  # pairs of subjects that are compared for that
_EACH = 10  # subjects that are told one by one even where they are most of the list
_ABSORBED = 0.9  # share of a subject's words that another must hold to have taken it in
_TELLING = 4  # words below which a text is too short to be found in another; letters below which a word tells nothing

COMPARABLE: Final = 0.5  # likeness below which two texts are about other words and numbers
BEFORE: Final = " (before)"
_PROMISES: Final = frozenset({"requirement", "scenario", "success_criterion"})

_EVERYWHERE: Final = frozenset(
    {"given", "must", "shall", "should", "system", "that", "then", "this", "user", "users", "when", "with"}
)

_MARKS = re.compile(r"[*`_\"'“”‘’]+")
# Chinese, Japanese and Korean put no space between words: there each character counts as one.
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W\u3040-\u9fff\uac00-\ud7af]+(?:[.,]\d+)*|[<>≤≥%]+")

AnySubject = TypeVar("AnySubject", bound=Subject)


@dataclass(frozen=True, slots=True)
class Followed(Generic[AnySubject]):
    """What became of the subjects of the merge base: `kept` pairs old and new, `gone` has no counterpart at head."""

    kept: tuple[tuple[AnySubject, AnySubject], ...]
    gone: tuple[AnySubject, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A feature that was there before and still is, with what became of its promises."""

    reviewed: ReviewedFeature
    head: Feature
    base: Feature
    promises: Followed[Subject]

    @property
    def dir(self) -> str:
        """The directory of the feature."""
        return self.reviewed.dir.dir


def edited(dossier: Dossier) -> Iterator[Edited]:
    """Every reviewed feature whose documents may differ from those of the merge base."""
    for reviewed in dossier.features:
        if one := edited_feature(reviewed):
            yield one


def edited_feature(reviewed: ReviewedFeature) -> Edited | None:
    """The feature with what became of its promises; None where it is new, deleted or untouched."""
    head, base = reviewed.head, reviewed.base
    if head is None or base is None or head == base:
        return None
    unread = frozenset(one.span.path for one in reviewed.problems if one.kind == "unreadable-document")
    base = _without_documents(base, unread) if unread else base
    return Edited(reviewed, head, base, follow(promises(base), promises(head)))


def _without_documents(base: Feature, unread: frozenset[str]) -> Feature:
    """`base` without what stands in documents that cannot be read at head: nobody knows what became of it."""

    def left(subjects: Sequence[AnySubject]) -> tuple[AnySubject, ...]:
        return tuple(subject for subject in subjects if subject.span.path not in unread)

    return base.model_copy(
        update={
            "requirements": left(base.requirements),
            "stories": tuple(story for story in base.stories if story.span.path not in unread),
            "success_criteria": left(base.success_criteria),
            "entities": left(base.entities),
            "statements": tuple(one for one in base.statements if one.span.path not in unread),
            "decisions": left(base.decisions),
            "tasks": left(base.tasks),
        }
    )


def before(subject: Subject) -> Subject:
    """The version of the merge base as a subject of its own beside that of head: `FR-004 (before)`."""
    return subject.model_copy(update={"id": f"{subject.key}{BEFORE}", "ordinal": 1})


def is_before(subject: Subject) -> bool:
    """Whether `subject` is the version of the merge base. Only promises have one, and no id of theirs has a space."""
    return subject.kind in _PROMISES and subject.key.endswith(BEFORE)


def promises(feature: Feature) -> tuple[Subject, ...]:
    """What the spec itself promises: the subjects that a change must not quietly take back."""
    scenarios = [scenario for story in feature.stories for scenario in story.scenarios]
    return (*feature.requirements, *scenarios, *feature.success_criteria)


def follow(before: Sequence[AnySubject], after: Sequence[AnySubject]) -> Followed[AnySubject]:
    """What became of each subject of `before`; one whose words another took in is neither kept nor gone."""
    kept, gone = _follow(tuple(before), tuple(after))
    return Followed(tuple((before[old], after[new]) for old, new in kept), tuple(before[old] for old in gone))


@lru_cache(maxsize=16)  # several rules and the table of differences follow the same subjects
def _follow(before: tuple[Subject, ...], after: tuple[Subject, ...]) -> tuple[Sequence[tuple[int, int]], Sequence[int]]:
    """The places of what is kept, before and after, and of what is gone."""
    pairs = _unchanged(before, after)
    pairs = {**pairs, **_alike(_without(before, pairs), _unused(after, pairs))}
    pairs = {**pairs, **_in_story(_without(before, pairs), _unused(after, pairs))}
    pairs = {**pairs, **_same_id(_without(before, pairs), _unused(after, pairs))}
    if (len(before) - len(pairs)) * _ANEW >= len(before):
        weight = _rarity((*before, *after))
        pairs = {**pairs, **_rewritten(_without(before, pairs), _unused(after, pairs), weight)}
    left = _without(before, pairs)
    return tuple(sorted(pairs.items())), tuple(old for old, subject in left if absorbing(subject, after) is None)


def is_replaced(before: Sequence[Subject], gone: Sequence[Subject]) -> bool:
    """Whether so many of `before` are gone that the list is another one: too many to be told one by one."""
    return len(gone) > _EACH and 2 * len(gone) > len(before)


def likeness(first: str, second: str) -> float:
    """From 0 to 1: how many words two texts share, in their order."""
    return difflib.SequenceMatcher(None, words_of(first), words_of(second), autojunk=False).ratio()


def is_rewritten(old: Subject, new: Subject) -> bool:
    """Whether hardly anything of the old text is left in the new one: no program can tell what became of it."""
    before = set(words_of(old.text))
    left = len(before & set(words_of(new.text)))
    return left < _LEFT * len(before) and likeness(old.text, new.text) < COMPARABLE


def wording(text: str) -> str:
    """A text as it reads, without emphasis, quotation marks, case and punctuation at its end."""
    return " ".join(_MARKS.sub("", text).split()).rstrip(" .;:,").lower()


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in their order, as `likeness` compares them."""
    return tuple(_WORD.findall(wording(text)))


_Numbered = Sequence[tuple[int, AnySubject]]
_Pairs = Mapping[int, int]  # place in `before` → place in `after`


def _without(before: Sequence[AnySubject], pairs: _Pairs) -> _Numbered[AnySubject]:
    return [(number, subject) for number, subject in enumerate(before) if number not in pairs]


def _unused(after: Sequence[AnySubject], pairs: _Pairs) -> _Numbered[AnySubject]:
    used = set(pairs.values())
    return [(number, subject) for number, subject in enumerate(after) if number not in used]


def _unchanged(before: Sequence[Subject], after: Sequence[Subject]) -> _Pairs:
    """Subjects of the same words: under the same id first, then whatever id they have now."""
    pairs: dict[int, int] = {}
    for with_id in (True, False):
        places: dict[tuple[str, ...], list[int]] = {}
        for new, subject in _unused(after, pairs):
            places.setdefault(_identity(subject, with_id=with_id), []).append(new)
        for old, subject in _without(before, pairs):
            if found := places.get(_identity(subject, with_id=with_id)):
                pairs[old] = found.pop(0)
    return pairs


def _identity(subject: Subject, *, with_id: bool) -> tuple[str, ...]:
    return (subject.kind, wording(subject.text), subject.key if with_id else "")


def _alike(before: _Numbered[AnySubject], after: _Numbered[AnySubject]) -> _Pairs:
    """The most alike first: an id that was given to another subject does not pull it away from its own words."""
    return _greedy(_scores(before, after))


def _greedy(scores: Iterable[tuple[float, int, int]]) -> _Pairs:
    """Each place once, the highest score first."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, old, new in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if old not in pairs and new not in used:
            pairs[old] = new
            used.add(new)
    return pairs


def _scores(before: _Numbered[AnySubject], after: _Numbered[AnySubject]) -> Iterator[tuple[float, int, int]]:
    for old, was in before:
        for new, now in after:
            own = _OWN_ID if was.key == now.key else 0.0
            if was.kind == now.kind and _overlap(was.text, now.text) + own >= _SAME_TEXT:
                score = likeness(was.text, now.text) + own
                if score >= _SAME_TEXT:
                    yield score, old, new


def _overlap(first: str, second: str) -> float:
    """The most that `likeness` could be: the same words in any order."""
    return _common(words_of(first), words_of(second))


def _in_common(first: str, second: str) -> float:
    """How many telling words two texts share; of texts that are too short to have some, how many of all."""
    one, other = _telling(first), _telling(second)
    short = min(len(one), len(other)) < _TELLING
    return _overlap(first, second) if short else _common(one, other)


def _telling(text: str) -> list[str]:
    """The words of a text that are not in every other one as well."""
    return [
        word
        for word in words_of(text)
        if word not in _EVERYWHERE and (len(word) >= _TELLING or word.isdigit() or not word.isascii())
    ]


def _common(first: Iterable[str], second: Iterable[str]) -> float:
    one, other = Counter(first), Counter(second)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _in_story(before: _Numbered[AnySubject], after: _Numbered[AnySubject]) -> _Pairs:
    """Scenarios rewritten within their story, the most alike first: one that is put in moves the numbers below it."""
    scored: list[tuple[float, int, int]] = []
    for old, was in before:
        for new, now in after:
            if was.kind == now.kind == "scenario" and _story(was) == _story(now):
                alike, same = _in_common(was.text, now.text), was.key == now.key
                if alike >= (_SAME_NUMBER if same else _NEXT_NUMBER):
                    scored.append((alike + (_OWN_ID if same else 0.0), old, new))
    return _greedy(scored)


def _story(scenario: Subject) -> str:
    return scenario.key.partition("/")[0]


def _same_id(before: _Numbered[AnySubject], after: _Numbered[AnySubject]) -> _Pairs:
    """What was rewritten under its id. Scenarios and tasks are only numbered, so they need more in common."""
    places = {(subject.kind, subject.key): (new, subject) for new, subject in after}
    pairs: dict[int, int] = {}
    for old, was in before:
        new, now = places.get((was.kind, was.key), (0, None))
        least = _SAME_NUMBER if was.kind in {"scenario", "task"} else _SAME_ID
        if now is not None and _in_common(was.text, now.text) >= least:
            pairs[old] = new
    return pairs


def _rewritten(before: _Numbered[AnySubject], after: _Numbered[AnySubject], weight: Mapping[str, float]) -> _Pairs:
    """What was given both another id and other words, and shares more of its rare words with this than with others.

    Only for documents that were written anew: in one that was edited, what looks alike is another thing of its kind.
    """
    if len(before) * len(after) > _MOST_COMPARED:
        return {}
    best_new: dict[int, tuple[float, int]] = {}
    best_old: dict[int, tuple[float, int]] = {}
    for old, was in before:
        for new, now in after:
            score = _shared(was.text, now.text, weight) if was.kind == now.kind else 0.0
            best_new[old] = max(best_new.get(old, (0.0, -1)), (score, new))
            best_old[new] = max(best_old.get(new, (0.0, -1)), (score, old))
    return {old: new for old, (score, new) in best_new.items() if score >= _SAME_MATTER and best_old[new][1] == old}


def _rarity(subjects: Sequence[Subject]) -> Mapping[str, float]:
    """How much each word tells: the less, the more of the subjects have it."""
    seen = Counter(word for subject in subjects for word in set(words_of(subject.text)))
    return {word: math.log(1 + len(subjects) / number) for word, number in seen.items()}


def _shared(first: str, second: str, weight: Mapping[str, float]) -> float:
    """Share of the words that both texts have, rare words counting most."""
    one, other = set(words_of(first)), set(words_of(second))
    total = sum(weight[word] for word in one) + sum(weight[word] for word in other)
    return 2 * sum(weight[word] for word in one & other) / total if total else 0.0


def absorbing(subject: Subject, after: Iterable[AnySubject]) -> AnySubject | None:
    """The first of `after` that says all that `subject` said: two were made one."""
    own = set(_telling(subject.text))
    if len(own) < _TELLING:
        return None
    return next((one for one in after if len(own & set(words_of(one.text))) >= _ABSORBED * len(own)), None)
