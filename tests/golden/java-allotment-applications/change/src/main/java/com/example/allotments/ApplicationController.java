package com.example.allotments;

import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ApplicationController {
    record Receipt(UUID reference) {}

    private final Applications applications;

    ApplicationController(Applications applications) {
        this.applications = applications;
    }

    @PostMapping("/applications")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt apply(@RequestBody @Valid NewApplication form) {
        return new Receipt(applications.store(form));
    }

    @ExceptionHandler(Applications.AlreadyApplied.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    void alreadyApplied() {}
}
