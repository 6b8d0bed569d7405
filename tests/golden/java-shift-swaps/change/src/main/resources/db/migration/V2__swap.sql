CREATE SEQUENCE swap_seq INCREMENT BY 50;

ALTER TABLE shift ADD UNIQUE (id, nurse);

CREATE TABLE swap (
    id         bigint PRIMARY KEY,
    version    integer NOT NULL,
    shift      bigint NOT NULL UNIQUE,
    offered_by varchar(40) NOT NULL,
    taken_by   varchar(40),
    FOREIGN KEY (shift, offered_by) REFERENCES shift (id, nurse)
);
