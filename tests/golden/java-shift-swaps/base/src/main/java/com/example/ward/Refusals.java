package com.example.ward;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
public class Refusals {
    @ExceptionHandler({DataIntegrityViolationException.class, OptimisticLockingFailureException.class, IllegalStateException.class})
    @ResponseStatus(HttpStatus.CONFLICT)
    void conflict() {}
}
