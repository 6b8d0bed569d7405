package com.example.campus;

import java.math.BigDecimal;
import java.security.Principal;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/courses/{code}/exams/{exam}")
class ReleaseController {
    private final Exams exams;
    private final Clock clock;

    ReleaseController(Exams exams, Clock clock) {
        this.exams = exams;
        this.clock = clock;
    }

    @PostMapping("/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String code, @PathVariable String exam) {
        if (exams.ungraded(code, exam) > 0) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "not all grades are entered");
        }
        if (!exams.release(code, exam, clock.instant())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @GetMapping("/grade")
    BigDecimal grade(@PathVariable String code, @PathVariable String exam, Principal student) {
        return exams.releasedGrade(code, exam, student.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
