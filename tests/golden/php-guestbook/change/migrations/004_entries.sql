CREATE TABLE entries (
    id integer PRIMARY KEY AUTOINCREMENT,
    name text,
    text text NOT NULL,
    written_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
