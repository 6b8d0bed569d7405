CREATE TABLE opening (
    id       uuid         PRIMARY KEY,
    zone     varchar(40)  NOT NULL REFERENCES zone (name),
    host     varchar(253) NOT NULL,
    port     integer      NOT NULL,
    last_day date         NOT NULL
);

CREATE INDEX opening_last_day ON opening (last_day);
