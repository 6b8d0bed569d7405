"""The rules over contracts and code as they are written: nothing between them and the readers is made up."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_reviewed_feature, a_span, a_task, an_added_file

from app.domain.change import ChangedFile, Line
from app.domain.claim import Claim
from app.rules import extra_operation, field_differs, operation_differs, operation_not_in_code
from app.symbols.reading import read_code
from specs_schema.contracts.reader import read_contract
from specs_schema.formats import FeatureDir, read_feature

CONTRACT = f"{FEATURE}/contracts/openapi.yaml"
API = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /v1/items:
    get:
      responses:
        "200":
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Item"}}}}
    post:
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/NewItem"}}}
      responses:
        "201":
          content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}
  /v1/items/{item_id}:
    delete:
      responses: {"204": {description: gone}}
components:
  schemas:
    NewItem:
      type: object
      required: [title]
      properties:
        title: {type: string}
        price: {type: number}
        colour: {type: string, enum: [red, blue]}
    Item:
      allOf:
        - $ref: "#/components/schemas/NewItem"
        - type: object
          required: [id, stock]
          properties:
            id: {type: string}
            stock: {type: integer}
            secret: {type: string, writeOnly: true}
"""
HEAD = """\
from fastapi import FastAPI
from pydantic import BaseModel
class NewItem(BaseModel):
    title: str
    price: float = 0
    colour: str = "red"
class Item(NewItem):
    id: str
    stock: int
app = FastAPI()
"""
LIST = "@app.get('/v1/items')\ndef all_items() -> list[Item]: ...\n"
ADD = "@app.post('/v1/items', status_code=201)\ndef add_item(item: NewItem) -> Item: ...\n"
REMOVE = "@app.delete('/v1/items/{id}', status_code=204)\ndef remove(id: str) -> None: ...\n"
WHOLE = HEAD + LIST + ADD + REMOVE
CODE = "src/api.py"


def reviewed(*, claims=("GET /v1/items", "POST /v1/items", "DELETE /v1/items/{item_id}"), contract=API, path=CONTRACT):
    read, problems = read_contract(path, contract)
    assert problems == ()
    head = a_feature(contracts=(read,), tasks=(a_task("T001", "T001 Add the API", paths=(CODE,)),))
    return a_reviewed_feature(head, claims=tuple(Claim(one, "complete", "completes the task list") for one in claims))


def dossier(code=WHOLE, *, files=None, change=None, marks=(), complete=True, **fields):
    texts = files or {CODE: code}
    change = a_change(an_added_file(CODE, code.split("\n"))) if change is None else change
    feature = reviewed(**fields)
    read = read_code(texts, marks)
    documents = {CONTRACT: fields.get("contract", API)}
    return a_dossier(
        feature,
        change=change,
        code=type(read)(read.routes, read.models, read.files, complete=complete),
        texts=documents,
    )


def told(rule, *arguments, **fields):
    return [finding.message for finding in rule.check(dossier(*arguments, **fields))]


RULES = (operation_not_in_code, operation_differs, extra_operation, field_differs)


