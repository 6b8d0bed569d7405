package com.example.workdays;

import java.time.DayOfWeek;
import java.time.LocalDate;

public final class Weekend {
    private Weekend() {}

    public static boolean includes(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }
}
