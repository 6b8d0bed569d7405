package com.example.apiary;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/** What was found in a hive; without a number of mites when nobody counted. */
public record Inspection(int hive, LocalDate day, BigDecimal weight, Integer mites, Temper temper, String note) {
    public enum Temper {
        CALM,
        NERVOUS,
        AGGRESSIVE
    }

    public Inspection {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(temper, "temper");
        Objects.requireNonNull(note, "note");
    }
}
