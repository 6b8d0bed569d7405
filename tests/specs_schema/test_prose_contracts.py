"""Contracts in Markdown: which operations they have, and which of their fields are certain."""

import pytest

from specs_schema.contracts.prose import read_prose
from specs_schema.contracts.prose_fields import json_type

PATH = "specs/001-a/contracts/api.md"
OPERATION = """\
# API

## POST /v1/answers

Asks a question.

### Request

| Field | Type | Required | Notes |
| --- | --- | --- | --- |
| `question` | string | yes | what is asked |
| `limit` | integer | no | |
| `filter.tags[]` | string[] | no | |
| `strict?` | boolean | yes | |

**Query parameters**:

- `page` (integer, required)
- `order`: string, `asc` or `desc`
- `scope`: required by policy

### Response (201 Created)

- `id` (uuid, required): its name
- `text`: string
- Citations come as a list
- `notes` (whatever)

### Errors

- `code` (string, required)

```json
{"not": "read"}
```
"""


def operations(text):
    return read_prose(PATH, text).operations


def fields(found):
    return [(one.name, one.type, one.required, one.where, one.span.first) for one in found]


def test_tables_and_lists_below_what_says_whose_they_are_become_the_fields_of_the_operation():
    (operation,) = operations(OPERATION)
    (response,) = operation.responses

    assert fields(operation.request) == [
        ("question", "string", True, "body", 11),
        ("limit", "integer", False, "body", 12),
        ("filter.tags[]", "string[]", False, "body", 13),
        ("strict", "boolean", False, "body", 14),
    ]
    assert fields(operation.parameters) == [
        ("page", "integer", True, "query", 18),
        ("order", "string", False, "query", 19),
        ("scope", "", False, "query", 20),
    ]
    assert (response.status, fields(response.fields)) == (
        "201",
        [
            ("id", "uuid", True, "field", 24),
            ("text", "string", False, "field", 25),
            ("notes", "", False, "field", 27),
        ],
    )


@pytest.mark.parametrize(
    "label",
    [
        "### Errors",
        "### Error response",
        "### Response (404)",
        "Response 400:",
        "**Rules**",
        "Some text about a request.",
    ],
)
def test_what_stands_below_another_label_is_no_field(label):
    (operation,) = operations(f"## GET /a\n\n{label}\n\n- `id` (string, required)\n")

    assert (operation.request, operation.parameters, operation.responses) == ((), (), ())


@pytest.mark.parametrize(
    "label", ["### Response", "Response 200:", "**Success response** (200):", "Returns:", "### 返回"]
)
def test_a_response_is_called_by_many_names(label):
    (operation,) = operations(f"## GET /a\n\n{label}\n\n- `id` (string)\n")

    assert [one.fields[0].name for one in operation.responses] == ["id"]


def test_items_below_an_item_that_is_a_label_are_its_fields():
    (operation,) = operations("## PUT /a\n\n- Body:\n  - `title` (string, required)\n- Response:\n  - `id`: integer\n")

    assert [one.name for one in operation.request] == ["title"]
    assert [[one.name for one in response.fields] for response in operation.responses] == [["id"]]


@pytest.mark.parametrize("header", ["Field | Notes", "Rule | Type", "Header | Required"])
def test_a_table_with_other_columns_is_evidence_and_no_list_of_fields(header):
    (operation,) = operations(f"## PUT /a\n\n### Body\n\n| {header} |\n| --- | --- |\n| title | string |\n")

    assert operation.request == ()


@pytest.mark.parametrize(
    "table",
    [
        "| Method | Path | Purpose |\n| --- | --- | --- |\n| `GET` | `/items` | all |\n| POST | /items | one |\n",
        "| # | 方法 · 路径 | 入 |\n| --- | --- | --- |\n| 1 | GET `/items` | - |\n| 2 | POST `/items` | - |\n",
        "| Endpoint | Purpose |\n| --- | --- |\n| `GET /items` | all |\n| `POST /items` | one |\n",
        "| Endpoint | HTTP method |\n| --- | --- |\n| /items | GET |\n| /items | POST |\n",
    ],
)
def test_rows_with_a_method_and_a_path_are_operations(table):
    found = operations(f"# API\n\n{table}")

    assert [(one.id, one.method, one.path, one.span.first) for one in found] == [
        ("GET /items", "GET", "/items", 5),
        ("POST /items", "POST", "/items", 6),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Endpoint | Method | Status |\n| --- | --- | --- |\n| /items | GET | done |\n",  # a stocktaking
        "| Method | Path | Notes |\n| --- | --- | --- |\n| GET | /items | Deprecated |\n",
        "| HTTP method | Status code |\n| --- | --- |\n| GET | 200 |\n",
        "| Action | Call |\n| --- | --- |\n| List | GET /items |\n",
        "| Method | Path |\n| --- | --- |\n| GET or POST | /items |\n",
    ],
)
def test_other_tables_bring_no_operation(table):
    assert operations(f"# API\n\n{table}") == ()


def test_a_row_of_what_has_a_heading_counts_once_even_without_the_base_path():
    table = "| Method | Path |\n| --- | --- |\n| GET | /items |\n| GET | /others |\n"

    assert [(one.key, one.span.first) for one in operations(f"{table}\n## GET /api/items\n")] == [
        ("GET /others", 4),
        ("GET /api/items", 6),
    ]


def test_what_is_asked_in_the_address_is_no_part_of_the_path():
    (operation,) = operations("## GET /items?page=1\n")

    assert (operation.id, operation.path) == ("GET /items?page=1", "/items")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("string", "string"), ("`UUID`", "string"), ("Int", "integer"), ("decimal", "number"), ("Answer[]", "array"),
        ("array<string>", "array"), ("list of names", "array"), ("string (ISO 8601)", "string"), ("Answer", ""),
        ("string | null", ""), ("", ""),
    ],
)  # fmt: skip
def test_only_plain_types_have_a_json_type(written, expected):
    assert json_type(written) == expected
