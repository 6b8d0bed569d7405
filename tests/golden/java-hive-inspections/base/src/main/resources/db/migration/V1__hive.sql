CREATE TABLE hive (
    number integer      PRIMARY KEY CHECK (number > 0),
    place  varchar(120) NOT NULL
);
