CREATE TABLE objects (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    inventory_number text NOT NULL UNIQUE,
    name text NOT NULL,
    acquired_on date
);
