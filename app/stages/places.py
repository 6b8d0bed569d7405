"""Which files the task list says a subject lives in: the plan names files, where requirements name behaviour."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.stages.words import rarities, words
from specs_schema.feature import Feature
from specs_schema.requirement import Scenario
from specs_schema.subject import Subject
from specs_schema.task import Task

_CITED = 1.0  # a task that cites the subject
_SAME_STORY = 0.5  # a task of the story that a scenario belongs to
_ALIKE = 0.25  # least similarity of a task that says much the same
_MOST = 4  # tasks that are alike


@dataclass(frozen=True)
class TaskPlaces:
    """The tasks of one feature that name files."""

    feature: Feature

    @cached_property
    def _tasks(self) -> tuple[tuple[Task, Counter[str]], ...]:
        return tuple((task, words(task.text)) for task in self.feature.tasks if task.paths)

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        return rarities([counted for _, counted in self._tasks])

    def of(self, subject: Subject) -> dict[str, float]:
        """Ends of paths with how surely the subject lives there, from 0 to 1."""
        if isinstance(subject, Task):
            return {path.text: _CITED for path in subject.paths}
        wanted = words(subject.text)
        scored = [(self._nearness(subject, wanted, task, counted), task) for task, counted in self._tasks]
        best = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
        kept = [pair for number, pair in enumerate(best) if number < _MOST or pair[0] >= _CITED]
        places: dict[str, float] = {}
        for score, task in kept:
            for path in task.paths:
                places[path.text] = max(score, places.get(path.text, 0.0))
        return places

    def _nearness(self, subject: Subject, wanted: Counter[str], task: Task, counted: Counter[str]) -> float:
        if subject.id in task.cites:
            return _CITED
        story = isinstance(subject, Scenario) and task.story == subject.id.split("/", 1)[0]
        return min(_CITED, self._likeness(wanted, counted) + (_SAME_STORY if story else 0.0))

    def _likeness(self, left: Counter[str], right: Counter[str]) -> float:
        """The cosine of two texts, rare words counting most."""
        common = sum(self._rarity.get(word, 0.0) ** 2 for word in left.keys() & right.keys())
        lengths = [math.sqrt(sum(self._rarity.get(word, 0.0) ** 2 for word in one)) for one in (left, right)]
        return common / (lengths[0] * lengths[1]) if all(lengths) else 0.0
