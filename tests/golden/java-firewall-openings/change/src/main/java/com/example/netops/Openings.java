package com.example.netops;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

@Repository
public class Openings {
    private static final RowMapper<Opening> ROW = (row, index) -> new Opening(
            row.getObject("id", UUID.class),
            row.getString("zone"),
            row.getString("host"),
            row.getInt("port"),
            row.getObject("last_day", LocalDate.class));

    private final JdbcTemplate database;

    public Openings(JdbcTemplate database) {
        this.database = database;
    }

    public void add(Opening opening) {
        database.update(
                "INSERT INTO opening (id, zone, host, port, last_day) VALUES (?, ?, ?, ?, ?)",
                opening.id(), opening.zone(), opening.host(), opening.port(), opening.lastDay());
    }

    /** Whether there was such an opening. */
    public boolean delete(UUID id) {
        return database.update("DELETE FROM opening WHERE id = ?", id) == 1;
    }

    public List<Opening> inForce(LocalDate today) {
        return database.query(
                "SELECT id, zone, host, port, last_day FROM opening WHERE last_day >= ? ORDER BY last_day, id",
                ROW, today);
    }
}
