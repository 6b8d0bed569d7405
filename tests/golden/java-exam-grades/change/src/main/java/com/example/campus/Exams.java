package com.example.campus;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class Exams {
    private final JdbcTemplate database;

    public Exams(JdbcTemplate database) {
        this.database = database;
    }

    /** How many registered students have no grade. */
    public int ungraded(String course, String exam) {
        return database.queryForObject(
                "SELECT count(*) FROM registration r"
                        + " LEFT JOIN grade g ON (g.course, g.exam, g.student) = (r.course, r.exam, r.student)"
                        + " WHERE r.course = ? AND r.exam = ? AND g.student IS NULL",
                Integer.class, course, exam);
    }

    /** Whether there is such an exam. */
    public boolean release(String course, String exam, Instant time) {
        return database.update(
                "UPDATE exam SET released_at = coalesce(released_at, ?) WHERE course = ? AND name = ?",
                Timestamp.from(time), course, exam) == 1;
    }

    public Optional<BigDecimal> releasedGrade(String course, String exam, String student) {
        return database.queryForList(
                        "SELECT g.grade FROM grade g JOIN exam e ON (e.course, e.name) = (g.course, g.exam)"
                                + " WHERE e.released_at IS NOT NULL AND g.course = ? AND g.exam = ? AND g.student = ?",
                        BigDecimal.class, course, exam, student)
                .stream()
                .findFirst();
    }
}
