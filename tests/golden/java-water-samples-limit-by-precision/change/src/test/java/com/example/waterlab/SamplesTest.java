package com.example.waterlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.dao.DataIntegrityViolationException;

@DataJpaTest
@AutoConfigureTestDatabase(replace = Replace.NONE)
class SamplesTest {
    @Autowired
    private Sites sites;

    @Autowired
    private Samples samples;

    @Autowired
    private EntityManager entities;

    private Site weir;

    @BeforeEach
    void aSite() {
        weir = sites.saveAndFlush(new Site("E-07", "Eider"));
    }

    private Sample sample(String label) {
        return new Sample(label, weir, Instant.parse("2026-02-03T08:30:00Z"), new BigDecimal("7.35"));
    }

    @Test
    void resultsAreKept() {
        Sample entered = sample("E-2026-0114");
        entered.measured("NO3", new BigDecimal("18.25"));
        Long id = samples.saveAndFlush(entered).id();
        entities.clear();
        Sample read = samples.findById(id).orElseThrow();
        assertEquals(new BigDecimal("7.35"), read.acidity());
        assertEquals(0, new BigDecimal("18.25").compareTo(read.measurements().get(0).concentration()));
    }

    @Test
    void aLabelIsGivenOnce() {
        samples.saveAndFlush(sample("E-2026-0114"));
        assertThrows(DataIntegrityViolationException.class, () -> samples.saveAndFlush(sample("E-2026-0114")));
    }

    @Test
    void aSiteWithSamplesStays() {
        samples.saveAndFlush(sample("E-2026-0114"));
        entities.clear();
        sites.deleteById("E-07");
        assertThrows(DataIntegrityViolationException.class, sites::flush);
    }

    @Test
    void aSubstanceIsMeasuredOnce() {
        Sample twice = sample("E-2026-0114");
        twice.measured("NO3", new BigDecimal("18.25"));
        twice.measured("NO3", new BigDecimal("18.75"));
        assertThrows(DataIntegrityViolationException.class, () -> samples.saveAndFlush(twice));
    }
}
