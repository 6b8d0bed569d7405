"""What a change leaves behind as excerpts, and how well each of them matches a subject."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.domain.paths import is_noise
from app.rules.task_paths import is_test
from app.stages.definitions import definitions
from app.stages.doing import is_prose
from app.stages.excerpts import Excerpt, changed_excerpts, excerpt_of
from app.stages.imports import Modules
from app.stages.places import TaskPlaces
from app.stages.questions import is_spec
from app.stages.words import rarities, words
from specs_schema.subject import Subject
from specs_schema.task import Task

_SHORTEST_NAME = 4
_NAMED = 10.0  # what being named by a task is worth beside matching words, for the task itself
_TOLD = 1.5  # and for what the task list links with that file
_TELLS = 0.3  # tests and documents repeat the words of requirements, and do nothing themselves
_LENT = 0.3  # what a file lends of its best match to the changed files that it uses: they do what it asks for
_STRETCH = 3  # neighbouring excerpts of a file that speak of one thing
_MEDIA = re.compile(
    r"\.(png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|pdf|woff2?|ttf|otf|eot|mp[34]|wav|ogg|webm|mov)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pool:
    """The excerpts of one review, in the order of the files, and how often each word occurs in them."""

    excerpts: tuple[Evidence, ...] = ()
    counts: tuple[Counter[str], ...] = ()
    rarity: Mapping[str, float] = field(default_factory=dict[str, float])
    searched: int = 0  # files at head that a search looks into
    # What unchanged files define, of the names that changed ones could mean; a name that two define is ambiguous.
    defined: Mapping[str, Evidence] = field(default_factory=dict[str, Evidence])
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # changed files, of changed
    stretches: tuple[frozenset[str], ...] = ()  # the words of neighbouring excerpts
    tasks: TaskPlaces | None = None
    unread: tuple[str, ...] = ()  # changed files that are not looked at, with the reason

    @property
    def size(self) -> int:
        """Characters of all excerpts."""
        return sum(len(excerpt.text) for excerpt in self.excerpts)

    def ranked(self, subject: Subject) -> list[tuple[float, int]]:
        """Score and place of every excerpt that matches `subject` at all, the best first.

        What the task list says of a test counts as little as its words do, but for a task, which may be to write it.
        """
        wanted = words(subject.text)
        places = self.tasks.of(subject) if self.tasks else {}
        tells = [_tells(excerpt.span.path) for excerpt in self.excerpts]
        told = [_NAMED if isinstance(subject, Task) else _TOLD * tell for tell in tells]
        own = [
            tells[place] * self._score(place, wanted) + told[place] * self._told(place, places)
            for place in range(len(self.excerpts))
        ]
        lent = self._lent(own)
        scores = (
            score + tells[place] * lent.get(self.excerpts[place].span.path, 0.0) for place, score in enumerate(own)
        )
        found = ((score, place) for place, score in enumerate(scores) if score > 0)
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def coverage(self, subject: Subject) -> float:
        """The largest share of the subject's words that one place holds."""
        return self.share(set(words(subject.text)))

    def share(self, wanted: set[str]) -> float:
        """The largest share of these words that neighbouring excerpts of a file hold."""
        return max((len(wanted & held) / len(wanted) for held in self.stretches if wanted), default=0.0)

    def _score(self, place: int, wanted: Counter[str]) -> float:
        """Rare common words count most; long excerpts are not preferred."""
        count = self.counts[place]
        common = sum(self.rarity.get(word, 0.0) * min(wanted[word], 2) for word in wanted if word in count)
        length = 1 + math.log1p(sum(count.values()))
        return common / length

    def _lent(self, scores: Sequence[float]) -> dict[str, float]:
        """What changed files have of the best match in another that uses them. Tests lend nothing."""
        best: dict[str, float] = {}
        for excerpt, score in zip(self.excerpts, scores, strict=True):
            path = excerpt.span.path
            if path in self.uses and _tells(path) == 1.0:
                best[path] = max(score, best.get(path, 0.0))
        lent: dict[str, float] = {}
        for path, score in best.items():
            for used in self.uses[path]:
                lent[used] = max(_LENT * score, lent.get(used, 0.0))
        return lent

    def _told(self, place: int, places: Mapping[str, float]) -> float:
        """How surely the task list says that the subject lives in the excerpt's file."""
        path = self.excerpts[place].span.path
        return max(
            (sure for end, sure in places.items() if f"/{path}".endswith(f"/{end.removeprefix('./')}")), default=0.0
        )


def _tells(path: str) -> float:
    """What runs goes before what tells of it."""
    return _TELLS if is_test(path) or is_prose(path) else 1.0


def pool_of(dossier: Dossier, feature: ReviewedFeature) -> Pool:
    """Everything that the change touches, specs and what tools make left out."""
    excerpts = tuple(
        Evidence("", "code", excerpt.span, excerpt.text, excerpt.note)
        for file in sorted(dossier.change.files, key=lambda file: file.path)
        if not is_spec(file.path, feature) and file.path not in dossier.skipped and not is_noise(file.path)
        for excerpt in changed_excerpts(file, dossier.texts.get(file.path, ""))
    )
    counts = tuple(words(f"{excerpt.span.path} {excerpt.text}") for excerpt in excerpts)
    return Pool(
        excerpts=excerpts,
        counts=counts,
        rarity=rarities(counts),
        searched=sum(not is_spec(path, feature) for path in dossier.paths),
        defined=_defined(dossier, feature),
        uses=_uses(dossier, frozenset(excerpt.span.path for excerpt in excerpts)),
        stretches=tuple(_stretches(excerpts, counts)),
        tasks=TaskPlaces(feature.head) if feature.head else None,
        unread=tuple(_unread(dossier, feature)),
    )


def _uses(dossier: Dossier, paths: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
    """Which of these files each of them makes use of."""
    modules = Modules(paths)
    return {path: modules.used_by(path, dossier.texts.get(path, "")) for path in sorted(paths)}


def _stretches(excerpts: Sequence[Evidence], counts: Sequence[Counter[str]]) -> Iterator[frozenset[str]]:
    """The words of every few neighbouring excerpts of one file."""
    for place, excerpt in enumerate(excerpts):
        near = range(place, min(place + _STRETCH, len(excerpts)))
        beside = (counts[one] for one in near if excerpts[one].span.path == excerpt.span.path)
        yield frozenset(word for count in beside for word in count)


def _unread(dossier: Dossier, feature: ReviewedFeature) -> Iterator[str]:
    """Changed files that nobody can look at: what seems absent may be there, unless tools or painters make them."""
    for path, why in sorted(dossier.skipped.items()):
        if not is_spec(path, feature) and not is_noise(path) and not _MEDIA.search(path):
            yield f"{path} ({why})"


def _defined(dossier: Dossier, feature: ReviewedFeature) -> dict[str, Evidence]:
    """What the files that the change makes use of define."""
    found: dict[str, list[Excerpt]] = {}
    for path in sorted(dossier.used):
        if path in dossier.texts and not is_spec(path, feature):
            text = dossier.texts[path]
            for name, line in definitions(text):
                note = f"unchanged, defines `{name}`, which the change uses"
                found.setdefault(name, []).append(excerpt_of(path, text, line, note))
    return {
        name: Evidence("", "code", one.span, one.text, one.note)
        for name, (one, *more) in found.items()
        if not more and len(name) >= _SHORTEST_NAME
    }
