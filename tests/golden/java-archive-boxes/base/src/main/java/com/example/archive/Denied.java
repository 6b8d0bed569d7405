package com.example.archive;

/** Says that somebody may not do what they asked for. */
public class Denied extends RuntimeException {
    public Denied(String message) {
        super(message);
    }
}
