from pathlib import Path

import pytest

from keepsake.cli import main

OLD, OLDER, NEW = (f"docs-{day}T020000Z.tar.gz" for day in ("20260105", "20260104", "20260301"))


@pytest.fixture
def directory(tmp_path):
    for name in (OLD, OLDER, NEW, "notes.txt", "docs-20260101.tar.gz"):
        (tmp_path / name).touch()
    return tmp_path


def names(directory):
    return {path.name for path in directory.iterdir()}


def prune(directory, *options):
    return main(["prune", str(directory), "--daily", "1", "--weekly", "1", *options])


def test_old_backups_are_listed(directory, capsys):
    assert prune(directory) == 0
    assert capsys.readouterr().out.splitlines() == [str(directory / OLDER), str(directory / OLD)]
    assert len(names(directory)) == 5


def test_old_backups_are_deleted(directory):
    assert prune(directory, "--delete") == 0
    assert names(directory) == {NEW, "notes.txt", "docs-20260101.tar.gz"}


def test_one_that_stays_does_not_hold_up_the_others(directory, monkeypatch, capsys):
    unlink = Path.unlink

    def stubborn(path):
        if path.name == OLDER:
            raise PermissionError(1, "Operation not permitted")
        unlink(path)

    monkeypatch.setattr(Path, "unlink", stubborn)
    assert prune(directory, "--delete") != 0
    assert OLD not in names(directory)
    assert OLDER in capsys.readouterr().err


def test_a_directory_has_to_be_there(tmp_path):
    with pytest.raises(SystemExit) as ended:
        main(["prune", str(tmp_path / "nowhere")])
    assert ended.value.code == 2
