package com.example.campus;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class Courses {
    private final JdbcTemplate database;

    public Courses(JdbcTemplate database) {
        this.database = database;
    }

    public Optional<Course> find(String code) {
        Set<String> lecturers =
                new HashSet<>(database.queryForList("SELECT name FROM lecturer WHERE course = ?", String.class, code));
        return database
                .query(
                        "SELECT code, title FROM course WHERE code = ?",
                        (row, index) -> new Course(row.getString("code"), row.getString("title"), lecturers),
                        code)
                .stream()
                .findFirst();
    }
}
