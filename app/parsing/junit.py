"""JUnit XML → results of tests, as pytest, Jest, JUnit, gotestsum and others write it.

The format has no schema that all keep, so whatever else a file holds is passed over. The parser is the standard
library's, without document types: so there are no entities to expand and nothing outside is ever read. (defusedxml
does the same by a wrapper; its last release is of 2021.)
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from app.domain.case_result import CaseResult
from app.ports import NotFound
from specs_schema.report import Outcome

LARGEST: Final = 50_000_000  # bytes of one file
_DEEPEST: Final = 100  # elements in each other
_MOST_CASES: Final = 500_000
_MOST_PROPERTIES: Final = 100  # of one test
_LONGEST: Final = 2_000  # characters of one attribute or text
_PIECE: Final = 1_000_000
_ROOTS: Final = frozenset({"testsuites", "testsuite"})
_OUTCOMES: Final[Mapping[str, Outcome]] = {"failure": "failed", "error": "error", "skipped": "skipped"}
_NOT_RUN: Final = frozenset({"skipped", "notrun", "disabled", "ignored"})  # GoogleTest and others say so in `status`


class _Faulty(Exception):
    """What is wrong with the file, at the line that the parser has come to."""


def read_results(file: Path) -> tuple[CaseResult, ...]:
    """The results in `file`, in its order. Raises NotFound, with file and line, for one that cannot be read."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise NotFound(f"Cannot read the test results `{file}`: {error.strerror or error}") from error
    if len(content) > LARGEST:
        raise NotFound(f"Cannot read the test results `{file}`: it is larger than {LARGEST // 1_000_000} MB")
    return parse_results(content, str(file))


def parse_results(content: bytes, name: str) -> tuple[CaseResult, ...]:
    """The results in the content of a file of this name. Raises NotFound for what is no JUnit XML."""
    reader = _Reader()
    try:
        for start in range(0, len(content), _PIECE):
            reader.parser.Parse(content[start : start + _PIECE], False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, str(error))
        raise _unreadable(name, error.lineno, f"no well-formed XML: {why}") from error
    except (_Faulty, LookupError, ValueError) as error:  # the latter two: an encoding that Python does not know
        raise _unreadable(name, reader.parser.CurrentLineNumber, str(error)) from error
    return tuple(reader.cases)


def _unreadable(name: str, line: int, why: str) -> NotFound:
    return NotFound(f"Cannot read the test results `{name}`, line {line}: {why}; give JUnit XML with --junit")


class _Case:
    """A test case while its elements are read."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.attributes = attributes
        self.outcome: Outcome = "skipped" if attributes.get("status", "").lower() in _NOT_RUN else "passed"
        self.message = ""
        self.properties: list[str] = []

    def ended(self, outcome: Outcome, message: str) -> None:
        """The case did not pass; what is said first of a failure stays."""
        if self.outcome in {"failed", "error"}:
            return
        self.outcome, self.message = outcome, message


class _Reader:
    """Handlers for the parser, and the cases that are complete."""

    def __init__(self) -> None:
        self.cases: list[CaseResult] = []
        self._open: list[str] = []  # elements
        self._suites: list[Mapping[str, str]] = []
        self._case: _Case | None = None
        self._text = ""  # of the innermost element that says something
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _no_document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        element = name.rpartition(":")[2]
        if not self._open and element not in _ROOTS:
            raise _Faulty(f"the root of JUnit XML is `testsuites` or `testsuite`, not `{element[:100]}`")
        if len(self._open) >= _DEEPEST:
            raise _Faulty(f"more than {_DEEPEST} elements in each other")
        self._open.append(element)
        self._text = ""
        attributes = {key: value[:_LONGEST] for key, value in given.items()}
        if element == "testsuite":
            self._suites.append(attributes)
        elif element == "testcase":
            self._case = _Case(attributes)
        elif self._case and element in _OUTCOMES:
            self._case.ended(_OUTCOMES[element], attributes.get("message", ""))
        elif self._case and element == "property":
            self._property(self._case, attributes.get("name", ""), attributes.get("value", ""))

    def _said(self, text: str) -> None:
        if self._case and len(self._text) < _LONGEST:
            self._text += text[:_LONGEST]

    def _end(self, name: str) -> None:
        element, text, self._text = name.rpartition(":")[2], self._text.strip(), ""
        self._open.pop()
        if element == "testsuite":
            self._suites.pop()
        elif element == "testcase" and self._case:
            self.cases.append(self._complete(self._case))
            self._case = None
            if len(self.cases) > _MOST_CASES:
                raise _Faulty(f"more than {_MOST_CASES:,} test cases")
        elif self._case and element in _OUTCOMES:
            self._case.message = self._case.message or text.partition("\n")[0]
        elif self._case and element == "property":
            self._property(self._case, text)

    @staticmethod
    def _property(case: _Case, *said: str) -> None:
        if len(case.properties) < _MOST_PROPERTIES:
            case.properties.extend(one for one in said if one)

    def _complete(self, case: _Case) -> CaseResult:
        return CaseResult(
            name=case.attributes.get("name", ""),
            outcome=case.outcome,
            classname=case.attributes.get("classname", ""),
            file=case.attributes.get("file", "") or next(self._of_suites("file"), ""),
            suite=next(self._of_suites("name"), ""),
            properties=tuple(case.properties),
            message=case.message if case.outcome in {"failed", "error"} else "",
        )

    def _of_suites(self, attribute: str) -> Iterator[str]:
        """What the suites around a case say, the innermost first."""
        return (suite[attribute] for suite in reversed(self._suites) if suite.get(attribute))


def _no_document_type(name: str, system_id: str | None, public_id: str | None, has_subset: bool) -> None:  # noqa: FBT001
    del name, system_id, public_id, has_subset
    raise _Faulty("a document type, which results of tests do not have")
