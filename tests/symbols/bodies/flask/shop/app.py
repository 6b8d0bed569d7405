from dataclasses import asdict
from http import HTTPStatus

from flask import Flask, abort, jsonify, make_response, redirect, request

from shop.models import Item, NewItem, Point, Renamed, find, load

app = Flask(__name__)


@app.post("/items")  # => NewItem Item 201
def add():
    data = request.get_json()
    new = NewItem(**data)
    item = Item(id=1, title=new.title)
    return jsonify(item.model_dump()), 201


@app.get("/items")  # => - Item[] 200
def every():
    items: list[Item] = load()
    return jsonify([item.model_dump() for item in items])


@app.get("/items/<id>")  # => - Item 200
def one(id: str):
    item = find(id)
    if item is None:
        return {"error": "no such item"}, 404
    return item.model_dump(mode="json")


@app.put("/items/<id>")  # => NewItem Item 200
def put(id: str):
    new = NewItem.model_validate(request.get_json())
    return make_response(jsonify(Item(id=1, title=new.title).model_dump()), HTTPStatus.OK)


@app.delete("/items/<id>")  # => - - 204
def remove(id: str):
    if not id:
        abort(404)
    return "", 204


@app.get("/points")  # => - Point 200
def point():
    return asdict(Point(1, 2))


@app.get("/objects")  # => - the object in line 53 200
def objects():
    return jsonify({"id": 1, "title": "x", "tags": []})


@app.get("/renamed")  # => - - 200
def renamed():
    return Renamed(a=1).model_dump()


@app.get("/aliased")  # => - Renamed 200
def aliased():
    return Renamed(a=1).model_dump(by_alias=True)


@app.get("/left-out")  # => - - 200
def left_out():
    return find("1").model_dump(exclude={"id"}), 200


@app.get("/built")  # => - -
def built():
    body = {"id": 1}
    body["title"] = "x"
    return body


@app.post("/plain")  # => - -
def plain():
    return redirect("/")


@app.post("/unpacked")  # => - - 200
def unpacked():
    return jsonify({**request.json, "id": 1})
