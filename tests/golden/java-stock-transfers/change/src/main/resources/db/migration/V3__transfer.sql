CREATE TABLE transfer (
    id          uuid        PRIMARY KEY,
    source      varchar(20) NOT NULL,
    destination varchar(20) NOT NULL,
    article     varchar(40) NOT NULL,
    quantity    integer     NOT NULL CHECK (quantity > 0),
    clerk       varchar(80) NOT NULL,
    booked_at   timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (source, article) REFERENCES stock (depot, article),
    FOREIGN KEY (destination, article) REFERENCES stock (depot, article)
);
