"""JUnit XML as a tool writes it is read as it is; edited in any way, it is read or refused in one way."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case_result import CaseResult
from app.parsing.junit import parse_results
from app.ports import NotFound

TEXT = st.text(alphabet="abc é漢<>&\"'./:#-_[]1", min_size=1, max_size=12).map(str.strip).filter(bool)
CASES = st.lists(st.tuples(TEXT, TEXT, st.sampled_from(["passed", "failed", "error", "skipped"]), TEXT), max_size=5)
ELEMENTS = {"failed": "failure", "error": "error", "skipped": "skipped"}
EDITS = st.lists(
    st.tuples(
        st.integers(0, 2_000),
        st.integers(0, 12),
        st.sampled_from(
            [b"", b"<", b">", b"</testcase>", b"<testcase name='x'>", b"&lol;", b"<!DOCTYPE a>", b"\0", b"\xff", b"<![CDATA[", b"]]>", b"&#x1F;"]
        ),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip


def written(cases: list[tuple[str, str, str, str]]) -> bytes:
    suites = ET.Element("testsuites")
    suite = ET.SubElement(suites, "testsuite", name="unit")
    for name, classname, outcome, message in cases:
        case = ET.SubElement(suite, "testcase", name=name, classname=classname)
        if outcome != "passed":
            ET.SubElement(case, ELEMENTS[outcome], message=message).text = "Traceback\nmore"
    return ET.tostring(suites, encoding="utf-8", xml_declaration=True)


@given(CASES)
@settings(deadline=None)
def test_written_results_are_read_as_they_are(cases: list[tuple[str, str, str, str]]):
    assert parse_results(written(cases), "r.xml") == tuple(
        CaseResult(name, outcome, classname, suite="unit", message=message if outcome in {"failed", "error"} else "")
        for name, classname, outcome, message in cases
    )


@given(CASES, EDITS)
@settings(max_examples=200, deadline=None)
def test_edited_results_are_read_or_refused_with_a_line_inside(
    cases: list[tuple[str, str, str, str]], edits: list[tuple[int, int, bytes]]
):
    content = written(cases)
    for at, length, piece in edits:
        content = content[:at] + piece + content[at + length :]
    try:
        parse_results(content, "r.xml")
    except NotFound as error:
        said = str(error)
        line = int(said.removeprefix("Cannot read the test results `r.xml`, line ").partition(":")[0])
        assert 1 <= line <= content.count(b"\n") + 1
