import textwrap

import pytest
from evaluation_case import CASE, CODE, SPEC, TASKS


@pytest.fixture
def write_case(tmp_path):
    """Writes a case into a folder of cases; `case` is the text of its file, `files` are added to it."""

    def write(name="py-login", case=CASE, files=None):
        folder = tmp_path / "cases" / name
        written = {
            "case.yml": textwrap.dedent(case),
            "base/specs/001-login/spec.md": SPEC,
            "base/specs/001-login/tasks.md": TASKS.format(" "),
            "change/specs/001-login/tasks.md": TASKS.format("X"),
            "change/src/login.py": CODE,
            **(files or {}),
        }
        for path, text in written.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return folder

    return write
