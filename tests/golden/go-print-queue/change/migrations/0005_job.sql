CREATE TABLE job (
    id       bigserial PRIMARY KEY,
    owner    text NOT NULL,
    document text NOT NULL,
    rank     smallint NOT NULL,
    printer  text,
    added_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX job_waiting ON job (owner, document)
    WHERE NOT (printer IS NOT NULL);
