import pytest
from test_routes import files

from app.symbols.reading import read_code


@pytest.fixture(scope="module")
def read():
    return {name: read_code(files(name)) for name in ("fastapi", "nestjs", "spring", "go_http")}


def fields(code, name):
    (model,) = (one for one in code.models if one.name == name)
    return [(one.name, one.kinds, one.optional, one.nullable) for one in model.fields]


def doubts(code):
    return {one.name: one.doubt for one in code.models if one.doubt}


def test_pydantic_models_have_the_fields_of_their_bases_too(read):
    assert fields(read["fastapi"], "Item") == [
        ("title", ("string",), False, False),
        ("price", ("number",), False, False),
        ("tags", ("array",), True, False),
        ("note", ("string",), True, True),
        ("colour", ("string",), True, False),
        ("id", ("integer",), False, False),
        ("addedAt", ("string",), False, False),
        ("stock", ("integer",), False, True),
    ]


def test_what_renames_fields_or_cannot_be_seen_is_no_certain_model(read):
    assert doubts(read["fastapi"]) == {
        "Renamed": "an alias generator renames its fields",
        "Other": "what it inherits from `Unknown` was not read",
    }


def test_a_request_may_give_a_field_by_its_own_name(read):
    (item,) = (one for one in read["fastapi"].models if one.name == "Item")

    assert [(one.name, one.also) for one in item.fields if one.also] == [("addedAt", "added_at")]


def test_a_field_is_quoted_from_its_line(read):
    (item,) = (one for one in read["fastapi"].models if one.name == "Item")

    assert (item.quote, item.span.first) == ("class Item(NewItem):", 19)
    assert (item.fields[-1].quote, item.fields[-1].span.first) == ("    stock: int | None", 22)


def test_classes_interfaces_and_types_of_typescript_are_read(read):
    code = read["nestjs"]

    assert fields(code, "ItemDto") == [
        ("title", ("string",), False, False),
        ("price", ("number",), True, False),
        ("tags", ("array",), True, False),
        ("owner", (), False, True),
        ("id", ("number",), False, False),
    ]
    assert fields(code, "Owner") == [("name", ("string",), False, False), ("born", ("string",), True, False)]
    assert fields(code, "Tag") == [("word", ("string",), False, False), ("weight", ("string",), False, False)]
    assert doubts(code)["PartialItemDto"] == "what it inherits from `PartialType(CreateItemDto)` was not read"


def test_zod_objects_are_read(read):
    assert fields(read["nestjs"], "Stock") == [
        ("count", ("integer",), False, False),
        ("note", ("string",), True, True),
        ("parts", ("array",), True, False),
        ("odd", (), False, False),
    ]


def test_records_and_classes_of_java_are_read(read):
    assert fields(read["spring"], "Item") == [
        ("id", ("integer",), True, False),
        ("title", ("string",), True, False),
        ("priceInCents", ("integer",), True, False),
        ("tags", ("array",), True, False),
    ]
    assert fields(read["spring"], "NewItem") == [
        ("title", ("string",), False, False),
        ("notes", ("object",), True, False),
    ]


def test_structs_of_go_are_read_with_what_they_embed(read):
    assert fields(read["go_http"], "Item") == [
        ("owner", ("string",), False, False),
        ("id", ("integer",), False, False),
        ("title", ("string",), True, False),
        ("price", ("number",), True, True),
        ("Tags", ("array",), False, False),
    ]


def bodies(code):
    return {
        one.name: (
            one.request_model.partition("#")[2],
            one.takes_list,
            one.response_model.partition("#")[2],
            one.gives_list,
        )
        for one in code.routes
        if one.request_model or one.response_model
    }


def test_routes_of_fastapi_know_their_bodies(read):
    assert bodies(read["fastapi"]) == {
        "GET /api/v1/items": ("", False, "Item", True),
        "POST /api/v1/items": ("NewItem", False, "Item", False),
        "PUT /api/v1/items/{item_id}": ("NewItem", False, "", False),
    }


def test_routes_of_nestjs_and_spring_know_their_bodies(read):
    assert bodies(read["nestjs"]) == {
        "GET /api/items": ("", False, "ItemDto", True),
        "GET /api/items/{id}": ("", False, "ItemDto", False),
        "POST /api/items": ("CreateItemDto", False, "", False),
    }
    assert bodies(read["spring"]) == {
        "GET /api/items": ("", False, "Item", True),
        "GET /api/items/{id}": ("", False, "Item", False),
        "POST /api/items": ("NewItem", False, "Item", False),
        "POST /api/items/new": ("NewItem", False, "Item", False),
    }


def test_statuses_are_read_as_numbers(read):
    assert (
        statuses(read["fastapi"]).items()
        >= {"POST /api/v1/items": (201,), "PUT /api/v1/items/{item_id}": (200,)}.items()
    )
    assert statuses(read["nestjs"])["POST /api/items"] == (204,)
    assert statuses(read["spring"])["POST /api/items/new"] == (201,)


def statuses(code):
    return {one.name: one.statuses for one in code.routes if not one.doubt}


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("a.py", "app = FastAPI()\n@app.post('/x')\ndef f() -> Item: ...\n", (200,)),
        ("a.py", "app = FastAPI()\n@app.post('/x')\ndef f() -> ItemResponse: ...\n", (200,)),
        ("a.py", "app = FastAPI()\n@app.post('/x')\ndef f(response: Response): ...\n", ()),
        ("a.py", "app = FastAPI()\n@app.post('/x')\ndef f():\n    return JSONResponse({}, 201)\n", ()),
        ("a.py", "app = FastAPI()\n@app.post('/x', **options)\ndef f(): ...\n", ()),
        ("a.ts", "@Controller('x')\nclass A {\n  @Post()\n  f(): B {}\n}\n", (201,)),
        ("a.ts", "@Controller('x')\nclass A {\n  @Get()\n  f(): B {}\n}\n", (200,)),
        ("a.ts", "@Controller('x')\nclass A {\n  @Post()\n  f(@Res() res: Response) {}\n}\n", ()),
        ("A.java", '@RestController class A {\n@PostMapping("/x")\nItem f() { return null; }\n}\n', (200,)),
        ("A.java", '@RestController class A {\n@PostMapping("/x")\nResponseEntity<Item> f() {}\n}\n', ()),
    ],
)
def test_where_nothing_says_a_status_it_is_that_of_the_framework_or_none(path, text, wanted):
    (route,) = read_code({path: text}).routes

    assert route.statuses == wanted
