import pytest

from shoebox.cli import main

NAME = "IMG_20250704_183012.jpg"


@pytest.fixture
def card(tmp_path):
    folder = tmp_path / "card" / "DCIM"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def disk(tmp_path):
    return tmp_path / "disk"


def sort(card, disk, *options):
    return main(["sort", *options, str(card.parent), str(disk)])


def files(disk):
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())


def test_a_photo_goes_into_the_folder_of_its_month(card, disk):
    (card / NAME).write_bytes(b"sea")
    assert sort(card, disk) == 0
    assert (disk / "2025" / "07" / NAME).read_bytes() == b"sea"
    assert (card / NAME).exists()


def test_a_card_is_sorted_again(card, disk):
    (card / NAME).write_bytes(b"sea")
    sort(card, disk)
    assert sort(card, disk) == 0
    assert files(disk) == [f"2025/07/{NAME}"]


def test_photos_of_the_same_name(card, disk):
    for folder, content in (("100", b"sea"), ("101", b"hill")):
        (card / folder).mkdir()
        (card / folder / NAME).write_bytes(content)
    assert sort(card, disk) == 0
    assert files(disk) == ["2025/07/IMG_20250704_183012-1.jpg", f"2025/07/{NAME}"]


@pytest.mark.parametrize("name", ["cat.JPEG", "IMG_20251340_000000.heic"])
def test_a_photo_without_a_date(card, disk, name):
    (card / name).write_bytes(b"cat")
    sort(card, disk)
    assert files(disk) == [f"undated/{name}"]


def test_a_dry_run_copies_nothing(card, disk, capsys):
    (card / NAME).write_bytes(b"sea")
    assert sort(card, disk, "--dry-run") == 0
    assert capsys.readouterr().out == f"{card / NAME} -> {disk / '2025' / '07' / NAME}\n"
    assert not disk.exists()


def test_a_card_that_is_not_there(tmp_path, disk):
    assert main(["sort", str(tmp_path / "none"), str(disk)]) == 2


def test_the_others_are_copied(card, disk, capsys):
    disk.mkdir()
    (disk / "undated").write_text("in the way")
    (card / "cat.jpg").write_bytes(b"cat")
    (card / NAME).write_bytes(b"sea")
    assert sort(card, disk) == 1
    assert "cat.jpg" in capsys.readouterr().err
    assert (disk / "2025" / "07" / NAME).exists()
