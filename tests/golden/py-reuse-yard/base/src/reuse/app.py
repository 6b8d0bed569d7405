from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, status

from reuse.bodies import ItemBody, NewItem, Taker
from reuse.items import Receipt
from reuse.yard import Gone, Yard


def create_app(yard: Yard) -> FastAPI:
    app = FastAPI(title="Reuse yard")

    @app.post("/items", status_code=status.HTTP_201_CREATED)
    def take_in(body: NewItem) -> ItemBody:
        if body.brought_on > yard.today():
            raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, "Nothing is brought tomorrow")
        return ItemBody.of(yard.take_in(body.what, body.hall, body.brought_on))

    @app.get("/items")
    def search(q: str = "", hall: Annotated[str | None, Query()] = None) -> list[ItemBody]:
        return [ItemBody.of(item) for item in yard.search(q, hall)]

    @app.post("/items/{item_id}/receipt", status_code=status.HTTP_201_CREATED)
    def hand_out(item_id: int, body: Taker) -> ItemBody:
        try:
            item = yard.hand_out(item_id, Receipt(body.name, body.card))
        except KeyError:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such item") from None
        except Gone:
            raise HTTPException(status.HTTP_409_CONFLICT, "The item is not here any more") from None
        return ItemBody.of(item)

    return app
