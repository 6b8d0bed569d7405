"""Folders → cases. What is wrong with one is a value, with the line of case.yml where it stands."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from app.evaluation.case import BASE, CASE_FILE, CHANGE, PROVEN, Case, GoldenCase
from app.evaluation.case_faults import CaseProblem, wrong_form
from app.ports import NotFound
from specs_schema.config_tree import Place, read_tree
from specs_schema.span import Span

_LARGEST: Final = 400_000  # bytes of one file: the engine reads no larger ones


@dataclass(frozen=True, slots=True)
class ReadCases:
    """The cases that can be run, and what is wrong with the others."""

    cases: tuple[GoldenCase, ...]
    problems: tuple[CaseProblem, ...]


@dataclass(frozen=True, slots=True)
class _Files:
    base: Mapping[str, bytes]
    change: Mapping[str, bytes]
    problems: tuple[tuple[str, str], ...] = ()  # message and hint

    def head(self, case: Case) -> dict[str, bytes]:
        left = {path: data for path, data in self.base.items() if path not in case.deleted}
        return {**left, **self.change}


def read_cases(folder: Path, only: str = "*") -> ReadCases:
    """Every case below `folder`, itself or one level down, whose name fits the pattern. Raises NotFound for none."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder `{folder}`; name one with cases in it, as `tests/golden`")
    single = (folder / CASE_FILE).is_file()
    found = [folder] if single else sorted(file.parent for file in folder.glob(f"*/{CASE_FILE}"))
    wanted = [one for one in found if fnmatchcase(one.resolve().name, only)]
    if not wanted:
        raise NotFound(f"No case below `{folder}` is called `{only}`: a case is a folder with a `{CASE_FILE}`")
    read = [read_case(one) for one in wanted]
    cases = tuple(case for case, problems in read if case is not None and not problems)
    return ReadCases(cases, tuple(problem for _, problems in read for problem in problems))


def read_case(folder: Path) -> tuple[GoldenCase | None, tuple[CaseProblem, ...]]:
    """The case in `folder`, and everything that is wrong with it in the order of the lines."""
    path = str(folder / CASE_FILE)
    try:
        tree = read_tree((folder / CASE_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return None, (CaseProblem(path, 1, f"It cannot be read: {error}", "Save it as UTF-8"),)
    problems = [CaseProblem(path, fault.line, fault.message, fault.hint) for fault in tree.faults]
    if problems and tree.value is None:
        return None, tuple(problems)
    case: Case | None = None
    try:
        case = Case.model_validate_json(json.dumps(tree.value), strict=True)
    except ValidationError as error:
        problems.extend(wrong_form(path, tree, error))
    files = _files(folder)
    problems.extend(CaseProblem(path, 1, message, hint) for message, hint in files.problems)
    if case is None or problems:
        return None, tuple(sorted(problems, key=lambda problem: problem.line))
    wrong = (CaseProblem(path, tree.line(place), *said) for place, *said in _contradictions(case, files))
    golden = GoldenCase(folder.resolve().name, folder, case, files.base, files.head(case))
    return golden, tuple(sorted(wrong, key=lambda problem: problem.line))


def _files(folder: Path) -> _Files:
    base, change = _tree(folder / BASE), _tree(folder / CHANGE)
    problems: list[tuple[str, str]] = []
    if not base:
        problems.append((f"There is no file in `{BASE}/`", f"Put the repository at the merge base into `{BASE}/`"))
    for name, data in {**base, **change}.items():
        if len(data) > _LARGEST:
            problems.append((f"`{name}` has {len(data)} bytes", f"Keep files below {_LARGEST} bytes"))
    return _Files(base, change, tuple(problems))


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path; links are not followed, and caches of tools are no files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    inside = [path for path in files if "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in inside}


def _contradictions(case: Case, files: _Files) -> Iterator[tuple[Place, str, str]]:
    """What is wrong between the case file and the files, as place, message and hint."""
    if not files.change and not case.deleted:
        yield (), "The change is empty", f"Put files as they are at head into `{CHANGE}/`, or name `deleted` ones"
    head = files.head(case)
    if not any(path.startswith(f"{case.feature.rstrip('/')}/") for path in {**files.base, **head}):
        yield ("feature",), f"`{case.feature}` is in neither `{BASE}/` nor `{CHANGE}/`", "Name the feature directory"
    yield from _wrong_files(case, files)
    yield from _wrong_lists(case)
    yield from _wrong_proofs(case, head)
    yield from _wrong_check(case)


def _wrong_lists(case: Case) -> Iterator[tuple[Place, str, str]]:
    for number, subject in enumerate(case.not_claimed):
        if subject in case.gold:
            yield ("not_claimed", number), f"`{subject}` has a gold answer already", "Leave one of the two out"
        if case.not_claimed.index(subject) != number:
            yield ("not_claimed", number), f"`{subject}` is listed twice", "Leave one of the two out"


def _wrong_proofs(case: Case, head: Mapping[str, bytes]) -> Iterator[tuple[Place, str, str]]:
    for subject, gold in case.gold.items():
        if gold.answer in PROVEN and not gold.code:
            hint = "Name the lines at head that prove it, as `src/app.py:10-14`"
            yield ("gold", subject), f"`{subject}` is `{gold.answer}` without `code`", hint
        for number, span in enumerate(gold.spans):
            if wrong := _wrong_lines(span, head):
                yield ("gold", subject, "code", number), f"{wrong} (`{subject}`)", "Name lines as they are at head"


def _wrong_files(case: Case, files: _Files) -> Iterator[tuple[Place, str, str]]:
    for number, path in enumerate(case.deleted):
        if path not in files.base:
            yield ("deleted", number), f"`{path}` is not in `{BASE}/`", "Name files of the merge base"
        if path in files.change:
            yield ("deleted", number), f"`{path}` is in `{CHANGE}/`, too", "Leave one of the two out"


def _wrong_lines(span: Span, head: Mapping[str, bytes]) -> str:
    """Why lines prove nothing; empty when they are there."""
    if span.path not in head:
        return f"There is no file `{span.path}` at head"
    lines = head[span.path].decode("utf-8", "replace").split("\n")
    last = len(lines) - (not lines[-1])
    if not 1 <= span.first <= span.last <= last:
        return f"`{span.path}` has lines 1 to {last}, not {span.first} to {span.last}"
    if not any(line.strip() for line in lines[span.first - 1 : span.last]):
        return f"Lines {span.first} to {span.last} of `{span.path}` are blank"
    return ""


def _wrong_check(case: Case) -> Iterator[tuple[Place, str, str]]:
    """A failing check needs something that fails it; an open task that is `missing` fails none."""
    broken = any(gold.answer in {"violated", "missing"} for gold in case.gold.values())
    if case.check == "failure" and not broken and not case.rules:
        hint = "Say what is violated or missing in `gold`, or which rule tells it in `rules`"
        yield ("check",), "The check fails and nothing is wrong", hint
    if case.check == "failure" and case.mode == "advisory":
        yield ("check",), "A check never fails in advisory mode", "Use mode `gate`, or check `neutral`"
