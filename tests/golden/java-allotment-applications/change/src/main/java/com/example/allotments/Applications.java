package com.example.allotments;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class Applications {
    static final class AlreadyApplied extends RuntimeException {
        AlreadyApplied(Throwable cause) {
            super("this address has applied before", cause);
        }
    }

    private final JdbcTemplate database;

    Applications(JdbcTemplate database) {
        this.database = database;
    }

    UUID store(NewApplication form) {
        UUID reference = UUID.randomUUID();
        try {
            database.update(
                    "INSERT INTO application (reference, name, email, postcode, people, square_m)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    reference, form.name(), form.email(), form.postcode(), form.people(), form.squareMetres());
        } catch (DuplicateKeyException taken) {
            throw new AlreadyApplied(taken);
        }
        return reference;
    }
}
