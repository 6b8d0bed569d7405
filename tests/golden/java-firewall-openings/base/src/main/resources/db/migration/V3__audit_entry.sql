CREATE TABLE audit_entry (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    engineer varchar(80) NOT NULL,
    action   varchar(40) NOT NULL,
    subject  varchar(80) NOT NULL,
    at       timestamptz NOT NULL DEFAULT now()
);

REVOKE UPDATE, DELETE ON audit_entry FROM netops;
