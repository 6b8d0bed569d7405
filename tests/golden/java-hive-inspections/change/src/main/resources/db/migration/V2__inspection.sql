CREATE TABLE inspection (
    hive   integer       NOT NULL REFERENCES hive (number) ON DELETE CASCADE,
    day    date          NOT NULL,
    weight numeric(4, 1) NOT NULL CHECK (weight BETWEEN 0 AND 200),
    mites  integer       CHECK (mites >= 0),
    temper varchar(10)   NOT NULL CHECK (temper IN ('CALM', 'NERVOUS', 'AGGRESSIVE')),
    note   varchar(2000) NOT NULL DEFAULT '',
    PRIMARY KEY (hive, day)
);
