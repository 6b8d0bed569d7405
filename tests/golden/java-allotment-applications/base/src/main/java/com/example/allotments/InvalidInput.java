package com.example.allotments;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class InvalidInput {
    record WrongField(String field, String message) {}

    record Problem(List<WrongField> errors) {}

    @ExceptionHandler(MethodArgumentNotValidException.class)
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    Problem wrongFields(MethodArgumentNotValidException error) {
        return new Problem(error.getBindingResult().getFieldErrors().stream()
                .map(wrong -> new WrongField(wrong.getField(), wrong.getDefaultMessage()))
                .toList());
    }
}
