from gazetteer.directory import Directory
from gazetteer.places import read_places

LINES = ["Zürich\tCH\t443037", "Springfield\tUS\t114394", "Springfield\tUS\t59357"]


def test_names_are_found_without_marks():
    directory = Directory(read_places(LINES))
    assert [place.country for place in directory.find("zurich ")] == ["CH"]
    assert len(directory.find("SPRINGFIELD")) == 2
    assert directory.find("Spring") == []
