CREATE TABLE IF NOT EXISTS readings (
    id INTEGER PRIMARY KEY,
    meter TEXT NOT NULL,
    day TEXT NOT NULL,
    kwh INTEGER NOT NULL CHECK (kwh >= 0),
    UNIQUE (meter, day)
);
