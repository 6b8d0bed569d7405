CREATE TABLE containers (
    number  text PRIMARY KEY CHECK (number ~ '^[A-Z]{3}[UJZ][0-9]{7}$'),
    voyage  text NOT NULL
);
