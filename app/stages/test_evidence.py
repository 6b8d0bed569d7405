"""Results of tests and subjects → which tests name which subject, and how they ended.

Passing is not conformance: no answer and no finding changes. A failing test is shown beside its subject.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.case_result import CaseResult
from app.domain.dossier import Dossier
from app.stages.defuse import plain
from app.stages.mask import shown
from app.stages.test_files import CaseFiles
from app.stages.test_names import SpelledIds
from app.stages.test_sources import CaseSources
from specs_schema.report import Outcome, Report, ReportedTest, ReportedTests, ReportedVerdict, TestedSubject
from specs_schema.subject import Subject

_WORST: Final[dict[Outcome, int]] = {"failed": 0, "error": 1, "passed": 2, "skipped": 3}
_MARKS: Final = (("✓", ("passed",)), ("✗", ("failed", "error")), ("–", ("skipped",)))
_MOST_TESTS: Final = 200  # of one subject

_Key = tuple[str, str]  # feature, key of the subject


@dataclass(frozen=True, slots=True)
class _Linked:
    """Which tests name which subject; how many tests name any, and how many name one of an unknown feature."""

    tests: Mapping[_Key, tuple[ReportedTest, ...]]
    subjects: Mapping[_Key, Subject]
    linked: int
    unplaced: int


def with_tests(report: Report, dossier: Dossier, results: Sequence[CaseResult], files: int) -> Report:
    """`report` with the tests that name its subjects; `files` is how many files of results were given."""
    cases = merged(results)
    linked = _link(dossier, cases)
    known = {(verdict.feature, verdict.subject) for verdict in report.verdicts}
    without = [key for key in linked.tests if key not in known]
    tests = ReportedTests(
        files=files,
        cases=len(cases),
        linked=linked.linked,
        unplaced=linked.unplaced,
        subjects=tuple(_tested(key, linked) for key in without),
    )
    verdicts = tuple(_beside(verdict, linked) for verdict in report.verdicts)
    return report.model_copy(update={"tests": tests, "verdicts": verdicts})


def merged(results: Iterable[CaseResult]) -> tuple[CaseResult, ...]:
    """Each test once, with the worst that became of it: the same tests may run on several machines."""
    cases: dict[tuple[str, str, str], CaseResult] = {}
    for case in results:
        known = cases.setdefault((case.file, case.classname, case.name), case)
        worse = min(known, case, key=lambda one: _WORST[one.outcome])
        both = tuple(dict.fromkeys((*known.properties, *case.properties)))
        cases[case.file, case.classname, case.name] = replace(worse, properties=both)
    return tuple(cases.values())


def tally(tests: Sequence[ReportedTest]) -> str:
    """How the tests ended, as `✓ 3, ✗ 1`; empty where there are none."""
    counted = Counter(test.outcome for test in tests)
    numbers = [(mark, sum(counted[outcome] for outcome in outcomes)) for mark, outcomes in _MARKS]
    return ", ".join(f"{mark} {number}" for mark, number in numbers if number)


def failing_tests(tests: Sequence[ReportedTest]) -> tuple[ReportedTest, ...]:
    """The tests that failed, or could not run."""
    return tuple(test for test in tests if test.outcome in {"failed", "error"})


def in_a_sentence(tests: ReportedTests) -> str:
    """What was given, and what came of it."""
    given = f"{_counted(tests.cases, 'test')} in {_counted(tests.files, 'file')} of results"
    said = f"Of {given}, {tests.linked} {'names' if tests.linked == 1 else 'name'} a subject"
    if tests.unplaced:
        names = "names" if tests.unplaced == 1 else "name"
        said += f"; {tests.unplaced} more {names} an id, and nothing tells of which feature"
    return f"{said}. A passing test is not conformance: no answer follows from it"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _link(dossier: Dossier, cases: Sequence[CaseResult]) -> _Linked:
    ids, files, sources = SpelledIds(_subjects(dossier)), CaseFiles(dossier), CaseSources(dossier.texts)
    found: dict[_Key, list[ReportedTest]] = defaultdict(list)
    subjects: dict[_Key, Subject] = {}
    linked = unplaced = 0
    for case in cases:
        texts = (*_texts(case), sources.remarks(case, files.path(case)))
        named = [one for text in texts for one in ids.named(text)]
        features = files.features(case, {feature for feature, _ in named}) if named else ()
        here = {(feature, one.key): one for feature, one in named if feature in features}
        linked, unplaced = linked + bool(here), unplaced + bool(named and not here)
        for key, subject in here.items():
            subjects[key] = subject
            found[key].append(_reported(case, files.path(case)))
    return _Linked({key: _worst_first(tests) for key, tests in found.items()}, subjects, linked, unplaced)


def _subjects(dossier: Dossier) -> Iterator[tuple[str, Subject]]:
    for feature in dossier.features:
        made_up = {task.key for task in feature.head.tasks if not task.id_given} if feature.head else set[str]()
        for subject in feature.head.subjects if feature.head else ():
            if subject.key not in made_up:
                yield feature.dir.dir, subject


def _texts(case: CaseResult) -> tuple[str, ...]:
    return (case.name, case.classname, case.file, *case.properties)


def _reported(case: CaseResult, path: str) -> ReportedTest:
    return ReportedTest(
        name=plain(f"{case.classname}: {case.name}" if case.classname else case.name),
        path=plain(path),
        outcome=case.outcome,
        message=plain(shown(case.message)),
    )


def _worst_first(tests: Sequence[ReportedTest]) -> tuple[ReportedTest, ...]:
    return tuple(sorted(tests, key=lambda test: _WORST[test.outcome]))[:_MOST_TESTS]


def _beside(verdict: ReportedVerdict, linked: _Linked) -> ReportedVerdict:
    tests = linked.tests.get((verdict.feature, verdict.subject), ())
    return verdict.model_copy(update={"tests": tests}) if tests else verdict


def _tested(key: _Key, linked: _Linked) -> TestedSubject:
    subject = linked.subjects[key]
    return TestedSubject(
        feature=key[0],
        subject=key[1],
        kind=subject.kind,
        path=subject.span.path,
        line=subject.span.first,
        tests=linked.tests[key],
    )
