CREATE TABLE declarations (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    container      text        NOT NULL REFERENCES containers (number),
    un_number      integer     NOT NULL CHECK (un_number BETWEEN 4 AND 3600),
    shipping_name  text        NOT NULL CHECK (char_length(shipping_name) BETWEEN 1 AND 200),
    technical_name text        CHECK (char_length(technical_name) BETWEEN 1 AND 200),
    class          text        NOT NULL CHECK (class ~ '^[1-9](\.[1-6])?$'),
    packing_group  text        CHECK (packing_group IN ('I', 'II', 'III')),
    net_mass_g     integer     NOT NULL CHECK (net_mass_g > 0),
    declared_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (container, un_number)
);
