import json

import pytest

from rolodex.cli import main


@pytest.fixture
def run(tmp_path):
    book = tmp_path / "book.json"

    def imported(text, *options):
        file = tmp_path / "contacts.csv"
        file.write_text(text, encoding="utf-8")
        status = main(["--book", str(book), "import", str(file), *options])
        return status, json.loads(book.read_text()) if book.exists() else []

    return imported


def test_three_contacts_are_stored(run):
    status, stored = run("Name,Email\nAna,ana@example.com\nBo,bo@example.com\nCy,cy@example.com\n")
    assert status == 0
    assert [contact["name"] for contact in stored] == ["Ana", "Bo", "Cy"]


def test_a_row_without_address_is_reported_and_the_rest_is_stored(run, capsys):
    status, stored = run("name,email\nAna,ana@example.com\nNobody,\n")
    assert status == 1
    assert len(stored) == 1
    assert "line 3" in capsys.readouterr().err


def test_a_known_address_is_updated(run):
    run("name,email\nAna,Ana@example.com\n")
    _, stored = run("name,email\nAna Lind,ana@example.com\n")
    assert [(contact["name"], contact["email"]) for contact in stored] == [("Ana Lind", "Ana@example.com")]


def test_a_dry_run_stores_nothing(run):
    assert run("name,email\nAna,ana@example.com\n", "--dry-run") == (0, [])


def test_a_missing_file_is_an_error(tmp_path):
    assert main(["--book", str(tmp_path / "book.json"), "import", str(tmp_path / "none.csv")]) == 2
