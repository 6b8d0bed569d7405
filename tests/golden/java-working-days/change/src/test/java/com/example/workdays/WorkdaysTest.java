package com.example.workdays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkdaysTest {
    @ParameterizedTest
    @CsvSource({
        "BE, 2026-04-02, 1, 2026-04-07",
        "BE, 2026-10-30, 1, 2026-11-02",
        "BY, 2026-01-05, 1, 2026-01-07",
        "BE, 2026-01-05, 1, 2026-01-06",
        "BE, 2026-05-13, 2, 2026-05-18",
        "BE, 2026-12-24, 0, 2026-12-24",
        "BE, 2026-12-25, 0, 2026-12-28",
    })
    void workingDaysAreAdded(Region region, LocalDate date, int count, LocalDate expected) {
        assertEquals(expected, Workdays.in(region).after(date, count));
    }

    @ParameterizedTest
    @CsvSource({"1900-04-15", "1954-04-18", "1981-04-19", "2000-04-23", "2026-04-05", "2049-04-18", "2076-04-19"})
    void easterIsWorkedOut(LocalDate sunday) {
        assertEquals(sunday, MovableFeast.easterSunday(sunday.getYear()));
    }

    @Test
    void whitMondayIsNoWorkingDay() {
        assertFalse(Workdays.in(Region.HH).include(LocalDate.of(2026, 5, 25)));
        assertTrue(Workdays.in(Region.HH).include(LocalDate.of(2026, 5, 26)));
    }

    @Test
    void nobodyGoesBack() {
        Workdays workdays = Workdays.in(Region.BE);
        assertThrows(IllegalArgumentException.class, () -> workdays.after(LocalDate.of(2026, 1, 5), -1));
    }
}
