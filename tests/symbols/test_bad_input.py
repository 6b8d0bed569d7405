import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_routes import FIXTURES, files

from app.domain.path_template import joined, path_template
from app.symbols.reading import read_code

ALL = {name: files(name) for name in sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())}
ONE_OF_EACH = ["a.py", "a.js", "a.jsx", "a.ts", "a.tsx", "a.mjs", "a.java", "a.go"]
HOSTILE = [
    "",
    "\x00\x01\x02",
    "\ufeff",
    "(" * 3_000,
    "@app.get(",
    "@app.get('/x'",
    "r = APIRouter(prefix=",
    "include_router(include_router(include_router(",
    "@Controller(\nclass A { @Get( ",
    "@RestController class A { @GetMapping({ ",
    "r := chi.NewRouter()\nr.Route(",
    'a = "\ud83d"'.encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "class A(A): x: int",
    "a = b\nb = a\napp = FastAPI()\n@app.get(a)\ndef f(): ...",
    "app.use(app); app.use('/x', app)",
]


@pytest.mark.parametrize("path", ONE_OF_EACH)
@pytest.mark.parametrize("text", HOSTILE)
def test_broken_code_declares_nothing_certain_and_breaks_nothing(path, text):
    code = read_code({path: text})

    assert [route for route in code.routes if not route.doubt] == []


@pytest.mark.parametrize("path", ["a.rs", "a.proto", "Makefile", "a", "a.py.txt", ".py/x", "a.PYX", "a.toml"])
def test_languages_that_are_not_read_never_meet_a_parser(path):
    assert read_code({path: "@app.get('/x')"}).files == ()


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_code_that_is_cut_off_anywhere_is_read(name, data):
    texts = dict(ALL[name])
    path = data.draw(st.sampled_from(sorted(texts)))
    texts[path] = texts[path][: data.draw(st.integers(0, len(texts[path])))] + data.draw(st.text(max_size=20))

    code = read_code(texts)

    for route in code.routes:
        line = texts[route.span.path].split("\n")[route.span.first - 1]
        assert route.quote == line.rstrip("\r")


def test_routers_that_mount_each_other_end():
    text = "a = APIRouter()\nb = APIRouter()\na.include_router(b)\nb.include_router(a)\n@a.get('/x')\ndef f(): ...\n"

    (route,) = read_code({"a.py": text}).routes

    assert route.doubt


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("/a/{id}", "/a/{id}"),
        ("a/:id/", "/a/{id}"),
        ("/a/<id>", "/a/{id}"),
        ("/a/<int:id>", "/a/{id}"),
        ("/a/{id:[0-9]{2,3}}/b", "/a/{id}/b"),
        ("/a/{id:\\d+/x}", "/a/{id}"),
        ("/a/:id(\\d+)", "/a/{id}"),
        ("/a/:id?", "/a/{id}"),
        ("/:from-:to", "/{from}-{to}"),
        ("/a/{slug}:expand", "/a/{slug}:expand"),
        ("/a?x=1", "/a"),
        ("https://example.org/a", "/a"),
        ("/Case/Kept", "/Case/Kept"),
        ("//a//b//", "/a/b"),
        ("/a/{rest...}", "/a/**"),
        ("/a/{rest:path}", "/a/**"),
        ("/a/*", "/a/**"),
        ("/a/{$}", "/a"),
        ("", "/"),
    ],
)
def test_paths_have_one_form(written, normal):
    assert str(path_template(written)) == normal


@given(st.text(max_size=60))
def test_any_text_is_a_path_and_its_form_is_stable(text):
    once = str(path_template(text))

    assert str(path_template(once)) == once


@given(st.lists(st.text("ab/", max_size=4), max_size=4))
def test_joined_parts_have_single_slashes_between_them(parts):
    assert joined(*parts).startswith("/")
    assert [one for one in joined(*parts).split("/") if one] == [
        one for part in parts for one in part.split("/") if one
    ]


@pytest.mark.parametrize(
    ("name", "path", "text", "mark"),
    [
        ("spring", "src/main/resources/application.yml", "", "context-path:"),
        ("nestjs", "src/app.module.ts", "RouterModule.register([])", ""),
        ("nestjs", "src/other.ts", "app.enableVersioning()", ""),
        ("nestjs", "src/second.ts", "app.setGlobalPrefix('v2')", ""),
        ("nestjs", "src/second.ts", "app.setGlobalPrefix('api', { exclude: ['x'] })", ""),
    ],
)
def test_what_moves_all_routes_takes_their_certainty(name, path, text, mark):
    code = read_code({**ALL[name], path: text}, [mark] if mark else [])

    assert code.routes
    assert [route.name for route in code.routes if not route.doubt] == []
