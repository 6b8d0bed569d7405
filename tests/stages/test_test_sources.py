"""What the source of a test says about it."""

import pytest

from app.domain.case_result import CaseResult
from app.stages.test_sources import CaseSources

PYTHON = '''"""Tests of FR-900."""

# about FR-901

LIMIT = 5  # FR-902


@pytest.mark.spec("FR-001")
# FR-002 too
def test_locks(
    client,
):
    """FR-003: locks.

    And SC-001.
    """
    # FR-004 is checked here
    text = """
    FR-903
    """
    assert client.get("FR-904")


def test_bare():
    assert "FR-905"


class TestOne:
    def test_twice(self):
        """FR-005"""


class TestTwo:
    def test_twice(self):
        \'\'\'FR-006\'\'\'
        x = """FR-906"""
        # FR-007
'''
SCRIPT = """// FR-900
describe('login', () => {
  // FR-001
  it('locks after 5', async () => {
    // FR-002
    expect('FR-901').toBe(1)
  })

  test.each([1])("opens", () => {})
})
"""
JAVA = """class LoginTest {
    /** Locks. FR-900 */
    private int limit;

    /**
     * FR-001
     */
    @Test @Tag("FR-002")
    void locks()
    {
        // FR-003
        lock(); // FR-901
    }

    @Tag("FR-004") void opens() {
        *FR-902;
    }
}
"""
GO = """package login

// TestLocks covers FR-001.
func TestLocks(t *testing.T) {
	// FR-002
	t.Run("five", func(t *testing.T) {})
}

// FR-900
func TestOpens(t *testing.T) {}
"""


def ids(text, name, classname=""):
    import re

    remarks = CaseSources({"a": text}).remarks(CaseResult(name, "passed", classname), "a")
    return re.findall(r"(?:FR|SC)-\d+", remarks)


@pytest.mark.parametrize(
    ("text", "name", "classname", "found"),
    [
        (PYTHON, "test_locks", "", ["FR-002", "FR-001", "FR-003", "SC-001", "FR-004"]),
        (PYTHON, "test_locks[FR-5]", "", ["FR-002", "FR-001", "FR-003", "SC-001", "FR-004"]),
        (PYTHON, "test_bare", "", []),
        (PYTHON, "test_twice", "tests.test_a.TestOne", ["FR-005"]),
        (PYTHON, "test_twice", "tests.test_a.TestTwo", ["FR-006", "FR-007"]),
        (PYTHON, "test_twice", "", []),
        (PYTHON, "test_nowhere", "", []),
        (SCRIPT, "login locks after 5", "login locks after 5", ["FR-001", "FR-002"]),
        (SCRIPT, "login opens", "", []),
        (JAVA, "locks", "com.acme.LoginTest", ["FR-002", "FR-001", "FR-003"]),
        (JAVA, "locks()", "com.acme.LoginTest", ["FR-002", "FR-001", "FR-003"]),
        (JAVA, "opens", "com.acme.LoginTest", ["FR-004"]),
        (GO, "TestLocks/five", "", ["FR-001", "FR-002"]),
        (GO, "TestOpens", "", ["FR-900"]),
        ("", "test_a", "", []),
        ("(" * 100_000, "test_a", "", []),
    ],
)
def test_docstring_tags_and_comments_of_a_test_are_its_own(text, name, classname, found):
    assert ids(text, name, classname) == found


def test_a_file_that_was_not_read_says_nothing():
    assert CaseSources({}).remarks(CaseResult("test_a", "passed"), "a") == ""
