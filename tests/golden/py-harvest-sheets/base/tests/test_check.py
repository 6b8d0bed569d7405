from orchard.cli import main


def test_a_sheet_in_order(tmp_path, capsys):
    sheet = tmp_path / "north.csv"
    sheet.write_text("day,variety,crates\n2025-09-04,gravensteiner,12\n")
    assert main(["check", str(sheet)]) == 0
    assert capsys.readouterr().out == "1 rows\n"


def test_a_variety_that_is_not_in_the_list(tmp_path, capsys):
    sheet = tmp_path / "north.csv"
    sheet.write_text("day,variety,crates\n2025-09-04,gravenstiner,12\n")
    assert main(["check", str(sheet)]) == 1
    assert f"{sheet}:2" in capsys.readouterr().err
