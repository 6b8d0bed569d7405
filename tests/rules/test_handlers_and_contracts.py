"""Contracts beside what handlers take and write: the code is read as it is written, nothing is made up."""

import pytest
from test_operations_in_code import API, CODE, dossier

from app.rules import field_differs, status_differs

GO = """\
package a
type NewItem struct {
	Title string `json:"title"`
	Price float64 `json:"price"`
}
type Item struct {
	NewItem
	ID string `json:"id"`
	Stock int `json:"stock"`
}
"""
GIN = f"""{GO}
func add(c *gin.Context) {{
	var in NewItem
	if err := c.ShouldBindJSON(&in); err != nil {{
		c.JSON(400, gin.H{{"error": err.Error()}})
		return
	}}
	c.JSON(http.StatusCreated, Item{{NewItem: in}})
}}
func main() {{
	r := gin.Default()
	r.POST("/v1/items", add)
}}
"""
NET_HTTP = f"""{GO}
func add(w http.ResponseWriter, r *http.Request) {{
	var in NewItem
	json.NewDecoder(r.Body).Decode(&in)
	w.WriteHeader(http.StatusCreated)
	json.NewEncoder(w).Encode(Item{{NewItem: in}})
}}
func main() {{
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/items", add)
}}
"""
EXPRESS = """\
import express from 'express';
import { z } from 'zod';
const newItem = z.object({ title: z.string(), price: z.number().optional() });
interface Item { title: string; id: string; stock: number }
const app = express();
app.post('/v1/items', async (req, res) => {
  const parsed = newItem.parse(req.body);
  const item: Item = await add(parsed);
  res.status(201).json(item);
});
"""
FLASK = """\
from flask import Flask, jsonify, request
from pydantic import BaseModel
class NewItem(BaseModel):
    title: str
    price: float = 0
app = Flask(__name__)
@app.post('/v1/items')
def add():
    new = NewItem(**request.get_json())
    return jsonify({"title": new.title, "id": "1", "stock": 3}), 201
"""
WHOLE = {"go": GIN, "net/http": NET_HTTP, "ts": EXPRESS, "flask": FLASK}
ENDINGS = {"go": "a.go", "net/http": "a.go", "ts": "a.ts", "flask": "a.py"}


def told(rule, name, old="", new="", contract=API):
    code = WHOLE[name].replace(old, new) if old else WHOLE[name]
    assert not old or old in WHOLE[name]
    read = dossier(files={ENDINGS[name]: code, CODE: ""}, claims=["POST /v1/items"], contract=contract)
    return [finding.message.partition(": ")[2] or finding.message for finding in rule.check(read)]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("rule", [field_differs, status_differs])
def test_handlers_that_do_as_the_contract_says_are_not_mentioned(rule, name):
    assert told(rule, name) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("go", '	Stock int `json:"stock"`\n', "", "`stock` is missing, which the contract requires"),
        ("go", "Stock int ", "Stock string ", "`stock` is `string`, and integer in the contract"),
        ("go", "Stock int ", "Stock *int ", "`stock` may be null, and the contract requires a value"),
        ("go", '`json:"title"`', '`json:"name"`', "`title` is missing, which the contract requires"),
        ("net/http", "Stock int ", "Stock string ", "`stock` is `string`, and integer in the contract"),
        ("ts", "stock: number ", "", "`stock` is missing, which the contract requires"),
        ("ts", "z.number().optional()", "z.number()", "`price` is required by the code, and optional in the contract"),
        ("ts", "title: z.string()", "title: z.string(), more: z.string()", "`more` is required by the code and not in"),
        ("flask", ', "stock": 3', "", "`stock` is missing, which the contract requires"),
        ("flask", '"stock": 3', '"stock": "3"', '`stock` is `"3"`, and integer in the contract'),
        ("flask", "price: float = 0", "price: float", "`price` is required by the code, and optional in the contract"),
    ],
)
def test_fields_that_differ_are_told(name, old, new, said):
    assert any(said in message for message in told(field_differs, name, old, new))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("go", '`json:"title"`', ""),  # a reader of Go does not mind the case, and nobody writes it alone
        ("go", "Stock int ", "Stock Amount "),
        ("go", '	Price float64 `json:"price"`\n', ""),  # need not be there
        ("go", 'Stock int `json:"stock"`', 'Stock *int `json:"stock,omitempty"`'),
        ("go", "Item{NewItem: in}", "build(in)"),
        ("ts", "id: string; stock: number", "id: string; stock: number; more: string"),
        ("ts", "const item: Item", "const item"),
        ("flask", '"stock": 3', "**more"),
    ],
)
def test_what_is_the_same_or_not_certain_is_not_told(name, old, new):
    told_of_titles = [one for one in told(field_differs, name, old, new) if "title" not in one]

    assert told_of_titles == []


def test_a_field_of_a_request_has_any_case_in_go():
    fields = 'type Request struct {\n	Title string\n	Price float64 `json:"price"`\n}\n'

    assert told(field_differs, "go", "func add", f"{fields}func add", API) == []
    code = GIN.replace("func add", f"{fields}func add").replace("var in NewItem", "var in Request")
    read = dossier(files={"a.go": code.replace("NewItem: in", ""), CODE: ""}, claims=["POST /v1/items"])
    assert list(field_differs.check(read)) == []


def test_a_truth_that_go_leaves_out_when_it_is_false_is_told():
    contract = API.replace("stock: {type: integer}", "stock: {type: boolean}")

    assert any(
        "`stock` is left out where it is false (`omitempty`), and the contract requires it" in message
        for message in told(
            field_differs, "go", 'Stock int `json:"stock"`', 'Stock bool `json:"stock,omitempty"`', contract
        )
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "given"),
    [
        ("go", "http.StatusCreated", "http.StatusOK", 200),
        ("go", "http.StatusCreated", "202", 202),
        ("net/http", "	w.WriteHeader(http.StatusCreated)\n", "", 200),
        ("ts", "res.status(201).json(item)", "res.json(item)", 200),
        ("flask", ", 201", "", 200),
    ],
)
def test_another_status_of_success_is_told(name, old, new, given):
    assert told(status_differs, name, old, new) == [
        f"Code answers `POST /v1/items` with {given}, and the contract has 201"
    ]


@pytest.mark.parametrize("status", ["2XX", "default"])
def test_a_contract_that_leaves_room_is_met_by_any_status(status):
    contract = API.replace('"201":', f'"{status}":')

    assert told(status_differs, "flask", ", 201", "", contract) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("go", "http.StatusCreated", "status"),
        ("ts", "res.status(201).json(item)", "send(res, item)"),
        ("ts", "res.status(201)", "res.status(code)"),
        ("flask", ", 201", ", code"),
        ("flask", 'jsonify({"title": new.title, "id": "1", "stock": 3}), 201', "answer(new)"),
        ("net/http", "w.WriteHeader(http.StatusCreated)", "start(w)"),
    ],
)
def test_a_status_that_cannot_be_told_is_not_told(name, old, new):
    assert told(status_differs, name, old, new) == []


def test_a_status_is_told_with_both_lines():
    read = dossier(files={"a.py": FLASK.replace(", 201", ""), CODE: ""}, claims=["POST /v1/items"])

    (finding,) = status_differs.check(read)

    assert (finding.rule.code, finding.severity, finding.span.path, finding.span.first) == (
        "SPEC412",
        "warning",
        "a.py",
        7,
    )
    assert [(one.side, one.quote) for one in finding.citations] == [
        ("spec", '"201":'),
        ("code", "@app.post('/v1/items')"),
    ]
