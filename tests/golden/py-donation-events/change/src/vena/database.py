import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS donors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS appointments (
    id INTEGER PRIMARY KEY,
    donor_id INTEGER NOT NULL REFERENCES donors (id),
    starts_at TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS donations (
    bag TEXT PRIMARY KEY,
    donor_id INTEGER NOT NULL REFERENCES donors (id),
    volume_ml INTEGER NOT NULL,
    discarded_because TEXT
);
CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    payload TEXT NOT NULL
);
"""


def connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    return connection
