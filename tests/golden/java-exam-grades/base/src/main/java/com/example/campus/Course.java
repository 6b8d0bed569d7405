package com.example.campus;

import java.util.Set;

public record Course(String code, String title, Set<String> lecturers) {
    boolean isTaughtBy(String user) {
        return lecturers.contains(user);
    }
}
