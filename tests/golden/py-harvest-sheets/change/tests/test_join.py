import pytest

from orchard.cli import main


@pytest.fixture
def north(tmp_path):
    return sheet(tmp_path / "north.csv", "2025-09-04,gravensteiner,12", "2025-09-04,Elstar,0")


@pytest.fixture
def south(tmp_path):
    return sheet(tmp_path / "south.csv", "2025-09-05,GOLDEN DELICIOUS,7")


@pytest.fixture
def season(tmp_path):
    return tmp_path / "season.csv"


def sheet(path, *rows):
    path.write_text("\n".join(("day,variety,crates", *rows)) + "\n")
    return path


def join(season, *sheets):
    return main(["join", *map(str, sheets), "--output", str(season)])


def test_sheets_are_joined_in_their_order(north, south, season):
    assert join(season, north, south) == 0
    assert season.read_text().splitlines() == [
        "sheet,day,variety,crates",
        "north,2025-09-04,Gravensteiner,12",
        "north,2025-09-04,Elstar,0",
        "south,2025-09-05,Golden Delicious,7",
    ]


def test_a_new_season_replaces_the_old_one(north, south, season):
    join(season, north)
    join(season, south)
    assert "Gravensteiner" not in season.read_text()


@pytest.mark.parametrize("row", ["2025-09-04,topaz,many", "2025-09-04,topaz,-1", "2025-09-04,topas,3"])
def test_a_sheet_with_a_mistake_is_refused(tmp_path, north, season, row, capsys):
    bad = sheet(tmp_path / "valley.csv", "2025-09-04,topaz,2", row)
    assert join(season, north, bad) == 1
    assert f"{bad}:3" in capsys.readouterr().err


def test_a_join_that_fails_leaves_the_season_as_it_was(tmp_path, north, season):
    join(season, north)
    before = season.read_text()
    assert join(season, tmp_path / "none.csv", north) == 2
    assert season.read_text() == before
