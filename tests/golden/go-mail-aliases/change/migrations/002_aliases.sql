CREATE TABLE aliases (
    address    text PRIMARY KEY CHECK (address = lower(address)),
    team       text NOT NULL,
    target     text NOT NULL CHECK (target <> address),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION aliases_have_an_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(NEW.team));
    IF (SELECT count(*) FROM aliases WHERE team = NEW.team) >= 25 THEN
        RAISE EXCEPTION 'team % has no alias left', NEW.team USING ERRCODE = '54000';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER aliases_have_an_end BEFORE INSERT ON aliases FOR EACH ROW EXECUTE FUNCTION aliases_have_an_end();
