from collections.abc import Callable
from datetime import date

from reuse.items import Item, Receipt


class Gone(Exception):
    """The item was handed out, or is not offered any more."""


class Yard:
    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self.today = today
        self._items: dict[int, Item] = {}

    def take_in(self, what: str, hall: str, brought_on: date) -> Item:
        item = Item(len(self._items) + 1, what, hall, brought_on)
        self._items[item.id] = item
        return item

    def search(self, words: str, hall: str | None) -> list[Item]:
        today = self.today()
        found = [item for item in self._items.values() if item.is_offered(today) and item.matches(words)]
        if hall is not None:
            found = [item for item in found if item.hall == hall]
        return sorted(found, key=lambda item: (item.brought_on, item.id), reverse=True)

    def hand_out(self, item_id: int, receipt: Receipt) -> Item:
        item = self._items[item_id]
        if not item.is_offered(self.today()):
            raise Gone
        item.receipt = receipt
        return item
