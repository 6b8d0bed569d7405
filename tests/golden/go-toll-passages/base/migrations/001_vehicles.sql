CREATE TABLE vehicles (
    plate   text PRIMARY KEY,
    account text NOT NULL
);
