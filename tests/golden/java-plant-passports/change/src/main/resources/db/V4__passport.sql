CREATE TABLE passport (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code           varchar(20) NOT NULL,
    botanical_name varchar(120) NOT NULL,
    plants         integer NOT NULL CHECK (plants > 0),
    kept_at        timestamptz NOT NULL
);

CREATE UNIQUE INDEX passport_code ON passport (lower(code));
