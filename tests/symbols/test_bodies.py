"""Every fixture in `bodies` says behind `=>` what a route takes and gives, and with which statuses it answers."""

import re
from pathlib import Path

import pytest

from app.symbols.framework import frameworks
from app.symbols.reading import read_code

BODIES = Path(__file__).parent / "bodies"
_EXPECTED = re.compile(r"=> (\S+) (the object in line \d+|\S+)(?: ([\d,]+))?$")


def files(name):
    folder = BODIES / name
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.*")) if path.is_file()}


def expected(texts):
    return {
        (path, number, takes.rpartition(".")[2], gives.rpartition(".")[2], statuses or "")
        for path, text in texts.items()
        for number, line in enumerate(text.split("\n"), start=1)
        for takes, gives, statuses in _EXPECTED.findall(line)
    }


def found(code):
    return {
        (
            one.span.path,
            one.span.first,
            _said(one.request_model, one.takes_list),
            _said(one.response_model, one.gives_list),
            ",".join(map(str, one.statuses)),
        )
        for one in code.routes
    }


def _said(key, many):
    return (key.partition("#")[2] or "-") + ("[]" if many else "")


@pytest.mark.parametrize("name", sorted(path.name for path in BODIES.iterdir()))
def test_every_handler_is_read_for_what_it_takes_and_gives(name):
    texts = files(name)

    wanted = expected(texts)

    assert len(wanted) >= 4
    assert found(read_code(texts)) == wanted


def test_every_framework_that_reads_handlers_has_a_fixture():
    names = {one.name.lower().replace("net/http", "go_http") for one in frameworks() if one.handlers is not None}

    assert names == {path.name for path in BODIES.iterdir()}


GIN = """\
package a
type Item struct {
	Name string `json:"name"`
	Done bool `json:"done,omitempty"`
}
func get(c *gin.Context) {
BODY
}
func main() {
	r := gin.Default()
	r.GET("/x", get)
}
"""


def gin(body):
    (route,) = read_code({"a.go": GIN.replace("BODY", body)}).routes
    return route.response_model.partition("#")[2], route.statuses


def test_what_is_written_in_one_type_is_read():
    assert gin("c.JSON(200, Item{})") == ("Item", (200,))


@pytest.mark.parametrize(
    "body",
    [
        "c.JSON(200, other())",
        "c.JSON(200, Item{})\nc.JSON(201, 3)",
        "c.JSON(code, Item{})",
        "unknown(c)\nc.JSON(200, Item{})",
        "c.JSON(200, gin.H{key: 1})",
        "c.JSON(200, map[string]any{})",
        "var x Item\nx := other()\nc.JSON(200, x)",
        "c.File(path)\nc.JSON(200, Item{})",
        "get(c)\nc.JSON(200, Item{})",
        "for _, x := range items {\nc.JSON(200, x)\n}",
    ],
)
def test_what_may_be_written_otherwise_is_not_told(body):
    assert gin(body)[0] == ""


def test_a_type_that_writes_itself_has_no_certain_fields():
    text = (
        GIN.replace("BODY", "c.JSON(200, Item{})") + "func (i Item) MarshalJSON() ([]byte, error) { return nil, nil }\n"
    )

    code = read_code({"a.go": text})

    assert [one.doubt for one in code.models] == ["it writes itself"]
    assert [one.response_model for one in code.routes] == [""]


def test_packages_of_one_name_are_not_taken_for_each_other():
    text = 'package a\nimport "example.org/NAME/models"\nfunc get(c *gin.Context) { c.JSON(200, models.Item{}) }\n'
    main = 'func main() { gin.Default().GET("/x", get) }\n'
    files = {
        "a.go": text.replace("NAME", "shop") + main,
        "shop/models/m.go": 'package models\ntype Item struct { A int `json:"a"` }\n',
        "other/models/m.go": 'package models\ntype Item struct { B int `json:"b"` }\n',
    }

    (route,) = read_code(files).routes

    assert route.response_model == "shop/models/m.go#Item"
