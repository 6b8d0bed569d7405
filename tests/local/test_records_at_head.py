"""Which files of head are read for the models of claimed entities, and that nothing is told of what was not read."""

import pytest

from app.domain.repository import Found
from app.git.repository import GitRepository
from app.local import LocalRequest, review_locally
from app.parsing.spec_reader import SpecReader

SPEC = "specs/001-login"
MODEL = """\
# Data Model

## Session

| Field | Type |
| --- | --- |
| `id` | UUID |
| `user` | UUID |
| `begun_at` | datetime |
| `notes` | string |
"""
TASKS = "# Tasks: Login\n\n- [x] T001 Make `Session` in src/session.py\n"
NAMED = "class Named:\n    begun_at: str\n"
SESSION = "from named import Named\nclass Session(Named):\n    id: str\n    user: str\n"
LACKS = ["`Session` has no `notes`, field of `Session` in the data model"]


@pytest.fixture
def told(checkout):
    checkout.git("checkout", "--quiet", "main")
    checkout.change({f"{SPEC}/data-model.md": MODEL, "src/named.py": NAMED})
    checkout.git("checkout", "--quiet", "-B", "001-login", "main")

    def review(files=None, reader=None):
        files = {"src/session.py": SESSION, **(files or {})}
        checkout.change({f"{SPEC}/tasks.md": TASKS, **files})
        with GitRepository.open(checkout.path) as repository:
            done = review_locally(
                repository, reader or SpecReader("fork"), LocalRequest("a/b", base="main"), "1.0", None
            )
        return [finding.message for finding in done.report.findings if finding.rule == "SPEC413"]

    return review


def test_the_file_that_the_change_brings_and_what_its_class_inherits_from_are_read(told):
    assert told() == LACKS


@pytest.mark.parametrize(
    "files",
    [
        {"src/session.py": SESSION + "    notes: str\n"},
        {"src/other.py": "class Session:\n    id: str\n"},  # which of the two
        {"src/web/session.ts": "export interface Session { id: string }\n"},
        {"db/migrations/2.sql": "ALTER TABLE sessions ADD COLUMN notes text;\n"},
        {"src/migrations/0002.py": "op.add_column('session', sa.Column('notes'))\n"},
        {"src/other.py": "class Session:\n" + "    # filler\n" * 40_000},  # too large to be read
        {"src/session.py": "class Sessions:\n    id: str\n", "src/named.py": "x = 1\n"},
    ],
)
def test_other_files_of_head_that_may_say_otherwise_silence_it(told, files):
    assert told(files) == []


@pytest.mark.parametrize(
    "path", ["tests/session.py", f"{SPEC}/sketch.py", "node_modules/a/session.ts", "src/session.md", "src/login.py"]
)
def test_files_that_keep_nothing_make_no_difference(told, path):
    text = "from session import Session\n" if path == "src/login.py" else "class Session:\n    notes: str\n"

    assert told({path: text}) == LACKS


def test_a_file_that_ends_its_reader_silences_it_and_not_the_review(told):
    def ending(job):
        raise RecursionError(job)

    assert told(reader=SpecReader("fork", reading_code=ending)) == []


def test_a_search_that_was_cut_short_silences_it(told, monkeypatch):
    whole = GitRepository.search

    def cut_short(self, *arguments, **options):
        return Found(whole(self, *arguments, **options).hits, complete=False)

    monkeypatch.setattr(GitRepository, "search", cut_short)

    assert told() == []


def test_more_files_of_the_names_than_are_read_silence_it(told, monkeypatch):
    monkeypatch.setattr("app.workflow.records._MOST_FOUND", 0)  # `Named` is in another file

    assert told() == []
