package com.example.depot;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class Transfers {
    private final JdbcTemplate database;

    Transfers(JdbcTemplate database) {
        this.database = database;
    }

    UUID record(String source, String destination, String article, int quantity, String clerk) {
        UUID id = UUID.randomUUID();
        database.update(
                "INSERT INTO transfer (id, source, destination, article, quantity, clerk) VALUES (?, ?, ?, ?, ?, ?)",
                id, source, destination, article, quantity, clerk);
        return id;
    }
}
