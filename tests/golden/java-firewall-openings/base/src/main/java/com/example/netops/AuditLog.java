package com.example.netops;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What auditors read; entries are never changed. */
@Component
public class AuditLog {
    private final JdbcTemplate database;

    public AuditLog(JdbcTemplate database) {
        this.database = database;
    }

    public void write(String engineer, String action, String subject) {
        database.update(
                "INSERT INTO audit_entry (engineer, action, subject) VALUES (?, ?, ?)", engineer, action, subject);
    }
}
