CREATE TABLE charges (
    passage_id text        PRIMARY KEY,
    plate      text        NOT NULL,
    passed_at  timestamptz NOT NULL,
    cents      integer     NOT NULL CHECK (cents > 0),
    review     boolean     NOT NULL
);