@pytest.mark.parametrize("rule", RULES)
def test_code_that_is_as_the_contract_says_is_not_mentioned(rule):
    assert told(rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_no_code_that_was_read_is_no_finding(rule):
    assert told(rule, "x = 1\n") == []


def test_a_claimed_operation_that_no_route_serves_is_told_with_where_it_was_looked_for():
    (finding,) = operation_not_in_code.check(dossier(HEAD + LIST + ADD))

    assert (
        finding.message
        == "No route serves `DELETE /v1/items/{item_id}`, which the change claims: completes the task list"
    )
    assert (finding.rule.code, finding.severity, finding.span.path, finding.span.first) == (
        "SPEC408",
        "warning",
        CONTRACT,
        16,
    )
    spec, search = finding.citations
    assert (spec.side, spec.quote, spec.span.first) == ("spec", "delete:", 16)
    assert (
        search.quote
        == "2 routes in 1 file read, none of this method and path; the nearest is `GET /v1/items` at src/api.py:11"
    )


def test_an_operation_that_nobody_claims_is_not_missing():
    assert told(operation_not_in_code, HEAD + LIST, claims=["GET /v1/items"]) == []


@pytest.mark.parametrize(
    "doubt",
    [
        "@app.delete(WHERE + '/{id}')\ndef remove(): ...\n",  # could be anything
        "r = APIRouter()\n@r.delete('/{id}')\ndef remove(): ...\n",  # the same end, under a prefix that is not known
        "app.include_router(make())\n",  # may serve anything
        "app.include_router(make(), prefix='/v1/items')\n",
        "@app.api_route('/v1/items/{id}', methods=METHODS)\ndef remove(): ...\n",
        "@app.delete('/v1/{rest:path}')\ndef remove(): ...\n",
        "@app.delete('/v1/{kind}/{id}')\ndef remove(): ...\n",  # takes `items` for `kind`
        "@app.delete('/api/v1/items/{id}')\ndef remove(): ...\n",  # a base path that the contract leaves out
        "@app.delete('/items/{id}')\ndef remove(): ...\n",  # a proxy that takes the beginning off
    ],
)
def test_a_route_that_could_be_the_operation_is_no_missing_operation(doubt):
    code = HEAD + LIST + ADD + doubt

    assert told(operation_not_in_code, code) == told(operation_differs, code) == []


@pytest.mark.parametrize(
    "harmless",
    [
        "app.include_router(make(), prefix='/auth')\n",
        "@app.delete('/{rest:path}')\ndef everything(): ...\n",
        "r = APIRouter()\n@r.delete('/users/{id}/friends')\ndef remove(): ...\n",
        "@app.get(WHERE)\ndef remove(): ...\n",
    ],
)
def test_what_cannot_be_the_operation_hides_nothing(harmless):
    assert len(told(operation_not_in_code, HEAD + LIST + ADD + harmless)) == 1


def test_code_that_was_not_read_as_a_whole_misses_nothing():
    assert told(operation_not_in_code, HEAD + LIST + ADD, complete=False) == []
    assert (
        told(operation_differs, HEAD + LIST + ADD + "@app.delete('/v1/item/{id}')\ndef f(): ...\n", complete=False)
        == []
    )


def test_another_service_of_the_repository_does_not_speak_for_this_one():
    other = "from flask import Flask\napp = Flask(__name__)\n@app.get('/health')\ndef health(): ...\n"

    assert told(operation_not_in_code, other) == []


MARKDOWN = "# API\n\n## GET /v1/items\n\nAll items.\n\n## DELETE /v1/items/{item_id}\n\nRemoves one.\n"


def test_operations_of_markdown_are_looked_for_where_one_of_them_is_served():
    fields = {"contract": MARKDOWN, "path": f"{FEATURE}/contracts/api.md"}

    assert len(told(operation_not_in_code, HEAD + LIST, **fields)) == 1
    assert told(operation_not_in_code, HEAD + ADD, **fields) == []


def test_a_method_that_differs_is_told_at_the_route():
    (finding,) = operation_differs.check(dossier(HEAD + LIST + ADD + REMOVE.replace("delete", "put")))

    assert (
        finding.message
        == "Code serves `PUT /v1/items/{id}` where the contract has `DELETE /v1/items/{item_id}`: another method"
    )
    assert (finding.rule.code, finding.span.path, finding.span.first, finding.subject) == (
        "SPEC409",
        CODE,
        15,
        "DELETE /v1/items/{item_id}",
    )
    assert [one.side for one in finding.citations] == ["spec", "code"]


@pytest.mark.parametrize("path", ["/v1/item/{id}", "/v1/Items/{id}", "/v1/items/all/{id}", "/v1/{id}"])
def test_a_path_that_differs_in_one_segment_is_told_once(path):
    code = HEAD + LIST + ADD + REMOVE.replace("/v1/items/{id}", path)

    assert told(operation_differs, code) == [
        f"Code serves `DELETE {path}` where the contract has `DELETE /v1/items/{{item_id}}`: another path"
    ]
    assert told(operation_not_in_code, code) == told(extra_operation, code) == []


@pytest.mark.parametrize(
    "path", ["/v1/orders/{id}", "/v2/users/{id}", "/v1/items/{id}/tags/{tag}", "/v1/items/{id}/all"]
)
def test_another_thing_is_no_variant(path):
    code = HEAD + LIST + ADD + REMOVE.replace("/v1/items/{id}", path)

    assert told(operation_differs, code) == []
    assert len(told(operation_not_in_code, code)) == 1


@pytest.mark.parametrize("other", [REMOVE.replace("delete", "put"), REMOVE.replace("items/", "items/all/")])
def test_a_route_beside_an_operation_that_nobody_claims_is_one_of_its_own(other):
    code, claims = HEAD + LIST + ADD + other, ["GET /v1/items"]

    assert told(operation_differs, code, claims=claims) == []
    assert len(told(extra_operation, code, claims=claims)) == 1


def test_a_route_that_was_there_before_is_only_taken_for_another_spelling():
    unchanged = a_change("src/other.py")
    method = HEAD + LIST + ADD + REMOVE.replace("delete", "put")
    spelling = HEAD + LIST + ADD + REMOVE.replace("items", "item")

    assert told(operation_differs, method, change=unchanged) == []
    assert len(told(operation_differs, spelling, change=unchanged)) == 1
    assert told(operation_differs, spelling, change=unchanged, claims=[]) == []


EXTRA = "@app.patch('/v1/items/{id}/price/history')\ndef history(id: str): ...\n"


def test_a_route_beside_the_contract_is_told_where_the_change_adds_it():
    (finding,) = extra_operation.check(dossier(WHOLE + EXTRA))

    assert finding.message == f"Change adds `PATCH /v1/items/{{id}}/price/history`, which `{CONTRACT}` does not have"
    assert (finding.rule.code, finding.severity, finding.span.first) == ("SPEC410", "notice", 17)


@pytest.mark.parametrize(
    "code",
    [
        WHOLE + "@app.get('/healthz')\ndef healthz(): ...\n",  # not where the contract is
        WHOLE + "@app.get('/v1/items/' + WORD)\ndef word(): ...\n",
        WHOLE + "@app.get('/api/v1/items')\ndef word(): ...\n",  # an operation, under a base path
    ],
)
def test_routes_that_the_contract_is_not_about_are_left_alone(code):
    assert told(extra_operation, code) == []


@pytest.mark.parametrize(("was", "messages"), [(EXTRA, 0), (EXTRA.replace("history", "past"), 1)])
def test_a_route_whose_line_only_moved_or_got_another_line_ending_is_not_added(was, messages):
    added = an_added_file(CODE, (WHOLE + EXTRA).split("\n"))
    removed = tuple(Line("removed", number, None, f"{line}\r") for number, line in enumerate(was.split("\n"), start=40))
    (hunk,) = added.hunks
    change = a_change(replace(added, status="modified", hunks=(replace(hunk, lines=(*hunk.lines, *removed)),)))

    assert len(told(extra_operation, WHOLE + EXTRA, change=change)) == messages


def test_a_route_in_a_file_that_nobody_plans_is_left_to_the_rule_about_such_files():
    change = a_change(an_added_file("src/zebra.py", (WHOLE + EXTRA).split("\n")))

    assert told(extra_operation, files={"src/zebra.py": WHOLE + EXTRA}, change=change) == []


def test_a_field_that_the_contract_requires_is_told_with_both_lines():
    (finding,) = field_differs.check(dossier(WHOLE.replace("    stock: int\n", "")))

    assert finding.message == (
        "`Item`, the response of `GET /v1/items`, is not what the contract says: "
        "`stock` is missing, which the contract requires"
    )
    assert (finding.rule.code, finding.severity, finding.span.first, finding.subject) == (
        "SPEC411",
        "warning",
        7,
        "GET /v1/items",
    )
    assert [(one.side, one.span.first, one.quote) for one in finding.citations] == [
        ("spec", 34, "stock: {type: integer}"),
        ("code", 7, "class Item(NewItem):"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("stock: int", "stock: str", "`stock` is `str`, and integer in the contract"),
        ("id: str", "id: list[str]", "`id` is `list[str]`, and string in the contract"),
        ("stock: int", "stock: int | None", "`stock` may be null, and the contract requires a value"),
        ("stock: int", "stock: Optional[int] = None", "`stock` may be null, and the contract requires a value"),
        ("price: float = 0", "price: float", "`price` is required by the code, and optional in the contract"),
        ("title: str", "title: str\n    owner: str", "`owner` is required by the code and not in the contract"),
        ("    title: str", "    name: str", "`title` is missing, which the contract requires"),
    ],
)
def test_fields_that_differ_are_told(old, new, said):
    assert any(said in message for message in told(field_differs, WHOLE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stock: int", "stock: float"),  # may be whole
        ("price: float = 0", "price: int = 0"),
        ("id: str", "id: UUID"),
        ("id: str", "id: Id"),  # whatever that is
        ("id: str", "id: str | int"),
        ("    colour: str = 'red'\n", ""),  # need not be given
        ("stock: int", "stock: int\n    more: str"),  # a response may say more
        ("stock: int", "amount: int = Field(alias='stock')"),
        ("stock: int", "amount: int = Field(alias=NAME)"),
        ("class Item(NewItem):", "class Item(NewItem, Other):"),
        ("    stock: int\n", "    model_config = ConfigDict(alias_generator=f)\n"),
        ("    stock: int\n", "    model_config = ConfigDict(extra='allow')\n"),
        ("    stock: int\n", "    @computed_field\n    def stock(self) -> int: ...\n"),
        ("-> list[Item]", "-> Page[Item]"),
        ("-> list[Item]", "-> Item"),  # a list in the contract: another kind of fault
    ],
)
def test_what_is_the_same_or_not_certain_is_not_told(old, new):
    code = WHOLE.replace(old, new)
    if "Page" in new or new == "-> Item":
        code = code.replace("    stock: int\n", "").replace(ADD, "")

    assert told(field_differs, code) == []


def test_of_several_successful_responses_the_one_of_the_routes_status_counts():
    later = '        "202":\n          content: {application/json: {schema: {$ref: "#/components/schemas/NewItem"}}}\n'
    contract = API.replace("  /v1/items/{item_id}:\n", f"{later}  /v1/items/{{item_id}}:\n")
    code = HEAD.replace("    stock: int\n", "") + ADD
    claims = ("POST /v1/items",)

    assert [message.split(" is not")[0] for message in told(field_differs, code, contract=contract, claims=claims)] == [
        "`Item`, the response of `POST /v1/items`,"
    ]
    assert told(field_differs, code.replace("=201", "=202"), contract=contract, claims=claims) == []
    assert told(field_differs, code.replace("=201", "=OURS"), contract=contract, claims=claims) == []


def test_bodies_that_share_no_field_are_different_things():
    code = WHOLE.replace("-> Item", "-> Receipt").replace(
        "app = ", "class Receipt(BaseModel):\n    number: int\napp = "
    )

    assert told(field_differs, code) == []


def test_a_difference_that_the_change_has_nothing_to_do_with_is_not_its_fault():
    code = WHOLE.replace("    stock: int\n", "")

    assert told(field_differs, code, change=a_change("src/other.py"), claims=[]) == []
    assert len(told(field_differs, code, change=a_change("src/other.py"))) == 1
    assert len(told(field_differs, code, claims=[])) == 1


def test_a_schema_that_several_operations_share_is_told_once():
    code = WHOLE.replace("    id: str\n", "")

    assert [message.split(",")[0] for message in told(field_differs, code)] == ["`Item`"]


@pytest.mark.parametrize("rule", RULES)
def test_a_deleted_feature_and_an_unread_file_are_no_findings(rule):
    gone = a_reviewed_feature(None)
    change = a_change(ChangedFile(CODE, "deleted"))

    assert list(rule.check(a_dossier(gone, change=change, code=read_code({CODE: WHOLE})))) == []


def test_the_models_of_the_example_lack_the_field_that_it_says(pytestconfig):
    example = pytestconfig.rootpath / "examples/rag-service"
    texts = {
        str(path.relative_to(folder)): path.read_text()
        for folder in (example / "base", example / "pull-request")
        for path in sorted(folder.rglob("*.*"))
        if path.suffix in {".py", ".md", ".yaml"}
    }
    directory = FeatureDir(dir="specs/002-grounded-answers", format="speckit", number="002")
    head, _ = read_feature(directory, {path: text for path, text in texts.items() if path.startswith(directory.dir)})
    code = read_code({path: text for path, text in texts.items() if path.startswith("src/")})
    change = a_change(an_added_file("src/ragline/answers/models.py", ["class Answer(ApiModel):"]))

    (finding,) = field_differs.check(
        a_dossier(a_reviewed_feature(head, dir=directory), change=change, code=code, texts=texts)
    )

    assert finding.subject == "POST /v1/answers"
    assert finding.message.endswith("`passages_considered` is missing, which the contract requires")
    assert finding.span == a_span("src/ragline/answers/models.py", 36)
