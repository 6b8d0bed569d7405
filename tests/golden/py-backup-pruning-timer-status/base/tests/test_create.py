from keepsake.cli import main
from keepsake.names import parsed


def test_a_directory_is_backed_up(tmp_path, capsys):
    source, target = tmp_path / "docs", tmp_path / "backups"
    source.mkdir()
    target.mkdir()
    assert main(["create", str(source), str(target), "--label", "docs"]) == 0
    (archive,) = target.iterdir()
    assert parsed(archive) is not None
    assert capsys.readouterr().out == f"{archive}\n"
