CREATE TABLE lifts (
    id      text PRIMARY KEY,
    address text NOT NULL
);
