package com.example.campus;

import java.math.BigDecimal;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class GradeController {
    private final Courses courses;
    private final JdbcTemplate database;

    GradeController(Courses courses, JdbcTemplate database) {
        this.courses = courses;
        this.database = database;
    }

    @PutMapping("/courses/{code}/exams/{exam}/grades/{student}")
    void enter(
            @PathVariable String code,
            @PathVariable String exam,
            @PathVariable String student,
            @RequestBody BigDecimal grade,
            Principal user) {
        Course course = courses.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!course.isTaughtBy(user.getName())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        database.update(
                "INSERT INTO grade (course, exam, student, grade) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (course, exam, student) DO UPDATE SET grade = excluded.grade",
                code, exam, student, grade);
    }
}
