CREATE SEQUENCE shift_seq INCREMENT BY 50;

CREATE TABLE shift (
    id        bigint PRIMARY KEY,
    version   integer NOT NULL,
    nurse     varchar(40) NOT NULL,
    begins_at timestamptz NOT NULL
);
