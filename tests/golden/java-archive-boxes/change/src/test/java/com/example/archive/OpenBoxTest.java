package com.example.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenBoxTest {
    private final Box box = new Box("N 12", "Ida", "C4", LocalDate.of(2030, 12, 31));
    private final Person max = new Person("Max", Set.of(Person.Role.READER));

    private static OpenBox on(String day) {
        return new OpenBox(Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void aClosedBoxIsForArchivistsAndItsDepositor() {
        assertThrows(Denied.class, () -> on("2030-12-31").run(max, box));
        assertEquals("C4", on("2031-01-01").run(max, box));
        assertEquals("C4", on("2030-12-31").run(new Person("Ida", Set.of()), box));
        assertEquals("C4", on("2030-12-31").run(new Person("Eva", Set.of(Person.Role.ARCHIVIST)), box));
    }
}
