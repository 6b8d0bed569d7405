package com.example.workdays;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The working days of a region. */
public final class Workdays {
    private static final Set<MonthDay> EVERYWHERE = Set.of(
            MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(10, 3), MonthDay.of(12, 25), MonthDay.of(12, 26));
    private static final MonthDay EPIPHANY = MonthDay.of(1, 6);
    private static final Set<Region> WITH_EPIPHANY = EnumSet.of(Region.BW, Region.BY, Region.ST);

    private final Region region;

    private Workdays(Region region) {
        this.region = region;
    }

    public static Workdays in(Region region) {
        return new Workdays(region);
    }

    public boolean include(LocalDate date) {
        return !Weekend.includes(date) && !isHoliday(date);
    }

    /** The working day that is so many after the date; with 0 the first one that is not before it. */
    public LocalDate after(LocalDate date, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("cannot go back " + -count + " working days");
        }
        return Stream.iterate(date, day -> day.plusDays(1))
                .skip(Math.min(count, 1))
                .filter(this::include)
                .skip(Math.max(count - 1, 0))
                .findFirst()
                .orElseThrow();
    }

    private boolean isHoliday(LocalDate date) {
        MonthDay day = MonthDay.from(date);
        return EVERYWHERE.contains(day)
                || EPIPHANY.equals(day) && WITH_EPIPHANY.contains(region)
                || Stream.of(MovableFeast.values()).anyMatch(feast -> date.equals(feast.in(date.getYear())));
    }
}
