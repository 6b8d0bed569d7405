import sqlite3

from sqlalchemy import Engine, create_engine, event


def connect(url: str) -> Engine:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _enforce_references(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")

    return engine
