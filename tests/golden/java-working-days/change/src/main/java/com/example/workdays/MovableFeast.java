package com.example.workdays;

import java.time.LocalDate;
import java.time.Month;

/** Feasts that lie so many days after Easter Sunday, or before it. */
enum MovableFeast {
    GOOD_FRIDAY(-2),
    EASTER_MONDAY(1),
    ASCENSION(39),
    WHIT_MONDAY(50);

    private final int days;

    MovableFeast(int days) {
        this.days = days;
    }

    LocalDate in(int year) {
        return easterSunday(year).plusDays(days);
    }

    /** By Carl Friedrich Gauss, with the numbers that hold from 1900 to 2099. */
    static LocalDate easterSunday(int year) {
        int moon = (19 * (year % 19) + 24) % 30;
        int week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
        int day = 22 + moon + week;
        if (day == 57 || day == 56 && moon == 28 && year % 19 > 10) {
            day -= 7;
        }
        return LocalDate.of(year, Month.MARCH, 1).plusDays(day - 1L);
    }
}
