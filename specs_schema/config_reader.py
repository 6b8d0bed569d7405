"""`.github/speckeeper.yml` → RepoConfig. What is wrong with the file is a value, with its line."""

import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from specs_schema.config import RepoConfig
from specs_schema.config_faults import fault_of
from specs_schema.config_tree import Fault, Tree, path_of, read_tree
from specs_schema.problem import SpecProblem
from specs_schema.span import Span

LARGEST = 64 * 1024
MOST_TOLD = 100  # mistakes of one file; nobody reads more, and each takes time


def read_config(path: str, text: str) -> tuple[RepoConfig, tuple[SpecProblem, ...]]:
    """The configuration in `text`, and the problems with it in the order of their lines, 100 and a count at most.

    With any problem the answer is the default configuration: half of what somebody wrote is not what they wanted.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        fault = Fault(f"{size} bytes are more than the {LARGEST} that are read", "Keep settings only", 1)
        return RepoConfig(), (_problem(path, fault, ""),)
    tree = read_tree(text)
    problems = [_problem(path, fault, fault.key or fault.message) for fault in tree.faults]
    config = RepoConfig()
    if tree.value is not None:
        try:
            # As JSON, a list may become a tuple, while a number in quotes is still text.
            config = RepoConfig.model_validate_json(json.dumps(tree.value), strict=True)
        except ValidationError as error:
            problems += _invalid(path, tree, error)
        problems += (_problem(path, fault, fault.key) for fault in _second_waivers(tree))
    return (RepoConfig() if problems else config), _told(path, problems)


def _told(path: str, problems: Sequence[SpecProblem]) -> tuple[SpecProblem, ...]:
    ordered = sorted(problems, key=lambda problem: problem.span.first)
    told, more = ordered[:MOST_TOLD], len(ordered) - MOST_TOLD
    if more > 0:
        fault = Fault(f"At least {more} more mistakes", "Correct those above first", told[-1].span.first)
        told.append(_problem(path, fault, "more"))
    return tuple(told)


def _invalid(path: str, tree: Tree, error: ValidationError) -> Iterator[SpecProblem]:
    """One problem for each wrong place, though a union complains once for each of its members."""
    seen: set[str] = set()
    details = sorted(error.errors(include_url=False), key=lambda detail: tree.line(detail["loc"]))
    for detail in details[: 3 * MOST_TOLD]:
        if detail["type"] == "too_short" and detail["input"]:
            continue  # a list whose every entry is wrong, each of which is told
        fault = fault_of(detail, tree)
        if fault.key not in seen:
            seen.add(fault.key)
            yield _problem(path, fault, fault.key)


def _second_waivers(tree: Tree) -> Iterator[Fault]:
    """Waivers of a subject that has one already, so that nobody knows which reason and which end would hold."""
    waivers = tree.value.get("waivers") if isinstance(tree.value, dict) else None
    first: dict[tuple[str, str], int] = {}
    for number, waiver in enumerate(waivers if isinstance(waivers, list) else []):
        if not isinstance(waiver, dict) or not isinstance(waiver.get("subject"), str):
            continue
        subject, place = str(waiver["subject"]).strip(), ("waivers", number, "subject")
        whose = (subject.casefold(), str(waiver.get("feature") or "").strip("/"))
        if whose in first:
            hint = f"Keep one; the first is in line {first[whose]}"
            yield Fault(f"`{subject}` is waived twice", hint, tree.line(place), path_of(place))
        first.setdefault(whose, tree.line(place))


def _problem(path: str, fault: Fault, key: str) -> SpecProblem:
    return SpecProblem(
        kind="invalid-configuration",
        message=f"{fault.message} in `{path}`, line {fault.line}",
        hint=fault.hint,
        span=Span(path=path, first=fault.line, last=fault.line),
        key=key,
    )
