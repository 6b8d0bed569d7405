"""Fields of Markdown contracts beside the models of the code, with nothing made up between them and the readers."""

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_reviewed_feature, an_added_file

from app.domain.claim import Claim
from app.rules.field_differs import check
from app.symbols.reading import read_code
from specs_schema.contracts.reader import read_contract

PATH = f"{FEATURE}/contracts/api.md"
CODE = "src/api.py"
CONTRACT = """\
# API

## POST /v1/items

### Request

| Field | Type | Required |
| --- | --- | --- |
| `title` | string | yes |
| `price` | integer | no |

### Response 201

- `id` (string, required)
- `stock` (integer, required)
"""
HEAD = "from fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\n"
MODELS = (
    "class New(BaseModel):\n    title: str\n    price: float = 0\n    extra: int\nclass Item(BaseModel):\n    id: str\n"
)
ROUTE = "@app.post('/v1/items', status_code=201)\ndef add(item: New) -> Item: ...\n"
STOCK = "    stock: int\n"
WHOLE = HEAD + MODELS + STOCK + ROUTE


def told(code=WHOLE, contract=CONTRACT):
    read, problems = read_contract(PATH, contract)
    assert problems == ()
    feature = a_reviewed_feature(
        a_feature(contracts=(read,)), claims=(Claim("POST /v1/items", "complete", "completes the task list"),)
    )
    change = a_change(an_added_file(CODE, code.split("\n")))
    return list(check(a_dossier(feature, change=change, code=read_code({CODE: code}), texts={PATH: contract})))


def test_code_that_has_what_is_told_and_more_is_not_mentioned():
    assert told() == []


def test_a_required_field_that_a_model_lacks_is_told_with_the_line_of_the_contract():
    (finding,) = told(HEAD + MODELS + ROUTE)

    assert finding.message == (
        "`Item`, the response of `POST /v1/items`, is not what the contract says: "
        "`stock` is missing, which the contract requires"
    )
    assert finding.hint == f"Change `Item`, or the fields in `{PATH}`"
    assert [(one.side, one.span.first) for one in finding.citations] == [("spec", 15), ("code", 8)]


def test_a_type_that_has_no_value_in_common_is_told_at_the_field():
    (finding,) = told(WHOLE.replace("stock: int", "stock: list[str]"))

    assert finding.message.endswith(": `stock` is `list[str]`, and integer in the contract")
    assert (finding.span.path, finding.span.first) == (CODE, 10)


@pytest.mark.parametrize(
    ("code", "contract"),
    [
        (WHOLE.replace("price: float = 0", "other: int"), CONTRACT),  # not required
        (HEAD + MODELS + ROUTE, CONTRACT.replace("(integer, required)", "(integer)")),
        (HEAD + MODELS + ROUTE, CONTRACT.replace("Response 201", "Examples")),
        (HEAD + MODELS + ROUTE, CONTRACT.replace("- `stock`", "### Response 202\n\n- `stock`")),  # which of the two
        (HEAD + MODELS + ROUTE, CONTRACT.replace("`id`", "`data.id`").replace("`stock`", "`data.stock`")),
        (WHOLE.replace("stock: int", "stock: Unknown"), CONTRACT),
        (HEAD + MODELS.replace("    id: str", "    name: str") + ROUTE, CONTRACT),  # nothing in common
        (HEAD + MODELS + ROUTE.replace("-> Item", "-> list[Item]"), CONTRACT),
    ],
)
def test_what_is_not_told_plainly_is_no_finding(code, contract):
    assert told(code, contract) == []
