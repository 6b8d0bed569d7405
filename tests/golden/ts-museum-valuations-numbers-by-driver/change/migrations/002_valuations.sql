CREATE TABLE valuations (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    object_id integer NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
    amount numeric(12, 2) CHECK (amount >= 0),
    currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    valued_on date NOT NULL,
    expert text NOT NULL
);

CREATE INDEX valuations_by_day ON valuations (object_id, valued_on DESC, id DESC);
