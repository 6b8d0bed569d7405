import sqlite3


class NotInStock(Exception):
    """There is no such bag, or it was discarded."""


class Donations:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, bag: str, donor_id: int, volume_ml: int) -> None:
        self._connection.execute(
            "INSERT INTO donations (bag, donor_id, volume_ml) VALUES (?, ?, ?)", (bag, donor_id, volume_ml)
        )

    def discard(self, bag: str, reason: str) -> None:
        changed = self._connection.execute(
            "UPDATE donations SET discarded_because = ? WHERE bag = ? AND discarded_because IS NULL", (reason, bag)
        )
        if changed.rowcount == 0:
            raise NotInStock(bag)
