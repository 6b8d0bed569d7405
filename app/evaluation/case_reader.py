"""Folders → cases. What is wrong with one is a value, with the line of case.yml where it stands."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import ValidationError

from app.evaluation.case import BASE, CASE_FILE, CHANGE, PROVEN, Case, GoldenCase, Source
from app.evaluation.case_faults import CaseProblem, wrong_form
from app.evaluation.case_files import Fault, FolderFiles, folder_files, sourced_files
from app.ports import NotFound
from specs_schema.config_tree import Tree, read_tree
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class ReadCases:
    """The cases that can be run, and what is wrong with the others."""

    cases: tuple[GoldenCase, ...]
    problems: tuple[CaseProblem, ...]


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
    sourced = case.source is not None if case else isinstance(tree.value, dict) and "source" in tree.value
    files = FolderFiles({}, {}) if sourced else folder_files(folder)
    problems.extend(_told(path, tree, files.faults))
    if case is None or problems:
        return None, _sorted(problems)
    if case.source is not None:
        return _sourced(folder, case, case.source, tree)
    golden = GoldenCase(folder.resolve().name, folder, case, files.base, files.head(case))
    return golden, _sorted(_told(path, tree, _contradictions(golden, files)))


def _sourced(folder: Path, case: Case, source: Source, tree: Tree) -> tuple[GoldenCase | None, tuple[CaseProblem, ...]]:
    path = str(folder / CASE_FILE)
    files = sourced_files(folder, source)
    if files.faults:
        return None, _sorted(_told(path, tree, files.faults))
    golden = GoldenCase(folder.resolve().name, folder, case, files.base, files.head)
    return golden, _sorted(_told(path, tree, _contradictions(golden, None)))


def _told(path: str, tree: Tree, faults: Iterable[Fault]) -> list[CaseProblem]:
    return [CaseProblem(path, tree.line(place), message, hint) for place, message, hint in faults]


def _sorted(problems: Iterable[CaseProblem]) -> tuple[CaseProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _contradictions(golden: GoldenCase, files: FolderFiles | None) -> Iterator[Fault]:
    """What is wrong between the case file and the files; None for `files` that lie in a Git repository."""
    case = golden.case
    if files and not files.change and not case.deleted:
        yield (), "The change is empty", f"Put files as they are at head into `{CHANGE}/`, or name `deleted` ones"
    if not any(path.startswith(f"{case.feature.rstrip('/')}/") for path in (*golden.base, *golden.head)):
        where = f"`{BASE}/` nor `{CHANGE}/`" if files else "`source.base` nor `source.head`"
        yield ("feature",), f"`{case.feature}` is in neither {where}", "Name the feature directory"
    yield from _wrong_files(case, files) if files else _superfluous(case)
    yield from _wrong_lists(case)
    yield from _wrong_proofs(case, golden.head)
    yield from _wrong_check(case)


def _superfluous(case: Case) -> Iterator[Fault]:
    """What a case with a source cannot say, because its source says it."""
    for key in ("commits", "deleted"):
        if getattr(case, key):
            yield (key,), f"`{key}` is known from the source", "Leave it out"


def _wrong_lists(case: Case) -> Iterator[Fault]:
    if not case.gold and not case.partial:
        yield ("gold",), "`gold` is empty", "Write the right answer about every subject, or say `partial: true`"
    for number, subject in enumerate(case.may_break):
        if case.answer(subject) is not None:
            yield ("may_break", number), f"`{subject}` has a gold answer already", "Leave one of the two out"
    for number, subject in enumerate(case.not_claimed):
        if subject in case.gold:
            yield ("not_claimed", number), f"`{subject}` has a gold answer already", "Leave one of the two out"
        if case.not_claimed.index(subject) != number:
            yield ("not_claimed", number), f"`{subject}` is listed twice", "Leave one of the two out"


def _wrong_proofs(case: Case, head: Mapping[str, bytes]) -> Iterator[Fault]:
    for subject, gold in case.gold.items():
        if gold.answer in PROVEN and not gold.code:
            hint = "Name the lines at head that prove it, as `src/app.py:10-14`"
            yield ("gold", subject), f"`{subject}` is `{gold.answer}` without `code`", hint
        for number, span in enumerate(gold.spans):
            if wrong := _wrong_lines(span, head):
                yield ("gold", subject, "code", number), f"{wrong} (`{subject}`)", "Name lines as they are at head"


def _wrong_files(case: Case, files: FolderFiles) -> Iterator[Fault]:
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


def _wrong_check(case: Case) -> Iterator[Fault]:
    """A failing check needs something that fails it; an open task that is `missing` fails none."""
    if case.check == "unknown" and not case.partial:
        yield ("check",), "Every subject has a gold answer, and `check` is `unknown`", "Say how the check concludes"
    broken = any(gold.answer in {"violated", "missing"} for gold in case.gold.values())
    if case.check == "failure" and not broken and not case.rules:
        hint = "Say what is violated or missing in `gold`, or which rule tells it in `rules`"
        yield ("check",), "The check fails and nothing is wrong", hint
    if case.check == "failure" and case.mode == "advisory":
        yield ("check",), "A check never fails in advisory mode", "Use mode `gate`, or check `neutral`"
