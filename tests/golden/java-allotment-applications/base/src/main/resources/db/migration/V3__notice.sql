CREATE TABLE notice (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text      varchar(500) NOT NULL,
    posted_at timestamptz  NOT NULL DEFAULT now()
);
