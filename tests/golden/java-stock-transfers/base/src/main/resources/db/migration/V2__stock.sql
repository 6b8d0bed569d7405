-- A row for each article that a depot carries.
CREATE TABLE stock (
    depot   varchar(20) NOT NULL,
    article varchar(40) NOT NULL,
    level   integer     NOT NULL CHECK (level >= 0),
    PRIMARY KEY (depot, article)
);
