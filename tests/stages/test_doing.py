"""What of an excerpt does something: the rest is comments, docstrings and prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stages.doing import does_something, is_prose

ENDINGS = ("py", "ts", "go", "c", "sql", "html", "lua", "clj", "md", "unknown", "php")


def does(path, text, quote=None):
    start = text.index(quote) if quote is not None else 0
    return does_something(path, text, start, start + len(quote if quote is not None else text))


DOCSTRING = 'def lock(account):\n    """Lock.\n\n    After 5 attempts.\n    """\n    account.locked = True'
BLOCK = "/* Lock\n   after 5\n * attempts\n */\nlock(account);"


@pytest.mark.parametrize(
    ("path", "text", "quote"),
    [
        ("a.py", "# Locks after 5 attempts", None),
        ("a.py", "# if the account is locked", None),
        ("a.py", "limit = 5  # Locks after 5 attempts", "# Locks after 5 attempts"),
        ("a.py", "limit = 5  # Locks after 5 attempts", "after 5 attempts"),
        ("a.py", DOCSTRING, "After 5 attempts."),
        ("a.py", DOCSTRING, '"""Lock.\n\n    After 5 attempts.\n    """'),
        ("a.py", '"""Locks after 5 attempts."""\nimport os', "Locks after 5 attempts."),
        ("a.py", "LIMIT = 5\n'''Attempts before it locks.'''\n", "Attempts before it locks."),
        ("a.py", 'class A:\n    r"""Locks \\d+ times."""', "Locks"),
        ("a.py", '    after 5 attempts.\n    """\n    lock()', "after 5 attempts."),
        ("a.py", '    after 5 attempts."""\n    lock()', "after 5 attempts."),
        ("a.ts", "// Locks after 5 attempts", None),
        ("a.ts", "lock(); // after 5 attempts", "after 5 attempts"),
        ("a.java", BLOCK, "after 5"),
        ("a.java", BLOCK, "attempts"),
        ("a.java", " * Locks after 5\n */\nlock();", "Locks after 5"),
        ("a.java", " * Locks after 5", None),
        ("a.go", "/* never closed: after 5", "after 5"),
        ("a.rs", "/// Locks after 5", None),
        ("a.sql", "-- Locks after 5", None),
        ("a.lua", "--[[ Locks\nafter 5 ]]", None),
        ("a.html", "<!-- Locks\nafter 5 -->", None),
        ("a.vue", "<!-- Locks after 5 --><b>lock</b>", "Locks after 5"),
        ("a.clj", ";; Locks after 5", None),
        ("a.tex", "% Locks after 5", None),
        ("a.ini", "; Locks after 5\n# or 6", None),
        ("a.php", "# Locks after 5", None),
        ("Dockerfile", "# Locks after 5", None),
        ("Makefile", "# if locked", None),
        ("a.unknown", "  # Locks after 5", None),
        ("a.unknown", "// Locks after 5\n/* or 6 */", None),
        ("README.md", "Locks after 5", None),
        ("docs/a.RST", "Locks after 5", None),
        ("notes.txt", "Locks after 5", None),
        ("a.adoc", "Locks after 5", None),
        ("a.py", "\n   \n})", None),
        ("a.py", "", None),
    ],
)
def test_comments_docstrings_and_prose_only_say_something(path, text, quote):
    assert not does(path, text, quote)


@pytest.mark.parametrize(
    ("path", "text", "quote"),
    [
        ("a.py", "limit = 5  # Locks after 5 attempts", "limit = 5  # Locks"),
        ("a.py", "# Locks\nlimit = 5", None),
        ("a.py", DOCSTRING, "account.locked = True"),
        ("a.py", DOCSTRING, "def lock(account):"),
        ("a.py", '@app.post("/lock")\ndef lock(): ...', '@app.post("/lock")'),
        ("a.py", "colour = '#5a5a5a'", "#5a5a5a"),
        ("a.py", 'SQL = """\n  -- locked\n  SELECT id FROM accounts\n"""', "SELECT id FROM accounts"),
        ("a.py", 'run(\n    """\n    SELECT id FROM accounts\n    """\n)', "SELECT id FROM accounts"),
        ("a.py", 'return """\nlocked until {}"""', "locked until {}"),
        ("a.py", 'raise Locked(\n    f"""locked until {when}"""\n)', "locked until"),
        ("a.py", 'queries = {\n  "locked":\n  """SELECT id""",\n}', "SELECT id"),
        ("a.py", '    after 5 attempts.\n    """\n    lock()', "lock()"),
        ("a.py", '    after 5 attempts."""\n    lock()', "lock()"),
        ("a.c", "#include <lock.h>", None),
        ("a.c", "#define LIMIT 5", None),
        ("a.c", "*limit = attempts;", None),
        ("a.c", "lock(a\n  * attempts);", "* attempts);"),
        ("a.cs", "#region locking", None),
        ("a.rs", "#[derive(Locked)]", None),
        ("a.php", '#[Route("/lock")]', None),
        ("a.unknown", "#include <lock>", None),
        ("a.unknown", "#[locked]", None),
        ("a.unknown", "exec lock -- #5", None),
        ("a.java", BLOCK, "lock(account);"),
        ("a.java", " * Locks after 5\n */\nlock();", "lock();"),
        ("a.java", "@Locked\nvoid lock() {}", "@Locked"),
        ("a.go", "//go:embed lock.sql", None),
        ("a.ts", "#attempts = 5;", None),
        ("a.ts", "--attempts;", None),
        ("a.ts", 'const url = "https://locked.example"', "locked.example"),
        ("a.ts", 'glob("src/**/*.lock"); lock();', "lock();"),
        ("a.ts", "const text = `\n// locked\n`;", "locked"),
        ("a.css", "#locked { color: red }", None),
        ("a.css", "--locked: red;", None),
        ("a.yaml", "command: --lock-after=5", None),
        ("a.sql", "SELECT 'a -- locked'", "locked"),
        ("a.html", "<b>locked</b>", None),
        ("a.txt.py", "locked = 5", None),
        ("requirements-dev.txt", "argon2-cffi==25.1", None),
        ("src/CMakeLists.txt", "add_library(lock)", None),
    ],
)
def test_code_does_something_whatever_it_looks_like(path, text, quote):
    assert does(path, text, quote)


def test_prose_is_known_by_its_ending():
    assert is_prose("docs/login.md")
    assert not is_prose("src/md.py")


@given(st.sampled_from(ENDINGS), st.text("\"'`#/*-;%<!>\\ \n=a5"), st.integers(0, 40), st.integers(0, 40))
def test_no_text_is_too_odd(ending, text, start, length):
    found = does_something(f"a.{ending}", text, start, start + length)

    assert not found or any(map(str.isalnum, text[start : start + length]))
