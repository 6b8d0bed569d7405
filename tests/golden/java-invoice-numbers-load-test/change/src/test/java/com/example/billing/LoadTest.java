package com.example.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int CLERKS = 1 << 4;
    private static final int INVOICES = 4_000;

    @Test
    void everyOrdinalIsGivenOutOnce() throws Exception {
        NumberSequence numbers = new NumberSequence();
        LegalEntity nord = new LegalEntity("NORD", "Nord GmbH");
        LocalDate today = LocalDate.of(2026, 9, 14);
        Callable<Integer> issuing = () -> new Invoice(nord).issue(numbers, today).ordinal();

        List<Integer> ordinals;
        try (var office = Executors.newFixedThreadPool(CLERKS)) {
            ordinals = office.invokeAll(Collections.nCopies(INVOICES, issuing)).stream().map(Future::resultNow).sorted().toList();
        }

        assertEquals(IntStream.rangeClosed(1, INVOICES).boxed().toList(), ordinals);
    }
}
