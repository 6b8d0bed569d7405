"""Descriptions of interfaces are read where a crash cannot take anything down."""

from trapped import trapped

from app.domain.repository import Blob
from app.parsing.spec_reader import SpecReader

GOOD = b'{"openapi": "3.1.0", "paths": {"/a": {"get": {"responses": {}}}}}'


def read(**files):
    blobs = {f"{name}.json": Blob(f"{name}.json", name, data) for name, data in files.items()}
    return SpecReader("fork", reading=trapped).read([], blobs, [], [*blobs, "absent.json"]).descriptions


def test_a_description_has_its_operations():
    (description,) = read(good=GOOD).values()

    assert [one.id for one in description.operations] == ["GET /a"]


def test_a_description_that_kills_its_reader_has_no_model_and_takes_no_other_with_it():
    found = read(good=GOOD, bad=b'{"openapi": "SEGFAULT"}')

    assert found["bad.json"].model is None
    assert found["good.json"].model is not None


def test_a_description_that_is_no_utf_8_has_no_model():
    assert read(bad=b"\xff")["bad.json"].model is None
