CREATE TABLE application (
    reference   uuid         PRIMARY KEY,
    name        varchar(80)  NOT NULL,
    email       varchar(254) NOT NULL,
    postcode    char(5)      NOT NULL,
    people      smallint     NOT NULL,
    square_m    numeric      NOT NULL,
    received_at timestamptz  NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX application_email ON application (lower(email));
