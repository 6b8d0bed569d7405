"""Which features a change is about, each with reasons a person can read."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.change import Change, ChangedFile
from app.domain.event import PullRequest
from app.domain.repository import Hit
from app.stages.sentences import about_this_change, spoken
from specs_schema.config import EVERY_SIGNAL, Signal
from specs_schema.feature import FeatureDir

_TRAILER = re.compile(r"^spec:\s*`?(?P<value>[^`\s]+)`?\s*$", re.IGNORECASE | re.MULTILINE)
_OPEN_BOX = re.compile(r"^\s*[-*+]\s+\[ \]")
_PREFIXED_NUMBER = (
    r"(?<![\w/.#-])(?:spec|feature)s?[\s:#-]*{number}(?!\w|\.\d)|[(\[]{number}[)\]]|(?<![\w/.#-]){number}(?=-[a-z])"
)

_WEIGHT: Mapping[Signal, int] = {
    "trailer": 100,
    "tasks": 50,
    "branch": 40,
    "title": 30,
    "body": 20,
    "touched": 15,
    "overlap": 10,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """One feature that the change is about. `weight` only orders features; it is never shown."""

    feature: FeatureDir
    reasons: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Reason:
    feature: FeatureDir
    kind: Signal
    reason: str


def resolve(
    pull_request: PullRequest,
    change: Change,
    features: Sequence[FeatureDir],
    open_tasks: Iterable[Hit] = (),
    find_by: Collection[Signal] = EVERY_SIGNAL,
) -> tuple[Resolved, ...]:
    """The features that `change` is about, the most certain first; none and several are normal answers.

    `features` are those of merge base and head together; `open_tasks` are lines of task lists at head that
    name a changed file, looked at only when nothing else speaks. A `Spec: none` trailer answers none, but for features
    whose own files the change touches: nobody talks themselves out of a spec that they tick tasks of.
    Signals that are not in `find_by` do not count.
    """
    named = _trailers(pull_request) if "trailer" in find_by else ()
    touched = _from_touched(change, features, find_by)
    if "none" in named:
        return _ranked(touched)
    spoken_for = [
        *_from_trailers(named, features),
        *touched,
        *_from_branch(pull_request.branch, features),
        *_from_words(pull_request, features, find_by),
    ]
    counted = [reason for reason in spoken_for if reason.kind in find_by]
    if counted or "overlap" not in find_by:
        return _ranked(counted)
    return _ranked(_from_overlap(change, features, open_tasks))


def unknown_features(
    pull_request: PullRequest, features: Sequence[FeatureDir], find_by: Collection[Signal] = EVERY_SIGNAL
) -> tuple[str, ...]:
    """What `Spec:` trailers name that is no feature; nothing where trailers do not count."""
    named = dict.fromkeys(_trailers(pull_request) if "trailer" in find_by else ())
    return tuple(name for name in named if name != "none" and not _from_trailers([name], features))


def features_to_search(features: Sequence[FeatureDir], find_by: Collection[Signal] = EVERY_SIGNAL) -> tuple[str, ...]:
    """The task lists in which `resolve` wants to see the changed files looked up."""
    return tuple(f"{feature.dir}/tasks.md" for feature in features) if "overlap" in find_by else ()


def _ranked(reasons: Sequence[_Reason]) -> tuple[Resolved, ...]:
    by_dir: dict[str, list[_Reason]] = {}
    for reason in reasons:
        by_dir.setdefault(reason.feature.dir, []).append(reason)
    resolved = [
        Resolved(
            feature=of_one[0].feature,
            reasons=tuple(dict.fromkeys(one.reason for one in of_one)),
            weight=sum(_WEIGHT[kind] for kind in _kinds(of_one)),
        )
        for of_one in by_dir.values()
    ]
    return tuple(sorted(resolved, key=lambda one: (-one.weight, one.feature.dir)))


def _kinds(reasons: Iterable[_Reason]) -> set[Signal]:
    return {reason.kind for reason in reasons}


def _trailers(pull_request: PullRequest) -> tuple[str, ...]:
    texts = (pull_request.body, *pull_request.commit_messages)
    return tuple(match["value"].strip("/").removeprefix("./") for text in texts for match in _TRAILER.finditer(text))


def _from_trailers(named: Sequence[str], features: Sequence[FeatureDir]) -> list[_Reason]:
    return [
        _Reason(feature, "trailer", f"a `Spec: {value}` trailer")
        for value in named
        for feature in features
        if value in {feature.dir, feature.name} or value.startswith(f"{feature.dir}/")
    ]


def _from_touched(change: Change, features: Sequence[FeatureDir], find_by: Collection[Signal]) -> list[_Reason]:
    touched: dict[str, list[ChangedFile]] = {}
    by_dir = {feature.dir: feature for feature in features}
    for file in change.files:
        for path in {file.path, file.old_path or file.path}:
            owner = _owner(path, by_dir)
            # A task list that does not count must not hide that the feature's other files are touched.
            if owner and _touched(by_dir[owner], [file]).kind in find_by:
                touched.setdefault(owner, []).append(file)
    reasons = [_touched(by_dir[owner], files) for owner, files in touched.items()]
    return [one if one.kind in find_by else replace(one, kind="touched") for one in reasons]


def _owner(path: str, by_dir: Mapping[str, FeatureDir]) -> str:
    parts = path.split("/")
    parents = ("/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((parent for parent in parents if parent in by_dir), "")


def _touched(feature: FeatureDir, files: Sequence[ChangedFile]) -> _Reason:
    tasks = f"{feature.dir}/tasks.md"
    first = next((file.path for file in files if file.path == tasks), files[0].path)
    verb = "deletes" if all(file.status == "deleted" for file in files) else "changes"
    more = len({file.path for file in files}) - 1
    rest = f" and {more} more of its files" if more else ""
    kind = "tasks" if first == tasks and verb == "changes" else "touched"
    return _Reason(feature, kind, f"{verb} `{first}`{rest}")


def _from_branch(branch: str, features: Sequence[FeatureDir]) -> list[_Reason]:
    last = branch.rsplit("/", 1)[-1]
    if not last:
        return []
    exact = [feature for feature in features if feature.name == last]
    found = exact or [feature for feature in features if feature.number and last.startswith(f"{feature.number}-")]
    # Almost a third of all features share their number with another (speckit.md, fact 9): a number decides
    # only where it is unique.
    return [_Reason(found[0], "branch", f"branch `{branch}`")] if len(found) == 1 or exact else []


def _from_words(
    pull_request: PullRequest, features: Sequence[FeatureDir], find_by: Collection[Signal]
) -> list[_Reason]:
    unique = _unique_numbers(features)
    signals: list[_Reason] = []
    sentences = [(source, sentence) for source, sentence in spoken(pull_request) if _kind_of(source) in find_by]
    for feature in features:
        for source, sentence in sentences:
            if signal := _from_sentence(source, sentence, feature, numbered=feature.number in unique):
                signals.append(signal)
                break
    return signals


def _unique_numbers(features: Sequence[FeatureDir]) -> frozenset[str]:
    numbers = [feature.number for feature in features if feature.number]
    return frozenset(number for number in numbers if numbers.count(number) == 1)


def _from_sentence(source: str, sentence: str, feature: FeatureDir, *, numbered: bool) -> _Reason | None:
    in_title = source == "title"
    if feature.dir in sentence or (feature.number and _word(feature.name, sentence)):
        wanted, named = in_title or about_this_change(sentence), f"`{feature.dir}`"
    elif numbered and _numbered(feature.number, sentence):
        wanted, named = in_title or about_this_change(sentence), f"feature {feature.number}"
    else:
        return None
    if not wanted:
        return None
    return _Reason(feature, _kind_of(source), f"{source} names {named}")


def _kind_of(source: str) -> Signal:
    """A sentence that is not of the title: of the description or of a commit message."""
    return "title" if source == "title" else "body"


def _numbered(number: str, sentence: str) -> bool:
    pattern = _PREFIXED_NUMBER.format(number=re.escape(number))
    return number in sentence and bool(re.search(pattern, sentence, re.IGNORECASE))


def _word(name: str, sentence: str) -> bool:
    return name in sentence and bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence))


def _from_overlap(change: Change, features: Sequence[FeatureDir], open_tasks: Iterable[Hit]) -> list[_Reason]:
    """Features with an open task that names a changed file.

    Done tasks do not count: every later fix touches files that an old, finished feature once named.
    """
    changed = sorted(path for path in change.paths if "/" in path)
    lists = {f"{feature.dir}/tasks.md": feature for feature in features}
    signals: list[_Reason] = []
    for hit in open_tasks:
        feature = lists.get(hit.path)
        if feature is None or not _OPEN_BOX.match(hit.text):
            continue
        signals.extend(
            _Reason(feature, "overlap", f"line {hit.line} of `{hit.path}` is open and names `{path}`")
            for path in changed
            if _names(path, hit.text)
        )
    return signals


def _names(path: str, text: str) -> bool:
    return path in text and bool(re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w/-]|\.\w)", text))
