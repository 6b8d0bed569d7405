from shoebox.cli import main


def test_equal_photos_are_counted_once(tmp_path, capsys):
    for name in ("a.jpg", "b.JPG", "note.txt"):
        (tmp_path / name).write_bytes(b"same")
    assert main(["count", "--distinct", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1\n"
