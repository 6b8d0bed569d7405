import pytest

from sumlist.digest import digest
from sumlist.verify import verify


@pytest.fixture
def listing(tmp_path):
    for name in ("a.tif", "b with spaces.tif", "c.tif"):
        (tmp_path / name).write_text(name)
    listing = tmp_path / "SHA256"
    listing.write_text("".join(f"{digest(file)}  {file.name}\n" for file in sorted(tmp_path.glob("*.tif"))))
    return listing


def test_every_file_is_told(listing, capsys):
    (listing.parent / "a.tif").write_text("other")
    (listing.parent / "c.tif").unlink()
    assert verify(listing) == 1
    assert capsys.readouterr().out == "DIFFERS a.tif\nOK b with spaces.tif\nMISSING c.tif\n"


def test_large_letters_are_fine(listing):
    listing.write_text("".join(f"{line[:64].upper()}{line[64:]}\n" for line in listing.read_text().splitlines()))
    assert verify(listing) == 0
