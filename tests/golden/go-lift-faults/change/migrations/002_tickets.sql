CREATE TABLE tickets (
    event_id    text        PRIMARY KEY,
    lift        text        NOT NULL,
    code        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    priority    text        NOT NULL CHECK (priority IN ('urgent', 'normal'))
);
