"""Why each subject is demanded of a change: only what the change itself claims."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.change import Change
from app.domain.claim import Claim
from app.domain.event import PullRequest
from app.stages.sentences import claiming, spoken
from specs_schema.feature import Feature
from specs_schema.subject import Subject
from specs_schema.task import Task

_ID = re.compile(
    r"(?<![\w/-])(?:(?:US\d+(?:/AC\d+)?)|(?:[A-Z]{1,5}-\d+[a-z]?)|(?:T\d{2,}[A-Za-z]?)|(?:T\d+\.\d+)|"
    r"(?:TASK-\d+))(?!\w|-[a-z])"
)
_RANGE = re.compile(
    r"\b(?P<prefix>T|FR-|NFR-|SC-|US)(?P<first>\d{1,9})\s*(?:-|–|—|to|through|\.{2,3}|…)\s*(?P=prefix)?(?P<last>\d{1,9})\b"
)
_STORY = re.compile(r"\b(?:user\s+)?stor(?:y|ies)\s+(?P<number>\d+)\b", re.IGNORECASE)
_LONGEST_RANGE = 200  # a longer "range" is two unrelated numbers


def newly_done(head: Feature | None, base: Feature | None) -> tuple[Task, ...]:
    """Tasks that are ticked at head and were not at the merge base.

    A task is the same task when it has the same id or, renumbered, the same text; where the feature is new,
    every tick is new.
    """
    if head is None:
        return ()
    before = base.tasks if base else ()
    done_keys = {task.key for task in before if task.done}
    open_keys = {task.key for task in before if not task.done}
    done_texts = {task.text for task in before if task.done}
    return tuple(
        task
        for task in head.tasks
        if task.done and task.key not in done_keys and (task.key in open_keys or task.text not in done_texts)
    )


def claims(
    head: Feature | None,
    base: Feature | None,
    change: Change,
    pull_request: PullRequest,
    *,
    primary: bool = True,
) -> tuple[Claim, ...]:
    """Every claim that `change` makes on the subjects of the feature at head.

    `primary` is False for the second and later of several features: ids are local to a feature, so an id
    named in the title or body is taken for the first one's.
    """
    if head is None:
        return ()
    ticked = newly_done(head, base)
    named = _named(head, pull_request) if primary else []
    stories = _stories(head, ticked, named)
    direct = [
        *(Claim(task.key, "ticked", f"ticks `{task.id}`") for task in ticked),
        *_touched_tasks(head, change),
        *(claim for claim in named if not _is_story(claim.subject, head)),
        *_of_stories(head, stories),
    ]
    followed = [*_cited(head, direct, stories), *_complete(head, ticked)]
    return tuple(dict.fromkeys([*direct, *followed]))


def _touched_tasks(head: Feature, change: Change) -> Iterator[Claim]:
    """Open tasks all of whose files the change touches.

    All of them, because many tasks name one common file (a router, a main module) beside their own.
    """
    touched = _by_name(change.paths)
    for task in head.tasks:
        files = [path.text for path in task.paths if path.kind == "file"]
        if not task.done and files and all(_touches(path, touched) for path in files):
            yield Claim(task.key, "path", f"changes `{files[0]}`, which `{task.id}` names")


def _touches(path: str, touched: Mapping[str, Sequence[str]]) -> bool:
    return any(one == path or one.endswith(f"/{path}") for one in touched.get(path.rsplit("/", 1)[-1], ()))


def _by_name(paths: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The paths by their last part, which a path and the end of one have in common."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rsplit("/", 1)[-1]].append(path)
    return found


def named_ids(text: str) -> frozenset[str]:
    """Ids in a text, ranges such as `T001-T010` and `FR-001 to FR-005` written out."""
    found = set(_ID.findall(text))
    for match in _RANGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first <= last <= first + _LONGEST_RANGE:
            width = len(match["first"])
            found |= {f"{match['prefix']}{number:0{width}d}" for number in range(first, last + 1)}
    return frozenset(found | {f"US{match['number']}" for match in _STORY.finditer(text)})


def _named(head: Feature, pull_request: PullRequest) -> list[Claim]:
    known = {subject.id: subject.key for subject in head.subjects if subject.ordinal == 1}
    known |= {story.id: story.id for story in head.stories}
    return [
        Claim(known[name], "named", f"{source} names `{name}`")
        for source, sentence in spoken(pull_request)
        if claiming(sentence)
        for name in sorted(named_ids(sentence) & known.keys())
    ]


def _is_story(key: str, head: Feature) -> bool:
    return any(story.id == key for story in head.stories)


def _stories(head: Feature, ticked: Sequence[Task], named: Sequence[Claim]) -> dict[str, str]:
    """Claimed stories with the reason: named by the author, or completed by this change.

    A story of which some tasks stay open is not finished, and most pull requests implement a part: its
    scenarios are not demanded yet.
    """
    stories = {claim.subject: claim.reason for claim in named if _is_story(claim.subject, head)}
    for story in head.stories:
        tasks = [task for task in head.tasks if task.story == story.id]
        if tasks and all(task.done for task in tasks) and any(task in ticked for task in tasks):
            stories.setdefault(story.id, f"completes the tasks of `{story.id}`")
    return stories


def _of_stories(head: Feature, stories: dict[str, str]) -> Iterator[Claim]:
    for story in head.stories:
        if reason := stories.get(story.id):
            yield from (Claim(scenario.key, "story", reason) for scenario in story.scenarios)


def _cited(head: Feature, direct: Sequence[Claim], stories: dict[str, str]) -> Iterator[Claim]:
    """What claimed tasks and stories name in turn: requirements, operations, entities."""
    keys = {claim.subject for claim in direct if claim.kind in {"ticked", "named"}}
    claimed = [task for task in head.tasks if task.key in keys]
    others = [subject for subject in head.subjects if subject.kind not in {"task", "decision", "principle"}]
    for task in claimed:
        yield from (
            Claim(subject.key, "cited", f"`{task.id}` cites `{subject.id}`")
            for subject in others
            if _cites(task, subject)
        )
    for story in head.stories:
        if story.id in stories:
            yield from (
                Claim(one.key, "cited", f"`{story.id}` and `{one.id}` belong together")
                for one in head.requirements
                if story.id in one.cites or one.id in named_ids(story.text)
            )


def _cites(task: Task, subject: Subject) -> bool:
    if subject.id in task.cites:
        return True
    if subject.kind == "operation":
        method, _, path = subject.id.partition(" ")
        return bool(path) and method in task.text and _stands(path, task.text)
    return subject.kind == "entity" and _stands(subject.id, task.text)


def _stands(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/{{-])", text))


def _complete(head: Feature, ticked: Sequence[Task]) -> Iterator[Claim]:
    """Everything but success criteria, once the last task is ticked.

    Success criteria are outcomes to be measured after release; they are demanded only where they are named.
    """
    if not ticked or not all(task.done for task in head.tasks):
        return
    for subject in head.subjects:
        if subject.kind in {"requirement", "scenario", "operation", "entity"}:
            yield Claim(subject.key, "complete", "completes the task list")
