import sqlite3
from pathlib import Path


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(Path(__file__).with_name("schema.sql").read_text())
    return connection
