package com.example.allotments;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoticeController {
    record NewNotice(@NotBlank @Size(max = 500) String text) {}

    private final JdbcTemplate database;

    NoticeController(JdbcTemplate database) {
        this.database = database;
    }

    @PostMapping("/notices")
    @ResponseStatus(HttpStatus.CREATED)
    void post(@RequestBody @Valid NewNotice notice) {
        database.update("INSERT INTO notice (text) VALUES (?)", notice.text());
    }
}
