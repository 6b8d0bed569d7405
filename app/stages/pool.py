"""What a change leaves behind as excerpts, and how well each of them matches a subject."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.domain.paths import is_noise
from app.rules.task_paths import is_test
from app.stages.definitions import definitions
from app.stages.excerpts import Excerpt, changed_excerpts, excerpt_of
from app.stages.places import TaskPlaces
from app.stages.questions import is_spec
from app.stages.words import words
from specs_schema.subject import Subject
from specs_schema.task import Task

_SHORTEST_NAME = 4
_NAMED = 10.0  # what being named by a task is worth beside matching words, for the task itself
_TOLD = 1.5  # and for what the task list links with that file
_TELLS = 0.3  # tests and documents repeat the words of requirements, and do nothing themselves
_MEDIA = re.compile(
    r"\.(png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|pdf|woff2?|ttf|otf|eot|mp[34]|wav|ogg|webm|mov)$", re.IGNORECASE
)
_PROSE = re.compile(r"\.(md|mdx|rst|txt|adoc)$")


@dataclass(frozen=True, slots=True)
class Pool:
    """The excerpts of one review, in the order of the files, and how often each word occurs in them."""

    excerpts: tuple[Evidence, ...] = ()
    counts: tuple[Counter[str], ...] = ()
    rarity: Mapping[str, float] = field(default_factory=dict[str, float])
    searched: int = 0  # files at head that a search looks into
    # What unchanged files define, of the names that changed ones could mean; a name that two define is ambiguous.
    defined: Mapping[str, Evidence] = field(default_factory=dict[str, Evidence])
    tasks: TaskPlaces | None = None
    unread: tuple[str, ...] = ()  # changed files that are not looked at, with the reason

    @property
    def size(self) -> int:
        """Characters of all excerpts."""
        return sum(len(excerpt.text) for excerpt in self.excerpts)

    def ranked(self, subject: Subject) -> list[tuple[float, int]]:
        """Score and place of every excerpt that matches `subject` at all, the best first."""
        wanted = words(subject.text)
        places = self.tasks.of(subject) if self.tasks else {}
        weight = _NAMED if isinstance(subject, Task) else _TOLD
        scores = [
            self._score(place, wanted) + weight * self._told(place, places) for place in range(len(self.excerpts))
        ]
        found = ((score, place) for place, score in enumerate(scores) if score > 0)
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def coverage(self, subject: Subject) -> float:
        """The largest share of the subject's words that one excerpt holds."""
        return self.share(set(words(subject.text)))

    def share(self, wanted: set[str]) -> float:
        """The largest share of these words that one excerpt holds."""
        return max((len(wanted & count.keys()) / len(wanted) for count in self.counts if wanted), default=0.0)

    def _score(self, place: int, wanted: Counter[str]) -> float:
        """Rare common words count most; long excerpts are not preferred; what runs goes before what tells of it."""
        count = self.counts[place]
        common = sum(self.rarity.get(word, 0.0) * min(wanted[word], 2) for word in wanted if word in count)
        length = 1 + math.log1p(sum(count.values()))
        path = self.excerpts[place].span.path
        return common / length * (_TELLS if is_test(path) or _PROSE.search(path) else 1.0)

    def _told(self, place: int, places: Mapping[str, float]) -> float:
        """How surely the task list says that the subject lives in the excerpt's file."""
        path = self.excerpts[place].span.path
        return max(
            (sure for end, sure in places.items() if f"/{path}".endswith(f"/{end.removeprefix('./')}")), default=0.0
        )


def pool_of(dossier: Dossier, feature: ReviewedFeature) -> Pool:
    """Everything that the change touches, specs and what tools make left out."""
    excerpts = tuple(
        Evidence("", "code", excerpt.span, excerpt.text, excerpt.note)
        for file in sorted(dossier.change.files, key=lambda file: file.path)
        if not is_spec(file.path, feature) and file.path not in dossier.skipped and not is_noise(file.path)
        for excerpt in changed_excerpts(file, dossier.texts.get(file.path, ""))
    )
    counts = tuple(words(f"{excerpt.span.path} {excerpt.text}") for excerpt in excerpts)
    found = Counter(word for count in counts for word in count)
    rarity = {word: math.log(1 + len(counts) / number) for word, number in found.items()}
    searched = sum(not is_spec(path, feature) for path in dossier.paths)
    tasks = TaskPlaces(feature.head) if feature.head else None
    unread = tuple(_unread(dossier, feature))
    return Pool(excerpts, counts, rarity, searched, _defined(dossier, feature), tasks, unread)


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
