"""Results of tests, as runners write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.parsing import junit
from app.parsing.junit import parse_results, read_results
from app.ports import NotFound

PYTEST = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="5">
<testcase classname="tests.unit.test_login.TestLock" name="test_fr_001[5]" time="0.01">
<properties><property name="requirement" value="FR-002"/></properties></testcase>
<testcase classname="tests.test_login" name="test_b"><failure message="assert 8 == 5&#10;more">def test_b(): ...</failure></testcase>
<testcase classname="tests.test_login" name="test_c"><error message="failed on setup">E</error></testcase>
<testcase classname="tests.test_login" name="test_d"><skipped type="pytest.xfail" message="later"/></testcase>
<testcase classname="tests.test_login" name="test_e"><system-out>FR-009 in the log</system-out></testcase>
</testsuite></testsuites>"""
JEST = b"""<testsuites name="jest tests"><testsuite name="login" tests="2">
<testcase classname="login FR-001 locks after 5" name="login FR-001 locks after 5" time="0.002" file="src/login.test.ts"/>
<testcase classname="login b" name="login b"><failure>Error: expect(received).toBe(expected)
    at Object.toBe</failure></testcase></testsuite></testsuites>"""
SUREFIRE = b"""<testsuite xmlns:xsi="x" name="com.acme.LoginTest" file="src/test/java/com/acme/LoginTest.java">
<properties><property name="java.version" value="FR-001"/></properties>
<testcase name="locksFR001" classname="com.acme.LoginTest"><flakyFailure message="once"/></testcase></testsuite>"""
GO = b"""<testsuites><testsuite tests="1" name="github.com/acme/app/internal/login">
<testcase classname="github.com/acme/app/internal/login" name="TestFR001/five_attempts"><failure message="Failed" type="">    login_test.go:9</failure></testcase>
</testsuite></testsuites>"""
GOOGLE = b"""<testsuites><testsuite name="Login"><testcase name="T014" status="notrun" classname="Login"/></testsuite></testsuites>"""


def told(content):
    return [(case.classname, case.name, case.outcome, case.message) for case in parse_results(content, "r.xml")]


def test_results_of_pytest():
    assert told(PYTEST) == [
        ("tests.unit.test_login.TestLock", "test_fr_001[5]", "passed", ""),
        ("tests.test_login", "test_b", "failed", "assert 8 == 5\nmore"),
        ("tests.test_login", "test_c", "error", "failed on setup"),
        ("tests.test_login", "test_d", "skipped", ""),
        ("tests.test_login", "test_e", "passed", ""),
    ]
    assert parse_results(PYTEST, "r.xml")[0].properties == ("requirement", "FR-002")


def test_results_of_jest_where_the_text_says_what_failed():
    assert told(JEST)[1][2:] == ("failed", "Error: expect(received).toBe(expected)")
    assert [case.file for case in parse_results(JEST, "r.xml")] == ["src/login.test.ts", ""]


def test_results_of_maven_where_a_test_passed_in_the_end_and_the_suite_has_the_file():
    (case,) = parse_results(SUREFIRE, "r.xml")

    assert (case.outcome, case.file, case.suite) == (
        "passed",
        "src/test/java/com/acme/LoginTest.java",
        "com.acme.LoginTest",
    )
    assert case.properties == ()  # those of a suite are of no test


def test_results_of_gotestsum_and_googletest():
    assert told(GO) == [("github.com/acme/app/internal/login", "TestFR001/five_attempts", "failed", "Failed")]
    assert told(GOOGLE) == [("Login", "T014", "skipped", "")]


BOMB = b'<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><testsuite/>'


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"", 1, "no element found"),
        (b"<testsuite>\n<testcase name='a'>\n</testsuite>", 3, "mismatched tag"),
        (b"<testsuite>\n\n<testcase name='\x1b[0m'/></testsuite>", 3, "not well-formed"),
        (b"<html>\n</html>", 1, "not `html`"),
        (b'{"tests": []}', 1, "not well-formed"),
        (b'<?xml version="1.0" encoding="klingon"?><testsuite/>', 1, "klingon"),
        (b'<?xml version="1.0" encoding="shift_jis"?><testsuite/>', 1, "multi-byte"),
        (BOMB, 1, "a document type"),
        (OUTSIDE, 1, "a document type"),
        (b"<testsuite>" * 2_000, 1, "more than 100 elements in each other"),
    ],
)
def test_what_is_no_junit_xml_is_said_with_file_and_line(content, line, why):
    with pytest.raises(NotFound) as raised:
        parse_results(content, "reports/r.xml")

    assert str(raised.value).startswith(f"Cannot read the test results `reports/r.xml`, line {line}: ")
    assert why in str(raised.value)


def test_a_file_that_is_too_large_or_not_there_or_a_folder_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(junit, "LARGEST", 10)
    (tmp_path / "large.xml").write_bytes(b" " * 11)

    for name, why in (("large.xml", "larger than"), ("none.xml", "No such file"), (".", "directory")):
        with pytest.raises(NotFound, match=why):
            read_results(tmp_path / name)


def test_too_many_cases_end_the_reading(monkeypatch):
    monkeypatch.setattr(junit, "_MOST_CASES", 2)

    with pytest.raises(NotFound, match="more than 2 test cases"):
        parse_results(b"<testsuite>" + b"<testcase/>" * 3 + b"</testsuite>", "r.xml")


def test_what_is_kept_of_one_test_is_bounded():
    long = b"FR-001 " * 10_000
    properties = b"<property name='a' value='b'/>" * 10_000
    (case,) = parse_results(
        b"<testsuite><testcase name='"
        + long
        + b"'>"
        + properties
        + b"<failure>"
        + long
        + b"</failure></testcase></testsuite>",
        "r.xml",
    )

    assert max(len(case.name), len(case.message), len(case.properties)) <= 2_000


def test_a_file_in_another_encoding_is_read():
    text = '<?xml version="1.0" encoding="utf-16"?><testsuite><testcase name="FR-001 é"/></testsuite>'

    assert told(text.encode("utf-16"))[0][1] == "FR-001 é"


def why_not(content):
    """Why the content cannot be read; nothing where it can."""
    try:
        parse_results(content, "r.xml")
    except NotFound as error:
        return str(error)
    return ""


@given(st.binary(max_size=200) | st.text(alphabet="<>/=\"'& testcasuifailur", max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_said_to_be_unreadable(content):
    said = why_not(b"<testsuite><testcase>" + content)

    assert not said or said.startswith("Cannot read the test results `r.xml`, line ")
