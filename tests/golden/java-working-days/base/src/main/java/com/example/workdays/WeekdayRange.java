package com.example.workdays;

import java.time.LocalDate;
import java.util.stream.Stream;

/** The days from Monday to Friday between two dates, the last one not included. */
public record WeekdayRange(LocalDate from, LocalDate until) {
    public WeekdayRange {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(until + " is before " + from);
        }
    }

    public Stream<LocalDate> days() {
        return from.datesUntil(until).filter(date -> !Weekend.includes(date));
    }

    public long count() {
        return days().count();
    }
}
