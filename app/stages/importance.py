"""Which packets are asked first: a budget that runs out has then judged what matters most."""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.dossier import ReviewedFeature
from app.domain.question import Packet, Question
from specs_schema.feature import Feature
from specs_schema.requirement import Scenario
from specs_schema.subject import Subject
from specs_schema.task import Task

_FIRST = 1  # the priority of what belongs to no story: it holds for the whole feature


def most_important_first(packets: Sequence[Packet], features: Iterable[ReviewedFeature]) -> list[int]:
    """The places of the packets in the order in which to ask: claims first, the stories' priorities next."""
    known = {feature.dir.dir: _priorities(feature.head) for feature in features if feature.head}
    ranks = [min(_rank(question, known.get(packet.feature, {})) for question in packet.questions) for packet in packets]
    return sorted(range(len(packets)), key=lambda place: (ranks[place], place))


def _rank(question: Question, priorities: Mapping[str, int]) -> tuple[int, int]:
    claimed = 0 if any(claim.kind != "path" for claim in question.claims) else 1 if question.claims else 2
    return claimed, priorities.get(question.subject.key, _FIRST)


def _priorities(feature: Feature) -> dict[str, int]:
    """The priority of every subject that a story brings: its scenarios, its tasks, and what these cite."""
    stories = {story.id: _number(story.priority) for story in feature.stories}
    found: dict[str, int] = {}
    for subject in feature.subjects:
        story = _story(subject)
        if story in stories:
            cited = subject.cites if isinstance(subject, Task) else ()
            for key in (subject.key, *cited):
                found[key] = min(stories[story], found.get(key, stories[story]))
    return found


def _story(subject: Subject) -> str | None:
    return subject.story if isinstance(subject, Scenario | Task) else None


def _number(priority: str | None) -> int:
    digits = "".join(character for character in priority or "" if character.isdecimal())
    return int(digits) if digits else _FIRST
