package com.example.apiary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.apiary.Inspection.Temper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

@JdbcTest
@AutoConfigureTestDatabase(replace = Replace.NONE)
@Import({Hives.class, Inspections.class})
class InspectionsTest {
    @Autowired
    private Hives hives;

    @Autowired
    private Inspections inspections;

    @BeforeEach
    void aHive() {
        hives.add(new Hive(7, "orchard"));
    }

    private static Inspection on(int dayOfMay, String weight, Integer mites) {
        return new Inspection(
                7, LocalDate.of(2026, 5, dayOfMay), new BigDecimal(weight), mites, Temper.CALM, "queen seen");
    }

    @Test
    void theLatestComesFirst() {
        inspections.enter(on(1, "31.5", 4));
        inspections.enter(on(10, "34.0", null));
        assertEquals(List.of(on(10, "34.0", null), on(1, "31.5", 4)), inspections.of(7));
    }

    @Test
    void aDayHasOneInspection() {
        inspections.enter(on(1, "31.5", 4));
        assertThrows(DuplicateKeyException.class, () -> inspections.enter(on(1, "31.6", 4)));
    }

    @Test
    void limitsAreKept() {
        inspections.enter(on(1, "200.0", 0));
        assertThrows(DataIntegrityViolationException.class, () -> inspections.enter(on(2, "200.1", 0)));
    }

    @Test
    void inspectionsGoWithTheirHive() {
        inspections.enter(on(1, "31.5", 4));
        hives.delete(7);
        assertEquals(List.of(), inspections.of(7));
    }
}
